"""Bulletins: choose and have one made, read it, and the Word template that they are made with."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require_somewhere
from canevas.commons.access.queries import may, may_somewhere
from canevas.commons.audit.operations import record_read
from canevas.commons.files.queries import content_of
from canevas.governance.bulletins.export.files import bulletin_pdf, bulletin_word, default_template
from canevas.governance.bulletins.export.words import example_form
from canevas.governance.bulletins.forms import BulletinForm, TemplateForm
from canevas.governance.bulletins.jobs import start_bulletin, start_example
from canevas.governance.bulletins.operations import (
    BulletinRefused,
    TemplateRefused,
    publish_bulletin,
    retire_bulletin_template,
    save_bulletin_template,
    withdraw_bulletin,
)
from canevas.governance.bulletins.permissions import DATA_VIEW, OUTLINE_EDIT, RELEASE_APPROVE, RELEASE_PREPARE
from canevas.governance.bulletins.queries.bulletins import bulletins as visible_bulletins
from canevas.governance.bulletins.queries.bulletins import letterhead, period_before, template_in_use, templates
from canevas.governance.bulletins.queries.groups import may_for
from canevas.governance.bulletins.queries.published import public_bulletin
from canevas.tools.documents.office import libreoffice
from canevas.tools.documents.writing.sandbox import TemplateFault

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
SHOWN = 60


def bulletins(request: HttpRequest) -> HttpResponse:
    """Those made so far, and the form to have another made."""
    require_somewhere(request.user, RELEASE_PREPARE if request.method == "POST" else DATA_VIEW)
    may_make = may_somewhere(request.user, RELEASE_PREPARE)
    first = {"region": request.GET.get("region", ""),
             "period": request.GET.get("period") or period_before(timezone.localdate()).iso}
    form = BulletinForm(request.user, request.POST or None, initial=first) if may_make else None
    if request.method == "POST" and form is not None and form.is_valid():
        return redirect(start_bulletin(by=request.user, **form.cleaned_data))
    return render(request, "bulletins/bulletins.html", {
        "form": form, "rows": list(visible_bulletins(request.user)[:SHOWN]),
        "sees_template": may_somewhere(request.user, OUTLINE_EDIT)},
        status=422 if request.method == "POST" else 200)


def bulletin(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Its files and, of one for the public, who approves it; publish and withdraw."""
    require_somewhere(request.user, DATA_VIEW)
    row = _bulletin_or_404(request, uid)
    if request.method == "POST":
        return _decided(request, row)
    may_approve = may_for(request.user, RELEASE_APPROVE, row.region, row.body)
    is_open = row.audience == row.For.PUBLIC and row.withdrawn_at is None
    return render(request, "bulletins/bulletin.html", {
        "row": row, "is_public": row.audience == row.For.PUBLIC, "stands": public_bulletin(row.uid) is not None,
        "may_publish": may_approve and is_open and row.published_at is None, "may_withdraw": is_open and (
            may_approve or (not row.published_at and may_for(request.user, RELEASE_PREPARE, row.region, row.body)))})


def _decided(request: HttpRequest, row: Any) -> HttpResponse:
    try:
        if request.POST.get("act") == "publish":
            publish_bulletin(by=request.user, bulletin=row)
            messages.success(request, _("The bulletin stands before the public."))
        elif request.POST.get("act") == "withdraw":
            withdraw_bulletin(by=request.user, bulletin=row, reason=request.POST.get("reason", ""))
            messages.success(request, _("The bulletin is withdrawn."))
    except BulletinRefused as refused:
        messages.warning(request, str(refused))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect(row)


def bulletin_file(request: HttpRequest, uid: UUID, kind: str) -> HttpResponse:
    """One of its two files (``docx`` or ``pdf``)."""
    require_somewhere(request.user, DATA_VIEW)
    row = _bulletin_or_404(request, uid)
    if kind not in ("docx", "pdf"):
        raise Http404
    file = row.word if kind == "docx" else row.pdf
    record_read(by=request.user, what="bulletin_downloaded", target=row, details={"format": kind})
    return _attached(file.name, content_of(file), WORD if kind == "docx" else "application/pdf")


def _bulletin_or_404(request: HttpRequest, uid: UUID) -> Any:
    found = visible_bulletins(request.user).filter(uid=uid).first()
    if found is None:
        raise Http404(_("There is no such bulletin."))
    return found


def template(request: HttpRequest) -> HttpResponse:
    """Which template serves, and a place to bring another or to return to the usual one."""
    require_somewhere(request.user, OUTLINE_EDIT)
    form, flaws = TemplateForm(request.POST or None, request.FILES or None), []
    if request.POST.get("act") == "retire":
        retire_bulletin_template(by=request.user, template=get_object_or_404(templates(), is_active=True))
        messages.success(request, _("The template that comes with the program serves again."))
        return redirect("bulletins:template")
    if request.POST.get("act") == "example":
        return redirect(start_example(by=request.user))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            save_bulletin_template(by=request.user, name=form.cleaned_data["name"], file_name=file.name,
                                   content=file.read())
        except TemplateRefused as refused:
            flaws = [str(flaw) for flaw in refused.flaws]
        else:
            messages.success(request, _("The template is in use: the next bulletins are made with it."))
            return redirect("bulletins:template")
    return render(request, "bulletins/template.html", {
        "form": form, "flaws": flaws, "rows": list(templates()[:20]), "may_edit": may(request.user, OUTLINE_EDIT),
        "prints": libreoffice() is not None},
        status=422 if request.method == "POST" else 200)


def template_file(request: HttpRequest, what: str) -> HttpResponse:
    """The template in use, to edit in Word (``word``), or an invented bulletin made with it (``example``); the same as
    PDF in the layout of the program (``pdf``)."""
    require_somewhere(request.user, OUTLINE_EDIT)
    row = template_in_use()
    content = bytes(row.content) if row else default_template()
    if what == "word":
        return _attached(row.file_name if row else "Modele-bulletin.docx", content, WORD)
    if what == "pdf":
        return _attached("Exemple-bulletin.pdf", bulletin_pdf({**example_form(), "entete": letterhead()}, {}),
                         "application/pdf")
    if what != "example":
        raise Http404
    try:
        return _attached("Exemple-bulletin.docx", bulletin_word(example_form(), {}, content), WORD)
    except TemplateFault as fault:
        messages.error(request, str(fault))
        return redirect("bulletins:template")


def _attached(name: str, content: bytes, kind: str) -> HttpResponse:
    return HttpResponse(content, content_type=kind, headers={
        "Content-Disposition": f'attachment; filename="{name}"', "Cache-Control": "no-store"})
