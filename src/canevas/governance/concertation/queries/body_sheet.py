"""The bodies as a federation, and the sheet of one: what a person may see of each is counted, nothing else."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from canevas.commons.audit.queries import story_of
from canevas.commons.directory.queries import regions
from canevas.governance.concertation.models import UNFINISHED, Body, BodyMember, Session, SessionState
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.meeting import (
    NOT_HELD,
    OutlineInUse,
    QuorumInUse,
    members_of,
    members_on,
    outline_of,
    quorum_of,
)
from canevas.governance.concertation.queries.register import late

TO_COME = (SessionState.PLANNED, SessionState.CONVENED)
SHOWN_SESSIONS = 8
_STORY = 200
_FIRST = {kind: place for place, kind in enumerate(Body.Kind)}


@dataclass(slots=True)
class Node:
    """A body among the others, with what somebody may see of it."""

    body: Body
    session_count: int = 0
    last: Session | None = None
    next: Session | None = None
    open_count: int = 0
    late_count: int = 0
    children: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class Branch:
    """The bodies of one region, or those of the whole country (``region`` is ``None``)."""

    region: Any
    nodes: list[Node] = field(default_factory=list)


@dataclass(slots=True)
class BodySheet:
    """One body whole. ``past``: memberships that are over; ``later``: those that have not begun."""

    node: Node
    members: list[BodyMember]
    past: list[BodyMember]
    later: list[BodyMember]
    quorum: QuorumInUse
    outline: OutlineInUse
    sessions: list[Session]
    children: list[Body]


def federation(user: Any, today: date | None = None) -> tuple[list[Branch], list[Body]]:
    """The bodies that meet today, the country's first, then region by region; and those that are closed."""
    today = today or timezone.localdate()
    every = list(Body.objects.select_related("region").defer("aliases").order_by("code"))
    closed = [body for body in every if body.valid_to and body.valid_to < today]
    nodes = {body.pk: Node(body) for body in every if body not in closed}
    _count(user, nodes, today)
    national = Branch(None)
    by_region = {region.pk: Branch(region) for region in regions()}
    for node in sorted(nodes.values(), key=_place):
        above = nodes.get(node.body.parent_id or 0)
        if above is not None and above.body.region_id == node.body.region_id:
            above.children.append(node)
        else:
            by_region.get(node.body.region_id or 0, national).nodes.append(node)
    _hang_under(national)
    return [branch for branch in (national, *by_region.values()) if branch.nodes], closed


def _hang_under(national: Branch) -> None:
    """The framework of the country first: what belongs to no other body beside it follows."""
    national.nodes.sort(key=lambda node: (not node.children, _place(node)))


def _place(node: Node) -> tuple[int, str]:
    return (_FIRST[Body.Kind(node.body.kind)], node.body.code)


def _count(user: Any, nodes: dict[int, Node], today: date) -> None:
    """Fill the figures of ``nodes`` from what ``user`` may see."""
    seen = visible.sessions(user).filter(body__in=nodes)
    days: dict[int, tuple[date | None, date | None]] = {}
    rows = seen.order_by().values("body").annotate(
        count=Count("pk"), last=Max("date", filter=Q(date__lte=today) & ~Q(state__in=NOT_HELD)),
        following=Min("date", filter=Q(date__gte=today, state__in=TO_COME))).values_list(
        "body", "count", "last", "following")
    for key, count, last, following in rows:
        nodes[key].session_count, days[key] = count, (last, following)
    named = {day for pair in days.values() for day in pair if day}
    for one in seen.filter(date__in=named).select_related("body").order_by("pk"):
        last, following = days[one.body_id]
        if one.date == last and one.state not in NOT_HELD:
            nodes[one.body_id].last = one
        if one.date == following and one.state in TO_COME:
            nodes[one.body_id].next = one
    owed = visible.actions(user).filter(session__body__in=nodes, status__in=UNFINISHED, withdrawn_at=None)
    figures = owed.order_by().values("session__body").annotate(count=Count("pk"), late=Count("pk", filter=late(today)))
    for key, count, behind in figures.values_list("session__body", "count", "late"):
        nodes[key].open_count, nodes[key].late_count = count, behind


def body_with_code(code: str) -> Body | None:
    return Body.objects.select_related("region", "parent").filter(code=code).first()


def sheet_of_body(user: Any, body: Body, today: date | None = None) -> BodySheet:
    """The sheet of ``body`` (from :func:`body_with_code`) as ``user`` may see it."""
    today = today or timezone.localdate()
    node = Node(body)
    _count(user, {body.pk: node}, today)
    every = list(members_of(body))
    now = members_on(body, today)
    over = [one for one in every if one.ends_on and one.ends_on < today]
    return BodySheet(
        node=node, members=now, past=_by_end(over), later=[one for one in every if one not in now and one not in over],
        quorum=quorum_of(body), outline=outline_of(body),
        sessions=list(visible.sessions(user).filter(body=body).select_related("body").order_by("-date", "-pk")[
            :SHOWN_SESSIONS]),
        children=list(body.children.defer("aliases").order_by("code")))


def _by_end(rows: Iterable[BodyMember]) -> list[BodyMember]:
    return sorted(rows, key=lambda one: (one.ends_on or date.max, one.pk), reverse=True)


def story_of_body(body: Body) -> list[Any]:
    return list(story_of(body)[:_STORY])
