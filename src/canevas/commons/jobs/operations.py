"""Long work: opened with the request, advanced by the task, followed on a page."""
from __future__ import annotations

import logging
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime, timedelta
from pathlib import Path, PurePath
from uuid import UUID, uuid4

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from canevas.commons.access.queries import User, user_named
from canevas.commons.files.operations import full_in_words, is_full, write_whole
from canevas.commons.jobs.models import Job, RegularRun
from canevas.commons.jobs.queries import STALE, due_work, incoming_folder, job_with, made_folder

logger = logging.getLogger(__name__)


def open_job(*, by: User, label: str, total: int = 0, about: str = "") -> Job:
    return Job.objects.create(label=label[:250], total=total, asked_by=by, about=about)


def advance_job(job: Job, *, done: int, total: int | None = None, message: str = "") -> None:
    """Say how far the work is. Cheap: one UPDATE, no journal row, because it is no fact of the register."""
    changes = {"state": Job.State.RUNNING, "done": done, "message": message}
    if total is not None:
        changes["total"] = total
    Job.objects.filter(pk=job.pk).update(**changes)


def finish_job(job: Job, *, message: str, result_url: str = "", failed: bool = False) -> None:
    state = Job.State.FAILED if failed else Job.State.DONE
    Job.objects.filter(pk=job.pk).update(state=state, message=message, result_url=result_url)


KEPT_MADE = timedelta(days=3)
"""How long a file that was made lies ready."""


def _sweep_made() -> None:
    oldest = (timezone.now() - KEPT_MADE).timestamp()
    for folder in made_folder().glob("*"):
        with suppress(OSError):  # taken away by another at this moment, or just being read
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder)


def carry_out(job_uid: str, username: str, act: Callable[[User], tuple[str, str]],
              refusals: tuple[type[Exception], ...] = ()) -> None:
    """Do the work of a task: ``act`` gives the sentence of its end and the page where the result is seen. What it
    refuses by an exception of ``refusals`` is told by its sentence, with the page that its ``page`` names, if it names
    one. Begun anew after its end, it does nothing."""
    job, by = job_with(job_uid), user_named(username)
    if job is None or by is None or job.is_finished:
        return
    advance_job(job, done=0)
    try:
        message, page = act(by)
    except (PermissionDenied, *refusals) as refused:
        finish_job(job, message=str(refused), result_url=getattr(refused, "page", ""), failed=True)
    except Exception as fault:
        finish_job(job, message=fault_in_words(fault), failed=True)
        raise
    else:
        finish_job(job, message=message, result_url=page)


def make_file(job_uid: str, username: str, made: Callable[[User, Callable[[int, int], None]], tuple[str, bytes]],
              refusals: tuple[type[Exception], ...] = ()) -> None:
    """As :func:`carry_out`, for work that makes a file, which is kept for a few days and given to who asked for it and
    to nobody else. ``made`` gives its name and content; what it is handed tells how much of how much is done."""
    job = job_with(job_uid)
    if job is None:
        return

    def act(by: User) -> tuple[str, str]:
        name, content = made(by, lambda done, total: advance_job(job, done=done, total=total))
        _sweep_made()
        write_whole(made_folder(job) / name, content)
        return _("The file is ready."), reverse("jobs:job-file", args=[job.uid])
    carry_out(job_uid, username, act, refusals)


def fault_in_words(fault: Exception) -> str:
    """What a fault of the program is to whoever asked for the work."""
    if is_full(fault):
        return full_in_words()
    return _("The work stopped because of a fault (%(fault)s). Nothing is lost: begin it again.") % {
        "fault": f"{type(fault).__name__}: {fault}"[:300]}


ATTEMPTS = 3
"""How often a task is begun before it counts as what stops the server."""
_YOUNG = timedelta(minutes=1)


@transaction.atomic
def resume_interrupted(*, worker: str) -> None:
    """Take up what the worker called ``worker`` was at when it was killed; to be called while it does not run.

    A task is begun anew, at most :data:`ATTEMPTS` times (tasks may be repeated: what they did is not done twice). A job
    that no task will ever finish says that it failed: nothing stays "running" for ever.
    """
    left = [task for task in DBTaskResult.objects.running() if worker in task.worker_ids[-1:]]
    for task in left:
        if len(task.worker_ids) < ATTEMPTS:
            DBTaskResult.objects.filter(pk=task.pk).update(status="READY", started_at=None)
            _jobs_of(task).update(
                state=Job.State.WAITING, message=_("The server stopped in the middle: it begins anew."))
        else:
            task.set_failed(RuntimeError("the worker stopped each time this task was begun"))
            _jobs_of(task).update(state=Job.State.FAILED, message=_(
                "The server stopped each time this was begun: one of the files is probably the cause. Bring them one "
                "by one."))
    _end_forgotten()


