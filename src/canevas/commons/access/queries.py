from __future__ import annotations

from collections.abc import Collection

from canevas.commons.access import rules, scopes
from canevas.commons.access.models import User
from canevas.commons.access.rules import Reach, ScopeKind

# User: what other rooms write `by: User` with
__all__ = ["SYSTEM_USERNAME", "Reach", "User", "has_accounts", "may", "may_somewhere", "reach", "user_named"]

SYSTEM_USERNAME = "canevas"


def reach(user: object, permission: str) -> Reach:
    """How far ``user``'s ``permission`` goes. Worked out once for each user object and permission."""
    if not isinstance(user, User) or not user.is_active:
        return Reach()
    known: dict[str, Reach] = user.__dict__.setdefault("_reaches", {})
    if permission not in known:
        known[permission] = _reach(rules.scopes_granting(user.held_roles, permission))
    return known[permission]


def _reach(granted: list[rules.Scope]) -> Reach:
    if any(scope.kind is ScopeKind.EVERYTHING for scope in granted):
        return Reach(everything=True)
    organisations = frozenset(scope.key for scope in granted if scope.kind is ScopeKind.ORGANISATION)
    return Reach(False, scopes.bodies_in(granted) if granted else frozenset(), organisations)


def may(user: object, permission: str, *, body: str = "", organisations: Collection[str] = ()) -> bool:
    """Whether ``user`` (anonymous included) holds ``permission`` on a thing of ``body`` (its code) that
    ``organisations`` (codes) answer for; with neither, on what lies in no scope."""
    if not isinstance(user, User) or not user.is_active:
        return False
    bodies_of = reach(user, permission) if body or organisations else None
    return rules.allows(user.held_roles, permission, body, organisations, bodies_of=bodies_of)


def may_somewhere(user: object, permission: str) -> bool:
    """Whether there is anything at all on which ``user`` holds ``permission``: what menus and buttons ask."""
    return isinstance(user, User) and user.is_active and bool(
        rules.scopes_granting(user.held_roles, permission))


def user_named(username: str) -> User | None:
    return User.objects.filter(username=username).first()


def has_accounts() -> bool:
    """Whether anybody at all can sign in."""
    return User.objects.filter(is_active=True).exclude(username=SYSTEM_USERNAME).exists()
