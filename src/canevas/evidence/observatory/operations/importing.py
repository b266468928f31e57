"""A file of a source goes in by its recipe, without questions unless something is new."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.design.formats import number
from canevas.evidence.observatory.models import Batch, CellCorrection, RecipeVersion, Source, SourceFile, Workbench
from canevas.evidence.observatory.operations.batches import add_figures, correct_figures, keep_source_file
from canevas.evidence.observatory.operations.errors import SomethingNew
from canevas.evidence.observatory.operations.understanding import (
    Cells,
    Tell,
    corrections_of,
    forget_settled,
    rows_in_words,
    understanding_of,
    unheard,
)
from canevas.evidence.observatory.permissions import DATA_ADD, DATA_CORRECT
from canevas.evidence.observatory.queries import points
from canevas.evidence.observatory.queries.visible import scope_of
from canevas.evidence.observatory.rules.harmonise.applying import PlacedReject, Stamp, apply_all, cells_to_read
from canevas.evidence.observatory.rules.harmonise.matching import News
from canevas.evidence.observatory.rules.harmonise.proposal import Anomaly
from canevas.evidence.observatory.rules.harmonise.reading_recipes import read_recipe
from canevas.evidence.observatory.rules.harmonise.settling import read_by_recipe
from canevas.tools.engines.libraries import ArrowTable


@dataclass(frozen=True, slots=True)
class Imported:
    """``is_new`` is false where the same file, read by the same recipe, stands already."""

    batch: Batch
    is_new: bool
    news: News
    anomalies: tuple[Anomaly, ...] = ()


def import_figures(*, by: User, source: Source, name: str, content: bytes, recipe: RecipeVersion,
                   replacing: Batch | None = None, may_repeat: bool = False) -> Imported:
    """Bring a file in. Raises :class:`SomethingNew` where it has what the recipe does not know, ``DocumentRefused``
    where it cannot be read, and what :func:`add_figures` raises; nothing is then kept but the file itself."""
    require(by, DATA_ADD, **scope_of(source))
    file = keep_source_file(by=by, source=source, name=name, content=content)
    read = read_by(recipe, file)
    if replacing is not None:
        batch, is_new = correct_figures(by=by, batch=replacing, file=file, recipe=recipe, rejects=read.rejects,
                                        anomalies=read.anomalies, observations=read.observations), True
    else:
        batch, is_new = add_figures(by=by, file=file, recipe=recipe, observations=read.observations,
                                    rejects=read.rejects, anomalies=read.anomalies, may_repeat=may_repeat)
    forget_settled(file.file.sha256)
    return Imported(batch, is_new, read.news, read.anomalies)


@dataclass(frozen=True, slots=True)
class Read:
    """What a recipe makes of a file."""

    observations: ArrowTable
    rejects: tuple[PlacedReject, ...]
    news: News
    anomalies: tuple[Anomaly, ...]


def read_by(version: RecipeVersion, file: SourceFile, cells: Cells | None = None, tell: Tell = unheard) -> Read:
    """The figures of a file as a recipe, which need not be kept yet, reads it; ``cells`` where they are others than
    those that were corrected so far. Raises :class:`SomethingNew`."""
    recipe, words, understood = read_recipe(version.text), points.words(), understanding_of(file, cells, tell)
    _proposal, plan = read_by_recipe(understood.propose, recipe, file.said)
    if plan.news.asks:
        raise SomethingNew(_("This file has something that the recipe “%(recipe)s” does not know: %(news)s") % {
            "recipe": version.recipe, "news": " ".join(plan.news.sentences()[:5])}, plan.news)
    told = rows_in_words(understood.workbook)
    tell(0, 2, _("%(rows)s: the recipe is reading them.") % {"rows": told})
    rows = {sheet.name: sheet.rows for sheet in understood.whole.sheets}
    tables = [(table, rows[table.proposed.layout.sheet]) for table in plan.tables]
    applied = apply_all(recipe, tables, words, Stamp(file.source.code, file.file.sha256, version.number),
                        _counting(told, cells_to_read(tables), tell))
    count = applied.observations.num_rows
    tell(1, 2, ngettext("%(count)s figure was read: it is being compared with what the sources gave before, and kept.",
                        "%(count)s figures were read: they are being compared with what the sources gave before, and "
                        "kept.", count) % {"count": number(count)})
    return Read(applied.observations, tuple(applied.rejects), plan.news,
                tuple(one for table in plan.tables for one in table.proposed.anomalies))


def _counting(rows: str, total: int, tell: Tell) -> Callable[[int], None]:
    """Tells how many of the cells are read."""
    done = 0

    def count(cells: int) -> None:
        nonlocal done
        done += cells
        tell(0, 2, _("%(rows)s: the recipe is reading them, %(done)s cells of %(total)s so far.") % {
            "rows": rows, "done": number(done), "total": number(total)})
    return count


def correct_cells(*, by: User, batch: Batch, cells: Cells, tell: Tell = unheard) -> Batch:
    """Say what cells of the file of ``batch`` hold: the file, which stays as it came, is read again by the same recipe.
    The batch that comes of it, which takes the place of ``batch``."""
    require(by, DATA_CORRECT, **scope_of(batch.source))
    known = corrections_of(batch.file)
    read = read_by(batch.recipe, batch.file, known | dict(cells), tell)  # long: nobody waits for it

    @contextmanager
    def kept(_made: Batch) -> Iterator[None]:
        keep_corrections(by=by, target=batch, file=batch.file, cells=cells)
        yield
    made = correct_figures(by=by, batch=batch, file=batch.file, recipe=batch.recipe, rejects=read.rejects,
                           anomalies=read.anomalies, observations=read.observations, together=kept)
    forget_settled(batch.file.file.sha256)
    return made


def keep_corrections(*, by: User, target: Batch | Workbench, file: SourceFile, cells: Cells) -> None:
    """Keep, within a transaction, what a person says that cells of a file hold."""
    CellCorrection.objects.bulk_create(
        [CellCorrection(file=file, sheet=sheet, row=row, column=column, value=value[:500], made_by=by)
         for (sheet, row, column), value in cells.items()],
        batch_size=500, update_conflicts=True, unique_fields=["file", "sheet", "row", "column"],
        update_fields=["value", "made_by", "made_at"])
    record(by=by, event="cells_corrected", target=target, details={
        "cells": len(cells), "values": [[*place, value] for place, value in sorted(cells.items())][:100]})
