"""How somebody is recognised, and how a session finds its user again."""
from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from allauth.mfa.models import Authenticator
from django.db.models import Exists, OuterRef, Subquery

from canevas.commons.access.models import SignInRule, User
from canevas.commons.access.queries import FACTORS


class PeopleBackend(AuthenticationBackend):
    """User name or e-mail address, with a password."""

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        # an office may share one address: the password tells whose account is meant
        for user in User.objects.filter(email__iexact=email).exclude(email="").order_by("pk")[:10]:
            if self._check_password(user, password):
                return user
        return None

    def get_user(self, user_id: Any) -> User | None:
        """The user of a session, with what the second factor's rule asks of every request: one query for all."""
        user = User.objects.annotate(
            _has_second_factor=Exists(Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)),
            _second_factor_roles=Subquery(SignInRule.objects.order_by("pk").values("second_factor_roles")[:1]),
        ).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
