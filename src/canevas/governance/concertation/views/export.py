"""The official documents to download."""
from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require_somewhere
from canevas.commons.audit.operations import record_read
from canevas.governance.concertation.permissions import MINUTES_VIEW
from canevas.governance.concertation.queries import visible
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
    require_somewhere(request.user, MINUTES_VIEW)
    session = visible.sessions(request.user).select_related("body__region").filter(uid=uid).first()
    if session is None or not visible.shows_content(request.user, session):
        raise Http404(_("This meeting is not in the register."))
    record_read(by=request.user, what="official_minutes_exported", target=session, details={"format": kind})
    try:
        return attachment(official_file(session, kind))
    except (TemplateFault, PdfFault) as fault:
        messages.error(request, str(fault))
        return redirect("concertation:session", uid=uid)


def attachment(file: OfficialFile) -> HttpResponse:
    """A file to save, under its name."""
    return HttpResponse(file.content, content_type=file.content_type, headers={
        "Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "no-store"})
