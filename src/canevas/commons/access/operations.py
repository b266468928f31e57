from __future__ import annotations

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.models import User
from canevas.commons.access.permissions import USER_EDIT
from canevas.commons.access.queries import SYSTEM_USERNAME, may
from canevas.commons.audit.operations import record


def require(by: User, permission: str) -> None:
    """Raise ``PermissionDenied`` with a sentence unless ``by`` holds ``permission``."""
    if not may(by, permission):
        raise PermissionDenied(_("Your role does not allow this. Ask your secretariat for the right to do it."))


def system_user() -> User:
    """The user in whose name a command without a person writes; it cannot sign in."""
    user, created = User.objects.get_or_create(
        username=SYSTEM_USERNAME, defaults={"role": User.RoleName.SECRETARIAT, "first_name": "Canevas"}
    )
    if created:
        user.set_unusable_password()
        user.save()
    return user


@transaction.atomic
def ensure_user(*, by: User, username: str, role: str, password: str, first_name: str = "") -> User:
    """The user called ``username``, with this role and password, made if there is none."""
    require(by, USER_EDIT)
    user, created = User.objects.get_or_create(username=username, defaults={"first_name": first_name})
    if created or user.role != role or not user.check_password(password):
        user.role = role
        user.set_password(password)
        user.save()
        record(by=by, event="user_added" if created else "user_changed", target=user, details={"role": role})
    return user


def create_user(*, by: User, username: str, role: str = User.RoleName.READER, password: str | None = None,
                first_name: str = "", last_name: str = "", email: str = "") -> User:
    """Open an account. Without a password nobody can sign in to it yet.

    Raises ``ValidationError`` on a name that is taken, an unknown role, a weak password or a wrong address, and
    ``PermissionDenied`` unless ``by`` may add users.
    """
    require(by, USER_EDIT)
    user = User(username=User.normalize_username(username), role=role, first_name=first_name, last_name=last_name,
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
    return user


def renew_password(*, by: User, user: User, password: str) -> User:
    """Give ``user`` another password. Raises ``ValidationError`` on a weak one."""
    require(by, USER_EDIT)
    validate_password(password, user)
    user.set_password(password)
    with transaction.atomic():
        user.save(update_fields=["password"])
        record(by=by, event="password_renewed", target=user)
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
