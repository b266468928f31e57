from __future__ import annotations

from django import forms
from django.contrib.auth.forms import PasswordChangeForm

from canevas.commons.access.models import User
from canevas.commons.access.operations import change_password


class ProfileForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ("first_name", "last_name", "email")


class OwnPasswordForm(PasswordChangeForm):
    """Django's form, saved by the operation so that the journal knows of it (never of the password)."""

    def save(self, commit: bool = True) -> User:
        return change_password(by=self.user, password=self.cleaned_data["new_password1"])
