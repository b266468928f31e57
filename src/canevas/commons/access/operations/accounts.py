"""Accounts opened, changed and closed, by an administrator or by their own people."""
from __future__ import annotations

from allauth.usersessions.models import UserSession
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from canevas.commons.access.models import Grant, User
from canevas.commons.access.operations.permission import forget_reach, require
from canevas.commons.access.operations.roles import give_role, keep_an_administrator
from canevas.commons.access.operations.signing_in import close_sessions
from canevas.commons.access.permissions import USER_EDIT
from canevas.commons.access.rules import EVERYTHING, Scope
from canevas.commons.audit.operations import record


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
        close_sessions(list(UserSession.objects.filter(user=user).exclude(user=by)))
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
        keep_an_administrator(Q(user=user))
    user.is_active = False
    user.save(update_fields=["is_active"])
    forget_reach(user)
    close_sessions(list(UserSession.objects.filter(user=user)))
    record(by=by, event="account_closed", target=user)
    return user


@transaction.atomic
def reopen_account(*, by: User, user: User) -> User:
    """Let somebody sign in again, with the roles they held."""
    require(by, USER_EDIT)
    user.is_active = True
    user.save(update_fields=["is_active"])
    forget_reach(user)
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


@transaction.atomic
def reset_own_password(*, by: User, password: str) -> User:
    """Give ``by``, who proved it by a letter, another password. Raises ``ValidationError`` on a weak one."""
    validate_password(password, by)
    by.set_password(password)
    by.save(update_fields=["password"])
    close_sessions(list(UserSession.objects.filter(user=by)))
    record(by=by, event="password_reset", target=by)
    return by
