from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import may
from canevas.commons.directory.queries import regions
from canevas.governance.policy import operations, queries
from canevas.governance.policy.forms import IndicatorForm, RegionAxesForm
from canevas.governance.policy.models import Framework, Indicator
from canevas.governance.policy.permissions import POLICY_EDIT, POLICY_VIEW


def framework(request: HttpRequest, code: str = "") -> HttpResponse:
    """The framework in force, or the one of this code, whole: to be read and printed."""
    require(request.user, POLICY_VIEW)
    chosen = get_object_or_404(Framework, code=code) if code else queries.framework_on() or queries.frameworks().first()
    context: dict[str, Any] = {"others": queries.frameworks(), "may_edit": may(request.user, POLICY_EDIT)}
    if chosen is not None:
        whole = queries.whole(chosen)
        context |= {"framework": whole, "choices": queries.choices_by_region(whole),
                    "indicators": queries.indicators(whole)}
    return render(request, "policy/framework.html", context)


def region(request: HttpRequest, pcode: str) -> HttpResponse:
    """Which axes of the framework in force a region chose."""
    require(request.user, POLICY_EDIT)
    territory = get_object_or_404(regions(), pcode=pcode)
    current = queries.framework_on()
    if current is None:
        messages.warning(request, _("No policy framework is in force: load one first."))
        return redirect("policy:framework")
    chosen = [choice.axis for choice in queries.axes_of_region(pcode)]
    form = RegionAxesForm(current, request.POST or None, initial={"axes": chosen})
    if request.method == "POST" and form.is_valid():
        operations.choose_axes(by=request.user, region=pcode, axes=list(form.cleaned_data["axes"]),
                               decided_on=form.cleaned_data["decided_on"])
        messages.success(request, _("The axes of %(region)s were saved.") % {"region": territory})
        return redirect("policy:framework")
    return render(request, "policy/region.html", {"form": form, "region": territory, "framework": current})


def indicators(request: HttpRequest) -> HttpResponse:
    """What the framework in force counts: added here, and taken out of use."""
    require(request.user, POLICY_EDIT)
    current = queries.framework_on()
    if current is None:
        messages.warning(request, _("No policy framework is in force: load one first."))
        return redirect("policy:framework")
    if request.method == "POST" and "retire" in request.POST:
        row = get_object_or_404(Indicator, framework=current, pk=request.POST["retire"]
                                if request.POST["retire"].isdecimal() else 0)
        operations.retire_indicator(by=request.user, indicator=row, is_retired=not row.is_retired)
        return redirect("policy:indicators")
    form = IndicatorForm(current, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            operations.add_indicator(by=request.user, framework=current, **form.cleaned_data)
        except ValidationError as refused:
            form.add_error("title", refused.messages)
        else:
            messages.success(request, _("The indicator was added."))
            return redirect("policy:indicators")
    return render(request, "policy/indicators.html", {
        "form": form, "framework": current, "indicators": queries.indicators(current, retired=True)},
        status=422 if form.errors else 200)
