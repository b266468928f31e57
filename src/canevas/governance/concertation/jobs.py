"""Long work of this room: files dropped on the page are read while the person does something else."""
from __future__ import annotations

import shutil
import uuid
from collections.abc import Iterable
from pathlib import Path, PurePath

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from canevas.commons.access.queries import User, user_named
from canevas.commons.jobs.operations import advance_job, finish_job, open_job
from canevas.commons.jobs.queries import job_with
from canevas.governance.concertation.operations import Imported, import_files
from canevas.governance.concertation.operations.incoming import incoming_folder


def start_reading(*, by: User, files: Iterable[UploadedFile]) -> str:
    """Set the files aside and have them read; the address of the page that tells how far it is."""
    folder = uuid.uuid4().hex
    names = []
    for number, file in enumerate(files):
        place = incoming_folder(folder) / str(number)
        place.mkdir(parents=True)
        name = safe_name(file.name or "")
        with (place / name).open("wb") as out:
            for chunk in file.chunks():
                out.write(chunk)
        names.append(name)
    label = names[0] if len(names) == 1 else ngettext(
        "Reading of %(count)s file", "Reading of %(count)s files", len(names)) % {"count": len(names)}
    with transaction.atomic():  # a job without its task would wait for ever
        job = open_job(by=by, label=label, total=len(names))
        read_dropped.enqueue(folder, str(job.uid), by.username)
    return reverse("jobs:job", args=[job.uid])


def safe_name(name: str) -> str:
    """The name of a file without folders or characters that a file system refuses."""
    kept = "".join("_" if sign in '<>:"/\\|?*' or ord(sign) < 32 else sign for sign in PurePath(
        name.replace("\\", "/")).name).strip(" .")
    return kept[-180:] or "document"


@task()
def read_dropped(folder: str, job_uid: str, username: str) -> None:
    """Take in what :func:`start_reading` set aside. Each file is read in a process of its own."""
    job, by = job_with(job_uid), user_named(username)
    if job is None or by is None or job.is_finished:
        return  # killed between its end and the end of its task
    place = incoming_folder(folder)
    paths = sorted((path for path in place.glob("*/*") if path.is_file()), key=lambda path: int(path.parent.name))
    done: list[Imported] = []

    def tell(one: Imported) -> None:
        done.append(one)
        advance_job(job, done=len(done), total=len(paths))

    try:
        import_files(by=by, paths=paths, processes=min(2, len(paths)) or 1, progress=tell)
    except Exception as fault:
        finish_job(job, failed=True, message=_("The reading stopped because of a fault of the program (%(fault)s). "
                                               "Bring the files again.") % {"fault": type(fault).__name__})
        raise
    else:
        finish_job(job, message=summary(done), result_url=result_of(done),
                   failed=all(one.outcome == "refused" for one in done))
    finally:
        shutil.rmtree(place, ignore_errors=True)


def summary(done: list[Imported]) -> str:
    """What became of the files, one sentence a line."""
    lines = []
    for one in done:
        name = Path(one.path).name
        if one.outcome == "refused":
            lines.append(one.sentence if name in one.sentence else f"{name} – {one.sentence}")
        elif one.outcome == "sheet":
            lines.append(_("“%(name)s” is the sheet of an organisation: confirm what it says.") % {"name": name})
        elif one.outcome in ("known", "unchanged"):
            lines.append(_("“%(name)s” is in the register already: nothing was changed.") % {"name": name})
        elif one.outcome == "superseding":
            lines.append(_("“%(name)s” is a new version of known minutes: see what differs.") % {"name": name})
        elif not one.doubts:
            lines.append(_("“%(name)s” was read: nothing to check, it can enter the register.") % {"name": name})
        else:
            lines.append(ngettext("“%(name)s” was read: %(count)s value to check.",
                                  "“%(name)s” was read: %(count)s values to check.", one.doubts)
                         % {"name": name, "count": one.doubts})
    return "\n".join(lines[:30])


def result_of(done: list[Imported]) -> str:
    """The review itself for one file, the list for several."""
    if len(done) == 1 and done[0].outcome == "sheet":
        return reverse("concertation:sheet-back", args=[done[0].intake])
    if len(done) == 1 and done[0].intake:
        return reverse("concertation:review", args=[done[0].intake])
    return reverse("concertation:intakes")
