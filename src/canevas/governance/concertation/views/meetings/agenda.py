"""The agenda of a session, put in order. Ordinary forms that work without JavaScript; with it, the list is swapped in
place, items are dragged, and what happened is said to screen readers."""
from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.governance.concertation.models import AgendaItem, Session
from canevas.governance.concertation.operations import agenda as acts
from canevas.governance.concertation.operations.errors import ChangedMeanwhile, MeetingRefused, NotNow
from canevas.governance.concertation.permissions import SESSION_EDIT
from canevas.governance.concertation.queries.meeting import (
    agenda_of,
    is_from_file,
    mark_of,
    minutes_to_adopt,
    outline_of,
)
from canevas.governance.concertation.rules.agenda_plan import adoption_title
from canevas.governance.concertation.rules.outline import SectionKind
from canevas.governance.concertation.rules.session_states import Part, may_edit
from canevas.governance.concertation.views.meetings.finding import session_or_404
from canevas.governance.concertation.views.naming import meeting_name

CONFLICT, REFUSED = 409, 422


def agenda(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The agenda with its acts; a POST does one of them."""
    session = session_or_404(request, uid)
    require(request.user, SESSION_EDIT, body=session.body.code)
    said, refusal, typed, status = "", "", "", 200
    if request.method == "POST":
        try:
            said = _act(request, session)
        except ChangedMeanwhile as changed:
            refusal, status = str(changed), CONFLICT
        except (MeetingRefused, NotNow) as refused:
            refusal, status = str(refused), REFUSED
        typed = request.POST.get("title", "").strip() if refusal else ""
    is_part = bool(request.headers.get("HX-Request"))
    if request.method == "POST" and not refusal and not is_part:
        messages.success(request, said)
        return redirect("concertation:session-agenda", uid)
    context = _context(session) | {"said": said, "refusal": refusal, "typed": typed, "is_part": is_part}
    template = "agenda_list.html" if is_part else "agenda.html"
    # what htmx asked for is swapped in only when it is a success; the sentence stands in it
    return render(request, f"concertation/meetings/{template}", context, status=200 if is_part else status)


def _context(session: Session) -> dict[str, object]:
    items = agenda_of(session)
    pinned = [one.kind == SectionKind.ADOPTION for one in items]
    first = sum(pinned)
    rows = [{"item": one, "is_pinned": fixed, "can_rise": not fixed and place > first,
             "can_sink": not fixed and place < len(items) - 1}
            for place, (one, fixed) in enumerate(zip(items, pinned, strict=True))]
    return {"session": session, "name": meeting_name(session), "rows": rows, "seen": mark_of(items),
            "removed": list(session.items.exclude(withdrawn_at=None).order_by("number")),
            "can_edit": may_edit(Part.AGENDA, session.state) and not is_from_file(session),
            "is_from_file": is_from_file(session), "lacks": adoptions_lacking(session, items),
            "reviews": session.reviews.count()}


def adoptions_lacking(session: Session, items: list[AgendaItem]) -> bool:
    """Whether the adoption lines differ from what is due today."""
    section = next((one for one in outline_of(session.body).sections if one.kind is SectionKind.ADOPTION), None)
    if section is None or is_from_file(session) or not may_edit(Part.AGENDA, session.state) or (
            session.state not in ("planned", "convened", "postponed")):
        return False
    wanted = {adoption_title(section.title, one.day) for one in minutes_to_adopt(session)}
    return wanted != {one.title for one in items if one.kind == SectionKind.ADOPTION}


def _act(request: HttpRequest, session: Session) -> str:
    """Do what the form asks; what is said of it."""
    verb, seen = request.POST.get("act", ""), request.POST.get("seen", "")
    if verb == "add":
        item = acts.add_item(by=request.user, session=session, title=request.POST.get("title", ""), seen=seen)
        return _("“%(title)s” is on the agenda.") % {"title": item.title}
    if verb == "order":
        acts.reorder_agenda(by=request.user, session=session, order=request.POST.get("order", "").split(","), seen=seen)
        return _("The order is saved.")
    if verb == "renew":
        acts.renew_adoptions(by=request.user, session=session, seen=seen)
        return _("The adoption of the previous minutes is up to date.")
    if verb == "build":
        acts.build_agenda(by=request.user, session=session)
        return _("The agenda is built from the outline.")
    return _act_on(request, session, verb, seen)


def _act_on(request: HttpRequest, session: Session, verb: str, seen: str) -> str:
    item = _item(session, request.POST.get("item", ""))
    if verb in ("up", "down"):
        items = acts.move_item(by=request.user, item=item, places=-1 if verb == "up" else 1, seen=seen)
        place = next((one.number for one in items if one.pk == item.pk), item.number)
        return _("“%(title)s” is now item %(place)s of %(all)s.") % {
            "title": item.title, "place": place, "all": len(items)}
    one: dict[str, Callable[[], AgendaItem]] = {
        "rename": lambda: acts.rename_item(by=request.user, item=item, title=request.POST.get("title", ""), seen=seen),
        "remove": lambda: acts.remove_item(by=request.user, item=item, seen=seen),
        "restore": lambda: acts.restore_item(by=request.user, item=item)}
    if verb not in one:
        raise MeetingRefused(_("This act is not known: reload the page."))
    done = one[verb]()
    return {"rename": _("The item is now called “%(title)s”."), "remove": _("“%(title)s” is off the agenda; it can be "
            "put back."), "restore": _("“%(title)s” is on the agenda.")}[verb] % {"title": done.title}


def _item(session: Session, written: str) -> AgendaItem:
    try:
        found = session.items.select_related("session__body").filter(uid=UUID(written)).first()
    except ValueError:
        found = None
    if found is None:
        raise MeetingRefused(_("This item is no longer there: reload the page."))
    return found
