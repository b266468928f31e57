"""The lineage of a recommendation, of what its reader may see alone.

What is not seen is not counted and leads nowhere: neither its words, nor that it exists, nor what lies behind it. Lines
that never stood in the register (drafts that were merged before anybody read them) are stepped over.
"""
from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.utils.module_loading import import_string

from canevas.governance.recommendations.models import LineageEdge, Recommendation
from canevas.governance.recommendations.queries import visible
from canevas.governance.recommendations.rules.lineage import Edge, EdgeKind, bridged, reached
from canevas.governance.recommendations.rules.lines_above import HIDING, TELLING, AtStage

MOST = 600
"""Lines of one lineage that are read; a walk that found more says so."""
_OWN = (EdgeKind.MOVED, EdgeKind.REFORMULATED)
_TABLE = "synthesis:"


@dataclass(frozen=True, slots=True)
class Change:
    """A rewording or a move of a line. For a move the texts are places ("general 3 strategies")."""

    kind: EdgeKind
    before: str
    after: str
    at: datetime


@dataclass(slots=True)
class LineageLine:
    """A line that the reader sees. ``recommendation`` is None while it stands in no register yet; ``family`` is the
    table or the set that it belongs to; ``shows_set`` whether its set may be opened too."""

    uid: str
    text: str
    label: str
    family: str
    day: date | None = None
    recommendation: Recommendation | None = None
    shows_set: bool = True
    stages: tuple[AtStage, ...] = ()
    changes: list[Change] = field(default_factory=list)

    @property
    def is_regional(self) -> bool:
        return self.recommendation is not None and self.recommendation.set.region_id is not None

    @property
    def url(self) -> str:
        if self.recommendation is not None:
            return self.recommendation.get_absolute_url()
        return self.stages[-1].url if self.stages else ""

    @property
    def levels(self) -> tuple[str, ...]:
        """The levels that the line went through, as the drawing has them."""
        return tuple(one.stage for one in self.stages) or ("region" if self.is_regional else "",)


@dataclass(slots=True)
class Lineage:
    """``lines`` by identifier, the one that was asked for included; ``below`` is what it comes from, ``above`` what
    became of it, the nearest first. ``is_cut``: there is more than was read."""

    start: str
    lines: dict[str, LineageLine]
    edges: list[Edge]
    is_cut: bool = False

    @property
    def below(self) -> list[LineageLine]:
        return [self.lines[uid] for uid in reached(self.edges, self.start, up=False)]

    @property
    def above(self) -> list[LineageLine]:
        return [self.lines[uid] for uid in reached(self.edges, self.start, up=True)]


@dataclass(slots=True)
class _Walk:
    """One walk from a recommendation, in one direction after the other."""

    user: Any
    hidden: frozenset[str]
    lines: dict[str, LineageLine] = field(default_factory=dict)
    edges: list[LineageEdge] = field(default_factory=list)
    passed: set[str] = field(default_factory=set)
    """Lines that were looked at: seen, stepped over, or closed to the reader."""
    is_cut: bool = False


def lineage_of(recommendation: Recommendation, user: Any) -> Lineage:
    """All that ``recommendation``, which ``user`` sees, comes from and what became of it."""
    hidden = frozenset(origin for path in HIDING for origin in import_string(path)(user))
    walk, start = _Walk(user, hidden), str(recommendation.uid)
    _take(walk, {start}, {start: recommendation.set.origin_key})
    for up in (False, True):
        walk.passed = {start}
        _follow(walk, start, up)
    edges = [Edge(EdgeKind(one.kind), str(one.source), str(one.target), one.before, one.after, tuple(one.words))
             for one in walk.edges]
    for one in LineageEdge.objects.filter(source__in=list(walk.lines), kind__in=_OWN).order_by("pk"):
        if one.source == one.target and one.origin not in hidden:
            walk.lines[str(one.source)].changes.append(Change(EdgeKind(one.kind), one.before, one.after, one.at))
    return Lineage(start, walk.lines, bridged(edges, walk.lines), walk.is_cut)


def _follow(walk: _Walk, start: str, up: bool) -> None:
    one, other = ("source", "target") if up else ("target", "source")
    waiting = {start}
    while waiting:
        found = [edge for edge in _edges(waiting, one) if edge.origin not in walk.hidden and edge.source != edge.target]
        walk.edges += found
        origins = {str(getattr(edge, other)): edge.origin for edge in found}
        fresh = origins.keys() - walk.passed
        if len(walk.passed) + len(fresh) > MOST:
            walk.is_cut = True
            return
        walk.passed |= fresh
        waiting = _take(walk, fresh, {uid: origins[uid] for uid in fresh})


def _edges(lines: Collection[str], end: str) -> list[LineageEdge]:
    return list(LineageEdge.objects.filter(**{f"{end}__in": list(lines)}).order_by("pk"))


def _take(walk: _Walk, uids: set[str], origins: Mapping[str, str]) -> set[str]:
    """Note those of ``uids`` that the reader sees; gives the lines to go on from, those stepped over among them."""
    keys = [UUID(uid) for uid in uids]
    registered = {str(uid) for uid in Recommendation.objects.filter(uid__in=keys).values_list("uid", flat=True)}
    seen = {str(row.uid): row for row in _seen(walk.user).filter(uid__in=keys)}
    tables = {uid: _table(seen[uid].set.origin_key if uid in seen else origins.get(uid, ""))
              for uid in uids if uid in seen or uid not in registered}
    stages = _stages(walk.user, {uid: table for uid, table in tables.items() if table})
    for uid, row in seen.items():
        found = row.set
        walk.lines[uid] = LineageLine(uid, row.text, found.origin_label, found.origin_key, found.origin_date, row,
                                      getattr(row, "is_set_shown", True), stages.get(uid, ()))
    for uid in uids:
        if uid in stages and uid not in registered:
            last = stages[uid][-1]
            walk.lines[uid] = LineageLine(uid, last.text, last.label, f"{_TABLE}{tables[uid]}", last.day,
                                          stages=stages[uid])
    return {uid for uid in uids if uid in seen or uid not in registered}


def _seen(user: Any) -> QuerySet[Recommendation]:
    return visible.recommendations(user).select_related("set__region", "source", "axis")


def _table(origin: str) -> str:
    """The identifier of the synthesis that an origin names ("synthesis:<uid>:<version>"), "" of another."""
    name = origin.removeprefix(_TABLE).partition(":")[0] if origin.startswith(_TABLE) else ""
    try:
        return str(UUID(name))
    except ValueError:  # a synthesis that came as a document is named by its body
        return ""


def _stages(user: Any, lines: Mapping[str, str]) -> dict[str, tuple[AtStage, ...]]:
    found: dict[str, tuple[AtStage, ...]] = {}
    if lines:
        for path in TELLING:
            found |= {uid: stages for uid, stages in import_string(path)(user, lines).items() if stages}
    return found
