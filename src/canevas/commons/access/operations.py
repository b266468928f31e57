from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import date, timedelta

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access import scopes
from canevas.commons.access.models import ApiToken, Grant, SignInRule, User
from canevas.commons.access.permissions import API_USE, USER_EDIT
from canevas.commons.access.queries import SYSTEM_USERNAME, may, may_somewhere, token_fingerprint
from canevas.commons.access.rules import EVERYTHING, ROLES, Scope
from canevas.commons.audit.operations import record


def require(by: User, permission: str, *, body: str = "", organisations: Collection[str] = (),
            region: str = "") -> None:
    """Raise ``PermissionDenied`` with a sentence unless ``by`` holds ``permission`` on a thing of ``body`` (its code)
    that ``organisations`` (codes) answer for, or of ``region`` (P-code) where it is of no body; with none of them, on
    what lies in no scope."""
    if not may(by, permission, body=body, organisations=organisations, region=region):
        raise PermissionDenied(_("Your role does not allow this. Ask your secretariat for the right to do it."))


def require_somewhere(by: User, permission: str) -> None:
    """Raise ``PermissionDenied`` unless there is anything at all on which ``by`` holds ``permission``.

    For pages that list or begin something; the rows, and the act itself, are checked one by one.
    """
    if not may_somewhere(by, permission):
        raise PermissionDenied(_("Your role does not allow this. Ask your secretariat for the right to do it."))


def system_user() -> User:
    """The user in whose name a command without a person writes; it cannot sign in."""
    user, created = User.objects.get_or_create(username=SYSTEM_USERNAME, defaults={"first_name": "Canevas"})
    if created:
        user.set_unusable_password()
        user.save()
    if not user.held_roles:
        # nobody can have given it: the journal's first row cannot be written by somebody who does not exist yet
        Grant.objects.get_or_create(user=user, role=Grant.RoleName.ADMINISTRATOR, defaults={"given_by": user})
        del user.held_roles
    return user


def _forget_reach(user: User) -> None:
    """What was worked out of a user object's roles is worked out anew."""
    for name in ("held_roles", "_reaches"):
        user.__dict__.pop(name, None)
    getattr(user, "_prefetched_objects_cache", {}).pop("grants", None)


@transaction.atomic
def give_role(*, by: User, user: User, role: str, scope: Scope = EVERYTHING, ends_on: date | None = None) -> Grant:
    """Let ``user`` hold ``role`` on ``scope``, until ``ends_on`` where given. Giving it again changes its end.

    Raises ``ValidationError`` for an unknown role or one that is not held on such a scope.
    """
    require(by, USER_EDIT)
    if role not in ROLES:
        raise ValidationError(_("There is no role called “%(role)s”.") % {"role": role})
    if scope.kind not in ROLES[role].scopes or bool(scope.key) == (scope == EVERYTHING):
        raise ValidationError(_("This role cannot be held on that: choose another scope."))
    if scope.key and scope.key not in dict(scopes.choices(scope.kind)):
        raise ValidationError(_("There is no “%(key)s” of that kind.") % {"key": scope.key})
    if ends_on is not None and role == Grant.RoleName.ADMINISTRATOR:
        _keep_an_administrator(Q(user=user))
    grant, _created = Grant.objects.update_or_create(
        user=user, role=role, scope_kind=str(scope.kind), scope_key=scope.key,
        defaults={"given_by": by, "ends_on": ends_on})
    _forget_reach(user)
    record(by=by, event="role_given", target=user, details={
        "role": role, "scope": str(scope.kind), "key": scope.key, "until": ends_on.isoformat() if ends_on else ""})
    return grant


def _keep_an_administrator(without: Q) -> None:
    """Raise ``ValidationError`` where nobody could give roles any more, these grants gone."""
    others = Grant.objects.filter(Q(ends_on=None), role=Grant.RoleName.ADMINISTRATOR, user__is_active=True).exclude(
        user__username=SYSTEM_USERNAME).exclude(without)
    if not others.exists():
        raise ValidationError(_("This is the last administrator: give the role to somebody else first."))


@transaction.atomic
def withdraw_role(*, by: User, grant: Grant) -> None:
    """Take a role back. Raises ``ValidationError`` rather than leave nobody who may give roles."""
    require(by, USER_EDIT)
    if grant.role == Grant.RoleName.ADMINISTRATOR:
        _keep_an_administrator(Q(pk=grant.pk))
    details = {"role": grant.role, "scope": grant.scope_kind, "key": grant.scope_key}
    user = grant.user
    grant.delete()
    _forget_reach(user)
    record(by=by, event="role_withdrawn", target=user, details=details)


@transaction.atomic
def ensure_user(*, by: User, username: str, role: str, password: str, first_name: str = "",
                scope: Scope = EVERYTHING) -> User:
    """The user called ``username``, with this role and password, made if there is none."""
    require(by, USER_EDIT)
    user, created = User.objects.get_or_create(username=username, defaults={"first_name": first_name})
    if created or not user.check_password(password):
        user.set_password(password)
        user.save()
        record(by=by, event="user_added" if created else "user_changed", target=user, details={"role": role})
    if not user.grants.filter(role=role, scope_kind=str(scope.kind), scope_key=scope.key).exists():
        give_role(by=by, user=user, role=role, scope=scope)
    return user


