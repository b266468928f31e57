"""The open version is written: each change is an edit of its table, kept with what it did to every line."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.recommendations.operations.lineage import add_edges
from canevas.governance.recommendations.rules.lineage import Edge, EdgeKind
from canevas.governance.syntheses.models import Synthesis, Version
from canevas.governance.syntheses.operations.opening import locked, open_version
from canevas.governance.syntheses.rules.table import (
    Edit,
    EditFault,
    Step,
    StepKind,
    apply_edits,
    edit_to_json,
    table_from_json,
    table_to_json,
)

EDGES = {StepKind.REFORMULATED: EdgeKind.REFORMULATED, StepKind.SPLIT: EdgeKind.SPLIT,
         StepKind.MERGED: EdgeKind.MERGED, StepKind.MOVED: EdgeKind.MOVED}


@dataclass(frozen=True, slots=True)
class Written:
    """The version after a change, and what became of its lines."""

    version: Version
    steps: tuple[Step, ...]


@transaction.atomic
def edit_table(*, by: User, synthesis: Synthesis, seen: int, edits: Sequence[Edit]) -> Written | None:
    """Change the table of the open version. ``seen`` is the revision that was before one's eyes: ``None`` where
    somebody wrote in between, and nothing is written.

    ``ValidationError`` (a sentence) where no version is open, or an edit names what is not there.
    """
    row = locked(by, synthesis)
    version = open_version(row)
    if version is None:
        raise ValidationError(_("No version of this synthesis is being written: write it again first."))
    if version.revision != seen:
        return None
    try:
        applied = apply_edits(table_from_json(version.content), edits)
    except EditFault as fault:
        raise ValidationError(_("This change names a line that is no longer in the table. Load the page again.")
                              ) from fault
    if not applied.steps and table_to_json(applied.table) == version.content:
        return Written(version, ())
    version.content, version.revision = table_to_json(applied.table), version.revision + 1
    version.save(update_fields=["content", "revision"])
    add_edges(edges=edges_of(applied.steps), origin=f"synthesis:{row.uid}:{version.number}", by=by)
    record(by=by, event="synthesis_written", target=row, details={
        "version": version.number, "edits": [edit_to_json(edit) for edit in edits][:50]})
    return Written(version, applied.steps)


def edges_of(steps: Sequence[Step]) -> list[Edge]:
    """What a lineage keeps of the steps between two tables. A reformulation and a move lead from a line to itself."""
    return [Edge(EDGES[step.kind], step.uid, step.other or step.uid, step.before, step.after)
            for step in steps if step.kind in EDGES]
