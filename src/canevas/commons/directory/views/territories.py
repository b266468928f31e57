from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from canevas.commons.audit.queries import story_of
from canevas.commons.audit.sentences import told
from canevas.commons.design.lists import Choice, ChoiceFilter, Column, Empty, RegisterList, TextFilter
from canevas.commons.directory import operations, queries
from canevas.commons.directory.forms import LocalityForm, TerritoryNameForm
from canevas.commons.directory.models import Territory, TerritoryName
from canevas.commons.directory.permissions import TERRITORY_EDIT, TERRITORY_VIEW
from canevas.commons.directory.rules import locator_map
from canevas.commons.directory.views.common import done, required, rights, taken_away


def _name_cell(row: Territory) -> str:
    return format_html('<a href="{}">{}</a>', row.get_absolute_url(), row.name)


def _within_cell(row: Territory) -> str:
    if row.parent is None:
        return row.country if row.level == Territory.Level.LOCALITY else ""
    return format_html('<a href="{}">{}</a>', row.parent.get_absolute_url(), row.parent.name)


def _regions() -> list[Choice]:
    return [Choice(region.pcode, region.name, Q(pcode__startswith=region.pcode) | Q(
        parent__pcode__startswith=region.pcode)) for region in queries.regions()]


TERRITORIES = RegisterList(
    title=gettext_lazy("Territories"),
    caption=gettext_lazy("Each row is a region, a department, a commune or a locality."),
    rows=lambda request: queries.territories(),
    columns=(
        Column("name", gettext_lazy("Name"), "name", cell=_name_cell, order=("name",), is_title=True),
        Column("level", gettext_lazy("Level"), value=lambda row: row.get_level_display(), order=("level", "pcode"),
               kind="short"),
        Column("within", gettext_lazy("Within"), "parent.name", cell=_within_cell, order=("parent__name", "name")),
        Column("pcode", gettext_lazy("P-code"), "pcode", order=("pcode",), kind="short"),
        Column("iso", gettext_lazy("ISO 3166-2"), "iso", kind="short"),
        Column("lat", gettext_lazy("Latitude"), "lat", cell=lambda row: _degrees(row.lat), kind="number"),
        Column("lon", gettext_lazy("Longitude"), "lon", cell=lambda row: _degrees(row.lon), kind="number"),
    ),
    order="level",
    filters=(
        TextFilter("q", gettext_lazy("Words"), kind="territory", placeholder=gettext_lazy("Name, code…")),
        ChoiceFilter("level", gettext_lazy("Level"), field="level", as_tabs=True,
                     choices=lambda: [(str(level.value), level.label) for level in Territory.Level if level.value]),
        ChoiceFilter("region", gettext_lazy("Region"), choices=_regions),
    ),
    empty=Empty(gettext_lazy("No territory yet"),
                gettext_lazy("The reference of the country comes in with the command “canevas prepare”.")),
    template="directory/territories.html",
)


def _degrees(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}".replace(".", ",")


@required(TERRITORY_VIEW)
def territories(request: HttpRequest) -> HttpResponseBase:
    return TERRITORIES.respond(request, rights(request, may_edit=TERRITORY_EDIT))


@required(TERRITORY_VIEW)
def territory(request: HttpRequest, pcode: str, form: TerritoryNameForm | None = None) -> HttpResponse:
    entry = get_object_or_404(queries.territories(), pcode=pcode)
    region = queries.region_of(entry)
    point = (entry.lat, entry.lon) if entry.lat is not None and entry.lon is not None else None
    return render(request, "directory/territory.html", {
        "territory": entry, "above": queries.lineage(entry), "names": queries.names_of(entry),
        "parts": entry.children.order_by("level", "name"), "organisations": entry.organisations.order_by("name"),
        "map": locator_map(queries.region_outlines(), region.pcode if region else "", point),
        "latitude": _degrees(entry.lat), "longitude": _degrees(entry.lon),
        "story": told(story_of(entry)), "form": form or TerritoryNameForm(),
        **rights(request, may_edit=TERRITORY_EDIT)})


@require_POST
def add_name(request: HttpRequest, pcode: str) -> HttpResponse:
    entry = get_object_or_404(Territory, pcode=pcode)
    form = TerritoryNameForm(request.POST)
    if form.is_valid() and done(form, lambda: operations.add_territory_name(
            by=request.user, territory=entry, **form.cleaned_data)):
        messages.success(request, _("“%(text)s” is now known as %(name)s.") % {
            "text": form.cleaned_data["text"], "name": entry})
        return redirect(entry)
    return territory(request, pcode, form)


@require_POST
def remove_name(request: HttpRequest, pcode: str, pk: int) -> HttpResponse:
    name = get_object_or_404(TerritoryName, pk=pk, territory__pcode=pcode)
    return taken_away(request, name, name.territory)


@required(TERRITORY_EDIT)
def add(request: HttpRequest) -> HttpResponse:
    form = LocalityForm(request.POST or None, initial={"parent": request.GET.get("within", "")[:60]})
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: operations.add_locality(by=request.user, **form.cleaned_data))
        if made:
            messages.success(request, _("%(name)s was added.") % {"name": made})
            return redirect(made)
    return render(request, "directory/locality_form.html", {
        "form": form, "listed_territories": queries.territories().filter(level__in=(1, 2, 3))})
