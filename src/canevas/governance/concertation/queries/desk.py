"""What of the meetings waits for somebody: read by the desk."""
from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils import timezone

from canevas.governance.concertation.models import ActionPoint, Intake, Session

SOON = timedelta(days=14)
_UNFINISHED = (ActionPoint.Status.OPEN, ActionPoint.Status.IN_PROGRESS)


def unfinished_actions() -> QuerySet[ActionPoint]:
    """Actions still to be done, with their meeting and those who answer for them."""
    return ActionPoint.objects.filter(status__in=_UNFINISHED, withdrawn_at=None).select_related(
        "session__body").prefetch_related("responsibles__organisation", "responsibles__territory")


def late_actions(today: date | None = None) -> QuerySet[ActionPoint]:
    """Those whose day has passed, the most late first."""
    return unfinished_actions().filter(deadline_date__lt=today or timezone.localdate()).order_by("deadline_date", "pk")


def actions_due_soon(today: date | None = None) -> QuerySet[ActionPoint]:
    """Those due within two weeks, the next first."""
    first = today or timezone.localdate()
    return unfinished_actions().filter(deadline_date__range=(first, first + SOON)).order_by("deadline_date", "pk")


def last_sessions(today: date | None = None) -> QuerySet[Session]:
    """Sessions held, the last first."""
    until = today or timezone.localdate()
    return Session.objects.filter(date__lte=until).select_related("body").order_by("-date", "-pk")


def next_sessions(today: date | None = None) -> QuerySet[Session]:
    """Sessions to come, the next first."""
    return Session.objects.filter(date__gt=today or timezone.localdate()).select_related("body").order_by("date", "pk")


def is_register_empty() -> bool:
    """No session yet and no file on its way in."""
    return not Session.objects.exists() and not Intake.objects.exists()
