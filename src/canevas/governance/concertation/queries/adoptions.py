"""Adoptions of minutes, the reservations made on them, and the sessions at which they may be adopted."""
from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from canevas.governance.concertation.models import (
    Adoption,
    DiscussionPoint,
    Minutes,
    Reservation,
    Session,
    SessionState,
)

ADOPTED = (SessionState.ADOPTED, SessionState.ADOPTED_RESERVED, SessionState.FINAL)
NOT_HELD_YET = (SessionState.POSTPONED, SessionState.CANCELLED)


def current_adoption(session: Session) -> Adoption | None:
    """The adoption that holds; ``None`` while the minutes are not adopted, or no longer since they were reopened."""
    if session.state not in ADOPTED:
        return None
    return session.adoptions.select_related("minutes", "final_minutes", "at_session__body", "by").first()


def adoptions_of(session: Session) -> QuerySet[Adoption]:
    """Every adoption, the last first, those of an earlier round included."""
    return session.adoptions.select_related("minutes", "final_minutes", "at_session__body", "by").prefetch_related(
        "reservations__organisation", "reservations__integrated_in", "reservations__settled_by")


def adoption_with_uid(session: Session, uid: object) -> Adoption | None:
    return adoptions_of(session).filter(uid=uid).first()


def waiting_reservations(session: Session) -> QuerySet[Reservation]:
    """Reservations that wait for the meeting that adopts the minutes: made while they circulate, or still open when
    minutes that were adopted before were reopened."""
    waits = Q(adoption=None)
    if session.state not in ADOPTED:
        waits |= Q(state=Reservation.State.OPEN, adoption__session=session)
    return Reservation.objects.filter(waits, minutes__session=session).select_related(
        "organisation", "minutes", "made_by", "adoption")


def open_reservations(adoption: Adoption) -> QuerySet[Reservation]:
    return adoption.reservations.filter(state=Reservation.State.OPEN)


def later_versions(adoption: Adoption) -> list[Minutes]:
    """The versions that a reservation may have been integrated in: later than the one that was adopted."""
    rows = adoption.session.minutes.defer("content").order_by("-version")
    return list(rows.filter(version__gt=adoption.minutes.version) if adoption.minutes else rows)


def sessions_after(session: Session) -> list[Session]:
    """The sessions of the same body at which the minutes may be adopted, the nearest first."""
    if session.date is None:
        return []
    rows = Session.objects.select_related("body").filter(body=session.body_id, date__gte=session.date)
    return list(rows.exclude(pk=session.pk).exclude(state__in=NOT_HELD_YET).order_by("date", "pk")[:12])


def session_adopted_at(session: Session) -> QuerySet[Adoption]:
    """The adoptions that took place at ``session``."""
    return Adoption.objects.filter(at_session=session).select_related("session__body")


def sessions_on(session: Session, day: date) -> QuerySet[Session]:
    """The other sessions of the same body on ``day``."""
    return Session.objects.select_related("body").filter(body=session.body_id, date=day).exclude(pk=session.pk)


def session_waiting_at(session: Session) -> Session | None:
    """The circulated minutes that come up for adoption at ``session``: the last ones of its body before it."""
    if session.date is None:
        return None
    return Session.objects.select_related("body").filter(
        body=session.body_id, state=SessionState.CIRCULATED, date__lt=session.date).order_by("-date", "-pk").first()


def was_ever_entered() -> bool:
    """Whether a person has entered any adoption, those that minutes tell of left out."""
    return Adoption.objects.filter(told_by=None).exists()


def last_to_adopt(before: date) -> Session | None:
    """The last circulated session held before that day in which something was said."""
    return Session.objects.select_related("body").filter(
        state=SessionState.CIRCULATED, date__lt=before, items__withdrawn_at=None,
        items__discussion__withdrawn_at=None, items__discussion__isnull=False).order_by("-date", "-pk").first()


def texts_of(session: Session) -> list[DiscussionPoint]:
    """The paragraphs and bullets of the minutes, in the order in which they are read."""
    return list(DiscussionPoint.objects.select_related("item__session__body").filter(
        item__session=session, item__withdrawn_at=None, withdrawn_at=None).exclude(
        form=DiscussionPoint.Form.TABLE).order_by("item__number", "order", "pk"))
