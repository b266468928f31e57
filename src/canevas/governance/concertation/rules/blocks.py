"""The text of an agenda item as blocks: paragraphs, bullets and tables, each with an identifier that stays.

A block is what the editor shows, what a row of the register keeps and what Word carries under a bookmark: one thing
under one identifier. Words are kept as typed: no space, sign or quotation mark is ever put right here.
"""
from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

PARAGRAPH, BULLET, TABLE = "paragraph", "bullet", "table"
FORMS = (PARAGRAPH, BULLET, TABLE)
DEEPEST = 8
"""Levels that a file may bring; the editor itself offers two."""
MOST_BLOCKS = 3000
MOST_SIGNS = 100_000
"""Of one block."""
MOST_ROWS, MOST_COLUMNS = 500, 40

_UNPRINTABLE = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 127, 0xFEFF, *range(0xD800, 0xE000)))


class WrongBlocks(ValueError):  # noqa: N818 (what came in is wrong, not us)
    """What came in is no text of an item. ``code`` says which rule it breaks; ``place`` is the block, from 1."""

    def __init__(self, code: str, place: int = 0) -> None:
        super().__init__(code)
        self.code, self.place = code, place


@dataclass(frozen=True, slots=True)
class Block:
    """``level`` is of a bullet (0 the outermost); ``cells`` are the rows of a table, all of one length."""

    uid: str
    text: str = ""
    form: str = PARAGRAPH
    level: int = 0
    cells: tuple[tuple[str, ...], ...] = ()

    @property
    def words(self) -> tuple[str, tuple[tuple[str, ...], ...]]:
        """What it says, whatever its form."""
        return self.text, self.cells

    @property
    def content(self) -> tuple[str, str, int, tuple[tuple[str, ...], ...]]:
        """Everything but the identifier."""
        return self.form, self.text, self.level, self.cells


def table_text(cells: Iterable[Sequence[str]]) -> str:
    """The words of a table on lines: one line a row, a tabulation between cells."""
    return "\n".join("\t".join(" ".join(cell.split()) for cell in row).rstrip() for row in cells).rstrip()


def paragraph(text: str, uid: str = "") -> Block:
    return Block(uid or new_uid(), text)


def bullet(text: str, level: int = 0, uid: str = "") -> Block:
    return Block(uid or new_uid(), text, BULLET, level)


def table(cells: Iterable[Iterable[str]], uid: str = "") -> Block:
    """A table, its short rows filled up with empty cells."""
    rows = [tuple(row) for row in cells]
    width = max((len(row) for row in rows), default=0)
    full = tuple(row + ("",) * (width - len(row)) for row in rows)
    return Block(uid or new_uid(), table_text(full), TABLE, 0, full)


def new_uid() -> str:
    return str(uuid.uuid4())


def clean(text: str) -> str:
    """Signs that no keyboard types and no database keeps are left out; everything else stays as it is."""
    return text.replace("\r\n", "\n").replace("\r", "\n").translate(_UNPRINTABLE)


def read_blocks(raw: Any) -> list[Block]:
    """Blocks as a browser sends them: ``[{"uid", "form", "text", "level", "cells"}, …]``.

    Empty paragraphs and bullets are no text and are left out. A second block with an identifier that was already
    there (a paragraph cut in two) gets one of its own. Raises :class:`WrongBlocks`.
    """
    if not isinstance(raw, list):
        raise WrongBlocks("not-a-list")
    if len(raw) > MOST_BLOCKS:
        raise WrongBlocks("too-many")
    return tidy(_read(one, place) for place, one in enumerate(raw, 1))


def tidy(blocks: Iterable[Block]) -> list[Block]:
    """Without the empty ones, each under an identifier of its own."""
    out: list[Block] = []
    seen: set[str] = set()
    for block in blocks:
        if block.form != TABLE and not block.text.strip():
            continue
        if block.uid in seen:
            block = replace(block, uid=new_uid())
        seen.add(block.uid)
        out.append(block)
    return out


def _read(raw: Any, place: int) -> Block:
    if not isinstance(raw, dict) or raw.get("form") not in FORMS:
        raise WrongBlocks("no-form", place)
    uid = _uid(raw.get("uid"), place)
    if raw["form"] == TABLE:
        return table(_cells(raw.get("cells"), place), uid)
    text, level = raw.get("text"), raw.get("level", 0)
    if not isinstance(text, str) or not isinstance(level, int) or isinstance(level, bool):
        raise WrongBlocks("no-text", place)
    if len(text) > MOST_SIGNS:
        raise WrongBlocks("too-long", place)
    if raw["form"] == BULLET:
        return bullet(clean(text), min(max(level, 0), DEEPEST), uid)
    return paragraph(clean(text), uid)


def _uid(raw: Any, place: int) -> str:
    try:
        return str(uuid.UUID(raw))
    except (ValueError, TypeError, AttributeError):
        raise WrongBlocks("no-uid", place) from None


def _cells(raw: Any, place: int) -> list[list[str]]:
    if not isinstance(raw, list) or not raw or not all(isinstance(row, list) for row in raw):
        raise WrongBlocks("no-cells", place)
    if len(raw) > MOST_ROWS or any(len(row) > MOST_COLUMNS for row in raw) or not any(raw):
        raise WrongBlocks("too-large", place)
    if any(not isinstance(cell, str) for row in raw for cell in row):
        raise WrongBlocks("no-cells", place)
    if sum(len(cell) for row in raw for cell in row) > MOST_SIGNS:
        raise WrongBlocks("too-long", place)
    return [[clean(cell).replace("\t", " ") for cell in row] for row in raw]


def to_json(blocks: Iterable[Block]) -> list[dict[str, Any]]:
    """The form that browsers and the history keep."""
    out: list[dict[str, Any]] = []
    for block in blocks:
        one: dict[str, Any] = {"uid": block.uid, "form": block.form, "text": block.text}
        if block.form == BULLET:
            one["level"] = block.level
        if block.form == TABLE:
            one["cells"] = [list(row) for row in block.cells]
        out.append(one)
    return out


def same(one: Sequence[Block], other: Sequence[Block]) -> bool:
    """Whether both say the same in the same form, whatever their identifiers."""
    return [block.content for block in one] == [block.content for block in other]


def plain(blocks: Iterable[Block]) -> str:
    """The words, a block a line."""
    return "\n".join(block.text for block in blocks)
