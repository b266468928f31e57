"""The list of action points, the sheet of one, and its state."""
from __future__ import annotations

from datetime import timedelta
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from canevas.commons.access.operations import require_somewhere
from canevas.commons.access.queries import may
from canevas.commons.design import components
from canevas.commons.design.formats import capital
from canevas.commons.design.lists import BooleanFilter, Choice, ChoiceFilter, Column, DateFilter, Empty, RegisterList
from canevas.commons.design.lists import TextFilter as Words
from canevas.governance.concertation.forms import STATUS
from canevas.governance.concertation.models import ActionPoint
from canevas.governance.concertation.operations import undoable_status
from canevas.governance.concertation.operations.progress import take_back_progress
from canevas.governance.concertation.permissions import ACTION_POINT_EDIT, ACTION_POINT_VIEW
from canevas.governance.concertation.queries import register, visible
from canevas.governance.concertation.queries.action_sheet import deadline_of, edits_of, steps_of
from canevas.governance.concertation.queries.carrying_over import carried_at_least
from canevas.governance.concertation.queries.sheet import action_with_uid
from canevas.governance.concertation.rules.carrying_over import age_of
from canevas.governance.concertation.rules.session_states import Part, may_edit
from canevas.governance.concertation.views import choices
from canevas.governance.concertation.views.following.columns import EXPORTED, state_word
from canevas.governance.concertation.views.following.reporting import ReportForm, take_report
from canevas.governance.concertation.views.following.words import age_words, due_cell, passage_words
from canevas.governance.concertation.views.naming import meeting_cell, meeting_name
from canevas.governance.concertation.views.story import told


def _states() -> list[Choice]:
    return [
        Choice("late", _("Late"), register.late),
        Choice("soon", _("Due soon"), register.due_soon),
        *(Choice(status.value, capital(STATUS[status]), Q(status=status.value)) for status in ActionPoint.Status),
    ]


def _rows(request: HttpRequest) -> QuerySet[ActionPoint]:
    """What minutes no longer say is shown only when asked for."""
    rows = register.actions(request.user)
    return rows if request.GET.get("withdrawn") else rows.filter(withdrawn_at=None)


def _text_cell(row: ActionPoint) -> SafeString:
    has_source = row.passages and getattr(row, "is_session_shown", True)
    return format_html('<a href="{}">{}</a> {}', row.get_absolute_url(), row.text,
                       components.source_link(row.source, row.passages) if has_source else "")


def _session_cell(row: ActionPoint) -> SafeString | str:
    """Whoever sees the action only because their organisation answers for it is told the meeting, and not led there."""
    return meeting_cell(row.session) if getattr(row, "is_session_shown", True) else meeting_name(row.session)


def _kinds() -> list[Choice]:
    """What sort of deadline the words set."""
    ongoing = Q(deadline_kind="rhythm", due_on=None)
    return [
        Choice("day", _("A day"), Q(deadline_kind="day")), Choice("period", _("A period"), Q(deadline_kind="period")),
        Choice("rhythm", _("Again and again"), Q(deadline_kind="rhythm", due_on__isnull=False)),
        Choice("continuous", _("Going on without an end"), ongoing),
        Choice("urgency", _("As soon as possible"), Q(deadline_kind="urgency")),
        Choice("event", _("An event without a day"), Q(deadline_kind="event")),
        Choice("none", _("None, or not understood"), Q(deadline_kind="")),
    ]


def _ages() -> list[Choice]:
    """How long ago it was taken."""
    today = timezone.localdate()
    return [Choice(str(months), ngettext("more than %(count)s month", "more than %(count)s months", months) % {
        "count": months}, Q(session__date__lt=today - timedelta(days=round(months * 30.44))))
        for months in (3, 6, 12, 24)]


def _passages() -> list[Choice]:
    return [Choice(str(times), ngettext("%(count)s time or more", "%(count)s times or more", times) % {"count": times},
                   partial(carried_at_least, times)) for times in (1, 2, 3, 5)]


