"""Thousands of recommendations are compared, and many groups taken, while the person does something else."""
from __future__ import annotations

from collections.abc import Callable

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from canevas.commons.access.queries import User, user_named
from canevas.commons.files.operations import full_in_words, is_full
from canevas.commons.jobs.operations import advance_job, finish_job, open_job
from canevas.commons.jobs.queries import job_with, under_way
from canevas.governance.syntheses.models import Synthesis
from canevas.governance.syntheses.operations.gathering import STEPS, Gathering, gather
from canevas.governance.syntheses.operations.taking import take_sure_groups
from canevas.governance.syntheses.queries.reading import synthesis_with_uid


def start_gathering(*, by: User, synthesis: Synthesis) -> str:
    """Have what is new gathered; the address of the page that tells how far it is."""
    label = _("Gathering – %(title)s") % {"title": synthesis.title}
    return _begun(by, label, STEPS, lambda job: gather_later.enqueue(str(synthesis.uid), job, by.username))


def start_taking(*, by: User, synthesis: Synthesis, total: int) -> str:
    """Have the sure groups taken; see :func:`start_gathering`."""
    label = _("Taking the sure groups – %(title)s") % {"title": synthesis.title}
    return _begun(by, label, total, lambda job: take_later.enqueue(str(synthesis.uid), job, by.username))


def _begun(by: User, label: str, total: int, enqueue: Callable[[str], object]) -> str:
    """The work, begun once: asked for again while it goes on, it is the one that goes on."""
    job = under_way(by, label)
    if job is None:
        with transaction.atomic():  # a job without its task would wait for ever
            job = open_job(by=by, label=label, total=total)
            enqueue(str(job.uid))
    return reverse("jobs:job", args=[job.uid])


@task()
def gather_later(synthesis_uid: str, job_uid: str, username: str) -> None:
    """Gather; repeated after a stop it adds only what is not there yet."""
    def work(by: User, synthesis: Synthesis, tell: Callable[[int, int], None]) -> str:
        return told(gather(by=by, synthesis=synthesis, progress=tell))
    _do(synthesis_uid, job_uid, username, work)


@task()
def take_later(synthesis_uid: str, job_uid: str, username: str) -> None:
    def work(by: User, synthesis: Synthesis, tell: Callable[[int, int], None]) -> str:
        return told_taken(take_sure_groups(by=by, synthesis=synthesis, progress=tell))
    _do(synthesis_uid, job_uid, username, work)


def _do(synthesis_uid: str, job_uid: str, username: str,
        work: Callable[[User, Synthesis, Callable[[int, int], None]], str]) -> None:
    job, by = job_with(job_uid), user_named(username)
    synthesis = synthesis_with_uid(synthesis_uid, by) if by else None  # type: ignore[arg-type]
    if job is None or by is None or synthesis is None or job.is_finished:
        return
    page = reverse("syntheses:synthesis-gathering", args=[synthesis.uid])
    try:
        message = work(by, synthesis, lambda done, total: advance_job(job, done=done, total=total))
    except ValidationError as refused:
        finish_job(job, message=" ".join(refused.messages), result_url=page, failed=True)
    except PermissionDenied as refused:
        finish_job(job, message=str(refused), failed=True)
    except Exception as fault:
        finish_job(job, message=_stopped(fault), result_url=page, failed=True)
        raise
    else:
        finish_job(job, message=message, result_url=page)


def told(done: Gathering) -> str:
    """What a gathering brought, in a sentence or two."""
    if not done.count:
        return _("Nothing new was recommended since the last gathering.")
    said = ngettext("%(count)d recommendation came in,", "%(count)d recommendations came in,", done.count) % {
        "count": done.count}
    groups = ngettext("in %(count)d new group.", "in %(count)d new groups.", done.groups) % {"count": done.groups}
    if not done.joined:
        return f"{said} {groups}"
    return f"{said} {groups} " + ngettext(
        "%(count)d of them joined a group that waited.", "%(count)d of them joined groups that waited.",
        done.joined) % {"count": done.joined}


def told_taken(count: int) -> str:
    if not count:
        return _("No group could be taken by itself: each needs a person to say where it goes.")
    return ngettext("%(count)d group is in the table now.", "%(count)d groups are in the table now.", count) % {
        "count": count}


def _stopped(fault: Exception) -> str:
    if is_full(fault):
        return full_in_words()
    return _("The work stopped because of a fault (%(fault)s). Nothing is lost: begin it again.") % {
        "fault": f"{type(fault).__name__}: {fault}"[:300]}
