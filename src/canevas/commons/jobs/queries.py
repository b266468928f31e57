from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from canevas.commons.access.queries import may
from canevas.commons.jobs.models import Job
from canevas.commons.jobs.permissions import JOB_VIEW_ALL


def job_with(uid: str) -> Job | None:
    """The work with this identifier, whoever asked for it: for the task that does it."""
    return Job.objects.filter(uid=uid).first()


def visible_jobs(user: Any) -> QuerySet[Job]:
    """One's own work; all of it for administrators."""
    every = Job.objects.select_related("asked_by")
    return every if may(user, JOB_VIEW_ALL) else every.filter(asked_by=user)
