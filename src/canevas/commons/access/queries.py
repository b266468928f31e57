from __future__ import annotations

from canevas.commons.access import rules
from canevas.commons.access.models import User

# User: what other rooms write `by: User` with
__all__ = ["SYSTEM_USERNAME", "User", "has_accounts", "may", "user_named"]

SYSTEM_USERNAME = "canevas"


def may(user: object, permission: str) -> bool:
    """Whether ``user`` (anonymous included) holds ``permission``."""
    return isinstance(user, User) and user.is_active and rules.allows(user.role, permission)


def user_named(username: str) -> User | None:
    return User.objects.filter(username=username).first()


def has_accounts() -> bool:
    """Whether anybody at all can sign in."""
    return User.objects.filter(is_active=True).exclude(username=SYSTEM_USERNAME).exists()
