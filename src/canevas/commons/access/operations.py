from __future__ import annotations

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
