"""Where a session stands, what may be done next, what happened so far; and the acts themselves."""
from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User, may
from canevas.governance.concertation.models import Session, SessionMove
from canevas.governance.concertation.operations.errors import MeetingRefused, MoveRefused
from canevas.governance.concertation.operations.moves import move_session
from canevas.governance.concertation.operations.planning import BLANKS, plan_again
from canevas.governance.concertation.permissions import ATTENDANCE_EDIT, SESSION_EDIT, SESSION_MOVE, SESSION_REOPEN
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.before_circulation import Check, checks_for
from canevas.governance.concertation.queries.meeting import agenda_of, is_from_file
from canevas.governance.concertation.rules.session_states import EDITABLE, Move, Part, State, moves_from
from canevas.governance.concertation.views.meetings.agenda import adoptions_lacking
from canevas.governance.concertation.views.meetings.finding import session_or_404
from canevas.governance.concertation.views.meetings.forms import MoveForm
from canevas.governance.concertation.views.naming import meeting_name

LINE = (State.PLANNED, State.CONVENED, State.HELD, State.CIRCULATED, State.ADOPTED, State.FINAL)
_WORDS: dict[State, str | Promise] = {
    State.PLANNED: gettext_lazy("Planned"), State.CONVENED: gettext_lazy("Convened"), State.HELD: gettext_lazy("Held"),
    State.CIRCULATED: gettext_lazy("Minutes circulated"), State.ADOPTED: gettext_lazy("Minutes adopted"),
    State.ADOPTED_RESERVED: gettext_lazy("Adopted with reservations"), State.FINAL: gettext_lazy("Minutes final"),
    State.POSTPONED: gettext_lazy("Postponed"), State.CANCELLED: gettext_lazy("Cancelled"),
    State.REOPENED: gettext_lazy("Reopened for correction"),
}
_ACTS: dict[Move, str | Promise] = {
    Move.CONVENE: gettext_lazy("Convene"), Move.HOLD: gettext_lazy("The meeting was held"),
    Move.POSTPONE: gettext_lazy("Postpone"), Move.CANCEL: gettext_lazy("Cancel the meeting"),
    Move.PLAN_AGAIN: gettext_lazy("Plan again"), Move.REOPEN: gettext_lazy("Reopen for correction"),
    Move.CIRCULATE: gettext_lazy("Circulate the minutes"), Move.ADOPT: gettext_lazy("Note the adoption"),
}
_HINTS: dict[Move, str | Promise] = {
    Move.CONVENE: gettext_lazy("The members of the body then see the day, the place and the agenda."),
    Move.HOLD: gettext_lazy("Then enter who came, and type the minutes."),
    Move.POSTPONE: gettext_lazy("The agenda stays; a new day is given later."),
    Move.CANCEL: gettext_lazy("The meeting stays in the register, as cancelled."),
    Move.PLAN_AGAIN: gettext_lazy("Open actions come back onto the agenda for the new day."),
    Move.REOPEN: gettext_lazy("Everything can be corrected again; the minutes are then circulated anew."),
}
_ELSEWHERE = {Move.CONVENE: "concertation:session-invitation",
              Move.CIRCULATE: "concertation:session-circulate", Move.ADOPT: "concertation:session-adopt"}
