from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from canevas.governance.bulletins.models import Bulletin
from canevas.governance.bulletins.queries.bulletins import regions_to_make
from canevas.governance.bulletins.rules.figures import read_bulletin_period


class BulletinForm(forms.Form):
    """Which region, which period, for whom."""

    region = forms.ChoiceField(label=_("Region"), required=False)
    period = forms.CharField(label=_("Period"), max_length=40, help_text=_(
        "A month (2023-03, “mars 2023”) or a quarter (2023-T1, “1er trimestre 2023”)."))
    audience = forms.ChoiceField(label=_("For"), choices=Bulletin.For, initial=Bulletin.For.PARTNER,
                                 help_text=_("For the public it tells the figures of public releases, and no actions; "
                                             "another person approves it."))

    def __init__(self, user: Any, *args: Any, **more: Any) -> None:
        super().__init__(*args, **more)
        self.fields["region"].choices = regions_to_make(user)

    def clean_period(self) -> str:
        try:
            return read_bulletin_period(self.cleaned_data["period"]).iso
        except ValueError as error:
            raise forms.ValidationError(_("Write a month (2023-03) or a quarter (2023-T1).")) from error


class TemplateForm(forms.Form):
    """A Word template of one's own."""

    name = forms.CharField(label=_("Name of the template"), max_length=120)
    file = forms.FileField(label=_("Word file (.docx)"))
