"""How far a recommendation is: its reports with what shows them, its milestones, its indicators."""
from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from canevas.commons.access.queries import may
from canevas.commons.design import components, formats
from canevas.commons.design.charts import bar
from canevas.commons.design.formats import capital
from canevas.governance.recommendations.forms import (
    MilestoneForm,
    ReachedForm,
    ReportForm,
    TargetForm,
    ValueForm,
)
from canevas.governance.recommendations.models import Recommendation
from canevas.governance.recommendations.operations import implementation as acts
from canevas.governance.recommendations.permissions import RECOMMENDATION_STATUS
from canevas.governance.recommendations.queries import visible
from canevas.governance.recommendations.queries.implementation import Measured, progress_of
from canevas.governance.recommendations.rules.implementation import Reporter, ReportRefused
from canevas.governance.recommendations.rules.story import status_word
from canevas.governance.recommendations.views.finding import found_recommendation
from canevas.tools.documents.nodes import DocumentRefused

Made = Callable[[HttpRequest, Recommendation], forms.Form]


@require_http_methods(["GET", "POST"])
def progress(request: HttpRequest, uid: UUID) -> HttpResponse:
    """A GET tells; a POST does what ``act`` names, one of ``ACTS``, and comes back."""
    found = found_recommendation(request, uid)
    if request.method == "GET":
        return _page(request, found)
    act = request.POST.get("act", "")
    if act not in ACTS or not visible.may_report(request.user, found):
        raise PermissionDenied
    form, do, said = ACTS[act]
    asked = form(request, found)
    if asked.is_valid():
        try:
            do(request, found, asked)
        except DocumentRefused as problem:
            asked.add_error("file" if "file" in asked.fields else None, str(problem))
        except ReportRefused as problem:
            asked.add_error(None, str(problem))
        except ValidationError as problem:
            asked.add_error(None, problem.messages)
        else:
            messages.success(request, _said(said))
            return redirect("recommendations:recommendation-progress", uid)
    return _page(request, found, {act: asked}, 422)


def _page(request: HttpRequest, found: Recommendation, asked: dict[str, forms.Form] | None = None,
          status: int = 200) -> HttpResponse:
    user, given = request.user, asked or {}
    may_report = visible.may_report(user, found) and found.withdrawn_at is None
    may_plan = found.withdrawn_at is None and may(
        user, RECOMMENDATION_STATUS, body=found.set.origin_body, region=visible.region_of(found.set))
    told = progress_of(found)
    speaks_for_whole = visible.reporter_of(user, found) is not Reporter.REGION
    other = [form for act, form in given.items() if act not in ("report", "milestone", "target")]
    return render(request, "recommendations/progress.html", {
        "recommendation": found, "progress": told, "may_report": may_report and speaks_for_whole, "may_plan": may_plan,
        "is_set_shown": getattr(found, "is_set_shown", True), "problems": other,
        "regions_drawn": bar((told.regions_share or 0) / 100) if told.parts else "",
        "parts": [{"part": one, "state": _state(one.status)} for one in told.parts],
        "done": bar(None if told.percent is None else told.percent / 100),
        "measured": [_measured(one) for one in told.targets],
        "report": given.get("report") or (ReportForm(user, found) if may_report else None),
        "milestone": given.get("milestone") or MilestoneForm(prefix="milestone"),
        "target": given.get("target") or TargetForm(prefix="target")}, status=status)


def _state(status: str) -> SafeString:
    """The state of one region's part, as a word and a shape."""
    shapes = {Recommendation.Status.DONE: components.DONE, Recommendation.Status.IN_PROGRESS: components.IN_PROGRESS}
    return components.state(shapes.get(status, components.UNKNOWN), capital(status_word(status)))


def _measured(one: Measured) -> dict[str, Any]:
    """An indicator as the page shows it: its figures with their decimals, the bar, the share in %."""
    target = one.target
    return {"target": target, "drawn": bar(one.share), "share": None if one.share is None else round(one.share * 100),
            "baseline": _figure(target.baseline), "aim": _figure(target.target), "value": _figure(target.value)}


def _figure(value: Decimal | None) -> str:
    if value is None:
        return ""
    plain = f"{value:f}"
    decimals = len(plain.partition(".")[2].rstrip("0"))
    return formats.number(float(value), decimals)


def _report(request: HttpRequest, found: Recommendation, form: Any) -> None:
    given, file = form.cleaned_data, form.cleaned_data["file"]
    acts.report_recommendation(
        by=request.user, recommendation=found, status=given["status"],  # type: ignore[arg-type]
        percent=given["percent"], text=given["text"], link=given["link"], label=given["label"], day=given["day"],
        file=acts.EvidenceFile(file.name, file.read()) if file else None, organisation=form.spoken_for(),
        region=form.part())


def _set_milestone(request: HttpRequest, found: Recommendation, form: Any) -> None:
    acts.set_milestone(by=request.user, recommendation=found, **form.cleaned_data)  # type: ignore[arg-type]


def _reach(request: HttpRequest, found: Recommendation, form: Any) -> None:
    acts.reach_milestone(by=request.user, recommendation=found, **form.cleaned_data)  # type: ignore[arg-type]


def _remove_milestone(request: HttpRequest, found: Recommendation, form: Any) -> None:
    acts.remove_milestone(by=request.user, recommendation=found,  # type: ignore[arg-type]
                          milestone=form.cleaned_data["milestone"])


def _set_target(request: HttpRequest, found: Recommendation, form: Any) -> None:
    acts.set_target(by=request.user, recommendation=found, **form.cleaned_data)  # type: ignore[arg-type]


def _value(request: HttpRequest, found: Recommendation, form: Any) -> None:
    acts.record_value(by=request.user, recommendation=found, **form.cleaned_data)  # type: ignore[arg-type]


def _remove_target(request: HttpRequest, found: Recommendation, form: Any) -> None:
    acts.remove_target(by=request.user, recommendation=found,  # type: ignore[arg-type]
                       target=form.cleaned_data["target"])


def _of_milestone(request: HttpRequest, found: Recommendation) -> forms.Form:
    return ReachedForm(found, request.POST)


def _of_target(request: HttpRequest, found: Recommendation) -> forms.Form:
    form = ValueForm(found, request.POST)
    form.fields["value"].required = request.POST.get("act") == "value"
    return form


ACTS: dict[str, tuple[Made, Callable[[HttpRequest, Recommendation, Any], None], str]] = {
    "report": (lambda request, found: ReportForm(request.user, found, request.POST, request.FILES), _report, "report"),
    "milestone": (lambda request, found: MilestoneForm(request.POST, prefix="milestone"), _set_milestone, "kept"),
    "reach": (_of_milestone, _reach, "kept"),
    "remove-milestone": (_of_milestone, _remove_milestone, "gone"),
    "target": (lambda request, found: TargetForm(request.POST, prefix="target"), _set_target, "kept"),
    "value": (_of_target, _value, "kept"),
    "remove-target": (_of_target, _remove_target, "gone"),
}


def _said(what: str) -> str:
    words = {"report": _("Your report is kept."), "kept": _("Saved."), "gone": _("Removed.")}
    return words[what]
