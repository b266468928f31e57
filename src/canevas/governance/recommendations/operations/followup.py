from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.audit.queries import story_of
from canevas.governance.recommendations.models import Recommendation
from canevas.governance.recommendations.permissions import RECOMMENDATION_STATUS
from canevas.governance.recommendations.queries.visible import may_follow, region_of, reporter_of
from canevas.governance.recommendations.rules.implementation import MAY_SET, Reporter, ReportRefused


@transaction.atomic
def change_recommendation_status(*, by: User, recommendation: Recommendation, status: str,
                                 note: str = "") -> Recommendation:
    """Say how far a recommendation is. ``note`` goes to the journal. ``ValueError`` for an unknown status,
    ``ReportRefused`` for one that who speaks for an organisation may not set."""
    _require_follow(by, recommendation)
    if status not in Recommendation.Status.values:
        raise ValueError(status)
    row = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    allowed = MAY_SET[reporter_of(by, recommendation) or Reporter.ANSWERER]
    if status != row.status and (status not in allowed or (
            row.status == Recommendation.Status.ABANDONED and row.status not in allowed)):
        raise ReportRefused(_("Only those who follow the recommendations of the body may set this state."))
    before, row.status = row.status, status
    if before != status:
        row.save(update_fields=["status", "changed_at"])
        record(by=by, event="recommendation_status_changed", target=row,
               details={"before": before, "after": status, "note": note})
    elif note:
        record(by=by, event="recommendation_noted", target=row, details={"note": note})
    return row


@transaction.atomic
def undo_recommendation_status(*, by: User, recommendation: Recommendation) -> Recommendation:
    """Take the last change of state back, where nothing was changed since. Otherwise nothing happens."""
    _require_follow(by, recommendation)
    row = Recommendation.objects.select_for_update(of=("self",)).get(pk=recommendation.pk)
    before = undoable_status(row)
    if before is not None:
        after, row.status = row.status, before
        row.save(update_fields=["status", "changed_at"])
        record(by=by, event="recommendation_status_undone", target=row, details={"before": after, "after": before})
    return row


def _require_follow(by: User, recommendation: Recommendation) -> None:
    if not may_follow(by, recommendation):
        found = recommendation.set
        require(by, RECOMMENDATION_STATUS, body=found.origin_body, region=region_of(found))


def undoable_status(recommendation: Recommendation) -> str | None:
    """The state that an undo would bring back; ``None`` where the last event is no change of state."""
    last = story_of(recommendation).last()
    if last is None or last.event != "recommendation_status_changed" or (
            last.details.get("after") != recommendation.status):
        return None
    before = last.details.get("before")
    return before if before in Recommendation.Status.values else None
