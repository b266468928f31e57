"""From a base and the edits that were accepted to the next table, and what became of every line."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from canevas.governance.syntheses.rules.table.edits import (
    BEHIND_TABLE,
    DeleteLine,
    DeleteRow,
    Edit,
    InsertLine,
    InsertRow,
    MergeLines,
    MoveLine,
    MoveRow,
    with_uid,
)
from canevas.governance.syntheses.rules.table.line_text import EditFault, Pieces, cut_lines
from canevas.governance.syntheses.rules.table.model import LISTED, Block, Column, Line, Row, Table
from canevas.governance.syntheses.rules.table.places import place_of, places
from canevas.governance.syntheses.rules.table.rows import move_rows

__all__ = ["Applied", "EditFault", "Step", "StepKind", "apply_edits"]


class StepKind(StrEnum):
    """What may become of a line between two versions."""

    ADDED = "added"
    REMOVED = "removed"
    REFORMULATED = "reformulated"
    SPLIT = "split"
    MERGED = "merged"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Step:
    """One event in the life of a line. ``other`` is the line that a split made, or that a merge goes into;
    ``before`` and ``after`` are texts, for a move the places ("general 3 strategies")."""

    kind: StepKind
    uid: str
    other: str = ""
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    table: Table
    steps: tuple[Step, ...]


def apply_edits(base: Table, edits: Sequence[Edit]) -> Applied:
    """The table that ``edits`` make of ``base``, all read in the places of ``base``, and the steps between the two.

    Raises :class:`EditFault` where an edit names what the base does not hold, or two want the same words otherwise:
    :func:`.conflicting` tells which before anybody accepts them.
    """
    wanted = [with_uid(edit) for edit in dict.fromkeys(edits)]  # what two ask alike is done once
    pieces = cut_lines(base, wanted)
    table = move_rows(base, [one for one in wanted if isinstance(one, InsertRow | DeleteRow | MoveRow)])
    table = _rewrite(table, base, pieces, wanted)
    return Applied(table, tuple(_steps(base, table, wanted, pieces)))


def _rewrite(table: Table, base: Table, pieces: Pieces, edits: Sequence[Edit]) -> Table:
    """``table`` with the lines of its cells put in order and worded as the edits say."""
    moves = {one.line: one for one in edits if isinstance(one, MoveLine)}
    gone = {one.line for one in edits if isinstance(one, DeleteLine)} | {
        one.other for one in edits if isinstance(one, MergeLines)}
    coming: dict[tuple[str, Column | None, str], list[str]] = {}
    texts: dict[str, tuple[Line, ...]] = {line.uid: (line,) for line in table.lines} | pieces  # with those of new rows
    for edit in edits:
        if isinstance(edit, InsertLine):
            coming.setdefault((edit.row, edit.column, edit.after), []).append(edit.uid)
            texts[edit.uid] = (Line(edit.uid, edit.text),)
        elif isinstance(edit, MoveLine):
            coming.setdefault((edit.row, edit.column, edit.after), []).append(edit.line)
    _require_anchors(table, base, coming)

    def cell(row: str, column: Column | None, lines: Iterable[Line], first: str = "") -> tuple[Line, ...]:
        order = [*coming.get((row, column, first), ())]
        for line in lines:
            if line.uid not in moves and line.uid not in gone:
                order.append(line.uid)
            order += coming.get((row, column, line.uid), ())
        return tuple(piece for uid in order for piece in texts.get(uid, ()) if piece.text.strip())

    def row(one: Row) -> Row:
        cells = {column: cell(one.uid, column, one.cell(column)) for column in LISTED}
        return Row(one.uid, cells[Column.PRIORITIES], cells[Column.STRATEGIES], cells[Column.RESPONSIBLE])

    def challenge(one: Line) -> Line:
        words = pieces.get(one.uid)
        if words is None:
            return one
        return Line(one.uid, "" if one.uid in gone else " ".join(piece.text for piece in words))

    return Table(
        tuple(replace(section, blocks=tuple(
            Block(challenge(block.challenge), tuple(row(one) for one in block.rows)) for block in section.blocks))
            for section in table.sections),
        cell("", None, table.before), cell("", None, table.after, BEHIND_TABLE))


def _require_anchors(table: Table, base: Table, coming: dict[tuple[str, Column | None, str], list[str]]) -> None:
    """Every line that comes in finds its cell, and the line that it shall stand behind."""
    cells: dict[tuple[str, Column | None], set[str]] = {
        ("", None): {line.uid for line in (*base.before, *base.after)} | {BEHIND_TABLE}}
    for section in table.sections:
        for _block, row in section.rows:
            for column in LISTED:
                cells[row.uid, column] = {line.uid for line in row.cell(column)}
    for row_uid, where, after in coming:
        found = cells.get((row_uid, where))
        if found is None:
            raise EditFault(row_uid, "no such cell")
        if after and after not in found:
            raise EditFault(after, "no such line in this cell")


def _steps(base: Table, after: Table, edits: Sequence[Edit], pieces: Pieces) -> Iterable[Step]:
    was, now = {line.uid: line for line in base.lines}, {line.uid: line for line in after.lines}
    merged = {one.other: one.line for one in edits if isinstance(one, MergeLines)}
    halves = {piece.uid: uid for uid, parts in pieces.items() for piece in parts[1:]}
    for uid, line in was.items():
        if uid in now and now[uid].text != line.text:
            yield Step(StepKind.REFORMULATED, uid, before=line.text, after=now[uid].text)
        elif uid not in now:
            into = merged.get(uid)
            yield (Step(StepKind.MERGED, uid, into, line.text, now[into].text if into in now else "") if into
                   else Step(StepKind.REMOVED, uid, before=line.text))
    for uid, line in now.items():
        if uid in was:
            continue
        origin = halves.get(uid, "")
        yield (Step(StepKind.SPLIT, origin, uid, was[origin].text, line.text) if origin
               else Step(StepKind.ADDED, uid, after=line.text))
    yield from _moves(base, after, edits)


def _moves(base: Table, after: Table, edits: Sequence[Edit]) -> Iterable[Step]:
    """Only what was asked to move: a line that stands lower because another came in before it did not move."""
    rows = {one.row for one in edits if isinstance(one, MoveRow)}
    asked = {one.line for one in edits if isinstance(one, MoveLine)} | {
        line.uid for line, place in places(base) if place.row_uid in rows and place.column is not Column.CHALLENGE}
    for line, place in places(base):
        there = place_of(after, line.uid) if line.uid in asked else None
        if there is not None and there != place:
            yield Step(StepKind.MOVED, line.uid, before=_said(place.section, place.row, place.column),
                       after=_said(there.section, there.row, there.column))


def _said(section: str, row: int, column: Column | None) -> str:
    return " ".join([section, *([str(row)] if row else []), *([column.value] if column else [])])
