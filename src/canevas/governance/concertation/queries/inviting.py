"""What the letters about a meeting say, whom they go to, and which one is due."""
from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from email.utils import parseaddr

from django.conf import settings
from django.utils import timezone
from django.utils.translation import override

from canevas.governance.concertation.export.form import Form
from canevas.governance.concertation.export.invitation import (
    Writing,
    invitation_form,
    invitation_pdf,
    invitation_word,
    usual_text,
)
from canevas.governance.concertation.export.sign_in_sheet import (
    Expected,
    Meeting,
    meeting_words,
    sign_in_form,
    sign_in_pdf,
    sign_in_word,
)
from canevas.governance.concertation.models import Invitation, Session, SessionState
from canevas.governance.concertation.queries.attendance import lines_of
from canevas.governance.concertation.queries.meeting import agenda_of
from canevas.governance.concertation.queries.official import (
    CONTENT_TYPES,
    Format,
    OfficialFile,
    file_name,
    letterhead_of,
    template_for,
)
from canevas.governance.concertation.queries.outreach import events_of
from canevas.governance.concertation.rules import invitation as rules
from canevas.governance.concertation.rules.calendar import Invited, calendar, session_event
from canevas.governance.concertation.rules.invitation import Lack, Letter, Sent, Told
from canevas.tools.text.normalise import key

CALENDAR = "text/calendar; charset=utf-8"
OFF = (SessionState.POSTPONED, SessionState.CANCELLED)
_MEETING = "[réunion]"
"""Stands for the meeting in the paragraph that a body keeps, so that its number is that of the day."""


@dataclass(frozen=True, slots=True)
class Recipient:
    """An organisation that is invited; ``address`` "" where the directory has none."""

    name: str
    address: str = ""
    organisation: int | None = None
    code: str = ""


def recipients(session: Session) -> list[Recipient]:
    """Who stands on the attendance list, each organisation once."""
    found: dict[object, Recipient] = {}
    for line in lines_of(session):
        one = line.organisation
        who = Recipient(one.name, one.email, one.pk, one.code) if one else Recipient(line.verbatim)
        found.setdefault(who.organisation or key(who.name), who)
    return list(found.values())


def still_to_send(invitation: Invitation) -> list[Recipient]:
    """Those with an address to whom the letter neither went nor is on its way; what failed is still to be sent."""
    at_it = set(invitation.sendings.filter(error="").values_list("organisation", flat=True))
    return [one for one in recipients(invitation.session) if one.address and one.organisation not in at_it]


def letter_with(uid: str) -> Invitation | None:
    return Invitation.objects.select_related("session__body").filter(uid=uid).first()


def told_of(session: Session) -> Told:
    """What a letter about ``session`` says today."""
    return Told(session.date, session.start, session.end, session.place,
                tuple(item.title or item.treated_title for item in agenda_of(session)))


def last_letter(session: Session) -> Invitation | None:
    return session.invitations.select_related("document__file", "made_by").order_by("-number").first()


def sent_of(letter: Invitation | None) -> Sent | None:
    return Sent(Letter(letter.kind), letter.sequence, Told.from_json(letter.facts)) if letter else None


def due_letter(session: Session) -> Letter | None:
    """The letter that ``session`` calls for now."""
    return rules.due(session.state, told_of(session), sent_of(last_letter(session)))


def lacks_of(session: Session, signatory: str | None = None) -> list[Lack]:
    """What is wanting before the letter goes out."""
    who = recipients(session)
    return rules.lacking(told_of(session), timezone.localdate(), len(who), sum(bool(one.address) for one in who),
                         session.signatory if signatory is None else signatory)


def meeting_of(session: Session) -> Meeting:
    body = session.body
    return Meeting(str(body), body.name if key(body.name) != key(str(body)) else "", session.number, session.stage,
                   session.date, session.start, session.end, session.place)


def letter_kind(session: Session) -> Letter:
    """The kind of letter to show: the one that is due, else the last one made, else an invitation."""
    last = last_letter(session)
    return due_letter(session) or (Letter(last.kind) if last else Letter.CONVENE)


def proposed_text(session: Session, kind: Letter) -> str:
    """The paragraph that the next letter begins with: that of the body's last invitation, else the usual one."""
    meeting = meeting_of(session)
    kept = session.body.invitation_text
    if kind is Letter.CONVENE and kept:
        return kept.replace(_MEETING, meeting_words(meeting))
    return usual_text(kind, meeting, session.state == SessionState.POSTPONED)


