"""How each body stands with its actions, counted in the database: three queries however many actions there are."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.utils import timezone

from canevas.governance.concertation.models import UNFINISHED, ActionPoint, Body, Session
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.rules.standing import Standing, together

_DONE = ActionPoint.Status.DONE


def standings_of_bodies(user: Any, year: int | None = None, today: date | None = None) -> list[Standing]:
    """One for each body with actions that ``user`` sees, by code. ``year``: of the sessions that took the actions.

    Counted by session, which one index holds whole: the actions themselves are never read.
    """
    today = today or timezone.localdate()
    counted = _by_session(visible.actions(user).filter(withdrawn_at=None).order_by(), today)
    held = Session.objects.order_by().values_list("pk", "body", "date")
    if year is not None:
        held = held.filter(date__range=(date(year, 1, 1), date(year, 12, 31)))
    meetings = {pk: (body, day) for pk, body, day in held}
    bodies = {body.pk: body for body in Body.objects.defer("aliases")}
    found: dict[int, Standing] = {}
    for session, on_time, done_late, overdue, undated, waiting in counted:  # ten thousand turns in a big register
        if session not in meetings:
            continue
        body, day = meetings[session]
        if (one := found.get(body)) is None:
            one = found[body] = Standing(bodies[body].code, str(bodies[body]))
        one.on_time += on_time
        one.done_late += done_late
        one.overdue += overdue
        one.undated += undated
        if waiting:
            one.ages[max(0, (today - day).days) if day else 0] += waiting
    return sorted(found.values(), key=lambda one: one.key)


def _by_session(rows: Any, today: date) -> Any:
    fell_due = Q(due_on__lt=today)
    return rows.values_list("session").annotate(
        on_time=Count("pk", filter=fell_due & Q(status=_DONE, done_on__lte=F("due_on"))),
        done_late=Count("pk", filter=fell_due & Q(status=_DONE, done_on__gt=F("due_on"))),
        overdue=Count("pk", filter=fell_due & Q(status__in=UNFINISHED)),
        undated=Count("pk", filter=fell_due & Q(status=_DONE, done_on=None)),
        waiting=Count("pk", filter=Q(status__in=UNFINISHED)))


def standings_of_regions(bodies: list[Standing]) -> list[Standing]:
    """The same by region: bodies of one region together, national bodies as one with the key ""."""
    regions = {code: (pcode or "", name or "") for code, pcode, name in Body.objects.values_list(
        "code", "region__pcode", "region__name")}
    grouped: dict[tuple[str, str], list[Standing]] = {}
    for one in bodies:
        grouped.setdefault(regions[one.key], []).append(one)
    return [together(every, pcode, name) for (pcode, name), every in sorted(grouped.items())]
