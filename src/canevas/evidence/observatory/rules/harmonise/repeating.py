"""Rows that stand twice or contradict each other, and periods that overlap."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

import numpy as np
from numpy.typing import NDArray

from canevas.evidence.observatory.rules.harmonise.adding import is_series_key
from canevas.evidence.observatory.rules.harmonise.cells import Kind, kind_of
from canevas.evidence.observatory.rules.harmonise.encoding import NOTHING, Encoded, cells_of, encoded
from canevas.evidence.observatory.rules.harmonise.layout import LaidTable, Rows, Value
from canevas.evidence.observatory.rules.harmonise.meanings import FIGURES, TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import Anomaly, ColumnProposal
from canevas.evidence.observatory.rules.periods import read_period
from canevas.tools.text.folding import squeeze
from canevas.tools.text.sentences import say

_ALIKE = 0.05
"""Share of rows above which rows are alike by nature: a list of persons without their names."""
_LARGEST = 2**62
_APART = (Meaning.COMMENT,)
Part = tuple[str, str]
"""What a cell says, in whichever words: a meaning, and a code or a word."""


def repeated_rows(cells: Cells, columns: Sequence[ColumnProposal]) -> Iterator[Anomaly]:
    """Rows that say the same as an earlier row of the table; a number in the first column is not looked at."""
    looked = [column for column in columns if column.number > 0 and column.meaning not in _APART
              and not _counts_rows(cells, column)]
    numbers = cells.numbers
    if len(looked) < 2 or not numbers:
        return
    indices = [cells.of(column).index for column in looked]
    said = sum((index >= 0).astype(int) for index in indices)
    groups = _groups(indices, len(numbers))
    found = [(numbers[at], numbers[first]) for at, first in _again(groups) if said[at] > 1]
    total = len(numbers)
    if len(found) > max(2, _ALIKE * total):
        yield Anomaly("duplicate", None, "", say(
            "%(count)d rows of %(total)d say exactly what another row says: one row per person without a number, or "
            "rows copied twice? The first is row %(row)d.", count=len(found), total=total, row=found[0][0]),
            0, len(found))
        return
    for number, first in found:
        yield Anomaly("duplicate", number, "", say("Row %(row)d repeats row %(first)d.", row=number, first=first))


class Cells:
    """The cells of a table by column, told apart once."""

    def __init__(self, table: LaidTable, rows: Rows) -> None:
        self.numbers = table.data_rows()
        self._lines = [rows[number - 1] for number in self.numbers]
        self._known: dict[int, Encoded] = {}

    def of(self, column: ColumnProposal) -> Encoded:
        if column.number not in self._known:
            self._known[column.number] = encoded(cells_of(self._lines, column.number - 1))
        return self._known[column.number]


def _groups(columns: Sequence[NDArray[np.int32]], size: int) -> NDArray[np.int64]:
    """By row, the number of what its columns say together: rows of one number say the same."""
    made, reach = np.zeros(size, dtype=np.int64), 1
    for column in columns:
        values = int(column.max(initial=-1)) + 2
        if reach * values > _LARGEST:
            made, reach = np.unique(made, return_inverse=True)[1], size
        made, reach = made * values + column + 1, reach * values
    return made


def _again(groups: NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """Each row whose group was met before, and the first row of that group."""
    _found, first, inverse = np.unique(groups, return_index=True, return_inverse=True)
    firsts = first[inverse]
    for at in np.flatnonzero(firsts != np.arange(len(groups))).tolist():
        yield at, int(firsts[at])


def _counts_rows(cells: Cells, column: ColumnProposal) -> bool:
    if column.meaning is not Meaning.IDENTIFIER:
        return False
    known = cells.of(column)
    values = [str(known.values[place]) for place in known.index[:50].tolist() if place >= 0]
    return values == [str(count) for count in range(1, len(values) + 1)]


def contradicting_rows(cells: Cells, columns: Sequence[ColumnProposal]) -> Iterator[Anomaly]:
    """Rows that speak of the same thing at the same time with other figures."""
    numbers = cells.numbers
    saying = _saying(cells, columns)
    if not numbers or not any(column.meaning in TIMES for column in columns):
        return
    parts = [_coded(cells.of(column), _parts_of(column)) for column in saying]
    says = np.zeros(len(numbers), dtype=bool)
    for one in parts:
        says |= one >= 0
    figures = _groups([cells.of(column).index for column in columns
                       if column.meaning in FIGURES and column.number > 0], len(numbers))
    found = [(numbers[at], numbers[first]) for at, first in _again(_groups(parts, len(numbers)))
             if says[at] and figures[at] != figures[first]]
    if len(found) > max(2, _ALIKE * int(says.sum())):
        return  # something that tells the rows apart is not understood
    for number, other in found:
        yield Anomaly("duplicate", number, "", say(
            "Row %(row)d gives other figures than row %(first)d for the same thing and time.", row=number, first=other))


def _coded(column: Encoded, part_of: Callable[[Value], Part]) -> NDArray[np.int32]:
    """By row the number of what its cell says, in whichever words; ``NOTHING`` where it says nothing."""
    known: dict[Part, int] = {}
    table = [known.setdefault(part_of(value), len(known)) for value in column.values]
    made: NDArray[np.int32] = np.array([*table, NOTHING], dtype=np.int32)[column.index]
    return made


def _saying(cells: Cells, columns: Sequence[ColumnProposal]) -> list[ColumnProposal]:
    """The columns that say what a row is about."""
    return [column for column in columns if column.number > 0
            and column.meaning not in (*FIGURES, Meaning.COMMENT, Meaning.HOURS_OBSERVED, Meaning.PERSON)
            and not _counts_rows(cells, column)]


def _parts_of(column: ColumnProposal) -> Callable[[Value], Part]:
    """A reader of the column's values as what they say."""
    name = str(column.meaning) if column.meaning is not Meaning.UNKNOWN else squeeze(column.header)
    codes = {value.raw: value.code for value in column.values if value.code}
    return lambda value: (name, codes.get(str(value)) or _plain(value))


