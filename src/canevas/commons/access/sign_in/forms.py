"""The library's forms in this house's words. They validate and do as the library does."""
from __future__ import annotations

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as factor
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import password_validators_help_text_html
from django.utils.translation import gettext_lazy as _

from canevas.commons.access.models import Grant, User

CODE = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false", "autofocus": True}


def _plain(form: forms.Form) -> None:
    """A label stands above each field: the words inside it only fade when they are needed."""
    for field in form.fields.values():
        field.widget.attrs.pop("placeholder", None)


class SignInForm(account.LoginForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        login, password, remember = (self.fields[name] for name in ("login", "password", "remember"))
        login.label = _("User name or e-mail address")
        login.widget.attrs |= {"autocomplete": "username webauthn", "autocapitalize": "off", "spellcheck": "false",
                               "autofocus": True, "maxlength": 254}
        password.label, password.help_text = _("Password"), ""
        remember.label = _("Stay signed in on this device")
        remember.initial = True
        remember.help_text = _("On a shared computer take the tick away: closing the browser then signs you out.")
        _plain(self)


class ConfirmForm(account.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label, self.fields["password"].help_text = _("Your password"), ""
        _plain(self)


class LostPasswordForm(account.ResetPasswordForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["email"].label = _("E-mail address of your account")
        _plain(self)

    def clean_email(self) -> str:
        email: str = self.cleaned_data["email"]
        self.users = list(User.objects.filter(email__iexact=email, is_active=True)[:10])
        return email


class NewPasswordForm(account.ResetPasswordKeyForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password1"].label, self.fields["password2"].label = _("New password"), _("The same again")
        self.fields["password1"].help_text = password_validators_help_text_html()
        _plain(self)


class CodeForm(factor.AuthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].help_text = _("The six digits that your phone shows, or one of your recovery codes.")
        self.fields["code"].widget.attrs |= CODE
        _plain(self)


class ConfirmCodeForm(factor.ReauthenticateForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("Code")
        self.fields["code"].help_text = _("The six digits that your phone shows, or one of your recovery codes.")
        self.fields["code"].widget.attrs |= CODE
        _plain(self)


class PhoneCodeForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["code"].label = _("The six digits that the phone shows now")
        self.fields["code"].widget.attrs |= CODE | {"inputmode": "numeric", "autofocus": False}
        _plain(self)


class PasskeyForm(AddWebAuthnForm):
    """``passwordless`` is always asked of the device: a passkey here also stands for the password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["name"].help_text = _("By which you know this device again: “Office laptop”, “My phone”.")
        self.fields["passwordless"].label = _("Sign in with it alone, without a password")
        self.fields["passwordless"].help_text = _(
            "The device then asks for your finger, your face or its PIN. Leave it off for an old security key.")
        self.fields["passwordless"].initial = True
        _plain(self)


class PasskeyNameForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("Name")
        self.fields["name"].max_length = 60
        _plain(self)


class SecondFactorRolesForm(forms.Form):
    roles = forms.MultipleChoiceField(
        label=_("Roles that must have a second factor"), required=False, choices=Grant.RoleName,
        widget=forms.CheckboxSelectMultiple)