"""Moves that are more than a move, each on its own page."""
_PARTS: dict[Part, str | Promise] = {
    Part.FACTS: gettext_lazy("day, place and chairs"), Part.AGENDA: gettext_lazy("agenda"),
    Part.ATTENDANCE: gettext_lazy("attendance"), Part.MINUTES: gettext_lazy("minutes"),
    Part.DOCUMENTS: gettext_lazy("files"), Part.BLANKS: gettext_lazy("what was left blank"),
}
_CHECKED = (State.HELD, State.REOPENED)
_OFF = (State.POSTPONED, State.CANCELLED)
_TO_COME = (State.PLANNED, State.CONVENED, State.POSTPONED, State.CANCELLED)
REFUSED = 422


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the line. ``kind``: done, now, to-come, aside."""

    word: str
    kind: str


@dataclass(frozen=True, slots=True)
class Act:
    """Something that may be done now. ``url``: where it is done, when it is a page of its own. ``is_held``: a check
    that blocks must be mended first."""

    move: str
    label: str
    hint: str = ""
    needs_reason: bool = False
    needs_day: bool = False
    url: str = ""
    is_main: bool = False
    is_held: bool = False


@dataclass(slots=True)
class Panel:
    """What the sheet of a session shows of its life; ``acts`` are those that the person may do."""

    steps: list[Step]
    acts: list[Act]
    editable: str
    moves: list[SessionMove]
    checks: list[Check] = field(default_factory=list)
    may_edit: bool = False
    edits_facts: bool = False
    edits_agenda: bool = False
    edits_files: bool = False
    edits_attendance: bool = False
    writes_letters: bool = False
    blanks: bool = False
    agenda_lacks: bool = False
    was_checked: bool = False
    documents: list[Any] = field(default_factory=list)
    note: str = ""
    is_to_come: bool = False
    review_count: int = 0


def panel_of(user: User, session: Session) -> Panel:
    """The panel of ``session`` for ``user``."""
    state, can = State(session.state), EDITABLE[State(session.state)]
    edits = may(user, SESSION_EDIT, body=session.body.code)
    panel = Panel(_steps(state), list(_acts(user, session)), _editable(session),
                  list(session.moves.select_related("by")), may_edit=edits,
                  documents=list(session.documents.select_related("file", "added_by")))
    panel.is_to_come = state in _TO_COME
    panel.review_count = session.reviews.count() if panel.is_to_come and visible.shows_content(user, session) else 0
    panel.edits_attendance = state not in _OFF and may(user, ATTENDANCE_EDIT, body=session.body.code)
    if edits:
        panel.edits_facts = Part.FACTS in can
        panel.edits_agenda = Part.AGENDA in can and not is_from_file(session)
        panel.edits_files = Part.DOCUMENTS in can
        panel.writes_letters = panel.is_to_come
        panel.blanks = Part.BLANKS in can and not panel.edits_facts and has_blanks(session)
        panel.agenda_lacks = panel.edits_agenda and adoptions_lacking(session, agenda_of(session))
        if state in _CHECKED:
            panel.was_checked, panel.checks = True, checks_for(session)
            panel.acts = _held_back(panel.acts, panel.checks)
        panel.note = _note(session)
    return panel


def _held_back(acts: list[Act], checks: list[Check]) -> list[Act]:
    """Minutes that would be wrong do not go out: the act is shown, and waits."""
    if not any(check.is_blocking for check in checks):
        return acts
    return [replace(act, is_held=True, is_main=False) if act.move == Move.CIRCULATE else act for act in acts]


def _note(session: Session) -> str:
    """What is worth knowing before the next act."""
    today = timezone.localdate()
    if session.state in (State.PLANNED, State.CONVENED) and session.date and session.date < today:
        return _("The day of the meeting is past: was it held, or is it put off?")
    return ""


def has_blanks(session: Session) -> bool:
    """Whether something of a finished session is still to be completed."""
    return any(getattr(session, name) in (None, "", []) for name in BLANKS) or session.attendance.filter(
        withdrawn_at=None, function="").exists()


def _steps(state: State) -> list[Step]:
    """The line of a session's life: what is behind, where it stands, what is to come. What left the line (postponed,
    cancelled, reopened) stands after the step it left from."""
    at = {State.ADOPTED_RESERVED: State.ADOPTED, State.REOPENED: State.HELD, State.POSTPONED: State.PLANNED,
          State.CANCELLED: State.PLANNED}.get(state, state)
    place = LINE.index(at)
    aside = state in (State.REOPENED, State.POSTPONED, State.CANCELLED)
    steps = []
    for number, one in enumerate(LINE):
        word = _WORDS[state] if one is at and state is State.ADOPTED_RESERVED else _WORDS[one]
        kind = "done" if number < place or (number == place and aside) else "now" if number == place else "to-come"
        steps.append(Step(str(word), kind))
    if aside:
        steps.insert(place + 1, Step(str(_WORDS[state]), "aside"))
    return steps[:place + 2] if state is State.CANCELLED else steps


def _acts(user: User, session: Session) -> list[Act]:
    found = []
    for one in moves_from(session.state):
        permission = SESSION_REOPEN if one.move is Move.REOPEN else SESSION_MOVE
        if one.move not in _ACTS or not may(user, permission, body=session.body.code):
            continue
        url = ""
        if one.move in _ELSEWHERE:
            try:
                url = reverse(_ELSEWHERE[one.move], args=[session.uid])
            except NoReverseMatch:
                continue
        found.append(Act(one.move.value, str(_ACTS[one.move]), str(_HINTS.get(one.move, "")), one.needs_reason,
                         one.needs_day, url, is_main=not found and not one.needs_reason))
    return found


def _editable(session: Session) -> str:
    """« Peuvent être modifiés : l'ordre du jour, la présence… »."""
    can = EDITABLE[State(session.state)]
    words = [str(_PARTS[part]) for part in Part if part in can and (
        part is not Part.BLANKS or Part.FACTS not in can)]
    return ", ".join(words)


def move(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Move a session on. Opened by itself, or when something is wanting, it is a page that asks for it."""
    session = session_or_404(request, uid)
    asked = request.POST.get("move") or request.GET.get("move", "")
    require(request.user, SESSION_REOPEN if asked == Move.REOPEN else SESSION_MOVE, body=session.body.code)
    act = next((one for one in _acts(request.user, session) if one.move == asked and (
        not one.url or asked == Move.CONVENE)), None)  # convened by other means than our letter, too
    if act is None:
        messages.error(request, _("This is not possible while the meeting is “%(state)s”.")
                       % {"state": session.get_state_display()})
        return redirect(session)
    form = MoveForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            _done(request, session, Move(act.move), form.cleaned_data)
        except (MoveRefused, MeetingRefused) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("The meeting is now “%(state)s”.") % {
                "state": Session.objects.get(pk=session.pk).get_state_display()})
            return redirect(session)
    for name, wanted in (("reason", act.needs_reason), ("day", act.needs_day)):
        if not wanted:
            del form.fields[name]
    return render(request, "concertation/meetings/move.html", {
        "form": form, "act": act, "session": session, "name": meeting_name(session)},
        status=REFUSED if form.errors else 200)


def _done(request: HttpRequest, session: Session, asked: Move, values: dict[str, Any]) -> None:
    if asked is Move.PLAN_AGAIN:
        if values["day"] is None:
            raise MoveRefused(_("Say on which day."))
        plan_again(by=request.user, session=session, day=values["day"])
    else:
        move_session(by=request.user, session=session, move=asked, reason=values["reason"])
