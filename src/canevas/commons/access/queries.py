from __future__ import annotations

from canevas.commons.access import rules
from canevas.commons.access.models import User

__all__ = ["SYSTEM_USERNAME", "User", "may", "user_named"]  # User: what other rooms write `by: User` with

SYSTEM_USERNAME = "canevas"


def may(user: object, permission: str) -> bool:
    """Whether ``user`` (anonymous included) holds ``permission``."""
    return isinstance(user, User) and user.is_active and rules.allows(user.role, permission)


def user_named(username: str) -> User | None:
    return User.objects.filter(username=username).first()
