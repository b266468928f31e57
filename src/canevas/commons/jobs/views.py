from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render

from canevas.commons.access.operations import require
from canevas.commons.jobs.models import Job
from canevas.commons.jobs.permissions import JOB_VIEW
from canevas.commons.jobs.queries import visible_jobs


def job(request: HttpRequest, uid: UUID) -> HttpResponse:
    """How far a long work is. The page renews itself until the work is finished, and may be left."""
    require(request.user, JOB_VIEW)
    found = get_object_or_404(visible_jobs(request.user), uid=uid)
    is_finished = found.state in (Job.State.DONE, Job.State.FAILED)
    response = render(request, "jobs/job.html", {
        "job": found, "is_finished": is_finished,
        "percent": round(100 * min(found.done, found.total) / found.total) if found.total else None})
    response["Cache-Control"] = "no-store"
    return response
