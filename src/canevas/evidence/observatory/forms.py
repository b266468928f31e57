"""Forms of the sources, their agreements and their files."""
from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from canevas.commons.access.rules import ROLES
from canevas.commons.directory.queries import organisations, regions, resolve_territory, territory_by_pcode
from canevas.evidence.observatory.models import SharingAgreement, Source
from canevas.evidence.observatory.queries import labels
from canevas.evidence.observatory.rules.sharing import CHOOSABLE, Party
from canevas.tools.text.normalise import fold
from canevas.tools.vocabulary.figures import iso_codes

ACCEPTED = ".xlsx,.xlsm,.xlsb,.xls,.ods,.csv,.tsv,.txt,.json,.geojson"


def _regions(empty: Any) -> list[tuple[str, Any]]:
    return [("", empty), *((one.pcode, one.name) for one in regions())]


class SourceForm(forms.ModelForm):  # type: ignore[type-arg]
    """What is said of a source; its code is made of it once."""

    region = forms.ChoiceField(label=_("Region"), required=False, choices=lambda: _regions(_("the whole country")))

    class Meta:
        model = Source
        fields = ("name", "organisation", "region", "audience", "definition", "coverage", "licence", "contact")
        help_texts = {
            "name": _("As people call it: “Suivi des flux, OIM”."),
            "definition": _("Crossings or persons; who counts as what."),
            "coverage": _("Which places, which days, what is not seen."),
            "audience": _("As long as no sharing agreement is written down."),
            "licence": _("Under which others may use them: “CC BY 4.0”."),
            "contact": _("Whom to ask about these figures: name, telephone, e-mail."),
        }
        widgets: ClassVar = {name: forms.Textarea(attrs={"rows": 2}) for name in ("definition", "coverage")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations()  # type: ignore[attr-defined]
        self.fields["organisation"].empty_label = _("none")  # type: ignore[attr-defined]


class AgreementForm(forms.Form):
    """Who may see a source, how finely, until when. Whom it is with is one list: partners, organisations, regions,
    roles."""

    party = forms.ChoiceField(label=_("With"))
    fields_shown = forms.MultipleChoiceField(
        label=_("Breakdowns that are shown"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=lambda: [(name, labels.dimension(name)) for name in CHOOSABLE],
        help_text=_("Only totals by place and period are shown where none is ticked."))
    geography = forms.ChoiceField(label=_("Finest place"), choices=SharingAgreement.Geography, initial="region")
    grain = forms.ChoiceField(label=_("Finest period"), choices=SharingAgreement.Grain, initial="month")
    valid_from = forms.DateField(label=_("From the"), initial=timezone.localdate,
                                 widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    valid_to = forms.DateField(label=_("Until the"), required=False, help_text=_("That day too; without one, until "
                               "somebody ends it."), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
    text = forms.CharField(label=_("Words of the agreement"), required=False,
                           widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["party"].choices = [  # type: ignore[attr-defined]
            (f"{Party.PARTNERS}:", _("all partners")),
            (_("Organisations"), [(f"{Party.ORGANISATION}:{one.code}", str(one)) for one in organisations()]),
            (_("Regions"), [(f"{Party.REGION}:{one.pcode}", one.name) for one in regions()]),
            (_("Roles"), [(f"{Party.ROLE}:{role.code}", _(role.label)) for role in ROLES.values()]),
        ]

    def values(self) -> dict[str, Any]:
        made = dict(self.cleaned_data)
        party, _colon, key = made.pop("party").partition(":")
        fields = made.pop("fields_shown")
        return {**made, "party": party, "key": key, "fields": fields}


class FileForm(forms.Form):
    """A file of a source, and the recipe that reads it where there is one."""

    file = forms.FileField(label=_("Drop the file here, or choose it"), error_messages={
        "empty": _("This file is empty. Look at the original, then bring it again.")}, widget=forms.FileInput(
            attrs={"accept": ACCEPTED}))
    recipe = forms.ChoiceField(label=_("Recipe"), required=False)
    replacing = forms.ChoiceField(label=_("This file"), required=False)


class RecipeForm(forms.Form):
    """The text of a recipe, or a file of it."""

    text = forms.CharField(label=_("Its text (YAML)"), required=False, strip=False, widget=forms.Textarea(
        attrs={"rows": 24, "spellcheck": "false", "class": "recipe-text"}))
    file = forms.FileField(label=_("or its file, written elsewhere"), required=False, help_text=_(
        "Where one is chosen, it counts instead of the text above."), widget=forms.FileInput(
        attrs={"accept": ".yaml,.yml,.txt"}))
    note = forms.CharField(label=_("What changed, for who reviews it"), required=False, max_length=250)


_DAY = {"type": "date"}


def _day(label: Any, **more: Any) -> forms.DateField:
    return forms.DateField(label=label, widget=forms.DateInput(attrs=_DAY, format="%Y-%m-%d"), **more)


class PlaceField(forms.CharField):
    """The name or the P-code of a place of the directory, typed by a person; gives the territory."""

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if found := territory_by_pcode(text) or territory_by_pcode(text.upper()):
            return found
        near = resolve_territory(text)
        sure = [one for one in near if one.score == 1]
        if len(sure) == 1:
            return territory_by_pcode(sure[0].code)
        if near:
            raise forms.ValidationError(_("“%(text)s” may mean: %(near)s. Write one of these codes."), params={
                "text": text, "near": ", ".join(f"{one.label} ({one.code})" for one in near)})
        raise forms.ValidationError(_("“%(text)s” is not in the territories. Add it there first."), params={
            "text": text})


class PointNamesForm(forms.Form):
    """How a point is called. ``is_fixed``: the country's reference says its name and its road."""

    name = forms.CharField(label=_("Name"), max_length=200)
    toward = forms.ChoiceField(label=_("Its road leads to"), required=False)
    aliases = forms.CharField(
        label=_("Other spellings"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One a line, as files write it: “FMP Arlit”. Those of the country's reference are known already."))

    def __init__(self, *args: Any, is_fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_fixed:
            del self.fields["name"], self.fields["toward"]
        else:
            countries = sorted(((code, labels.country(code)) for code in iso_codes()), key=lambda pair: fold(pair[1]))
            self.fields["toward"].choices = [("", _("no country")), *countries]  # type: ignore[attr-defined]

    def clean_aliases(self) -> list[str]:
        return str(self.cleaned_data["aliases"]).splitlines()


class FlowPointForm(PointNamesForm):
    """A new point: where it is, how it is called, since when it is watched."""

    place = PlaceField(label=_("Place"), max_length=200, widget=forms.TextInput(
        attrs={"list": "territories", "autocomplete": "off"}), help_text=_(
        "Name or P-code of a locality, a commune or a department. A place that is not in the list is added to the "
        "territories first."))
    opened = _day(_("Watched since"), required=False, help_text=_("Empty where nobody knows."))
    because = forms.CharField(label=_("Why it was opened"), max_length=300, required=False)

    field_order = ("place", "name", "toward", "aliases", "opened", "because")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].required = False
        self.fields["name"].help_text = _("Empty: as its place is called.")


class ClosePointForm(forms.Form):
    on = _day(_("Last day on which it was watched"), initial=timezone.localdate)
    because = forms.CharField(label=_("Why it was closed"), max_length=300)


class ReopenPointForm(forms.Form):
    on = _day(_("First day on which it is watched again"), initial=timezone.localdate)
    because = forms.CharField(label=_("Why it was opened"), max_length=300)


class WatchPeriodForm(forms.Form):
    opened = _day(_("First day"), required=False, help_text=_("Empty where nobody knows."))
    opened_because = forms.CharField(label=_("Why it was opened"), max_length=300, required=False)
    closed = _day(_("Last day"), required=False, help_text=_("Empty where it is watched to this day."))
    closed_because = forms.CharField(label=_("Why it was closed"), max_length=300, required=False)
