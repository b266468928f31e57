"""Figures that two sources give differently for the same thing: side by side, both kept."""
from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from canevas.commons.access.operations import require_somewhere
from canevas.evidence.observatory.models import Disagreement
from canevas.evidence.observatory.operations import FiguresRefused, explain_disagreement
from canevas.evidence.observatory.permissions import DATA_CORRECT, DATA_VIEW
from canevas.evidence.observatory.queries import labels, visible

A_PAGE = 50
_FIRST = ("kind", "unit", "indicator")


def disagreements(request: HttpRequest) -> HttpResponse:
    require_somewhere(request.user, DATA_VIEW)
    rows = visible.disagreements(request.user).filter(first__valid_to=None, second__valid_to=None)
    if code := request.GET.get("source"):
        rows = rows.filter(Q(first__source__code=code) | Q(second__source__code=code))
    if request.GET.get("open"):
        rows = rows.filter(explanation="")
    page = Paginator(rows, A_PAGE).get_page(request.GET.get("page"))
    correct = set(visible.answered_for(request.user, DATA_CORRECT).values_list("pk", flat=True))
    for row in page:
        row.words = about(row)
        row.may_explain = {row.first.source_id, row.second.source_id} <= correct
    return render(request, "observatory/disagreements.html", {
        "page": page, "code": code or "", "only_open": bool(request.GET.get("open"))})


def about(row: Disagreement) -> list[tuple[str, str]]:
    """What both sources speak of, in words; the kind of figure first."""
    kinds = {str(kind): str(word) for kind, word in (*labels.KINDS.items(), *labels.UNITS.items())}
    return [(labels.dimension(name), kinds.get(code, code) if name in _FIRST else labels.label(name, code))
            for name, code in sorted(row.about.items(), key=lambda pair: pair[0] not in _FIRST)]


@require_POST
def explain(request: HttpRequest, uid: UUID) -> HttpResponse:
    require_somewhere(request.user, DATA_VIEW)
    found = get_object_or_404(visible.disagreements(request.user), uid=uid)
    try:
        explain_disagreement(by=request.user, disagreement=found, explanation=request.POST.get("explanation", ""))
    except FiguresRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The explanation is kept beside both figures."))
    return redirect("observatory:disagreements")
