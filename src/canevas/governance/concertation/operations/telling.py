"""Minutes that say that they adopted those of an earlier meeting: the register takes their word for it."""
from __future__ import annotations

from django.utils.translation import gettext as _

from canevas.commons.access.queries import User, may
from canevas.commons.audit.operations import record
from canevas.commons.design.formats import medium_date
from canevas.governance.concertation.models import Adoption, Minutes, Reservation, Session, SessionMove, SessionState
from canevas.governance.concertation.models.sessions import Outcome
from canevas.governance.concertation.permissions import SESSION_MOVE
from canevas.governance.concertation.queries.known import current_minutes
from canevas.governance.concertation.rules.session_states import Move

AS_IS = (Outcome.ADOPTED, Outcome.VALIDATED)
RESERVED = (Outcome.ADOPTED_RESERVED, Outcome.VALIDATED_RESERVED)


def tell_adoptions(*, by: User, session: Session, minutes: Minutes) -> None:
    """After ``session`` came in or was corrected: enter the adoption that its minutes tell of, take back one that they
    no longer tell of, and look for later minutes that tell of its own. Within the transaction of the confirmation.

    Only circulated minutes of which nobody entered an adoption are touched, and only for a person who may move them.
    """
    if not may(by, SESSION_MOVE, body=session.body.code):
        return
    told = _adopted_by(session)
    for adoption in Adoption.objects.filter(at_session=session).exclude(told_by=None).select_related("session__body"):
        if told is None or adoption.session_id != told.pk or adoption.with_reservations != _is_reserved(session):
            _take_back(by, adoption)
    if told is not None:
        _enter(by, told, session, minutes)
    later = _adopting(session)
    version = current_minutes(later) if later is not None else None
    if later is not None and version is not None:
        _enter(by, session, later, version)


def _is_reserved(at_session: Session) -> bool:
    return at_session.previous_outcome in RESERVED


def _adopted_by(session: Session) -> Session | None:
    """The earlier session of the same body whose minutes ``session`` says it adopted, where the register knows one."""
    if session.previous_date is None or session.previous_outcome not in (*AS_IS, *RESERVED):
        return None
    if session.date is None or session.previous_date >= session.date:
        return None
    found = list(Session.objects.select_related("body").filter(
        body=session.body_id, date=session.previous_date).exclude(pk=session.pk)[:2])
    return found[0] if len(found) == 1 else None  # two meetings on that day: nobody can tell which


def _adopting(session: Session) -> Session | None:
    """The first later session of the same body that says it adopted the minutes of ``session``."""
    if session.date is None or Session.objects.filter(body=session.body_id, date=session.date).count() > 1:
        return None
    return Session.objects.select_related("body").filter(
        body=session.body_id, previous_date=session.date, date__gt=session.date,
        previous_outcome__in=(*AS_IS, *RESERVED)).order_by("date", "pk").first()


def _enter(by: User, session: Session, at_session: Session, told_by: Minutes) -> None:
    row = Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=session.pk)
    version = current_minutes(row)
    if row.state != SessionState.CIRCULATED or version is None or at_session.date is None:
        return
    reserved = _is_reserved(at_session)
    adoption = Adoption.objects.create(
        session=row, minutes=version, at_session=at_session, day=at_session.date, with_reservations=reserved,
        told_by=told_by, by=by, final_on=None if reserved else at_session.date,
        final_minutes=None if reserved else version)
    if reserved:
        Reservation.objects.create(
            adoption=adoption, minutes=version, person=str(at_session.body), made_by=by,
            text=_("To be made clear: the minutes of %(day)s say “with reservations” and do not list them.")
            % {"day": medium_date(at_session.date)})
    moves = [(Move.ADOPT_RESERVED, SessionState.ADOPTED_RESERVED)] if reserved else [
        (Move.ADOPT, SessionState.ADOPTED), (Move.FINALISE, SessionState.FINAL)]
    _move(by, row, moves, reason=_("As the minutes of %(day)s say.") % {"day": medium_date(at_session.date)},
          adoption=adoption)
    record(by=by, event="minutes_adoption_told", target=adoption, details={
        "day": at_session.date.isoformat(), "at": str(at_session), "with_reservations": reserved})


def _take_back(by: User, adoption: Adoption) -> None:
    """The corrected minutes say otherwise. What a person has since done with the adoption is left as it is."""
    session = Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=adoption.session_id)
    stands = session.state in (SessionState.FINAL, SessionState.ADOPTED_RESERVED)
    latest = session.adoptions.first()
    touched = adoption.reservations.exclude(settled_by=None).exists() or adoption.reservations.count() > 1
    if not stands or latest is None or latest.pk != adoption.pk or touched:
        return
    record(by=by, event="minutes_adoption_taken_back", target=adoption, details={
        "day": adoption.day.isoformat(), "at": str(adoption.at_session or "")})
    _move(by, session, [(Move.REOPEN, SessionState.REOPENED), (Move.CIRCULATE, SessionState.CIRCULATED)],
          reason=_("The corrected minutes of %(day)s no longer say that these were adopted.")
          % {"day": medium_date(adoption.day)}, adoption=adoption)
    adoption.delete()


def _move(by: User, session: Session, moves: list[tuple[Move, SessionState]], *, reason: str,
          adoption: Adoption) -> None:
    """Several steps at once, without those that a person walks: who may read the minutes does not change by them."""
    for move, after in moves:
        SessionMove.objects.create(session=session, move=move, before=session.state, after=after, by=by, reason=reason,
                                   day=adoption.day)
        session.state = after
    session.save(update_fields=["state", "changed_at"])
