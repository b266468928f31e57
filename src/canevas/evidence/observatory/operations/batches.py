"""Adding, correcting and withdrawing what a source says: each one transaction, and nothing is ever written over."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.design.formats import number
from canevas.commons.files.operations import store_file
from canevas.evidence.observatory.models import (
    Batch,
    Disagreement,
    KeptAnomaly,
    RecipeVersion,
    RejectedRow,
    Source,
    SourceFile,
)
from canevas.evidence.observatory.operations.disagreements import disagreements_of
from canevas.evidence.observatory.operations.errors import FiguresRefused, RepeatsEarlierFile
from canevas.evidence.observatory.operations.keeping import written
from canevas.evidence.observatory.permissions import DATA_ADD, DATA_CORRECT
from canevas.evidence.observatory.queries.store import path_of
from canevas.evidence.observatory.queries.visible import scope_of
from canevas.evidence.observatory.rules.comparing import Changes, changes
from canevas.evidence.observatory.rules.harmonise.applying import PlacedReject
from canevas.evidence.observatory.rules.harmonise.proposal import Anomaly, Reject
from canevas.evidence.observatory.rules.storing import extent_of, read_figures
from canevas.tools.documents.nodes import Document, Node, NodeKind
from canevas.tools.engines.libraries import ArrowTable

MOST_REJECTS = 10_000
"""A file that has as many rejected cells is not what its recipe is for."""


@transaction.atomic
def keep_source_file(*, by: User, source: Source, name: str, content: bytes) -> SourceFile:
    """Keep a file that a source gave, byte for byte; the same bytes once."""
    require(by, DATA_ADD, **scope_of(source))
    unread = Document("spreadsheet", Node("root", NodeKind.DOCUMENT))
    stored, _new = store_file(by=by, name=name, content=content, document=unread)
    return SourceFile.objects.get_or_create(source=source, file=stored, defaults={"given_by": by})[0]


Together = Callable[[Batch], AbstractContextManager[object]]
"""What is kept in the same transaction as a batch: before its row, up to the ``yield``, and after."""


def add_figures(*, by: User, file: SourceFile, recipe: RecipeVersion, observations: ArrowTable,
                rejects: Iterable[Reject] = (), anomalies: Iterable[Anomaly] = (), may_repeat: bool = False,
                together: Together = nullcontext) -> tuple[Batch, bool]:
    """Add the figures of a file, as a version of a recipe read them; ``True`` where they are new.

    A file whose figures stand already, read by the same version, adds nothing; read by another version it corrects
    them. Raises :class:`RepeatsEarlierFile` where other files of the source brought some of the same figures, unless
    ``may_repeat``. ``together`` is entered where they are new.
    """
    require(by, DATA_ADD, **scope_of(file.source))
    standing = Batch.objects.filter(file=file, valid_to__isnull=True).first()
    if standing and standing.recipe_id == recipe.pk:
        return standing, False
    if standing:
        return correct_figures(by=by, batch=standing, file=file, recipe=recipe, observations=observations,
                               rejects=rejects, anomalies=anomalies, together=together), True
    if not observations.num_rows:
        raise FiguresRefused(_("The file “%(file)s” holds no figure that the recipe can read.") % {"file": file})
    if not may_repeat:
        _refuse_repeated(file.source, observations)
    batch = _batch(by, file, recipe, observations)
    batch.added = observations.num_rows
    try:
        return _kept(by, batch, observations, list(rejects), list(anomalies), "figures_added", together), True
    except IntegrityError:  # somebody else added the same file meanwhile
        if standing := Batch.objects.filter(file=file, valid_to__isnull=True).first():
            return standing, False
        raise


def correct_figures(*, by: User, batch: Batch, file: SourceFile, recipe: RecipeVersion, observations: ArrowTable,
                    rejects: Iterable[Reject] = (), anomalies: Iterable[Anomaly] = (), reason: str = "",
                    together: Together = nullcontext) -> Batch:
    """Put these figures, of the same file or of a better one, in the place of ``batch`` from now on. What it said
    remains in the state of the store before."""
    require(by, DATA_CORRECT, **scope_of(batch.source))
    if file.source_id != batch.source_id or recipe.recipe.source_id != batch.source_id:
        raise FiguresRefused(_("Only a file and a recipe of “%(source)s” can correct its figures.") % {
            "source": batch.source})
    if not observations.num_rows:
        raise FiguresRefused(_("The file “%(file)s” holds no figure that the recipe can read.") % {"file": file})
    made = _batch(by, file, recipe, observations)
    found = changes(read_figures(path_of(batch)), observations)
    made.replaces, made.reason = batch, reason[:500]
    made.added, made.corrected, made.withdrawn = found.added, found.corrected, found.withdrawn
    return _kept(by, made, observations, list(rejects), list(anomalies), "figures_corrected", together)


@transaction.atomic
def withdraw_figures(*, by: User, batch: Batch, reason: str) -> Batch:
    """The figures of ``batch`` hold no longer, from now on. Raises :class:`FiguresRefused` without a reason."""
    require(by, DATA_CORRECT, **scope_of(batch.source))
    if not reason.strip():
        raise FiguresRefused(_("Say why these figures are withdrawn."))
    kept = _ended(batch, timezone.now(), Batch.Ended.WITHDRAWN, reason.strip()[:500])
    record(by=by, event="figures_withdrawn", target=kept, details={"rows": kept.rows, "reason": kept.reason})
    return kept


@transaction.atomic
def withdraw_source(*, by: User, source: Source, reason: str) -> int:
    """All the figures of a source hold no longer; how many batches that were."""
    standing = list(Batch.objects.filter(source=source, valid_to__isnull=True).order_by("pk"))
    for batch in standing:
        withdraw_figures(by=by, batch=batch, reason=reason)
    return len(standing)


def _batch(by: User, file: SourceFile, recipe: RecipeVersion, observations: ArrowTable) -> Batch:
    extent = extent_of(observations)
    return Batch(source=file.source, file=file, recipe=recipe, rows=extent.rows, start=extent.start, end=extent.end,
                 made_by=by)


def _kept(by: User, batch: Batch, observations: ArrowTable, rejects: list[Reject], anomalies: list[Anomaly],
          event: str, together: Together) -> Batch:
    """The file on the disk, then the rows of the catalogue and of the journal in one transaction: a machine that stops
    between them leaves a file that nothing names, and that is swept."""
    if len(rejects) >= MOST_REJECTS:
        raise FiguresRefused(_(
            "%(count)s cells cannot be read, too many for this file to go in. Look whether their columns have the "
            "right meaning, say what these cells hold, or ask for a better file.") % {"count": number(len(rejects))})
    with written(batch, observations):
        differing = disagreements_of(batch)  # counted before anybody has to wait for the transaction
        with transaction.atomic(), together(batch):
            _catalogued(by, batch, rejects, anomalies, differing, event)
    return batch


def _catalogued(by: User, batch: Batch, rejects: list[Reject], anomalies: list[Anomaly],
                differing: list[Disagreement], event: str) -> None:
    batch.valid_from = timezone.now()
    if batch.replaces:
        _ended(batch.replaces, batch.valid_from, Batch.Ended.CORRECTED, batch.reason)
    batch.rejects = len(rejects)
    batch.save(force_insert=True)
    RejectedRow.objects.bulk_create([_rejected(batch, one) for one in rejects], batch_size=1000)
    KeptAnomaly.objects.bulk_create([KeptAnomaly(batch=batch, kind=one.kind, row=one.row, message=one.message)
                                     for one in anomalies], batch_size=1000)
    Disagreement.objects.bulk_create(differing, batch_size=1000)
    record(by=by, event=event, target=batch, details={
        "rows": batch.rows, "rejects": batch.rejects, "added": batch.added, "corrected": batch.corrected,
        "withdrawn": batch.withdrawn, "reason": batch.reason, "recipe": str(batch.recipe),
        "sha256": batch.sha256})


def _rejected(batch: Batch, one: Reject) -> RejectedRow:
    sheet = one.sheet if isinstance(one, PlacedReject) else ""
    return RejectedRow(batch=batch, sheet=sheet[:250], row=one.row, column=one.column[:250], column_number=one.number,
                       value=one.value, why=one.why)


def _ended(batch: Batch, moment: datetime, how: str, reason: str) -> Batch:
    kept = Batch.objects.select_for_update().get(pk=batch.pk)
    if kept.valid_to is not None:
        raise FiguresRefused(_("These figures were corrected or withdrawn meanwhile: look at the list again."))
    kept.valid_to, kept.ended = moment, how
    if how == Batch.Ended.WITHDRAWN:
        kept.reason = reason
    kept.save(update_fields=["valid_to", "ended", "reason"])
    return kept


def _refuse_repeated(source: Source, observations: ArrowTable) -> None:
    """Figures that another file of the source brought already would be counted twice."""
    extent = extent_of(observations)
    others = Batch.objects.filter(source=source, valid_to__isnull=True).select_related("file__file")
    if extent.start and extent.end:
        others = others.filter(Q(start__isnull=True) | Q(start__lte=extent.end, end__gte=extent.start))
    found: list[tuple[Changes, Batch]] = []
    for other in others:
        beside = changes(read_figures(path_of(other)), observations)
        if beside.same or beside.corrected:
            found.append((beside, other))
    if not found:
        return
    found.sort(key=lambda one: -(one[0].same + one[0].corrected))
    beside, first = found[0]
    raise RepeatsEarlierFile(_told(beside, first), [other for _beside, other in found])


def _told(beside: Changes, other: Any) -> str:
    count = beside.same + beside.corrected
    return ngettext(
        "%(count)s figure of this file was given before by “%(file)s” (%(same)s alike, %(differing)s otherwise): it "
        "would count twice. Correct that file with this one, or say that both count.",
        "%(count)s figures of this file were given before by “%(file)s” (%(same)s alike, %(differing)s otherwise): "
        "they would count twice. Correct that file with this one, or say that both count.", count) % {
        "count": count, "file": other.file, "same": beside.same, "differing": beside.corrected}
