"""Attendance across meetings: of a body, of an organisation; and the sign-in sheet to print."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy
from django.views.decorators.http import require_GET

from canevas.commons.access.operations import require, require_somewhere
from canevas.commons.audit.operations import record_read
from canevas.commons.design.formats import short_date
from canevas.commons.design.lists import Column
from canevas.commons.design.lists.exports import csv_response, xlsx_response
from canevas.commons.directory.queries import organisation_by_code
from canevas.governance.concertation.models import Body, StageChoices
from canevas.governance.concertation.permissions import ATTENDANCE_EDIT, MINUTES_VIEW
from canevas.governance.concertation.queries import attendance as queries
from canevas.governance.concertation.queries.attendance import Across
from canevas.governance.concertation.queries.inviting import sign_in_file
from canevas.governance.concertation.queries.official import Format
from canevas.governance.concertation.rules.attendance import LETTERS, OFTEN_MISSING, Note, Row
from canevas.governance.concertation.views.export import attachment
from canevas.governance.concertation.views.meetings.finding import body_or_404, session_or_404
from canevas.governance.concertation.views.naming import meeting_name
from canevas.tools.documents.writing.pdf import PdfFault
from canevas.tools.documents.writing.sandbox import TemplateFault

WORDS: dict[Note, str | Promise] = {
    Note.PRESENT: pgettext_lazy("of a participant", "Present"), Note.LATE: pgettext_lazy("of a participant", "Late"),
    Note.REPLACED: pgettext_lazy("of a participant", "Replaced"),
    Note.EXCUSED: pgettext_lazy("of a participant", "Excused"),
    Note.ABSENT: pgettext_lazy("of a participant", "Absent"),
    Note.EXPECTED: gettext_lazy("Not noted yet")}


@dataclass(frozen=True, slots=True)
class Cell:
    letter: str
    word: str
    kind: str
    session: Any


@dataclass(frozen=True, slots=True)
class Line:
    organisation: Any
    row: Row
    cells: list[Cell]
    percent: int | None


def of_body(request: HttpRequest, code: str) -> HttpResponseBase:
    """Organisations by the last meetings of a body; ``?format=csv`` or ``xlsx`` gives the same as a file."""
    require_somewhere(request.user, MINUTES_VIEW)
    body = body_or_404(request, code)
    year = request.GET.get("year", "")
    stage = request.GET.get("stage", "")
    found = queries.across(request.user, body, year=int(year) if year.isdecimal() and len(year) == 4 else None,
                           stage=stage if stage in StageChoices.values else "")
    asked = request.GET.get("format", "")
    if asked in ("csv", "xlsx"):
        return _exported(request, body, found, asked)
    lines = [_line(organisation, row, found) for organisation, row in found.rows]
    return render(request, "concertation/attendance/across.html", {
        "body": body, "found": found, "lines": lines, "unnamed": queries.unnamed(found), "year": year, "stage": stage,
        "totals": list(zip(found.sessions, found.totals, strict=True)), "legend": legend(),
        "stages": [(value, capfirst(str(label))) for value, label in StageChoices.choices if value in found.stages],
        "often": OFTEN_MISSING})


def _line(organisation: Any, row: Row, found: Across) -> Line:
    cells = [Cell(LETTERS[note] if note else "–", str(WORDS[note]) if note else _("not on the list"),
                  note.value if note else "none", session)
             for note, session in zip(row.cells, found.sessions, strict=True)]
    return Line(organisation, row, cells, None if row.share is None else round(100 * row.share))


def legend() -> list[Cell]:
    return [Cell(LETTERS[note], str(WORDS[note]), note.value, None) for note in Note] + [
        Cell("–", _("not on the list"), "none", None)]


def _exported(request: HttpRequest, body: Body, found: Across, asked: str) -> HttpResponseBase:
    record_read(by=request.user, what="attendance_exported", target=body, details={"format": asked})
    lines = [_line(organisation, row, found) for organisation, row in found.rows]
    columns = [Column("organisation", _("Organisation"), lambda line: line.organisation.name),
               Column("member", _("Member"), lambda line: line.row.is_member)]
    for place, session in enumerate(found.sessions):
        columns.append(Column(f"s{place}", f"{short_date(session.date)} ({session.get_stage_display()})",
                              lambda line, place=place: line.cells[place].word, kind="short"))
    columns += [Column("there", _("Came"), lambda line: line.row.there, kind="number"),
                Column("noted", _("Noted meetings"), lambda line: line.row.noted, kind="number"),
                Column("share", _("Share (%)"), lambda line: line.percent, kind="number"),
                Column("missed", _("Missed in a row"), lambda line: line.row.missed, kind="number")]
    title = _("Attendance – %(body)s") % {"body": body}
    if asked == "csv":
        return csv_response(title, columns, lines)
    return xlsx_response(title, columns, lines, [
        _("Who came late or was replaced counts as having come. Meetings of which nothing is noted do not count.")])


def of_organisation(request: HttpRequest, code: str) -> HttpResponse:
    """How one organisation came to the meetings that the person may see, body by body."""
    require_somewhere(request.user, MINUTES_VIEW)
    organisation = organisation_by_code(code)
    if organisation is None:
        raise Http404(_("This organisation is not in the directory."))
    records = queries.record_of(request.user, organisation)
    for record in records:
        for one in record.came:
            one.cell = Cell(LETTERS[one.note], str(WORDS[one.note]), one.note.value, one.session)
    return render(request, "concertation/attendance/of_organisation.html", {
        "organisation": organisation, "records": records, "often": OFTEN_MISSING})


@require_GET
def sign_in_pdf(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The sign-in sheet as PDF."""
    return _sign_in(request, uid, "pdf")


@require_GET
def sign_in_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The sign-in sheet as a Word file."""
    return _sign_in(request, uid, "docx")


def _sign_in(request: HttpRequest, uid: UUID, kind: Format) -> HttpResponse:
    session = session_or_404(request, uid)
    require(request.user, ATTENDANCE_EDIT, body=session.body.code)
    record_read(by=request.user, what="attendance_exported", target=session, details={
        "format": kind, "name": meeting_name(session)})
    try:
        return attachment(sign_in_file(session, kind))
    except (TemplateFault, PdfFault) as fault:
        messages.error(request, str(fault))
        return redirect("concertation:session-attendance", uid=uid)