def _end_forgotten() -> None:
    """Jobs that no waiting or running task speaks of. Elsewhere than on SQLite another server may be opening one."""
    open_jobs = Job.objects.filter(state__in=[Job.State.WAITING, Job.State.RUNNING])
    if connection.vendor != "sqlite":
        open_jobs = open_jobs.filter(created_at__lt=timezone.now() - _YOUNG)
    alive = DBTaskResult.objects.filter(status__in=["READY", "RUNNING"])
    known = {str(value) for task in alive for value in _values(task)}
    gone = [job.pk for job in open_jobs if str(job.uid) not in known]
    Job.objects.filter(pk__in=gone).update(state=Job.State.FAILED, message=_(
        "The server stopped before this was done, and it cannot go on by itself. Begin it again."))


def _values(task: DBTaskResult) -> list[object]:
    return [*task.args_kwargs["args"], *task.args_kwargs["kwargs"].values()]


def _jobs_of(task: DBTaskResult) -> models.QuerySet[Job]:
    """The job that a task advances: its identifier is among the task's arguments."""
    uids = []
    for value in _values(task):
        with suppress(ValueError, AttributeError, TypeError):
            uids.append(UUID(value))
    return Job.objects.filter(uid__in=uids).exclude(state=Job.State.DONE)


KEPT = timedelta(days=400)
"""How long it is remembered that regular work was done."""


def run_due_work(*, now: datetime | None = None) -> list[RegularRun]:
    """Do the regular work whose turn it is, each period once whoever else runs at the same time; what was begun here.

    A fault in one leaves its sentence in the row and does not keep the others from their turn.
    """
    done = []
    for one, period in due_work(now):
        row = _begun(one.name, period)
        if row is not None:
            _run(row, one.path)
            done.append(row)
    return done


def _begun(name: str, period: str) -> RegularRun | None:
    """The row of this period, where it is ours to do: new, or left by somebody who was killed."""
    try:
        with transaction.atomic():
            return RegularRun.objects.create(name=name, period=period)
    except IntegrityError:
        stale = timezone.now() - STALE
        mine = RegularRun.objects.filter(name=name, period=period, ended_at=None, begun_at__lt=stale).update(
            begun_at=timezone.now())
        return RegularRun.objects.get(name=name, period=period) if mine else None


def _run(row: RegularRun, path: str) -> None:
    try:
        import_string(path)(row.period)
    except Exception as fault:
        logger.exception("regular work %s", row)
        row.error = f"{type(fault).__name__}: {fault}"[:500]
    row.ended_at = timezone.now()
    row.save(update_fields=["ended_at", "error"])
    RegularRun.objects.filter(name=row.name, begun_at__lt=timezone.now() - KEPT).delete()


# Files that wait for the work that reads them

@contextmanager
def set_aside(files: Iterable[UploadedFile]) -> Iterator[tuple[str, list[Path]]]:
    """Files as they were dropped, in a folder that waits for a task: its name, and their paths. The task that is given
    the name takes it away with :func:`no_longer_waits`; so does this, where the files cannot be kept or what is done
    within it fails: then no task will read them."""
    folder, paths = uuid4().hex, []
    try:
        for number, file in enumerate(files):
            paths.append(incoming_folder(folder) / str(number) / safe_name(file.name or ""))
            paths[-1].parent.mkdir(parents=True)
            with paths[-1].open("wb") as out:
                for chunk in file.chunks():
                    out.write(chunk)
        yield folder, paths
    except BaseException:  # a full disk, above all: what was set aside must not fill it further
        no_longer_waits(folder)
        raise


def no_longer_waits(folder: str) -> None:
    shutil.rmtree(incoming_folder(folder), ignore_errors=True)


def safe_name(name: str) -> str:
    """The name of a file without folders or characters that a file system refuses."""
    kept = "".join("_" if sign in '<>:"/\\|?*' or ord(sign) < 32 else sign for sign in PurePath(
        name.replace("\\", "/")).name).strip(" .")
    return kept[-180:] or "document"


def sweep_incoming() -> None:
    """Take away dropped files that no task will read: their server was killed before it had answered, or after they
    were read. To be called while nobody drops files."""
    waiting = DBTaskResult.objects.filter(status__in=["READY", "RUNNING"])
    named = {str(value) for task in waiting for value in _values(task)}
    for folder in incoming_folder().glob("*"):
        if folder.name not in named:
            no_longer_waits(folder.name)
