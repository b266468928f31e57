"""The workbench: a file is put on it, questions are answered one by one, then it goes into the figures at once."""
from __future__ import annotations

import copy
import hashlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.files.queries import file_with_content
from canevas.evidence.observatory.models import (
    Batch,
    Recipe,
    RecipeVersion,
    Source,
    SourceFile,
    Workbench,
)
from canevas.evidence.observatory.operations.batches import Together, add_figures, correct_figures, keep_source_file
from canevas.evidence.observatory.operations.errors import FiguresRefused
from canevas.evidence.observatory.operations.importing import Read, keep_corrections, read_by
from canevas.evidence.observatory.operations.sources import keep_recipe
from canevas.evidence.observatory.operations.understanding import (
    Cells,
    Tell,
    Understanding,
    corrections_of,
    forget_settled,
    understand,
    understanding_of,
    unheard,
)
from canevas.evidence.observatory.permissions import DATA_ADD, DATA_CORRECT
from canevas.evidence.observatory.queries.visible import scope_of
from canevas.evidence.observatory.rules.harmonise.concluding import recipe_from, says_otherwise
from canevas.evidence.observatory.rules.harmonise.earlier import fits, taken_up
from canevas.evidence.observatory.rules.harmonise.growing_recipes import grown
from canevas.evidence.observatory.rules.harmonise.proposal import Proposal
from canevas.evidence.observatory.rules.harmonise.reading_recipes import read_recipe
from canevas.evidence.observatory.rules.harmonise.settling import Settled, doubts_of, said_of, settle
from canevas.evidence.observatory.rules.harmonise.writing_recipes import write_recipe


def settled(bench: Workbench, cells: Cells | None = None) -> Settled:
    """What is understood of the file, with the answers so far; ``cells`` where they are others than those that were
    corrected so far."""
    return _settled(understanding_of(bench.file, cells), bench.answers, bench.recipe)


def _settled(understood: Understanding, answers: Mapping[str, Any], recipe: RecipeVersion | None) -> Settled:
    read, earlier = read_recipe(recipe.text) if recipe else None, taken_up_by(recipe, answers)
    if read and earlier:
        read = taken_up(read_recipe(earlier.text), read)
    return settle(understood.propose, answers, read, has_one_sheet=len(understood.workbook.sheets) == 1)


def taken_up_by(recipe: RecipeVersion | None, answers: Mapping[str, Any]) -> RecipeVersion | None:
    """The version before ``recipe`` in whose layout somebody said that the file is."""
    number = answers.get("version")
    return recipe.recipe.versions.filter(number=number).first() if recipe and number else None


def fitting_version(recipe: RecipeVersion, proposal: Proposal) -> RecipeVersion | None:
    """Of the versions before ``recipe``, the newest that has the tables and columns of a file."""
    tried: list[object] = []
    for version in recipe.recipe.versions.filter(number__lt=recipe.number):
        earlier = read_recipe(version.text)
        if earlier.tables not in tried and fits(earlier, proposal):
            return version
        tried.append(earlier.tables)
    return None


def newest_recipe(source: Source) -> RecipeVersion | None:
    """The version by which the last file of a source was read, in its newest text."""
    batch = Batch.objects.filter(source=source).select_related("recipe__recipe").order_by("-valid_from").first()
    if batch:
        return batch.recipe.recipe.versions.first()
    recipe = Recipe.objects.filter(source=source).order_by("-pk").first()
    return recipe.versions.first() if recipe else None


