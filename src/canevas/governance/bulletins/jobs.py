"""A bulletin, or the PDF of an example, is made while the person does something else."""
from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django_tasks import task

from canevas.commons.access.queries import User
from canevas.commons.jobs.operations import carry_out, make_file, open_job
from canevas.commons.jobs.queries import under_way
from canevas.evidence.observatory.operations import FiguresRefused
from canevas.governance.bulletins.export.files import bulletin_files
from canevas.governance.bulletins.export.words import example_form
from canevas.governance.bulletins.models import Bulletin
from canevas.governance.bulletins.operations import NoPeriod, NothingOut, make_bulletin
from canevas.governance.bulletins.queries.bulletins import letterhead, template_in_use
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.writing.pdf import PdfFault
from canevas.tools.documents.writing.sandbox import TemplateFault

PARTNER = Bulletin.For.PARTNER.value


def start_bulletin(*, by: User, region: str, period: str, audience: str = PARTNER) -> str:
    """Have a bulletin made; the address of the page that tells how far it is. Asked for again, it is the same work."""
    label = _("Bulletin %(region)s %(period)s") % {"region": region or _("of the country"), "period": period}
    if audience != PARTNER:
        label = _("%(bulletin)s, for the public") % {"bulletin": label}
    return _started(by, label, lambda job_uid: make_bulletin_later.enqueue(
        region, period, job_uid, by.username, audience))


def start_example(*, by: User) -> str:
    """Have the PDF of an invented bulletin made with the template in use; the address as of :func:`start_bulletin`."""
    return _started(by, _("Example of a bulletin (PDF)"), lambda job_uid: make_example_later.enqueue(
        job_uid, by.username))


def _started(by: User, label: str, begin: Callable[[str], object]) -> str:
    job = under_way(by, label)
    if job is None:
        with transaction.atomic():  # a job without its task would wait for ever
            job = open_job(by=by, label=label, total=1)
            begin(str(job.uid))
    return reverse("jobs:job", args=[job.uid])


@task()
def make_bulletin_later(region: str, period: str, job_uid: str, username: str, audience: str = PARTNER) -> None:
    """See :func:`start_bulletin`; begun anew after a fall, it makes the bulletin once more."""
    def make(by: User) -> tuple[str, str]:
        made = make_bulletin(by=by, region=region, period=period, audience=audience)
        return " ".join(filter(None, (_("The bulletin is ready."), made.pdf_note))), made.get_absolute_url()
    carry_out(job_uid, username, make, (NoPeriod, NothingOut, FiguresRefused, TemplateFault, PdfFault, DocumentRefused))


@task()
def make_example_later(job_uid: str, username: str) -> None:
    """See :func:`start_example`."""
    def made(_by: User, _tell: Callable[[int, int], None]) -> tuple[str, bytes]:
        template = template_in_use()
        form = {**example_form(), "entete": letterhead()}
        return "Exemple-bulletin.pdf", bulletin_files(form, {}, bytes(template.content) if template else None)[1]
    make_file(job_uid, username, made, (PdfFault, TemplateFault))
