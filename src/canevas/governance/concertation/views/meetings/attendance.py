"""The attendance list, kept while people come in: one line an organisation, one tap a note. Ordinary forms that work
without JavaScript; with it a line is swapped alone, and what could not be sent is kept and sent again."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import time
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from canevas.commons.access.operations import require
from canevas.commons.directory.queries import organisation_names, organisations, resolve_organisation
from canevas.governance.concertation.models import Attendance, Session
from canevas.governance.concertation.operations import attendance as acts
from canevas.governance.concertation.operations.errors import ChangedMeanwhile, MeetingRefused, NotNow
from canevas.governance.concertation.permissions import ATTENDANCE_EDIT
from canevas.governance.concertation.queries.attendance import Standing, line_of, lines_of, standing_of, voters
from canevas.governance.concertation.rules.session_states import Part, State, may_edit
from canevas.governance.concertation.views.meetings.finding import session_or_404
from canevas.governance.concertation.views.meetings.forms import hour_input
from canevas.governance.concertation.views.naming import meeting_name

CONFLICT, REFUSED = 409, 422
Status = Attendance.Status
NOTES: tuple[tuple[str, str | Promise], ...] = (
    (Status.PRESENT, pgettext_lazy("of a participant", "Present")),
    (Status.LATE, pgettext_lazy("of a participant", "Late")),
    (Status.REPLACED, pgettext_lazy("of a participant", "Replaced")),
    (Status.EXCUSED, pgettext_lazy("of a participant", "Excused")),
    (Status.ABSENT, pgettext_lazy("of a participant", "Absent")),
)
_STATES = {Status.PRESENT: "done", Status.LATE: "done", Status.REPLACED: "done", Status.EXCUSED: "in-progress",
           Status.ABSENT: "late", Status.EXPECTED: "unknown"}


class LineForm(forms.Form):
    """What may be said of one line beside the note itself."""

    arrived_at = forms.TimeField(required=False, widget=hour_input(), label=gettext_lazy("Arrived at"))
    replaced_by = forms.CharField(required=False, max_length=250, label=gettext_lazy("Replaced by"))
    person = forms.CharField(required=False, max_length=250, label=gettext_lazy("Person"))
    function = forms.CharField(required=False, max_length=250, label=gettext_lazy("Function"))


@dataclass(slots=True)
class Seat:
    """One line as the page shows it."""

    row: Attendance
    shape: str
    word: str
    is_voter: bool
    form: LineForm
    problem: str = ""
    is_open: bool = False
    near: tuple[Any, ...] = ()
    """Organisations that an unrecognised name may mean."""


def attendance(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The list with its acts; a POST does one of them."""
    session = session_or_404(request, uid)
    require(request.user, ATTENDANCE_EDIT, body=session.body.code)
    if request.method != "POST":
        return render(request, "concertation/attendance/page.html", _context(session))
    if "line" in request.POST and request.POST.get("act", "") in ("", "save", "attach"):
        return _noted(request, session)
    return _changed(request, session)


def _context(session: Session) -> dict[str, Any]:
    voting = voters(session)
    can_edit = may_edit(Part.ATTENDANCE, session.state)
    seats = [_seat(row, voting) for row in lines_of(session)]
    return {
        "session": session, "name": meeting_name(session), "seats": seats, "notes": NOTES, "can_edit": can_edit,
        "can_complete": not can_edit and may_edit(Part.BLANKS, session.state),
        "removed": list(session.attendance.exclude(withdrawn_at=None).order_by("order", "pk")) if can_edit else [],
        "names": organisation_names() if can_edit else [], "adds_as": _adds_as(session), **_standing(session)}


def _standing(session: Session) -> dict[str, Any]:
    standing = standing_of(session)
    return {"standing": standing, "quorum": quorum_words(standing), "session": session}


def quorum_words(standing: Standing) -> str:
    """« 9 membres sur 14 sont là : le quorum est atteint (il en faut 8). »; "" where the body has no quorum."""
    count = standing.quorum
    if count is None:
        return ""
    there = ngettext("%(there)s member of %(all)s is there", "%(there)s members of %(all)s are there",
                     count.present) % {"there": count.present, "all": count.members}
    told = _("%(there)s: the quorum is reached (%(needed)s needed).") if count.is_reached else _(
        "%(there)s: the quorum is not reached (%(needed)s needed).")
    return told % {"there": there, "needed": count.needed}


def _seat(row: Attendance, voting: frozenset[int], **more: Any) -> Seat:
    word = capfirst(str(row.get_status_display()))
    form = more.pop("form", None) or LineForm(initial={
        name: getattr(row, name) for name in LineForm.base_fields}, auto_id=f"id-{row.pk}-%s")
    near = () if row.organisation_id else _near(row.verbatim)
    return Seat(row, _STATES[Status(row.status)], word, row.organisation_id in voting, form, near=near, **more)


def _near(text: str) -> tuple[Any, ...]:
    codes = [one.code for one in resolve_organisation(text, 3)]
    return tuple(organisations().filter(code__in=codes)) if codes else ()


def _adds_as(session: Session) -> str:
    """How somebody who is added now is noted: as expected before the day, else as present."""
    is_to_come = session.state in (State.PLANNED, State.CONVENED) and (
        session.date is None or session.date > timezone.localdate())
    return Status.EXPECTED if is_to_come else Status.PRESENT


