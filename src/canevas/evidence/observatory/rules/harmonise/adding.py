"""The figures of a table as numbers by row, and whether totals add up: by row, by column, and along a running sum."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import isfinite

import numpy as np
from numpy.typing import NDArray

from canevas.evidence.observatory.rules.harmonise.cells import is_subtotal, is_total
from canevas.evidence.observatory.rules.harmonise.layout import LaidTable, Rows, Value
from canevas.evidence.observatory.rules.harmonise.meanings import TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import Anomaly, ColumnProposal
from canevas.evidence.observatory.rules.harmonise.values.figures import read_figure
from canevas.evidence.observatory.rules.observation import Bound
from canevas.tools.text.sentences import say

Numbers = NDArray[np.float64]
_NEAR = 0.5
"""Figures that differ by less are rounded ones that agree."""
_MOSTLY = 0.5
_FEW_ROWS = 4
_FEW_AGREE = 0.3
_ALMOST_ALL = 0.8
_WHOLE_SHARE = 100.0


class Figures:
    """The numbers of each column by row of the sheet; NaN where none stands or it is only a bound."""

    def __init__(self, table: LaidTable, rows: Rows, columns: Sequence[ColumnProposal]) -> None:
        self.rows, self.table = rows, table
        self.columns = [column for column in columns if column.number > 0]
        self._known: dict[int, Numbers] = {}

    def of(self, column: ColumnProposal) -> Numbers:
        """By row number: index 0 stands for no row."""
        known = self._known.get(column.number)
        if known is None:
            place = column.number - 1
            numbers = [np.nan] * self.table.first_row + [
                number_in(row[place]) if place < len(row) else np.nan
                for row in self.rows[self.table.first_row - 1:self.table.last_row]]
            known = self._known[column.number] = np.array(numbers, dtype=np.float64)
        return known

    def meaning(self, *meanings: Meaning) -> list[ColumnProposal]:
        return [column for column in self.columns if column.meaning in meanings]


def number_in(value: Value) -> float:
    """The number that a cell holds or writes; NaN where there is none, or only a bound."""
    if type(value) is int or type(value) is float:
        return float(value) if isfinite(value) else np.nan
    return _written(value) if isinstance(value, str) else np.nan


@lru_cache(maxsize=100_000)
def _written(text: str) -> float:
    figure = read_figure(text)
    return figure.value if figure.value is not None and figure.bound is Bound.EXACT and not figure.why else np.nan


def are_shares(numbers: Sequence[float]) -> bool:
    """Percentages beside the counts, which no row sums: broken numbers up to a hundred, or nothing but hundreds."""
    return max(numbers) <= _WHOLE_SHARE and (set(numbers) == {_WHOLE_SHARE} or not all(map(float.is_integer, numbers)))


def row_totals(figures: Figures) -> Iterator[Anomaly]:
    """Rows whose total is not the sum of its parts."""
    rows = np.array([*figures.table.data_rows(), *figures.table.total_rows], dtype=np.intp)
    if not len(rows):
        return
    for total in figures.meaning(Meaning.TOTAL, Meaning.CUMULATIVE):  # a "cumul" may be that of the months beside it
        parts = _parts(figures, total, rows)
        if not parts:
            continue
        expected, is_whole = _sum(figures, parts, rows)
        found = figures.of(total)[rows]
        wrong = np.where(is_whole, np.abs(expected - found) >= _NEAR, expected - found >= _NEAR)
        names = _names(parts)
        for place in np.flatnonzero(wrong & ~np.isnan(found)):
            yield Anomaly("total", int(rows[place]), total.header, say(
                "“%(column)s” says %(found)s; %(parts)s add up to %(expected)s.", column=total.header,
                found=_said(found[place]), parts=names, expected=_said(expected[place])),
                float(expected[place]), float(found[place]))


def _names(parts: Sequence[ColumnProposal]) -> str:
    return ", ".join(say("“%(name)s”", name=part.header) for part in parts[:4]) + (" …" if len(parts) > 4 else "")


def _said(number: float) -> str:
    return f"{number:,.0f}".replace(",", "\N{NARROW NO-BREAK SPACE}") if number == int(number) else f"{number:.2f}"


def _sum(figures: Figures, parts: Sequence[ColumnProposal], rows: NDArray[np.intp]) -> tuple[Numbers, NDArray[np.bool]]:
    """The sum of what is known of the parts, and where all of them are known."""
    stacked = np.stack([figures.of(part)[rows] for part in parts])
    known = ~np.isnan(stacked)
    whole: NDArray[np.bool] = np.all(known, axis=0)
    return np.where(known.any(axis=0), np.nansum(stacked, axis=0), np.nan), whole


def _parts(figures: Figures, total: ColumnProposal, rows: NDArray[np.intp]) -> list[ColumnProposal]:
    """The columns that ``total`` sums: of several readings, the one that agrees in most rows."""
    best: list[ColumnProposal] = []
    most = 0.0
    found = figures.of(total)[rows]
    for parts in _readings(figures, total):
        expected, is_whole = _sum(figures, parts, rows)
        checked = is_whole & ~np.isnan(found)
        if not checked.any():
            continue
        share = float((np.abs(expected - found)[checked] < _NEAR).mean())
        least = _MOSTLY if checked.sum() > _FEW_ROWS else _FEW_AGREE
        if total.meaning is Meaning.CUMULATIVE:
            least = _ALMOST_ALL
        if share >= least and share > most:
            best, most = parts, share
    return best


def _readings(figures: Figures, total: ColumnProposal) -> Iterator[list[ColumnProposal]]:
    """What a total may sum: the columns that break it down further, by one set of breakdowns; its neighbours."""
    own = dict(total.fixed)
    counts = figures.meaning(Meaning.COUNT)
    finer: dict[frozenset[Meaning], list[ColumnProposal]] = {}
    for column in counts:
        if all(column.fixed.get(meaning) == code for meaning, code in own.items()) and len(column.fixed) > len(own):
            finer.setdefault(frozenset(set(column.fixed) - set(own)), []).append(column)
    yield from (parts for parts in finer.values() if len(parts) > 1)
    place = figures.columns.index(total)
    left = [column for column in figures.columns[:place] if column.meaning in (Meaning.COUNT, Meaning.TOTAL)]
    right = [column for column in figures.columns[place + 1:] if column.meaning in (Meaning.COUNT, Meaning.TOTAL)]
    for side in (left[::-1], right):
        for meanings in ((Meaning.COUNT,), (Meaning.TOTAL,)):
            run = [column for column in side if column.meaning in meanings]
            yield from (run[:length] for length in range(min(len(run), 40), 1, -1))


def column_totals(figures: Figures) -> Iterator[Anomaly]:
    """Rows of totals in which a column is not the sum of the rows that it sums."""
    table = figures.table
    columns = figures.meaning(Meaning.COUNT, Meaning.TOTAL)
    if not columns:
        return
    data = np.array(table.data_rows(), dtype=np.intp)
    for row in table.total_rows:
        best = _best_span(figures, columns, row, data)
        if best is None:
            continue
        for column in columns:
            found, parts = figures.of(column)[row], figures.of(column)[best]
            known = parts[~np.isnan(parts)]
            expected = float(known.sum()) if len(known) else np.nan
            if np.isnan(found) or np.isnan(expected):
                continue
            differs = abs(expected - found) >= _NEAR if len(known) == len(parts) else expected - found >= _NEAR
            if differs:
                yield Anomaly("total", row, column.header, say(
                    "The total of “%(column)s” says %(found)s; the %(count)d rows that it sums add up to %(expected)s.",
                    column=column.header, found=_said(found), count=len(best), expected=_said(expected)),
                    expected, float(found))


def _best_span(figures: Figures, columns: Sequence[ColumnProposal], row: int, data: NDArray[np.intp]
               ) -> NDArray[np.intp] | None:
    """The rows that the total in ``row`` sums: those that agree in most columns, else those that its place tells."""
    spans = [span for span in _spans(figures.table, row, data) if len(span)]
    if not spans:
        return None
    agreeing = [sum(_agrees(figures.of(column), row, span) for column in columns) for span in spans]
    if max(agreeing) > 0:
        return spans[agreeing.index(max(agreeing))]
    label = next((value for value in figures.rows[row - 1] if isinstance(value, str)), "")
    following = next((total for total in figures.table.total_rows if total > row), figures.table.last_row + 1)
    below = data[(data > row) & (data < following)]
    if not is_total(label) and len(below):  # a whole that bears its own name stands above its parts
        return below
    return spans[1] if is_subtotal(label) and len(spans) > 1 else spans[0]


def _agrees(numbers: Numbers, row: int, span: NDArray[np.intp]) -> bool:
    return bool(abs(float(np.nansum(numbers[span])) - numbers[row]) < _NEAR)


def _spans(table: LaidTable, row: int, data: NDArray[np.intp]) -> Iterator[NDArray[np.intp]]:
    """All rows above; then back to each total above; the rows below, down to the next total; all rows."""
    yield data[data < row]
    for total in [*reversed([total for total in table.total_rows if total < row]), 0][:6]:
        yield data[(data < row) & (data > total)]
    following = next((total for total in table.total_rows if total > row), table.last_row + 1)
    yield data[(data > row) & (data < following)]
    yield data[data > row]


def running_sums(figures: Figures, group_of: Callable[[int], object]) -> Iterator[Anomaly]:
    """Cumulative figures that do not follow from the one before and the figure of the row; ``group_of`` a row is the
    series that it belongs to."""
    rows = figures.table.data_rows()
    for cumulative in figures.meaning(Meaning.CUMULATIVE):
        total = figures.of(cumulative)
        series: dict[object, list[int]] = {}
        for row in rows:
            if not np.isnan(total[row]):
                series.setdefault(group_of(row), []).append(row)
        step = _steps(figures, total, series)
        for members in series.values():
            yield from _breaks(cumulative, total, step, members)


def _steps(figures: Figures, total: Numbers, series: dict[object, list[int]]) -> Numbers | None:
    """The column that the running sum adds: the one that follows in most rows, if any does in half of them."""
    best: Numbers | None = None
    most = 0.0
    starts = [members[0] for members in series.values()]
    for column in sorted(figures.meaning(Meaning.COUNT, Meaning.TOTAL), key=lambda column: len(column.fixed)):
        numbers = figures.of(column)
        pairs = [(before, row) for members in series.values() for before, row in pairwise(members)]
        checked = [abs(total[before] + numbers[row] - total[row]) < _NEAR for before, row in pairs
                   if not np.isnan(numbers[row])]
        checked += [abs(numbers[row] - total[row]) < _NEAR for row in starts if not np.isnan(numbers[row])]
        share = sum(checked) / len(checked) if checked else 0.0
        if share >= (_MOSTLY if len(checked) > _FEW_ROWS else _FEW_AGREE) and share > most:
            best, most = numbers, share
    return best


def _breaks(column: ColumnProposal, total: Numbers, step: Numbers | None, rows: Sequence[int]) -> Iterator[Anomaly]:
    for before, row in pairwise(rows):
        found, last = float(total[row]), float(total[before])
        if step is not None and not np.isnan(step[row]):
            expected = last + float(step[row])
            begins_anew = abs(found - float(step[row])) < _NEAR
            if abs(expected - found) >= _NEAR and not begins_anew:
                yield Anomaly("cumulative", row, column.header, say(
                    "The cumulative figure says %(found)s; row %(before)d said %(last)s and this row adds %(step)s: "
                    "%(expected)s.", found=_said(found), before=before, last=_said(last), step=_said(float(step[row])),
                    expected=_said(expected)), expected, found)
        elif step is None and found < last:
            yield Anomaly("cumulative", row, column.header, say(
                "The cumulative figure falls from %(last)s (row %(before)d) to %(found)s.", last=_said(last),
                before=before, found=_said(found)), last, found)


def is_series_key(column: ColumnProposal) -> bool:
    """Whether a column tells series of figures apart: what is neither a figure, nor a time, nor a remark."""
    return column.meaning not in (*TIMES, Meaning.COUNT, Meaning.TOTAL, Meaning.CUMULATIVE, Meaning.COMMENT,
                                  Meaning.IDENTIFIER, Meaning.HOURS_OBSERVED, Meaning.UNKNOWN)
