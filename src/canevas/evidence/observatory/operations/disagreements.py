"""Figures of the same thing that two sources give differently: shown side by side, both kept."""
from __future__ import annotations

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.evidence.observatory.models import Batch, Disagreement
from canevas.evidence.observatory.operations.errors import FiguresRefused
from canevas.evidence.observatory.permissions import DATA_CORRECT
from canevas.evidence.observatory.queries.store import backend, path_of
from canevas.evidence.observatory.queries.visible import scope_of
from canevas.evidence.observatory.rules.comparing import WHAT_IS_COUNTED, disagreeing
from canevas.evidence.observatory.rules.storing import observations
from canevas.tools.engines.reading import run

MOST = 1000
"""Disagreements of one batch that are kept: more say that two sources do not count the same thing."""


def disagreements_of(batch: Batch) -> list[Disagreement]:
    """Where ``batch``, whose file is written, differs from the other sources' figures that hold; not yet saved."""
    if batch.start is None or batch.end is None:
        return []
    others = list(Batch.objects.filter(valid_to__isnull=True, start__lte=batch.end, end__gte=batch.start).exclude(
        source=batch.source).order_by("pk"))
    if not others:
        return []
    engine = backend()
    found = run(disagreeing(observations(engine, [path_of(batch)]), observations(
        engine, [path_of(other) for other in others])).limit(MOST), engine).to_pylist()
    known = {str(other.uid): other for other in others}
    return [Disagreement(
        kind=row["kind"], about={name: row[name] for name in WHAT_IS_COUNTED if row[name] is not None},
        first=batch, first_value=row["value"], first_upper=row["upper"], second=known[row["other_batch"]],
        second_value=row["other_value"], second_upper=row["other_upper"])
        for row in found]


@transaction.atomic
def explain_disagreement(*, by: User, disagreement: Disagreement, explanation: str) -> Disagreement:
    """Say why two sources differ, for whoever reads them next. Both figures stay."""
    require(by, DATA_CORRECT, **scope_of(disagreement.first.source))
    require(by, DATA_CORRECT, **scope_of(disagreement.second.source))
    if not explanation.strip():
        raise FiguresRefused(_("Say why the two figures differ."))
    disagreement.explanation, disagreement.explained_by = explanation.strip(), by
    disagreement.explained_at = timezone.now()
    disagreement.save(update_fields=["explanation", "explained_by", "explained_at"])
    record(by=by, event="disagreement_explained", target=disagreement, details={
        "explanation": disagreement.explanation[:500]})
    return disagreement
