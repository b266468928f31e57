from __future__ import annotations

from django.db import transaction

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.concertation.models import ActionPoint
from canevas.governance.concertation.permissions import ACTION_POINT_STATUS


@transaction.atomic
def change_action_point_status(*, by: User, action: ActionPoint, status: str, note: str = "") -> ActionPoint:
    """Say how far an action point is. ``note`` goes to the journal. ``ValueError`` for an unknown status."""
    require(by, ACTION_POINT_STATUS)
    if status not in ActionPoint.Status.values:
        raise ValueError(status)
    row = ActionPoint.objects.select_for_update(of=("self",)).get(pk=action.pk)
    before, row.status = row.status, status
    if before != status:
        row.save(update_fields=["status", "changed_at"])
        record(by=by, event="action_point_status_changed", target=row,
               details={"before": before, "after": status, "note": note})
    return row
