"""A bulletin is made while the person does something else."""
from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from canevas.commons.access.queries import User, user_named
from canevas.commons.files.operations import full_in_words, is_full
from canevas.commons.jobs.operations import advance_job, finish_job, open_job
from canevas.commons.jobs.queries import job_with, under_way
from canevas.governance.bulletins.models import Bulletin
from canevas.governance.bulletins.operations import NoPeriod, NothingOut, make_bulletin
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.writing.pdf import PdfFault
from canevas.tools.documents.writing.sandbox import TemplateFault

PARTNER = Bulletin.For.PARTNER.value


def start_bulletin(*, by: User, region: str, period: str, audience: str = PARTNER) -> str:
    """Have a bulletin made; the address of the page that tells how far it is. Asked for again, it is the same work."""
    label = _("Bulletin %(region)s %(period)s") % {"region": region or _("of the country"), "period": period}
    if audience != PARTNER:
        label = _("%(bulletin)s, for the public") % {"bulletin": label}
    job = under_way(by, label)
    if job is None:
        with transaction.atomic():  # a job without its task would wait for ever
            job = open_job(by=by, label=label, total=1)
            make_bulletin_later.enqueue(region, period, str(job.uid), by.username, audience)
    return reverse("jobs:job", args=[job.uid])


@task()
def make_bulletin_later(region: str, period: str, job_uid: str, username: str, audience: str = PARTNER) -> None:
    """See :func:`start_bulletin`; begun anew after a fall, it makes the bulletin once more."""
    job, by = job_with(job_uid), user_named(username)
    if job is None or by is None or job.is_finished:
        return
    advance_job(job, done=0, total=1)
    try:
        made = make_bulletin(by=by, region=region, period=period, audience=audience)
    except (NoPeriod, NothingOut, PermissionDenied, TemplateFault, PdfFault, DocumentRefused) as refused:
        finish_job(job, message=str(refused), failed=True)
    except Exception as fault:
        said = full_in_words() if is_full(fault) else _(
            "The bulletin was not made because of a fault of the program (%(fault)s). Begin it again.") % {
            "fault": type(fault).__name__}
        finish_job(job, message=said, failed=True)
        raise
    else:
        finish_job(job, message=_("The bulletin is ready."), result_url=made.get_absolute_url())
