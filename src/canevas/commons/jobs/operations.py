"""Long work: opened with the request, advanced by the task, followed on a page."""
from __future__ import annotations

import logging
import shutil
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from canevas.commons.access.queries import User
from canevas.commons.files.operations import write_whole
from canevas.commons.jobs.models import Job, RegularRun
from canevas.commons.jobs.queries import STALE, due_work, made_folder

logger = logging.getLogger(__name__)


def open_job(*, by: User, label: str, total: int = 0) -> Job:
    return Job.objects.create(label=label[:250], total=total, asked_by=by)


def advance_job(job: Job, *, done: int, total: int | None = None, message: str = "") -> None:
    """Say how far the work is. Cheap: one UPDATE, no journal row, because it is no fact of the register."""
    changes = {"state": Job.State.RUNNING, "done": done, "message": message}
    if total is not None:
        changes["total"] = total
    Job.objects.filter(pk=job.pk).update(**changes)


def finish_job(job: Job, *, message: str, result_url: str = "", failed: bool = False) -> None:
    state = Job.State.FAILED if failed else Job.State.DONE
    Job.objects.filter(pk=job.pk).update(state=state, message=message, result_url=result_url)


def finish_with_file(job: Job, *, message: str, name: str, content: bytes) -> None:
    """The work made a file: kept for a few days, and given to who asked for it and to nobody else."""
    _sweep_made()
    write_whole(made_folder(job) / name, content)
    finish_job(job, message=message, result_url=reverse("jobs:job-file", args=[job.uid]))


KEPT_MADE = timedelta(days=3)
"""How long a file that was made lies ready."""


def _sweep_made() -> None:
    oldest = (timezone.now() - KEPT_MADE).timestamp()
    for folder in made_folder().glob("*"):
        with suppress(OSError):  # taken away by another at this moment, or just being read
            if folder.stat().st_mtime < oldest:
                shutil.rmtree(folder)


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
