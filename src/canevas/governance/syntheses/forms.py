"""Forms of a synthesis."""
from __future__ import annotations

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from canevas.commons.access.queries import reach
from canevas.commons.directory.queries import organisation_names
from canevas.governance.syntheses.models import Synthesis
from canevas.governance.syntheses.permissions import SYNTHESIS_AMEND

STAMP = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


def organisation_choices(user: Any) -> list[tuple[str, str]]:
    """The organisations in whose name ``user`` may propose: their own, or any for who holds more than those."""
    reached = reach(user, SYNTHESIS_AMEND)
    return [(str(key), name) for key, code, name in organisation_names()
            if not reached.organisations or reached.everything or code in reached.organisations]


class AuthorForm(forms.Form):
    """In whose name an amendment is proposed, and why."""

    organisation = forms.ChoiceField(label=_("In the name of"), required=False)
    motive = forms.CharField(label=_("Reason"), required=False, max_length=2000,
                             widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *arguments: Any, user: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        choices = organisation_choices(user)
        field = self.fields["organisation"]
        field.choices = [("", "—"), *choices]  # type: ignore[attr-defined]
        if reach(user, SYNTHESIS_AMEND).organisations and choices:
            field.initial = choices[0][0]

    def organisation_id(self) -> int | None:
        value = self.cleaned_data.get("organisation")
        return int(value) if value else None


class StageForm(forms.Form):
    """The decision of a stage on the whole."""

    outcome = forms.ChoiceField(label=_("The stage has…"), widget=forms.RadioSelect)
    day = forms.DateField(label=_("Day of the decision"), widget=STAMP)
    session = forms.ChoiceField(label=_("At the meeting"), required=False)
    note = forms.CharField(label=_("Note of the stage"), required=False, max_length=4000,
                           widget=forms.Textarea(attrs={"rows": 3}),
                           help_text=_("What is sent back, rejected or postponed needs a reason."))

    def __init__(self, *arguments: Any, synthesis: Synthesis, outcomes: list[tuple[str, str]],
                 sessions: list[tuple[str, str]], **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.fields["outcome"].choices = outcomes  # type: ignore[attr-defined]
        self.fields["session"].choices = [("", "—"), *sessions]  # type: ignore[attr-defined]
        self.fields["day"].initial = timezone.localdate()
        if synthesis.session_id:
            self.fields["session"].initial = str(synthesis.session_id)
