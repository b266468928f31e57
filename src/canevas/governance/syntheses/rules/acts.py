"""What is done at the table, one act at a time, as the edits that it takes."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from canevas.governance.syntheses.rules.table import (
    BEHIND_TABLE,
    Block,
    Column,
    DeleteLine,
    DeleteRow,
    Edit,
    InsertLine,
    InsertRow,
    Line,
    MergeLines,
    MoveLine,
    MoveRow,
    Row,
    Section,
    Table,
    new_uid,
)
from canevas.governance.syntheses.rules.table.model import LISTED, Listed
from canevas.governance.syntheses.rules.wording import reworded

GENERAL = "general"
Values = Mapping[str, str]


class ActFault(ValueError):  # noqa: N818
    """An act that cannot be done: ``code`` is "gone" (what it names is no longer there), "empty" (nothing was
    written), "edge" (it stands first or last already) or "general" (the table has no general band)."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a line stands: its cell, or the block whose challenge it is, or (``row`` None) outside the table."""

    line: Line
    section: Section | None = None
    block: Block | None = None
    row: Row | None = None
    column: Listed | None = None
    cell: tuple[Line, ...] = ()

    @property
    def place(self) -> int:
        return self.cell.index(self.line) if self.cell else 0


def spot(table: Table, uid: str) -> Spot:
    """Raises :class:`ActFault` where the line is not in the table."""
    for paragraphs in (table.before, table.after):
        for line in paragraphs:
            if line.uid == uid:
                return Spot(line, cell=paragraphs)
    for section in table.sections:
        for block in section.blocks:
            if block.challenge.uid == uid:
                return Spot(block.challenge, section, block)
            for row in block.rows:
                for column in LISTED:
                    for line in row.cell(column):
                        if line.uid == uid:
                            return Spot(line, section, block, row, column, row.cell(column))
    raise ActFault("gone")


def row_spot(table: Table, uid: str) -> tuple[Section, Block, Row]:
    for section in table.sections:
        for block, row in section.rows:
            if row.uid == uid:
                return section, block, row
    raise ActFault("gone")


def edits_for(table: Table, act: str, values: Values) -> list[Edit]:
    """The edits of ``act``. ``KeyError`` for an act that there is not; :class:`ActFault` where it cannot be done."""
    return ACTS[act](table, values)


def written_lines(text: str) -> list[str]:
    """Each line that was written, without blanks around it and in it."""
    return [clean for line in text.replace("\0", "").splitlines() if (clean := " ".join(line.split()))]


def _reword(table: Table, values: Values) -> list[Edit]:
    here = spot(table, values["line"])
    texts = written_lines(values.get("text", ""))
    if not texts:
        raise ActFault("empty")
    if here.cell:
        return reworded(here.line.uid, here.line.text, texts)
    return reworded(here.line.uid, here.line.text, [" ".join(texts)])  # a challenge is one line


def _delete(table: Table, values: Values) -> list[Edit]:
    here = spot(table, values["line"])
    if here.block and not here.row:
        return [DeleteRow(row.uid) for row in here.block.rows]
    return [DeleteLine(here.line.uid)]


def _merge(table: Table, values: Values) -> list[Edit]:
    """The line takes in the one that follows it in its cell."""
    here = spot(table, values["line"])
    if here.place + 1 >= len(here.cell):
        raise ActFault("edge")
    return [MergeLines(here.line.uid, here.cell[here.place + 1].uid)]


def _step(table: Table, values: Values, step: int) -> list[Edit]:
    here = spot(table, values["line"])
    if here.block and not here.row:
        return _block_step(here, step)
    there = here.place + step
    if not (here.row and here.column and 0 <= there < len(here.cell)):
        raise ActFault("edge")
    after = here.cell[there].uid if step > 0 else here.cell[there - 1].uid if there else ""
    return [MoveLine(here.line.uid, here.row.uid, here.column, after)]


def _block_step(here: Spot, step: int) -> list[Edit]:
    """A challenge with its rows changes places with the one above or below it."""
    assert here.section is not None
    assert here.block is not None
    blocks = here.section.blocks
    there = blocks.index(here.block) + step
    if not 0 <= there < len(blocks):
        raise ActFault("edge")
    behind = blocks[there] if step > 0 else blocks[there - 1] if there else None
    after = behind.rows[-1].uid if behind else ""
    return [MoveRow(row.uid, here.section.key, after) for row in here.block.rows]


def _row_step(table: Table, values: Values, step: int) -> list[Edit]:
    section, block, row = row_spot(table, values["row"])
    there = block.rows.index(row) + step
    if not 0 <= there < len(block.rows):
        raise ActFault("edge")
    if step > 0:
        return [MoveRow(row.uid, section.key, block.rows[there].uid)]
    order = [one.uid for _block, one in section.rows]
    place = order.index(row.uid) - 1
    return [MoveRow(row.uid, section.key, order[place - 1] if place else "")]


