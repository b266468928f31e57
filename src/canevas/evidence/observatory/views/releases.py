"""Releases for the statistician: the list, the sheet with its report, and each step towards the public."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from canevas.commons.access.operations import require_somewhere
from canevas.commons.access.queries import may
from canevas.commons.design import formats
from canevas.commons.jobs.queries import under_way
from canevas.evidence.observatory.jobs import protecting, start_protecting
from canevas.evidence.observatory.models import Release
from canevas.evidence.observatory.operations import (
    ReleaseRefused,
    approve_release,
    prepare_release,
    publish_release,
    withdraw_release,
)
from canevas.evidence.observatory.permissions import DATA_VIEW, RELEASE_APPROVE, RELEASE_PREPARE
from canevas.evidence.observatory.queries import explorer, gate, labels
from canevas.evidence.observatory.queries.releases import (
    question_of,
    release_with_uid,
    releases,
    sees_before,
    table_of,
)
from canevas.evidence.observatory.rules.publish.leaves import Refused
from canevas.evidence.observatory.rules.publish.states import State, Step, open_steps
from canevas.evidence.observatory.rules.publish.table import PublishedTable, Status
from canevas.evidence.observatory.rules.statistics.explorer import Question
from canevas.evidence.observatory.views.explorer import asked_by
from canevas.evidence.observatory.views.records import records_report
from canevas.evidence.observatory.views.telling import definition

MOST_ROWS = 120
"""Rows that the sheet shows side by side."""
MUCH_HIDDEN = 0.25
"""Share of the figures above zero from which the sheet says why they are hidden, and what to do about it."""


class ReleaseForm(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Release
        fields = ("title", "title_en", "audience", "method")
        help_texts = {"method": gettext_lazy("Releases of the same figures keep to one method.")}


def listed(request: HttpRequest) -> HttpResponse:
    require_somewhere(request.user, DATA_VIEW)
    return render(request, "observatory/releases.html", {"releases": releases(request.user)})


def prepare(request: HttpRequest) -> HttpResponse:
    """From the explorer's address: what it is called, whom it is for; then at once through the gate."""
    require_somewhere(request.user, RELEASE_PREPARE)
    question = asked_by(request)
    form = ReleaseForm(request.POST or None, initial={"title": question.indicator.name.fr,
                                                      "title_en": question.indicator.name.en})
    address = urlencode(question.parameters())
    if request.method == "POST" and form.is_valid():
        try:
            made = prepare_release(by=request.user, question=question, **form.cleaned_data)
            return redirect(start_protecting(by=request.user, release=made))
        except ValidationError as error:
            form.add_error(None, error)
    return render(request, "observatory/release_form.html", {
        "form": form, "definition": definition(question), "by": [labels.dimension(name) for name in question.by],
        "conditions": gate.kept_to(question, explorer.source_names(request.user)), "address": address,
        "back": f"{reverse('observatory:explorer')}?{address}"}, status=422 if form.errors else 200)


def _seen(request: HttpRequest, uid: UUID) -> Release:
    require_somewhere(request.user, DATA_VIEW)
    found = release_with_uid(request.user, uid)
    if found is None:
        raise Http404(_("There is no such release."))
    return found


def release(request: HttpRequest, uid: UUID) -> HttpResponse:
    found, user = _seen(request, uid), request.user
    may_prepare = may(user, RELEASE_PREPARE, region=found.region)
    may_approve = may(user, RELEASE_APPROVE, region=found.region)
    is_records = found.form == Release.Form.RECORDS
    steps = set(open_steps(State(found.state)))
    table = table_of(found) if found.table else None
    before = _before(request, found) if table and (may_prepare or may_approve) and not is_records else None
    question = question_of(found)
    return render(request, "observatory/release.html", {
        "release": found, "table": table, "may_prepare": may_prepare,
        "rows": _rows(table, before)[:MOST_ROWS] if table else [], "has_before": before is not None,
        "is_short": bool(table and len(table.cells) > MOST_ROWS),
        "report": (records_report if is_records else _report)(found.report) if found.report and (
            may_prepare or may_approve) else [],
        "advice": _advice(found.report, question) if found.report and may_prepare and not is_records else "",
        "is_records": is_records,
        "may_protect": may_prepare and Step.PROTECT in steps, "may_sign": may_approve and Step.APPROVE in steps,
        "may_publish": may_approve and Step.PUBLISH in steps,
        "may_withdraw": Step.WITHDRAW in steps and (may_approve if found.published_at else may_prepare),
        "is_public": found.state == State.PUBLISHED and found.audience == Release.For.PUBLIC,
        "asked": f"{reverse('observatory:explorer')}?{urlencode(question.parameters())}",
        "job": under_way(user, protecting(found), found.get_absolute_url())})


def _before(request: HttpRequest, found: Release) -> Mapping[tuple[str, ...], float] | None:
    """The figures as they stood, for whoever sees all of every source; nothing of them is kept with the release."""
    if found.counted_at is None or not sees_before(request.user, found):
        return None
    try:
        return gate.unprotected(found)
    except Refused:
        return None


