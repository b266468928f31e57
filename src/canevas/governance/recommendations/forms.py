from __future__ import annotations

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from canevas.commons.directory.queries import organisations
from canevas.governance.policy import queries as policy
from canevas.governance.recommendations.models import Milestone, Recommendation, Target
from canevas.governance.recommendations.queries.visible import answering_codes, regions_spoken_for, reporter_of
from canevas.governance.recommendations.rules.implementation import LONGEST_LINK, LONGEST_TEXT, MAY_SET, Reporter
from canevas.governance.recommendations.rules.story import status_word

_INDENT = "\u2003"
ACCEPTED = ".pdf,.docx,.doc,.odt,.xlsx,.xls,.ods,.pptx,.ppt,.odp,.jpg,.jpeg,.png,.gif,.tif,.tiff,.txt,.csv,.rtf"


def _day(**more: Any) -> forms.DateField:
    return forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **more)


def _figure(**more: Any) -> forms.DecimalField:
    return forms.DecimalField(required=False, max_digits=18, decimal_places=4, localize=True, **more)


class StatusForm(forms.Form):
    """How far a recommendation is, and a word about it for the journal."""

    status = forms.ChoiceField(label=_("State"), choices=lambda: [
        (value, capfirst(status_word(value))) for value in Recommendation.Status.values], widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000,
                           widget=forms.Textarea(attrs={"rows": 2}),
                           help_text=_("What was done, where it stands, why: kept in the history."))


class ReportForm(forms.Form):
    """How far a recommendation is, on what day, with what shows it."""

    status = forms.ChoiceField(label=_("State"), widget=forms.RadioSelect)
    percent = forms.IntegerField(label=_("Share done, in %"), required=False, min_value=0, max_value=100)
    text = forms.CharField(label=_("What was done"), required=False, max_length=LONGEST_TEXT,
                           widget=forms.Textarea(attrs={"rows": 3}),
                           help_text=_("What was done, where it stands, why: kept in the history."))
    file = forms.FileField(label=_("Evidence: a file"), required=False,
                           widget=forms.FileInput(attrs={"accept": ACCEPTED}),
                           help_text=_("A photograph, a signed letter, a report: kept as it is."))
    link = forms.CharField(label=_("Evidence: a link"), required=False, max_length=LONGEST_LINK,
                           widget=forms.TextInput(attrs={"inputmode": "url", "autocomplete": "off"}))
    label = forms.CharField(label=_("What the evidence is"), required=False, max_length=250)
    day = _day(label=_("Day"), help_text=_("Today, where nothing is said."))
    organisation = forms.ChoiceField(label=_("In the name of"), required=False)
    region = forms.ChoiceField(label=_("Of what"), required=False, help_text=_(
        "A region says how far its own part is; the whole is said by those who follow it."))

    def __init__(self, user: Any, recommendation: Recommendation, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"status": recommendation.status})
        super().__init__(*args, **kwargs)
        reporter = reporter_of(user, recommendation) or Reporter.ANSWERER
        allowed = MAY_SET[reporter]
        self.regions = {one.pcode: one for one in regions_spoken_for(user, recommendation)}
        whole = [] if reporter is Reporter.REGION else [("", _("the whole"))]
        if self.regions:
            self.fields["region"].choices = [*whole, *(  # type: ignore[attr-defined]
                (code, _("the part of the region %(region)s") % {"region": one.name})
                for code, one in self.regions.items())]
        else:
            del self.fields["region"]
        self.fields["status"].choices = [  # type: ignore[attr-defined]
            (value, capfirst(status_word(value))) for value in Recommendation.Status.values
            if value in allowed or value == recommendation.status]
        codes = answering_codes(user, recommendation)
        self.answering = list(organisations().filter(code__in=codes)) if len(codes) > 1 else []
        if self.answering:
            self.fields["organisation"].choices = [  # type: ignore[attr-defined]
                (one.code, str(one)) for one in self.answering]
        else:
            del self.fields["organisation"]

    def part(self) -> Any:
        """The region whose part is reported, ``None`` for the whole."""
        return self.regions.get(self.cleaned_data.get("region", ""))

    def spoken_for(self) -> Any:
        code = self.cleaned_data.get("organisation")
        return next((one for one in self.answering if one.code == code), None)


