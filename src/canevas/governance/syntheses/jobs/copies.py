"""Many Word files that came back are read while the person does something else."""
from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from canevas.commons.access.queries import User, user_named
from canevas.commons.jobs.operations import advance_job, finish_job, no_longer_waits, open_job, set_aside
from canevas.commons.jobs.queries import incoming_folder, job_with
from canevas.governance.syntheses.models import Synthesis
from canevas.governance.syntheses.operations.copies import Brought, Taken, Taking, in_words
from canevas.governance.syntheses.queries.copies import whose_file
from canevas.governance.syntheses.queries.reading import synthesis_with_uid
from canevas.tools.documents.limits import Source

TOLD = 60


def start_copies(*, by: User, synthesis: Synthesis, files: Iterable[UploadedFile], organisation_id: int | None = None,
                 replaces: bool = False) -> str:
    """Set the files aside and have them taken in; the address of the page that tells how far it is."""
    with set_aside(files) as (folder, paths):
        label = ngettext("%(count)d Word copy – %(title)s", "%(count)d Word copies – %(title)s", len(paths)) % {
            "count": len(paths), "title": synthesis.title}
        with transaction.atomic():  # a job without its task would wait for ever
            job = open_job(by=by, label=label, total=len(paths))
            take_copies_later.enqueue(folder, str(synthesis.uid), organisation_id or 0, replaces, str(job.uid),
                                      by.username)
    return reverse("jobs:job", args=[job.uid])


@task()
def take_copies_later(folder: str, synthesis_uid: str, organisation: int, replaces: bool, job_uid: str,
                      username: str) -> None:
    """Take in what :func:`start_copies` set aside; begun again after a stop, what was taken in is known already."""
    job, by = job_with(job_uid), user_named(username)
    if job is None or by is None or job.is_finished:
        return
    place = incoming_folder(folder)
    synthesis = synthesis_with_uid(UUID(synthesis_uid), by)
    done: list[Taken] = []
    try:
        if synthesis is None:
            raise PermissionDenied
        taking = Taking(by=by, synthesis=synthesis)
        paths = sorted((path for path in place.glob("*/*") if path.is_file()), key=lambda path: int(path.parent.name))
        for number, path in enumerate(paths, 1):
            source = Source(path.read_bytes(), path.name)
            done.append(taking.take(Brought(path.name, source.content, organisation or whose_file(source)),
                                    replaces=replaces))
            advance_job(job, done=number, total=len(paths))
    except PermissionDenied:
        finish_job(job, failed=True, message=_("You may no longer write this synthesis: nothing more was taken in."))
    except Exception as fault:
        finish_job(job, failed=True, message=_("The reading stopped because of a fault of the program (%(fault)s). "
                                               "Bring the files again.") % {"fault": type(fault).__name__})
        raise
    else:
        finish_job(job, message="\n".join(f"{one.name} – {in_words(one)}" for one in done[:TOLD]),
                   result_url=reverse("syntheses:copies", args=[synthesis.uid]),
                   failed=all(one.standing == "refused" for one in done))
    finally:
        no_longer_waits(folder)
