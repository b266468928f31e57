"""The list of action points, the sheet of one, and its state."""
from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from canevas.commons.access.operations import require, require_somewhere
from canevas.commons.design import components
from canevas.commons.design.lists import BooleanFilter, Choice, ChoiceFilter, Column, DateFilter, Empty, RegisterList
from canevas.commons.design.lists import TextFilter as Words
from canevas.governance.concertation import operations
from canevas.governance.concertation.forms import STATUS, StatusForm
from canevas.governance.concertation.models import ActionPoint
from canevas.governance.concertation.permissions import ACTION_POINT_STATUS, ACTION_POINT_VIEW
from canevas.governance.concertation.queries import register, visible
from canevas.governance.concertation.queries.sheet import action_with_uid, story_of_action
from canevas.governance.concertation.views import choices
from canevas.governance.concertation.views.choices import capital
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


def _state_word(row: ActionPoint) -> str:
    return _("Late") if row.is_late() else capital(STATUS[row.status])


ACTIONS = RegisterList(
    title=gettext_lazy("Action points"),
    caption=gettext_lazy("Each row is one thing to be done, as the minutes put it."),
    rows=_rows,
    columns=(
        Column("text", gettext_lazy("Action point"), "text", cell=_text_cell, kind="long", is_title=True),
        Column("who", gettext_lazy("Responsible"),
               value=lambda row: ", ".join(who.verbatim for who in row.responsibles.all()),
               cell=lambda row: components.chips(row.responsibles.all())),
        Column("deadline", gettext_lazy("Deadline"), value=lambda row: row.deadline_date or row.deadline_text,
               order=("due_on",),
               cell=lambda row: components.deadline(row.due_on, row.deadline_text, row.is_open)),
        Column("state", gettext_lazy("State"), value=_state_word, cell=components.action_state, kind="short"),
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
        DateFilter("deadline", gettext_lazy("Deadline"), field="due_on"),
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


def _sheet(request: HttpRequest, found: ActionPoint, form: StatusForm | None = None) -> HttpResponse:
    may_change = visible.may_follow(request.user, found) and found.withdrawn_at is None
    undo = operations.undoable_status(found) if may_change else None
    return render(request, "concertation/action.html", {
        "action": found, "session": found.session,
        "is_session_shown": getattr(found, "is_session_shown", True), "meeting": meeting_name(found.session),
        "form": form or StatusForm(initial={"status": found.status}), "may_change": may_change,
        "undo": STATUS.get(undo) if undo else None, "story": told(story_of_action(found))},
        status=422 if form is not None else 200)


@require_POST
def change_status(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say how far the action is; ``undo`` in the form takes the last change back."""
    require_somewhere(request.user, ACTION_POINT_VIEW)
    found = _found(request, uid)
    if "undo" in request.POST:
        operations.undo_action_point_status(by=request.user, action=found)
        messages.success(request, _("The last change was taken back."))
        return redirect(found)
    form = StatusForm(request.POST)
    if not form.is_valid():
        if not visible.may_follow(request.user, found):
            require(request.user, ACTION_POINT_STATUS, body=found.session.body.code)
        return _sheet(request, found, form)
    changed = operations.change_action_point_status(by=request.user, action=found, **form.cleaned_data)
    messages.success(request, _("The action is now “%(status)s”.") % {"status": STATUS[changed.status]})
    return redirect(found)