class MilestoneForm(forms.Form):
    """A step on the way, and its day."""

    label = forms.CharField(label=_("Milestone"), max_length=250)
    due = _day(label=_("Due on"))


class TargetForm(forms.Form):
    """What is counted, from where to where."""

    indicator = forms.CharField(label=_("Indicator"), max_length=250)
    unit = forms.CharField(label=_("Unit"), max_length=60, required=False)
    baseline = _figure(label=_("Baseline"), help_text=_("Where it stood at the beginning; 0 where nothing is said."))
    aim = _figure(label=_("Target"))


class ReachedForm(forms.Form):
    """A milestone of this recommendation, and the day on which it was reached."""

    milestone = forms.ModelChoiceField(Milestone.objects.none(), to_field_name="uid")
    reached = _day(label=_("Reached on"))

    def __init__(self, recommendation: Recommendation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["milestone"].queryset = recommendation.milestones.all()  # type: ignore[attr-defined]


class ValueForm(forms.Form):
    """An indicator of this recommendation, and where it stands."""

    target = forms.ModelChoiceField(Target.objects.none(), to_field_name="uid")
    value = forms.DecimalField(label=_("Value"), max_digits=18, decimal_places=4, localize=True)
    day = _day(label=_("As of"))

    def __init__(self, recommendation: Recommendation, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["target"].queryset = recommendation.targets.all()  # type: ignore[attr-defined]


class LinksForm(forms.Form):
    """The place of a recommendation in the policy, to whom it speaks, and the part of each who answers for it."""

    place = forms.ChoiceField(label=_("Axis, programme or sub-programme"), required=False)
    indicators = forms.MultipleChoiceField(
        label=_("Indicators of the policy"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("What the policy counts, and that this recommendation moves."))
    addressee_kind = forms.ChoiceField(label=_("Addressee"), required=False, choices=lambda: [
        ("", _("not known")), *((one.value, capfirst(one.label)) for one in Recommendation.AddresseeKind)])

    def __init__(self, recommendation: Recommendation, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("initial", {"place": _place_of(recommendation),
                                      "addressee_kind": recommendation.addressee_kind})
        super().__init__(*args, **kwargs)
        self.places = {_key(*place): place for place in policy.places_whole()}
        self.fields["place"].choices = [("", _("none")), *(  # type: ignore[attr-defined]
            (key, f"{_INDENT * (bool(programme) + bool(part))}{part or programme or axis}")
            for key, (axis, programme, part) in self.places.items())]
        tied = list(recommendation.indicators.all())
        self.known = {str(one.uid): one for one in (*policy.indicators(), *tied)}
        if self.known:
            self.fields["indicators"].choices = [  # type: ignore[attr-defined]
                (key, str(one)) for key, one in self.known.items()]
            self.fields["indicators"].initial = [str(one.uid) for one in tied]
        else:
            del self.fields["indicators"]
        self.named = list(recommendation.responsibilities.all())
        for who in self.named:
            self.fields[f"part_{who.pk}"] = forms.ChoiceField(
                label=who.verbatim, initial=who.part, widget=forms.RadioSelect, choices=[
                    ("lead", pgettext_lazy("part", "lead")), ("concerned", pgettext_lazy("part", "concerned"))])

    def chosen(self) -> dict[str, Any]:
        """What the operation takes."""
        axis, programme, part = self.places.get(self.cleaned_data["place"], (None, None, None))
        return {"axis": axis, "programme": programme, "subprogramme": part, "indicators": [
            self.known[key] for key in self.cleaned_data.get("indicators", [])],
            "addressee_kind": self.cleaned_data["addressee_kind"],
                "parts": {who.pk: self.cleaned_data[f"part_{who.pk}"] for who in self.named}}


def _place_of(row: Recommendation) -> str:
    return _key(row.axis, row.programme, row.subprogramme) if row.axis else ""


def _key(axis: Any, programme: Any, part: Any) -> str:
    """The name that a place has in the form: "axis-3", "programme-5", "part-12"."""
    if part:
        return f"part-{part.pk}"
    return f"programme-{programme.pk}" if programme else f"axis-{axis.pk}"
