"""« Ma structure »: what an organisation owes, by when, from which meeting."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, OrderBy, Q, QuerySet
from django.utils import timezone

from canevas.commons.access.queries import reach
from canevas.commons.directory import queries as directory
from canevas.governance.concertation.models import UNFINISHED, ActionPoint, ActionProgress, ActionResponsible
from canevas.governance.concertation.permissions import ACTION_POINT_REPORT
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.answering import Answering, answering_as, owed_condition
from canevas.governance.concertation.queries.desk import SOON

SHOWN = 100
"""Actions of one group that the page shows; the list of actions has them all."""
LATELY = timedelta(days=90)
GROUPS = ("late", "soon", "later", "undated", "continuous")


@dataclass(slots=True)
class Owed:
    """One action that an organisation owes. ``words``: those that mean it among others, "" where it is named itself;
    ``others``: who else answers; ``last``: the last report; ``times``: how often it came back on an agenda."""

    action: ActionPoint
    words: str = ""
    leads: bool = False
    others: list[ActionResponsible] = field(default_factory=list)
    last: ActionProgress | None = None
    times: int = 0


@dataclass(slots=True)
class Group:
    """Actions of one urgency (one of ``GROUPS``); ``count`` of all, ``rows`` those shown."""

    name: str
    count: int
    rows: list[Owed]


def own_organisations(user: Any) -> list[Any]:
    """The organisations in whose name ``user`` reports, by name."""
    codes = reach(user, ACTION_POINT_REPORT).organisations
    return list(directory.organisations().filter(code__in=codes)) if codes else []


def owed_actions(user: Any, codes: Iterable[str]) -> QuerySet[ActionPoint]:
    """The actions that these organisations owe and ``user`` sees, done ones included, withdrawn ones left out."""
    return visible.actions(user).filter(owed_condition(codes), withdrawn_at=None)


def group_condition(name: str, today: date | None = None) -> Q:
    """Which unfinished actions belong to a group."""
    first = today or timezone.localdate()
    conditions = {
        "late": Q(due_on__lt=first),
        "soon": Q(due_on__range=(first, first + SOON)),
        "later": Q(due_on__gt=first + SOON),
        "undated": Q(due_on=None) & ~Q(deadline_kind="rhythm"),
        "continuous": Q(due_on=None, deadline_kind="rhythm"),
    }
    return Q(status__in=UNFINISHED) & conditions[name]


def urgently_owed(user: Any, organisations: Iterable[Any], today: date | None = None) -> QuerySet[ActionPoint]:
    """What these organisations owe that is late or due within two weeks, the most urgent first."""
    codes = [organisation.code for organisation in organisations]
    return _with_what_it_takes(owed_actions(user, codes).filter(
        group_condition("late", today) | group_condition("soon", today)))


def groups_of(user: Any, organisation: Any, today: date | None = None) -> list[Group]:
    """What ``organisation`` owes, group after group, the most urgent first; empty groups included."""
    own = answering_as(organisation)
    rows = owed_actions(user, [organisation.code])
    counts = rows.order_by().aggregate(**{
        name: Count("pk", filter=group_condition(name, today)) for name in GROUPS})
    groups = []
    for name in GROUPS:
        found = _with_what_it_takes(rows.filter(group_condition(name, today)))[:SHOWN] if counts[name] else []
        groups.append(Group(name, counts[name], describe(list(found), own)))
    return groups


def done_lately(user: Any, organisation: Any, today: date | None = None) -> list[Owed]:
    """What it finished within three months, the last first."""
    since = (today or timezone.localdate()) - LATELY
    rows = owed_actions(user, [organisation.code]).filter(status=ActionPoint.Status.DONE, done_on__gte=since)
    found = rows.select_related("session__body__region").prefetch_related(
        "responsibles__organisation", "responsibles__territory").order_by("-done_on", "-pk")[:20]
    return describe(list(found), answering_as(organisation))


def unfinished(user: Any, organisation: Any) -> QuerySet[ActionPoint]:
    """All that it still owes, for a file."""
    return owed_actions(user, [organisation.code]).filter(status__in=UNFINISHED).select_related(
        "session__body", "axis", "source").prefetch_related("responsibles__organisation", "responsibles__territory")


@dataclass(frozen=True, slots=True)
class Owing:
    """An organisation that is named for ``count`` unfinished actions, ``late`` of them late."""

    organisation: Any
    count: int
    late: int


def owing_organisations(user: Any) -> list[Owing]:
    """The organisations that minutes name for what is still to be done, the most late first; two queries. What words
    for many make them owe is counted on the page of each."""
    first = today()
    rows = ActionResponsible.objects.filter(
        organisation__isnull=False, action__status__in=UNFINISHED, action__withdrawn_at=None,
        action__in=visible.actions(user).order_by().values("pk")).order_by()
    counted = {key: (count, late) for key, count, late in rows.values_list("organisation").annotate(
        every=Count("action", distinct=True),
        late=Count("action", distinct=True, filter=Q(action__due_on__lt=first)))}
    found = [Owing(one, *counted[one.pk]) for one in directory.organisations().filter(pk__in=counted)]
    return sorted(found, key=lambda one: (-one.late, -one.count, one.organisation.name))


def today() -> date:
    return timezone.localdate()


def one_owed(user: Any, organisation: Any, uid: object) -> Owed | None:
    """One of them, whatever its state."""
    found = list(_with_what_it_takes(owed_actions(user, [organisation.code]).filter(uid=uid)))
    return describe(found, answering_as(organisation))[0] if found else None


def _with_what_it_takes(rows: QuerySet[ActionPoint]) -> QuerySet[ActionPoint]:
    return rows.select_related("session__body__region").prefetch_related(
        "responsibles__organisation", "responsibles__territory").order_by(
        OrderBy(F("due_on"), nulls_last=True), "session__date", "order", "pk")


def describe(actions: list[ActionPoint], own: Answering) -> list[Owed]:
    """What the page shows of each of them, in two queries."""
    keys = [action.pk for action in actions]
    standing = ActionProgress.objects.filter(action__in=keys, takes_back=None, taken_back_by=None)
    last = {one.action_id: one for one in standing.select_related("organisation", "by", "evidence")}
    times = dict(ActionPoint.objects.filter(pk__in=keys).order_by().values_list("pk").annotate(
        times=Count("reviews", filter=~Q(reviews__session__state__in=("postponed", "cancelled")))))
    return [_described(action, own, last.get(action.pk), times.get(action.pk, 0)) for action in actions]


def _described(action: ActionPoint, own: Answering, last: ActionProgress | None, times: int) -> Owed:
    mine, others = [], []
    for who in action.responsibles.all():
        (mine if own.means(who, action.session.body) else others).append(who)
    direct = [who for who in mine if not own.reason(who)]
    words = "" if direct or not mine else own.reason(mine[0])
    return Owed(action, words, any(who.part == ActionResponsible.Part.LEAD for who in direct or mine), others, last,
                times)
