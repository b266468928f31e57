"""A meeting is convened, changed or called off by letter: made once, kept beside the minutes, sent once to each."""
from __future__ import annotations

import smtplib
from collections.abc import Callable
from dataclasses import replace
from email.utils import parseaddr
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMessage, get_connection
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.files.operations import write_whole
from canevas.governance.concertation.models import Invitation, InvitationSent, Session, SessionState
from canevas.governance.concertation.operations.errors import MeetingRefused
from canevas.governance.concertation.operations.moves import move_session
from canevas.governance.concertation.operations.planning import attach_document
from canevas.governance.concertation.permissions import SESSION_MOVE
from canevas.governance.concertation.queries import inviting
from canevas.governance.concertation.queries.inviting import Recipient
from canevas.governance.concertation.rules.calendar import sequence_at
from canevas.governance.concertation.rules.invitation import Letter, blocks
from canevas.governance.concertation.rules.session_states import Move
from canevas.tools.documents.writing.pdf import PdfFault
from canevas.tools.documents.writing.sandbox import TemplateFault

FOLDER = "mail/invitations"
"""Under the home of the installation, where no mail server is named."""


@transaction.atomic
def issue_letter(*, by: User, session: Session, text: str, signatory: str) -> Invitation:
    """Make the letter that the meeting calls for and keep it as PDF beside its minutes; an invitation convenes it.

    Raises :class:`MeetingRefused` where no letter is due (another person made it) or something that blocks is wanting,
    ``PdfFault`` where the letter cannot be drawn. Nothing is half-done.
    """
    require(by, SESSION_MOVE, body=session.body.code)
    row = Session.objects.select_for_update(of=("self",)).select_related("body").get(pk=session.pk)
    text, signatory = text.strip(), " ".join(signatory.split())[:250]
    kind, last = inviting.due_letter(row), inviting.last_letter(row)
    if kind is None:
        raise MeetingRefused(_("No letter is due: the last one says how the meeting stands now."))
    if kind is not Letter.CANCEL and blocks(inviting.lacks_of(row, signatory)):
        raise MeetingRefused(_("The letter cannot go out yet: mend what is marked first."))
    writing = inviting.writing_of(row, kind, text, signatory, last)
    file = inviting.letter_file(row, writing, "pdf")
    if kind is Letter.CONVENE:
        row.body.invitation_text = inviting.text_to_keep(row, text)
        row.body.save(update_fields=["invitation_text"])
        if row.state == SessionState.PLANNED:
            row = move_session(by=by, session=row, move=Move.CONVENE)
    number = last.number + 1 if last else 1
    label = {Letter.CONVENE: _("Letter of invitation"), Letter.CHANGE: _("Letter of change"),
             Letter.CANCEL: _("Letter of cancellation")}[kind]
    document = attach_document(by=by, session=row, name=file.name, content=file.content, label=label)
    sequence = sequence_at(timezone.now(), last.sequence if last else None, is_due=True)
    made = Invitation.objects.create(
        session=row, number=number, kind=kind.value, sequence=sequence, text=text, signatory=signatory,
        facts=inviting.told_of(row).to_json(), made_by=by, document=document)
    record(by=by, event="invitation_made", target=row, details={
        "kind": kind.value, "number": number, "sequence": sequence})
    return made


def check_sendable(by: User, invitation: Invitation) -> int:
    """To how many organisations the letter is still to go. Raises :class:`MeetingRefused` where it is true no more."""
    session = invitation.session = _as_it_stands(invitation)
    require(by, SESSION_MOVE, body=session.body.code)
    _still_true(invitation)
    return len(inviting.still_to_send(invitation))


def send_letters(*, by: User, invitation: Invitation,
                 progress: Callable[[int, int], None] | None = None) -> tuple[int, int]:
    """Send a letter to every invited organisation with an address that it did not go to yet; how many it went to, and
    how many it could not be sent to. To one that is being sent, or of which that is not known, nothing goes twice.

    ``progress`` is told after each how many were tried, of how many.
    """
    check_sendable(by=by, invitation=invitation)
    waiting, sent, failed = inviting.still_to_send(invitation), 0, 0
    for number, who in enumerate(waiting, 1):
        row = _claimed(by, invitation, who)
        if row is not None:
            went = _sent(by, row, who)
            sent, failed = sent + went, failed + (not went)
        if progress is not None:
            progress(number, len(waiting))
    return sent, failed


