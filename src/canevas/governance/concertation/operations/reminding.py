"""Reminders go out: each once, whoever sends at the same time and whatever stops in the middle.

A row stands before anything is sent, and says "being sent" before the mail server is spoken to. What is stopped
between that and its end stays so: nobody knows whether the letter left, and only a person sends it again.
"""
from __future__ import annotations

import re
import smtplib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.db import transaction
from django.db.models import Q
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from canevas.commons.access.operations import require, require_somewhere, system_user
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.files.operations import write_whole
from canevas.governance.concertation.models import Reminder, ReminderOptOut, ReminderPlan
from canevas.governance.concertation.operations.errors import NotNow
from canevas.governance.concertation.permissions import REMINDER_SEND
from canevas.governance.concertation.queries.organisation_sheets import sheet_file
from canevas.governance.concertation.queries.reminders import (
    addresses_of,
    digest_of,
    due_again,
    has_opted_out,
    is_doubtful,
    reached_organisations,
    reminding_bodies,
)
from canevas.governance.concertation.rules.digest import Digest, is_for_the_moment, next_wait

State = Reminder.State
ATTACHED = ("pdf", "docx")
_UNSAFE = re.compile(r"[^\w.@+-]+", re.ASCII)


def mail_folder() -> Path:
    """Where letters lie as files when there is no mail server."""
    return Path(settings.CANEVAS_HOME) / "mail"


def send_weekly(period: str) -> None:
    """The turn of a week: what ``commons.jobs`` calls."""
    send_reminders(by=system_user(), occasion=period)


def send_waiting(_period: str) -> None:
    """The turn of what a mail server did not take for the moment."""
    by = system_user()
    for reminder in due_again():
        deliver(by=by, reminder=reminder)


def send_reminders(*, by: User, occasion: str, organisations: Iterable[Any] | None = None) -> list[Reminder]:
    """A digest to each of these organisations (all of them without any) that owes something and has an address.

    For one ``occasion`` ("2026-W47") each address gets one at most: asking again sends what is still to be sent, and
    nothing twice. Who holds the permission on some bodies reminds of what was decided there, and of nothing else.
    Gives the reminders that were delivered, or tried, now.
    """
    require_somewhere(by, REMINDER_SEND)
    bodies = reminding_bodies(by, REMINDER_SEND)
    scope = sorted(bodies or ())
    tried = []
    for organisation in reached_organisations() if organisations is None else organisations:
        if has_opted_out(organisation):
            continue
        digest = digest_of(organisation, bodies=bodies)
        if not digest:
            continue
        for address in addresses_of(organisation):
            reminder, _new = Reminder.objects.get_or_create(
                organisation=organisation, address=address, occasion=_occasion(occasion, scope),
                defaults={"actions": digest.actions, "bodies": scope})
            if reminder.state == State.READY and deliver(by=by, reminder=reminder, digest=digest):
                tried.append(reminder)
    return tried


def _occasion(occasion: str, scope: Sequence[str]) -> str:
    """« 2026-11-22 CRCM-TAHOUA +1 »: a secretariat's own letter is another one than that to all."""
    more = f" +{len(scope) - 1}" if len(scope) > 1 else ""
    return f"{occasion} {scope[0][:24]}{more}"[:40] if scope else occasion


def _require(by: User, reminder: Reminder) -> None:
    """Whoever reminds for all the bodies of whose actions the letter tells."""
    if not reminder.bodies:
        require(by, REMINDER_SEND)
    for code in reminder.bodies:
        require(by, REMINDER_SEND, body=code)


def deliver(*, by: User, reminder: Reminder, digest: Digest | None = None) -> bool:
    """Send one letter, if it is ours to send: ``False`` where somebody else has it, or had it."""
    _require(by, reminder)
    if transaction.get_connection().in_atomic_block and not settings.TESTING:
        raise RuntimeError("a letter is sent outside transactions: that it is being sent must be on the disk before")
    digest = digest or digest_of(reminder.organisation, bodies=reminder.bodies or None)
    mine = Reminder.objects.filter(pk=reminder.pk).filter(_ready()).update(
        state=State.SENDING, begun_at=timezone.now(), attempts=reminder.attempts + 1)
    if not mine:
        return False
    reminder.refresh_from_db()
    if not digest:
        _end(by, reminder, State.REFUSED, error=_("Nothing is owed any more: the letter was not sent."))
        return True
    try:
        message = letter(reminder, digest)
    except Exception as fault:
        _end(by, reminder, State.REFUSED, error=_("The letter could not be made (%(fault)s).") % {"fault": fault})
        raise
    if settings.CANEVAS_SENDS_MAIL:
        _send(by, reminder, message)
    else:
        name = f"{timezone.localdate()}_{_UNSAFE.sub('-', reminder.organisation.code)}_{reminder.pk}.eml"
        write_whole(mail_folder() / name, message.message().as_bytes())
        _end(by, reminder, State.FILED, file=name)
    return True


def _ready() -> Q:
    """Never tried, or refused for the moment and its time has come."""
    return Q(state=State.READY) | Q(state=State.WAITING, next_at__lte=timezone.now())


def letter(reminder: Reminder, digest: Digest) -> EmailMultiAlternatives:
    """The letter in French, as text and as a page, with the sheet to fill in."""
    with override("fr"):
        subject = subject_of(digest)
        context = {"digest": digest, "site": settings.CANEVAS_URL, "today": timezone.localdate()}
        message = EmailMultiAlternatives(
            subject, render_to_string("concertation/outreach/reminder.txt", context), to=[reminder.address],
            headers={"Message-ID": f"<rappel-{reminder.pk}-{reminder.occasion}@canevas>", "Auto-Submitted":
                     "auto-generated"})
        message.attach_alternative(render_to_string("concertation/outreach/reminder.html", context), "text/html")
        for kind in ATTACHED:
            file = sheet_file(reminder.organisation, kind, bodies=reminder.bodies or None)
            message.attach(file.name, file.content, file.content_type)
    return message


