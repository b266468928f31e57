"""The list of recommendations, the sheet of one and its state, and the sheet of a whole set."""
from __future__ import annotations

from functools import partial
from typing import Any
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
from canevas.commons.audit.sentences import told
from canevas.commons.design import components
from canevas.commons.design.formats import capital
from canevas.commons.design.lists import (
    BooleanFilter,
    Choice,
    ChoiceFilter,
    Column,
    DateFilter,
    Empty,
    EntryFilter,
    RegisterList,
    TextFilter,
)
from canevas.commons.directory import queries as directory
from canevas.governance.policy import queries as policy
from canevas.governance.recommendations import operations, queries
from canevas.governance.recommendations.forms import StatusForm
from canevas.governance.recommendations.models import Recommendation
from canevas.governance.recommendations.permissions import RECOMMENDATION_STATUS, RECOMMENDATION_VIEW
from canevas.governance.recommendations.queries import register, visible
from canevas.governance.recommendations.queries.implementation import answers_for_any, awaited_condition, progress_of
from canevas.governance.recommendations.rules.implementation import ReportRefused
from canevas.governance.recommendations.rules.story import status_word
from canevas.governance.recommendations.views.finding import found_recommendation


def _states() -> list[Choice]:
    return [Choice("late", _("Late"), register.late),
            *(Choice(one.value, capital(status_word(one.value)), Q(status=one.value)) for one in Recommendation.Status)]


def _regions() -> list[Choice]:
    return [Choice(one.pcode, one.name, register.from_region(one.pk)) for one in directory.regions()]


def _bodies(user: Any) -> list[Choice]:
    return [Choice(code, name, register.from_body(code)) for code, name in register.origin_bodies(user)]


def _axes() -> list[Choice]:
    return [Choice("general", _("General, of no axis"), register.of_no_axis()),
            *(Choice(str(axis.number), str(axis), Q(axis=axis.pk)) for axis in policy.axes())]


def _concerned() -> list[Choice]:
    return [Choice(one.pcode, one.name, partial(register.concerning_region, one.pk)) for one in directory.regions()]


def _organisations() -> list[Choice]:
    return [Choice(code, name, partial(register.answered_for_by, key))
            for key, code, name in directory.organisation_names()]


def _awaited(user: Any) -> list[Choice]:
    """For those alone who report in the name of an organisation."""
    return [Choice("awaited", _("awaited from us"), awaited_condition(user))] if answers_for_any(user) else []


def _place(code: str) -> Choice | None:
    found = directory.territory_by_pcode(code)
    return Choice(found.pcode, found.name, register.concerning_place(found.pk)) if found else None


def _rows(request: HttpRequest) -> QuerySet[Recommendation]:
    """What documents no longer say is shown only when asked for."""
    rows = register.recommendations(request.user)
    return rows if request.GET.get("withdrawn") else rows.filter(withdrawn_at=None)


def _text_cell(row: Recommendation) -> SafeString:
    return format_html('<a href="{}">{}</a> {}', row.get_absolute_url(), row.text,
                       components.source_link(row.source, row.passages) if row.passages and _shows_set(row) else "")


def _shows_set(row: Recommendation) -> bool:
    """Whoever sees a recommendation only because their organisation answers for it is not led to the whole set."""
    return getattr(row, "is_set_shown", True)


def _origin_cell(row: Recommendation) -> SafeString | str:
    if not _shows_set(row):
        return row.set.origin_label
    return format_html('<a href="{}">{}</a>', row.set.get_absolute_url(), row.set.origin_label)


def _state_word(row: Recommendation) -> str:
    return capital(status_word(row.status))


def _state_cell(row: Recommendation) -> SafeString:
    return components.state(components.LATE) if register.is_late(row) else components.action_state(row)


