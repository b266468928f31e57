"""The points where flows are watched: those of the country's reference and those that people added, with what people
said of when each was watched."""
from __future__ import annotations

import time
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from threading import RLock
from typing import Any

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Max

from canevas.commons.access.queries import may
from canevas.commons.directory.queries import region_of, territory_by_pcode, vocabulary
from canevas.evidence.observatory.models import FlowPoint
from canevas.evidence.observatory.permissions import DATA_CORRECT
from canevas.evidence.observatory.queries.figures import figures
from canevas.evidence.observatory.rules.counting import Asked, Measure
from canevas.evidence.observatory.rules.observation import Kind, Unit
from canevas.evidence.observatory.rules.periods import Period, read_period
from canevas.evidence.observatory.rules.statistics.explorer import PERIOD, Grid
from canevas.evidence.observatory.rules.statistics.series import Point, Standing
from canevas.evidence.observatory.rules.statistics.watching import Watched, unwatched
from canevas.tools.vocabulary import Vocabulary
from canevas.tools.vocabulary.entries import TerritoryEntry
from canevas.tools.vocabulary.figure_entries import FlowPointEntry

RECHECK_SECONDS = 0.0 if settings.TESTING else 1.0
LOCALITY = 4
"""The level of a place that is no commune."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of days on which a point was watched, and why it began and ended."""

    watched: Watched
    opened_because: str = ""
    closed_because: str = ""


@dataclass(frozen=True, slots=True)
class WatchedPoint:
    """A point with its ``stretches`` in their order; none where nobody ever said when it was watched."""

    entry: FlowPointEntry
    stretches: tuple[Stretch, ...] = ()

    @property
    def code(self) -> str:
        return self.entry.code

    @property
    def name(self) -> str:
        return self.entry.name

    @property
    def watched(self) -> tuple[Watched, ...]:
        return tuple(one.watched for one in self.stretches)

    @property
    def is_open(self) -> bool:
        """Watched to this day, as far as anybody said."""
        return not self.stretches or self.stretches[-1].watched.last is None


@dataclass(frozen=True)
class _Known:
    """What is known at one ``mark``: all points, and the vocabulary that knows them."""

    mark: object
    points: Mapping[str, WatchedPoint]
    words: Vocabulary
    added: tuple[Any, ...]


@dataclass
class _Memory:
    """What this process knows, and when it last asked whether that is still true."""

    known: _Known | None = None
    checked_at: float = 0.0
    lock: RLock = field(default_factory=RLock)


_memory = _Memory()


def forget() -> None:
    """Ask again at the next look, and once the present transaction is committed."""
    _memory.checked_at = 0.0
    transaction.on_commit(lambda: setattr(_memory, "checked_at", 0.0))


def _current() -> _Known:
    now = time.monotonic()
    if _memory.known and now - _memory.checked_at < RECHECK_SECONDS:
        return _memory.known
    with _memory.lock:
        base = vocabulary()
        found = FlowPoint.objects.aggregate(count=Count("pk"), last=Max("changed_at"))
        mark = (base.folder, found["count"], found["last"])
        if _memory.known is None or _memory.known.mark != mark:
            _memory.known = _read(mark, base, list(FlowPoint.objects.prefetch_related("periods")))
        _memory.checked_at = now
        return _memory.known


def _read(mark: object, base: Vocabulary, rows: Iterable[FlowPoint]) -> _Known:
    points = {entry.code: WatchedPoint(entry, _of_the_reference(entry)) for entry in base.figures.flow_points}
    rows = list(rows)
    for row in rows:
        points[row.code] = WatchedPoint(_entry(points.get(row.code), row), tuple(
            Stretch(Watched(one.opened, one.closed), one.opened_because, one.closed_because)
            for one in row.periods.all()))
    places = tuple(place for row in rows if row.code not in base.by_pcode and (place := _place(row.code)))
    added = tuple((row.code, row.name, row.toward, tuple(row.aliases)) for row in rows)
    entries = tuple(one.entry for one in points.values())
    same = entries == base.figures.flow_points and not places
    return _Known(mark, points, base if same else base.with_flow_points(entries, places), added)


def _of_the_reference(entry: FlowPointEntry) -> tuple[Stretch, ...]:
    return (Stretch(Watched(entry.opened, entry.closed)),) if entry.opened or entry.closed else ()