def subject_of(digest: Digest) -> str:
    parts = []
    if digest.late:
        parts.append(ngettext("%(count)s late", "%(count)s late", len(digest.late)) % {"count": len(digest.late)})
    if digest.soon:
        parts.append(ngettext("%(count)s due soon", "%(count)s due soon", len(digest.soon)) % {
            "count": len(digest.soon)})
    if not parts:
        parts.append(ngettext("news of %(count)s action", "news of %(count)s actions", len(digest.silent)) % {
            "count": len(digest.silent)})
    return _("Actions to follow up: %(what)s") % {"what": ", ".join(parts)}


def _send(by: User, reminder: Reminder, message: EmailMultiAlternatives) -> None:
    """Speak to the mail server. What it surely did not take is said so; what is not sure stays "being sent"."""
    connection = get_connection()
    try:
        connection.open()
    except smtplib.SMTPAuthenticationError as fault:
        _end(by, reminder, State.REFUSED, error=_said(fault))
        return
    except (OSError, smtplib.SMTPException) as fault:  # nothing was handed over yet
        _put_off(by, reminder, _said(fault))
        return
    try:
        connection.send_messages([message])
    except smtplib.SMTPRecipientsRefused as fault:
        _answered(by, reminder, [code for code, _text in fault.recipients.values()], fault)
    except smtplib.SMTPResponseException as fault:
        _answered(by, reminder, [fault.smtp_code], fault)
    except (OSError, smtplib.SMTPException) as fault:  # cut off in the middle: perhaps it left
        Reminder.objects.filter(pk=reminder.pk).update(error=_said(fault))
    else:
        _end(by, reminder, State.SENT, sent=True)
    finally:
        _close(connection)


def _close(connection: Any) -> None:
    with suppress(OSError, smtplib.SMTPException):
        connection.close()


def _answered(by: User, reminder: Reminder, codes: list[int], fault: Exception) -> None:
    if is_for_the_moment(codes):
        _put_off(by, reminder, _said(fault))
    else:
        _end(by, reminder, State.REFUSED, error=_said(fault))


def _put_off(by: User, reminder: Reminder, error: str) -> None:
    wait = next_wait(reminder.attempts)
    if wait is None:
        _end(by, reminder, State.REFUSED, error=error)
    else:
        Reminder.objects.filter(pk=reminder.pk).update(
            state=State.WAITING, next_at=timezone.now() + wait, error=error)


def _said(fault: Exception) -> str:
    return f"{type(fault).__name__}: {fault}"[:500]


@transaction.atomic
def _end(by: User, reminder: Reminder, state: str, *, error: str = "", file: str = "", sent: bool = False) -> None:
    reminder.state, reminder.error, reminder.file = state, error, file
    reminder.sent_at = timezone.now() if sent else None
    reminder.save(update_fields=["state", "error", "file", "sent_at"])
    record(by=by, event="reminder_refused" if state == State.REFUSED else "reminder_sent", target=reminder, details={
        "organisation": str(reminder.organisation), "address": reminder.address, "occasion": reminder.occasion,
        "state": str(state)})


@transaction.atomic
def send_again(*, by: User, reminder: Reminder) -> None:
    """Let a letter go again that was refused, or of which nobody knows whether it left: a person's choice.

    Raises :class:`NotNow` for one that was sent, or is just being sent.
    """
    _require(by, reminder)
    row = Reminder.objects.select_for_update(of=("self",)).get(pk=reminder.pk)
    if row.state not in (State.REFUSED, State.WAITING) and not is_doubtful(row):
        raise NotNow(_("This letter was sent, or is being sent just now."))
    row.state, row.next_at, row.attempts = State.READY, None, 0
    row.save(update_fields=["state", "next_at", "attempts"])
    record(by=by, event="reminder_asked_again", target=row, details={"address": row.address})


def send_now(*, by: User, organisation: Any, today: date | None = None) -> list[Reminder]:
    """A digest to one organisation at a person's wish: once a day to each address."""
    day = today or timezone.localdate()
    return send_reminders(by=by, occasion=f"{day:%Y-%m-%d}", organisations=[organisation])


@transaction.atomic
def plan_reminders(*, by: User, is_on: bool, weekday: int, hour: int, days_ahead: int) -> ReminderPlan:
    """Say when reminders go out. Raises :class:`NotNow` for a day, an hour or a reach that there is not."""
    require(by, REMINDER_SEND)
    if not (0 <= weekday <= 6 and 0 <= hour <= 23 and 1 <= days_ahead <= 90):
        raise NotNow(_("Choose a day of the week, an hour from 0 to 23, and from 1 to 90 days ahead."))
    row = ReminderPlan.objects.select_for_update().order_by("pk").first() or ReminderPlan()
    row.is_on, row.weekday, row.hour, row.days_ahead, row.changed_by = is_on, weekday, hour, days_ahead, by
    row.save()
    record(by=by, event="reminders_planned", target=row, details={
        "on": is_on, "weekday": weekday, "hour": hour, "days": days_ahead})
    return row


@transaction.atomic
def choose_reminders(*, by: User, organisation: Any, is_off: bool) -> None:
    """Whether an organisation gets reminders."""
    require(by, REMINDER_SEND)
    if is_off:
        ReminderOptOut.objects.get_or_create(organisation=organisation, defaults={"by": by})
    else:
        ReminderOptOut.objects.filter(organisation=organisation.pk).delete()
    record(by=by, event="reminders_stopped" if is_off else "reminders_resumed", target=organisation)
