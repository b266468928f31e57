from __future__ import annotations

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

REGISTERS = (
    ("meetings", _("Meetings and minutes")), ("actions", _("Action points")), ("recommendations", _("Recommendations")),
    ("directory", _("Organisations, territories, policy, search")), ("intake", _("Files brought in")),
    ("figures", _("Figures")),
    ("administration", _("Accounts and journal, where I may read them")))
USUAL = timedelta(days=90)


class TokenForm(forms.Form):
    name = forms.CharField(label=_("Program that will use it"), max_length=100,
                           help_text=_("For example: spreadsheet of the observatory."))
    may_write = forms.BooleanField(label=_("It may also write, as I may"), required=False)
    registers = forms.MultipleChoiceField(label=_("What it opens"), choices=REGISTERS, required=False,
                                          widget=forms.CheckboxSelectMultiple,
                                          help_text=_("Nothing ticked: all that I see myself."))
    expires_on = forms.DateField(label=_("Until"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
                                 initial=lambda: timezone.localdate() + USUAL)