def _plain(value: Value) -> str:
    if isinstance(value, datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, date) else squeeze(str(value))


def overlapping_periods(table: LaidTable, rows: Rows, columns: Sequence[ColumnProposal],
                        group_of: Callable[[int], object]) -> Iterator[Anomaly]:
    """Periods that end before they begin, or share days with another of the same series."""
    header, spans = _spans(table, rows, columns)
    groups: dict[object, list[tuple[date, date, int]]] = {}
    for number, (start, end) in spans.items():
        if end < start:
            yield Anomaly("period", number, header, say(
                "The period ends (%(end)s) before it begins (%(start)s).", start=start.isoformat(),
                end=end.isoformat()))
        else:
            groups.setdefault(group_of(number), []).append((start, end, number))
    found: list[tuple[int, int]] = []
    for members in groups.values():
        members.sort()
        reach, by = members[0][1], members[0]
        for one in members[1:]:
            if one[0] <= reach and (one[0], one[1]) != (by[0], by[1]):
                found.append((one[2], by[2]))
            if one[1] > reach:
                reach, by = one[1], one
    if len(found) > max(3, 0.2 * len(spans)):
        return  # series that are told apart by something not understood
    for number, other in found:
        yield Anomaly("period", number, header, say(
            "The period of row %(row)d overlaps that of row %(other)d: days would be counted twice.", row=number,
            other=other))


def _spans(table: LaidTable, rows: Rows, columns: Sequence[ColumnProposal]
           ) -> tuple[str, dict[int, tuple[date, date]]]:
    """The heading of the periods, and by row its first and last day."""
    by_meaning = {column.meaning: column for column in reversed(columns) if column.number > 0}
    spans: dict[int, tuple[date, date]] = {}
    start, end = by_meaning.get(Meaning.START), by_meaning.get(Meaning.END)
    if start and end:
        firsts, lasts = _days(start), _days(end)
        for number in table.data_rows():
            first, last = firsts(_at(rows, number, start)), lasts(_at(rows, number, end))
            if first and last:
                spans[number] = first[0], last[1]
        return end.header, spans
    period = next((by_meaning[one] for one in (Meaning.PERIOD, Meaning.QUARTER, Meaning.MONTH, Meaning.WEEK)
                   if one in by_meaning), None)
    if period is None:
        return "", spans
    days = _days(period)
    for number in table.data_rows():
        if found := days(_at(rows, number, period)):
            spans[number] = found
    return period.header, spans


def _at(rows: Rows, number: int, column: ColumnProposal) -> Value:
    row = rows[number - 1]
    return row[column.number - 1] if column.number <= len(row) else None


def _days(column: ColumnProposal) -> Callable[[Value], tuple[date, date] | None]:
    """A reader of the column's values as first and last day, by the codes proposed for them."""
    known: dict[str, tuple[date, date]] = {}
    for value in column.values:
        for text in (value.code, *value.code.split("/")[:1]):
            try:
                period = read_period(text)
            except ValueError:
                continue
            known[value.raw] = period.start, period.end
            break

    def read(value: Value) -> tuple[date, date] | None:
        if isinstance(value, datetime):
            value = value.date()
        if isinstance(value, date):
            return known.get(str(value), (value, value))
        return known.get(str(value)) if kind_of(value) is not Kind.BLANK else None
    return read


def series_of(table: LaidTable, rows: Rows, columns: Sequence[ColumnProposal]) -> Callable[[int], object]:
    """A reader of the series that a row belongs to: its words but those of time."""
    places = [column.number - 1 for column in columns if column.number > 0 and is_series_key(column)]
    bands = dict(table.bands)
    starts = sorted(bands)

    def read(number: int) -> object:
        row = rows[number - 1]
        band = next((bands[start] for start in reversed(starts) if start < number), "") if starts else ""
        return (band, *(row[place] if place < len(row) else None for place in places))
    return read
