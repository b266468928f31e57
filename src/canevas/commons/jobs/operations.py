"""Long work: opened with the request, advanced by the task, followed on a page."""
from __future__ import annotations

from canevas.commons.access.queries import User
from canevas.commons.jobs.models import Job


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
