"""The official documents to download."""
from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect

from canevas.commons.access.operations import require
from canevas.governance.concertation.models import Session
from canevas.governance.concertation.permissions import MINUTES_VIEW
from canevas.governance.concertation.queries.official import Format, OfficialFile, official_file
from canevas.tools.documents.writing.pdf import PdfFault
from canevas.tools.documents.writing.sandbox import TemplateFault


def session_docx(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The minutes as a Word file."""
    return _session_file(request, uid, "docx")


def session_pdf(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The minutes as a PDF."""
    return _session_file(request, uid, "pdf")


def _session_file(request: HttpRequest, uid: UUID, kind: Format) -> HttpResponse:
    require(request.user, MINUTES_VIEW)
    session = get_object_or_404(Session.objects.select_related("body__region"), uid=uid)
    try:
        return attachment(official_file(session, kind))
    except (TemplateFault, PdfFault) as fault:
        messages.error(request, str(fault))
        return redirect("concertation:session", uid=uid)


def attachment(file: OfficialFile) -> HttpResponse:
    """A file to save, under its name."""
    return HttpResponse(file.content, content_type=file.content_type, headers={
        "Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "no-store"})
