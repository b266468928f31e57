"""Meetings that wait for an act of somebody: to be convened, to be said held, minutes to circulate, reservations to
settle."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from canevas.commons.access.queries import reach
from canevas.governance.concertation.models import Body, Reservation, Session, SessionState
from canevas.governance.concertation.permissions import SESSION_MOVE

TO_CONVENE = timedelta(days=21)
"""A planned meeting waits for its invitation from so long before its day."""
_ORDER = ("hold", "circulate", "settle", "correct", "convene")


@dataclass(frozen=True, slots=True)
class WaitingSession:
    """``act``: convene, hold, circulate, settle (reservations), correct (it was reopened)."""

    session: Session
    act: str


def waiting_sessions(user: Any, today: date | None = None) -> list[WaitingSession]:
    """The meetings that ``user`` may move on and that wait for it, those to be finished first, the oldest first.

    Minutes that came in from a file are circulated already: what waits is what was begun here.
    """
    today = today or timezone.localdate()
    mine = reach(user, SESSION_MOVE)
    if not mine.everything and not mine.bodies:
        return []
    rows = Session.objects.all() if mine.everything else Session.objects.filter(
        body__in=list(Body.objects.filter(code__in=mine.bodies).values_list("pk", flat=True)))
    unsettled = Reservation.objects.filter(adoption__session=OuterRef("pk"), state=Reservation.State.OPEN)
    rows = rows.filter(
        Q(state__in=(SessionState.HELD, SessionState.REOPENED))
        | Q(state__in=(SessionState.PLANNED, SessionState.CONVENED), date__lt=today)
        | Q(state=SessionState.PLANNED, date__range=(today, today + TO_CONVENE))
        | Q(state=SessionState.ADOPTED_RESERVED) & Exists(unsettled))
    rows = rows.select_related("body").order_by("date", "pk")
    found = [WaitingSession(session, _act(session, today)) for session in rows]
    return sorted(found, key=lambda one: _ORDER.index(one.act))


def _act(session: Session, today: date) -> str:
    if session.state == SessionState.HELD:
        return "circulate"
    if session.state == SessionState.REOPENED:
        return "correct"
    if session.state == SessionState.ADOPTED_RESERVED:
        return "settle"
    return "hold" if session.date and session.date < today else "convene"
