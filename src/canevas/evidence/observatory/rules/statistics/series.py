"""A series as a reader must see it: what is missing is told, never shown as zero.

A cell is a figure, or it says why there is none: nothing was reported, the point was closed, or it was not open yet.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from canevas.evidence.observatory.rules.periods import Period
from canevas.evidence.observatory.rules.statistics.watching import Watched


class Standing(StrEnum):
    """Why a cell shows what it shows."""

    VALUE = "value"
    PARTIAL = "partial"  # of some of the points only, or of a part of the period
    MISSING = "missing"
    CLOSED = "closed"
    NOT_OPEN = "not_open"


UNWATCHED = frozenset({Standing.CLOSED, Standing.NOT_OPEN})
"""There cannot be a figure: nobody watched."""


@dataclass(frozen=True, slots=True)
class Point:
    """A flow point and the stretches of days on which it was watched, in their order; none: nothing is known of it, and
    it is taken as watched all the time."""

    code: str
    watched: tuple[Watched, ...] = ()

    def standing(self, period: Period) -> Standing:
        """Open (``VALUE``) where it was watched on any day of the period."""
        if not self.watched or any(one.meets(period.start, period.end) for one in self.watched):
            return Standing.VALUE
        first = self.watched[0].first
        return Standing.NOT_OPEN if first and first > period.end else Standing.CLOSED


@dataclass(frozen=True, slots=True)
class Cell:
    """``value`` is ``None`` where there is no figure; ``reported`` of ``expected`` points gave one."""

    period: Period
    value: float | None
    standing: Standing
    reported: int = 0
    expected: int = 0


@dataclass(frozen=True, slots=True)
class Break:
    """A day from which a series is not comparable with what was before: a law, a point opened."""

    day: date
    title: str
    kinds: tuple[str, ...] = ()  # empty: every series
    place: str = ""  # P-code or flow point; empty: everywhere
    source: str = ""

    def concerns(self, kind: str, places: Sequence[str] = ()) -> bool:
        here = not self.place or not places or any(place.startswith(self.place) for place in places)
        return here and (not self.kinds or kind in self.kinds)


@dataclass(frozen=True, slots=True)
class Comparison:
    """What changed between two cells. ``change`` is in the figure's unit, ``share`` in parts of the earlier one; both
    are ``None`` where one of them is no whole figure, and ``reason`` says why. ``breaks`` lie between the two."""

    change: float | None
    share: float | None
    reason: str = ""
    breaks: tuple[Break, ...] = ()


def whole_series(figures: Mapping[tuple[str, str], float | None], points: Sequence[Point],
                 periods: Sequence[Period]) -> list[Cell]:
    """One cell per period over all ``points``; ``figures`` by (point code, ISO period).

    A point that was open and gave nothing makes the cell partial; with no figure at all it is missing, or closed, or
    not open yet. Points that the figures name and ``points`` does not are counted as open.
    """
    known = {point.code for point in points}
    every = [*points, *(Point(code) for code in sorted({code for code, _period in figures} - known))]
    return [_cell(figures, every, period) for period in periods]


def _cell(figures: Mapping[tuple[str, str], float | None], points: Sequence[Point], period: Period) -> Cell:
    standings = [point.standing(period) for point in points]
    given = [value for point in points if (value := figures.get((point.code, period.iso))) is not None]
    expected = sum(standing is Standing.VALUE for standing in standings)
    if given:
        standing = Standing.VALUE if len(given) >= expected else Standing.PARTIAL
        return Cell(period, sum(given), standing, len(given), expected)
    if expected or not points:
        return Cell(period, None, Standing.MISSING, 0, expected)
    standing = Standing.CLOSED if Standing.CLOSED in standings else Standing.NOT_OPEN
    return Cell(period, None, standing)


def compare(now: Cell, before: Cell | None, breaks: Sequence[Break] = ()) -> Comparison:
    """How ``now`` stands beside ``before``; two figures of different coverage are not compared."""
    if before is None or before.value is None or now.value is None:
        return Comparison(None, None, "missing")
    between = tuple(one for one in breaks if before.period.start < one.day <= now.period.end)
    if Standing.PARTIAL in (now.standing, before.standing) and now.reported != before.reported:
        return Comparison(None, None, "coverage", between)
    change = now.value - before.value
    return Comparison(change, change / before.value if before.value else None, "", between)
