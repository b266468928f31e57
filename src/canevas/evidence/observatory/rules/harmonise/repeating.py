"""Rows that stand twice, in a file or in an earlier one, and periods that overlap."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from operator import itemgetter

from canevas.evidence.observatory.rules.harmonise.adding import is_series_key
from canevas.evidence.observatory.rules.harmonise.cells import Kind, kind_of
from canevas.evidence.observatory.rules.harmonise.layout import LaidTable, Rows, Value
from canevas.evidence.observatory.rules.harmonise.meanings import FIGURES, TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import Anomaly, ColumnProposal
from canevas.evidence.observatory.rules.periods import read_period
from canevas.tools.text.folding import squeeze
from canevas.tools.text.sentences import say

_ALIKE = 0.05
"""Share of rows above which rows are alike by nature: a list of persons without their names."""
_APART = (Meaning.COMMENT,)
Part = tuple[str, str]
Key = tuple[Part, ...]
"""What a row is about, whatever file it stands in: the meaning and the code (or word) of all it says but figures."""


def repeated_rows(table: LaidTable, rows: Rows, columns: Sequence[ColumnProposal]) -> Iterator[Anomaly]:
    """Rows that say the same as an earlier row of the table; a number in the first column is not looked at."""
    places = [column.number - 1 for column in columns if column.number > 0 and column.meaning not in _APART
              and not _counts_rows(table, rows, column)]
    if len(places) < 2:
        return
    seen: dict[tuple[Value, ...], int] = {}
    found: list[tuple[int, int]] = []
    take, least = itemgetter(*places), max(places) + 1
    for number in table.data_rows():
        row = rows[number - 1]
        key = take(row) if len(row) >= least else tuple(row[place] if place < len(row) else None for place in places)
        first = seen.setdefault(key, number)
        if first != number and sum(value is not None for value in key) > 1:
            found.append((number, first))
    total = len(table.data_rows())
    if len(found) > max(2, _ALIKE * total):
        yield Anomaly("duplicate", None, "", say(
            "%(count)d rows of %(total)d say exactly what another row says: one row per person without a number, or "
            "rows copied twice? The first is row %(row)d.", count=len(found), total=total, row=found[0][0]),
            0, len(found))
        return
    for number, first in found:
        yield Anomaly("duplicate", number, "", say("Row %(row)d repeats row %(first)d.", row=number, first=first))


def _counts_rows(table: LaidTable, rows: Rows, column: ColumnProposal) -> bool:
    if column.meaning is not Meaning.IDENTIFIER:
        return False
    place = column.number - 1
    values = [row[place] for number in table.data_rows()[:50] if place < len(row := rows[number - 1])]
    return [str(value) for value in values] == [str(count) for count in range(1, len(values) + 1)]


def contradicting_rows(table: LaidTable, rows: Rows, columns: Sequence[ColumnProposal]) -> Iterator[Anomaly]:
    """Rows that speak of the same thing at the same time with other figures."""
    if not any(column.meaning in TIMES for column in columns):
        return
    keys = list(_keys(table, rows, columns))
    figures = [column.number - 1 for column in columns if column.meaning in FIGURES and column.number > 0]
    first: dict[tuple[Part | None, ...], int] = {}
    found = []
    for number, key in keys:
        other = first.setdefault(key, number)
        if other != number and _figures(rows[number - 1], figures) != _figures(rows[other - 1], figures):
            found.append((number, other))
    if len(found) > max(2, _ALIKE * len(keys)):
        return  # something that tells the rows apart is not understood
    for number, other in found:
        yield Anomaly("duplicate", number, "", say(
            "Row %(row)d gives other figures than row %(first)d for the same thing and time.", row=number, first=other))


def _figures(row: Sequence[Value], places: Sequence[int]) -> list[Value]:
    return [row[place] if place < len(row) else None for place in places]


def row_keys(table: LaidTable, rows: Rows, columns: Sequence[ColumnProposal]) -> dict[int, Key]:
    """By row, what it is about; rows that say nothing but figures are left out. The same in any file, whatever the
    order and the words of its columns, as far as its values are understood."""
    return {number: tuple(sorted(filter(None, key))) for number, key in _keys(table, rows, columns)}


def _keys(table: LaidTable, rows: Rows, columns: Sequence[ColumnProposal]
          ) -> Iterator[tuple[int, tuple[Part | None, ...]]]:
    """By row, what each column says of it: a column is read once for each of its distinct values."""
    saying = [column for column in columns if column.number > 0
              and column.meaning not in (*FIGURES, Meaning.COMMENT, Meaning.HOURS_OBSERVED, Meaning.PERSON)
              and not _counts_rows(table, rows, column)]
    numbers = table.data_rows()
    said: list[list[Part | None]] = []
    for column in saying:
        name = str(column.meaning) if column.meaning is not Meaning.UNKNOWN else squeeze(column.header)
        codes = {value.raw: value.code for value in column.values if value.code}
        known: dict[Value, Part | None] = {None: None}
        parts: list[Part | None] = []
        for number in numbers:
            row = rows[number - 1]
            value = row[column.number - 1] if column.number <= len(row) else None
            if value not in known:
                known[value] = name, codes.get(str(value)) or _plain(value)
            parts.append(known[value])
        said.append(parts)
    for number, key in zip(numbers, zip(*said, strict=True), strict=False):
        if any(key):
            yield number, key


def _plain(value: Value) -> str:
    if isinstance(value, datetime):
        value = value.date()
    return value.isoformat() if isinstance(value, date) else squeeze(str(value))


def repeats_of(keys: Mapping[int, Key], earlier: Mapping[Key, str]) -> Iterator[Anomaly]:
    """The rows of which an earlier file already speaks; ``earlier`` says where: "flux-mars.xlsx, ligne 12"."""
    for number, key in keys.items():
        if key in earlier:
            yield Anomaly("duplicate", number, "", say(
                "Row %(row)d speaks of what is already in %(place)s.", row=number, place=earlier[key]))


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
