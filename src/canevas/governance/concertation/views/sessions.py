"""The lists of sessions, of minutes and of decisions."""
from __future__ import annotations

from django.db.models import Q
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.operations import require_somewhere
from canevas.commons.access.queries import may_somewhere
from canevas.commons.design import components, formats
from canevas.commons.design.formats import capital
from canevas.commons.design.lists import BooleanFilter, Choice, ChoiceFilter, Column, DateFilter, Empty, RegisterList
from canevas.commons.design.lists import TextFilter as Words
from canevas.governance.concertation.models import Decision, Minutes, Session
from canevas.governance.concertation.permissions import MINUTES_VIEW, SESSION_PLAN
from canevas.governance.concertation.queries import register
from canevas.governance.concertation.views import choices
from canevas.governance.concertation.views.naming import meeting_cell, meeting_link, meeting_name

FIRST = Empty(gettext_lazy("No meeting yet"),
              gettext_lazy("Bring the minutes of a meeting as they are: once confirmed, it is in the register."),
              "concertation:deposit", gettext_lazy("Bring first minutes"))


def _day_cell(row: Session) -> SafeString:
    return format_html('<a href="{}">{}</a>', row.get_absolute_url(),
                       formats.long_date(row.date) or _("no date"))


SESSIONS = RegisterList(
    title=gettext_lazy("Meetings"),
    caption=gettext_lazy("Each row is one meeting of a body, planned, held or told by its confirmed minutes."),
    rows=lambda request: register.sessions(request.user),
    columns=(
        Column("date", gettext_lazy("Date"), "date", cell=_day_cell, order=("date",), kind="short",
               is_title=True),
        Column("body", gettext_lazy("Body"), "body", order=("body__code", "date"), kind="short"),
        Column("kind", gettext_lazy("Kind of body"), value=lambda row: capital(row.body.get_kind_display())),
        Column("region", gettext_lazy("Region"), "body.region.name"),
        Column("stage", gettext_lazy("Stage"), value=lambda row: capital(row.get_stage_display()),
               order=("stage", "date"), kind="short"),
        Column("number", gettext_lazy("Number"), "number", order=("number",), kind="number"),
        Column("state", gettext_lazy("State"), value=lambda row: capital(row.get_state_display())),
        Column("place", gettext_lazy("Place"), "place"),
        Column("actions", gettext_lazy("Actions"), "action_count", kind="number"),
        Column("open", gettext_lazy("To be done"), "open_count", kind="number"),
    ),
    order="-date",
    filters=(
        Words("q", gettext_lazy("Words"), kind="session", placeholder=gettext_lazy("Body, place, participant…")),
        choices.body_filter(),
        choices.kind_filter(),
        choices.region_filter(),
        choices.stage_filter(),
        ChoiceFilter("state", gettext_lazy("State"), field="state", choices=lambda: [
            Choice(value, capital(label)) for value, label in Session._meta.get_field("state").choices or ()]),
        choices.year_filter(),
        choices.organisation_filter(register.attended_by, gettext_lazy("Took part")),
        choices.place_filter(register.naming_place),
        DateFilter("date", gettext_lazy("Date"), field="date"),
    ),
    empty=FIRST,
    template="concertation/sessions.html",
)


def _file_cell(row: Minutes) -> SafeString:
    if row.file is None:
        return SafeString("")
    return format_html('<a class="file-name" href="{}">{}</a> <a class="quiet" href="{}">{}</a>',
                       components.source_url(row.file), row.file.name,
                       reverse("files:download", args=[row.file.uid]), _("original"))


def _version_cell(row: Minutes) -> str:
    following = getattr(row, "next", None)
    return str(row.version) if following is None else _("%(version)s (replaced)") % {"version": row.version}


MINUTES = RegisterList(
    title=gettext_lazy("Minutes"),
    caption=gettext_lazy("Each row is one version of the minutes of a meeting, as a person confirmed it."),
    rows=lambda request: register.minutes_versions(request.user),
    columns=(
        Column("session", gettext_lazy("Meeting"), value=lambda row: meeting_name(row.session),
               cell=lambda row: meeting_link(row.session), order=("session__date",), is_title=True),
        Column("version", gettext_lazy("Version"), "version", cell=_version_cell, kind="short"),
        Column("file", gettext_lazy("File"), "file.name", cell=_file_cell, kind="long"),
        Column("by", gettext_lazy("Confirmed by"), value=lambda row: str(row.confirmed_by)),
        Column("at", gettext_lazy("On"), "confirmed_at", order=("confirmed_at",), kind="date"),
    ),
    order="-at",
    filters=(
        Words("q", gettext_lazy("Words"), fields=("file__name",), placeholder=gettext_lazy("Name of the file…")),
        choices.body_filter("session__"),
        choices.region_filter("session__"),
        choices.year_filter("session__"),
        DateFilter("confirmed", gettext_lazy("Confirmed"), field="confirmed_at__date"),
        BooleanFilter("current", gettext_lazy("Only current versions"), condition=Q(next=None)),
    ),
    empty=FIRST,
)


def _decision_cell(row: Decision) -> SafeString:
    said = format_html('<a href="{}#d-{}">{}</a>', row.session.get_absolute_url(), row.uid, row.text)
    return format_html("{} {}", said, components.source_link(row.source, row.passages)) if row.passages else said


DECISIONS = RegisterList(
    title=gettext_lazy("Decisions"),
    caption=gettext_lazy("Each row is what a meeting decided."),
    rows=lambda request: register.decisions(request.user),
    columns=(
        Column("text", gettext_lazy("Decision"), "text", cell=_decision_cell, kind="long", is_title=True),
        Column("outcome", gettext_lazy("Outcome"), value=lambda row: capital(row.get_outcome_display())),
        Column("stage", gettext_lazy("Stage"), value=lambda row: capital(row.get_stage_display()), kind="short"),
        Column("session", gettext_lazy("Meeting"), value=lambda row: meeting_name(row.session),
               cell=lambda row: meeting_cell(row.session), order=("session__date",)),
    ),
    order="-session",
    filters=(
        Words("q", gettext_lazy("Words"), kind="decision"),
        choices.body_filter("session__"),
        choices.region_filter("session__"),
        choices.year_filter("session__"),
        ChoiceFilter("outcome", gettext_lazy("Outcome"), choices=lambda: [
            Choice(value, capital(label)) for value, label in Decision._meta.get_field("outcome").choices or ()]),
    ),
    empty=Empty(gettext_lazy("No decision yet"), gettext_lazy("Decisions come from the minutes that you confirm."),
                "concertation:deposit", gettext_lazy("Bring first minutes")),
)


def sessions(request: HttpRequest) -> HttpResponseBase:
    require_somewhere(request.user, MINUTES_VIEW)
    return SESSIONS.respond(request, {"may_plan": may_somewhere(request.user, SESSION_PLAN)})


def minutes(request: HttpRequest) -> HttpResponseBase:
    require_somewhere(request.user, MINUTES_VIEW)
    return MINUTES.respond(request)


def decisions(request: HttpRequest) -> HttpResponseBase:
    require_somewhere(request.user, MINUTES_VIEW)
    return DECISIONS.respond(request)
