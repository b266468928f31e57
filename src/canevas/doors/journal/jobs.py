"""Checking the whole journal takes a while: it is done beside the pages."""
from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from canevas.commons.access.queries import User
from canevas.commons.audit.operations import check_journal, record_read, summary_of
from canevas.commons.audit.queries import JournalUnavailable
from canevas.commons.jobs.operations import advance_job, finish_job, open_job
from canevas.commons.jobs.queries import job_with


def start_checking(*, by: User) -> str:
    """Have the journal checked; the address of the page that tells how far it is, and then what was found."""
    record_read(by=by, what="journal_verified")
    job = open_job(by=by, label=_("Check of the journal"))
    check_whole.enqueue(str(job.uid))
    return reverse("jobs:job", args=[job.uid])


@task()
def check_whole(job_uid: str) -> None:
    job = job_with(job_uid)
    if job is None:
        return
    try:
        found = check_journal(tell=lambda done, total: advance_job(job, done=done, total=total))
    except JournalUnavailable as fault:
        finish_job(job, failed=True, message=str(fault))
        return
    except Exception as fault:
        finish_job(job, failed=True, message=_("The check stopped because of a fault of the program (%(fault)s).")
                   % {"fault": type(fault).__name__})
        raise
    lines = [summary_of(found), *([found.fault.sentence] if found.fault else []), *found.warnings]
    if found.is_right and found.head is not None:
        lines.append(_("To be noted outside this machine: %(anchor)s") % {"anchor": found.head})
    finish_job(job, message="\n".join(lines), failed=not found.is_right)
