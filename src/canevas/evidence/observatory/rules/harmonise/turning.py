"""Tables that stand on their side, turned upright before anything is read: each becomes a sheet of its own, whose rows
are columns of the file."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import is_

from canevas.evidence.observatory.rules.harmonise.finding import Survey, look_over
from canevas.evidence.observatory.rules.harmonise.layout import LaidTable, Value
from canevas.tools.tables.sheets import Sheet, Turned, Workbook

TURNED = "↻"
"""What the name of a turned sheet ends with: recipes know sheets by their name, in whatever language they are read."""
_LONGEST = 1_000
"""Rows of a sheet above which no table of it is looked at for this: one on its side has few."""


Looked = tuple[list[LaidTable], list[str]]
"""The tables of a sheet, and what of it holds none."""


def upright(workbook: Workbook) -> Workbook:
    """The workbook with every table upright; the very same object where none stands on its side."""
    sheets = tuple(made for sheet in workbook.sheets for made in _upright(sheet, _looked(sheet)))
    return workbook if all(map(is_, sheets, workbook.sheets)) else replace(workbook, sheets=sheets)


def survey_upright(workbook: Workbook) -> Survey:
    """Where the tables are once every one is upright; a sheet on which none had to be turned is looked over once."""
    tables: list[tuple[Sheet, LaidTable]] = []
    left_out: list[str] = []
    for sheet in workbook.sheets:
        looked = _looked(sheet)
        for made in _upright(sheet, looked):
            found, reasons = looked if made is sheet and looked else look_over(made)
            tables += [(made, table) for table in found]
            left_out += reasons
    return Survey(tuple(tables), tuple(left_out))


def _looked(sheet: Sheet) -> Looked | None:
    """``None`` for a sheet that has nothing to be turned."""
    return None if len(sheet.rows) > _LONGEST or sheet.turned else look_over(sheet)


def _upright(sheet: Sheet, looked: Looked | None) -> Iterator[Sheet]:
    """The sheet without the tables that stand on their side, if it has anything else, and each of these turned."""
    tables = looked[0] if looked else []
    sides = [table for table in tables if table.is_on_its_side]
    if len(sides) < len(tables) or not sides:
        taken = {row for table in sides for row in range(_top(table), table.last_row + 1)}
        rows = [[] if number in taken else row for number, row in enumerate(sheet.rows, 1)]
        yield replace(sheet, rows=rows) if sides else sheet
    for number, table in enumerate(sides, 1):
        yield _turned(sheet, table, f"{sheet.name} {TURNED}{number if number > 1 else ''}")


def _top(table: LaidTable) -> int:
    return min((*table.header_rows, table.first_row))


def _turned(sheet: Sheet, table: LaidTable, name: str) -> Sheet:
    """The table from its first column on; its titles stand above it."""
    top, left = _top(table), table.columns[0].number
    bottom, right = table.last_row, table.columns[-1].number
    above = _lines(table.titles)
    lines = [row for row in range(top, bottom + 1) if any(value is not None for value in sheet.rows[row - 1])]
    rows = [[sheet.value(row, column) for row in lines] for column in range(left, right + 1)]
    below = _lines(table.notes)[::-1]
    across = {row: place for place, row in enumerate(lines, 1)}
    within = [block for block in sheet.merged
              if {block[0], block[2]} <= across.keys() and left <= block[1] <= block[3] <= right]
    down = len(above) - left + 1
    merged = tuple((down + block[1], across[block[0]], down + block[3], across[block[2]]) for block in within)
    turned = Turned(sheet.name, tuple(lines), left, len(above) + 1)
    return Sheet(name, [*above, *rows, *below], merged, turned=turned)


def _lines(texts: Sequence[str]) -> list[list[Value]]:
    """Each text on a line of its own, with a blank one after them."""
    made: list[list[Value]] = [[text] for text in texts]
    return [*made, []] if made else []
