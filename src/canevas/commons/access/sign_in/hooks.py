"""django-allauth makes and takes away factors; here that becomes journal rows. Loaded by ``apps.ready``."""
from __future__ import annotations

from typing import Any

from allauth.mfa import signals
from allauth.mfa.models import Authenticator
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest

from canevas.commons.access.models import User
from canevas.commons.access.operations import note_factor, note_failed_sign_in
from canevas.commons.access.sign_in.address import client_address


@receiver(post_save, sender=Authenticator)
def factor_made(sender: Any, instance: Authenticator, created: bool, **_told: Any) -> None:
    """Not the library's own signal: that one comes after the transaction, and the row must lie inside it."""
    if created:
        event = "recovery_codes_made" if instance.type == Authenticator.Type.RECOVERY_CODES else "second_factor_added"
        note_factor(by=instance.user, event=event, kind=instance.type)


@receiver(signals.authenticator_removed)
def factor_removed(sender: Any, user: User, authenticator: Authenticator, **_told: Any) -> None:
    note_factor(by=user, event="second_factor_removed", kind=authenticator.type)


@receiver(signals.authentication_failed)
def factor_refused(sender: Any, request: HttpRequest, user: User, **_told: Any) -> None:
    note_failed_sign_in(user=user, address=client_address(request), step="second_factor")
