"""Open actions come back on the agenda; what was said of each is written down at the session."""
from __future__ import annotations

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.concertation.models import UNFINISHED, ActionPoint, ActionProgress, ActionReview, Session
from canevas.governance.concertation.operations.errors import Conflict, NotNow
from canevas.governance.concertation.operations.moves import require_editable
from canevas.governance.concertation.operations.progress import report_progress
from canevas.governance.concertation.permissions import ACTION_POINT_STATUS, SESSION_EDIT
from canevas.governance.concertation.rules.action_progress import LONGEST_NOTE
from canevas.governance.concertation.rules.carrying_over import REFRESHED_IN, may_drop
from canevas.governance.concertation.rules.session_states import Part, State


@transaction.atomic
def bring_back_open_actions(*, by: User, session: Session) -> int:
    """Put the open actions of the earlier sessions of its body onto the agenda of ``session``, oldest first.

    The action is the same row, never a copy. While the session is still to come, what was done, cancelled or withdrawn
    meanwhile drops out, unless something was said of it already; afterwards actions only come in. How many are under
    review then. Raises :class:`~.errors.NotNow` where the agenda may not be edited.
    """
    require(by, SESSION_EDIT, body=session.body.code)
    session = Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=session.pk)
    require_editable(session, Part.AGENDA)
    if session.state == State.POSTPONED:
        raise NotNow(_("This meeting has no day yet: its actions come back once it is planned again."))
    known = {review.action_id: review for review in session.reviews.select_related("action")}
    gone = [review for review in known.values() if may_drop(
        session.state, is_open=review.action.is_open, was_said=bool(review.note) or _reported_at(review))]
    ActionReview.objects.filter(pk__in=[review.pk for review in gone]).delete()
    wanted = list(open_before(session).values_list("pk", "status"))
    fresh = [ActionReview(session=session, action_id=key, status=status) for key, status in wanted if key not in known]
    ActionReview.objects.bulk_create(fresh)
    if session.state in REFRESHED_IN:
        _refresh_states(session, dict(wanted))
    _put_in_order(session)
    if gone or fresh:
        record(by=by, event="actions_brought_back", target=session, details={
            "added": len(fresh), "dropped": len(gone)})
    return session.reviews.count()


def open_before(session: Session) -> QuerySet[ActionPoint]:
    """The open actions of the sessions that the same body held before ``session``."""
    earlier = Q(session__date=None) if session.date is None else Q(session__date__lt=session.date) | Q(
        session__date=session.date, session__lt=session.pk) | Q(session__date=None)
    return ActionPoint.objects.filter(earlier, session__body=session.body_id, status__in=UNFINISHED,
                                      withdrawn_at=None).exclude(session=session.pk)


def _reported_at(review: ActionReview) -> bool:
    return review.action.progress.filter(session=review.session_id).exists()


def _refresh_states(session: Session, states: dict[int, str]) -> None:
    """How each stands on the eve of the session, where nothing was said of it yet."""
    stale = [review for review in session.reviews.filter(note="") if states.get(
        review.action_id, review.status) != review.status]
    for review in stale:
        review.status = states[review.action_id]
    ActionReview.objects.bulk_update(stale, ["status"])


def _put_in_order(session: Session) -> None:
    rows = list(session.reviews.order_by("action__session__date", "action__session", "action__order", "action"))
    for order, review in enumerate(rows):
        review.order = order
    ActionReview.objects.bulk_update(rows, ["order"])


@transaction.atomic
def record_review(*, by: User, review: ActionReview, status: str = "", note: str = "",
                  base_note: str | None = None) -> ActionReview:
    """Write down what was said at the session of an action that came back, and how it stands now.

    Both enter the story of the action too, with the meeting. ``base_note``: the note as the person had it before them;
    raises :class:`~.errors.Conflict` where somebody wrote another one meanwhile, and :class:`~.errors.NotNow` where the
    minutes of the session may not be edited.
    """
    require(by, ACTION_POINT_STATUS, body=review.session.body.code)
    require_editable(review.session, Part.MINUTES)
    row = ActionReview.objects.select_for_update(of=("self",)).select_related("action", "session__body").get(
        pk=review.pk)
    note = note.replace("\r\n", "\n").strip()[:LONGEST_NOTE]
    if base_note is not None and row.note not in (base_note.replace("\r\n", "\n").strip(), note):
        raise Conflict(_("Somebody wrote something else about this action meanwhile: “%(note)s”. Nothing was "
                         "overwritten.") % {"note": row.note})
    changed = status if status != row.action.status else ""
    if note == row.note and not changed:
        return row
    if changed or note:
        report_progress(by=by, action=row.action, status=changed, note=note if note != row.note else "",
                        session=row.session, channel=ActionProgress.Channel.SESSION)
    if note != row.note:
        row.note = note
        row.save(update_fields=["note"])
        record(by=by, event="action_reviewed", target=row.session, details={
            "action": str(row.action.uid), "text": row.action.text[:250], "note": note})
    row.action.refresh_from_db()
    return row
