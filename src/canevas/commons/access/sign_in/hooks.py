"""django-allauth tells of factors by its own signals only; here they become journal rows. Loaded by ``apps.ready``."""
from __future__ import annotations

from typing import Any

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.dispatch import receiver
from django.http import HttpRequest

from canevas.commons.access.models import User
from canevas.commons.access.operations import note_factor, note_failed_sign_in
from canevas.commons.access.sign_in.address import client_address


@receiver(signals.authenticator_added)
def factor_added(sender: Any, user: User, authenticator: Authenticator, **_told: Any) -> None:
    note_factor(by=user, event="second_factor_added", kind=authenticator.type)


@receiver(signals.authenticator_removed)
def factor_removed(sender: Any, user: User, authenticator: Authenticator, **_told: Any) -> None:
    note_factor(by=user, event="second_factor_removed", kind=authenticator.type)


@receiver(signals.authenticator_reset)
def factor_renewed(sender: Any, user: User, authenticator: Authenticator, **_told: Any) -> None:
    note_factor(by=user, event="second_factor_renewed", kind=authenticator.type)


@receiver(signals.authentication_failed)
def factor_refused(sender: Any, request: HttpRequest, user: User, **_told: Any) -> None:
    note_failed_sign_in(user=user, address=client_address(request), step="second_factor")
