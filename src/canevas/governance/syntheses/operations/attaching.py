"""A group of recommendations says what a line of the table says already: it leads to that line."""
from __future__ import annotations

from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.recommendations.operations.lineage import add_edges
from canevas.governance.recommendations.rules.lineage import Edge, EdgeKind
from canevas.governance.syntheses.models import GatheredGroup, GroupState
from canevas.governance.syntheses.operations.grouping import details, held, open_or_refuse
from canevas.governance.syntheses.rules.table import table_from_json


@transaction.atomic
def attach_group(*, by: User, group: GatheredGroup, line: str) -> GatheredGroup:
    """Lead every recommendation of ``group`` to ``line`` of the open version, which stays as it is worded.

    ``ValidationError`` where that line is no longer in the table, or nothing of the group stands any more.
    """
    synthesis, row = held(by, group)
    version = open_or_refuse(synthesis)
    texts = {one.uid: one.text for one in table_from_json(version.content).lines}
    if line not in texts:
        raise ValidationError(_("This line is no longer in the table. Load the page again."))
    kept = list(row.members.filter(recommendation__withdrawn_at=None).select_related("recommendation"))
    if not kept:
        raise ValidationError(_("These recommendations were withdrawn by the minutes that made them: leave them out."))
    add_edges(by=by, origin=f"synthesis:{synthesis.uid}:{version.number}", edges=[
        Edge(EdgeKind.MERGED, str(one.recommendation.uid), line, one.recommendation.text, texts[line],
             tuple(row.words)) for one in kept])
    row.state, row.line, row.note, row.is_attached = GroupState.TAKEN, UUID(line), "", True
    row.save(update_fields=["state", "line", "note", "is_attached", "changed_at"])
    record(by=by, event="gathered_attached", target=synthesis, details=details(
        row, version=version.number, line=line, text=texts[line][:200]))
    return row
