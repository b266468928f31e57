"""Flow points: the list, the sheet of one, and what is said of when it was watched."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from canevas.commons.access.operations import require_somewhere
from canevas.commons.access.queries import may_somewhere
from canevas.commons.design import formats
from canevas.commons.directory.queries import regions, territories
from canevas.evidence.observatory.forms import (
    ClosePointForm,
    FlowPointForm,
    PointNamesForm,
    ReopenPointForm,
    WatchPeriodForm,
)
from canevas.evidence.observatory.models import FlowPoint, WatchPeriod
from canevas.evidence.observatory.operations import (
    add_flow_point,
    close_flow_point,
    correct_watch_period,
    edit_flow_point,
    remove_watch_period,
    reopen_flow_point,
)
from canevas.evidence.observatory.permissions import DATA_CORRECT, DATA_VIEW
from canevas.evidence.observatory.queries import explorer, labels
from canevas.evidence.observatory.queries.points import (
    WatchedPoint,
    flow_point,
    flow_points,
    given_while_closed,
    is_of_the_reference,
    may_correct,
    region_at,
)
from canevas.evidence.observatory.rules.statistics.watching import Watched
from canevas.evidence.observatory.views.telling import ends


def points(request: HttpRequest) -> HttpResponse:
    require_somewhere(request.user, DATA_VIEW)
    names = {one.pcode: one.name for one in regions()}
    rows = [{"point": one, "region": names.get(region_at(one.code), ""), "toward": _country(one),
             "days": [days(each) for each in one.watched]} for one in flow_points()]
    return render(request, "observatory/points.html", {
        "rows": sorted(rows, key=lambda row: (row["region"], row["point"].name)),
        "may_add": may_somewhere(request.user, DATA_CORRECT)})


def _country(point: WatchedPoint) -> str:
    return labels.country(point.entry.toward) if point.entry.toward else ""


def days(watched: Watched) -> str:
    """A stretch in words: « du 1er mars 2023 au 4 mai 2024 », « depuis le … », « jusqu’au … »."""
    first, last = formats.medium_date(watched.first), formats.medium_date(watched.last)
    if first and last:
        return pgettext("days", "from %(first)s to %(last)s") % {"first": first, "last": last}
    if first:
        return pgettext("days", "since %(first)s") % {"first": first}
    return pgettext("days", "until %(last)s") % {"last": last} if last else _("since an unknown day")


def _seen(request: HttpRequest, code: str) -> WatchedPoint:
    require_somewhere(request.user, DATA_VIEW)
    found = flow_point(code)
    if found is None:
        raise Http404(_("There is no such flow point."))
    return found


def _own(request: HttpRequest, code: str) -> WatchedPoint:
    """The same, for whoever answers for the figures of its region."""
    found = _seen(request, code)
    if not may_correct(request.user, code):
        raise PermissionDenied
    return found


def point(request: HttpRequest, code: str) -> HttpResponse:
    found, row = _seen(request, code), FlowPoint.objects.filter(code=code).first()
    region = region_at(code)
    given, sources = given_while_closed(request.user, [found]), explorer.source_names(request.user)
    return render(request, "observatory/point.html", {
        "point": found, "row": row, "toward": _country(found), "may_correct": may_correct(request.user, code),
        "region": next((one.name for one in regions() if one.pcode == region), ""),
        "periods": _periods(found, row), "spot": explorer.position(code),
        "given": [(labels.period(one.period.iso), sources.get(one.source, one.source), ends(one.value, one.upper))
                  for one in sorted(given, key=lambda one: (one.period.start, one.source))]})


def _periods(found: WatchedPoint, row: FlowPoint | None) -> list[dict[str, Any]]:
    """Those that people wrote down lead to their correction; what the country's reference says does not."""
    if row:
        return [{"days": days(Watched(one.opened, one.closed)), "opened_because": one.opened_because,
                 "closed_because": one.closed_because, "uid": one.uid} for one in row.periods.all()]
    return [{"days": days(one)} for one in found.watched]


