"""What a recommendation is tied to: its place in the policy, its addressee, who leads and who is concerned."""
from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from canevas.commons.access.operations import require
from canevas.commons.directory.queries import vocabulary
from canevas.governance.policy import queries as policy
from canevas.governance.recommendations.forms import LinksForm
from canevas.governance.recommendations.models import Recommendation
from canevas.governance.recommendations.operations.linking import link_recommendation
from canevas.governance.recommendations.permissions import RECOMMENDATION_WRITE
from canevas.governance.recommendations.queries.visible import region_of
from canevas.governance.recommendations.rules.federating import propose_axis
from canevas.governance.recommendations.views.finding import found_recommendation

SHOWN = 3
"""Proposals that are shown, the likeliest first."""


@require_http_methods(["GET", "POST"])
def links(request: HttpRequest, uid: UUID) -> HttpResponse:
    found = found_recommendation(request, uid)
    require(request.user, RECOMMENDATION_WRITE,  # type: ignore[arg-type]
            body=found.set.origin_body, region=region_of(found.set))
    if found.withdrawn_at is not None:
        raise Http404(_("This recommendation is not in the register."))
    form = LinksForm(found, request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            link_recommendation(by=request.user, recommendation=found, **form.chosen())  # type: ignore[arg-type]
        except ValidationError as problem:
            form.add_error(None, problem.messages)
        else:
            messages.success(request, _("Saved."))
            return redirect(found)
    return render(request, "recommendations/links.html", {
        "recommendation": found, "form": form, "proposals": proposals(found)}, status=422 if form.errors else 200)


def proposals(found: Recommendation) -> list[dict[str, object]]:
    """Where its words seem to place it, with the words that say so and how sure they are."""
    told = []
    for one in propose_axis(found.text, vocabulary().policy)[:SHOWN]:
        part = policy.subprogramme_by_code(one.subprogramme) if one.subprogramme else None
        axis = policy.axis_by_number(one.axis) if one.axis is not None else None
        if axis is not None:
            told.append({"place": str(part or axis), "axis": str(axis) if part else "", "words": one.words,
                         "confidence": one.confidence})
    return told
