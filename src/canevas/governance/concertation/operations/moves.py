"""A session moves from state to state, as ``rules.session_states`` allows."""
from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.concertation.models import Session, SessionMove, SessionState
from canevas.governance.concertation.operations.errors import MoveRefused, NotNow
from canevas.governance.concertation.operations.indexing import index_session
from canevas.governance.concertation.permissions import SESSION_MOVE, SESSION_REOPEN
from canevas.governance.concertation.rules.session_states import TRANSITIONS, Move, Part, may_edit


@transaction.atomic
def move_session(*, by: User, session: Session, move: Move, reason: str = "", day: date | None = None) -> Session:
    """Move ``session`` on, and say so in its story. What a move itself brings about (a frozen version, an adoption) is
    for the operation that calls this one.

    Raises :class:`MoveRefused` with a sentence where the state does not allow it, or a reason or a day is wanting.
    """
    require(by, SESSION_REOPEN if move is Move.REOPEN else SESSION_MOVE, body=session.body.code)
    row = Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=session.pk)
    transition = TRANSITIONS[move]
    if row.state not in transition.sources:
        raise MoveRefused(_("This is not possible while the meeting is “%(state)s”.")
                          % {"state": row.get_state_display()})
    if transition.needs_reason and not reason.strip():
        raise MoveRefused(_("Say why: the reason stays in the story of the meeting."))
    if transition.needs_day and day is None:
        raise MoveRefused(_("Say on which day."))
    before, row.state = row.state, SessionState(transition.target.value)
    fields = ["state", "changed_at"]
    if move is Move.PLAN_AGAIN:
        row.date = day
        fields.append("date")
    row.save(update_fields=fields)
    SessionMove.objects.create(session=row, move=move, before=before, after=row.state, reason=reason.strip(), day=day,
                               by=by)
    record(by=by, event="session_moved", target=row, details={
        "move": str(move), "before": before, "after": str(row.state), "reason": reason.strip(),
        "day": day.isoformat() if day else ""})
    index_session(row)  # who may find what was said there depends on the state
    return row


def require_editable(session: Session, part: Part) -> None:
    """Raise :class:`NotNow` with a sentence unless ``part`` of ``session`` may be edited in its state."""
    if not may_edit(part, session.state):
        raise NotNow(_("This can no longer be changed while the meeting is “%(state)s”. To correct it, reopen the "
                       "meeting and say why.") % {"state": session.get_state_display()})
