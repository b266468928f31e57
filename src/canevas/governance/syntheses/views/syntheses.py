"""The list of syntheses, the sheet of one, its versions, and what opens and closes its table."""
from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from canevas.commons.access.operations import require, require_somewhere
from canevas.commons.access.queries import may, may_somewhere
from canevas.commons.audit.sentences import told
from canevas.commons.design import components
from canevas.commons.design.formats import capital
from canevas.commons.design.lists import Choice, ChoiceFilter, Column, DateFilter, Empty, RegisterList, TextFilter
from canevas.governance.syntheses.models import (
    AmendmentKind,
    AmendmentState,
    StageChoices,
    StateChoices,
    Synthesis,
    Version,
)
from canevas.governance.syntheses.operations.opening import freeze_version, reopen_synthesis
from canevas.governance.syntheses.permissions import SYNTHESIS_PUBLISH, SYNTHESIS_VIEW, SYNTHESIS_WRITE
from canevas.governance.syntheses.queries import visible
from canevas.governance.syntheses.queries.files import version_word
from canevas.governance.syntheses.queries.gathering import counts
from canevas.governance.syntheses.queries.published import publications
from canevas.governance.syntheses.queries.reading import table_of
from canevas.governance.syntheses.queries.retaining import held_back
from canevas.governance.syntheses.queries.sheet import sheet_of
from canevas.governance.syntheses.rules.printing import bands
from canevas.governance.syntheses.rules.retaining import left_out
from canevas.governance.syntheses.views.finding import (
    CONFLICT,
    REFUSED,
    number,
    rights,
    said,
    synthesis_or_404,
    version_or_404,
)

SHAPES = {StateChoices.DRAFTING: components.IN_PROGRESS, StateChoices.AMENDING: components.IN_PROGRESS,
          StateChoices.ADOPTED: components.DONE, StateChoices.REJECTED: components.UNKNOWN}


def _rows(request: HttpRequest) -> QuerySet[Synthesis]:
    """With the number of its last version that the person sees, and how many amendments wait for a decision."""
    last = Version.objects.filter(synthesis=OuterRef("pk")).order_by("-number").values("number")[:1]
    waiting = Count("versions__amendments", filter=Q(versions__amendments__state=AmendmentState.PROPOSED)
                    & ~Q(versions__amendments__kind=AmendmentKind.COMMENT))
    return visible.syntheses(request.user).annotate(last=Subquery(last), waiting=waiting)


def _title(row: Synthesis) -> SafeString:
    return format_html('<a href="{}">{}</a>', row.get_absolute_url(), row.title)


def state_of(row: Synthesis) -> SafeString:
    return components.state(SHAPES[StateChoices(row.state)], capital(row.get_state_display()))


SYNTHESES = RegisterList(
    title=gettext_lazy("Syntheses"),
    caption=gettext_lazy("Each row is the table that a body prepares for its ministers."),
    rows=_rows,
    columns=(
        Column("title", gettext_lazy("Synthesis"), "title", cell=_title, order=("title", "pk"), kind="long",
               is_title=True),
        Column("body", gettext_lazy("Body"), "body.name", order=("body__name", "pk")),
        Column("session", gettext_lazy("Meeting"), "session.date", order=("session__date", "pk")),
        Column("stage", gettext_lazy("Stage"), value=lambda row: capital(row.get_stage_display()),
               order=("stage", "pk"), kind="short"),
        Column("state", gettext_lazy("State"), value=lambda row: capital(row.get_state_display()), cell=state_of,
               order=("state", "pk"), kind="short"),
        Column("version", gettext_lazy("Version"), "last", kind="number"),
        Column("waiting", gettext_lazy("Amendments to decide"), "waiting", kind="number"),
        Column("begun", gettext_lazy("Begun"), value=lambda row: row.created_at.date(), order=("created_at", "pk"),
               kind="date"),
    ),
    order="-begun",
    filters=(
        TextFilter("q", gettext_lazy("Words"), fields=("title", "body__name")),
        ChoiceFilter("state", gettext_lazy("State"), as_tabs=True, choices=lambda: [
            (code, capital(label)) for code, label in StateChoices.choices]),
        ChoiceFilter("stage", gettext_lazy("Stage"), choices=lambda: [
            (code, capital(label)) for code, label in StageChoices.choices]),
        ChoiceFilter("body", gettext_lazy("Body"), choices_of=lambda user: [
            Choice(code, name, Q(body__code=code)) for code, name in
            visible.syntheses(user).order_by("body__name").values_list("body__code", "body__name").distinct()]),
        DateFilter("day", gettext_lazy("Day of the meeting"), field="session__date"),
    ),
    empty=Empty(gettext_lazy("No synthesis yet"),
                gettext_lazy("A synthesis puts what the regions recommended into one table. It is begun by whoever "
                             "prepares it; readers see it once a version is frozen.")),
    template="syntheses/syntheses.html",
)


