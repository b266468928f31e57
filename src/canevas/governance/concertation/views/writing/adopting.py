"""Circulation, adoption, reservations, and the certificate: the pages of minutes that come before the members."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from canevas.commons.access.operations import require
from canevas.commons.access.queries import may
from canevas.governance.concertation.models import Adoption, Reservation, Session, SessionState
from canevas.governance.concertation.operations.adoption import adopt_minutes
from canevas.governance.concertation.operations.errors import MoveRefused
from canevas.governance.concertation.operations.reservations import (
    decline_reservation,
    integrate_reservation,
    make_reservation,
    open_reservation_again,
    reword_reservation,
    take_back_reservation,
)
from canevas.governance.concertation.operations.versions import circulate_minutes, freeze_minutes
from canevas.governance.concertation.permissions import (
    MINUTES_WRITE,
    RESERVATION_MAKE,
    RESERVATION_SETTLE,
    SESSION_MOVE,
)
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.adoptions import (
    adoptions_of,
    current_adoption,
    later_versions,
    sessions_after,
    waiting_reservations,
)
from canevas.governance.concertation.queries.before_circulation import checks_for
from canevas.governance.concertation.queries.certificates import certificate_file
from canevas.governance.concertation.queries.known import current_minutes
from canevas.governance.concertation.queries.official import Format
from canevas.governance.concertation.queries.versions import content_of, differs_from_last, text_now
from canevas.governance.concertation.rules.session_states import Move, target_of
from canevas.governance.concertation.views.export import attachment
from canevas.governance.concertation.views.meetings.finding import session_or_404
from canevas.governance.concertation.views.naming import meeting_name
from canevas.governance.concertation.views.writing.asking import asked_of, offered_passages, organisation_choices
from canevas.tools.documents.writing.pdf import PdfFault
from canevas.tools.documents.writing.sandbox import TemplateFault

REFUSED = 422


def with_minutes(request: HttpRequest, uid: UUID) -> Session:
    """A session whose minutes the person may read; another answers as if it were not there."""
    session = session_or_404(request, uid)
    if not visible.shows_content(request.user, session):
        raise Http404(_("This meeting is not in the register."))
    return session


@require_http_methods(["GET", "POST"])
def session_circulate(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What is worth a look before the minutes go out; then they are frozen and circulated."""
    session = with_minutes(request, uid)
    require(request.user, SESSION_MOVE, body=session.body.code)
    status, refused = 200, ""
    if request.method == "POST":
        try:
            circulate_minutes(by=request.user, session=session)
        except MoveRefused as refusal:
            refused, status = str(refusal), REFUSED
        else:
            messages.success(request, _("The minutes are circulated: their text is kept as a version."))
            return redirect("concertation:session-versions", uid=uid)
    checks = checks_for(session)
    return render(request, "concertation/adoption/circulate.html", {
        "session": session, "name": meeting_name(session), "checks": checks, "refused": refused,
        "is_held": any(check.is_blocking for check in checks),
        "is_possible": target_of(Move.CIRCULATE, session.state) is not None,
        "keeps_version": differs_from_last(session), "last": current_minutes(session)}, status=status)


