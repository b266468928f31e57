"""How bodies and regions stand with what they decided: done on time, late, and how long the open actions wait.

Of the actions whose day has passed: *on time* when they were done on that day or before, *late* when done after it,
*overdue* while still to be done. The share on time is of those three together. Actions without a day are counted among
the open ones only: nothing can be late without a day.
"""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

AGES = (90, 180, 365)
"""Where the groups of age end, in days: a quarter, half a year, a year, beyond."""


@dataclass(slots=True)
class Standing:
    """Counts of actions of one body or region. ``undated``: done, but nobody knows when. ``ages``: days since the
    meeting that took it → how many open actions."""

    key: str
    label: str
    on_time: int = 0
    done_late: int = 0
    overdue: int = 0
    undated: int = 0
    ages: Counter[int] = field(default_factory=Counter)

    @property
    def fell_due(self) -> int:
        """Actions whose day has passed, of which it is known how they ended."""
        return self.on_time + self.done_late + self.overdue

    @property
    def share_on_time(self) -> float | None:
        """0 to 1; ``None`` where nothing fell due yet: that is not zero."""
        return self.on_time / self.fell_due if self.fell_due else None

    @property
    def open(self) -> int:
        return self.ages.total()

    @property
    def median_age(self) -> int | None:
        """Days that half of the open actions have waited at least; ``None`` without any."""
        return median_of(self.ages)

    @property
    def age_groups(self) -> tuple[int, ...]:
        """How many open actions in each group of ``AGES``, the last one being those beyond."""
        groups = [0] * (len(AGES) + 1)
        for days, count in self.ages.items():
            groups[sum(days > end for end in AGES)] += count
        return tuple(groups)

    def add(self, other: Standing) -> None:
        self.on_time += other.on_time
        self.done_late += other.done_late
        self.overdue += other.overdue
        self.undated += other.undated
        self.ages.update(other.ages)


def median_of(counts: Counter[int]) -> int | None:
    """The lower median of values given with how often each occurs."""
    half, seen = (counts.total() + 1) // 2, 0
    for value in sorted(counts):
        seen += counts[value]
        if seen >= half > 0:
            return value
    return None


def together(standings: Iterable[Standing], key: str = "", label: str = "") -> Standing:
    """All of them as one."""
    total = Standing(key, label)
    for one in standings:
        total.add(one)
    return total