def syntheses(request: HttpRequest) -> HttpResponseBase:
    require_somewhere(request.user, SYNTHESIS_VIEW)
    return SYNTHESES.respond(request, {"may_open": may_somewhere(request.user, SYNTHESIS_WRITE)})


def synthesis(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One synthesis: where it stands, its versions, what waits, what may be done next."""
    return _sheet(request, synthesis_or_404(request, uid))


def _sheet(request: HttpRequest, found: Synthesis, *, refused: str = "", reason: str = "",
           status: int = 200) -> HttpResponse:
    sheet = sheet_of(found, request.user)
    open_one = next((one for one in sheet.versions if not one.is_frozen), None)
    base = next((one for one in sheet.versions if one.is_frozen), None)
    return render(request, "syntheses/synthesis.html", {
        "synthesis": found, "sheet": sheet, "state": state_of(found), "open": open_one, "base": base,
        "refused": refused, "reason": reason, "groups_left": counts(found)["proposed"] if open_one else 0,
        "story": told(sheet.story),
        "publication": publications().filter(synthesis=found).first(), "may_publish": may(
            request.user, SYNTHESIS_PUBLISH, body=found.body.code), **rights(request, found)}, status=status)


def version(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """One version of the table, as it prints."""
    found = synthesis_or_404(request, uid)
    shown = version_or_404(request, found, number)
    table, held = table_of(shown), held_back(shown)
    return render(request, "syntheses/version.html", {
        "synthesis": found, "version": shown, "table": table, "bands": bands(table), "apart": [
            (one.line, held[one.line.uid]) for one in left_out(table, held)], **rights(request, found)})


def version_docx(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """The version as the official Word file."""
    file = version_word(version_or_404(request, synthesis_or_404(request, uid), number))
    return HttpResponse(file.content, content_type=file.content_type, headers={
        "Content-Disposition": f'attachment; filename="{file.name}"'})


@require_POST
def freeze(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Close the table and put it before its readers."""
    found = synthesis_or_404(request, uid)
    try:
        made = freeze_version(by=request.user, synthesis=found, seen=number(request.POST.get("seen")),
                              note=request.POST.get("note", ""))
    except ValidationError as fault:
        return _sheet(request, found, refused=said(fault), status=REFUSED)
    if made is None:
        return _sheet(request, found, status=CONFLICT, refused=_(
            "Somebody changed the table in between: read it again, then freeze it."))
    messages.success(request, _("Version %(number)s is frozen: amendments may be proposed to it.") % {
        "number": made.number})
    return redirect(found)


@require_POST
def reopen(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Begin another version, to be written again."""
    found = synthesis_or_404(request, uid)
    require(request.user, SYNTHESIS_WRITE, body=found.body.code)
    reason = request.POST.get("reason", "")
    try:
        made = reopen_synthesis(by=request.user, synthesis=found, reason=reason)
    except ValidationError as fault:
        return _sheet(request, found, refused=said(fault), reason=reason, status=REFUSED)
    messages.success(request, _("Version %(number)s is begun: write it, then freeze it.") % {"number": made.number})
    return redirect("syntheses:synthesis-table", uid=found.uid)
