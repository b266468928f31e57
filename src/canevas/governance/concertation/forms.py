from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from canevas.commons.access.queries import may
from canevas.governance.concertation.models import ActionPoint, Body
from canevas.governance.concertation.permissions import OUTLINE_EDIT
from canevas.governance.concertation.queries import visible

STATUS: dict[str, str | Promise] = {
    ActionPoint.Status.OPEN: pgettext_lazy("action", "to be done"),
    ActionPoint.Status.IN_PROGRESS: pgettext_lazy("action", "in progress"),
    ActionPoint.Status.DONE: pgettext_lazy("action", "done"),
    ActionPoint.Status.CANCELLED: pgettext_lazy("action", "cancelled"),
}
"""How the pages say the state of an action."""


class StatusForm(forms.Form):
    """How far an action is, and a word about it for the journal."""

    status = forms.ChoiceField(label=_("State"), choices=lambda: [
        (value, capfirst(word)) for value, word in STATUS.items()], widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), required=False, max_length=2000,
                           widget=forms.Textarea(attrs={"rows": 2}),
                           help_text=_("What was done, where it stands, why: kept in the history."))


class OutlineForm(forms.Form):
    """A letterhead and, where there is one, a Word template."""

    name = forms.CharField(label=_("Name of the template"), max_length=120)
    body = forms.ModelChoiceField(label=_("For"), queryset=Body.objects.order_by("code"), required=False,
                                  empty_label=_("All bodies"))
    letterhead = forms.CharField(
        label=_("Letterhead"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("One line for each authority, from high to low, below the State and its motto. "
                    "Leave empty for the usual one."))
    file = forms.FileField(
        label=_("Word template"), required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
        help_text=_("Leave empty to keep the one in use and change only the letterhead."))

    def __init__(self, user: Any, *args: Any, **kwargs: Any) -> None:
        """The bodies whose templates ``user`` may change; all of them at once for whoever holds everything."""
        super().__init__(*args, **kwargs)
        body = self.fields["body"]
        assert isinstance(body, forms.ModelChoiceField)
        body.queryset = visible.bodies(user, OUTLINE_EDIT).order_by("code")
        if not may(user, OUTLINE_EDIT):
            body.required, body.empty_label = True, None

    def values(self) -> dict[str, Any]:
        """What :func:`~canevas.governance.concertation.operations.outlines.save_outline_template` takes."""
        file = self.cleaned_data["file"]
        return {"name": self.cleaned_data["name"], "body": self.cleaned_data["body"],
                "letterhead": self.cleaned_data["letterhead"], "content": file.read() if file else None,
                "file_name": file.name if file else ""}