def _noted(request: HttpRequest, session: Session) -> HttpResponse:
    """A note on one line. Asked by htmx, the line comes back with what is counted; else the page."""
    row = line_of(session, request.POST["line"])
    if row is None:
        return _answer(request, session, _("This line is no longer on the list: reload the page."), REFUSED)
    problem, status, form, is_open = "", 200, None, False
    try:
        is_open, form = _note(request, row)
        if form is not None:
            problem, status = _("Correct what is marked."), REFUSED
    except ChangedMeanwhile as changed:
        problem, status = f"{changed} {_typed(request)}".strip(), CONFLICT
    except (MeetingRefused, NotNow) as refused:
        problem, status = str(refused), REFUSED
    if "HX-Request" in request.headers:
        fresh = line_of(session, row.pk) or row
        seat = _seat(fresh, voters(session), problem=problem, is_open=is_open or form is not None,
                     **({"form": form} if form is not None else {}))
        return render(request, "concertation/attendance/line_alone.html", {
            "seat": seat, "notes": NOTES, "can_edit": may_edit(Part.ATTENDANCE, session.state),
            **_standing(session)})
    return _answer(request, session, problem, status, f"#seat-{row.pk}")


def _note(request: HttpRequest, row: Attendance) -> tuple[bool, LineForm | None]:
    """Do what the form of a line asks: whether its details are to be shown now, and the form where it is wrong."""
    seen = int(request.POST["seen"]) if request.POST.get("seen", "").isdecimal() else -1
    if request.POST.get("act") == "attach":
        acts.attach_attendance(by=request.user, line=row, seen=seen, code=request.POST.get("organisation", ""))
        return False, None
    note = request.POST.get("note", "")
    if note:
        changes: dict[str, Any] = {"status": note}
        if note == Status.LATE and row.status != Status.LATE:
            changes["arrived_at"] = _now_at(row.session)
        acts.note_attendance(by=request.user, line=row, seen=seen, changes=changes)
        return note in (Status.LATE, Status.REPLACED), None
    form = LineForm(request.POST, auto_id=f"id-{row.pk}-%s")
    if not form.is_valid():
        return True, form
    acts.note_attendance(by=request.user, line=row, seen=seen, changes=_with_note(row, form.cleaned_data))
    return False, None


def _with_note(row: Attendance, values: dict[str, Any]) -> dict[str, Any]:
    """An hour or a substitute that is typed is the note itself, when it was not made before."""
    if values["replaced_by"] and row.status != Status.REPLACED:
        return {**values, "status": Status.REPLACED}
    if values["arrived_at"] and row.status not in (Status.LATE, Status.REPLACED):
        return {**values, "status": Status.LATE}
    return values


def _now_at(session: Session) -> time | None:
    """The hour, where somebody comes in late right now."""
    now = timezone.localtime()
    return now.time().replace(second=0, microsecond=0) if session.date == now.date() else None


def _typed(request: HttpRequest) -> str:
    """What a refused form held, so that it is not lost with it."""
    words = [text for name in LineForm.base_fields if (text := request.POST.get(name, "").strip())]
    return _("You had typed: %(words)s.") % {"words": ", ".join(words)} if words else ""


def _changed(request: HttpRequest, session: Session) -> HttpResponse:
    """An act on the list: a line more or less, another order, the same note for all who are still expected."""
    said, problem, status = "", "", 200
    try:
        said = _act(request, session)
    except ChangedMeanwhile as changed:
        problem, status = str(changed), CONFLICT
    except (MeetingRefused, NotNow) as refused:
        problem, status = str(refused), REFUSED
    if "HX-Request" in request.headers:
        return render(request, "concertation/attendance/list.html", {
            **_context(session), "problem": problem, "said": said, "typed": _added(request) if problem else {}})
    if said:
        messages.success(request, said)
    return _answer(request, session, problem, status)


def _act(request: HttpRequest, session: Session) -> str:
    verb, by = request.POST.get("act", ""), request.user
    if verb == "add":
        made = acts.add_attendance(by=by, session=session, **_added(request), status=_adds_as(session))
        if made.organisation_id is None:
            return _("“%(name)s” is on the list. The directory does not know it yet: it was asked.") % {
                "name": made.verbatim}
        return _("“%(name)s” is on the list.") % {"name": made.verbatim}
    if verb == "rest":
        count = acts.note_rest(by=by, session=session, status=request.POST.get("note", ""))
        return ngettext("%(n)s line noted.", "%(n)s lines noted.", count) % {"n": count}
    row = line_of(session, request.POST.get("line", ""))
    if row is None:
        raise MeetingRefused(_("This line is no longer on the list: reload the page."))
    seen = int(request.POST["seen"]) if request.POST.get("seen", "").isdecimal() else -1
    one: dict[str, tuple[Callable[[], Any], str]] = {
        "up": (lambda: acts.move_attendance(by=by, line=row, places=-1), _("The order is saved.")),
        "down": (lambda: acts.move_attendance(by=by, line=row, places=1), _("The order is saved.")),
        "remove": (lambda: acts.remove_attendance(by=by, line=row, seen=seen),
                   _("“%(name)s” is off the list; it can be put back.")),
        "restore": (lambda: acts.restore_attendance(by=by, line=row), _("“%(name)s” is on the list."))}
    if verb not in one:
        raise MeetingRefused(_("This act is not known: reload the page."))
    one[verb][0]()
    return one[verb][1] % {"name": row.verbatim}


def _added(request: HttpRequest) -> dict[str, str]:
    return {name: request.POST.get(name, "").strip() for name in ("text", "person", "function")}


def _answer(request: HttpRequest, session: Session, problem: str, status: int, anchor: str = "") -> HttpResponse:
    if not problem:
        return redirect(reverse("concertation:session-attendance", args=[session.uid]) + anchor)
    return render(request, "concertation/attendance/page.html", {
        **_context(session), "problem": problem, "typed": _added(request)}, status=status)
