"""The workbench: the original on one side, what was understood on the other."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from canevas.commons.access.operations import require_somewhere
from canevas.commons.files.queries import content_of, document_of
from canevas.commons.files.rendering import render as render_document
from canevas.governance.concertation.models import Intake, IntakeLine
from canevas.governance.concertation.operations import ReviewRefused, confirm_intake
from canevas.governance.concertation.permissions import MINUTES_REVIEW
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.views.acts import act_on_intake, act_on_line
from canevas.governance.concertation.views.board import board_of, editor_of, next_doubt
from canevas.tools.documents.found import Passage
from canevas.tools.documents.nodes import Document, DocumentRefused
from canevas.tools.documents.pictures import render_page

WIDTH = 1100
"""Pixels of a page's picture: sharp enough to read at twice the width of the pane."""
PICTURED = ("pdf", "image")


@require_GET
def review(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The workbench of one file; for htmx, its right side alone."""
    intake = _intake(request, uid)
    active = _number(request.GET.get("line"))
    if request.headers.get("HX-Request"):
        return _understood(request, intake, active)
    context = _context(request, intake, active)
    if intake.file is not None:
        context |= _original(intake, context["board"].active)
    return render(request, "concertation/review.html", context)


@require_POST
def act(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One verb on one line (``on``), or on the file as a whole. Saved at once; refused with a sentence."""
    intake = _intake(request, uid)
    line = _number(request.POST.get("on"))
    active = line if line is not None else _number(request.POST.get("line"))
    verb = request.POST.get("verb", "")
    try:
        if verb == "confirm-intake":
            return _confirm(request, intake)
        if line is None:
            active = act_on_intake(request, intake, verb) or active
        else:
            found = get_object_or_404(IntakeLine, pk=line, intake=intake)
            active, moves_on = act_on_line(request, found, verb)
            if moves_on:
                active = next_doubt(board_of(intake), line) or active
    except ReviewRefused as refusal:
        messages.error(request, str(refusal))
    if request.headers.get("HX-Request"):
        return _understood(request, _intake(request, uid), active)
    where = f"?line={active}#line-{active}" if active else ""
    return redirect(reverse("concertation:review", args=[uid]) + where)


@require_GET
def page_picture(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A page of a PDF or of a scan, as a picture; of a file without pages, its text instead."""
    intake = _intake(request, uid)
    if intake.file is None:
        raise Http404
    if intake.file.format not in PICTURED:
        return redirect("files:source", intake.file.uid)
    page = _number(request.GET.get("page")) or 1
    try:
        picture = render_page(content_of(intake.file), page, WIDTH, intake.file.name)
    except (IndexError, DocumentRefused, OSError) as fault:
        raise Http404 from fault
    response = HttpResponse(picture, content_type="image/png")
    response["Cache-Control"] = "private, max-age=604800, immutable"
    return response


def _confirm(request: HttpRequest, intake: Intake) -> HttpResponse:
    done = confirm_intake(by=request.user, intake=intake)
    url = reverse("concertation:review", args=[done.uid])
    if done.state == Intake.State.CONFIRMED:
        messages.success(request, _("“%(name)s” is in the register.") % {"name": done.name})
        url = _page_of(done.session) or url  # whoever confirms it sees it
    else:
        messages.warning(request, _("The register learnt of this meeting in the meantime: see what differs, then "
                                    "confirm again."))
    if not request.headers.get("HX-Request"):
        return redirect(url)
    response = HttpResponse(status=204)
    response["HX-Redirect"] = url
    return response


def _page_of(row: Any) -> str:
    try:
        return str(row.get_absolute_url()) if row is not None else ""
    except NoReverseMatch:
        return ""


def _intake(request: HttpRequest, uid: UUID) -> Intake:
    require_somewhere(request.user, MINUTES_REVIEW)
    found = visible.intakes(request.user).select_related(
        "file__tree", "session__body", "known_minutes", "added_by", "body").filter(uid=uid).first()
    if found is None:
        raise Http404(_("This file is not in the register."))
    return found


def _context(request: HttpRequest, intake: Intake, active: int | None) -> dict[str, Any]:
    board = board_of(intake, active)
    can_review = intake.is_open and visible.may_review(request.user, intake)
    can_confirm = intake.is_open and visible.may_confirm(request.user, intake)
    sees_session = intake.session is not None and visible.sessions(request.user).filter(pk=intake.session_id).exists()
    return {
        "intake": intake, "board": board, "can_review": can_review,
        "editor": editor_of(board, request.GET.get("find", "").strip()) if can_review else None,
        "can_confirm": can_confirm,
        "why_no_confirm": "" if can_confirm or not intake.is_open else _why_no_confirm(intake, can_review),
        "can_undo": can_review and intake.steps.exists(),
        "session_url": _page_of(intake.session) if sees_session else "",
    }


def _why_no_confirm(intake: Intake, can_review: bool) -> str:
    """Why an open file has no button that enters it in the register, and who does it."""
    if intake.body is None:
        return _("Say below which body met: those who hold the secretariat of that body then enter these minutes in "
                 "the register.") if can_review else _(
                 "The body that met is not known yet: the secretariat checks this file and enters it in the register.")
    said = {"body": intake.body.name}
    return (_("Those who hold the secretariat of “%(body)s” enter these minutes in the register; what you check here "
              "is kept for them.") if can_review else
            _("Those who hold the secretariat of “%(body)s” check this file and enter it in the register.")) % said


def _understood(request: HttpRequest, intake: Intake, active: int | None) -> HttpResponse:
    return render(request, "concertation/understood.html", _context(request, intake, active))


def _original(intake: Intake, active: Any) -> dict[str, Any]:
    """The left side: the text as HTML, the pages as pictures where there are any, and where each node stands."""
    assert intake.file is not None
    document = document_of(intake.file)
    passages = [Passage(one["node"], one["start"], one["end"]) for one in active.line.passages] if active else []
    pictured = intake.file.format in PICTURED and document.page_count
    return {
        "shown": render_document(document, passages), "document": document,
        "pages": range(1, min(document.page_count or 0, 300) + 1) if pictured else [],
        "boxes": _boxes(document) if pictured else {},
    }


def _boxes(document: Document) -> dict[str, list[float]]:
    """By node: page, left, top, right, bottom (fractions of the page), where the reader knows."""
    return {node.id: [node.place.page, *(round(side, 4) for side in node.place.box)]
            for node in document.root.walk() if node.place.box and node.place.page}


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isdecimal() and len(text) < 12 else None
