from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Mapping

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.core.cache import caches
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from canevas.commons.access import rules, scopes
from canevas.commons.access.models import ApiToken, Grant, SignInRule, User
from canevas.commons.access.permissions import API_USE
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
    keys = {kind: frozenset(scope.key for scope in granted if scope.kind is kind) for kind in ScopeKind}
    return Reach(False, scopes.bodies_in(granted) if granted else frozenset(), keys[ScopeKind.ORGANISATION],
                 keys[ScopeKind.REGION])


def may(user: object, permission: str, *, body: str = "", organisations: Collection[str] = (),
        region: str = "") -> bool:
    """Whether ``user`` (anonymous included) holds ``permission`` on a thing of ``body`` (its code) that
    ``organisations`` (codes) answer for, or of ``region`` (P-code) where it is of no body; with none of them, on what
    lies in no scope."""
    if not isinstance(user, User) or not user.is_active:
        return False
    bodies_of = reach(user, permission) if body or organisations or region else None
    return rules.allows(user.held_roles, permission, body, organisations, region, bodies_of=bodies_of)


def may_somewhere(user: object, permission: str) -> bool:
    """Whether there is anything at all on which ``user`` holds ``permission``: what menus and buttons ask."""
    return isinstance(user, User) and user.is_active and bool(
        rules.scopes_granting(user.held_roles, permission))


def user_named(username: str) -> User | None:
    return User.objects.filter(username=username).first()


def has_accounts() -> bool:
    """Whether anybody at all can sign in."""
    return User.objects.filter(is_active=True).exclude(username=SYSTEM_USERNAME).exists()


# Signing in

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What stands for a second factor; recovery codes only replace one."""


def account_named_by(typed: str) -> User | None:
    """The account of a user name, or of an e-mail address that one account alone has; in any case of letters."""
    typed = typed.strip()
    found = list(User.objects.filter(username__iexact=typed)[:2])
    if not found and "@" in typed:
        found = list(User.objects.filter(email__iexact=typed)[:2])
    return found[0] if len(found) == 1 else None


def second_factor_roles() -> frozenset[str]:
    """Codes of the roles that must have a second factor: an administrator's choice, or else that of the settings."""
    chosen = SignInRule.objects.order_by("pk").values_list("second_factor_roles", flat=True).first()
    return frozenset(settings.SECOND_FACTOR_ROLES if chosen is None else chosen)


def has_second_factor(user: User) -> bool:
    known = getattr(user, "_has_second_factor", None)
    return Authenticator.objects.filter(user=user, type__in=FACTORS).exists() if known is None else bool(known)


def lacks_second_factor(user: User) -> bool:
    """Whether a role that ``user`` holds must have a second factor and they have set up none."""
    if has_second_factor(user):
        return False
    known = getattr(user, "_second_factor_roles", _UNREAD)
    roles = second_factor_roles() if known is _UNREAD else frozenset(
        settings.SECOND_FACTOR_ROLES if known is None else known)
    return bool(roles) and any(one.role.code in roles for one in user.held_roles)


_UNREAD = object()


def sessions_of(user: User) -> list[UserSession]:
    """Where ``user`` is signed in, last seen first. Sessions that have ended by themselves are forgotten."""
    return sorted(UserSession.objects.purge_and_list(user), key=lambda one: one.last_seen_at, reverse=True)


def accounts() -> QuerySet[User]:
    """Every person's account, with the roles held; the system's own user is none."""
    return User.objects.exclude(username=SYSTEM_USERNAME).prefetch_related("grants")


def others_who(user: User, may_act: Callable[[User], bool]) -> list[str]:
    """The names of the other people with an open account who may act in this way: of what two persons must look at."""
    return [str(one) for one in accounts().filter(is_active=True).exclude(pk=user.pk).order_by("pk") if may_act(one)]


def grant_in_words(grant: Grant, names: Mapping[tuple[str, str], str] | None = None) -> str:
    """« Rapporteur régional – région de Tahoua ». ``names``: from :func:`scope_names`, where many are said."""
    role = str(grant.get_role_display())
    if grant.scope_kind == ScopeKind.EVERYTHING:
        return _("%(role)s – everything") % {"role": role}
    known = scope_names() if names is None else names
    name = known.get((grant.scope_kind, grant.scope_key), grant.scope_key)
    if grant.scope_kind == ScopeKind.REGION:
        vowel = name[:1].casefold() in "aeiouyéèêâîôœh"
        said = pgettext("before a vowel", "region of %(name)s") if vowel else _("region of %(name)s")
        return f"{role} – {said % {'name': name}}"
    return f"{role} – {name}"


def scope_names() -> dict[tuple[str, str], str]:
    """The name of every scope by kind and key; remembered for a moment, because a list says many."""
    return caches["memory"].get_or_set("access-scope-names", _scope_names, 10) or {}


def _scope_names() -> dict[tuple[str, str], str]:
    return {(str(kind), key): name for kind in ScopeKind for key, name in scopes.choices(kind)}


def roles_in_words(user: User) -> list[str]:
    """What ``user`` holds today, in words."""
    today, names = timezone.localdate(), scope_names()
    return [grant_in_words(grant, names) for grant in user.grants.all() if grant.is_current(today)]


def role_choices() -> list[tuple[str, str]]:
    """Code and name of every role."""
    return [(code, str(label)) for code, label in Grant.RoleName.choices]


def grants_of(user: User) -> QuerySet[Grant]:
    """Every role that ``user`` was given, ended ones too."""
    return user.grants.select_related("given_by")


def holding(role: str) -> Q:
    """The users who were given ``role``, as a condition."""
    return Q(pk__in=Grant.objects.filter(role=role).values("user"))


def scopes_of_kind(kind: ScopeKind) -> list[tuple[str, str]]:
    """Key and name of all that a role may be held on, of one kind."""
    return scopes.choices(kind)


def token_fingerprint(secret: str) -> str:
    """What is kept of a token's secret: SHA-256, in hexadecimal. A secret of 32 random bytes needs no salt."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


def token_with_secret(secret: str) -> ApiToken | None:
    """The token of this secret, if it is valid today and its owner may use the interface."""
    found = ApiToken.objects.select_related("user").filter(fingerprint=token_fingerprint(secret)).first()
    if found is None or not found.is_valid or not may_somewhere(found.user, API_USE):
        return None
    return found


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """The tokens of ``user``, the last issued first, those no longer valid too."""
    return ApiToken.objects.filter(user=user)
