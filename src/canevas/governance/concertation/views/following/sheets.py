"""The sheets of organisations: out as Word and PDF, and back in."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from canevas.commons.access.operations import require_somewhere
from canevas.commons.access.queries import may_somewhere
from canevas.commons.directory.queries import organisation_by_code
from canevas.governance.concertation.forms import STATUS
from canevas.governance.concertation.jobs import start_recognising, start_sheets
from canevas.governance.concertation.models import ActionPoint, OrganisationSheet
from canevas.governance.concertation.operations.errors import NotNow
from canevas.governance.concertation.operations.organisation_sheets import Kept, confirm_sheet, take_in_sheet
from canevas.governance.concertation.operations.progress import reporter_of
from canevas.governance.concertation.permissions import ACTION_POINT_REPORT, ACTION_POINT_STATUS, ACTION_POINT_VIEW
from canevas.governance.concertation.queries.organisation_sheets import (
    Proposal,
    proposals,
    sheet_file,
    sheets_seen_by,
)
from canevas.governance.concertation.rules.action_progress import MAY_SET, ReportRefused
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.writing.pdf import PdfFault


@require_GET
def sheet(request: HttpRequest, code: str, kind: str) -> HttpResponse:
    """The sheet of one organisation, as Word file or PDF."""
    require_somewhere(request.user, ACTION_POINT_VIEW)  # type: ignore[arg-type]
    if kind not in ("docx", "pdf"):
        raise Http404(_("There is no such file."))
    try:
        file = sheet_file(_organisation(code), kind, request.user)
    except PdfFault as fault:
        messages.error(request, str(fault))
        return redirect("concertation:owed-by", code)
    return _download(file.name, file.content, file.content_type)


@require_POST
def every_sheet(request: HttpRequest) -> HttpResponse:
    """The sheets of all that owe something are made in one file, while one does something else."""
    require_somewhere(request.user, ACTION_POINT_STATUS)  # type: ignore[arg-type]
    return redirect(start_sheets(by=request.user))  # type: ignore[arg-type]


def _download(name: str, content: bytes, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={
        "Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"})


@require_POST
def bring(request: HttpRequest, code: str) -> HttpResponse:
    """A filled-in sheet is brought to the page of its organisation."""
    require_somewhere(request.user, ACTION_POINT_VIEW)  # type: ignore[arg-type]
    organisation = _organisation(code)
    file = request.FILES.get("sheet")
    if file is None:
        messages.error(request, _("Choose the file of the sheet first."))
        return redirect("concertation:owed-by", code)
    try:
        if _is_picture(file):
            return redirect(start_recognising(
                by=request.user, organisation=organisation, file=file))  # type: ignore[arg-type]
        kept = take_in_sheet(by=request.user, name=file.name or "fiche", content=file.read(),  # type: ignore[arg-type]
                             organisation=organisation)
    except (DocumentRefused, NotNow) as problem:
        messages.error(request, str(problem))
        return redirect("concertation:owed-by", code)
    return redirect(kept.get_absolute_url())


def _is_picture(file: Any) -> bool:
    """Whether reading it means recognising what is printed, which takes its time: a PDF or a picture."""
    head = file.read(4)
    file.seek(0)
    return head == b"%PDF" or (head[:2] != b"PK" and (file.content_type or "").startswith("image/"))


def back(request: HttpRequest, uid: UUID) -> HttpResponse:
    """What a sheet says beside what is known; confirmed all at once."""
    found = sheets_seen_by(request.user).filter(uid=uid).first()
    if found is None or not _may_report(request.user):
        raise Http404(_("This sheet was not brought here."))
    problem = ""
    if request.method == "POST" and found.confirmed_at is None:
        problem = _confirmed(request, found)
        if not problem:
            return redirect(found.get_absolute_url())
    rows = proposals(found, request.user)
    return render(request, "concertation/outreach/sheet_back.html", {
        "sheet": found, "rows": [_row(request, one) for one in rows], "problem": problem,
        "ready": sum(one.kind == "sure" for one in rows), "doubtful": sum(one.kind == "doubtful" for one in rows),
        "may_confirm": found.confirmed_at is None and any(one.may_be_kept for one in rows),
    }, status=422 if problem else 200)


def _may_report(user: Any) -> bool:
    return may_somewhere(user, ACTION_POINT_REPORT) or may_somewhere(user, ACTION_POINT_STATUS)


def _row(request: HttpRequest, one: Proposal) -> dict[str, Any]:
    """A proposal with what was chosen on the page, where the page comes back."""
    data = request.POST if request.method == "POST" else None
    number = one.number
    reporter = reporter_of(request.user, one.action) if one.action is not None else None
    current = one.action.status if one.action is not None else ""
    allowed = [value for value, _words in ActionPoint.Status.choices
               if value == current or (reporter and value in MAY_SET[reporter])]
    return {
        "one": one, "allowed": [(value, capfirst(STATUS[value])) for value in allowed],
        "is_kept": data.get(f"keep-{number}") == "1" if data else one.kind == "sure",
        "state": data.get(f"state-{number}", "") if data else (
            one.filled.state if one.filled.state in allowed else current),
        "note": data.get(f"note-{number}", "") if data else one.filled.note,
        "link": data.get(f"link-{number}", "") if data else one.filled.link}


def _confirmed(request: HttpRequest, found: OrganisationSheet) -> str:
    """Confirm what was ticked; "" when it was, else what is wrong."""
    kept = {one.number: Kept(request.POST.get(f"state-{one.number}", ""), request.POST.get(f"note-{one.number}", ""),
                             request.POST.get(f"link-{one.number}", ""))
            for one in proposals(found, request.user) if request.POST.get(f"keep-{one.number}") == "1"}
    if not kept:
        return _("Tick at least one line.")
    try:
        made = confirm_sheet(by=request.user, sheet=found, kept=kept)  # type: ignore[arg-type]
    except (NotNow, ReportRefused, DocumentRefused, PermissionDenied) as problem:
        return str(problem)
    messages.success(request, ngettext("%(count)s report was saved.", "%(count)s reports were saved.", len(made)) % {
        "count": len(made)})
    return ""


def _organisation(code: str) -> Any:
    found = organisation_by_code(code)
    if found is None:
        raise Http404(_("This organisation is not in the directory."))
    return found
