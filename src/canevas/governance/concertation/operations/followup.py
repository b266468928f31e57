from __future__ import annotations

from django.db import transaction

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.audit.queries import story_of
from canevas.governance.concertation.models import ActionPoint
from canevas.governance.concertation.permissions import ACTION_POINT_STATUS
from canevas.governance.concertation.queries.visible import may_follow


@transaction.atomic
def change_action_point_status(*, by: User, action: ActionPoint, status: str, note: str = "") -> ActionPoint:
    """Say how far an action point is. ``note`` goes to the journal. ``ValueError`` for an unknown status."""
    _require_follow(by, action)
    if status not in ActionPoint.Status.values:
        raise ValueError(status)
    row = ActionPoint.objects.select_for_update(of=("self",)).get(pk=action.pk)
    before, row.status = row.status, status
    if before != status:
        row.save(update_fields=["status", "changed_at"])
        record(by=by, event="action_point_status_changed", target=row,
               details={"before": before, "after": status, "note": note})
    elif note:
        record(by=by, event="action_point_noted", target=row, details={"note": note})
    return row


@transaction.atomic
def undo_action_point_status(*, by: User, action: ActionPoint) -> ActionPoint:
    """Take the last change of state back, where nothing was changed since. Otherwise nothing happens.

    The journal keeps both: the change, and that it was taken back.
    """
    _require_follow(by, action)
    row = ActionPoint.objects.select_for_update(of=("self",)).get(pk=action.pk)
    before = undoable_status(row)
    if before is not None:
        after, row.status = row.status, before
        row.save(update_fields=["status", "changed_at"])
        record(by=by, event="action_point_status_undone", target=row, details={"before": after, "after": before})
    return row


def _require_follow(by: User, action: ActionPoint) -> None:
    if not may_follow(by, action):
        require(by, ACTION_POINT_STATUS, body=action.session.body.code)


def undoable_status(action: ActionPoint) -> str | None:
    """The state that an undo would bring back; ``None`` where the last event of the action is no change of state."""
    last = story_of(action).last()
    if last is None or last.event != "action_point_status_changed" or last.details.get("after") != action.status:
        return None
    before = last.details.get("before")
    return before if before in ActionPoint.Status.values else None
