from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from canevas.governance.concertation.models import ActionPoint


class StatusForm(forms.Form):
    """How far an action is, and a word about it for the journal."""

    status = forms.ChoiceField(label=_("State"), choices=lambda: [
        (value, str(label).capitalize()) for value, label in ActionPoint.Status.choices], widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000,
                           widget=forms.Textarea(attrs={"rows": 2}),
                           help_text=_("What was done, where it stands, why: kept in the history."))
