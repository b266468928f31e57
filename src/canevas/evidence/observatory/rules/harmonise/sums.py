"""Columns that sum others: checked, never added again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from canevas.evidence.observatory.rules.harmonise.cells import is_whole
from canevas.evidence.observatory.rules.harmonise.layout import Value
from canevas.evidence.observatory.rules.harmonise.levels import is_of_which
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import ColumnProposal
from canevas.evidence.observatory.rules.harmonise.values.coded import LONE
from canevas.evidence.observatory.rules.harmonise.values.figures import read_figure
from canevas.evidence.observatory.rules.periods import read_period
from canevas.tools.text.sentences import say

_ROWS = 200
_AGREE = 0.9
_NEAR = 12
"""How many columns away, at most, a running sum stands from what it sums."""


def mark_sums(
    columns: Sequence[ColumnProposal], cells: Sequence[Sequence[Value]], said_total: Sequence[bool]
) -> list[ColumnProposal]:
    """The columns, those that sum a run of others beside them being totals."""
    out = list(columns)
    figures = [place for place, column in enumerate(columns) if column.meaning is Meaning.COUNT]
    numbers = {place: _numbers(cells[place]) for place in figures}
    for place in figures:
        column = columns[place]
        candidate = said_total[place] or not column.fixed or is_whole(column.header.rpartition(" / ")[2])
        if not candidate or len(figures) < 2:
            continue
        found = _run(place, figures, numbers, columns, is_said=said_total[place])
        if found:
            names = ", ".join(columns[one].header for one in found[:4]) + ("…" if len(found) > 4 else "")
            out[place] = replace(
                column,
                meaning=Meaning.TOTAL,
                confidence=0.98 if said_total[place] else 0.95,
                fixed={} if is_whole(column.header) else column.fixed,
                reason=say("The sum of: %(names)s.", names=names),
                question="",
            )
        elif said_total[place] and _has_parts(place, figures, columns):
            out[place] = replace(
                column,
                meaning=Meaning.TOTAL,
                confidence=LONE,
                reason=say(
                    "Heading “%(words)s”; the columns beside it do not always add up to it.", words=column.header
                ),
            )
        elif said_total[place] and not _only_totals(figures, said_total):
            why = say("Heading “%(words)s”, but no columns beside it add up to it.", words=column.header)
            out[place] = replace(column, confidence=min(column.confidence, 0.85), reason=why,
                                 others=(Meaning.TOTAL, *column.others), question=say("What do these figures count?"))
    return _cumulative(_above(_of_longer_periods(out, numbers), cells), numbers)


def _of_longer_periods(
    columns: list[ColumnProposal], numbers: dict[int, list[float | None]]
) -> list[ColumnProposal]:
    """A quarter beside its months, a year beside its halves: their sum, of the same people; where figures do not bear
    it out, it is asked."""
    for place in numbers:
        column = columns[place]
        span = _span(column)
        if column.meaning is not Meaning.COUNT or span is None:
            continue
        parts = [(inner, other) for other in numbers if other != place and (inner := _span(columns[other])) is not None
                 and inner != span and span[0] <= inner[0] and inner[1] <= span[1]
                 and columns[other].unit == column.unit and _but_period(columns[other]) == _but_period(column)]
        spans = {inner for inner, _place in parts}
        parts = [(inner, other) for inner, other in parts if not any(
            one != inner and one[0] <= inner[0] and inner[1] <= one[1] for one in spans)]  # the longest of them
        if len(parts) < 2 or sum((inner[1] - inner[0]).days + 1 for inner, _place in parts) != (
                span[1] - span[0]).days + 1:
            continue
        names = ", ".join(columns[other].header for _inner, other in parts[:4]) + ("…" if len(parts) > 4 else "")
        sums = [sum(value or 0.0 for value in row)
                for row in zip(*(numbers[other] for _inner, other in parts), strict=True)]
        if _agrees(numbers[place], sums, [numbers[other] for _inner, other in parts], 1):
            columns[place] = replace(column, meaning=Meaning.TOTAL, confidence=0.97, question="",
                                     reason=say("The sum of: %(names)s.", names=names))
        else:
            columns[place] = replace(
                column, confidence=min(column.confidence, LONE), others=(Meaning.TOTAL, *column.others),
                reason=say("Its period holds those of %(names)s, which do not add up to it.", names=names),
                question=column.question or say("What do these figures count?"))
    return columns


def _span(column: ColumnProposal) -> tuple[date, date] | None:
    """The first and last day of the period that a heading says."""
    first, _slash, last = column.fixed.get(Meaning.PERIOD, "").partition("/")
    try:
        return read_period(first).start, read_period(last or first).end
    except ValueError:
        return None


def _but_period(column: ColumnProposal) -> dict[Meaning, str]:
    return {meaning: code for meaning, code in column.fixed.items() if meaning is not Meaning.PERIOD}


def _only_totals(figures: Sequence[int], said_total: Sequence[bool]) -> bool:
    """Whether every column of figures says "total": each of something else."""
    return all(said_total[place] for place in figures)


def _above(columns: list[ColumnProposal], cells: Sequence[Sequence[Value]]) -> list[ColumnProposal]:
    """Cumulative columns are sure where their figures never fall, or are never below those of the period."""
    counts = [_numbers(cells[place]) for place, column in enumerate(columns) if column.meaning is Meaning.COUNT]
    for place, column in enumerate(columns):
        if column.meaning is not Meaning.CUMULATIVE or column.confidence != LONE:
            continue
        own = _numbers(cells[place])
        if _never_falls(own) or any(_never_below(own, other) for other in counts):
            columns[place] = replace(column, confidence=0.97)
    return columns


def _never_falls(numbers: Sequence[float | None]) -> bool:
    known = [number for number in numbers if number is not None]
    return len(known) >= 3 and all(left <= right for left, right in pairwise(known)) and known[0] < known[-1]


def _never_below(whole: Sequence[float | None], part: Sequence[float | None]) -> bool:
    pairs = [(one, other) for one, other in zip(whole, part, strict=True) if one is not None and other is not None]
    return len(pairs) >= 3 and all(one >= other for one, other in pairs) and any(one > other for one, other in pairs)


def add_up(whole: Sequence[Value], parts: Sequence[Sequence[Value]]) -> bool:
    """Whether the figures of ``parts`` add up to those of ``whole``, row by row."""
    numbers = [_numbers(part) for part in parts]
    sums = [sum(value or 0.0 for value in row) for row in zip(*numbers, strict=True)]
    return _agrees(_numbers(whole), sums, numbers, 2)


def _has_parts(place: int, figures: Sequence[int], columns: Sequence[ColumnProposal]) -> bool:
    """Whether other columns break down what this one says as a whole."""
    own = columns[place].fixed
    for other in figures:
        fixed = columns[other].fixed
        if (
            other != place
            and not is_of_which(columns[other].header.rpartition(" / ")[2])
            and len(fixed) > len(own)
            and all(fixed.get(meaning) == code for meaning, code in own.items())
        ):
            return True
    return False


def _numbers(cells: Sequence[Value]) -> list[float | None]:
    out: list[float | None] = []
    for value in cells[:_ROWS]:
        if isinstance(value, int | float) and not isinstance(value, bool):
            out.append(float(value))
        else:
            out.append(read_figure(value).value)
    return out


def _run(
    place: int,
    figures: Sequence[int],
    numbers: dict[int, list[float | None]],
    columns: Sequence[ColumnProposal],
    *,
    is_said: bool,
) -> list[int]:
    """The longest run of columns beside ``place`` whose figures add up to its own. ``is_said``: its heading says that
    it is a total, of whatever stands beside it."""
    at = list(figures).index(place)
    for side in (list(reversed(figures[:at])), list(figures[at + 1 :])):
        parts: list[int] = []
        best: list[int] = []
        sums: list[float] = [0.0] * len(numbers[place])
        for other in side[:60]:
            fixed = columns[other].fixed
            if parts and not is_said and not fixed and len(fixed) <= len(columns[place].fixed):
                break
            parts.append(other)
            sums = [known + (value or 0.0) for known, value in zip(sums, numbers[other], strict=True)]
            if len(parts) >= 2 and _agrees(numbers[place], sums, [numbers[one] for one in parts], 1 if is_said else 2):
                best = list(parts)
        if best:
            return sorted(best)
    return []


def _agrees(
    whole: Sequence[float | None], sums: Sequence[float], parts: Sequence[Sequence[float | None]], least: int
) -> bool:
    checked = agreed = telling = 0
    for row, expected in enumerate(whole):
        if expected is None:
            continue
        checked += 1
        if abs(sums[row] - expected) < 0.5:
            agreed += 1
            telling += sum(1 for part in parts if part[row]) >= 2
    return checked >= least and telling >= min(least, checked) and agreed / checked >= _AGREE


def _cumulative(columns: list[ColumnProposal], numbers: dict[int, list[float | None]]) -> list[ColumnProposal]:
    """A column of figures that is the running sum of another one, from a heading that does not say it."""
    counts = [place for place in numbers if columns[place].meaning is Meaning.COUNT]
    for place in counts:
        if columns[place].fixed or columns[place].confidence >= 0.97:
            continue
        at = counts.index(place)
        for other in counts[max(at - _NEAR, 0) : at + _NEAR + 1]:
            if other != place and _runs(numbers[place], numbers[other]):
                columns[place] = replace(
                    columns[place],
                    meaning=Meaning.CUMULATIVE,
                    confidence=0.9,
                    reason=say("The running sum of “%(name)s”.", name=columns[other].header),
                )
                break
    return columns


def _runs(whole: Sequence[float | None], steps: Sequence[float | None]) -> bool:
    total, checked = 0.0, 0
    for expected, step in zip(whole, steps, strict=True):
        total += step or 0.0
        if expected is None:
            continue
        checked += 1
        if abs(total - expected) >= 0.5:
            return False
    return checked >= 4 and total > (steps[0] or 0.0)
