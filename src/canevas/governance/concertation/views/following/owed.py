"""« Ma structure »: what an organisation owes, by when, from which meeting; and what was done lately."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from canevas.commons.access.operations import require_somewhere
from canevas.commons.access.queries import may_somewhere
from canevas.commons.design.lists import Column, Empty, RegisterList
from canevas.commons.directory.queries import organisation_by_code
from canevas.governance.concertation.operations.progress import reporter_of
from canevas.governance.concertation.permissions import ACTION_POINT_STATUS, ACTION_POINT_VIEW, REMINDER_VIEW
from canevas.governance.concertation.queries import owed as queries
from canevas.governance.concertation.queries.owed import Owed
from canevas.governance.concertation.rules.carrying_over import age_of
from canevas.governance.concertation.views.following.columns import EXPORTED
from canevas.governance.concertation.views.following.reporting import ReportForm, take_report
from canevas.governance.concertation.views.following.words import age_words, answering_chips
from canevas.governance.concertation.views.naming import meeting_cell, meeting_name

TITLES: dict[str, str | Promise] = {
    "late": gettext_lazy("Late"), "soon": gettext_lazy("Due within two weeks"), "later": gettext_lazy("Due later"),
    "undated": gettext_lazy("Without a day"), "continuous": gettext_lazy("Going on without an end"),
}


@dataclass(slots=True)
class Line:
    """One action as the page shows it; ``form`` where the person may report on it."""

    owed: Owed
    age: str
    meeting: SafeString | str
    others: SafeString
    form: ReportForm | None = None
    is_open: bool = False
    """Its form is unfolded: something is wrong or asked."""

    @property
    def action(self) -> Any:
        return self.owed.action


@dataclass(slots=True)
class Section:
    name: str
    title: str | Promise
    count: int
    lines: list[Line]


def owed(request: HttpRequest) -> HttpResponseBase:
    """One's own organisation where there is one only, else the organisations that owe something."""
    require_somewhere(request.user, ACTION_POINT_VIEW)
    own = queries.own_organisations(request.user)
    if len(own) == 1:
        return redirect("concertation:owed-by", own[0].code)
    rows = queries.owing_organisations(request.user)
    mine = {one.code for one in own}
    return render(request, "concertation/following/owing.html", {
        "own": [row for row in rows if row.organisation.code in mine], "own_count": len(own),
        "rows": [row for row in rows if row.organisation.code not in mine],
        "may_follow": bool(rows) and may_somewhere(request.user, ACTION_POINT_STATUS),
        "may_remind": may_somewhere(request.user, REMINDER_VIEW)})


def owed_by(request: HttpRequest, code: str) -> HttpResponseBase:
    """What one organisation owes, the most urgent first. ``?format=csv`` or ``xlsx`` gives the same as a file."""
    require_somewhere(request.user, ACTION_POINT_VIEW)
    organisation = _organisation(code)
    if request.GET.get("format") in ("csv", "xlsx"):
        return _exported(request, organisation)
    return _page(request, organisation)


@require_POST
def report(request: HttpRequest, code: str, uid: UUID) -> HttpResponse:
    """A report made on the line itself. Asked by htmx it gives the line back, else the page."""
    require_somewhere(request.user, ACTION_POINT_VIEW)
    organisation = _organisation(code)
    found = queries.one_owed(request.user, organisation, uid)
    if found is None:
        raise Http404(_("This action is not in the register."))
    form = take_report(request, found.action)
    if "HX-Request" in request.headers:
        fresh = queries.one_owed(request.user, organisation, uid) or found
        line = _line(request, fresh, form)
        return render(request, "concertation/following/owed_line.html", {
            "line": line, "organisation": organisation, "is_saved": form is None})
    if form is None:
        messages.success(request, _("Your report was saved."))
        return redirect(f"{reverse('concertation:owed-by', args=[code])}#a-{uid}")
    return _page(request, organisation, (found, form))


def _organisation(code: str) -> Any:
    found = organisation_by_code(code)
    if found is None:
        raise Http404(_("This organisation is not in the directory."))
    return found


def _page(request: HttpRequest, organisation: Any, answered: tuple[Owed, ReportForm] | None = None) -> HttpResponse:
    groups = queries.groups_of(request.user, organisation)
    uid, form = (answered[0].action.uid, answered[1]) if answered else (None, None)
    sections = [Section(group.name, TITLES[group.name], group.count, [
        _line(request, one, form if one.action.uid == uid else None) for one in group.rows]) for group in groups]
    own = queries.own_organisations(request.user)
    return render(request, "concertation/following/owed.html", {
        "organisation": organisation, "sections": sections, "own": own,
        "is_own": any(one.pk == organisation.pk for one in own), "total": sum(group.count for group in groups),
        "done": [_line(request, one) for one in queries.done_lately(request.user, organisation)],
        "in_range": queries.SHOWN}, status=422 if answered else 200)


def _line(request: HttpRequest, one: Owed, form: ReportForm | None = None) -> Line:
    action = one.action
    seen = getattr(action, "is_session_shown", True)
    may_report = action.is_open and reporter_of(request.user, action) is not None
    return Line(
        one, age_words(age_of(action.session.date, queries.today())) if action.is_open else "",
        meeting_cell(action.session) if seen else meeting_name(action.session), answering_chips(one.others),
        form or (ReportForm(request.user, action) if may_report else None), form is not None)


def _exported(request: HttpRequest, organisation: Any) -> HttpResponseBase:
    """Everything that is still owed, as the list of actions exports it."""
    rows = queries.unfinished(request.user, organisation)
    return RegisterList(
        title=_("Owed by %(organisation)s") % {"organisation": organisation.acronym or organisation.name},
        caption="", rows=lambda _request: rows, columns=(*EXPORTED, Column(
            "identifier", gettext_lazy("Identifier"), lambda row: str(row.uid))),
        order="deadline", empty=Empty("")).respond(request)