def _rows(table: PublishedTable, before: Mapping[tuple[str, ...], float] | None) -> list[dict[str, Any]]:
    words = {Status.SUPPRESSED: _("hidden"), Status.MISSING: "–", Status.CLOSED: _("closed")}
    found = []
    for cell in table.cells:
        was = before.get(cell.key) if before else None
        found.append({
            "names": [one.labels[code] for code, one in zip(cell.key, table.dimensions, strict=True)],
            "before": "–" if was is None else formats.number(was),
            "after": words.get(cell.status) or formats.number(cell.value),
            "is_hidden": cell.status is Status.SUPPRESSED})
    return sorted(found, key=lambda row: not row["is_hidden"])


def _report(kept: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The report in words."""
    rules, hidden, loss = kept["rules"], kept["hidden"], kept["utility"]
    by_itself = sum(number for name, number in hidden.items() if name != "secondary")
    lines = [(_("Figures of the table"), formats.number(kept["cells"]))]
    if kept["method"] == "cell_key":
        noise = {name: formats.number(rules[name]) for name in ("bound", "variance")}
        lines += [(_("Noise"), _("at most %(bound)s, variance %(variance)s") % noise),
                  (_("Mean change of a figure"), formats.number(loss["deviation"], 2))]
    else:
        lines += [
            (_("Threshold"), formats.number(rules["threshold"])),
            (_("Dominance"), _dominance(rules)),
            (_("Hidden by themselves"), formats.number(by_itself)),
            (_("Hidden so that these cannot be worked out"), formats.number(hidden.get("secondary", 0)))]
    lines += [(_("Figures that would have been disclosed"), formats.number(kept["risk_before"])),
              (_("Still disclosed, by attack"), formats.number(kept["risk_after"])),
              (_("Not proven safe"), formats.number(kept["risk_unproven"] + kept["too_narrow"]))]
    if kept["smallest_interval"] is not None:
        lines.append((_("Narrowest interval about a hidden figure"), formats.number(kept["smallest_interval"], 1)))
    if kept["method"] != "cell_key":
        lines += [(_("Hidden, of the figures above zero"), f"{formats.number(100 * loss['hidden_cells'], 1)} %"),
                  (_("Hidden, of all that the figures count"), f"{formats.number(100 * loss['hidden_sum'], 1)} %")]
    lines.append((_("Distance from the truth (Hellinger, 0 to 1)"), formats.number(loss["hellinger"], 3)))
    lines.append((_("Protected beside"), ", ".join(kept["earlier_releases"]) or _("no earlier release")))
    return lines


def _advice(kept: Mapping[str, Any], question: Question) -> str:
    """Why so much is hidden and what to do about it; empty where little is."""
    if kept["method"] == "cell_key" or kept["utility"]["hidden_cells"] < MUCH_HIDDEN:
        return ""
    dominated = sum(kept["hidden"].get(rule, 0) for rule in ("dominance", "p_percent"))
    if dominated and "organisation" in question.by:
        return _("Each figure of this table tells what one organisation does: the gate hides it, for partners as for "
                 "the public. Ask again without the breakdown by organisation; what each one does is read in the "
                 "explorer, by whom the sharing agreements allow.")
    if dominated:
        return ngettext("%(figures)s figure is hidden because one or two organisations make nearly all of it.",
                        "%(figures)s figures are hidden because one or two organisations make nearly all of them.",
                        dominated) % {"figures": formats.number(dominated)} + " " + _(
            "Fewer breakdowns, larger places or longer periods bring more organisations together.")
    return _("Much is hidden, for many figures of this table count few people. Fewer breakdowns, larger places, longer "
             "periods, or rare codes told together, hide less.")


def _dominance(rules: Mapping[str, Any]) -> str:
    if not rules.get("dominance"):
        return _("not applied: the figures count persons, or what one organisation alone does")
    return _("two organisations make at most %(share)s %% of a figure; none is known to within %(percent)s %%") % {
        "share": formats.number(rules["dominance"][1]), "percent": formats.number(rules["p_percent"])}


@require_POST
def step(request: HttpRequest, uid: UUID, name: str) -> HttpResponse:
    """Protect, approve, publish, withdraw."""
    found = _seen(request, uid)
    acts = {"approve": approve_release, "publish": publish_release}
    try:
        if name == "withdraw":
            withdraw_release(by=request.user, release=found, reason=request.POST.get("reason", ""))
        elif name == "protect":
            return redirect(start_protecting(by=request.user, release=found))
        elif name in acts:
            found = acts[name](by=request.user, release=found)
        else:
            raise Http404(_("There is no such step."))
    except ReleaseRefused as error:
        messages.warning(request, str(error))
    except ValidationError as error:
        messages.warning(request, " ".join(error.messages))
    return redirect(found)
