"""How far recommendations are, counted by axis, by region and by institution."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum


class Part(StrEnum):
    """Each recommendation is in one part."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    OPEN = "open"
    LATE = "late"
    """Its day is past and it is neither done nor abandoned."""
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class Followed:
    """A recommendation as it is counted. ``axis`` None: general. ``regions`` and ``organisations`` are codes; a
    recommendation for all regions has them all."""

    uid: str
    text: str
    axis: int | None
    status: str
    regions: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    concerned: str = ""
    due: date | None = None
    due_text: str = ""
    origin: str = ""
    url: str = ""
    set_uid: str = ""

    def part(self, today: date) -> Part:
        if self.status in (Part.OPEN, Part.IN_PROGRESS) and self.due is not None and self.due < today:
            return Part.LATE
        return Part(self.status)


@dataclass(frozen=True, slots=True)
class Tally:
    """``key`` and ``name`` of what is counted, with how many are in each part."""

    key: str
    name: str
    counts: Mapping[Part, int] = field(default_factory=dict)

    @property
    def total(self) -> int:
        return sum(self.counts.values())

    @property
    def done(self) -> int:
        return self.counts.get(Part.DONE, 0)

    @property
    def late(self) -> int:
        return self.counts.get(Part.LATE, 0)

    @property
    def share_done(self) -> float | None:
        """Of those that are not abandoned."""
        whole = self.total - self.counts.get(Part.ABANDONED, 0)
        return self.done / whole if whole else None


def tally(key: str, name: str, rows: Iterable[Followed], today: date) -> Tally:
    counts = dict.fromkeys(Part, 0)
    for row in rows:
        counts[row.part(today)] += 1
    return Tally(key, name, counts)


def tallies(rows: Sequence[Followed], keys: Callable[[Followed], Iterable[str]], names: Mapping[str, str],
            today: date) -> list[Tally]:
    """One for each name, in the order of ``names``; a row that has several keys counts under each."""
    under: dict[str, list[Followed]] = {key: [] for key in names}
    for row in rows:
        for key in set(keys(row)):
            if key in under:
                under[key].append(row)
    return [tally(key, name, under[key], today) for key, name in names.items()]


def axis_key(axis: int | None) -> str:
    return "" if axis is None else str(axis)


def overdue(rows: Iterable[Followed], today: date) -> list[Followed]:
    """Those that are late, the longest first."""
    return sorted((row for row in rows if row.part(today) is Part.LATE), key=lambda row: (row.due or today, row.uid))


def heat(rows: Sequence[Followed], axes: Mapping[str, str], regions: Mapping[str, str],
         today: date) -> list[tuple[str, str, list[Tally]]]:
    """For each axis its key, its name and one tally for each region."""
    out = []
    for key, name in axes.items():
        own = [row for row in rows if axis_key(row.axis) == key]
        out.append((key, name, tallies(own, lambda row: row.regions, regions, today)))
    return out