RECOMMENDATIONS = RegisterList(
    title=gettext_lazy("Recommendations"),
    caption=gettext_lazy("Each row is a recommendation of a list, or a recommended strategy of a synthesis."),
    rows=_rows,
    columns=(
        Column("text", gettext_lazy("Recommendation"), "text", cell=_text_cell, kind="long", is_title=True),
        Column("challenge", gettext_lazy("Challenge"), "row.challenge.text"),
        Column("addressee", gettext_lazy("Addressee"), "addressee"),
        Column("who", gettext_lazy("Regions and actors"),
               value=lambda row: ", ".join(who.verbatim for who in row.responsibilities.all()),
               cell=lambda row: components.chips(row.responsibilities.all())),
        Column("axis", gettext_lazy("Axis"), "axis.number", kind="number"),
        Column("part", gettext_lazy("Sub-programme"), value=register.part_of_policy, kind="short"),
        Column("state", gettext_lazy("State"), value=_state_word, cell=_state_cell, kind="short"),
        Column("origin", gettext_lazy("Origin"), "set.origin_label", cell=_origin_cell,
               order=("set__origin_date", "set", "-pk")),
    ),
    order="-origin",
    filters=(
        TextFilter("q", gettext_lazy("Words"), kind="recommendation",
                   placeholder=gettext_lazy("Words of the recommendation, challenge, actor…")),
        ChoiceFilter("state", gettext_lazy("State"), as_tabs=True, choices=_states),
        ChoiceFilter("body", gettext_lazy("Body"), choices_of=_bodies),
        ChoiceFilter("region", gettext_lazy("Region of origin"), choices=_regions),
        ChoiceFilter("axis", gettext_lazy("Axis"), choices=_axes),
        ChoiceFilter("addressee", gettext_lazy("Addressee"), field="addressee_kind", choices=lambda: [
            (one.value, capital(one.label)) for one in Recommendation.AddresseeKind]),
        ChoiceFilter("organisation", gettext_lazy("Actor"), choices=_organisations),
        ChoiceFilter("report", gettext_lazy("Report"), choices_of=_awaited),
        ChoiceFilter("owed", gettext_lazy("Owed in the region"), choices=_concerned),
        EntryFilter("place", gettext_lazy("Place concerned"), find=_place),
        DateFilter("origin", gettext_lazy("Date of origin"), field="set__origin_date"),
        BooleanFilter("table", gettext_lazy("Lines of a table only"), condition=Q(row__isnull=False)),
        BooleanFilter("withdrawn", gettext_lazy("Withdrawn by a corrected document"),
                      condition=Q(withdrawn_at__isnull=False)),
    ),
    empty=Empty(gettext_lazy("No recommendation yet"),
                gettext_lazy("Recommendations come from the minutes and syntheses that you bring and confirm."),
                "concertation:deposit", gettext_lazy("Bring first minutes")),
)


def recommendations(request: HttpRequest) -> HttpResponseBase:
    require_somewhere(request.user, RECOMMENDATION_VIEW)
    return RECOMMENDATIONS.respond(request)


def recommendation(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One recommendation: where it stands in its synthesis, who answers for it, how far it is."""
    return _sheet(request, found_recommendation(request, uid))


def _sheet(request: HttpRequest, found: Recommendation, form: StatusForm | None = None) -> HttpResponse:
    may_change = visible.may_follow(request.user, found) and found.withdrawn_at is None
    undo = operations.undoable_status(found) if may_change else None
    shows_set = _shows_set(found)
    bands = queries.synthesis_of(found.set, found.row.challenge) if found.row and shows_set else []
    return render(request, "recommendations/recommendation.html", {
        "recommendation": found, "bands": bands, "is_set_shown": shows_set, "current": found, "may_change": may_change,
        "progress": progress_of(found), "may_report": found.withdrawn_at is None and visible.may_report(
            request.user, found),
        "may_link": found.withdrawn_at is None and visible.may_write(request.user, found),
        "form": form or StatusForm(initial={"status": found.status}), "undo": status_word(undo) if undo else "",
        "story": told(register.story_of_recommendation(found))},
        status=422 if form is not None else 200)


@require_POST
def change_status(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say how far the recommendation is; ``undo`` in the form takes the last change back."""
    found = found_recommendation(request, uid)
    if "undo" in request.POST:
        operations.undo_recommendation_status(by=request.user, recommendation=found)
        messages.success(request, _("The last change was taken back."))
        return redirect(found)
    form = StatusForm(request.POST)
    if not form.is_valid():
        if not visible.may_follow(request.user, found):
            require(request.user, RECOMMENDATION_STATUS, body=found.set.origin_body)
        return _sheet(request, found, form)
    try:
        changed = operations.change_recommendation_status(by=request.user, recommendation=found, **form.cleaned_data)
    except ReportRefused as problem:
        form.add_error("status", str(problem))
        return _sheet(request, found, form)
    messages.success(request, _("The recommendation is now “%(status)s”.") % {"status": status_word(changed.status)})
    return redirect(found)


def recommendation_set(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Everything that one session or one document recommended: its synthesis and its lists."""
    require_somewhere(request.user, RECOMMENDATION_VIEW)
    found = register.set_with_uid(uid, request.user)
    if found is None:
        raise Http404(_("This set of recommendations is not in the register."))
    return render(request, "recommendations/set.html", {
        "set": found, "bands": queries.synthesis_of(found),
        "addressees": queries.grouped_by_addressee(queries.followed_in(found))})