def open_workbench(*, by: User, source: Source, name: str, content: bytes, recipe: RecipeVersion | None = None,
                   replacing: Batch | None = None, tell: Tell = unheard) -> Workbench:
    """Put a file of ``source`` on the workbench; ``recipe`` reads it, where there is one. A file that lies there is
    found again with its answers. Raises ``DocumentRefused`` where it cannot be read; nothing is then kept."""
    require(by, DATA_CORRECT if replacing else DATA_ADD, **scope_of(source))
    if recipe is not None and recipe.recipe.source_id != source.pk:
        raise FiguresRefused(_("This recipe reads the files of another source."))
    known = file_with_content(content)
    digest = hashlib.sha256(content).hexdigest()
    understood = understand(digest, known.name if known else name, {}, content, tell)
    if recipe is not None:
        tell(2, 3, _("What the recipe decides is being laid over what was understood."))
    state = _settled(understood, {}, recipe)
    if not state.tables:
        forget_settled(digest)
        raise FiguresRefused(_(
            "No table of figures was found in “%(file)s”: %(why)s Figures are looked for in rows below their headings: "
            "look whether the file has some, then bring it again.") % {
            "file": name, "why": " ".join(state.proposal.left_out[:3])})
    with transaction.atomic():
        file = keep_source_file(by=by, source=source, name=name, content=content)
        found = Workbench.objects.filter(file=file, state=Workbench.State.OPEN).first()
        if found is not None:
            return found
        bench = Workbench(file=file, recipe=recipe, replacing=replacing, made_by=by,
                          name=recipe.recipe.name if recipe else _free_name(source))
        bench.doubts = len(doubts_of(settled(bench), {}))
        bench.save()
        record(by=by, event="workbench_opened", target=bench, details={"doubts": bench.doubts, "source": source.code})
    return bench


def _free_name(source: Source) -> str:
    taken = set(Recipe.objects.filter(name__startswith=source.code[:50]).values_list("name", flat=True))
    base = source.code.lower().replace("_", "-")[:50].strip("-")
    return next(name for name in (base, *(f"{base}-{number}" for number in range(2, 1000))) if name not in taken)


def answer_workbench(*, by: User, bench: Workbench, answers: Mapping[str, Any], name: str | None = None) -> Workbench:
    """Keep what was answered: ``answers`` are laid over those before, key by key. Raises :class:`FiguresRefused` where
    the file is no longer open."""
    require(by, DATA_ADD, **scope_of(bench.file.source))
    _settled(understanding_of(bench.file), _over(bench.answers, answers), bench.recipe)  # what is long, unlocked
    with transaction.atomic():
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


def mend_cells(*, by: User, bench: Workbench, cells: Cells, tell: Tell = unheard) -> Workbench:
    """Say what cells of the file hold; the file itself stays as it came."""
    require(by, DATA_ADD, **scope_of(bench.file.source))
    understanding_of(bench.file, corrections_of(bench.file) | dict(cells), tell)  # what is long, unlocked
    with transaction.atomic():
        kept = _open(bench)
        keep_corrections(by=by, target=kept, file=kept.file, cells=cells)
        kept.doubts = len(doubts_of(settled(kept), kept.answers))
        kept.save(update_fields=["doubts", "changed_at"])
    return kept


@transaction.atomic
def leave_workbench(*, by: User, bench: Workbench) -> Workbench:
    """Put a file aside: nothing of it goes into the figures; the file and the answers are kept."""
    require(by, DATA_ADD, **scope_of(bench.file.source))
    kept = _open(bench)
    kept.state = Workbench.State.LEFT
    kept.save(update_fields=["state", "changed_at"])
    record(by=by, event="workbench_left", target=kept)
    transaction.on_commit(lambda: forget_settled(kept.file.file.sha256))
    return kept


def confirm_workbench(*, by: User, bench: Workbench, may_repeat: bool = False, replacing: Batch | None = None,
                      tell: Tell = unheard) -> Batch:
    """The answers become a version of the recipe, and the file goes into the figures: all of it, or nothing.

    The file is read and its figures lie on the disk before the transaction, which is short and holds everything that is
    kept. Raises :class:`FiguresRefused` while something is asked, and what :func:`add_figures` raises.
    """
    require(by, DATA_ADD, **scope_of(bench.file.source))
    bench = _still_open(_WHOLE.get(pk=bench.pk))
    _read_by_newest(bench)
    cells, state = corrections_of(bench.file), settled(bench)
    if left := len(doubts_of(state, bench.answers)):
        raise FiguresRefused(ngettext("%(count)s thing is still to be said.", "%(count)s things are still to be said.",
                                      left) % {"count": left})
    version = _version(bench, state)
    bench.file.said = said_of(bench.answers)
    read = read_by(version, bench.file, cells, tell)

    @contextmanager
    def settling(batch: Batch) -> Iterator[None]:
        kept = _open(bench)
        if kept.answers != bench.answers or corrections_of(kept.file) != cells:
            raise FiguresRefused(_("Something was answered meanwhile: look over the file again."))
        SourceFile.objects.filter(pk=kept.file.pk).update(said=bench.file.said)
        _keep(by, version, bench)
        yield
        kept.state, kept.batch, kept.recipe, kept.doubts = Workbench.State.DONE, batch, version, 0
        kept.save(update_fields=["state", "batch", "recipe", "doubts", "changed_at"])
        record(by=by, event="workbench_confirmed", target=kept, details={"rows": batch.rows, "recipe": str(version)})
    batch = _entered(by, bench, version, read, may_repeat, replacing, settling)
    forget_settled(bench.file.file.sha256)
    return batch