def create_user(*, by: User, username: str, role: str = "", scope: Scope = EVERYTHING, password: str | None = None,
                first_name: str = "", last_name: str = "", email: str = "") -> User:
    """Open an account, with a first role where one is named. Without a password nobody can sign in to it yet.

    Raises ``ValidationError`` on a name that is taken, an unknown role, a weak password or a wrong address, and
    ``PermissionDenied`` unless ``by`` may add users.
    """
    require(by, USER_EDIT)
    user = User(username=User.normalize_username(username), first_name=first_name, last_name=last_name,
                email=User.objects.normalize_email(email))
    if password is None:
        user.set_unusable_password()
    else:
        validate_password(password, user)
        user.set_password(password)
    user.full_clean()
    with transaction.atomic():
        user.save()
        record(by=by, event="user_added", target=user, details={"role": str(role)})
        if role:
            give_role(by=by, user=user, role=role, scope=scope)
    return user


def renew_password(*, by: User, user: User, password: str) -> User:
    """Give ``user`` another password. Raises ``ValidationError`` on a weak one."""
    require(by, USER_EDIT)
    validate_password(password, user)
    user.set_password(password)
    with transaction.atomic():
        user.save(update_fields=["password"])
        _close(list(UserSession.objects.filter(user=user).exclude(user=by)))
        record(by=by, event="password_renewed", target=user)
    return user


@transaction.atomic
def edit_account(*, by: User, user: User, first_name: str, last_name: str, email: str) -> User:
    """Change the name and address of somebody's account. Raises ``ValidationError`` for a wrong address."""
    require(by, USER_EDIT)
    user.first_name, user.last_name, user.email = first_name, last_name, email
    user.full_clean()
    user.save(update_fields=["first_name", "last_name", "email"])
    record(by=by, event="user_changed", target=user)
    return user


@transaction.atomic
def close_account(*, by: User, user: User) -> User:
    """Nobody signs in to it any more, and whoever is signed in no longer is. What they wrote stays under their name.

    Raises ``ValidationError`` for one's own account, and rather than leave nobody who may give roles.
    """
    require(by, USER_EDIT)
    if user.pk == by.pk:
        raise ValidationError(_("You cannot close your own account: ask another administrator."))
    if user.grants.filter(role=Grant.RoleName.ADMINISTRATOR).exists():
        _keep_an_administrator(Q(user=user))
    user.is_active = False
    user.save(update_fields=["is_active"])
    _forget_reach(user)
    _close(list(UserSession.objects.filter(user=user)))
    record(by=by, event="account_closed", target=user)
    return user


@transaction.atomic
def reopen_account(*, by: User, user: User) -> User:
    """Let somebody sign in again, with the roles they held."""
    require(by, USER_EDIT)
    user.is_active = True
    user.save(update_fields=["is_active"])
    _forget_reach(user)
    record(by=by, event="account_reopened", target=user)
    return user


def change_profile(*, by: User, first_name: str, last_name: str, email: str) -> User:
    """Change one's own name and address."""
    by.first_name, by.last_name, by.email = first_name, last_name, email
    by.full_clean()
    with transaction.atomic():
        by.save(update_fields=["first_name", "last_name", "email"])
        record(by=by, event="profile_changed", target=by)
    return by


def change_password(*, by: User, password: str) -> User:
    """Change one's own password. Raises ``ValidationError`` on a weak one."""
    validate_password(password, by)
    by.set_password(password)
    with transaction.atomic():
        by.save(update_fields=["password"])
        record(by=by, event="password_changed", target=by)
    return by


# Signing in. What a person does to their own account asks for no right; what is done to another's asks for USER_EDIT.


@transaction.atomic
def note_sign_in(*, by: User, how: Collection[str], address: str) -> None:
    """Tell the journal that ``by`` signed in: by which means (« password », « totp »…), from which address."""
    record(by=by, event="signed_in", target=by, details={"how": list(how), "address": address})


@transaction.atomic
def note_failed_sign_in(*, user: User | None, address: str, step: str, locked: bool = False) -> None:
    """Tell the journal of a refusal. What was typed is never kept: a password is often typed in the wrong field."""
    system = system_user()
    record(by=system, event="sign_in_failed", target=user or system, details={
        "address": address, "step": step, "locked": locked, "known": user is not None})


@transaction.atomic
def note_factor(*, by: User, event: str, kind: str) -> None:
    """Tell the journal that ``by`` added, removed or renewed a factor of their own."""
    record(by=by, event=event, target=by, details={"kind": kind})


@transaction.atomic
def note_linked_identity(*, by: User, provider: str) -> None:
    record(by=by, event="identity_linked", target=by, details={"provider": provider})


