"""A synthesis begins with a table that stands in the register already: that of minutes, or of the session before."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.governance.recommendations.operations.lineage import add_edges
from canevas.governance.recommendations.queries import sees_set
from canevas.governance.recommendations.rules.lineage import Edge, EdgeKind
from canevas.governance.syntheses.models import Synthesis
from canevas.governance.syntheses.operations.opening import empty_table, open_synthesis
from canevas.governance.syntheses.queries.from_register import table_of_set
from canevas.governance.syntheses.rules.table import Table


@transaction.atomic
def continue_synthesis(*, by: User, recommendation_set: Any, title: str, body_id: int, session_id: int | None = None,
                       since: date | None = None) -> Synthesis:
    """Open a synthesis whose first version is the table of ``recommendation_set``, words as written, with the bands of
    the policy that it lacks.

    Its lines are lines of their own: each is carried over from the one of the register, which keeps its state.
    ``ValidationError`` where the set has no table.
    """
    if not sees_set(by, recommendation_set):
        raise ValidationError(_("This table is not in the register."))
    theirs = table_of_set(recommendation_set)
    if not theirs.sections:
        raise ValidationError(_("This document has no table to go on with: open a new synthesis."))
    ours = table_of_set(recommendation_set, keeps_uids=False)
    found = open_synthesis(by=by, title=title, body_id=body_id, session_id=session_id, since=since,
                           table=_with_bands(ours))
    add_edges(by=by, edges=_carried(theirs, ours), origin=f"synthesis:{found.uid}:1")
    record(by=by, event="synthesis_continued", target=found, details={
        "set": str(recommendation_set.uid), "label": recommendation_set.origin_label,
        "lines": len(_strategies(ours))})
    return found


def _strategies(table: Table) -> list[tuple[str, str]]:
    return [(line.uid, line.text) for section in table.sections for _block, row in section.rows
            for line in row.strategies]


def _carried(theirs: Table, ours: Table) -> list[Edge]:
    return [Edge(EdgeKind.CARRIED, source, target, text, text)
            for (source, text), (target, _text) in zip(_strategies(theirs), _strategies(ours), strict=True)]


def _with_bands(table: Table) -> Table:
    """``table`` with the empty bands of the policy that it lacks, in the order of the policy."""
    bands = empty_table().sections
    missing = [band for band in bands if table.section(band.key) is None]
    if not missing:
        return table
    order = {band.key: place for place, band in enumerate(bands)}
    return Table(tuple(sorted((*table.sections, *missing), key=lambda one: order.get(one.key, len(order)))),
                 table.before, table.after)
