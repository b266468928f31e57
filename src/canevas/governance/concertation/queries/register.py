"""What the lists of this room show: rows with what their cells need, and the ways to narrow them.

Conditions name bodies by their keys, never through joins: there are some dozens of bodies and a hundred thousand
actions, and both engines then walk the index of the sessions.
"""
from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Exists, IntegerField, Model, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from canevas.governance.concertation.models import (
    UNFINISHED,
    ActionPoint,
    ActionResponsible,
    Attendance,
    Body,
    Decision,
    Minutes,
    PlaceMention,
    Session,
)
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.answering import owed_by
from canevas.governance.concertation.queries.desk import SOON

_OF_THE_SHEET = tuple(f"session__{name}" for name in (
    "passages", "field_passages", "chairs", "place", "start", "end", "signatory", "previous_date", "previous_outcome",
    "created_at", "changed_at", "body__aliases"))
"""What the list of actions shows nothing of: half of what would be read for each of them."""


def sessions(user: Any) -> QuerySet[Session]:
    """The sessions that ``user`` sees, with body and region, and how many actions each left: ``action_count``,
    ``open_count``."""
    actions = ActionPoint.objects.filter(visible.action_condition(user), session=OuterRef("pk"), withdrawn_at=None)
    return visible.sessions(user).select_related("body__region").annotate(
        action_count=_counted(actions), open_count=_counted(actions.filter(status__in=UNFINISHED)))


def _counted(rows: QuerySet[Any]) -> Coalesce:
    """How many of ``rows`` belong to the session of the outer query."""
    counted = rows.order_by().values("session").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(counted, output_field=IntegerField()), 0)


def minutes_versions(user: Any) -> QuerySet[Minutes]:
    """The confirmed versions of minutes that ``user`` sees."""
    # the next version not joined: where few have one, SQLite would walk the whole table for each row
    return visible.minutes(user).select_related("session__body", "file", "confirmed_by").prefetch_related("next")


def actions(user: Any) -> QuerySet[ActionPoint]:
    """The actions that ``user`` sees, withdrawn ones included, with their session and those who answer for them."""
    rows = visible.actions(user).select_related("session__body", "axis", "source").defer(*_OF_THE_SHEET)
    return rows.prefetch_related("responsibles__organisation", "responsibles__territory")


def decisions(user: Any) -> QuerySet[Decision]:
    return visible.decisions(user).select_related("session__body", "source").filter(withdrawn_at=None)


def bodies() -> list[Body]:
    """Every body by code, with what tells it from others."""
    return list(Body.objects.defer("aliases").order_by("code"))


def years(user: Any) -> list[int]:
    """The years of the sessions that ``user`` sees, the last first."""
    days = visible.sessions(user).filter(date__isnull=False).values_list("date", flat=True)
    last, first = days.order_by("-date").first(), days.order_by("date").first()  # each one step into the index
    return list(range(last.year, first.year - 1, -1)) if last and first else []


def in_year(year: int, path: str = "") -> Q:
    return Q(**{f"{path}date__range": (date(year, 1, 1), date(year, 12, 31))})


def of_bodies(keys: list[int], path: str = "") -> Q:
    """Rows of these bodies; ``path`` leads from the row to its session ("session__")."""
    return Q(**{f"{path}body__in": keys})


def late(today: date | None = None) -> Q:
    """Actions still to be done, of which the last day on which they were not late has passed."""
    return Q(status__in=UNFINISHED, due_on__lt=today or timezone.localdate())


def due_soon(today: date | None = None, within: timedelta = SOON) -> Q:
    """Actions still to be done whose day comes within two weeks."""
    first = today or timezone.localdate()
    return Q(status__in=UNFINISHED, due_on__range=(first, first + within))


def answered_for_by(organisation_id: int) -> Q:
    """Actions that this organisation answers for, by its name or by words that mean it among others."""
    return owed_by(organisation_id)


def ownerless() -> Q:
    """Actions for which nobody is named."""
    return Q(~Exists(ActionResponsible.objects.filter(action=OuterRef("pk"))))


def attended_by(organisation_id: int) -> Q:
    """Sessions in whose attendance list this organisation stands."""
    return _has(Attendance, "session", organisation=organisation_id, withdrawn_at=None)


def naming_place(territory_id: int) -> Q:
    """Sessions whose minutes name this place."""
    return _has(PlaceMention, "session", territory=territory_id)


def _has(model: type[Model], owner: str, **facts: Any) -> Q:
    return Q(pk__in=model._default_manager.filter(**facts).values(owner))


