"""Convening: who is invited, what is lacking, the letter as it goes out, and to whom it went."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from canevas.commons.access.operations import require
from canevas.commons.access.queries import may
from canevas.governance.concertation.jobs import start_letters, start_sending
from canevas.governance.concertation.models import Invitation, InvitationSent, Session
from canevas.governance.concertation.operations.errors import MeetingRefused, MoveRefused, NotNow
from canevas.governance.concertation.operations.inviting import check_sendable, issue_letter, send_again
from canevas.governance.concertation.permissions import ATTENDANCE_EDIT, SESSION_EDIT, SESSION_MOVE
from canevas.governance.concertation.queries import inviting as queries
from canevas.governance.concertation.queries.official import Format
from canevas.governance.concertation.rules.invitation import BLOCKING, Lack, Letter, blocks
from canevas.governance.concertation.views.export import attachment
from canevas.governance.concertation.views.meetings.finding import session_or_404
from canevas.governance.concertation.views.naming import meeting_name
from canevas.tools.documents.writing.pdf import PdfFault
from canevas.tools.documents.writing.sandbox import TemplateFault

REFUSED = 422
LONGEST = 4000
SENTENCES: dict[Lack, str | Promise] = {
    Lack.NO_DAY: gettext_lazy("The meeting has no day yet: give it one."),
    Lack.NOBODY: gettext_lazy("Nobody is invited: enter the members of the body, or put organisations on the list."),
    Lack.DAY_PAST: gettext_lazy("The day of the meeting is past."),
    Lack.NO_PLACE: gettext_lazy("The place is not said."),
    Lack.NO_HOUR: gettext_lazy("The hour is not said."),
    Lack.NO_AGENDA: gettext_lazy("The agenda is empty."),
    Lack.NO_SIGNATORY: gettext_lazy("Nobody signs the letter."),
    Lack.NO_ADDRESS: gettext_lazy("Some organisations have no e-mail address in the directory: give them the letter on "
                                  "paper."),
}
_WHERE = {Lack.NO_DAY: "session-facts", Lack.DAY_PAST: "session-facts", Lack.NO_PLACE: "session-facts",
          Lack.NO_HOUR: "session-facts", Lack.NO_AGENDA: "session-agenda", Lack.NOBODY: "session-attendance"}
ACTS = {Letter.CONVENE: gettext_lazy("Convene"), Letter.CHANGE: gettext_lazy("Make the letter of change"),
        Letter.CANCEL: gettext_lazy("Make the letter of cancellation")}


def invitation(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Look at the letter that is due, make it, send it."""
    session = _session(request, uid)
    if request.method != "POST":
        return render(request, "concertation/attendance/invitation.html", _context(request, session))
    require(request.user, SESSION_MOVE, body=session.body.code)
    try:
        said, then = _act(request, session)
    except (MeetingRefused, MoveRefused, NotNow, PdfFault, TemplateFault) as refused:
        context = _context(request, session) | {"problem": str(refused)}
        return render(request, "concertation/attendance/invitation.html", context, status=REFUSED)
    if said:
        messages.success(request, said)
    return redirect(then) if then else redirect("concertation:session-invitation", uid)


def _session(request: HttpRequest, uid: UUID) -> Session:
    session = session_or_404(request, uid)
    require(request.user, SESSION_EDIT, body=session.body.code)
    return session


