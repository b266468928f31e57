"""Which edits cannot stand together: shown to be settled, before any of them is accepted."""
from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import combinations

from canevas.governance.syntheses.rules.table.edits import (
    DeleteLine,
    DeleteRow,
    Edit,
    InsertLine,
    InsertRow,
    MergeLines,
    MoveLine,
    MoveRow,
    ReplaceText,
    SplitLine,
)
from canevas.governance.syntheses.rules.table.line_text import overlap, span
from canevas.governance.syntheses.rules.table.model import LISTED, Table


def conflicting(base: Table, edits: Sequence[Edit], families: Sequence[Hashable] = ()) -> list[set[int]]:
    """The groups of edits, as their numbers in ``edits``, that want the same thing otherwise.

    Two that want exactly the same are no conflict: one of them says nothing new. Two of one of the ``families`` (one
    for each edit) are two wordings of the same thing. A group holds everything that is bound to one another, though
    its ends may not touch: accepting one tells about the next.
    """
    return _joined(_clashes(base, edits, families))


def settled_together(base: Table, edits: Sequence[Edit], families: Sequence[Hashable] = ()) -> list[set[int]]:
    """As :func:`conflicting`, with those that ask for the same in one group too."""
    known: dict[Hashable, int] = {}
    alike = [(known.setdefault(_asks(edit), number), number) for number, edit in enumerate(edits)]
    return _joined([*_clashes(base, edits, families), *(pair for pair in alike if pair[0] != pair[1])])


def ask_the_same(one: Edit, other: Edit) -> bool:
    """Whether two edits ask for the same, though one may set a new row or line a little lower."""
    return _asks(one) == _asks(other)


def _asks(edit: Edit) -> Hashable:
    """What an edit asks for: two new rows, or lines, of the same words in one section, or cell, ask for the same."""
    match edit:
        case InsertRow():
            cells = tuple(tuple(map(_folded, cell)) for cell in (edit.priorities, edit.strategies, edit.responsible))
            return "row", edit.section, _folded(edit.challenge) or edit.after, *cells
        case InsertLine():
            return "line", edit.row, edit.column, _folded(edit.text)
        case SplitLine():
            return replace(edit, uid="")
    return edit


def _folded(text: str) -> str:
    return " ".join(text.replace("’", "'").split()).casefold().rstrip(" .;,")


def _joined(pairs: Iterable[tuple[int, int]]) -> list[set[int]]:
    groups: list[set[int]] = []
    for one, other in pairs:
        touched = [group for group in groups if one in group or other in group]
        groups = [group for group in groups if group not in touched]
        groups.append({one, other}.union(*touched))
    return sorted(groups, key=min)


def _clashes(base: Table, edits: Sequence[Edit], families: Sequence[Hashable]) -> list[tuple[int, int]]:
    rows = {line.uid: row.uid for section in base.sections for _block, row in section.rows
            for column in LISTED for line in row.cell(column)}
    touching: dict[Hashable, list[int]] = {}
    for number, edit in enumerate(edits):  # two that share no line and no row cannot clash
        own = {edit.row} if isinstance(edit, DeleteRow | MoveRow) else set()
        keys: set[Hashable] = {*_lines_of(edit), *_rows_of(edit, rows), *own}
        if isinstance(edit, InsertRow | InsertLine):
            keys.add(_asks(edit))
        if families:
            keys.add(("family", families[number]))
        for key in keys:
            touching.setdefault(key, []).append(number)
    pairs = {pair for numbers in touching.values() for pair in combinations(numbers, 2)}
    return [(one, other) for one, other in sorted(pairs) if edits[one] != edits[other] and (
        (bool(families) and families[one] == families[other]) or _clash(edits[one], edits[other], rows))]


def _clash(one: Edit, other: Edit, rows: Mapping[str, str]) -> bool:
    if isinstance(one, ReplaceText | SplitLine) and isinstance(other, ReplaceText | SplitLine):
        return one.line == other.line and overlap(span(one), span(other))
    if isinstance(one, InsertRow | InsertLine) and _asks(one) == _asks(other):
        return True
    if isinstance(one, DeleteRow) or isinstance(other, DeleteRow):
        going, kept = (one, other) if isinstance(one, DeleteRow) else (other, one)
        assert isinstance(going, DeleteRow)
        return going.row in _rows_of(kept, rows)
    if isinstance(one, MoveRow) and isinstance(other, MoveRow):
        return one.row == other.row
    if isinstance(one, DeleteLine) or isinstance(other, DeleteLine):
        gone, kept = (one, other) if isinstance(one, DeleteLine) else (other, one)
        assert isinstance(gone, DeleteLine)
        return gone.line in _lines_of(kept)
    if isinstance(one, MoveLine) and isinstance(other, MoveLine):
        return one.line == other.line
    if isinstance(one, MergeLines) and isinstance(other, MergeLines):
        return bool(_lines_of(one) & _lines_of(other))
    return False


def _lines_of(edit: Edit) -> set[str]:
    """The lines that an edit changes, or needs as they are."""
    match edit:
        case ReplaceText() | SplitLine() | DeleteLine() | MoveLine():
            return {edit.line}
        case MergeLines():
            return {edit.line, edit.other}
    return set()


def _rows_of(edit: Edit, rows: Mapping[str, str]) -> set[str]:
    """The rows that an edit needs to be there."""
    match edit:
        case InsertLine():
            return {edit.row} if edit.row else set()
        case MoveLine():
            return {edit.row, rows.get(edit.line, edit.row)} - {""}
        case MoveRow():
            return {edit.row}
        case InsertRow():
            return set()
    return {rows[uid] for uid in _lines_of(edit) if uid in rows}
