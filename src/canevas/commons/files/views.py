from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require_somewhere
from canevas.commons.audit.operations import record_read
from canevas.commons.files import rendering
from canevas.commons.files.models import StoredFile
from canevas.commons.files.permissions import FILE_VIEW
from canevas.commons.files.queries import content_path, document_of, file_seen_by


def download(request: HttpRequest, uid: UUID) -> FileResponse:
    """The file as it came in. It is never shown by the browser: it may hold anything."""
    file = _found(request, uid)
    path = content_path(file.sha256)
    if not path.is_file():
        raise Http404(_("The file “%(name)s” is no longer on this machine's disk.") % {"name": file.name})
    record_read(by=request.user, what="file_downloaded", target=file)
    response = FileResponse(path.open("rb"), as_attachment=True, filename=file.name,
                            content_type="application/octet-stream")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response


def source(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The document as it was read, with the passages that ``?node=`` asks for marked."""
    file = _found(request, uid)
    asked = rendering.passages_of(request.GET.getlist("node"))
    document = document_of(file)
    shown = rendering.render(document, asked)
    return render(request, "files/source.html", {
        "file": file, "document": document, "shown": shown, "is_lost": bool(asked) and not shown.found})


def _found(request: HttpRequest, uid: UUID) -> StoredFile:
    require_somewhere(request.user, FILE_VIEW)
    file = file_seen_by(request.user, uid)
    if file is None:
        raise Http404(_("This file is not in the register."))
    return file
