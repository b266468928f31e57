"""Periods as ISO 8601 writes them: 2023-01-31, 2023-W05, 2023-01, 2023-Q1, 2023."""
from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Grain(StrEnum):
    """How long a period is."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


_SHAPES = {
    Grain.DAY: re.compile(r"(\d{4})-(\d\d)-(\d\d)"), Grain.WEEK: re.compile(r"(\d{4})-W(\d\d)"),
    Grain.MONTH: re.compile(r"(\d{4})-(\d\d)"), Grain.QUARTER: re.compile(r"(\d{4})-Q([1-4])"),
    Grain.YEAR: re.compile(r"(\d{4})"),
}
_MONTHS = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12}
COARSER = {Grain.DAY: (Grain.WEEK, Grain.MONTH), Grain.WEEK: (), Grain.MONTH: (Grain.QUARTER,),
           Grain.QUARTER: (Grain.YEAR,), Grain.YEAR: ()}
"""Into which grains a period falls whole; weeks straddle months."""


@dataclass(frozen=True, slots=True)
class Period:
    """``start`` and ``end`` are its first and last day, both in."""

    grain: Grain
    start: date
    end: date

    @property
    def iso(self) -> str:
        year = self.start.year
        match self.grain:
            case Grain.DAY:
                return self.start.isoformat()
            case Grain.WEEK:
                iso = self.start.isocalendar()
                return f"{iso.year}-W{iso.week:02}"
            case Grain.MONTH:
                return f"{year}-{self.start.month:02}"
            case Grain.QUARTER:
                return f"{year}-Q{(self.start.month + 2) // 3}"
        return str(year)

    def moved(self, steps: int) -> Period:
        """The period so many steps of its own grain later (before, where negative)."""
        if self.grain in _MONTHS:
            months = self.start.year * 12 + self.start.month - 1 + steps * _MONTHS[self.grain]
            return period_of(date(months // 12, months % 12 + 1, 1), self.grain)
        return period_of(self.start + timedelta(days=steps * (7 if self.grain is Grain.WEEK else 1)), self.grain)

    def a_year_before(self) -> Period:
        """The same period of the year before; of a week, the one 52 weeks earlier."""
        if self.grain is Grain.WEEK:
            return self.moved(-52)
        day = self.start
        last = monthrange(day.year - 1, day.month)[1]
        return period_of(day.replace(year=day.year - 1, day=min(day.day, last)), self.grain)


def period_of(day: date, grain: Grain) -> Period:
    """The period of that grain in which ``day`` lies."""
    if grain is Grain.DAY:
        return Period(grain, day, day)
    if grain is Grain.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Period(grain, monday, monday + timedelta(days=6))
    length = _MONTHS[grain]
    first = (day.month - 1) // length * length + 1
    last = first + length - 1
    return Period(grain, date(day.year, first, 1), date(day.year, last, monthrange(day.year, last)[1]))


def read_period(text: str) -> Period:
    """The period that an ISO text names; :class:`ValueError` where it names none."""
    for grain, shape in _SHAPES.items():
        if found := shape.fullmatch(text):
            numbers = [int(part) for part in found.groups()]
            if grain is Grain.DAY:
                return period_of(date(*numbers), grain)
            if grain is Grain.WEEK:
                return period_of(date.fromisocalendar(numbers[0], numbers[1], 1), grain)
            month = {Grain.MONTH: numbers[-1], Grain.QUARTER: numbers[-1] * 3, Grain.YEAR: 1}[grain]
            return period_of(date(numbers[0], month, 1), grain)
    raise ValueError(text)


def periods_between(first: Period, last: Period) -> list[Period]:
    """Every period from one to the other, both in; empty where ``last`` is the earlier."""
    found, here = [], first
    while here.start <= last.start:
        found.append(here)
        here = here.moved(1)
    return found


def within(period: Period, grain: Grain) -> Period | None:
    """The period of a coarser grain that holds the whole of this one, ``None`` where it straddles two."""
    if period.grain is grain:
        return period
    whole = period_of(period.start, grain)
    return whole if whole.start <= period.start and period.end <= whole.end else None
