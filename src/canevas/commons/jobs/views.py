from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from canevas.commons.access.operations import require
from canevas.commons.jobs.models import Job
from canevas.commons.jobs.permissions import JOB_VIEW
from canevas.commons.jobs.queries import made_file, visible_jobs


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


@require_GET
def job_file(request: HttpRequest, uid: UUID) -> HttpResponseBase:
    """The file that a work made, for who asked for it alone: it holds what they may see."""
    require(request.user, JOB_VIEW)
    found = get_object_or_404(visible_jobs(request.user).filter(asked_by=request.user.pk), uid=uid)
    path = made_file(found)
    if path is None:
        messages.error(request, _("This file is no longer kept: have it made again."))
        return redirect("jobs:job", uid)
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name, headers={"Cache-Control": "no-store"})
