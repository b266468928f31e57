from __future__ import annotations

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from canevas.governance.recommendations.models import Recommendation
from canevas.governance.recommendations.rules.story import status_word


class StatusForm(forms.Form):
    """How far a recommendation is, and a word about it for the journal."""

    status = forms.ChoiceField(label=_("State"), choices=lambda: [
        (value, capfirst(status_word(value))) for value in Recommendation.Status.values], widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000,
                           widget=forms.Textarea(attrs={"rows": 2}),
                           help_text=_("What was done, where it stands, why: kept in the history."))
