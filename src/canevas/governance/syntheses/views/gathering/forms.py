"""What is typed when a synthesis begins."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from canevas.governance.syntheses.models import Synthesis


class BodyForm(forms.Form):
    """Which body the synthesis is prepared for: asked first, because sessions and dates depend on it."""

    body = forms.ChoiceField(label=_("Body that will adopt the table"))

    def __init__(self, *args: Any, bodies: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["body"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = bodies


class OpenForm(forms.Form):
    """A synthesis for a session of the body, or for one that is not planned yet."""

    session = forms.ChoiceField(
        label=_("For the session"), required=False,
        help_text=_("A session that is not planned yet can be left out."))
    title = forms.CharField(label=_("Title"), max_length=Synthesis._meta.get_field("title").max_length)
    since = forms.DateField(
        label=_("Gather what was recommended since"), required=False,
        widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"),
        help_text=_("The day of the last table, where there is one: what came before was treated then. Empty: all that "
                    "stands in the register."))

    def __init__(self, *args: Any, sessions: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["session"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", _("no session yet")), *sessions]