def _entry(known: WatchedPoint | None, row: FlowPoint) -> FlowPointEntry:
    """A point of the reference keeps its name and its words; what people add is beside them."""
    if known is None:
        return FlowPointEntry(code=row.code, name=row.name, aliases=tuple(row.aliases), toward=row.toward)
    return known.entry.model_copy(update={"aliases": (*known.entry.aliases, *row.aliases)})


def _place(code: str) -> TerritoryEntry | None:
    """A place that people added to the directory, as the vocabulary writes places."""
    found = territory_by_pcode(code)
    if found is None:
        return None
    return TerritoryEntry(pcode=code, level=LOCALITY, name=found.name, country=found.country, lat=found.lat,
                          lon=found.lon, parent=found.parent.pcode if found.parent else "")


def words() -> Vocabulary:
    """The vocabulary of the country with the points that people added."""
    return _current().words


def added() -> tuple[Any, ...]:
    """What people said of points, as it changes how files are understood; the same for the same."""
    return _current().added


def flow_points() -> list[WatchedPoint]:
    """Every point, by name."""
    return sorted(_current().points.values(), key=lambda one: one.name.casefold())


def flow_point(code: str) -> WatchedPoint | None:
    return _current().points.get(code)


def is_of_the_reference(code: str) -> bool:
    return any(entry.code == code for entry in vocabulary().figures.flow_points)


def region_at(code: str) -> str:
    """P-code of the region that a place lies in; "" where that is not known."""
    known = vocabulary().by_pcode
    entry = known.get(code)
    while entry and entry.level > 1:
        entry = known.get(entry.parent)
    if entry:
        return entry.pcode if entry.level == 1 else ""
    place = territory_by_pcode(code)
    region = region_of(place) if place else None
    return region.pcode if region else ""


def lies_in(code: str, around: Collection[str]) -> bool:
    """Whether a place lies in one of these regions, departments or communes (P-codes), or is one of them."""
    known, found = words().by_pcode, code
    while found and found not in around:
        entry = known.get(found)
        found = entry.parent if entry else ""
    return bool(found)


def may_correct(user: Any, code: str) -> bool:
    """Whether ``user`` answers for the figures of the region that the point lies in."""
    return may(user, DATA_CORRECT, region=region_at(code))


@dataclass(frozen=True, slots=True)
class GivenWhileClosed:
    """A figure of a ``source`` (its code) for a period that lies whole in a stretch on which nobody watched."""

    point: str
    source: str
    period: Period
    value: float
    upper: float | None


def given_while_closed(user: Any, points: Sequence[WatchedPoint], source: str = "") -> list[GivenWhileClosed]:
    """Of the figures that ``user`` may see (of one ``source``, where it is given) those that tell of days on which
    nobody watched these points. They stay as they were given."""
    found = []
    for point in points:
        for start, end in unwatched(point.watched):
            answer = figures(user, _crossings(point.code, start, end, source))
            found += [GivenWhileClosed(point.code, row["source"], read_period(row[PERIOD]), row["value"], row["upper"])
                      for row in answer.rows if row["value"] is not None and row[PERIOD]]
    return found


def _crossings(code: str, start: date | None, end: date | None, source: str) -> Asked:
    kept = {"flow_point": (code,)} | ({"source": (source,)} if source else {})
    return Asked(Measure(Kind.MOVEMENT, Unit.MOVEMENTS, also=(Unit.PERSONS,)), (PERIOD, "source"), kept, start, end)


def shown_while_closed(grid: Grid) -> list[tuple[str, Period]]:
    """The cells of a grid of points and periods that have a figure though nobody watched: the point and the period."""
    by, kept = grid.question.by, grid.question.filters.get("flow_point", ())
    if PERIOD not in by or not ("flow_point" in by or len(kept) == 1):
        return []
    known, found = _current().points, []
    for key, cell in grid.cells.items():
        named = dict(zip(by, key, strict=False))
        point, period = known.get(str(named.get("flow_point", kept[0] if kept else ""))), named[PERIOD]
        if cell.value is None or not point or not point.stretches or not period:
            continue
        told = read_period(period)
        if Point(point.code, point.watched).standing(told) is not Standing.VALUE:
            found.append((point.name, told))
    return sorted(found, key=lambda one: (one[1].start, one[0]))
