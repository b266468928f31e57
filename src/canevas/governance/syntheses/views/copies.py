"""Word in, Word out: copies that organisations sent back, and a version as tracked changes of an earlier one."""
from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from canevas.commons.access.operations import require
from canevas.governance.syntheses.forms import organisation_choices
from canevas.governance.syntheses.jobs.copies import start_copies
from canevas.governance.syntheses.operations.copies import Brought, Taken, in_words, name_copy_organisation, take_copies
from canevas.governance.syntheses.permissions import SYNTHESIS_WRITE
from canevas.governance.syntheses.queries import visible
from canevas.governance.syntheses.queries.copies import copies_of, whose_file
from canevas.governance.syntheses.queries.redlines import redline_of, redline_versions
from canevas.governance.syntheses.views.finding import (
    REFUSED,
    base_or_404,
    number,
    rights,
    said,
    synthesis_or_404,
    version_or_404,
)
from canevas.tools.documents.limits import Source
from canevas.tools.documents.writing.redline.change import RedlineError

MOST_FILES = 200
AT_ONCE = 5
"""More files than these are read in the background."""


def copies(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Drop the Word files that came back; each change becomes an amendment of the version before its readers."""
    found = synthesis_or_404(request, uid)
    require(request.user, SYNTHESIS_WRITE, body=found.body.code)
    version = base_or_404(found)
    refused, results = "", []
    if request.method == "POST":
        files = request.FILES.getlist("files")
        refused = _fault(files)
        if not refused:
            chosen, replaces = number(request.POST.get("organisation"), 0), bool(request.POST.get("replaces"))
            if len(files) > AT_ONCE and rights(request, found)["may_settle"]:
                return redirect(start_copies(by=request.user, synthesis=found, files=files, organisation_id=chosen,
                                             replaces=replaces))
            brought = []
            for one in files:
                source = Source(one.read(), one.name or "copie.docx")
                brought.append(Brought(source.name, source.content, chosen or whose_file(source)))
            taken = take_copies(by=request.user, synthesis=found, files=brought, replaces=replaces)
            results = [(one, in_words(one), _shape(one)) for one in taken]
    return render(request, "syntheses/copies/copies.html", {
        "synthesis": found, "version": version, "copies": copies_of(version), "results": results, "refused": refused,
        "limit": settings.CANEVAS_MAX_UPLOAD_BYTES, "organisations": organisation_choices(request.user),
        **rights(request, found)}, status=REFUSED if refused else 200)


def _fault(files: list[object]) -> str:
    if not files:
        return _("Choose at least one file first.")
    if len(files) > MOST_FILES:
        return _("That is more than %(count)d files: bring them in several times.") % {"count": MOST_FILES}
    for one in files:
        if (getattr(one, "size", 0) or 0) > settings.CANEVAS_MAX_UPLOAD_BYTES:
            return _("“%(name)s” is larger than %(size)s: bring it without its pictures.") % {
                "name": getattr(one, "name", ""), "size": filesizeformat(settings.CANEVAS_MAX_UPLOAD_BYTES)}
    return ""


def _shape(one: Taken) -> tuple[str, str]:
    return {"taken": ("done", _("Taken in")), "known": ("done", _("Known already")),
            "asks": ("in-progress", _("To be confirmed")), "refused": ("late", _("Refused"))}[one.standing]


@require_POST
def copy_organisation(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Say whose copy it is, where the program took it for another's."""
    copy = visible.copies(request.user).filter(uid=uid).first()
    if copy is None:
        raise Http404(_("This copy is not in the register."))
    try:
        name_copy_organisation(by=request.user, copy=copy,
                               organisation_id=number(request.POST.get("organisation"), 0) or None)
    except ValidationError as fault:
        messages.error(request, said(fault))
    else:
        messages.success(request, _("The copy “%(name)s” is now that of the organisation that you chose.") % {
            "name": copy.name})
    return redirect("syntheses:copies", uid=copy.version.synthesis.uid)


def version_redline(request: HttpRequest, uid: UUID, number: int) -> HttpResponse:
    """The version as Word's tracked changes of an earlier one: a choice of which, or the file itself."""
    found = synthesis_or_404(request, uid)
    version = version_or_404(request, found, number)
    earlier = redline_versions(request.user, version)
    asked = request.GET.get("since", "")
    since = next((one for one in earlier if str(one.number) == asked), None)
    fault = ""
    if asked and since is None:
        raise Http404(_("This version is not in the register."))
    if since is not None:
        try:
            file = redline_of(since, version)
        except RedlineError as why:
            fault = str(why)
        else:
            return HttpResponse(file.content, content_type=file.content_type, headers={
                "Content-Disposition": f'attachment; filename="{file.name}"'})
    return render(request, "syntheses/copies/redline.html", {
        "synthesis": found, "version": version, "earlier": earlier, "refused": fault},
        status=REFUSED if fault else 200)
