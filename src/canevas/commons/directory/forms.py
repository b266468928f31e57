from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.directory.models import NameProposal, Organisation, Territory, WrittenName
from canevas.commons.directory.queries import kinds, regions, resolve_organisation, resolve_territory
from canevas.tools.text.resolve import EXACT


class EntryField(forms.CharField):
    """The name, acronym or code of an entry, typed by a person; gives the entry. Accents and case do not matter."""

    def __init__(self, model: type[Organisation] | type[Territory], listed: str = "", **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.model = model
        if listed:
            self.widget.attrs["list"] = listed
        self.widget.attrs["autocomplete"] = "off"

    def prepare_value(self, value: Any) -> Any:
        return getattr(value, "pcode", None) or getattr(value, "code", None) or value

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        code_field = "code" if self.model is Organisation else "pcode"
        if entry := self.model.objects.filter(**{f"{code_field}__iexact": text}).first():
            return entry
        resolve = resolve_organisation if self.model is Organisation else resolve_territory
        found = resolve(text)
        sure = [candidate for candidate in found if candidate.score >= EXACT]
        if len(sure) == 1:
            return self.model.objects.get(**{code_field: sure[0].code})
        if found:
            near = ", ".join(f"{candidate.label} ({candidate.code})" for candidate in found)
            raise forms.ValidationError(_("“%(text)s” may mean: %(near)s. Write one of these codes.")
                                        % {"text": text, "near": near})
        raise forms.ValidationError(_("“%(text)s” is not in the directory. Add it there first.") % {"text": text})


class OrganisationForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=300)
    acronym = forms.CharField(label=gettext_lazy("Acronym"), max_length=60, required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"))
    region = forms.ModelChoiceField(label=gettext_lazy("Region"), queryset=Territory.objects.none(), required=False,
                                    to_field_name="pcode", empty_label=gettext_lazy("The whole country"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = [("", "—"), *kinds()]
        self.fields["region"].queryset = regions()


class OrganisationSheetForm(OrganisationForm):
    parent = EntryField(Organisation, "organisations", label=gettext_lazy("Part of"), required=False,
                        help_text=gettext_lazy("Name, acronym or code of another organisation."))
    valid_from = forms.DateField(label=gettext_lazy("Exists since"), required=False,
                                 widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    valid_to = forms.DateField(label=gettext_lazy("Existed until"), required=False,
                               widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))


class LocalityForm(forms.Form):
    name = forms.CharField(label=gettext_lazy("Name"), max_length=200)
    parent = EntryField(Territory, "territories", label=gettext_lazy("Within"), required=False,
                        help_text=gettext_lazy("Name or P-code of the commune or, failing that, of the department."))
    lat = forms.FloatField(label=gettext_lazy("Latitude"), required=False, min_value=-90, max_value=90,
                           help_text=gettext_lazy("In degrees, for instance 13.79."))
    lon = forms.FloatField(label=gettext_lazy("Longitude"), required=False, min_value=-180, max_value=180,
                           help_text=gettext_lazy("In degrees, for instance 5.25."))
    note = forms.CharField(label=gettext_lazy("Note"), max_length=250, required=False)


class NameForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Another way to write it"), max_length=300)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[
        (WrittenName.Kind.ALIAS.value, WrittenName.Kind.ALIAS.label),
        (WrittenName.Kind.ACRONYM.value, WrittenName.Kind.ACRONYM.label),
        (WrittenName.Kind.FORMER.value, WrittenName.Kind.FORMER.label)])


class TerritoryNameForm(forms.Form):
    text = forms.CharField(label=gettext_lazy("Another way to write it"), max_length=300)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[
        (WrittenName.Kind.ALIAS.value, WrittenName.Kind.ALIAS.label),
        (WrittenName.Kind.FORMER.value, WrittenName.Kind.FORMER.label),
        (WrittenName.Kind.OLD_CODE.value, WrittenName.Kind.OLD_CODE.label)])


class AttachForm(forms.Form):
    """To which entry an unknown name belongs: one of those suggested, or another that is typed."""

    target = forms.CharField(required=False)

    def __init__(self, proposal: NameProposal, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        model = Organisation if proposal.kind == NameProposal.Kind.ORGANISATION else Territory
        listed = "organisations" if model is Organisation else "territories"
        self.fields["other"] = EntryField(model, listed, label=_("Another entry"), required=False)
        self.model = model

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        target = found.get("other")
        if target is None and found.get("target"):
            code_field = "code" if self.model is Organisation else "pcode"
            target = self.model.objects.filter(**{code_field: found["target"]}).first()
        if target is None and not self.errors:
            raise forms.ValidationError(_("Choose the entry that this name belongs to, or write another."))
        return {"entry": target}
