from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from canevas.commons.access.queries import role_choices, scopes_of_kind
from canevas.commons.access.rules import EVERYTHING, ROLES, Scope, ScopeKind


class AccountForm(forms.Form):
    """Who an account is of."""

    first_name = forms.CharField(label=_("First name"), max_length=150)
    last_name = forms.CharField(label=_("Last name"), max_length=150, required=False)
    email = forms.EmailField(label=_("E-mail address"), required=False,
                             help_text=_("A lost password is renewed by this address. It may be left empty."))


class NewAccountForm(AccountForm):
    """The account itself, and the first role held."""

    username = forms.CharField(label=_("User name"), max_length=150, help_text=_(
        "To sign in with, for example: a.moussa. Letters, digits and . - _ only."))
    role = forms.ChoiceField(label=_("First role"), required=False, choices=lambda: [
        ("", _("None yet")), *role_choices()], help_text=_("On what it is held is asked next."))
    field_order = ("first_name", "last_name", "username", "email", "role")


class RoleForm(forms.Form):
    """On what a role is held, and until when. A scope is written ``kind:key``."""

    scope = forms.ChoiceField(label=_("Held on"))
    ends_on = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput(attrs={"type": "date"}),
                              help_text=_("Leave empty for a role without an end."))

    def __init__(self, role: str, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["scope"]
        assert isinstance(field, forms.ChoiceField)
        offered = scope_choices(role)
        field.choices = offered if len(offered) == 1 else [("", _("Choose…")), *offered]

    def clean_ends_on(self) -> date | None:
        day: date | None = self.cleaned_data["ends_on"]
        if day is not None and day < timezone.localdate():
            raise forms.ValidationError(_("This day is past."))
        return day

    def chosen(self) -> Scope:
        kind, _colon, key = str(self.cleaned_data["scope"]).partition(":")
        return Scope(ScopeKind(kind), key) if key else EVERYTHING


def scope_choices(role: str) -> list[Any]:
    """What ``role`` may be held on, by kind, each kind a group of the choice."""
    groups: list[Any] = []
    for kind in ScopeKind:
        if kind not in ROLES[role].scopes:
            continue
        if kind is ScopeKind.EVERYTHING:
            groups.append((str(kind), _("Everything")))
        elif offered := scopes_of_kind(kind):
            groups.append((GROUPS[kind], [(f"{kind}:{key}", name) for key, name in offered]))
    return groups


GROUPS = {ScopeKind.BODY: _("A body and those below it"), ScopeKind.REGION: _("A region: all its bodies"),
          ScopeKind.ORGANISATION: _("An organisation: what it answers for, and the bodies it sits in")}
