"""What of the meetings waits for somebody: read by the desk."""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from canevas.governance.concertation.models import UNFINISHED, ActionPoint, Session
from canevas.governance.concertation.queries import visible

SOON = timedelta(days=14)


def unfinished_actions(user: Any) -> QuerySet[ActionPoint]:
    """Actions still to be done that ``user`` sees, with their meeting and those who answer for them."""
    return visible.actions(user).filter(status__in=UNFINISHED, withdrawn_at=None).select_related(
        "session__body").prefetch_related("responsibles__organisation", "responsibles__territory")


def late_actions(user: Any, today: date | None = None) -> QuerySet[ActionPoint]:
    """Those whose day has passed, the most late first."""
    last = today or timezone.localdate()
    return unfinished_actions(user).filter(due_on__lt=last).order_by("due_on", "pk")


def actions_due_soon(user: Any, today: date | None = None) -> QuerySet[ActionPoint]:
    """Those due within two weeks, the next first."""
    first = today or timezone.localdate()
    return unfinished_actions(user).filter(due_on__range=(first, first + SOON)).order_by("due_on", "pk")


def last_sessions(user: Any, today: date | None = None) -> QuerySet[Session]:
    """Sessions held, the last first."""
    until = today or timezone.localdate()
    return visible.sessions(user).filter(date__lte=until).select_related("body").order_by("-date", "-pk")


def next_sessions(user: Any, today: date | None = None) -> QuerySet[Session]:
    """Sessions to come, the next first."""
    last = today or timezone.localdate()
    return visible.sessions(user).filter(date__gt=last).select_related("body").order_by("date", "pk")


def is_register_empty(user: Any) -> bool:
    """No session yet, and no file on its way in, that ``user`` would see."""
    return not visible.sessions(user).exists() and not visible.intakes(user).exists()
