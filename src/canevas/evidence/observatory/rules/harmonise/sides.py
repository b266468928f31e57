"""Labels that stand once for many rows, and tables that stand on their side."""
from __future__ import annotations

from collections.abc import Sequence

from canevas.evidence.observatory.rules.harmonise.cells import (
    Kind,
    has_heading_word,
    is_period,
    is_total,
    kind_of,
)
from canevas.evidence.observatory.rules.harmonise.grid import Area, Grid
from canevas.evidence.observatory.rules.harmonise.header import Head
from canevas.evidence.observatory.rules.harmonise.layout import LaidTable, Rows, Value
from canevas.tools.text.folding import squeeze

_SAMPLE = 2_000
_FEWEST_BLANKS = 0.2
MOST_ROWS = 40
"""Of a table that stands on its side: its rows are as many as another has columns."""
_TIMES = frozenset(("mois", "periode", "date", "dates", "jour", "jours", "annee", "annees", "semaine", "semaines",
                    "trimestre", "trimestres", "month", "months", "period", "year", "years", "week", "weeks",
                    "quarter"))


def filled_down(grid: Grid, rows: Sequence[int], columns: Sequence[int], labels: Sequence[int]) -> set[int]:
    """The columns whose label stands once for the rows below: merged cells, or leading columns with blanks under each
    label, where every label stands once and the next column is never blank."""
    rows, found = rows[:_SAMPLE], set()
    for place, column in enumerate(columns):
        if column not in labels and not _has_dates(grid, rows, column):
            continue
        if any((block := grid.anchors.get((row, column))) and block[2] > block[0] and block[0] >= rows[0]
               for row in rows):
            found.add(column)
        elif _stands_once(grid, rows, column) and (place == 0 or columns[place - 1] in found
                                                  or _is_numbering(grid, rows, columns[place - 1])):
            blanks = [row for row in rows if grid.at(row, column) is None]
            if any(all(grid.at(row, other) is not None for row in blanks) for other in columns[place + 1:]
                   if other in labels):
                found.add(column)
    return found


def _has_dates(grid: Grid, rows: Sequence[int], column: int) -> bool:
    return any(kind_of(grid.at(row, column)) is Kind.DATE for row in rows[:20])


def _stands_once(grid: Grid, rows: Sequence[int], column: int) -> bool:
    values = [grid.at(row, column) for row in rows]
    said = [value for value in values if value is not None]
    return bool(values) and values[0] is not None and len(said) < len(values) * (1 - _FEWEST_BLANKS) \
        and len(set(map(str, said))) == len(said)


def _is_numbering(grid: Grid, rows: Sequence[int], column: int) -> bool:
    values = [value for row in rows if (value := grid.at(row, column)) is not None]
    return values == list(range(1, len(values) + 1))


def is_on_its_side(grid: Grid, head: Head, rows: Sequence[int], columns: Sequence[int]) -> bool:
    """Headings in the first column, one record a column: each row is of one kind, each column of several."""
    rows = sorted({*head.rows, *rows})
    if len(rows) > MOST_ROWS or len(rows) < 3 or len(columns) < 3:
        return False
    labels = [grid.at(row, columns[0]) for row in rows]
    texts = [label for label in labels if isinstance(label, str)]
    if len(texts) < len(labels) or len(set(texts)) < len(texts):
        return False
    if _is_headed_across(texts, [grid.at(rows[0], column) for column in columns[1:]]):
        return True
    by_row = [_single_kind(grid, [row], columns[1:]) for row in rows]
    if None in by_row[1:] or len({*by_row} - {Kind.BLANK}) < 2:
        return False
    mixed = sum(_single_kind(grid, rows[1:], [column]) is None for column in columns[1:])
    worded = sum(map(has_heading_word, texts)) / len(texts)
    first = [value for column in columns[1:] if isinstance(value := grid.at(rows[0], column), str)]
    across = sum(map(has_heading_word, first)) / len(first) if first else 0.0
    return mixed > 0.6 * (len(columns) - 1) and worded >= 0.5 and worded > across


def last_line(grid: Grid, area: Area, end: int, columns: Sequence[int]) -> int:
    """The last line of a table on its side that ends at ``end`` at the earliest: lines of words below, which fill every
    column, are its last headings and no notes."""
    while end < area.bottom and all(isinstance(grid.at(end + 1, column), str) for column in columns):
        end += 1
    return end


def _is_headed_across(labels: Sequence[str], across: Sequence[Value]) -> bool:
    """The corner names what stands to its right ("Mois", then months), and each label below is a heading of figures."""
    if squeeze(labels[0]).strip(" :") not in _TIMES:
        return False
    if _are_counted(across):
        return True
    if not all(is_period(value) or is_total(value) for value in across):
        return False
    return sum(map(has_heading_word, labels[1:])) >= 0.6 * len(labels[1:])


def _are_counted(values: Sequence[Value]) -> bool:
    """1, 2, 3…: days of a month, weeks of a year; a total may end them."""
    numbers = [value for value in values if not is_total(value)]
    return all(isinstance(value, int) and value == place + 1 for place, value in enumerate(numbers)) \
        and len(numbers) >= max(2, len(values) - 1)


def _single_kind(grid: Grid, rows: Sequence[int], columns: Sequence[int]) -> Kind | None:
    kinds = {kind_of(grid.at(row, column)) for row in rows for column in columns} - {Kind.BLANK, Kind.MISSING}
    return None if len(kinds) > 1 else next(iter(kinds), Kind.BLANK)

def filled(rows: Rows, table: LaidTable) -> Rows:
    """``rows`` of the sheet with the labels that stand once repeated on every data row below; the very same object
    where none does. Rows that sum others take no label, and pass on what they sum ("Tahoua"), not that they do."""
    places = [column.number - 1 for column in table.columns if column.is_filled_down]
    if not places:
        return rows
    made: list[Sequence[Value]] = list(rows)
    last: dict[int, Value] = {}
    bands = {row for row, _text in table.bands}
    data = {*table.data_rows(), *table.total_rows}
    for number in range(table.first_row, min(table.last_row, len(rows)) + 1):
        if number in bands:
            last = {}
        if number not in data:
            continue
        row = list(rows[number - 1])
        row += [None] * (max(places) + 1 - len(row))
        sums = number in table.total_rows
        for place in places:
            if row[place] is None:
                row[place] = last.get(place)
            elif row[place] != last.get(place) and not (sums and is_total(row[place])):
                last = {other: value for other, value in last.items() if other < place} | {place: row[place]}
        made[number - 1] = rows[number - 1] if sums else row
    return made
