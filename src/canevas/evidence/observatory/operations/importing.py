"""A file of a source goes in by its recipe, without questions unless something is new."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.directory.queries import vocabulary
from canevas.commons.files.queries import content_of
from canevas.evidence.observatory.models import Batch, CellCorrection, RecipeVersion, Source, SourceFile
from canevas.evidence.observatory.operations.batches import add_figures, correct_figures, keep_source_file
from canevas.evidence.observatory.operations.errors import SomethingNew
from canevas.evidence.observatory.permissions import DATA_ADD, DATA_CORRECT
from canevas.evidence.observatory.queries.visible import scope_of
from canevas.evidence.observatory.rules.harmonise.applying import Applied, Stamp, apply_all
from canevas.evidence.observatory.rules.harmonise.matching import News
from canevas.evidence.observatory.rules.harmonise.proposal import Anomaly
from canevas.evidence.observatory.rules.harmonise.reading_recipes import read_recipe
from canevas.evidence.observatory.rules.harmonise.settling import read_by_recipe
from canevas.tools.tables.reading import read_tables
from canevas.tools.tables.sheets import Sheet, Workbook


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
    applied, news, anomalies = read_by(recipe, file, content)
    if replacing is not None:
        return Imported(correct_figures(by=by, batch=replacing, file=file, recipe=recipe, rejects=applied.rejects,
                                        observations=applied.observations), True, news, anomalies)
    batch, is_new = add_figures(by=by, file=file, recipe=recipe, observations=applied.observations,
                                rejects=applied.rejects, may_repeat=may_repeat)
    return Imported(batch, is_new, news, anomalies)


def read_by(recipe: RecipeVersion, file: SourceFile, content: bytes) -> tuple[Applied, News, tuple[Anomaly, ...]]:
    """The figures of a file as a recipe reads it, with the cells that a person corrected."""
    read, words = read_recipe(recipe.text), vocabulary()
    book = with_corrections(read_tables(content, file.file.name), corrections_of(file))
    _proposal, plan = read_by_recipe(book, words, read, file.said)
    if plan.news.asks:
        raise SomethingNew(_("This file has something that the recipe “%(recipe)s” does not know: %(news)s") % {
            "recipe": recipe.recipe, "news": " ".join(plan.news.sentences()[:5])}, plan.news)
    rows = {sheet.name: sheet.rows for sheet in book.sheets}
    stamp = Stamp(file.source.code, file.file.sha256, recipe.number)
    applied = apply_all(read, [(table, rows[table.proposed.layout.sheet]) for table in plan.tables], words, stamp)
    return applied, plan.news, tuple(one for table in plan.tables for one in table.proposed.anomalies)


def corrections_of(file: SourceFile) -> dict[tuple[str, int, int], str]:
    return {(one.sheet, one.row, one.column): one.value for one in file.corrections.all()}


def with_corrections(book: Workbook, cells: Mapping[tuple[str, int, int], str]) -> Workbook:
    """``book`` with these cells (sheet, row, column; 1-based) holding what a person says."""
    if not cells:
        return book
    return Workbook(book.name, book.kind, book.read_as, tuple(_corrected(sheet, cells) for sheet in book.sheets))


def _corrected(sheet: Sheet, cells: Mapping[tuple[str, int, int], str]) -> Sheet:
    own = {(row, column): value for (name, row, column), value in cells.items() if name == sheet.name}
    if not own:
        return sheet
    rows = [list(row) for row in sheet.rows]
    for (row, column), value in own.items():
        if row <= len(rows):
            line = rows[row - 1]
            line += [None] * (column - len(line))
            line[column - 1] = value or None
    return Sheet(sheet.name, rows, sheet.merged, sheet.is_hidden, sheet.is_picture)


@transaction.atomic
def correct_cells(*, by: User, batch: Batch, cells: Mapping[tuple[str, int, int], str]) -> Batch:
    """Say what cells (sheet, row, column; 1-based) of the file of ``batch`` hold: the file, which stays as it came, is
    read again by the same recipe. The batch that comes of it, which takes the place of ``batch``."""
    require(by, DATA_CORRECT, **scope_of(batch.source))
    for (sheet, row, column), value in cells.items():
        CellCorrection.objects.update_or_create(
            file=batch.file, sheet=sheet, row=row, column=column, defaults={"value": value[:500], "made_by": by})
    applied, _news, _anomalies = read_by(batch.recipe, batch.file, content_of(batch.file.file))
    record(by=by, event="cells_corrected", target=batch, details={
        "cells": len(cells), "values": [[*place, value] for place, value in sorted(cells.items())][:100]})
    return correct_figures(by=by, batch=batch, file=batch.file, recipe=batch.recipe, rejects=applied.rejects,
                           observations=applied.observations)


