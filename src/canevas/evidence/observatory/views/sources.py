"""Sources: the list, the sheet of one, what is said of it, and its sharing agreements."""
from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Count, Max, Min, Q, Sum
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from canevas.commons.access.operations import require_somewhere
from canevas.commons.access.queries import User, may_somewhere
from canevas.commons.access.rules import ROLES
from canevas.commons.directory.queries import organisations, regions
from canevas.commons.jobs.queries import works_about
from canevas.evidence.observatory.forms import AgreementForm, SourceForm
from canevas.evidence.observatory.models import SharingAgreement, Source
from canevas.evidence.observatory.operations import agree_sharing, edit_source, end_sharing, register_source
from canevas.evidence.observatory.permissions import DATA_ADD, DATA_AGREE, DATA_CORRECT, DATA_VIEW
from canevas.evidence.observatory.queries import labels, points, visible
from canevas.evidence.observatory.views.telling import ends

LATELY = 100
"""Batches that the sheet of a source shows."""
WAITING = 20
"""Files to settle that the list of sources shows."""


def seen_source(request: HttpRequest, code: str) -> Source:
    """The source, if the person sees something of it; else 404, as for one that never was."""
    require_somewhere(request.user, DATA_VIEW)
    found = visible.source_seen_by(request.user, code)
    if found is None:
        raise Http404(_("There is no such source of figures."))
    return found


def own_source(request: HttpRequest, code: str, permission: str) -> Source:
    """The same, where the person holds ``permission`` on it; who sees it without is refused."""
    found = seen_source(request, code)
    if not visible.may_on(request.user, permission, found):
        raise PermissionDenied
    return found


def sources(request: HttpRequest) -> HttpResponse:
    require_somewhere(request.user, DATA_VIEW)
    holding = Q(batches__valid_to__isnull=True)
    rows = list(visible.sources(request.user).annotate(
        files_in=Count("batches", filter=holding), figures=Sum("batches__rows", filter=holding),
        first=Min("batches__start", filter=holding), last=Max("batches__end", filter=holding)))
    whole = set(visible.whole_sources(request.user).values_list("pk", flat=True))
    waiting = list(visible.open_workbenches(request.user)[:WAITING])
    works = works_about(*(one.get_absolute_url() for one in (*(row for row in rows if row.pk in whole), *waiting)))
    names = {one.pcode: one.name for one in regions()}
    for row in rows:
        row.is_whole, row.region_name = row.pk in whole, names.get(row.region, "")  # type: ignore[attr-defined]
    return render(request, "observatory/sources.html", {
        "rows": rows, "waiting": waiting, "works": works, "may_add": may_somewhere(request.user, DATA_ADD)})


def _while_closed(user: User, code: str) -> list[tuple[str, str, str, str]]:
    """The figures of a source for days on which nobody watched their point: its code, its name, the period, the
    figure."""
    known = {one.code: one for one in points.flow_points() if one.stretches}
    return [(one.point, known[one.point].name, labels.period(one.period.iso), ends(one.value, one.upper))
            for one in points.given_while_closed(user, list(known.values()), code)]


def source(request: HttpRequest, code: str) -> HttpResponse:
    found = seen_source(request, code)
    user = request.user
    is_whole = visible.whole_sources(user).filter(pk=found.pk).exists()
    may = {"add": DATA_ADD, "correct": DATA_CORRECT, "agree": DATA_AGREE}
    allowed = {f"may_{name}": visible.may_on(user, permission, found) for name, permission in may.items()}
    context: dict[str, Any] = {"source": found, "is_whole": is_whole, **allowed, "region": next(
        (one.name for one in regions() if one.pcode == found.region), "")}
    if is_whole:
        differing = visible.disagreements(user).filter(Q(first__source=found) | Q(second__source=found),
                                                       first__valid_to=None, second__valid_to=None)
        batches = list(visible.batches(user).filter(source=found)[:LATELY])
        waiting = list(visible.workbenches(user).filter(file__source=found).exclude(state="done")[:LATELY])
        context |= {
            "batches": batches, "waiting": waiting,
            "works": works_about(*(one.get_absolute_url() for one in (found, *waiting, *batches))),
            "while_closed": _while_closed(user, found.code),
            "recipes": list(found.recipes.prefetch_related("versions")), "differing": differing.count()}
    elif seen := visible.terms(user, [found]).get(found.code):
        context["seen"] = labels.limits(seen)
    if is_whole or allowed["may_agree"]:
        context["agreements"] = [(one, whom(one), ", ".join(labels.dimension(name) for name in one.fields),
                                  one.valid_to is None or one.valid_to >= timezone.localdate())
                                 for one in found.agreements.all()]
    return render(request, "observatory/source.html", context)


def whom(agreement: SharingAgreement) -> str:
    """Whom an agreement is with, in words."""
    match agreement.party:
        case "organisation":
            return str(organisations().filter(code=agreement.key).first() or agreement.key)
        case "region":
            name = next((one.name for one in regions() if one.pcode == agreement.key), agreement.key)
            return _("the region of %(name)s") % {"name": name}
        case "partners":
            return str(agreement.get_party_display())
    role = ROLES.get(agreement.key)
    return _("the role “%(role)s”") % {"role": _(role.label) if role else agreement.key}


def add(request: HttpRequest) -> HttpResponse:
    require_somewhere(request.user, DATA_ADD)
    form = SourceForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = register_source(by=request.user, **form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        except PermissionDenied:
            form.add_error("organisation", _("You may register sources of your own organisation or region only."))
        else:
            messages.success(request, _("“%(name)s” is registered. Bring its first file.") % {"name": made})
            return redirect(made)
    return render(request, "observatory/source_form.html", {
        "form": form, "title": _("Register a source")}, status=422 if form.errors else 200)


def edit(request: HttpRequest, code: str) -> HttpResponse:
    found = own_source(request, code, DATA_CORRECT)
    form = SourceForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        try:
            edit_source(by=request.user, source=found, **form.cleaned_data)
        except PermissionDenied:
            form.add_error("organisation", _("You would no longer answer for this source: ask a statistician."))
        else:
            messages.success(request, _("The source was changed."))
            return redirect(found)
    return render(request, "observatory/source_form.html", {
        "form": form, "source": found, "title": _("Change the source")}, status=422 if form.errors else 200)


def agree(request: HttpRequest, code: str) -> HttpResponse:
    found = own_source(request, code, DATA_AGREE)
    form = AgreementForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            agree_sharing(by=request.user, source=found, **form.values())
        except ValidationError as error:
            _tell(form, error)
        else:
            messages.success(request, _("The agreement is written down."))
            return redirect(found)
    return render(request, "observatory/source_form.html", {
        "form": form, "source": found, "title": _("Write down a sharing agreement"), "is_agreement": True,
        "note": _("From now on only those with whom an agreement stands see this source, besides its organisation."),
    }, status=422 if form.errors else 200)


def _tell(form: AgreementForm, error: ValidationError) -> None:
    """Each sentence beside the field that it is about."""
    told = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
    for name, sentences in told.items():
        place = "party" if name == "key" else name
        form.add_error(place if place in form.fields else None, sentences)  # type: ignore[arg-type]


@require_POST
def end_agreement(request: HttpRequest, uid: UUID) -> HttpResponse:
    require_somewhere(request.user, DATA_VIEW)
    found = get_object_or_404(SharingAgreement.objects.filter(
        source__in=visible.answered_for(request.user, DATA_AGREE)).select_related("source__organisation"), uid=uid)
    try:
        end_sharing(by=request.user, agreement=found, on=timezone.localdate())
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The agreement ends today."))
    return redirect(found.source)