def send_again(*, by: User, sending: InvitationSent) -> bool:
    """Send a letter once more to one address, because a person asks for it; whether it went."""
    session = sending.invitation.session = _as_it_stands(sending.invitation)
    require(by, SESSION_MOVE, body=session.body.code)
    _still_true(sending.invitation)
    who = next((one for one in inviting.recipients(session) if one.organisation == sending.organisation_id), None)
    if who is None or not who.address:
        raise MeetingRefused(_("This organisation is no longer invited, or has no address any more."))
    with transaction.atomic():
        row = InvitationSent.objects.select_for_update().get(pk=sending.pk)
        row.invitation = sending.invitation
        row.sent_at, row.error, row.times, row.address = None, "", row.times + 1, who.address
        row.save()
        record(by=by, event="invitation_sending", target=session, details={
            "organisation": who.code, "times": row.times})
    return _sent(by, row, who)


def _as_it_stands(invitation: Invitation) -> Session:
    return Session.objects.select_related("body").get(pk=invitation.session_id)


def _still_true(invitation: Invitation) -> None:
    """Raise :class:`MeetingRefused` where the meeting is no longer as the letter says, or another letter followed."""
    last = inviting.last_letter(invitation.session)
    if inviting.due_letter(invitation.session) is not None or (last is not None and last.pk != invitation.pk):
        raise MeetingRefused(_("The meeting is no longer as this letter says: make the new letter, and send that one."))


@transaction.atomic
def _claimed(by: User, invitation: Invitation, who: Recipient) -> InvitationSent | None:
    """The row of this sending, ours to do; ``None`` where it went already or somebody is at it. What failed before is
    tried again."""
    Session.objects.select_for_update().get(pk=invitation.session_id)
    row = InvitationSent.objects.filter(invitation=invitation, organisation=who.organisation).first() or (
        InvitationSent(invitation=invitation, organisation_id=who.organisation))
    if row.pk and not row.error:
        return None
    row.invitation = invitation  # with its session as it stands
    row.address, row.error, row.times = who.address, "", row.times + 1
    row.save()
    record(by=by, event="invitation_sending", target=invitation.session, details={
        "organisation": who.code, "times": row.times})
    return row


def _sent(by: User, row: InvitationSent, who: Recipient) -> bool:
    """Hand the letter over, and note what became of it."""
    try:
        _hand_over(message_to(row.invitation, who), row)
    except (smtplib.SMTPException, OSError, PdfFault, TemplateFault) as fault:
        with transaction.atomic():
            row.error = str(fault)[:2000] or type(fault).__name__
            row.save(update_fields=["error"])
            record(by=by, event="invitation_refused", target=row.invitation.session, details={
                "organisation": who.code, "why": row.error[:500]})
        return False
    row.sent_at = timezone.now()
    row.save(update_fields=["sent_at"])
    return True


def message_to(invitation: Invitation, who: Recipient) -> EmailMessage:
    """The letter as an e-mail to one organisation: the PDF in its name and the calendar event for it alone."""
    session = invitation.session
    before = session.invitations.filter(number__lt=invitation.number).order_by("-number").first()
    writing = inviting.writing_of(session, Letter(invitation.kind), invitation.text, invitation.signatory, before)
    form = inviting.letter_form(session, writing)
    letter = inviting.letter_file(session, replace(writing, addressee=who.name), "pdf")
    facts = [f"{label} : {form[name]}" for label, name in (("Date", "date"), ("Heure", "heure"), ("Lieu", "lieu"))
             if form[name]]
    message = EmailMessage(
        subject=f"{form['titre']} : {form['objet']}{', ' + form['date'] if form['date'] else ''}",
        body="\n\n".join([*form["introduction"], "\n".join(facts), "La lettre est jointe.", invitation.signatory]),
        to=[who.address])
    message.attach(letter.name, letter.content, letter.content_type)
    if session.date:
        event = inviting.event_file(session, only=who, sequence=invitation.sequence)
        method = event.content_type.rpartition("=")[2]
        message.attach(event.name, event.content.decode(), f"text/calendar; method={method}")
    return message


def _hand_over(message: EmailMessage, row: InvitationSent) -> None:
    """To the mail server; without one, as a file that a mail program opens and sends."""
    if settings.CANEVAS_SENDS_MAIL:
        message.connection = get_connection()
        message.send()
        return
    folder = Path(settings.CANEVAS_HOME) / FOLDER
    message.extra_headers["X-Unsent"] = "1"
    name = f"{row.invitation.uid}-{parseaddr(row.address)[1].replace('@', '_at_').replace('/', '_')}-{row.times}.eml"
    write_whole(folder / name, message.message().as_bytes())
