"""Blocks as plain text that a person can type in an ordinary field, and back.

A line is a paragraph. A line that begins with ``-`` is a bullet, with two spaces before the dash a bullet of the second
level (four, of the third). Lines with tabulations between their cells, as a spreadsheet puts them on the clipboard, or
with bars (``| one | two |``), are the rows of a table; a blank line ends it. A backslash at the end of a line keeps
the next line in the same block; ``¶`` at its beginning takes what follows as it is.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from difflib import SequenceMatcher

from canevas.governance.concertation.rules.blocks import (
    BULLET,
    DEEPEST,
    TABLE,
    Block,
    bullet,
    clean,
    paragraph,
    table,
    tidy,
)

_BULLET = re.compile(r"^( *)[-–•] (.*)$", re.DOTALL)
_PLAIN = "¶"
_SPECIAL = re.compile(rf"^({_PLAIN}| *[-–•] |\||\s)")
_ALIKE = 0.6
"""From this likeness on, a block of nearly the same words is the same block."""


def to_notation(blocks: Iterable[Block]) -> str:
    """The blocks as plain text; :func:`from_notation` gives the same blocks back."""
    parts: list[str] = []
    before = ""
    for block in blocks:
        if parts and TABLE in (block.form, before):
            parts.append("")
        parts.append(_written(block))
        before = block.form
    return "\n".join(parts)


def _written(block: Block) -> str:
    if block.form == TABLE:
        return "\n".join("| " + " | ".join(_cell(cell) for cell in row) + " |" for row in block.cells)
    if block.form == BULLET:
        return "  " * block.level + "- " + _lines(block.text)
    return (_PLAIN if _SPECIAL.match(block.text) or "\t" in block.text else "") + _lines(block.text)


def _lines(text: str) -> str:
    """Lines of one block: those that go on end with a backslash, a backslash of the text itself is doubled there."""
    return "\n".join(_end(line) for line in text.split("\n")).replace("\n", "\\\n")


def _end(line: str) -> str:
    kept = line.rstrip("\\")
    return kept + "\\\\" * (len(line) - len(kept))


def _cell(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("\n", "\\n")


def from_notation(text: str, known: Sequence[Block] = ()) -> list[Block]:
    """The blocks that ``text`` says. What was already in ``known`` keeps its identifier: the same words first, then
    nearly the same words at the same place."""
    found: list[Block] = []
    rows: list[list[str]] = []
    for line in _joined(clean(text)):
        cells = _row(line)
        if cells is not None:
            rows.append(cells)
            continue
        if rows:
            found.append(table(rows))
            rows = []
        if line.strip():
            found.append(_block(line))
    if rows:
        found.append(table(rows))
    return _with_known_uids(tidy(found), known)


def _joined(text: str) -> list[str]:
    """Lines, those that a backslash keeps together joined by a line break."""
    out: list[str] = []
    goes_on = False
    for line in text.split("\n"):
        kept = line.rstrip("\\")
        count = len(line) - len(kept)
        whole = kept + "\\" * (count // 2)
        if goes_on:
            out[-1] += "\n" + whole
        else:
            out.append(whole)
        goes_on = bool(count % 2)
    return out


def _block(line: str) -> Block:
    if line.startswith(_PLAIN):
        return paragraph(line[1:])
    first, _break, rest = line.partition("\n")
    marked = _BULLET.match(first + ("\n" + rest if _break else ""))
    if marked:
        return bullet(marked.group(2), min(len(marked.group(1)) // 2, DEEPEST))
    return paragraph(line)


def _row(line: str) -> list[str] | None:
    """The cells of a row of a table; ``None`` for a line that is none."""
    if line.startswith("|"):
        body = line.rstrip()[1:]
        cells = _split(body)
        if len(cells) > 1 and not cells[-1].strip() and body.endswith("|"):
            cells.pop()
        return [_uncell(cell) for cell in cells]
    if "\t" in line and not line.startswith(_PLAIN) and not _BULLET.match(line):
        return [cell.strip(" ") for cell in line.split("\t")]
    return None


def _split(body: str) -> list[str]:
    cells, cell, escaped = [], "", False
    for sign in body:
        if escaped:
            cell, escaped = cell + "\\" + sign, False
        elif sign == "\\":
            escaped = True
        elif sign == "|":
            cells.append(cell)
            cell = ""
        else:
            cell += sign
    cells.append(cell + ("\\" if escaped else ""))
    return cells


def _uncell(cell: str) -> str:
    cell = cell.removeprefix(" ").removesuffix(" ")
    return re.sub(r"\\(.)", lambda found: "\n" if found.group(1) == "n" else found.group(1), cell)


def _with_known_uids(blocks: list[Block], known: Sequence[Block]) -> list[Block]:
    out = list(blocks)
    matcher = SequenceMatcher(None, [one.words for one in known], [one.words for one in blocks], autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            for old, new in zip(range(start, end), range(first, last), strict=True):
                out[new] = _named(out[new], known[old])
        elif tag == "replace":
            free = list(range(start, end))
            for new in range(first, last):
                at = next((old for old in free if known[old].form == out[new].form
                           and _likeness(known[old].text, out[new].text) >= _ALIKE), None)
                if at is not None:
                    out[new] = _named(out[new], known[at])
                    free = [old for old in free if old > at]
    return out


def _named(block: Block, known: Block) -> Block:
    return Block(known.uid, block.text, block.form, block.level, block.cells)


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio() if max(len(one), len(other)) < 4000 else 0.0
