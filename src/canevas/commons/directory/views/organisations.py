from __future__ import annotations

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from canevas.commons.access.queries import may
from canevas.commons.audit.queries import story_of
from canevas.commons.audit.sentences import told
from canevas.commons.design.lists import BooleanFilter, Choice, ChoiceFilter, Column, Empty, RegisterList, TextFilter
from canevas.commons.directory import operations, queries
from canevas.commons.directory.forms import NameForm, OrganisationForm, OrganisationSheetForm
from canevas.commons.directory.models import Organisation, OrganisationName
from canevas.commons.directory.permissions import ORGANISATION_EDIT, ORGANISATION_VIEW, PROPOSAL_VIEW
from canevas.commons.directory.views.common import done, required, rights, taken_away


def _name_cell(row: Organisation) -> str:
    return format_html('<a href="{}">{}</a>', row.get_absolute_url(), row.name)


def _kinds() -> list[Choice]:
    return [Choice(code, label) for code, label in queries.kinds()]


def _regions() -> list[Choice]:
    return [Choice(region.pcode, region.name) for region in queries.regions()]


def _ended() -> Q:
    return Q(valid_to__lt=timezone.localdate())


ORGANISATIONS = RegisterList(
    title=gettext_lazy("Organisations"),
    caption=gettext_lazy("Each row is an organisation that minutes may name."),
    rows=lambda request: queries.organisations(),
    columns=(
        Column("name", gettext_lazy("Name"), "name", cell=_name_cell, order=("name",), kind="long", is_title=True),
        Column("acronym", gettext_lazy("Acronym"), "acronym", order=("acronym",), kind="short"),
        Column("kind", gettext_lazy("Kind"), value=lambda row: queries.kind_label(row.kind), order=("kind", "name")),
        Column("parent", gettext_lazy("Part of"),
               value=lambda row: (row.parent.acronym or row.parent.name) if row.parent else ""),
        Column("region", gettext_lazy("Region"), "region.name", order=("region__name", "name")),
        Column("to", gettext_lazy("Existed until"), "valid_to", order=("valid_to",), kind="date"),
        Column("code", gettext_lazy("Code"), "code", order=("code",), kind="short"),
    ),
    order="name",
    filters=(
        TextFilter("q", gettext_lazy("Words"), kind="organisation", placeholder=gettext_lazy("Name, acronym…")),
        ChoiceFilter("kind", gettext_lazy("Kind"), field="kind", choices=_kinds),
        ChoiceFilter("region", gettext_lazy("Region"), field="region__pcode", choices=_regions),
        BooleanFilter("proposed", gettext_lazy("To be checked"), condition=Q(is_proposed=True)),
        BooleanFilter("ended", gettext_lazy("No longer exists"), condition=_ended),
    ),
    empty=Empty(gettext_lazy("No organisation yet"),
                gettext_lazy("The reference of the country comes in with the command “canevas prepare”.")),
    template="directory/organisations.html",
)


@required(ORGANISATION_VIEW)
def organisations(request: HttpRequest) -> HttpResponseBase:
    return ORGANISATIONS.respond(request, {
        "open_proposals": queries.proposal_counts()["open"] if may(request.user, PROPOSAL_VIEW) else 0,
        **rights(request, may_edit=ORGANISATION_EDIT, may_settle=PROPOSAL_VIEW)})


@required(ORGANISATION_VIEW)
def organisation(request: HttpRequest, code: str, form: NameForm | None = None) -> HttpResponse:
    entry = get_object_or_404(queries.organisations(), code=code)
    return render(request, "directory/organisation.html", {
        "organisation": entry, "kind": queries.kind_label(entry.kind), "names": queries.names_of(entry),
        "parts": entry.children.order_by("name"), "people": entry.people.all(), "story": told(story_of(entry)),
        "form": form or NameForm(), **rights(request, may_edit=ORGANISATION_EDIT)})


@require_POST
def add_name(request: HttpRequest, code: str) -> HttpResponse:
    entry = get_object_or_404(Organisation, code=code)
    form = NameForm(request.POST)
    if form.is_valid() and done(form, lambda: operations.add_organisation_name(
            by=request.user, organisation=entry, **form.cleaned_data)):
        messages.success(request, _("“%(text)s” is now known as %(name)s.") % {
            "text": form.cleaned_data["text"], "name": entry})
        return redirect(entry)
    return organisation(request, code, form)


@require_POST
def remove_name(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    name = get_object_or_404(OrganisationName, pk=pk, organisation__code=code)
    return taken_away(request, name, name.organisation)


@required(ORGANISATION_EDIT)
def add(request: HttpRequest) -> HttpResponse:
    form = OrganisationForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = done(form, lambda: operations.add_organisation(by=request.user, **form.cleaned_data))
        if made:
            messages.success(request, _("%(name)s was added.") % {"name": made})
            return redirect(made)
    return render(request, "directory/organisation_form.html", {"form": form})


@required(ORGANISATION_EDIT)
def edit(request: HttpRequest, code: str) -> HttpResponse:
    entry = get_object_or_404(queries.organisations(), code=code)
    fields = ("name", "acronym", "kind", "region", "parent", "valid_from", "valid_to")
    initial = {name: getattr(entry, name) for name in fields}
    initial["region"] = entry.region.pcode if entry.region else ""
    form = OrganisationSheetForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid() and done(form, lambda: operations.edit_organisation(
            by=request.user, organisation=entry, **form.cleaned_data)):
        messages.success(request, _("%(name)s was changed.") % {"name": entry})
        return redirect(entry)
    return render(request, "directory/organisation_form.html", {
        "form": form, "organisation": entry, "listed_organisations": queries.organisations()})
