"""A file of records for the statistician: which columns it has, and its report in words."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.operations import require_somewhere
from canevas.commons.design import formats
from canevas.evidence.observatory.jobs import start_protecting
from canevas.evidence.observatory.models import Release
from canevas.evidence.observatory.operations import prepare_release
from canevas.evidence.observatory.permissions import RELEASE_PREPARE
from canevas.evidence.observatory.queries import labels
from canevas.evidence.observatory.queries.gate import kept_to
from canevas.evidence.observatory.rules.periods import Grain
from canevas.evidence.observatory.rules.publish.leaves import PUBLISHABLE, is_stock
from canevas.evidence.observatory.rules.publish.records import MOST_COLUMNS
from canevas.evidence.observatory.rules.statistics.explorer import PERIOD, PLACES, Question
from canevas.evidence.observatory.views.explorer import asked_by
from canevas.evidence.observatory.views.telling import definition


class RecordsForm(forms.ModelForm):  # type: ignore[type-arg]
    """The columns of a file of records of one indicator; each is a quasi-identifier."""

    place = forms.ChoiceField(label=gettext_lazy("Place"), required=False)
    grain = forms.ChoiceField(label=gettext_lazy("Period"), required=False)
    columns = forms.MultipleChoiceField(label=gettext_lazy("Other columns"), required=False,
                                        widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = Release
        fields = ("title", "title_en", "audience")

    def __init__(self, *args: Any, question: Question, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question, known = question, question.indicator.breakdowns
        nothing = ("", _("not in the file"))
        self.fields["place"].choices = [nothing, *(  # type: ignore[attr-defined]
            (name, labels.dimension(name)) for name in PLACES if name in known)]
        self.fields["columns"].choices = [  # type: ignore[attr-defined]
            (name, labels.dimension(name)) for name in known if name not in PLACES]
        if is_stock(question):
            del self.fields["grain"]
        else:
            self.fields["grain"].choices = [  # type: ignore[attr-defined]
                nothing, *((str(grain), labels.GRAINS[grain]) for grain in PUBLISHABLE)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        if not 1 <= len(self._columns(given)) <= MOST_COLUMNS:
            raise ValidationError(_("Choose one to %(most)s columns.") % {"most": MOST_COLUMNS})
        return given

    def _columns(self, given: Mapping[str, Any]) -> tuple[str, ...]:
        period = (PERIOD,) if given.get("grain") else ()
        return (*period, *filter(None, [given.get("place")]), *given.get("columns", ()))

    def asked(self) -> Question:
        """The question with the columns of the file."""
        given = self.cleaned_data
        grain = self.question.grain if self.question.grain in PUBLISHABLE else Grain.MONTH
        return replace(self.question, by=self._columns(given), grain=Grain(given.get("grain") or grain))


def prepare(request: HttpRequest) -> HttpResponse:
    """From the explorer's address: its indicator, its period, its conditions; then at once through the gate."""
    require_somewhere(request.user, RELEASE_PREPARE)
    question = asked_by(request)
    form = RecordsForm(request.POST or None, question=question, initial={
        "title": _("%(name)s (file of records)") % {"name": question.indicator.name.fr},
        "title_en": f"{question.indicator.name.en} (records)", "grain": str(Grain.QUARTER),
        "place": next((name for name in question.by if name in PLACES), "region"),
        "columns": [name for name in question.by if name not in (*PLACES, PERIOD)]})
    address = urlencode(question.parameters())
    if request.method == "POST" and form.is_valid():
        try:
            made = prepare_release(by=request.user, question=form.asked(), form=Release.Form.RECORDS, **{
                name: form.cleaned_data[name] for name in form.Meta.fields})
            return redirect(start_protecting(by=request.user, release=made))
        except ValidationError as error:
            form.add_error(None, error)
    return render(request, "observatory/records_form.html", {
        "form": form, "definition": definition(question), "address": address, "conditions": kept_to(question, {}),
        "back": f"{reverse('observatory:explorer')}?{address}"}, status=422 if form.errors else 200)


def records_report(kept: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The report of a file of records, in words."""
    before, after, records = kept["before"], kept["after"], kept["records"]
    lines = [(_("Persons counted"), formats.number(records)),
             (_("Persons who are not in the file"), _share(kept["removed"], records)),
             (_("Persons who are alike, at least (k)"), _change(before["anonymity"], after["anonymity"], 0)),
             (_("Persons alone of their kind"), _change(before["uniques"], after["uniques"], 0)),
             (_("Worst chance of finding somebody who is among them"),
              _change(100 * before["worst"], 100 * after["worst"], 1, " %")),
             (_("Mean chance"), _change(100 * before["mean"], 100 * after["mean"], 2, " %"))]
    for one in kept["columns"]:
        lines.append((labels.dimension(one["asked"]), _column(one, records)))
    for name, number in kept["diverse"].items():
        lines.append((_("Different values among people who are alike: %(name)s") % {
            "name": labels.dimension(name).lower()}, formats.number(number)))
    return lines


def _change(before: float, after: float, digits: int, unit: str = "") -> str:
    return _("%(after)s (before: %(before)s)") % {
        "before": formats.number(before, digits) + unit, "after": formats.number(after, digits) + unit}


def _share(part: int, whole: int) -> str:
    return f"{formats.number(part)} ({formats.number(100 * part / max(whole, 1), 1)} %)"


def _column(one: Mapping[str, Any], records: int) -> str:
    if not one["told"]:
        return _("left out: it would give persons away")
    if not one["level"]:
        said = _("as asked")
    elif one["told"] != one["asked"]:
        said = _("told by %(name)s") % {"name": labels.dimension(one["told"]).lower()}
    elif one["grain"]:
        said = _("told by %(name)s") % {"name": str(labels.GRAINS[Grain(one["grain"])]).lower()}
    else:
        said = _("told more coarsely")
    if one["given_up"]:
        said += _("; not told of %(share)s") % {"share": _share(one["given_up"], records)}
    return said + _("; keeps %(share)s %% of what it told") % {"share": formats.number(100 * one["kept"])}
