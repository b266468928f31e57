"""How far an action is, said by those who follow it: the plain form of :mod:`.progress`."""
from __future__ import annotations

from canevas.commons.access.queries import User
from canevas.governance.concertation.models import ActionPoint
from canevas.governance.concertation.operations.progress import (
    last_report,
    report_progress,
    require_report,
    take_back_progress,
)
from canevas.governance.concertation.rules.action_progress import last_standing


def change_action_point_status(*, by: User, action: ActionPoint, status: str, note: str = "") -> ActionPoint:
    """Say how far an action point is; saying the same again, without a word, changes nothing. ``ValueError`` for an
    unknown status, or one that ``by`` may not set."""
    if status not in ActionPoint.Status.values:
        raise ValueError(status)
    row = ActionPoint.objects.select_related("session__body").get(pk=action.pk)
    if status != row.status or note.strip():
        report_progress(by=by, action=row, status=status, note=note)
        row.refresh_from_db()
    else:
        require_report(by, row)
    return row


def undo_action_point_status(*, by: User, action: ActionPoint) -> ActionPoint:
    """Take the last report back. Where none stands nothing happens. The journal keeps both."""
    take_back_progress(by=by, action=action)
    return ActionPoint.objects.get(pk=action.pk)


def undoable_status(action: ActionPoint) -> str | None:
    """The state that an undo would bring back, the present one where the last report was a word alone; ``None`` where
    there is nothing to take back."""
    last = last_report(action)
    if last is None:
        return None
    if not last.status:
        return str(action.status)
    standing = action.progress.filter(takes_back=None, taken_back_by=None).exclude(pk=last.pk)
    return last_standing(list(standing.order_by("at", "pk").values_list("status", flat=True)))
