"""The papers of a stage: is this file the version that it says it is."""
from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require_somewhere
from canevas.governance.syntheses.permissions import SYNTHESIS_VIEW
from canevas.governance.syntheses.queries.verifying import seen_by, verify
from canevas.tools.documents.limits import Source

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
