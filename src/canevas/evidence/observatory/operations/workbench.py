"""The workbench: a file is put on it, questions are answered one by one, then it goes into the figures at once."""
from __future__ import annotations

import copy
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.directory.queries import vocabulary
from canevas.commons.files.queries import content_of, content_path
from canevas.evidence.observatory.models import Batch, CellCorrection, Recipe, RecipeVersion, Source, Workbench
from canevas.evidence.observatory.operations.batches import add_figures, correct_figures, keep_source_file
from canevas.evidence.observatory.operations.errors import FiguresRefused
from canevas.evidence.observatory.operations.importing import corrections_of, read_by, with_corrections
from canevas.evidence.observatory.operations.sources import keep_recipe
from canevas.evidence.observatory.permissions import DATA_ADD, DATA_CORRECT
from canevas.evidence.observatory.queries.visible import scope_of
from canevas.evidence.observatory.rules.harmonise.reading_recipes import read_recipe
from canevas.evidence.observatory.rules.harmonise.settling import Settled, doubts_of, recipe_from, settle
from canevas.evidence.observatory.rules.harmonise.writing_recipes import write_recipe
from canevas.tools.tables.reading import read_tables
from canevas.tools.tables.sheets import Workbook


@lru_cache(maxsize=4)
def _opened(sha256: str, name: str) -> Workbook:
    """A file as it was read: bytes of one hash never change, and every answer asks for them again."""
    return read_tables(content_path(sha256).read_bytes(), name)


def workbook_of(bench: Workbench) -> Workbook:
    """The file of a workbench, with the cells that a person corrected."""
    return with_corrections(_opened(bench.file.file.sha256, bench.file.file.name), corrections_of(bench.file))


def settled(bench: Workbench) -> Settled:
    """What is understood of the file, with the answers so far."""
    recipe = read_recipe(bench.recipe.text) if bench.recipe else None
    return settle(workbook_of(bench), vocabulary(), bench.answers, recipe)


def newest_recipe(source: Source) -> RecipeVersion | None:
    """The version by which the last file of a source was read, in its newest text."""
    batch = Batch.objects.filter(source=source).select_related("recipe__recipe").order_by("-valid_from").first()
    if batch:
        return batch.recipe.recipe.versions.first()
    recipe = Recipe.objects.filter(source=source).order_by("-pk").first()
    return recipe.versions.first() if recipe else None


def open_workbench(*, by: User, source: Source, name: str, content: bytes, recipe: RecipeVersion | None = None,
                   replacing: Batch | None = None) -> Workbench:
    """Put a file of ``source`` on the workbench; ``recipe`` reads it, where there is one. A file that lies there is
    found again with its answers. Raises ``DocumentRefused`` where it cannot be read; nothing is then kept."""
    require(by, DATA_CORRECT if replacing else DATA_ADD, **scope_of(source))
    book = read_tables(content, name)
    if recipe is not None and recipe.recipe.source_id != source.pk:
        raise FiguresRefused(_("This recipe reads the files of another source."))
    with transaction.atomic():
        file = keep_source_file(by=by, source=source, name=name, content=content)
        found = Workbench.objects.filter(file=file, state=Workbench.State.OPEN).first()
        if found is not None:
            return found
        bench = Workbench(file=file, recipe=recipe, replacing=replacing, made_by=by,
                          name=recipe.recipe.name if recipe else _free_name(source))
        state = settle(with_corrections(book, corrections_of(file)), vocabulary(), {},
                       read_recipe(recipe.text) if recipe else None)
        if not state.tables:
            raise FiguresRefused(_("No table was found in “%(file)s”: %(why)s") % {
                "file": name, "why": " ".join(state.proposal.left_out[:3])})
        bench.doubts = len(doubts_of(state, {}))
        bench.save()
        record(by=by, event="workbench_opened", target=bench, details={"doubts": bench.doubts, "source": source.code})
    return bench


def _free_name(source: Source) -> str:
    taken = set(Recipe.objects.filter(name__startswith=source.code[:50]).values_list("name", flat=True))
    base = source.code.lower().replace("_", "-")[:50].strip("-")
    return next(name for name in (base, *(f"{base}-{number}" for number in range(2, 1000))) if name not in taken)


