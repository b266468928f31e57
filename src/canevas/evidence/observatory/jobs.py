"""Long work of this room: big files are read, and brought into the figures, while the person does something else."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from time import monotonic
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.design.formats import number
from canevas.commons.jobs.operations import advance_job, carry_out, no_longer_waits, open_job, set_aside
from canevas.commons.jobs.queries import incoming_folder, job_with, under_way
from canevas.evidence.observatory.models import Batch, RecipeVersion, Release, Source, Workbench
from canevas.evidence.observatory.operations import (
    FiguresRefused,
    RepeatsEarlierFile,
    answer_workbench,
    confirm_workbench,
    correct_cells,
    mend_cells,
    open_workbench,
    protect_release,
)
from canevas.evidence.observatory.operations.releases import STEPS_OF_GATE
from canevas.evidence.observatory.operations.understanding import Cells, Tell
from canevas.evidence.observatory.permissions import DATA_ADD, DATA_CORRECT, RELEASE_PREPARE
from canevas.evidence.observatory.queries.visible import scope_of
from canevas.tools.documents.nodes import DocumentRefused

LONG = 500_000
"""Bytes of a file above which it is read by a job; a smaller one is read before the page is back."""
MOMENT = 1.0
"""Seconds between two accounts of the same step: whoever waits looks no more often."""
MANY = 40_000
"""Rows of a table above which a job proposes it anew, once a column means something else."""


def is_long(size: int) -> bool:
    """Whether a file of so many bytes is read by a job."""
    return size > LONG


def start_reading(*, by: User, source: Source, file: UploadedFile, recipe: RecipeVersion | None = None,
                  replacing: Batch | None = None) -> str:
    """Have a file read and put on the workbench; the address of the page that tells how far it is."""
    require(by, DATA_CORRECT if replacing else DATA_ADD, **scope_of(source))
    # a job without its task would wait for ever
    with set_aside([file]) as (folder, [path]), transaction.atomic():
        job = open_job(by=by, label=_("Reading of “%(name)s”") % {"name": path.name},
                       about=source.get_absolute_url())
        read_figures.enqueue(folder, source.pk, recipe.pk if recipe else 0, replacing.pk if replacing else 0,
                             str(job.uid), by.username)
    return reverse("jobs:job", args=[job.uid])


@task()
def read_figures(folder: str, source: int, recipe: int, replacing: int, job_uid: str, username: str) -> None:
    """Put on the workbench what :func:`start_reading` set aside. Begun anew, it finds what lies there already."""
    def read(by: User) -> tuple[str, str]:
        [path] = incoming_folder(folder).glob("*/*")
        giver = Source.objects.get(pk=source)
        try:
            bench = open_workbench(by=by, source=giver, name=path.name, content=path.read_bytes(),
                                   recipe=RecipeVersion.objects.filter(pk=recipe).first(),
                                   replacing=Batch.objects.filter(pk=replacing).first(), tell=_telling(job_uid))
        except (DocumentRefused, FiguresRefused) as refused:
            raise _sent_to(reverse("observatory:source-bring", args=[giver.code]), refused) from refused
        return _left_to_say(bench)
    try:
        carry_out(job_uid, username, read, (FiguresRefused,))
    finally:
        no_longer_waits(folder)


def _left_to_say(bench: Workbench) -> tuple[str, str]:
    said = ngettext("“%(file)s” was read: %(count)s thing to say.", "“%(file)s” was read: %(count)s things to say.",
                    bench.doubts) if bench.doubts else _("“%(file)s” was read: nothing is to be said.")
    return said % {"file": bench.file, "count": bench.doubts}, bench.get_absolute_url()


def start_rereading(*, by: User, bench: Workbench, answers: Mapping[str, Any] | None = None,
                    cells: Cells | None = None) -> str:
    """Have what a person answered, or says that cells hold, laid over a file where that takes long; see
    :func:`start_reading`."""
    require(by, DATA_ADD, **scope_of(bench.file.source))
    label = _("New reading of “%(file)s”") % {"file": bench.file}
    return _begun(by, label, bench, lambda job: reread_figures.enqueue(
        str(bench.uid), dict(answers or {}), _listed(cells or {}), job, by.username))


@task()
def reread_figures(bench_uid: str, answers: dict[str, Any], cells: list[list[str | int]], job_uid: str,
                   username: str) -> None:
    """Lay answers or corrected cells over a file on the workbench. Begun anew, it says the same again."""
    def reread(by: User) -> tuple[str, str]:
        bench = Workbench.objects.select_related("file__file", "file__source__organisation", "recipe__recipe").get(
            uid=UUID(bench_uid))
        tell = _telling(job_uid)
        try:
            bench = mend_cells(by=by, bench=bench, cells=_placed(cells), tell=tell) if cells else answer_workbench(
                by=by, bench=bench, answers=answers)
        except FiguresRefused as refused:
            raise _sent_to(bench.get_absolute_url(), refused) from refused
        return _left_to_say(bench)
    carry_out(job_uid, username, reread, (FiguresRefused,))


def start_confirming(*, by: User, bench: Workbench, may_repeat: bool = False, replacing: Batch | None = None) -> str:
    """Have a file that is settled brought into the figures; see :func:`start_reading`."""
    require(by, DATA_ADD, **scope_of(bench.file.source))
    return _begun(by, _figures_of(bench), bench, lambda job: confirm_figures.enqueue(
        str(bench.uid), may_repeat, replacing.pk if replacing else 0, job, by.username))


@task()
def confirm_figures(bench_uid: str, may_repeat: bool, replacing: int, job_uid: str, username: str) -> None:
    """Bring a settled file in. Begun anew after it is in, it says so and does nothing."""
    def confirmed(by: User) -> tuple[str, str]:
        bench = Workbench.objects.select_related("file__source__organisation", "batch").get(uid=UUID(bench_uid))
        if bench.state == Workbench.State.DONE and bench.batch:
            return said_of(bench.batch, None), bench.batch.get_absolute_url()
        before = standing_of(bench)
        batch = _confirmed(by, bench, may_repeat, replacing, _telling(job_uid))
        return said_of(batch, before), batch.get_absolute_url()
    carry_out(job_uid, username, confirmed, (FiguresRefused,))


def _confirmed(by: User, bench: Workbench, may_repeat: bool, replacing: int, tell: Tell) -> Batch:
    try:
        return confirm_workbench(by=by, bench=bench, may_repeat=may_repeat, tell=tell,
                                 replacing=Batch.objects.filter(pk=replacing).first())
    except RepeatsEarlierFile as refused:
        raise _sent_to(asking_which_counts(bench, refused), refused) from refused
    except FiguresRefused as refused:
        raise _sent_to(bench.get_absolute_url(), refused) from refused


def _sent_to(page: str, refused: Exception) -> FiguresRefused:
    made = FiguresRefused(str(refused))
    made.page = page
    return made


def asking_which_counts(bench: Workbench, refused: RepeatsEarlierFile) -> str:
    """The page that asks which of the files that repeat each other count."""
    return f"{bench.get_absolute_url()}?repeats={'.'.join(str(one.pk) for one in refused.batches[:20])}"


def standing_of(bench: Workbench) -> Batch | None:
    """The figures that this very file brought before, where they hold."""
    return Batch.objects.filter(file=bench.file, valid_to__isnull=True).first()


def said_of(batch: Batch, before: Batch | None) -> str:
    """``before``: what stood of the file already."""
    if batch == before:
        return _("The figures of this file were in already: nothing was added.")
    return ngettext("%(count)s figure is in.", "%(count)s figures are in.", batch.rows) % {"count": number(batch.rows)}


def start_mending(*, by: User, batch: Batch, cells: Cells) -> str:
    """Have the file of a batch read again with cells that a person corrected; see :func:`start_reading`."""
    require(by, DATA_CORRECT, **scope_of(batch.source))
    return _begun(by, _figures_of(batch), batch, lambda job: mend_figures.enqueue(
        str(batch.uid), _listed(cells), job, by.username))


@task()
def mend_figures(batch_uid: str, cells: list[list[str | int]], job_uid: str, username: str) -> None:
    """Read a file again with corrected cells. Begun anew after that, it says so and does nothing."""
    def mended(by: User) -> tuple[str, str]:
        batch = Batch.objects.select_related("source", "file__file", "recipe__recipe").get(uid=UUID(batch_uid))
        made = Batch.objects.filter(replaces=batch, made_by=by).first() or correct_cells(
            by=by, batch=batch, cells=_placed(cells), tell=_telling(job_uid))
        return _("The file was read again with these cells."), made.get_absolute_url()
    carry_out(job_uid, username, mended, (FiguresRefused,))


def _listed(cells: Cells) -> list[list[str | int]]:
    """Cells as a task is given them."""
    return [[*place, value] for place, value in cells.items()]


def _placed(cells: list[list[str | int]]) -> Cells:
    return {(str(sheet), int(row), int(column)): str(value) for sheet, row, column, value in cells}


def start_protecting(*, by: User, release: Release) -> str:
    """Have a release counted and passed through the gate; see :func:`start_reading`. Withdrawing it stops nothing but
    the writing: what the gate lets through of it is thrown away."""
    require(by, RELEASE_PREPARE, region=release.region)
    return _begun(by, protecting(release), release,
                  lambda job: protect_figures.enqueue(str(release.uid), job, by.username), total=STEPS_OF_GATE)


def protecting(release: Release) -> str:
    return _("Protection of “%(title)s”") % {"title": release}


@task()
def protect_figures(release_uid: str, job_uid: str, username: str) -> None:
    """Pass a release through the gate. Begun anew, it is counted anew."""
    def protect(by: User) -> tuple[str, str]:
        row, job = Release.objects.get(uid=UUID(release_uid)), job_with(job_uid)
        assert job is not None
        try:
            row = protect_release(by=by, release=row, tell=lambda done: advance_job(job, done=done))
        except FiguresRefused as refused:
            raise _sent_to(row.get_absolute_url(), refused) from refused
        return row.refusal or _("The gate was passed: what is hidden and why stands in its report."), (
            row.get_absolute_url())
    carry_out(job_uid, username, protect, (FiguresRefused,))


def _figures_of(about: Workbench | Batch) -> str:
    return _("Figures of “%(file)s”") % {"file": about.file}


def _begun(by: User, label: str, about: Workbench | Batch | Release, enqueue: Callable[[str], object],
           total: int = 0) -> str:
    """The work of this name on this thing, begun once: asked for again while it goes on, it is the one that goes on."""
    page = about.get_absolute_url()
    job = under_way(by, label, page)
    if job is None:
        with transaction.atomic():
            job = open_job(by=by, label=label, total=total, about=page)
            enqueue(str(job.uid))
    return reverse("jobs:job", args=[job.uid])


def _telling(job_uid: str) -> Tell:
    """Writes each step as it begins, and how far it is once a :data:`MOMENT`."""
    job, begun, written = job_with(job_uid), -1, 0.0

    def tell(done: int, total: int, sentence: str) -> None:
        nonlocal begun, written
        if job is None or (done == begun and monotonic() < written + MOMENT):
            return
        begun, written = done, monotonic()
        advance_job(job, done=done, total=total, message=_("Step %(step)d of %(total)d – %(sentence)s") % {
            "step": done + 1, "total": total, "sentence": sentence})
    return tell
