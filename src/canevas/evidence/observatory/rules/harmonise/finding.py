"""Where the tables of a spreadsheet are: titles above, headings, data, totals, notes below; what is no table is told.

    survey(workbook)          every sheet: its tables, and what was left out with the reason
    find_tables(sheet)        the tables of one sheet
"""
from __future__ import annotations

from dataclasses import dataclass, replace

from canevas.evidence.observatory.rules.harmonise.cells import Kind, has_heading_word, is_labelled, kind_of
from canevas.evidence.observatory.rules.harmonise.grid import Area, Grid, areas
from canevas.evidence.observatory.rules.harmonise.laying import lay
from canevas.evidence.observatory.rules.harmonise.layout import LaidTable, Value
from canevas.tools.tables.sheets import Sheet, Workbook
from canevas.tools.text.sentences import say

_LONGEST_FORM = 60
MOST_COLUMNS = 2_000


@dataclass(frozen=True, slots=True)
class Survey:
    """``tables`` with the sheet that each stands in; ``left_out`` are sentences: sheets or blocks that hold none."""

    tables: tuple[tuple[Sheet, LaidTable], ...]
    left_out: tuple[str, ...] = ()


def survey(workbook: Workbook) -> Survey:
    tables: list[tuple[Sheet, LaidTable]] = []
    left_out: list[str] = []
    for sheet in workbook.sheets:
        found, reasons = look_over(sheet)
        tables += [(sheet, table) for table in found]
        left_out += reasons
    return Survey(tuple(tables), tuple(left_out))


def find_tables(sheet: Sheet) -> list[LaidTable]:
    return look_over(sheet)[0]


def look_over(sheet: Sheet) -> tuple[list[LaidTable], list[str]]:
    """The tables of ``sheet``, and a sentence for each part of it (or the whole) that holds none."""
    reason = _whole_reason(sheet)
    if reason:
        return [], [reason]
    grid = Grid(sheet.rows, sheet.merged)
    tables: list[LaidTable] = []
    left_out: list[str] = []
    titles: list[str] = []
    for area in areas(grid):
        if _is_form(grid, area):
            left_out.append(say(
                "Sheet “%(sheet)s”, rows %(first)d to %(last)d: a form (one label and its value a line), not a table.",
                sheet=sheet.name, first=area.top, last=area.bottom))
            continue
        laid, texts = lay(grid, area, sheet.name)
        if found := [table for table in laid if table.columns]:
            found[0] = replace(found[0], titles=(*titles, *found[0].titles))
            titles = [] if area.left > 1 or len(found) > 1 else titles
            tables += found
        elif texts:
            titles += texts
    if sheet.turned:
        tables = [replace(table, reason=f"{_said_turned()} {table.reason}", turned=sheet.turned) for table in tables]
    if not tables and not left_out:
        left_out.append(say("Sheet “%(sheet)s”: text only, no table.", sheet=sheet.name))
    return tables, left_out


def _said_turned() -> str:
    return say("The table stands on its side in the file and is read turned: its rows here are columns there.")


def _whole_reason(sheet: Sheet) -> str:
    if sheet.is_picture:
        return say("Sheet “%(sheet)s”: a chart; its figures stand in another sheet.", sheet=sheet.name)
    if not any(value is not None for row in sheet.rows for value in row):
        return say("Sheet “%(sheet)s”: empty.", sheet=sheet.name)
    if (width := _width(sheet)) > MOST_COLUMNS:
        return say("Sheet “%(sheet)s”: %(columns)d columns, more than is read of one table. Split it, or write in rows "
                   "what stands in columns.", sheet=sheet.name, columns=width)
    if sheet.is_hidden:
        return say("Sheet “%(sheet)s”: hidden. Show it in the spreadsheet if its figures count.", sheet=sheet.name)
    return ""


def _width(sheet: Sheet) -> int:
    """Columns that hold something; a cell far away is one."""
    if max(map(len, sheet.rows), default=0) <= MOST_COLUMNS:
        return 0
    return len({place for row in sheet.rows for place, value in enumerate(row) if value is not None})


def _is_form(grid: Grid, area: Area) -> bool:
    """Labels in one column, values of every kind in the next, each label once."""
    if area.bottom - area.top > _LONGEST_FORM:
        return False
    rows = [row for row in range(area.top, area.bottom + 1) if len(grid.columns_of(row, area)) > 1]
    if len(rows) < 3 or any(len(grid.columns_of(row, area)) > 2 for row in rows):
        return False
    pairs = [grid.columns_of(row, area) for row in rows]
    if len({pair[0] for pair in pairs}) > 1:
        return False
    labels = [grid.at(row, pair[0]) for row, pair in zip(rows, pairs, strict=True)]
    values = [grid.at(row, pair[1]) for row, pair in zip(rows, pairs, strict=True)]
    kinds = {kind_of(value) for value in values} - {Kind.MISSING}
    if _are_headings(labels[0], values[0]) and {kind_of(value) for value in values[1:]} <= {Kind.NUMBER, Kind.MISSING}:
        return False
    texts = [label for label in labels if isinstance(label, str)]
    if len(texts) < len(labels) or len(set(texts)) < len(texts):
        return False
    labelled = sum(map(is_labelled, texts)) / len(texts)
    worded = sum(map(has_heading_word, texts)) / len(texts)
    return labelled >= 0.6 or (len(kinds) > 1 and worded >= 0.6)


def _are_headings(label: Value, value: Value) -> bool:
    """Whether a first line heads two columns: "Lieu | Réfugiés", and not "Lieu : | Agadez"."""
    return isinstance(value, str) and not is_labelled(label) and has_heading_word(value)