def _context(request: HttpRequest, session: Session) -> dict[str, Any]:
    due, letters = queries.due_letter(session), list(
        session.invitations.select_related("document__file", "made_by").prefetch_related("sendings__organisation"))
    last = letters[-1] if letters else None
    kind, (text, signatory) = queries.letter_kind(session), _words(request, session)
    lacks = queries.lacks_of(session, signatory) if due in (Letter.CONVENE, Letter.CHANGE) else []
    who = queries.recipients(session)
    sent = {row.organisation_id: row for row in last.sendings.all()} if last else {}
    return {
        "session": session, "name": meeting_name(session), "due": due, "kind": kind, "text": text,
        "signatory": signatory, "letters": letters[::-1], "last": last, "act": ACTS.get(due) if due else "",
        "lacks": [(SENTENCES[one], one in BLOCKING, _WHERE.get(one, "")) for one in lacks], "is_blocked": blocks(lacks),
        "invited": [(one, sent.get(one.organisation) if one.organisation else None) for one in who],
        "unsent": sum(1 for one in who if one.address and (
            one.organisation not in sent or sent[one.organisation].error)) if last and not due else 0,
        "sends_mail": settings.CANEVAS_SENDS_MAIL, "may_make": may(request.user, SESSION_MOVE, body=session.body.code),
        "may_list": may(request.user, ATTENDANCE_EDIT, body=session.body.code)}


def _words(request: HttpRequest, session: Session) -> tuple[str, str]:
    """The paragraph and who signs: as typed, else as the last letter has them, else as proposed."""
    last, due = queries.last_letter(session), queries.due_letter(session)
    text, signatory = queries.proposed_text(session, queries.letter_kind(session)), session.signatory
    if last is not None and due is None:
        text, signatory = last.text or text, last.signatory
    typed = request.POST if request.method == "POST" else {}
    return str(typed.get("text", text))[:LONGEST], str(typed.get("signatory", signatory))[:250]


def _act(request: HttpRequest, session: Session) -> tuple[str, str]:
    """What was done, and the page of the work that goes on, "" without one."""
    verb = request.POST.get("act", "")
    if verb == "make":
        text, signatory = _words(request, session)
        made = issue_letter(by=request.user, session=session, text=text, signatory=signatory)
        said = _("The letter is made and kept beside the minutes.")
        more, then = _sending(request, made) if request.POST.get("send") else ("", "")
        return f"{said} {more}".strip(), then
    if verb == "send" and (last := queries.last_letter(session)):
        return _sending(request, last)
    if verb == "again":
        key = request.POST.get("sending", "")
        row = InvitationSent.objects.select_related("invitation__session__body").filter(
            pk=int(key), invitation__session=session).first() if key.isdecimal() else None
        if row is not None:
            return _("Sent again.") if send_again(by=request.user, sending=row) else _(
                "It could not be sent: see beside the organisation."), ""
    raise MeetingRefused(_("This act is not known: reload the page."))


def _sending(request: HttpRequest, letter: Invitation) -> tuple[str, str]:
    """See :func:`_act`: nothing is begun where nobody is to be written to."""
    if not check_sendable(by=request.user, invitation=letter):
        return _("No e-mail is to be sent: give the letter on paper to those who have no address in the directory."), ""
    return "", start_sending(by=request.user, letter=letter)


def letter_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The letter to all as a Word file, with the words typed in the form where they are sent along."""
    return _letter(request, uid, "docx")


def letter_pdf(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The letter to all as PDF."""
    return _letter(request, uid, "pdf")


@require_POST
def letters_zip(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A letter for each organisation, and the calendar event, made while one does something else."""
    session = _session(request, uid)
    text, signatory = _words(request, session)
    return redirect(start_letters(by=request.user, session=session, text=text, signatory=signatory))


def _letter(request: HttpRequest, uid: UUID, kind: Format) -> HttpResponse:
    session = _session(request, uid)
    text, signatory = _words(request, session)
    try:
        return attachment(queries.letter_file(session, queries.writing_now(session, text, signatory), kind))
    except (TemplateFault, PdfFault) as fault:
        messages.error(request, str(fault))
        return redirect("concertation:session-invitation", uid=uid)


@require_GET
def event_ics(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The meeting for a calendar program."""
    session = _session(request, uid)
    if session.date is None:
        raise Http404(_("The meeting has no day yet: give it one."))
    return attachment(queries.event_file(session))
