"""What of an answer may be foreseen: one series of months or quarters, up to the last period that is over."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from canevas.evidence.observatory.rules.periods import Grain, Period, read_period
from canevas.evidence.observatory.rules.statistics.explorer import PERIOD, Grid, Question
from canevas.tools.engines.forecasting import Forecast, forecast

SEASONS = {Grain.MONTH: 12, Grain.QUARTER: 4}
AHEAD = 3
LEVEL = 80


@dataclass(frozen=True, slots=True)
class Series:
    """``values`` of each period from ``first`` on, ``None`` where missing; ``last`` is that of the last value."""

    values: tuple[float | None, ...]
    first: Period
    last: Period
    season: int


@dataclass(frozen=True, slots=True)
class Step:
    """A period ahead, its figure, and the ends of the interval of ``LEVEL`` per cent."""

    period: Period
    value: float
    low: float
    high: float


def can_be_foreseen(question: Question) -> bool:
    return question.by == (PERIOD,) and question.grain in SEASONS


def series_of(found: Grid, today: date) -> Series | None:
    """The series of an answer; ``None`` where it has none. What is still going on, or is to come, is no whole figure;
    missing periods at the end are not the series' own."""
    question = found.question
    if not can_be_foreseen(question):
        return None
    periods = [read_period(code) for code in found.rows if code]
    values = [(period, found.cell(period.iso, "").value) for period in periods if period.end < today]
    while values and values[-1][1] is None:
        values.pop()
    if not values:
        return None
    return Series(tuple(value for _period, value in values), values[0][0], values[-1][0], SEASONS[question.grain])


def foreseen(series: Series) -> tuple[Forecast, list[Step]]:
    """The forecast, and its steps where it deserves to be shown."""
    found = forecast(series.values, series.season, AHEAD)
    return found, [Step(series.last.moved(step), one.value, *one.intervals[LEVEL])
                   for step, one in enumerate(found.ahead, start=1)]
