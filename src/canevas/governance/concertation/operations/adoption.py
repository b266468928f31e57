"""The minutes of a session are adopted, as they are or with reservations, and become final."""
from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.design.formats import medium_date
from canevas.governance.concertation.models import Adoption, Minutes, Reservation, Session
from canevas.governance.concertation.operations.errors import MoveRefused
from canevas.governance.concertation.operations.moves import move_session
from canevas.governance.concertation.operations.versions import freeze_minutes
from canevas.governance.concertation.permissions import SESSION_MOVE
from canevas.governance.concertation.queries.adoptions import current_adoption, waiting_reservations
from canevas.governance.concertation.rules.session_states import Move, target_of


@dataclass(frozen=True, slots=True)
class Asked:
    """A reservation as somebody makes it: who, on which passage (its words, and the id of its row), what."""

    text: str
    organisation_id: int | None = None
    person: str = ""
    passage: str = ""
    passage_uid: str | None = None


@transaction.atomic
def adopt_minutes(*, by: User, session: Session, at_session: Session | None = None, day: date | None = None,
                  reservations: Sequence[Asked] = (), maintained: Collection[int] = ()) -> Adoption:
    """Adopt the minutes of ``session`` at another one of its body, or on ``day``.

    ``reservations`` are those of the meeting; ``maintained`` the keys of those that members had entered before it and
    that it holds on to: the others count as declined. Without either the minutes are adopted as they are, and final at
    once. The text is frozen first where it changed since it was circulated. Raises :class:`MoveRefused`.
    """
    require(by, SESSION_MOVE, body=session.body.code)
    row = Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=session.pk)
    if target_of(Move.ADOPT, row.state) is None:
        raise MoveRefused(_("Only circulated minutes can be adopted: these are “%(state)s”.")
                          % {"state": row.get_state_display()})
    when = _checked_day(row, at_session, day)
    for one in reservations:
        check_asked(one)
    minutes, _new = freeze_minutes(by=by, session=row)
    waiting = list(waiting_reservations(row))
    kept = [one for one in waiting if one.pk in maintained]
    reserved = bool(reservations or kept)
    adoption = Adoption.objects.create(session=row, minutes=minutes, at_session=at_session, day=when,
                                       with_reservations=reserved, by=by)
    _bring(adoption, kept, [one for one in waiting if one.pk not in maintained], by)
    add_reservations(adoption, minutes, reservations, by, first=len(kept))
    record(by=by, event="minutes_adopted", target=adoption, details={
        "day": when.isoformat(), "at": str(at_session or ""), "version": minutes.version,
        "reservations": len(reservations) + len(kept)})
    move_session(by=by, session=row, move=Move.ADOPT_RESERVED if reserved else Move.ADOPT, day=when)
    if not reserved:
        finalise(by=by, adoption=adoption, day=when)
    return adoption


def _checked_day(session: Session, at_session: Session | None, day: date | None) -> date:
    """The day of the adoption. Raises :class:`MoveRefused`."""
    if at_session is not None:
        if at_session.body_id != session.body_id or at_session.pk == session.pk:
            raise MoveRefused(_("Minutes are adopted at another meeting of the same body."))
        day = day or at_session.date
    if day is None:
        raise MoveRefused(_("Say on which day the minutes were adopted."))
    if session.date is not None and day < session.date:
        raise MoveRefused(_("The minutes of %(held)s cannot have been adopted before, on %(day)s.")
                          % {"held": medium_date(session.date), "day": medium_date(day)})
    if day > timezone.localdate():
        raise MoveRefused(_("%(day)s is still to come: enter the adoption once the meeting was held.")
                          % {"day": medium_date(day)})
    return day


def check_asked(one: Asked) -> None:
    """Raise :class:`MoveRefused` unless a reservation says who makes it and what is asked."""
    if not one.text.strip():
        raise MoveRefused(_("Say what each reservation asks for."))
    if one.organisation_id is None and not one.person.strip():
        raise MoveRefused(_("Say who makes the reservation “%(text)s”: an organisation or a person.")
                          % {"text": one.text.strip()[:80]})


def _bring(adoption: Adoption, kept: Sequence[Reservation], dropped: Sequence[Reservation], by: User) -> None:
    """What members had entered before the meeting now belongs to the adoption, and so does what an earlier adoption
    had left open when the minutes were reopened."""
    for one in (*kept, *dropped):
        if one.adoption is not None:
            record(by=by, event="reservation_brought_again", target=one, details={
                "session": str(adoption.session), "day": one.adoption.day.isoformat(),
                "who": str(one.organisation or one.person), "passage": one.passage, "text": one.text})
    for order, one in enumerate(kept):
        one.adoption, one.order = adoption, order
    for order, one in enumerate(dropped):
        one.adoption, one.order, one.state = adoption, 1000 + order, Reservation.State.DECLINED
        one.reason = _("Not maintained at the meeting.")
        one.settled_by, one.settled_at = by, timezone.now()
    Reservation.objects.bulk_update([*kept, *dropped], [
        "adoption", "order", "state", "reason", "settled_by", "settled_at"])


def add_reservations(adoption: Adoption | None, minutes: Minutes, asked: Sequence[Asked], by: User, *,
                     first: int = 0) -> list[Reservation]:
    """Write reservations down; to be called within the transaction of an operation, after :func:`check_asked`."""
    return [Reservation.objects.create(
        adoption=adoption, minutes=minutes, order=first + place, organisation_id=one.organisation_id,
        person=one.person.strip()[:250], passage=one.passage.strip(), passage_uid=one.passage_uid or None,
        text=one.text.strip(), made_by=by) for place, one in enumerate(asked)]


def finalise(*, by: User, adoption: Adoption, day: date | None = None) -> Adoption:
    """Make the adopted minutes final, in the version that says what they say now. Within an operation's transaction.

    Raises :class:`MoveRefused` while a reservation is open.
    """
    if waiting := adoption.reservations.filter(state=Reservation.State.OPEN).count():
        raise MoveRefused(_("The minutes cannot become final: %(count)s reservation is still open.")
                          % {"count": waiting})
    session = Session.objects.select_related("body").get(pk=adoption.session_id)
    minutes, _new = freeze_minutes(by=by, session=session)
    adoption.final_on, adoption.final_minutes = day or timezone.localdate(), minutes
    adoption.save(update_fields=["final_on", "final_minutes", "changed_at"])
    move_session(by=by, session=session, move=Move.FINALISE, day=adoption.final_on)
    record(by=by, event="minutes_final", target=adoption, details={
        "day": adoption.final_on.isoformat(), "version": minutes.version})
    return adoption


def require_current(adoption: Adoption) -> None:
    """Raise :class:`MoveRefused` unless ``adoption`` is the one that holds and is not final yet."""
    found = current_adoption(adoption.session)
    if found is None or found.pk != adoption.pk or found.final_on is not None:
        raise MoveRefused(_("These minutes are no longer adopted with reservations: nothing was changed. To correct "
                            "final minutes, reopen the meeting and say why."))
