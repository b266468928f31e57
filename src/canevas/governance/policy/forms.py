from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy

from canevas.governance.policy.models import Axis, Framework, Indicator


class RegionAxesForm(forms.Form):
    """The axes that one region chose, and the day of its choice."""

    axes = forms.ModelMultipleChoiceField(
        label=gettext_lazy("Axes chosen"), queryset=None, required=False, widget=forms.CheckboxSelectMultiple)
    decided_on = forms.DateField(label=gettext_lazy("Decided on"), required=False,
                                 widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))

    def __init__(self, framework: Framework, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["axes"].queryset = framework.axes.order_by("number")


class IndicatorForm(forms.Form):
    """What the policy counts, of one axis or of the whole."""

    title = forms.CharField(label=gettext_lazy("Indicator"), max_length=Indicator._meta.get_field("title").max_length)
    unit = forms.CharField(label=gettext_lazy("Unit"), max_length=60, required=False)
    axis = forms.ModelChoiceField(label=gettext_lazy("Axis"), queryset=Axis.objects.none(), required=False,
                                  empty_label=gettext_lazy("the whole policy"))

    def __init__(self, framework: Framework, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["axis"].queryset = framework.axes.order_by("number")  # type: ignore[attr-defined]