ACTIONS = RegisterList(
    title=gettext_lazy("Action points"),
    caption=gettext_lazy("Each row is one thing to be done, as the minutes put it."),
    rows=_rows,
    columns=(
        Column("text", gettext_lazy("Action point"), "text", cell=_text_cell, kind="long", is_title=True),
        *EXPORTED[1:3],
        Column("deadline", gettext_lazy("Deadline as written"), "deadline_text"),
        Column("due", gettext_lazy("Due on"), "due_on", cell=due_cell, order=("due_on",)),
        Column("state", gettext_lazy("State"), value=state_word, cell=components.action_state, kind="short"),
        Column("axis", gettext_lazy("Axis"), "axis.number", kind="number"),
        Column("session", gettext_lazy("Meeting"), value=lambda row: meeting_name(row.session),
               cell=_session_cell, order=("session__date", "session", "-order")),
    ),
    order="-session",
    filters=(
        Words("q", gettext_lazy("Words"), kind="action_point",
              placeholder=gettext_lazy("Words of the action, responsible…")),
        ChoiceFilter("state", gettext_lazy("State"), as_tabs=True, choices=_states),
        choices.body_filter("session__"),
        choices.region_filter("session__"),
        choices.organisation_filter(register.answered_for_by, gettext_lazy("Responsible")),
        choices.axis_filter(),
        DateFilter("deadline", gettext_lazy("Due on"), field="due_on"),
        ChoiceFilter("kind", gettext_lazy("Sort of deadline"), choices=_kinds),
        ChoiceFilter("age", gettext_lazy("Taken since"), choices=_ages),
        ChoiceFilter("carried", gettext_lazy("Came back"), choices=_passages),
        BooleanFilter("ownerless", gettext_lazy("Nobody answers"), condition=register.ownerless),
        BooleanFilter("withdrawn", gettext_lazy("Withdrawn by corrected minutes"),
                      condition=Q(withdrawn_at__isnull=False)),
    ),
    empty=Empty(gettext_lazy("No action point yet"),
                gettext_lazy("Action points come from the minutes that you bring and confirm."),
                "concertation:deposit", gettext_lazy("Bring first minutes")),
)


def actions(request: HttpRequest) -> HttpResponseBase:
    require_somewhere(request.user, ACTION_POINT_VIEW)
    return ACTIONS.respond(request)


def action(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One action: its facts, its source, its story, and how far it is."""
    require_somewhere(request.user, ACTION_POINT_VIEW)
    return _sheet(request, _found(request, uid))


def _found(request: HttpRequest, uid: UUID) -> ActionPoint:
    found = action_with_uid(uid, request.user)
    if found is None:
        raise Http404(_("This action is not in the register."))
    return found


def _sheet(request: HttpRequest, found: ActionPoint, form: ReportForm | None = None) -> HttpResponse:
    may_report = visible.may_follow(request.user, found) and found.withdrawn_at is None
    undo = undoable_status(found) if may_report else None
    may_edit_words = may(request.user, ACTION_POINT_EDIT, body=found.session.body.code) and may_edit(
        Part.MINUTES, found.session.state) and found.withdrawn_at is None
    steps = steps_of(found, request.user)
    return render(request, "concertation/action.html", {
        "action": found, "session": found.session, "meaning": deadline_of(found), "steps": steps,
        "is_session_shown": getattr(found, "is_session_shown", True), "meeting": meeting_name(found.session),
        "form": form or (ReportForm(request.user, found) if may_report else None), "may_edit": may_edit_words,
        "undo": STATUS.get(undo) if undo else None, "story": told(edits_of(found)), "status_words": STATUS,
        "age": age_words(age_of(found.session.date, timezone.localdate())) if found.is_open else "",
        "passages": passage_words(times) if (times := sum(step.kind == "review" for step in steps)) else ""},
        status=422 if form is not None else 200)


@require_POST
def change_status(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Report on the action; ``undo`` in the form takes the last report back."""
    require_somewhere(request.user, ACTION_POINT_VIEW)
    found = _found(request, uid)
    if "undo" in request.POST:
        if take_back_progress(by=request.user, action=found) is None:  # type: ignore[arg-type]
            messages.warning(request, _("There is nothing of yours to take back."))
        else:
            messages.success(request, _("The last change was taken back."))
        return redirect(found)
    form = take_report(request, found)
    if form is not None:
        return _sheet(request, found, form)
    found.refresh_from_db()
    messages.success(request, _("The action is now “%(status)s”.") % {"status": STATUS[found.status]})
    return redirect(found)