@require_http_methods(["GET", "POST"])
def session_adopt(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The minutes are adopted: at which meeting, as they are or with which reservations."""
    session = with_minutes(request, uid)
    require(request.user, SESSION_MOVE, body=session.body.code)
    waiting = list(waiting_reservations(session))
    later = [one for one in sessions_after(session) if one.date and one.date <= timezone.localdate()]
    status, refused = 200, ""
    if request.method == "POST":
        try:
            adoption = _adopt(request, session, waiting, later)
        except MoveRefused as refusal:
            refused, status = str(refusal), REFUSED
        else:
            messages.success(request, _("The minutes are adopted with reservations.") if adoption.with_reservations
                             else _("The minutes are adopted as they are: they are final."))
            return redirect("concertation:session-reservations", uid=uid)
    chosen = request.POST.getlist("maintained")
    return render(request, "concertation/adoption/adopt.html", {
        "session": session, "name": meeting_name(session), "waiting": waiting, "later": later, "refused": refused,
        "is_possible": target_of(Move.ADOPT, session.state) is not None, "today": timezone.localdate(),
        "how": request.POST.get("how") or ("reserved" if waiting else ""), "at": request.POST.get("at", ""),
        "day": request.POST.get("day", ""),
        "maintained": {one.pk for one in waiting if request.method == "GET" or str(one.uid) in chosen}}, status=status)


def _adopt(request: HttpRequest, session: Session, waiting: list[Reservation], later: list[Session]) -> Adoption:
    how = request.POST.get("how")
    chosen = set(request.POST.getlist("maintained"))
    kept = [one.pk for one in waiting if str(one.uid) in chosen] if how == "reserved" else []
    if how not in ("as-is", "reserved"):
        raise MoveRefused(_("Say whether the minutes were adopted as they are or with reservations."))
    if how == "reserved" and not kept:
        raise MoveRefused(_("Enter the reservations first, and tick those that the meeting holds on to."))
    at = next((one for one in later if str(one.uid) == request.POST.get("at")), None)
    return adopt_minutes(by=request.user, session=session, at_session=at, maintained=kept,
                         day=None if at is not None else _day(request.POST.get("day", "")))


def _day(written: str) -> Any:
    try:
        return timezone.datetime.fromisoformat(written).date() if written else None
    except ValueError:
        raise MoveRefused(_("“%(given)s” is not a day: write it like 17/05/2022.") % {"given": written}) from None


@require_GET
def session_reservations(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The adoptions of the minutes and every reservation: what was asked, what became of it, what may be done."""
    session = with_minutes(request, uid)
    current = current_adoption(session)
    settles = may(request.user, RESERVATION_SETTLE, body=session.body.code)
    return render(request, "concertation/adoption/reservations.html", {
        "session": session, "name": meeting_name(session), "adoptions": list(adoptions_of(session)), "current": current,
        "waiting": list(waiting_reservations(session)), "settles": settles and current is not None,
        "may_settle": settles, "makes": _makes(request, session),
        "open_count": current.reservations.filter(state=Reservation.State.OPEN).count() if current else 0,
        "later": later_versions(current) if current else [],
        "unfrozen": bool(current and current.final_on is None and differs_from_last(session)),
        "may_freeze": may(request.user, MINUTES_WRITE, body=session.body.code),
        "may_adopt": session.state == SessionState.CIRCULATED and may(
            request.user, SESSION_MOVE, body=session.body.code)})


def _makes(request: HttpRequest, session: Session) -> bool:
    """Whether the person may enter a reservation now."""
    body = session.body.code
    if session.state == SessionState.CIRCULATED:
        return may(request.user, RESERVATION_MAKE, body=body)
    return session.state == SessionState.ADOPTED_RESERVED and may(request.user, RESERVATION_SETTLE, body=body)


@require_http_methods(["GET", "POST"])
def session_reserve(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Enter a reservation, or say one better (``on``): who, on which passage, what."""
    session = with_minutes(request, uid)
    require(request.user, RESERVATION_MAKE, body=session.body.code)
    version = current_minutes(session)
    content = content_of(version) if version is not None else text_now(session)
    on = _reservation(session, request.POST.get("on") or request.GET.get("on"))
    form = request.POST if request.method == "POST" else request.GET
    refused, status = "", 200
    if request.method == "POST" and "search" not in request.POST:
        try:
            asked = asked_of(request.POST, content)
            if on is not None:
                reword_reservation(by=request.user, reservation=on, asked=asked)
            else:
                make_reservation(by=request.user, session=session, asked=asked)
        except MoveRefused as refusal:
            refused, status = str(refusal), REFUSED
        else:
            messages.success(request, _("The reservation is noted."))
            back = "session-adopt" if request.POST.get("back") == "adopt" else "session-reservations"
            return redirect(f"concertation:{back}", uid=uid)
    before = {"who": str(on.organisation or on.person), "text": on.text,
              "passage": on.passage_uid.hex if on.passage_uid else ""} if on is not None else {}
    values = {name: form.get(name) or before.get(name, "") for name in ("who", "text", "passage", "q", "back")}
    return render(request, "concertation/adoption/reserve.html", {
        "session": session, "name": meeting_name(session), "refused": refused, "values": values, "on": on,
        "passages": offered_passages(content, values["q"], values["passage"]), "version": version,
        "organisations": organisation_choices(session), "is_possible": _makes(request, session) or on is not None,
    }, status=status)


def _reservation(session: Session, uid: str | None) -> Reservation | None:
    """The reservation of this session that ``uid`` names."""
    if not uid:
        return None
    try:
        wanted = UUID(uid)
    except ValueError:
        raise Http404(_("This reservation is not in the register.")) from None
    return get_object_or_404(Reservation, uid=wanted, minutes__session=session)


@require_POST
def reservation_act(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One act on one reservation: integrate, decline, open again, take back."""
    session = with_minutes(request, uid)
    reservation = _reservation(session, request.POST.get("on"))
    if reservation is None:
        raise Http404(_("This reservation is not in the register."))
    try:
        _done(request, session, reservation)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        if Session.objects.get(pk=session.pk).state == SessionState.FINAL:
            messages.success(request, _("No reservation is open any more: the minutes are final."))
        else:
            messages.success(request, _("Noted."))
    return redirect("concertation:session-reservations", uid=uid)


def _done(request: HttpRequest, session: Session, reservation: Reservation) -> None:
    verb = request.POST.get("verb")
    if verb == "integrate":
        chosen = request.POST.get("version", "")
        version = session.minutes.filter(version=int(chosen)).first() if chosen.isdecimal() else None
        if version is None:
            raise MoveRefused(_("Choose the version that did what was asked."))
        integrate_reservation(by=request.user, reservation=reservation, minutes=version)
    elif verb == "decline":
        decline_reservation(by=request.user, reservation=reservation, reason=request.POST.get("reason", ""))
    elif verb == "open":
        open_reservation_again(by=request.user, reservation=reservation)
    elif verb == "take-back":
        take_back_reservation(by=request.user, reservation=reservation)
    else:
        raise MoveRefused(_("This is not possible here."))


@require_POST
def session_freeze(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Keep the present text as a version."""
    session = with_minutes(request, uid)
    try:
        version, new = freeze_minutes(by=request.user, session=session)
    except MoveRefused as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, (_("The present text is kept as version %(version)s.") if new else _(
            "The text has not changed since version %(version)s: nothing new to keep.")) % {"version": version.version})
    back = "session-reservations" if request.POST.get("back") == "reservations" else "session-versions"
    return redirect(f"concertation:{back}", uid=uid)


@require_GET
def certificate_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The certificate of adoption as a Word file."""
    return _certificate(request, uid, "docx")


@require_GET
def certificate_pdf(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The certificate of adoption as a PDF."""
    return _certificate(request, uid, "pdf")


def _certificate(request: HttpRequest, uid: UUID, kind: Format) -> HttpResponse:
    session = with_minutes(request, uid)
    adoption = current_adoption(session)
    if adoption is None:
        messages.error(request, _("These minutes are not adopted: there is nothing to certify yet."))
        return redirect("concertation:session-reservations", uid=uid)
    try:
        return attachment(certificate_file(adoption, kind))
    except (TemplateFault, PdfFault) as fault:
        messages.error(request, str(fault))
        return redirect(reverse("concertation:session-reservations", args=[uid]))
