"""What reminders say, to whom they go, and what became of them."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import F, OrderBy, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from canevas.commons.access.queries import accounts, reach
from canevas.commons.design.formats import long_date, medium_date
from canevas.commons.directory import queries as directory
from canevas.commons.jobs.rules import Each, Weekly
from canevas.governance.concertation.models import (
    UNFINISHED,
    ActionPoint,
    ActionProgress,
    ActionResponsible,
    Reminder,
    ReminderOptOut,
    ReminderPlan,
)
from canevas.governance.concertation.queries.answering import owed_condition
from canevas.governance.concertation.rules.digest import MOST, SILENT, Digest, DigestLine, one_address_each
from canevas.governance.concertation.rules.session_states import OPEN_TO_READERS

LAST = 100
"""Letters that the page shows."""
DOUBTFUL_AFTER = timedelta(minutes=10)
"""A letter that is "being sent" for so long was being sent when the program stopped."""


def plan() -> ReminderPlan:
    """The plan that stands, or the one that stands as long as nobody made one."""
    return ReminderPlan.objects.order_by("pk").first() or ReminderPlan()


def when() -> Weekly | None:
    """The turn of the weekly letters."""
    found = plan()
    return Weekly(found.weekday, found.hour) if found.is_on else None


def when_retried() -> Each | None:
    """The turn of the letters that a mail server did not take for the moment."""
    return Each(10) if due_again().exists() else None


def due_again() -> QuerySet[Reminder]:
    return Reminder.objects.filter(state=Reminder.State.WAITING, next_at__lte=timezone.now())


def reminding_bodies(user: Any, permission: str) -> frozenset[str] | None:
    """The bodies of whose actions ``user`` may remind (or see reminders); ``None`` for all of them."""
    found = reach(user, permission)
    return None if found.everything else found.bodies


def announced_actions(code: str, bodies: Collection[str] | None = None) -> QuerySet[ActionPoint]:
    """What the organisation owes by minutes that were circulated (of ``bodies``): nobody is reminded of a draft."""
    of_bodies = Q() if bodies is None else Q(session__body__code__in=bodies)
    return ActionPoint.objects.filter(
        owed_condition([code]), of_bodies, withdrawn_at=None, status__in=UNFINISHED,
        session__state__in=sorted(OPEN_TO_READERS),
    ).select_related("session__body").prefetch_related("responsibles").order_by(
        OrderBy(F("due_on"), nulls_last=True), "session__date", "order", "pk")


def digest_of(organisation: Any, today: date | None = None, days_ahead: int | None = None,
              bodies: Collection[str] | None = None) -> Digest:
    """What a letter to ``organisation`` says today, of all bodies or of some; empty where there is nothing to remind
    of."""
    day = today or timezone.localdate()
    ahead = day + timedelta(days=plan().days_ahead if days_ahead is None else days_ahead)
    rows = announced_actions(organisation.code, bodies)
    heard = ActionProgress.objects.filter(takes_back=None, taken_back_by=None, at__gte=timezone.now() - SILENT)
    silent = rows.filter(Q(due_on=None) | Q(due_on__gt=ahead), Q(status="in_progress") | Q(deadline_kind="rhythm"),
                         created_at__lt=timezone.now() - SILENT).exclude(pk__in=heard.values("action"))
    return Digest(
        str(organisation), [_line(row) for row in rows.filter(due_on__lt=day)[:MOST]],
        [_line(row) for row in rows.filter(due_on__range=(day, ahead))[:MOST]],
        [_line(row) for row in silent[:MOST]])


def _line(action: ActionPoint) -> DigestLine:
    session = action.session
    meeting = f"{session.body}, {medium_date(session.date)}" if session.date else str(session.body)
    due = long_date(action.due_on) if action.due_on else action.deadline_text
    link = f"{settings.CANEVAS_URL}{reverse('concertation:action', args=[action.uid])}" if settings.CANEVAS_URL else ""
    return DigestLine(action.pk, action.text, meeting, due, link)


def addresses_of(organisation: Any, today: date | None = None) -> list[str]:
    """Its own address, then those of the people who report in its name."""
    day = today or timezone.localdate()
    people = accounts().filter(
        Q(grants__ends_on=None) | Q(grants__ends_on__gte=day), is_active=True, grants__role="focal_point",
        grants__scope_kind="organisation", grants__scope_key=organisation.code).exclude(email="").order_by("pk")
    return one_address_each([organisation.email, *people.values_list("email", flat=True)])


def _reached() -> Q:
    """The organisations to which a letter can go."""
    codes = accounts().filter(is_active=True, grants__role="focal_point").exclude(email="").values("grants__scope_key")
    return ~Q(email="") | Q(code__in=codes)


def reached_organisations() -> list[Any]:
    return list(directory.organisations().filter(_reached()))


@dataclass(slots=True)
class Reminded:
    """An organisation on the page of reminders."""

    organisation: Any
    late: int
    count: int
    addresses: list[str] = field(default_factory=list)
    is_off: bool = False


def reminded(bodies: Collection[str] | None = None) -> list[Reminded]:
    """The organisations that there is something to remind of (for these bodies), the most late first."""
    off = set(ReminderOptOut.objects.values_list("organisation", flat=True))
    found = []
    ahead = plan().days_ahead
    named = ActionResponsible.objects.filter(action__status__in=UNFINISHED, action__withdrawn_at=None).exclude(
        organisation=None).order_by().values("organisation")
    for organisation in directory.organisations().filter(Q(pk__in=named) | _reached()):
        digest = digest_of(organisation, days_ahead=ahead, bodies=bodies)
        if digest:
            found.append(Reminded(organisation, len(digest.late), digest.count, addresses_of(organisation),
                                  organisation.pk in off))
    return sorted(found, key=lambda one: (-one.late, -one.count, one.organisation.name))


def has_opted_out(organisation: Any) -> bool:
    return ReminderOptOut.objects.filter(organisation=organisation.pk).exists()


def sent_reminders(bodies: Collection[str] | None = None) -> list[Reminder]:
    """The last letters, the newest first; to who reminds for some bodies only, those that tell of nothing else."""
    rows = Reminder.objects.select_related("organisation").order_by("-pk")
    if bodies is None:
        return list(rows[:LAST])
    return [one for one in rows.exclude(bodies=[])[:10 * LAST] if set(one.bodies) <= set(bodies)][:LAST]


def reminder_with(number: int, bodies: Collection[str] | None = None) -> Reminder | None:
    """A letter, where who reminds for ``bodies`` may see it."""
    found = Reminder.objects.select_related("organisation").filter(pk=number).first()
    if found is None or bodies is None or (found.bodies and set(found.bodies) <= set(bodies)):
        return found
    return None


def is_doubtful(reminder: Reminder) -> bool:
    """Whether nobody knows if it left: the program was stopped while it was being sent."""
    begun = reminder.begun_at
    return reminder.state == Reminder.State.SENDING and begun is not None and timezone.now() - begun > DOUBTFUL_AFTER
