"""The papers of a stage: the pack in one click, and whether a file is the version that it says it is."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require_somewhere
from canevas.commons.audit.operations import record_read
from canevas.commons.directory.queries import organisation_by_code
from canevas.governance.concertation.queries import visible as meetings
from canevas.governance.concertation.queries.official import OfficialFile
from canevas.governance.syntheses.models import Synthesis, Version
from canevas.governance.syntheses.permissions import SYNTHESIS_VIEW
from canevas.governance.syntheses.queries import visible
from canevas.governance.syntheses.queries.akoma import minutes_file, version_akn
from canevas.governance.syntheses.queries.pack import pack_of, recipients
from canevas.governance.syntheses.queries.pack_files import KINDS, pack_file
from canevas.governance.syntheses.queries.verifying import seen_by, verify
from canevas.governance.syntheses.views.finding import synthesis_or_404, version_or_404
from canevas.tools.documents.limits import Source
from canevas.tools.documents.writing.pdf import PdfFault
from canevas.tools.documents.writing.sandbox import TemplateFault

MOST_FILES = 20


def verify_files(request: HttpRequest) -> HttpResponse:
    """Word files are looked at and told; nothing of them is kept."""
    require_somewhere(request.user, SYNTHESIS_VIEW)
    files = request.FILES.getlist("files") if request.method == "POST" else []
    refused, verdicts = "", []
    if request.method == "POST" and not files:
        refused = _("Choose at least one file first.")
    elif len(files) > MOST_FILES:
        refused = _("That is more than %(count)d files: bring them in several times.") % {"count": MOST_FILES}
    elif large := next((one for one in files if (one.size or 0) > settings.CANEVAS_MAX_UPLOAD_BYTES), None):
        refused = _("“%(name)s” is larger than %(size)s: it is no synthesis that left the register.") % {
            "name": large.name, "size": filesizeformat(settings.CANEVAS_MAX_UPLOAD_BYTES)}
    else:
        register = seen_by(request.user)
        verdicts = [verify(Source(one.read(), one.name or ""), register) for one in files]
    return render(request, "syntheses/pack/verify.html", {"verdicts": verdicts, "refused": refused},
                  status=422 if refused else 200)


def pack(request: HttpRequest, uid: UUID, *, fault: str = "") -> HttpResponse:
    """What the papers hold, for whom, and the files."""
    synthesis, version, recipient = _asked(request, uid)
    made = pack_of(request.user, version, recipient) if version else None
    return render(request, "syntheses/pack/pack.html", {
        "synthesis": synthesis, "version": version, "pack": made, "recipient": recipient, "fault": fault,
        "recipients": recipients(request.user, synthesis),
        "reads_minutes": synthesis.session is not None and meetings.shows_content(request.user, synthesis.session),
        "strategies": sum(
            len(row.strategies) for one in made.table.sections for _block, row in one.rows) if made else 0,
    }, status=422 if fault else 200)


def pack_download(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """The papers as Word, PDF, Excel, or the one-page note."""
    _synthesis, version, recipient = _asked(request, uid)
    wanted = next((one for one in KINDS if one == kind), None)
    if version is None or wanted is None:
        raise Http404(_("This file is not made here."))
    try:
        file = pack_file(request.user, version, wanted, recipient)
    except (PdfFault, TemplateFault) as refusal:
        return pack(request, uid, fault=str(refusal))
    return attachment(file)


def version_as_akn(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """A version as Akoma Ntoso."""
    return attachment(version_akn(version_or_404(request, synthesis_or_404(request, uid), number)))


def minutes_as_akn(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The minutes of a meeting as Akoma Ntoso, for who may read them."""
    session = meetings.sessions(request.user).select_related("body__region").filter(uid=uid).first()
    if session is None or not meetings.shows_content(request.user, session):
        raise Http404(_("This meeting is not in the register."))
    record_read(by=request.user, what="official_minutes_exported", target=session, details={"format": "akn"})
    return attachment(minutes_file(session))


def attachment(file: OfficialFile) -> HttpResponse:
    return HttpResponse(file.content, content_type=file.content_type, headers={
        "Content-Disposition": f'attachment; filename="{file.name}"', "Cache-Control": "no-store"})


def _asked(request: HttpRequest, uid: UUID) -> tuple[Synthesis, Version | None, Any]:
    """The synthesis, its last frozen version, and the organisation that the papers are for."""
    synthesis = synthesis_or_404(request, uid)
    version = visible.versions(request.user, synthesis).exclude(frozen_at=None).select_related(
        "synthesis__body", "synthesis__session__body").last()
    code = request.GET.get("organisation", "")
    recipient = organisation_by_code(code) if code else None
    if code and recipient is None:
        raise Http404(_("This organisation is not in the directory."))
    return synthesis, version, recipient
