"""A batch: what one file brought, what was rejected of it, and how it is corrected or withdrawn."""
from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Count, F, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from canevas.commons.access.operations import require_somewhere
from canevas.commons.design.lists.exports import csv_text, file_name
from canevas.commons.jobs.queries import works_about
from canevas.evidence.observatory.jobs import is_long, start_mending
from canevas.evidence.observatory.models import Batch, SourceFile
from canevas.evidence.observatory.operations import FiguresRefused, correct_cells, withdraw_figures
from canevas.evidence.observatory.permissions import DATA_CORRECT, DATA_VIEW
from canevas.evidence.observatory.queries import visible, wording

MOST = 200
"""Rejected cells that the page shows; the file has them all."""
_TOGETHER = ("sheet", "column", "column_number", "value", "why")


def _seen(request: HttpRequest, uid: UUID, permission: str = "") -> Batch:
    require_somewhere(request.user, DATA_VIEW)
    found = visible.batches(request.user).select_related("source__organisation").filter(uid=uid).first()
    if found is None:
        raise Http404(_("There are no such figures."))
    if permission and not visible.may_on(request.user, permission, found.source):
        raise PermissionDenied
    return found


def batch(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = _seen(request, uid)
    one_by_one = request.GET.get("each") == "1"
    groups = found.rejected.order_by().values(*_TOGETHER).annotate(first=Min("row"), key=Min("pk"), count=Count("pk"))
    shown = found.rejected.values(*_TOGETHER, first=F("row"), key=F("pk")) if one_by_one else groups
    return render(request, "observatory/batch.html", {
        "batch": found, "most": MOST, "one_by_one": one_by_one, "groups": groups.count(),
        "rejected": list(shown.order_by("sheet", "first", "key")[:MOST]),
        "anomalies": [(wording.ANOMALIES.get(one.kind, one.kind), one) for one in found.anomalies.all()[:MOST]],
        "anomaly_count": found.anomalies.count(),
        **corrections_told(found.file),
        "works": works_about(found.get_absolute_url()),
        "replaced_by": Batch.objects.filter(replaces=found).first(),
        "may_correct": found.holds and visible.may_on(request.user, DATA_CORRECT, found.source)})


def withdraw(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = _seen(request, uid, DATA_CORRECT)
    error = ""
    if request.method == "POST":
        try:
            withdraw_figures(by=request.user, batch=found, reason=request.POST.get("reason", ""))
        except FiguresRefused as refused:
            error = str(refused)
        else:
            messages.success(request, _("The figures are withdrawn. What was known before can still be asked by date."))
            return redirect(found.source)
    return render(request, "observatory/withdraw.html", {"batch": found, "error": error}, status=422 if error else 200)


@require_POST
def cells(request: HttpRequest, uid: UUID) -> HttpResponse:
    """Rejected cells mended in place: what a person says that they hold."""
    found = _seen(request, uid, DATA_CORRECT)
    said = _said(request, found)
    if not said:
        messages.warning(request, _("Write beside a rejected cell what it should hold."))
        return redirect(found)
    if is_long(found.file.file.size):
        return redirect(start_mending(by=request.user, batch=found, cells=said))
    try:
        made = correct_cells(by=request.user, batch=found, cells=said)
    except FiguresRefused as refused:
        messages.error(request, str(refused))
        return redirect(found)
    messages.success(request, _("The file was read again with these cells."))
    return redirect(made)


def _said(request: HttpRequest, found: Batch) -> dict[tuple[str, int, int], str]:
    """``cell-KEY``: one rejected cell; ``alike-KEY``: it, and those of its column that hold the same."""
    every = [one for one in found.rejected.all() if one.column_number]
    alike = {(one.sheet, one.column_number, one.value): value for one in every
             if (value := request.POST.get(f"alike-{one.pk}", "").strip())}
    said = {}
    for one in every:
        value = request.POST.get(f"cell-{one.pk}", "").strip() or alike.get((one.sheet, one.column_number, one.value))
        if value:
            said[one.sheet, one.row, one.column_number] = value
    return said


def corrections_told(file: SourceFile) -> dict[str, Any]:
    """The cells of a file that a person corrected, as its pages tell them."""
    return {"corrections": list(file.corrections.select_related("made_by")[:MOST]),
            "correction_count": file.corrections.count()}


def rejects(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = _seen(request, uid)
    return rejects_csv(str(found.file), (
        (one.sheet, one.row, one.column, one.value, one.why) for one in found.rejected.all()))


def rejects_csv(name: str, rows: Iterable[tuple[str, int, str, str, str]]) -> HttpResponse:
    """Rejected cells as a file: sheet, row, column, value, why."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([_("Sheet"), _("Row"), _("Column"), _("Value"), _("Why")])
    writer.writerows([csv_text(cell) for cell in row] for row in rows)
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{file_name(_("Rejected") + " " + name, "csv")}"'
    return answer
