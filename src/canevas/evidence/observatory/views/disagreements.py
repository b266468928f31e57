"""Figures that two sources give differently for the same thing: side by side, both kept."""
from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from canevas.commons.access.operations import require_somewhere
from canevas.commons.design.lists.pages import PAGE_SIZE, Page
from canevas.evidence.observatory.models import Disagreement
from canevas.evidence.observatory.operations import FiguresRefused, explain_disagreement
from canevas.evidence.observatory.permissions import DATA_CORRECT, DATA_VIEW
from canevas.evidence.observatory.queries import labels, visible
from canevas.evidence.observatory.views.telling import ends

_FIRST = ("kind", "unit", "indicator")
_PLAIN = ("period", "region", "department", "commune", "locality", "flow_point")
"""What is understood without saying what it is; "Niger" may be a nationality or where people go."""


def disagreements(request: HttpRequest) -> HttpResponse:
    return _page(request)


def _page(request: HttpRequest, refused: str = "", at: Disagreement | None = None) -> HttpResponse:
    """``refused``: what was wrong with the explanation of ``at``."""
    require_somewhere(request.user, DATA_VIEW)
    rows = visible.disagreements(request.user).filter(first__valid_to=None, second__valid_to=None)
    if code := request.GET.get("source"):
        rows = rows.filter(Q(first__source__code=code) | Q(second__source__code=code))
    if request.GET.get("open"):
        rows = rows.filter(explanation="")
    page = _newest_first(rows, request.GET.get("page", ""))
    correct = set(visible.answered_for(request.user, DATA_CORRECT).values_list("pk", flat=True))
    for row in page.rows:
        row.words = about(row)
        row.refused = refused if row == at else ""
        row.gap = max(row.first_value - (row.second_upper or row.second_value),
                      row.second_value - (row.first_upper or row.first_value))
        row.first_words = ends(row.first_value, row.first_upper)
        row.second_words = ends(row.second_value, row.second_upper)
        row.may_explain = {row.first.source_id, row.second.source_id} <= correct
    return render(request, "observatory/disagreements.html", {
        "page": page, "code": code or "", "only_open": bool(request.GET.get("open")), "refused": refused},
        status=422 if refused else 200)


def _newest_first(rows: QuerySet[Disagreement], asked: str) -> Page:
    """By the period that they are of."""
    count = rows.count()
    number = min(int(asked) if asked.isdecimal() and len(asked) < 9 else 1, -(-count // PAGE_SIZE)) or 1
    ordered = rows.order_by(F("about__period").desc(nulls_last=True), "pk")
    return Page(list(ordered[(number - 1) * PAGE_SIZE:number * PAGE_SIZE]), number, count)


def about(row: Disagreement) -> dict[str, list[str]]:
    """What both sources speak of, in words: ``figure``, of which kind it is; ``thing``, what it is of."""
    kinds = {str(kind): str(word) for kind, word in (*labels.KINDS.items(), *labels.UNITS.items())}
    return {"figure": [kinds.get(row.about[name], row.about[name]) for name in _FIRST if row.about.get(name)],
            "thing": [labels.label(name, code) if name in _PLAIN else
                      _("%(name)s: %(text)s") % {"name": labels.dimension(name), "text": labels.label(name, code)}
                      for name, code in row.about.items() if name not in _FIRST]}


@require_POST
def explain(request: HttpRequest, uid: UUID) -> HttpResponse:
    require_somewhere(request.user, DATA_VIEW)
    found = get_object_or_404(visible.disagreements(request.user), uid=uid)
    try:
        explain_disagreement(by=request.user, disagreement=found, explanation=request.POST.get("explanation", ""))
    except FiguresRefused as refused:
        return _page(request, str(refused), found)
    messages.success(request, _("The explanation is kept beside both figures."))
    seen = {name: value for name in ("source", "open", "page") if (value := request.GET.get(name))}
    return redirect(f"{reverse('observatory:disagreements')}?{urlencode(seen)}#d-{uid}")
