"""The life of a flow point: the stretches of days on which it was watched, and the ones between on which it was not."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Watched:
    """``first`` and ``last`` are days, both in; ``None``: since nobody knows when, or to this day."""

    first: date | None = None
    last: date | None = None

    def meets(self, start: date, end: date) -> bool:
        """Whether the point was watched on any day from ``start`` to ``end``."""
        return (self.first is None or self.first <= end) and (self.last is None or self.last >= start)


Unwatched = tuple[date | None, date | None]
"""The first and the last day of a stretch on which nobody watched; ``None``: there is no such end."""


class Fault(StrEnum):
    """What is wrong with the stretches of a point."""

    BACKWARDS = "backwards"  # the last day before the first
    AHEAD = "ahead"  # a day that is still to come
    ENDLESS = "endless"  # without a last day, though another stretch follows
    BEGINNINGLESS = "beginningless"  # without a first day, though another stretch is before
    OVERLAPS = "overlaps"  # begins before the one before it has ended


def faults(stretches: Sequence[Watched], today: date) -> list[tuple[int, Fault]]:
    """What is wrong with the stretches of one point, in the order in which they followed each other: the place of each
    that is wrong, and how."""
    found = []
    for place, one in enumerate(stretches):
        before = stretches[place - 1] if place else None
        if any(day and day > today for day in (one.first, one.last)):
            found.append((place, Fault.AHEAD))
        elif one.first and one.last and one.last < one.first:
            found.append((place, Fault.BACKWARDS))
        elif before and one.first is None:
            found.append((place, Fault.BEGINNINGLESS))
        elif before and before.last is None:
            found.append((place - 1, Fault.ENDLESS))
        elif before and before.last and one.first and one.first <= before.last:
            found.append((place, Fault.OVERLAPS))
    return found


def unwatched(stretches: Sequence[Watched]) -> list[Unwatched]:
    """The stretches on which nobody watched: before the first, between, after the last. A point of which nothing is
    known was watched all the time."""
    if not stretches:
        return []
    found: list[Unwatched] = [(None, stretches[0].first - _DAY)] if stretches[0].first else []
    for one, after in zip(stretches, [*stretches[1:], None], strict=True):
        if one.last is not None:
            found.append((one.last + _DAY, after.first - _DAY if after and after.first else None))
    return [(start, end) for start, end in found if start is None or end is None or start <= end]