@transaction.atomic
def answer_workbench(*, by: User, bench: Workbench, answers: Mapping[str, Any], name: str | None = None) -> Workbench:
    """Keep what was answered: ``answers`` are laid over those before, key by key. Raises :class:`FiguresRefused` where
    the file is no longer open."""
    require(by, DATA_ADD, **scope_of(bench.file.source))
    kept = _open(bench)
    kept.answers = _over(kept.answers, answers)
    if name is not None:
        kept.name = name
    kept.doubts = len(doubts_of(settled(kept), kept.answers))
    kept.save(update_fields=["answers", "name", "doubts", "changed_at"])
    record(by=by, event="workbench_answered", target=kept, details={"answers": dict(answers), "left": kept.doubts})
    return kept


def _over(before: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, Any]:
    made = copy.deepcopy(dict(before))
    for key, value in new.items():
        known = made.get(key)
        made[key] = _over(known, value) if isinstance(known, dict) and isinstance(value, Mapping) else value
    return made


@transaction.atomic
def mend_cell(*, by: User, bench: Workbench, sheet: str, row: int, column: int, value: str) -> Workbench:
    """Say what a cell of the file holds; the file itself stays as it came."""
    require(by, DATA_ADD, **scope_of(bench.file.source))
    kept = _open(bench)
    CellCorrection.objects.update_or_create(file=kept.file, sheet=sheet, row=row, column=column,
                                            defaults={"value": value[:500], "made_by": by})
    kept.doubts = len(doubts_of(settled(kept), kept.answers))
    kept.save(update_fields=["doubts", "changed_at"])
    record(by=by, event="cells_corrected", target=kept, details={"cells": 1, "values": [[sheet, row, column, value]]})
    return kept


@transaction.atomic
def leave_workbench(*, by: User, bench: Workbench) -> Workbench:
    """Put a file aside: nothing of it goes into the figures; the file and the answers are kept."""
    require(by, DATA_ADD, **scope_of(bench.file.source))
    kept = _open(bench)
    kept.state = Workbench.State.LEFT
    kept.save(update_fields=["state", "changed_at"])
    record(by=by, event="workbench_left", target=kept)
    return kept


@transaction.atomic
def confirm_workbench(*, by: User, bench: Workbench, may_repeat: bool = False, replacing: Batch | None = None) -> Batch:
    """The answers become a version of the recipe, and the file goes into the figures: all of it, or nothing.

    Raises :class:`FiguresRefused` while something is asked, and what :func:`add_figures` raises.
    """
    source = bench.file.source
    require(by, DATA_ADD, **scope_of(source))
    kept = _open(bench)
    state = settled(kept)
    if left := len(doubts_of(state, kept.answers)):
        raise FiguresRefused(ngettext("%(count)s thing is still to be said.", "%(count)s things are still to be said.",
                                      left) % {"count": left})
    version = kept.recipe if state.news is not None and not state.news.asks else _version(by, kept, state)
    assert version is not None
    kept.file.said = kept.answers.get("said", {})
    kept.file.save(update_fields=["said"])
    applied, _news, _anomalies = read_by(version, kept.file, content_of(kept.file.file))
    replaced = replacing or kept.replacing
    if replaced is not None:
        batch = correct_figures(by=by, batch=replaced, file=kept.file, recipe=version, rejects=applied.rejects,
                                observations=applied.observations)
    else:
        batch, _is_new = add_figures(by=by, file=kept.file, recipe=version, rejects=applied.rejects,
                                     observations=applied.observations, may_repeat=may_repeat)
    kept.state, kept.batch, kept.recipe, kept.doubts = Workbench.State.DONE, batch, version, 0
    kept.save(update_fields=["state", "batch", "recipe", "doubts", "changed_at"])
    record(by=by, event="workbench_confirmed", target=kept, details={"rows": batch.rows, "recipe": str(version)})
    return batch


def _version(by: User, bench: Workbench, state: Settled) -> RecipeVersion:
    source = bench.file.source
    recipe = recipe_from(state, bench.answers, bench.name, source.definition, source.coverage)
    note = _("From the file “%(file)s”") % {"file": bench.file}
    return keep_recipe(by=by, source=source, text=write_recipe(recipe), note=note)[0]


def _open(bench: Workbench) -> Workbench:
    kept = Workbench.objects.select_for_update(of=("self",)).select_related(
        "file__file", "file__source__organisation", "recipe__recipe", "replacing").get(pk=bench.pk)
    if kept.state != Workbench.State.OPEN:
        raise FiguresRefused(_("This file was settled or left aside meanwhile: look at the source’s page."))
    return kept