def add(request: HttpRequest) -> HttpResponse:
    require_somewhere(request.user, DATA_CORRECT)
    form = FlowPointForm(request.POST or None)

    def act(values: Mapping[str, Any]) -> FlowPoint:
        return add_flow_point(by=request.user, **{**values, "place": values["place"].pcode})
    try:
        made = _done(form, act)
    except PermissionDenied:
        form.add_error("place", _("You answer for the figures of another region: ask whoever answers for this one."))
        made = None
    if made:
        messages.success(request, _("“%(name)s” is a flow point now: files that name it are understood.") % {
            "name": made})
        return redirect(made)
    return _form(request, form, _("Add a flow point"), listed_territories=territories().filter(level__gte=2))


def edit(request: HttpRequest, code: str) -> HttpResponse:
    found = _own(request, code)
    row = FlowPoint.objects.filter(code=code).first()
    form = PointNamesForm(request.POST or None, is_fixed=is_of_the_reference(code), initial={
        "name": found.name, "toward": found.entry.toward, "aliases": "\n".join(row.aliases if row else ())})
    if made := _done(form, lambda values: edit_flow_point(by=request.user, code=code, **values)):
        messages.success(request, _("The names of “%(name)s” were changed.") % {"name": made})
        return redirect(made)
    return _form(request, form, _("Change the names of “%(name)s”") % {"name": found.name}, found)


def close(request: HttpRequest, code: str) -> HttpResponse:
    found, form = _own(request, code), ClosePointForm(request.POST or None)
    if made := _done(form, lambda values: close_flow_point(by=request.user, code=code, **values)):
        messages.success(request, _("“%(name)s” is closed: from then on its figures are missing, not zero.") % {
            "name": made})
        _tell_of_figures(request, code)
        return redirect(made)
    return _form(request, form, _("Close “%(name)s”") % {"name": found.name}, found, _(
        "Figures that were given for later days stay as they are; they are told on the page of the point."))


def reopen(request: HttpRequest, code: str) -> HttpResponse:
    found, form = _own(request, code), ReopenPointForm(request.POST or None)
    if made := _done(form, lambda values: reopen_flow_point(by=request.user, code=code, **values)):
        messages.success(request, _("“%(name)s” is open again: that day is marked as a break in the series.") % {
            "name": made})
        _tell_of_figures(request, code)
        return redirect(made)
    return _form(request, form, _("Open “%(name)s” again") % {"name": found.name}, found)


def period(request: HttpRequest, code: str, uid: UUID) -> HttpResponse:
    """Put a period right, or take it away."""
    found = _own(request, code)
    row = get_object_or_404(WatchPeriod.objects.select_related("point"), uid=uid, point__code=code)
    if request.method == "POST" and "remove" in request.POST:
        made = remove_watch_period(by=request.user, period=row)
        messages.success(request, _("The period was taken away."))
        _tell_of_figures(request, code)
        return redirect(made)
    names = ("opened", "opened_because", "closed", "closed_because")
    form = WatchPeriodForm(request.POST or None, initial={name: getattr(row, name) for name in names})
    if corrected := _done(form, lambda values: correct_watch_period(by=request.user, period=row, **values)):
        messages.success(request, _("The period was corrected."))
        _tell_of_figures(request, code)
        return redirect(corrected)
    return _form(request, form, _("Correct a period of “%(name)s”") % {"name": found.name}, found, removable=True)


def _done(form: Form, act: Callable[[Mapping[str, Any]], FlowPoint]) -> FlowPoint | None:
    """What ``act`` gives of a form that was filled in; ``None``, with its sentences beside the fields, where it refuses
    or where nothing was sent."""
    if not form.is_bound or not form.is_valid():
        return None
    try:
        return act(form.cleaned_data)
    except ValidationError as error:
        told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, sentences in told.items():
            form.add_error(name if name in form.fields else None, sentences)  # type: ignore[arg-type]
        return None


def _tell_of_figures(request: HttpRequest, code: str) -> None:
    """Figures that lie in days on which nobody watched are told, and stay."""
    found = flow_point(code)
    if found and (count := len(given_while_closed(request.user, [found]))):
        messages.warning(request, ngettext(
            "%(count)s figure tells of days on which nobody watched there: it stays, see below.",
            "%(count)s figures tell of days on which nobody watched there: they stay, see below.", count) % {
                "count": formats.number(count)})


def _form(request: HttpRequest, form: Form, title: str, found: WatchedPoint | None = None, note: str = "",
          **more: Any) -> HttpResponse:
    return render(request, "observatory/point_form.html", {
        "form": form, "title": title, "point": found, "note": note, **more}, status=422 if form.errors else 200)