def _read_by_newest(bench: Workbench) -> None:
    """What somebody wrote in the recipe since the file was brought must not be lost: the file is read by it, and looked
    over again."""
    newest = bench.recipe.recipe.versions.first() if bench.recipe else None
    if newest == bench.recipe:
        return
    bench.recipe = newest
    bench.doubts = len(doubts_of(settled(bench), bench.answers))
    bench.save(update_fields=["recipe", "doubts", "changed_at"])
    raise FiguresRefused(_("The recipe has a newer version, which reads this file from now on: look over it again."))


def _entered(by: User, bench: Workbench, version: RecipeVersion, read: Read, may_repeat: bool,
             replacing: Batch | None, settling: Together) -> Batch:
    replaced = replacing or bench.replacing
    try:
        if replaced is not None:
            return correct_figures(by=by, batch=replaced, file=bench.file, recipe=version, rejects=read.rejects,
                                   anomalies=read.anomalies, observations=read.observations, together=settling)
        batch, is_new = add_figures(by=by, file=bench.file, recipe=version, rejects=read.rejects,
                                    anomalies=read.anomalies, observations=read.observations, may_repeat=may_repeat,
                                    together=settling)
    except PermissionDenied as denied:
        raise FiguresRefused(_("Who corrects figures must answer for the source: ask its statistician.")) from denied
    if not is_new:  # they stood already: what is left is to say so of this file
        with transaction.atomic(), settling(batch):
            pass
    return batch


def _version(bench: Workbench, state: Settled) -> RecipeVersion:
    """The version that reads the file; one that is not kept yet bears the number that it will have."""
    earlier = taken_up_by(bench.recipe, bench.answers)
    base = earlier or bench.recipe
    if base and not says_otherwise(bench.answers):
        alone = state if earlier is None else _settled(
            understanding_of(bench.file), {**bench.answers, "version": 0}, earlier)
        if alone.news and not alone.news.asks:
            return base
    source = bench.file.source
    made = recipe_from(state, bench.answers, bench.name, source.definition, source.coverage)
    text = grown(base.text, made) if base else write_recipe(made)
    recipe = Recipe.objects.filter(name=made.name).first() or Recipe(name=made.name, source=source)
    known = list(recipe.versions.all()) if recipe.pk else []
    return next((version for version in known if version.text == text), None) or RecipeVersion(
        recipe=recipe, number=known[0].number + 1 if known else 1, text=text)


def _keep(by: User, version: RecipeVersion, bench: Workbench) -> None:
    """Keep the version under the number that stands in its figures."""
    if version.pk:
        return
    note = _("From the file “%(file)s”") % {"file": bench.file}
    made, _is_new = keep_recipe(by=by, source=bench.file.source, text=version.text, note=note)
    if made.number != version.number:
        raise FiguresRefused(_("The recipe was changed meanwhile: look over the file again."))
    version.pk, version.recipe = made.pk, made.recipe


_WHOLE = Workbench.objects.select_related("file__file", "file__source__organisation", "recipe__recipe", "replacing")


def _open(bench: Workbench) -> Workbench:
    return _still_open(_WHOLE.select_for_update(of=("self",)).get(pk=bench.pk))


def _still_open(bench: Workbench) -> Workbench:
    if bench.state != Workbench.State.OPEN:
        raise FiguresRefused(_("This file was settled or left aside meanwhile: look at the source’s page."))
    return bench