@transaction.atomic
def reset_own_password(*, by: User, password: str) -> User:
    """Give ``by``, who proved it by a letter, another password. Raises ``ValidationError`` on a weak one."""
    validate_password(password, by)
    by.set_password(password)
    by.save(update_fields=["password"])
    _close(list(UserSession.objects.filter(user=by)))
    record(by=by, event="password_reset", target=by)
    return by


@transaction.atomic
def end_session(*, by: User, session: UserSession) -> None:
    """Sign a session out, wherever it is. Another's asks for the right to edit accounts."""
    if session.user_id != by.pk:
        require(by, USER_EDIT)
    user = session.user
    _close([session])
    record(by=by, event="session_ended", target=user, details={"address": session.ip})


@transaction.atomic
def end_sessions(*, by: User, user: User, keep: str = "", now_called: str = "") -> int:
    """Sign ``user`` out everywhere but in the session whose key is ``keep``, which may be ``now_called`` otherwise.

    Gives how many ended.
    """
    if user.pk != by.pk:
        require(by, USER_EDIT)
    ended = list(UserSession.objects.filter(user=user).exclude(session_key=keep))
    _close(ended)
    if keep and now_called:
        UserSession.objects.filter(user=user, session_key=keep).update(session_key=now_called)
    if ended:
        record(by=by, event="sessions_ended", target=user, details={"count": len(ended)})
    return len(ended)


def _close(sessions: Collection[UserSession]) -> None:
    for session in sessions:
        session.end()


@transaction.atomic
def choose_second_factor_roles(*, by: User, roles: Collection[str]) -> SignInRule:
    """Say which roles must have a second factor. Raises ``ValidationError`` for an unknown role."""
    require(by, USER_EDIT)
    if not set(roles) <= set(ROLES):
        raise ValidationError(_("There is no such role."))
    rule = SignInRule.objects.select_for_update().order_by("pk").first() or SignInRule()
    rule.second_factor_roles, rule.changed_by = sorted(roles), by
    rule.save()
    record(by=by, event="second_factor_roles_chosen", target=rule, details={"roles": sorted(roles)})
    return rule


@transaction.atomic
def forget_second_factor(*, by: User, user: User) -> int:
    """Take away every factor of somebody who lost theirs, passkeys and recovery codes too, and sign them out.

    Gives how many there were. Their password alone signs them in from then on.
    """
    require(by, USER_EDIT)
    count = Authenticator.objects.filter(user=user).delete()[0]
    _close(list(UserSession.objects.filter(user=user)))
    record(by=by, event="second_factor_forgotten", target=user, details={"count": count})
    return count


@transaction.atomic
def unlock(*, by: User, user: User) -> int:
    """Let somebody try again at once who typed too many wrong passwords. Gives how many locks there were."""
    require(by, USER_EDIT)
    count = AccessAttempt.objects.filter(username=user.username.lower()).delete()[0]
    record(by=by, event="sign_in_unlocked", target=user)
    return count


LONGEST_TOKEN = timedelta(days=366)


@transaction.atomic
def issue_token(*, by: User, name: str, expires_on: date, may_write: bool = False,
                registers: Collection[str] = ()) -> tuple[ApiToken, str]:
    """A token by which a program acts in the name of ``by``, and its secret: it is never shown again.

    Raises ``ValidationError`` on a day that is past or more than a year away, or without a name.
    """
    require(by, API_USE)
    today = timezone.localdate()
    if not name.strip():
        raise ValidationError(_("Name the program that will use this token."))
    if not today <= expires_on <= today + LONGEST_TOKEN:
        raise ValidationError(_("A token lasts a year at most: choose an earlier day, not a past one."))
    secret = f"cnv_{secrets.token_urlsafe(32)}"
    token = ApiToken.objects.create(
        user=by, name=name.strip()[:100], fingerprint=token_fingerprint(secret), start=secret[:10],
        may_write=may_write, registers=sorted(registers), expires_on=expires_on)
    record(by=by, event="token_issued", target=token, details={
        "name": token.name, "until": expires_on.isoformat(), "writes": may_write, "registers": token.registers})
    return token, secret


@transaction.atomic
def revoke_token(*, by: User, token: ApiToken) -> ApiToken:
    """Make a token useless: one's own, or anybody's for who keeps the accounts."""
    if token.user_id != by.pk:
        require(by, USER_EDIT)
    row = ApiToken.objects.select_for_update().get(pk=token.pk)
    if row.revoked_at is None:
        row.revoked_at = timezone.now()
        row.save(update_fields=["revoked_at"])
        record(by=by, event="token_revoked", target=row, details={"name": row.name})
    return row


def note_token_use(*, token: ApiToken) -> None:
    """Remember when a token was last used, to the hour: no row of the journal, no write at each request."""
    now = timezone.now()
    if token.last_used_at is None or now - token.last_used_at > timedelta(hours=1):
        ApiToken.objects.filter(pk=token.pk).update(last_used_at=now)
