"""How far recommendations are, counted by axis, by region and by institution."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum

from canevas.governance.recommendations.rules.regional import part_of, share


class Part(StrEnum):
    """Each recommendation is in one part."""

    DONE = "done"
    IN_PROGRESS = "in_progress"
    OPEN = "open"
    LATE = "late"
    """Its day is past, or that of a milestone that was not reached, and it is neither done nor abandoned."""
    ABANDONED = "abandoned"


@dataclass(frozen=True, slots=True)
class Followed:
    """A recommendation as it is counted. ``axis`` None: general. ``regions`` and ``organisations`` are codes; a
    recommendation for all regions (``is_to_all``) has them all, and ``reported`` says by region the state of its part
    as that region reported it. ``missed`` is the day of the milestone that was missed longest ago."""

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
    missed: date | None = None
    missed_what: str = ""
    is_to_all: bool = False
    reported: Mapping[str, str] = field(default_factory=dict)

    def late_since(self, today: date) -> date | None:
        """The day from which it is late: its own first, else that of the milestone; ``None`` where it is not."""
        if self.status not in (Part.OPEN, Part.IN_PROGRESS):
            return None
        return next((day for day in (self.due, self.missed) if day is not None and day < today), None)

    def part(self, today: date) -> Part:
        return Part.LATE if self.late_since(today) else Part(self.status)

    def in_region(self, code: str) -> Followed:
        """As it stands in one region: of what is for all, the part of that region."""
        return replace(self, status=part_of(self.status, self.reported.get(code, ""))) if self.is_to_all else self


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


def by_region(rows: Sequence[Followed], names: Mapping[str, str], today: date) -> list[Tally]:
    """One for each region of ``names``, each row as it stands there."""
    return [tally(code, name, [row.in_region(code) for row in rows if code in row.regions], today)
            for code, name in names.items()]


@dataclass(frozen=True, slots=True)
class Reporting:
    """Of what is recommended to all regions: on how many one region has reported."""

    key: str
    name: str
    owed: int
    reported: int

    @property
    def share(self) -> int | None:
        return share(self.reported, self.owed)


def reporting(rows: Iterable[Followed], names: Mapping[str, str]) -> list[Reporting]:
    """By region, what it owes of ``rows`` and reported; nothing where no row is for all regions."""
    owed = [row for row in rows if row.is_to_all]
    return [Reporting(code, name, len(owed), sum(code in row.reported for row in owed))
            for code, name in names.items()] if owed else []


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
    return sorted((row for row in rows if row.part(today) is Part.LATE),
                  key=lambda row: (row.late_since(today) or today, row.uid))


def heat(rows: Sequence[Followed], axes: Mapping[str, str], regions: Mapping[str, str],
         today: date) -> list[tuple[str, str, list[Tally]]]:
    """For each axis its key, its name and one tally for each region."""
    out = []
    for key, name in axes.items():
        own = [row for row in rows if axis_key(row.axis) == key]
        out.append((key, name, by_region(own, regions, today)))
    return out
