"""Reservations on minutes: made, brought into a version, declined, taken up again."""
from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User, may
from canevas.commons.audit.operations import record
from canevas.governance.concertation.models import Adoption, Minutes, Reservation, Session, SessionState
from canevas.governance.concertation.operations.adoption import (
    Asked,
    add_reservations,
    check_asked,
    finalise,
    require_current,
)
from canevas.governance.concertation.operations.errors import MoveRefused
from canevas.governance.concertation.permissions import RESERVATION_MAKE, RESERVATION_SETTLE
from canevas.governance.concertation.queries.adoptions import current_adoption, waiting_reservations
from canevas.governance.concertation.queries.known import current_minutes

State = Reservation.State


@transaction.atomic
def make_reservation(*, by: User, session: Session, asked: Asked) -> Reservation:
    """Enter a reservation: on circulated minutes it waits for the meeting that adopts them; on minutes adopted with
    reservations it joins the list, for who settles it. Raises :class:`MoveRefused`."""
    require(by, RESERVATION_MAKE, body=session.body.code)
    row = Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=session.pk)
    check_asked(asked)
    adoption, minutes = None, current_minutes(row)
    if row.state == SessionState.ADOPTED_RESERVED:
        require(by, RESERVATION_SETTLE, body=row.body.code)
        adoption = current_adoption(row)
        minutes = adoption.minutes if adoption else minutes
    elif row.state != SessionState.CIRCULATED:
        raise MoveRefused(_("Reservations are made on circulated minutes: these are “%(state)s”.")
                          % {"state": row.get_state_display()})
    if minutes is None:
        raise MoveRefused(_("These minutes have no version yet: circulate them first."))
    order = (adoption.reservations if adoption else waiting_reservations(row)).count()
    made = add_reservations(adoption, minutes, [asked], by, first=order)[0]
    record(by=by, event="reservation_made", target=made, details={"session": str(row), **_said(made)})
    return made


@transaction.atomic
def take_back_reservation(*, by: User, reservation: Reservation) -> None:
    """Take back a reservation that still waits for its meeting: who made it may, and who settles them."""
    row = _locked(reservation)
    session = row.minutes.session
    if row.made_by_id != by.pk or not may(by, RESERVATION_MAKE, body=session.body.code):
        require(by, RESERVATION_SETTLE, body=session.body.code)
    if row.adoption_id is not None:
        raise MoveRefused(_("The meeting has taken note of this reservation: it can be declined, not taken back."))
    record(by=by, event="reservation_taken_back", target=row, details={"session": str(session), **_said(row)})
    row.delete()


@transaction.atomic
def integrate_reservation(*, by: User, reservation: Reservation, minutes: Minutes) -> Reservation:
    """Say which later version did what was asked. The minutes are final once no reservation is open."""
    row, adoption = _of_current(by, reservation)
    if minutes.session_id != adoption.session_id or (
            adoption.minutes is not None and minutes.version <= adoption.minutes.version):
        raise MoveRefused(_("Choose a version later than the one that was adopted: correct the minutes, then keep "
                            "them as a version."))
    return _settled(by, row, adoption, "reservation_integrated", state=State.INTEGRATED, integrated_in=minutes,
                    reason="")


@transaction.atomic
def decline_reservation(*, by: User, reservation: Reservation, reason: str) -> Reservation:
    """Say why what was asked is not done. The minutes are final once no reservation is open."""
    row, adoption = _of_current(by, reservation)
    if not reason.strip():
        raise MoveRefused(_("Say why the reservation is declined: the reason stands on the certificate."))
    return _settled(by, row, adoption, "reservation_declined", state=State.DECLINED, integrated_in=None,
                    reason=reason.strip())


@transaction.atomic
def open_reservation_again(*, by: User, reservation: Reservation) -> Reservation:
    """Undo a settlement, as long as the minutes are not final."""
    row, adoption = _of_current(by, reservation)
    if row.state == State.OPEN:
        return row
    return _settled(by, row, adoption, "reservation_opened_again", state=State.OPEN, integrated_in=None, reason="")


@transaction.atomic
def reword_reservation(*, by: User, reservation: Reservation, asked: Asked) -> Reservation:
    """Say an open reservation better: « à préciser » becomes who, on which passage, what."""
    row, _adoption = _of_current(by, reservation)
    check_asked(asked)
    if row.state != State.OPEN:
        raise MoveRefused(_("This reservation is settled: open it again first."))
    before = _said(row)
    row.organisation_id, row.person = asked.organisation_id, asked.person.strip()[:250]
    row.passage, row.text = asked.passage.strip(), asked.text.strip()
    row.passage_uid = asked.passage_uid or None  # type: ignore[assignment]
    row.save()
    record(by=by, event="reservation_reworded", target=row, details={"before": before, **_said(row)})
    return row


def _settled(by: User, row: Reservation, adoption: Adoption, event: str, **values: Any) -> Reservation:
    for name, value in values.items():
        setattr(row, name, value)
    is_open = row.state == State.OPEN
    row.settled_by, row.settled_at = (None, None) if is_open else (by, timezone.now())
    row.save()
    record(by=by, event=event, target=row, details={
        "session": str(adoption.session), "reason": row.reason, **_said(row),
        "version": row.integrated_in.version if row.integrated_in else None})
    if not adoption.reservations.filter(state=State.OPEN).exists():
        finalise(by=by, adoption=adoption)
    return row


def _of_current(by: User, reservation: Reservation) -> tuple[Reservation, Adoption]:
    """The reservation, locked, with the adoption that it belongs to and that still holds."""
    row = _locked(reservation)
    require(by, RESERVATION_SETTLE, body=row.minutes.session.body.code)
    if row.adoption is None:
        raise MoveRefused(_("This reservation waits for the meeting that adopts the minutes: it is settled after."))
    # the session is locked, too: two people who settle the last two reservations make the minutes final once
    Session.objects.select_for_update(of=("self",)).get(pk=row.adoption.session_id)
    row.refresh_from_db()
    assert row.adoption is not None
    require_current(row.adoption)
    return row, row.adoption


def _locked(reservation: Reservation) -> Reservation:
    return Reservation.objects.select_for_update(of=("self",)).select_related(
        "minutes__session__body", "adoption__session__body", "adoption__minutes").get(pk=reservation.pk)


def _said(row: Reservation) -> dict[str, str]:
    return {"who": str(row.organisation or row.person), "passage": row.passage, "text": row.text}
