from __future__ import annotations

from canevas.commons.jobs.models import Job


def job_with(uid: str) -> Job | None:
    """The work with this identifier."""
    return Job.objects.filter(uid=uid).first()
