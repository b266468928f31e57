"""What django-allauth asks of this house: who may open an account (nobody), what is told, what is written down."""
from __future__ import annotations

import base64
import hashlib
import logging
from io import BytesIO
from typing import Any

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base.constants import AuthProcess
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.models import User
from canevas.commons.access.operations import (
    note_failed_sign_in,
    note_linked_identity,
    note_sign_in,
    reset_own_password,
)
from canevas.commons.access.queries import account_named_by
from canevas.commons.access.sign_in.address import client_address

log = logging.getLogger(__name__)
WRONG = gettext_lazy("This name and this password do not go together. Check capital letters, then try again.")


class PeopleAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": WRONG,
        "email_password_mismatch": WRONG,
        "incorrect_password": gettext_lazy("This is not your password."),
        "too_many_login_attempts": gettext_lazy("Too many wrong tries. Wait a few minutes, then try again."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        return client_address(request)

    def set_password(self, user: User, password: str) -> None:
        """Only the page that a letter leads to comes here: the own password page has its own operation."""
        reset_own_password(by=user, password=password)

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        typed = str(credentials.get("username") or credentials.get("email") or "")
        note_failed_sign_in(user=account_named_by(typed), address=client_address(request), step="password",
                            locked=bool(getattr(request, "axes_locked_out", False)))

    def post_login(self, request: HttpRequest, user: User, **told: Any) -> HttpResponse:
        answer = super().post_login(request, user, **told)
        records = get_authentication_records(request, user)
        note_sign_in(by=user, how=[one.get("type") or one["method"] for one in records],
                     address=client_address(request))
        if records:
            # who has just proved who they are is not asked again by the next page
            record_authentication(request, user, records[-1]["method"], reauthenticated=True)
        return answer

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """A mail server that does not answer breaks no page: what was asked for is done, the letter is not."""
        try:
            super().send_mail(template_prefix, email, context)
        except OSError:  # smtplib's errors are of its kind
            log.exception("no mail sent (%s)", template_prefix)


class FactorAdapter(DefaultMFAAdapter):
    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy(
            "This code is not right. Take the one that the phone shows now, and check the phone's clock."),
    }

    def build_totp_svg(self, url: str) -> str:
        drawn = BytesIO()
        segno.make(url, error="m").save(drawn, kind="svg", scale=6, border=3, light="white", xmldecl=False)
        return drawn.getvalue().decode()

    def encrypt(self, text: str) -> str:
        """Secrets are kept under this installation's key: a copy of the database alone gives no code."""
        return _box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            # kept under another installation's key: no code is right, an administrator has it set up anew
            log.error("a second factor was kept under another secret key")
            return _NOBODYS

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        known = Authenticator.objects.filter(user=user, type=type).count()
        return _("Passkey %(number)s") % {"number": known + 1}


_NOBODYS = base64.b32encode(b"nobody's own secret!").decode()


def _box() -> Fernet:
    key = hashlib.sha256(b"canevas second factor" + settings.SECRET_KEY.encode()).digest()
    return Fernet(base64.urlsafe_b64encode(key))


class IdentityAdapter(DefaultSocialAccountAdapter):
    """Signing in through an identity provider: it opens no account, it finds the one that was opened."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        if sociallogin.state.get("process") not in (None, AuthProcess.LOGIN):
            raise Http404
        if sociallogin.is_existing:
            return
        verified = {one.email.lower() for one in sociallogin.email_addresses if one.verified is True and one.email}
        owners = [user for user in map(_sole_owner, verified) if user is not None]
        if len(owners) != 1:
            note_failed_sign_in(user=None, address=client_address(request), step="identity")
            raise ImmediateHttpResponse(render(request, "access/unknown_person.html", {
                "email": next((one.email for one in sociallogin.email_addresses), ""),
                "is_verified": bool(verified)}, status=403))
        sociallogin.connect(request, owners[0])
        note_linked_identity(by=owners[0], provider=sociallogin.account.provider)


def _sole_owner(email: str) -> User | None:
    """The one account in use that has this address; none where several share it."""
    found = list(User.objects.filter(email__iexact=email, is_active=True)[:2])
    return found[0] if len(found) == 1 else None
