"""Rows that come, go or stand elsewhere."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from canevas.governance.syntheses.rules.table.edits import DeleteRow, InsertRow, MoveRow
from canevas.governance.syntheses.rules.table.line_text import EditFault
from canevas.governance.syntheses.rules.table.model import (
    Block,
    Line,
    Row,
    Section,
    Table,
    axis_of,
    new_uid,
    with_section,
)


@dataclass(frozen=True, slots=True)
class _Placed:
    """A row with its challenge, in the order of its section. One that comes in joins the challenge before it where
    the words are the same; those of the base stay as they were."""

    challenge: Line
    row: Row
    comes: bool = False


def move_rows(base: Table, edits: Sequence[InsertRow | DeleteRow | MoveRow]) -> Table:
    """``base`` with its rows in their new order; anchors are rows of the base, even those that go.

    A row that comes in without a challenge takes that of the row before it. Rows that follow one another under one
    challenge are one block.
    """
    if not edits:
        return base
    base = _with_new_bands(base, edits)
    known = {row.uid: _Placed(block.challenge, row) for section in base.sections for block, row in section.rows}
    leaving: set[str] = set()
    coming: dict[tuple[str, str], list[InsertRow | MoveRow]] = {}
    for edit in edits:
        if isinstance(edit, DeleteRow | MoveRow):
            if edit.row not in known:
                raise EditFault(edit.row, "no such row")
            if edit.row in leaving:
                raise EditFault(edit.row, "two changes of the same row")
            leaving.add(edit.row)
        if isinstance(edit, InsertRow | MoveRow):
            section = base.section(edit.section)
            if section is None or (
                    edit.after and edit.after not in {row.uid for _block, row in section.rows}):
                raise EditFault(edit.after or edit.section, "no such row in this section")
            coming.setdefault((edit.section, edit.after), []).append(edit)
    used: set[str] = set()
    return replace(base, sections=tuple(_section(one, known, leaving, coming, used) for one in base.sections))


def _with_new_bands(base: Table, edits: Sequence[InsertRow | DeleteRow | MoveRow]) -> Table:
    """``base`` with the sections, still empty, that rows open under a band of their own."""
    for edit in edits:
        if isinstance(edit, InsertRow | MoveRow) and edit.band and base.section(edit.section) is None:
            try:
                base = with_section(base, Section(axis_of(edit.section), edit.band))
            except ValueError:
                raise EditFault(edit.section, "no such section") from None
    return base


def _section(section: Section, known: dict[str, _Placed], leaving: set[str],
             coming: dict[tuple[str, str], list[InsertRow | MoveRow]], used: set[str]) -> Section:
    order: list[_Placed] = []
    staying: _Placed | None = None  # the row of the base that was last passed, whether it stays or not

    def take(edits: Sequence[InsertRow | MoveRow]) -> None:
        for edit in edits:
            if isinstance(edit, MoveRow):
                order.append(replace(known[edit.row], comes=True))
            elif edit.challenge or staying is None:
                order.append(_Placed(Line(new_uid(), edit.challenge), _new_row(edit), comes=True))
            else:
                order.append(_Placed(staying.challenge, _new_row(edit)))

    take(coming.get((section.key, ""), ()))
    for block in section.blocks:
        for row in block.rows:
            staying = _Placed(block.challenge, row)
            if row.uid not in leaving:
                order.append(staying)
            take(coming.get((section.key, row.uid), ()))
    return replace(section, blocks=tuple(_blocks(order, section, known, leaving, used)))


def _blocks(order: Sequence[_Placed], section: Section, known: dict[str, _Placed], leaving: set[str],
            used: set[str]) -> list[Block]:
    """Neighbours of one challenge as one block. A challenge that also stays elsewhere, or stands in an earlier section
    (``used``, which is added to), gets an identifier of its own here: one thing does not stand at two places."""
    own = {block.challenge.uid for block in section.blocks}
    stays = {placed.challenge.uid for uid, placed in known.items() if uid not in leaving}
    blocks: list[Block] = []
    joins = False  # whether the row before came in
    for placed in order:
        challenge, row = placed.challenge, placed.row
        last = blocks[-1] if blocks else None
        alike = last is not None and last.challenge.text == challenge.text and (placed.comes or joins)
        joins = placed.comes
        if last is not None and (last.challenge.uid == challenge.uid or alike):
            blocks[-1] = Block(last.challenge, (*last.rows, row))
            continue
        twice = challenge.uid in used or (challenge.uid not in own and challenge.uid in stays)
        blocks.append(Block(Line(new_uid(), challenge.text) if twice else challenge, (row,)))
        used.add(challenge.uid)
    return blocks


def _new_row(edit: InsertRow) -> Row:
    def lines(texts: tuple[str, ...]) -> tuple[Line, ...]:
        return tuple(Line(new_uid(), text) for text in texts)

    return Row(edit.uid, lines(edit.priorities), lines(edit.strategies), lines(edit.responsible))
