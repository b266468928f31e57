"""What an amendment does to the rows of the table, as marks of inserted and deleted words in their cells."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from canevas.governance.concertation.rules.versions.words import word_pieces
from canevas.governance.syntheses.rules.table import (
    Edit,
    InsertRow,
    Line,
    MergeLines,
    MoveRow,
    ReplaceText,
    Row,
    SplitLine,
    Table,
    apply_edits,
)
from canevas.governance.syntheses.rules.table.model import LISTED

Mark = Literal["same", "ins", "del"]
PARAGRAPH = " ¶ "
"""Stands for the end of a line where lines are cut or joined."""


@dataclass(frozen=True, slots=True)
class Part:
    """Some words, and whether they come in or go."""

    mark: Mark
    text: str


@dataclass(frozen=True, slots=True)
class ShownLine:
    uid: str
    parts: tuple[Part, ...]

    @property
    def is_changed(self) -> bool:
        return any(part.mark != "same" for part in self.parts)


@dataclass(frozen=True, slots=True)
class ShownRow:
    """A row of the table with its marks: challenge, then the three cells. ``section`` is "text" for the paragraphs
    outside the table, which stand in the first cell; ``number`` counts in the section. ``band``: the title of the
    section that begins with this row."""

    section: str
    number: int
    uid: str
    challenge: tuple[ShownLine, ...]
    cells: tuple[tuple[ShownLine, ...], ...]
    band: str = ""


@dataclass(frozen=True, slots=True)
class _Placed:
    section: str
    number: int
    challenge: Line
    row: Row


def shown(table: Table, edit: Edit) -> list[ShownRow]:
    """The rows that ``edit`` changes, before and after in one. Raises ``EditFault`` where it cannot be made."""
    after = apply_edits(table, [edit]).table
    old, new = _rows(table), _rows(after)
    out: list[ShownRow] = []
    band = edit.band if isinstance(edit, InsertRow | MoveRow) and table.section(edit.section) is None else ""
    if isinstance(edit, MoveRow):
        return [*_row(edit, old.get(edit.row), None), *_row(edit, None, new.get(edit.row), band)]
    for uid in dict.fromkeys((*old, *new)):
        was, now = old.get(uid), new.get(uid)
        if was and now and (was.challenge.text, was.row) == (now.challenge.text, now.row):
            continue
        out += _row(edit, was, now, band)
    for was_lines, now_lines in ((table.before, after.before), (table.after, after.after)):
        if was_lines != now_lines:
            changed = tuple(line for line in _cell(edit, was_lines, now_lines) if line.is_changed)
            out.append(ShownRow("text", 0, "", (), (changed,)))
    return out


def plain(table: Table, row_uid: str) -> list[ShownRow]:
    """The row as it stands, without a mark: for a remark, or a change whose place is known and whose edit is not."""
    found = _rows(table).get(row_uid)
    return [] if found is None else [ShownRow(
        found.section, found.number, row_uid, (_line(found.challenge, "same"),),
        tuple(tuple(_line(line, "same") for line in found.row.cell(column)) for column in LISTED))]


def row_at(table: Table, section: str, number: int) -> str:
    """The identifier of a row by its place, "" where there is none."""
    found = table.section(section)
    rows = list(found.rows) if found else []
    return rows[number - 1][1].uid if 0 < number <= len(rows) else ""


def _rows(table: Table) -> dict[str, _Placed]:
    return {row.uid: _Placed(section.key, number, block.challenge, row) for section in table.sections
            for number, (block, row) in enumerate(section.rows, 1)}


def _row(edit: Edit, was: _Placed | None, now: _Placed | None, band: str = "") -> Iterator[ShownRow]:
    here = now if was is None else was
    if here is None:
        return
    is_whole = was is None or now is None
    mark: Mark = "same" if not is_whole else "ins" if was is None else "del"
    if is_whole:
        challenge: tuple[ShownLine, ...] = (_line(here.challenge, mark),)
        cells = tuple(tuple(_line(line, mark) for line in here.row.cell(column)) for column in LISTED)
    else:
        assert was is not None
        assert now is not None
        challenge = tuple(_cell(edit, (was.challenge,), (now.challenge,)))
        cells = tuple(tuple(_cell(edit, was.row.cell(column), now.row.cell(column))) for column in LISTED)
    yield ShownRow(here.section, here.number, here.row.uid, challenge, cells, band)


def _cell(edit: Edit, was: Sequence[Line], now: Sequence[Line]) -> Iterator[ShownLine]:
    """The lines of a cell: those that stay, word by word where they changed; those that go and come."""
    cut = edit.line if isinstance(edit, SplitLine | MergeLines) else ""
    at = next((place for place, line in enumerate(was) if line.uid == cut), None)
    if at is not None:
        yield from _cut(edit, was, now, at)
        return
    matcher = SequenceMatcher(None, [line.uid for line in was], [line.uid for line in now], autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            for one, other in zip(was[start:end], now[first:last], strict=True):
                yield ShownLine(one.uid, _parts(edit, one, other))
        else:
            yield from (_line(line, "del") for line in was[start:end])
            yield from (_line(line, "ins") for line in now[first:last])


def _cut(edit: Edit, was: Sequence[Line], now: Sequence[Line], at: int) -> Iterator[ShownLine]:
    for place, line in enumerate(was):
        if place == at and isinstance(edit, SplitLine):
            yield ShownLine(line.uid, (Part("same", line.text[:edit.at].rstrip()), Part("ins", PARAGRAPH),
                                       Part("same", line.text[edit.at:].lstrip())))
        elif place == at and isinstance(edit, MergeLines):
            other = next((one for one in was if one.uid == edit.other), None)
            joined = next((one.text for one in now if one.uid == line.uid), line.text)
            end = other.text if other else joined[len(line.text) + len(edit.joint):]
            yield ShownLine(line.uid, (Part("same", line.text), Part("del", PARAGRAPH), Part("same", end)))
        elif not (isinstance(edit, MergeLines) and line.uid == edit.other):
            yield _line(line, "same")


def _parts(edit: Edit, was: Line, now: Line) -> tuple[Part, ...]:
    if was.text == now.text:
        return (Part("same", was.text),)
    if isinstance(edit, ReplaceText) and edit.line == was.uid:
        some = (Part("same", was.text[:edit.start]), Part("del", was.text[edit.start:edit.end]),
                Part("ins", edit.text), Part("same", was.text[edit.end:]))
        return tuple(part for part in some if part.text)
    removed, added = word_pieces(was.text, now.text)
    return (*(Part("del" if piece.kind == "removed" else "same", piece.text) for piece in removed),
            *(Part("ins", piece.text) for piece in added if piece.kind == "added"))


def _line(line: Line, mark: Mark) -> ShownLine:
    return ShownLine(line.uid, (Part(mark, line.text),) if line.text else ())