def _place(table: Table, values: Values) -> list[Edit]:
    """A line goes to a cell, behind ``after``; at its end where nothing is said of it."""
    here = spot(table, values["line"])
    _section, _block, row = row_spot(table, values["row"])
    column = _listed(values.get("column", ""))
    if not here.row or column is None:
        raise ActFault("gone")
    others = [line.uid for line in row.cell(column) if line.uid != here.line.uid]
    after = values.get("after", others[-1] if others else "")
    if after and after not in others:
        raise ActFault("gone")
    order = [line.uid for line in row.cell(column)]
    if row.uid == here.row.uid and column is here.column and here.line.uid in order:
        place = order.index(here.line.uid)
        if (order[place - 1] if place else "") == after:
            raise ActFault("edge")
    return [MoveLine(here.line.uid, row.uid, column, after)]


def _general(table: Table, values: Values) -> list[Edit]:
    """Send a line, a challenge with all its rows, or a row back to the general level. A line takes its challenge and
    who is concerned along; alone in its row, the whole row goes."""
    general = table.section(GENERAL)
    if general is None:
        raise ActFault("general")
    last = [row.uid for _block, row in general.rows][-1:]
    after = last[0] if last else ""
    if values.get("row"):
        section, _block, row = row_spot(table, values["row"])
        gone = [row]
    else:
        here = spot(table, values["line"])
        if here.section is None or here.block is None:
            raise ActFault("gone")
        section = here.section
        if here.row and here.column and len(here.cell) > 1:
            if section.key == GENERAL:
                raise ActFault("edge")
            made = new_uid()
            who = tuple(line.text for line in here.row.responsible)
            return [InsertRow(GENERAL, after, here.block.challenge.text, responsible=who, uid=made),
                    MoveLine(here.line.uid, made, here.column)]
        gone = [here.row] if here.row else list(here.block.rows)
    if section.key == GENERAL:
        raise ActFault("edge")
    return [MoveRow(row.uid, GENERAL, after) for row in gone]


def _insert(table: Table, values: Values) -> list[Edit]:
    """New lines at the end of a cell, or behind ``after``."""
    texts = written_lines(values.get("text", ""))
    if not texts:
        raise ActFault("empty")
    _section, _block, row = row_spot(table, values["row"])
    column = _listed(values.get("column", ""))
    if column is None:
        raise ActFault("gone")
    cell = row.cell(column)
    after = values.get("after") or (cell[-1].uid if cell else "")
    return [InsertLine(row.uid, column, after, text) for text in texts]


def _paragraph(table: Table, values: Values) -> list[Edit]:
    texts = written_lines(values.get("text", ""))
    if not texts:
        raise ActFault("empty")
    is_after = values.get("where") == "after"
    last = (table.after if is_after else table.before)[-1:]
    behind = last[0].uid if last else BEHIND_TABLE if is_after else ""
    return [InsertLine("", None, behind, text) for text in texts]


def _row_insert(table: Table, values: Values) -> list[Edit]:
    """A row below ``row`` under its challenge, with what was written in its cells."""
    section, _block, row = row_spot(table, values["row"])
    cells = _cells(values)
    if not any(cells):
        raise ActFault("empty")
    return [InsertRow(section.key, row.uid, "", *cells)]


def _challenge_insert(table: Table, values: Values) -> list[Edit]:
    """A challenge with its first row at the end of a band."""
    found = table.section(values["section"])
    if found is None:
        raise ActFault("gone")
    words = " ".join(written_lines(values.get("challenge", "")))
    if not words:
        raise ActFault("empty")
    rows = [row.uid for _block, row in found.rows]
    return [InsertRow(found.key, rows[-1] if rows else "", words, *_cells(values))]


def _row_delete(table: Table, values: Values) -> list[Edit]:
    return [DeleteRow(row_spot(table, values["row"])[2].uid)]


def _row_move(table: Table, values: Values) -> list[Edit]:
    """A row goes to the end of another band and takes its challenge along."""
    section, _block, row = row_spot(table, values["row"])
    there = table.section(values.get("section", ""))
    if there is None:
        raise ActFault("gone")
    if there.key == section.key:
        raise ActFault("edge")
    rows = [one.uid for _block, one in there.rows]
    return [MoveRow(row.uid, there.key, rows[-1] if rows else "")]


def _cells(values: Values) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
    priorities, strategies, responsible = (tuple(written_lines(values.get(column.value, ""))) for column in LISTED)
    return priorities, strategies, responsible


def _listed(value: str) -> Listed | None:
    return next((one for one in LISTED if one.value == value), None)


ACTS: dict[str, Callable[[Table, Values], list[Edit]]] = {
    "reword": _reword, "delete": _delete, "merge": _merge, "place": _place, "general": _general, "insert": _insert,
    "up": lambda table, values: _step(table, values, -1), "down": lambda table, values: _step(table, values, 1),
    "row-up": lambda table, values: _row_step(table, values, -1),
    "row-down": lambda table, values: _row_step(table, values, 1),
    "paragraph": _paragraph, "row-insert": _row_insert, "row-delete": _row_delete, "row-move": _row_move,
    "challenge-insert": _challenge_insert,
}
__all__ = ["ACTS", "ActFault", "Column", "Spot", "edits_for", "row_spot", "spot", "written_lines"]
