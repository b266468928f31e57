from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from canevas.governance.policy.models import Framework


class RegionAxesForm(forms.Form):
    """The axes that one region chose, and the day of its choice."""

    axes = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Axes chosen"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple)
    decided_on = forms.DateField(label=gettext_lazy("Decided on"), required=False,
                                 widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, framework: Framework, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["axes"].queryset = framework.axes.order_by("number")