def text_to_keep(session: Session, text: str) -> str:
    """``text`` for the next meetings of the body: the words for this meeting give way to a sign."""
    return text.replace(meeting_words(meeting_of(session)), _MEETING)


def writing_of(session: Session, kind: Letter, text: str, signatory: str,
               before: Invitation | None = None) -> Writing:
    """The letter to all. ``before``: the letter that it follows."""
    letters = set(session.invitations.exclude(document=None).values_list("document", flat=True))
    last = session.moves.order_by("-pk").first()
    return Writing(
        kind, meeting_of(session), told_of(session).agenda, text, signatory,
        documents=[one.label for one in session.documents.all() if one.pk not in letters],
        before=Told.from_json(before.facts) if before else None,
        reason=last.reason if last and session.state in OFF else "",
        is_postponed=session.state == SessionState.POSTPONED, made_on=timezone.localdate(),
        invited=[one.name for one in recipients(session)])


def letter_form(session: Session, writing: Writing) -> Form:
    return invitation_form(writing, letterhead_of(template_for(session.body)))


def letter_file(session: Session, writing: Writing, kind: Format) -> OfficialFile:
    """« Invitation_GTM-Tahoua_2026-05-17.pdf ». Raises ``TemplateFault`` or ``PdfFault`` (a sentence)."""
    form = letter_form(session, writing)
    content = invitation_pdf(form) if kind == "pdf" else invitation_word(form)
    return OfficialFile(_named("Invitation", session, kind), content, CONTENT_TYPES[kind])


def writing_now(session: Session, text: str, signatory: str) -> Writing:
    """The letter that is due, or else the last one again, with these words."""
    due, last = due_letter(session), last_letter(session)
    before = last if due else session.invitations.filter(number__lt=last.number).last() if last else None
    return writing_of(session, letter_kind(session), text, signatory, before)


def letters_zip(session: Session, writing: Writing,
                progress: Callable[[int, int], None] | None = None) -> OfficialFile:
    """One letter for each organisation, as Word and PDF, and the calendar event."""
    out, invited = io.BytesIO(), recipients(session)
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, one in enumerate(invited, 1):
            if progress is not None:
                progress(number - 1, len(invited))
            form = letter_form(session, replace(writing, addressee=one.name))
            name = f"{number:03d}_{_plain(one.code or one.name)}"
            archive.writestr(f"{name}.pdf", invitation_pdf(form))
            archive.writestr(f"{name}.docx", invitation_word(form))
        if session.date:
            archive.writestr("invitation.ics", event_file(session).content)
    return OfficialFile(_named("Invitations", session, "zip"), out.getvalue(), "application/zip")


def event_file(session: Session, only: Recipient | None = None, sequence: int | None = None) -> OfficialFile:
    """The calendar event: an invitation to those with an address (``only`` to one of them), else one that is merely
    published; a meeting that is put off or cancelled takes it back. It says what calendars that are followed say
    (``outreach.events_of``). The session has a day."""
    who = [one for one in ([only] if only else recipients(session)) if one.address]
    with override("fr"):
        said = events_of([session])[0]
    event = session_event(
        replace(said, stamp=timezone.now(), sequence=said.sequence if sequence is None else sequence),
        Invited(session.body.name, parseaddr(settings.DEFAULT_FROM_EMAIL)[1]) if who else None,
        [Invited(one.name, one.address) for one in who])
    method = "CANCEL" if session.state in OFF and who else "REQUEST" if who else "PUBLISH"
    return OfficialFile("invitation.ics", calendar(str(session.body), [event], method),
                        f"{CALENDAR}; method={method}")


def sign_in_file(session: Session, kind: Format) -> OfficialFile:
    """« Presence_GTM-Tahoua_2026-05-17.pdf »: who is expected, and blank lines."""
    form = sign_in_form(meeting_of(session), [
        Expected(one.organisation.name if one.organisation else one.verbatim, one.person, one.function)
        for one in lines_of(session)], letterhead_of(template_for(session.body)))
    content = sign_in_pdf(form) if kind == "pdf" else sign_in_word(form)
    return OfficialFile(_named("Presence", session, kind), content, CONTENT_TYPES[kind])


def _named(what: str, session: Session, kind: str) -> str:
    return what + file_name(session, kind).removeprefix("CR")


def _plain(text: str) -> str:
    return "".join(sign if sign.isascii() and sign.isalnum() else "-" for sign in text)[:60].strip("-") or "structure"
