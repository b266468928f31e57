from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from canevas.commons.access.models import User
from canevas.commons.access.queries import SYSTEM_USERNAME, may


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
