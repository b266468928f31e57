"""Unknown names, settled one after the other."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from canevas.commons.directory import operations, queries
from canevas.commons.directory.forms import AttachForm, LocalityForm, OrganisationForm
from canevas.commons.directory.models import NameProposal
from canevas.commons.directory.permissions import PROPOSAL_DECIDE, PROPOSAL_VIEW
from canevas.commons.directory.views.common import done, required, rights

_PAGE = 20


@required(PROPOSAL_VIEW)
def proposals(request: HttpRequest) -> HttpResponse:
    """The names of one state (``?state=``), those met most often first."""
    counts = queries.proposal_counts()
    state = request.GET.get("state", "open")
    if state not in counts:
        state = "open"
    page = Paginator(queries.proposals(state), _PAGE).get_page(request.GET.get("page"))
    return render(request, "directory/proposals.html", {
        "page": page, "state": state, **_listed(state),
        "tabs": [(code, label, counts[code]) for code, label in NameProposal.State.choices],
        **rights(request, may_decide=PROPOSAL_DECIDE)})


def _listed(state: str) -> dict[str, Any]:
    """The entries that a typed name may be completed from."""
    if state != "open":
        return {}
    return {"listed_organisations": queries.organisations(), "listed_territories": queries.territories()}


@required(PROPOSAL_VIEW)
def proposal(request: HttpRequest, uid: str, attach: Form | None = None, new: Form | None = None) -> HttpResponse:
    """One name with everything that may be answered."""
    entry = get_object_or_404(queries.proposals(), uid=uid)
    return render(request, "directory/proposal.html", {
        "proposal": entry, "attach": attach or AttachForm(entry), "new": new or _new_form(entry),
        **_listed(entry.state), **rights(request, may_decide=PROPOSAL_DECIDE)})


def _new_form(entry: NameProposal, data: Any = None) -> Form:
    if entry.kind == NameProposal.Kind.ORGANISATION:
        return OrganisationForm(data, initial={"name": entry.text}, prefix="new")
    return LocalityForm(data, initial={"name": entry.text}, prefix="new")


@require_POST
def decide(request: HttpRequest, uid: str) -> HttpResponse:
    """Settle a name; ``decision`` of the form is accept, attach, decline or reopen."""
    entry = get_object_or_404(NameProposal, uid=uid)
    answers: dict[str, Callable[[HttpRequest, NameProposal], HttpResponse]] = {
        "accept": _accept, "attach": _attach, "decline": _decline, "reopen": _reopen}
    answer = answers.get(request.POST.get("decision", ""))
    return answer(request, entry) if answer else redirect("directory:proposal", uid=uid)


def _next(request: HttpRequest, sentence: str) -> HttpResponse:
    messages.success(request, sentence)
    following = queries.proposals("open").first()
    if request.POST.get("then") == "list" or following is None:
        return redirect("directory:proposals")
    return redirect(reverse("directory:proposal", args=[following.uid]))


def _attach(request: HttpRequest, entry: NameProposal) -> HttpResponse:
    form = AttachForm(entry, request.POST)
    if form.is_valid():
        target = form.cleaned_data["entry"]
        if done(form, lambda: operations.attach_proposal(by=request.user, proposal=entry, target=target)):
            return _next(request, _("“%(text)s” is now known as %(name)s.") % {"text": entry.text, "name": target})
    return proposal(request, str(entry.uid), attach=form)


def _accept(request: HttpRequest, entry: NameProposal) -> HttpResponse:
    form = _new_form(entry, request.POST)
    if form.is_valid():
        facts = form.cleaned_data
        made = done(form, lambda: operations.accept_organisation(by=request.user, proposal=entry, **facts)
                    if entry.kind == NameProposal.Kind.ORGANISATION else operations.accept_locality(
                        by=request.user, proposal=entry, **facts))
        if made:
            return _next(request, _("%(name)s was added.") % {"name": made})
    return proposal(request, str(entry.uid), new=form)


def _decline(request: HttpRequest, entry: NameProposal) -> HttpResponse:
    try:
        operations.decline_proposal(by=request.user, proposal=entry)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("directory:proposals")
    return _next(request, _("“%(text)s” will not be asked again.") % {"text": entry.text})


def _reopen(request: HttpRequest, entry: NameProposal) -> HttpResponse:
    try:
        operations.reopen_proposal(by=request.user, proposal=entry)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("directory:proposals")
    messages.success(request, _("“%(text)s” is to be settled again.") % {"text": entry.text})
    return redirect("directory:proposal", uid=entry.uid)
