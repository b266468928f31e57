"""Long work of this room: dropped files are read, letters sent, sheets made, while the person does something else."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django_tasks import task

from canevas.commons.access.queries import User, user_named
from canevas.commons.directory.queries import organisation_by_code
from canevas.commons.jobs.operations import (
    advance_job,
    carry_out,
    fault_in_words,
    finish_job,
    make_file,
    no_longer_waits,
    open_job,
    set_aside,
)
from canevas.commons.jobs.queries import incoming_folder, job_with, under_way
from canevas.governance.concertation.models import Invitation, Reminder, Session
from canevas.governance.concertation.operations import Imported, import_files
from canevas.governance.concertation.operations.errors import MeetingRefused, NotNow
from canevas.governance.concertation.operations.inviting import check_sendable, send_letters
from canevas.governance.concertation.operations.organisation_sheets import take_in_sheet
from canevas.governance.concertation.operations.reminding import deliver, send_again, send_now
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.inviting import letter_with, letters_zip, writing_now
from canevas.governance.concertation.queries.organisation_sheets import all_sheets
from canevas.governance.concertation.queries.owed import owing_organisations
from canevas.governance.concertation.queries.reminders import reminder_with
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.writing.pdf import PdfFault
from canevas.tools.documents.writing.sandbox import TemplateFault

REFUSALS = (NotNow, DocumentRefused)


def start_reading(*, by: User, files: Iterable[UploadedFile]) -> str:
    """Set the files aside and have them read; the address of the page that tells how far it is."""
    with set_aside(files) as (folder, paths):
        label = paths[0].name if len(paths) == 1 else ngettext(
            "Reading of %(count)s file", "Reading of %(count)s files", len(paths)) % {"count": len(paths)}
        with transaction.atomic():  # a job without its task would wait for ever
            job = open_job(by=by, label=label, total=len(paths))
            read_dropped.enqueue(folder, str(job.uid), by.username)
    return reverse("jobs:job", args=[job.uid])


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
        no_longer_waits(folder)


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


def start_sending(*, by: User, letter: Invitation) -> str:
    """Have a letter sent to all that it did not go to yet; the address of the page that tells how far it is.

    Raises :class:`MeetingRefused` where the meeting is no longer as the letter says.
    """
    total = check_sendable(by=by, invitation=letter)
    label = _("Letters – %(meeting)s") % {"meeting": letter.session}
    return _begun(by, label, total, lambda job: send_invited.enqueue(str(letter.uid), job, by.username))


def start_letters(*, by: User, session: Session, text: str, signatory: str) -> str:
    """Have a letter made for each invited organisation; see :func:`start_sending`."""
    label = _("A letter for each organisation – %(meeting)s") % {"meeting": session}
    return _begun(by, label, 0, lambda job: make_letters.enqueue(str(session.uid), text, signatory, job, by.username))


def start_sheets(*, by: User) -> str:
    """Have the sheets made of all organisations that owe something; see :func:`start_sending`."""
    return _begun(by, _("Sheets of all organisations"), 0, lambda job: make_sheets.enqueue(job, by.username))


def start_reminding(*, by: User, organisation: Any) -> str:
    """Have the reminder of one organisation sent; see :func:`start_sending`."""
    label = _("Reminder – %(organisation)s") % {"organisation": organisation}
    return _begun(by, label, 0, lambda job: send_reminder.enqueue(organisation.code, job, by.username))


def start_again(*, by: User, reminder: Reminder) -> str:
    """Have a letter sent again. Raises :class:`NotNow` for one that was sent, or is just being sent."""
    label = _("Reminder again – %(address)s") % {"address": reminder.address}
    with transaction.atomic():
        send_again(by=by, reminder=reminder)
        return _begun(by, label, 0, lambda job: send_one_again.enqueue(reminder.pk, job, by.username))


def start_recognising(*, by: User, organisation: Any, file: UploadedFile) -> str:
    """Have a scanned or photographed sheet read; see :func:`start_sending`."""
    with set_aside([file]) as (folder, [path]), transaction.atomic():
        job = open_job(by=by, label=path.name, total=0)
        recognise_sheet.enqueue(folder, organisation.code, str(job.uid), by.username)
    return reverse("jobs:job", args=[job.uid])


def _begun(by: User, label: str, total: int, enqueue: Callable[[str], object]) -> str:
    """The work, begun once: asked for again while it goes on, it is the one that goes on."""
    job = under_way(by, label)
    if job is None:
        with transaction.atomic():  # a job without its task would wait for ever
            job = open_job(by=by, label=label, total=total)
            enqueue(str(job.uid))
    return reverse("jobs:job", args=[job.uid])


@task()
def send_invited(letter_uid: str, job_uid: str, username: str) -> None:
    """Send a letter. To whom it went, or may have gone before the server stopped, it does not go again."""
    job, by, letter = job_with(job_uid), user_named(username), letter_with(letter_uid)
    if job is None or by is None or letter is None or job.is_finished:
        return
    page = reverse("concertation:session-invitation", args=[letter.session.uid])
    try:
        sent, failed = send_letters(by=by, invitation=letter, progress=lambda done, total: advance_job(
            job, done=done, total=total))
    except (MeetingRefused, PermissionDenied) as refused:
        finish_job(job, message=str(refused), result_url=page, failed=True)
    except Exception as fault:
        finish_job(job, message=fault_in_words(fault), result_url=page, failed=True)
        raise
    else:
        finish_job(job, message=said_of_letters(sent, failed), result_url=page, failed=bool(failed and not sent))


@task()
def send_reminder(code: str, job_uid: str, username: str) -> None:
    """A digest to one organisation: begun anew after a fall, it goes to nobody twice."""
    def sent(by: User) -> tuple[str, str]:
        count = len(send_now(by=by, organisation=organisation_by_code(code)))
        said = ngettext("%(count)s letter: the page of reminders says what became of it.",
                        "%(count)s letters: the page of reminders says what became of them.", count) % {"count": count}
        nothing = _("Nothing was sent: no address, nothing owed, or a letter went there today already.")
        return said if count else nothing, reverse("concertation:reminders")
    carry_out(job_uid, username, sent, REFUSALS)


@task()
def send_one_again(number: int, job_uid: str, username: str) -> None:
    """Deliver a letter that a person let go again."""
    def sent(by: User) -> tuple[str, str]:
        reminder = reminder_with(number, None)
        if reminder is not None:
            deliver(by=by, reminder=reminder)
        return _("The page of reminders says what became of it."), reverse("concertation:reminders")
    carry_out(job_uid, username, sent, REFUSALS)


@task()
def recognise_sheet(folder: str, code: str, job_uid: str, username: str) -> None:
    """Read a sheet that was brought as a picture."""
    def read(by: User) -> tuple[str, str]:
        path = next(path for path in incoming_folder(folder).glob("*/*") if path.is_file())
        sheet = take_in_sheet(by=by, name=path.name, content=path.read_bytes(), organisation=organisation_by_code(code))
        return _("The sheet was read: confirm what it says."), sheet.get_absolute_url()
    try:
        carry_out(job_uid, username, read, REFUSALS)
    finally:
        no_longer_waits(folder)


def said_of_letters(sent: int, failed: int) -> str:
    """What became of a sending, in a sentence or two."""
    if not sent and not failed:
        return _("There was nobody left to send it to.")
    lines = []
    if sent and settings.CANEVAS_SENDS_MAIL:
        lines.append(ngettext("The letter went to %(n)s organisation.", "The letter went to %(n)s organisations.",
                              sent) % {"n": sent})
    elif sent:
        lines.append(ngettext("%(n)s e-mail was written as a file.", "%(n)s e-mails were written as files.", sent) % {
            "n": sent})
    if failed:
        lines.append(ngettext(
            "%(n)s letter could not be sent: the page of the invitation says why, and sends it again.",
            "%(n)s letters could not be sent: the page of the invitation says why, and sends them again.",
            failed) % {"n": failed})
    return "\n".join(lines)


@task()
def make_letters(session_uid: str, text: str, signatory: str, job_uid: str, username: str) -> None:
    """A letter for each invited organisation, in one file."""
    def made(by: User, tell: Callable[[int, int], None]) -> tuple[str, bytes]:
        session = visible.sessions(by).select_related("body").get(uid=session_uid)
        file = letters_zip(session, writing_now(session, text, signatory), tell)
        return file.name, file.content
    make_file(job_uid, username, made, (PdfFault, TemplateFault))


@task()
def make_sheets(job_uid: str, username: str) -> None:
    """The sheets of all that owe something, in one file."""
    def made(by: User, tell: Callable[[int, int], None]) -> tuple[str, bytes]:
        owing = [one.organisation for one in owing_organisations(by)]
        return f"Fiches_{timezone.localdate()}.zip", all_sheets(owing, by, tell)
    make_file(job_uid, username, made, (PdfFault, TemplateFault))
