"""The cells that a recipe reads of a table, by column, as distinct values."""
from __future__ import annotations

from collections.abc import Callable, Sequence

from canevas.evidence.observatory.rules.harmonise.encoding import Encoded, cells_of, encoded
from canevas.evidence.observatory.rules.harmonise.layout import LaidTable, Rows, Value
from canevas.evidence.observatory.rules.harmonise.matching import PlannedColumn
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.values.figures import read_figure

Count = Callable[[int], None]
"""Hears that so many more cells are read."""


def unheard(_cells: int) -> None:
    """Nobody waits to be told."""


def planned_numbers(columns: Sequence[PlannedColumn]) -> set[int]:
    """The columns of which cells are read; the others never enter."""
    return {column.number for column in columns if column.rule.meaning not in (
        Meaning.PERSON, Meaning.IDENTIFIER, Meaning.COMMENT, Meaning.UNKNOWN, Meaning.SOURCE)}


def planned_cells(layout: LaidTable, rows: Rows, columns: Sequence[PlannedColumn],
                  count: Count = unheard) -> dict[int, Encoded]:
    """By number of column, its cells."""
    lines = [rows[number - 1] if number <= len(rows) else () for number in layout.data_rows()]
    found = {}
    for number in planned_numbers(columns):
        if number:
            found[number] = encoded(cells_of(lines, number - 1))
        else:
            found[number] = encoded(_bands(layout))
        count(len(lines))
    return found


def _bands(layout: LaidTable) -> list[Value]:
    """By row of data, the text that stands over it."""
    bands, current, data = dict(layout.bands), None, set(layout.data_rows())
    cells: list[Value] = []
    for number in range(layout.first_row, layout.last_row + 1):
        current = bands.get(number, current)
        if number in data:
            cells.append(current)
    return cells


def number_of(value: Value) -> float:
    """An hour, a degree; NaN where it is none."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return float(value)
    try:
        return float(str(value).strip().replace(",", "."))
    except ValueError:
        found = read_figure(value).value
        return float("nan") if found is None else found
