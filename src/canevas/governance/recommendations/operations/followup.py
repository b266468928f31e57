from __future__ import annotations

from django.db import transaction

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.recommendations.models import Recommendation
from canevas.governance.recommendations.permissions import RECOMMENDATION_STATUS


@transaction.atomic
def change_recommendation_status(*, by: User, recommendation: Recommendation, status: str,
                                 note: str = "") -> Recommendation:
    """Say how far a recommendation is. ``note`` goes to the journal. ``ValueError`` for an unknown status."""
    require(by, RECOMMENDATION_STATUS)
    if status not in Recommendation.Status.values:
        raise ValueError(status)
    row = Recommendation.objects.select_for_update().get(pk=recommendation.pk)
    before, row.status = row.status, status
    if before != status:
        row.save(update_fields=["status", "changed_at"])
        record(by=by, event="recommendation_status_changed", target=row,
               details={"before": before, "after": status, "note": note})
    return row
