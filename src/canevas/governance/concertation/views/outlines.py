"""The page of the templates: which serves whom, how it looks, and a place to bring another one."""
from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from canevas.commons.access.operations import require_somewhere
from canevas.commons.access.queries import may, may_somewhere
from canevas.governance.concertation.forms import OutlineForm
from canevas.governance.concertation.operations.outlines import (
    OutlineRefused,
    retire_outline_template,
    save_outline_template,
    use_outline_template,
)
from canevas.governance.concertation.permissions import OUTLINE_EDIT, OUTLINE_VIEW
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.official import example_file, template_file
from canevas.governance.concertation.views.export import attachment
from canevas.tools.documents.writing.pdf import PdfFault
from canevas.tools.documents.writing.sandbox import TemplateFault
from canevas.tools.vocabulary.letterhead import load_letterhead

KEPT = 30
"""Earlier versions shown."""


def outlines(request: HttpRequest) -> HttpResponse:
    """The templates in use, the earlier ones, and the form to bring another."""
    require_somewhere(request.user, OUTLINE_EDIT if request.method == "POST" else OUTLINE_VIEW)
    form = OutlineForm(request.user, request.POST or None, request.FILES or None)
    flaws: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            save_outline_template(by=request.user, **form.values())
        except OutlineRefused as refused:
            flaws = [str(flaw) for flaw in refused.flaws]
        else:
            messages.success(request, _("The template is in use: the next documents are made with it."))
            return redirect("concertation:outlines")
    rows = list(visible.templates(request.user).defer("content").select_related("body", "saved_by")[:KEPT])
    for row in rows:
        row.may_edit = may(request.user, OUTLINE_EDIT, body=row.body.code if row.body else "")
    return render(request, "concertation/outlines.html", {
        "form": form, "flaws": flaws, "active": [row for row in rows if row.is_active],
        "earlier": [row for row in rows if not row.is_active], "default": load_letterhead(settings.CANEVAS_VOCABULARY),
        "may_edit": may_somewhere(request.user, OUTLINE_EDIT)}, status=422 if flaws else 200)


def outline_file(request: HttpRequest, uid: UUID | None = None, what: str = "template") -> HttpResponse:
    """A template to edit in Word, or an invented session made with it (``docx`` or ``pdf``)."""
    require_somewhere(request.user, OUTLINE_VIEW)
    row = get_object_or_404(visible.templates(request.user), uid=uid) if uid else None
    try:
        if what == "template":
            return attachment(template_file(row))
        if what in ("docx", "pdf"):
            return attachment(example_file(row, "pdf" if what == "pdf" else "docx"))
    except (TemplateFault, PdfFault) as fault:
        messages.error(request, str(fault))
        return redirect("concertation:outlines")
    raise Http404


@require_POST
def outline_act(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Return to a template, or stop using it."""
    require_somewhere(request.user, OUTLINE_VIEW)
    row = get_object_or_404(visible.templates(request.user).defer("content"), uid=uid)
    if request.POST.get("act") == "use":
        use_outline_template(by=request.user, template=row)
        messages.success(request, _("“%(name)s” is in use again.") % {"name": row.name})
    else:
        retire_outline_template(by=request.user, template=row)
        messages.success(request, _("“%(name)s” is no longer in use. It stays below, to return to.")
                         % {"name": row.name})
    return redirect("concertation:outlines")
