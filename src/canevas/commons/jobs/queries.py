from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.module_loading import import_string

from canevas.commons.access.queries import may
from canevas.commons.jobs.models import Job, RegularRun
from canevas.commons.jobs.permissions import JOB_VIEW_ALL
from canevas.commons.jobs.rules import Regular, regular_work


def job_with(uid: str) -> Job | None:
    """The work with this identifier, whoever asked for it: for the task that does it."""
    return Job.objects.filter(uid=uid).first()


def visible_jobs(user: Any) -> QuerySet[Job]:
    """One's own work; all of it for administrators."""
    every = Job.objects.select_related("asked_by")
    return every if may(user, JOB_VIEW_ALL) else every.filter(asked_by=user)


def under_way(user: Any, label: str, about: str = "") -> Job | None:
    """The work of this name that ``user`` asked for and that is not finished: asking again begins no second one.
    ``about`` tells apart what bears the same name."""
    return _unfinished().filter(asked_by=user, label=label[:250], about=about).last()


def works_about(*pages: str) -> list[Job]:
    """What is not finished of the work on what these pages show, whoever asked for it; the first asked for first."""
    return list(_unfinished().filter(about__in=pages).select_related("asked_by")) if pages else []


def _unfinished() -> QuerySet[Job]:
    return Job.objects.filter(state__in=[Job.State.WAITING, Job.State.RUNNING]).order_by("pk")


def made_folder(job: Job | None = None) -> Path:
    """Where the file lies that ``job`` made; without one, where those of all lie."""
    return Path(settings.CANEVAS_HOME) / "made" / (job.uid.hex if job else "")


def incoming_folder(name: str = "") -> Path:
    """Where dropped files wait until they are read; nothing stays there afterwards."""
    return Path(settings.CANEVAS_HOME) / "incoming" / name


def made_file(job: Job) -> Path | None:
    """The file that ``job`` made, as long as it is kept."""
    return next((path for path in made_folder(job).glob("*") if path.is_file()), None)


STALE = timedelta(hours=1)
"""After this long, work that was begun and never ended was killed: it is taken up again."""


def due_work(now: datetime | None = None) -> list[tuple[Regular, str]]:
    """The regular work whose turn it is, with its period: not begun yet, or begun and killed."""
    moment = timezone.localtime(now)
    found = []
    for one in regular_work():
        when = import_string(one.when)()
        if when is not None:
            period = when.period(moment)
            row = RegularRun.objects.filter(name=one.name, period=period).first()
            if row is None or (row.ended_at is None and row.begun_at < timezone.now() - STALE):
                found.append((one, period))
    return found
