"""Forms of the sources, their agreements and their files."""
from __future__ import annotations

from typing import Any, ClassVar

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from canevas.commons.access.rules import ROLES
from canevas.commons.directory.queries import organisations, regions
from canevas.evidence.observatory.models import SharingAgreement, Source
from canevas.evidence.observatory.queries import labels
from canevas.evidence.observatory.rules.sharing import CHOOSABLE, Party

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
