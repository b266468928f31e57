from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from canevas.commons.access.operations import require_somewhere
from canevas.commons.design import components
from canevas.commons.design.lists import Choice, ChoiceFilter, Column, Empty, RegisterList, TextFilter
from canevas.governance.concertation import queries
from canevas.governance.concertation.jobs import start_reading
from canevas.governance.concertation.models import Intake
from canevas.governance.concertation.permissions import MINUTES_IMPORT, MINUTES_REVIEW

RECENT = 8


def deposit(request: HttpRequest) -> HttpResponse:
    """Drop files here, or choose them; they are read in the background."""
    require_somewhere(request.user, MINUTES_IMPORT)
    if request.method == "POST":
        files = request.FILES.getlist("files")
        fitting = [file for file in files if (file.size or 0) <= settings.CANEVAS_MAX_UPLOAD_BYTES]
        for file in files:
            if file not in fitting:
                messages.error(request, _("“%(name)s” is larger than %(size)s: it was left out.") % {
                    "name": file.name, "size": filesizeformat(settings.CANEVAS_MAX_UPLOAD_BYTES)})
        if fitting:
            return redirect(start_reading(by=request.user, files=fitting))
        if not files:
            messages.error(request, _("Choose at least one file first."))
    return render(request, "concertation/deposit.html", {
        "recent": list(queries.intakes(request.user)[:RECENT]), "limit": settings.CANEVAS_MAX_UPLOAD_BYTES})


def state_of(intake: Intake) -> str:
    """The state of an intake as a shape and a word."""
    shapes = {Intake.State.CONFIRMED: "done", Intake.State.UNCHANGED: "done", Intake.State.REFUSED: "late",
              Intake.State.TO_REVIEW: "in-progress", Intake.State.SUPERSEDING: "in-progress"}
    return components.state(shapes.get(Intake.State(intake.state), "unknown"),
                            str(intake.get_state_display()).capitalize())


def _name(intake: Intake) -> str:
    return format_html('<a href="{}">{}</a>', intake.get_absolute_url(), intake.name)


def _left(intake: Any) -> str:
    if intake.state == Intake.State.REFUSED:
        return str(intake.error)
    if not intake.is_open:
        return ""
    if not intake.doubts:
        return _("Ready: nothing left to check")
    return ngettext("%(count)s value to check", "%(count)s values to check", intake.doubts) % {"count": intake.doubts}


INTAKES = RegisterList(
    title=gettext_lazy("Files taken in"),
    caption=gettext_lazy("Each row is a file that somebody brought, and what became of it."),
    rows=lambda request: queries.intakes(request.user),
    columns=(
        Column("name", gettext_lazy("File"), "name", cell=_name, order=("name",), kind="long", is_title=True),
        Column("state", gettext_lazy("State"), value=lambda row: row.get_state_display(), cell=state_of),
        Column("left", gettext_lazy("What is left"), value=_left),
        Column("session", gettext_lazy("Meeting"), value=lambda row: str(row.session or row.body or ""), kind="short"),
        Column("by", gettext_lazy("Brought by"), value=lambda row: str(row.added_by)),
        Column("at", gettext_lazy("On"), "created_at", order=("created_at",), kind="date"),
    ),
    order="-at",
    filters=(
        TextFilter("q", gettext_lazy("Words"), fields=("name",), placeholder=gettext_lazy("Name of the file…")),
        ChoiceFilter("state", gettext_lazy("State"), field="state", as_tabs=True, choices=lambda: [
            Choice(state.value, str(state.label).capitalize()) for state in Intake.State
            if state != Intake.State.READING]),
    ),
    empty=Empty(gettext_lazy("No file yet"), gettext_lazy("Bring the minutes of a meeting as they are."),
                "concertation:deposit", gettext_lazy("Bring first minutes")),
)


def intakes(request: HttpRequest) -> HttpResponseBase:
    """Every file taken in: one's own, and those of the bodies whose minutes one reviews."""
    require_somewhere(request.user, MINUTES_REVIEW)
    return INTAKES.respond(request)
