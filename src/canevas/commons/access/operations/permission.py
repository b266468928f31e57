"""What every operation begins with: may the person do it? And the user in whose name the system acts."""
from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import PermissionDenied
from django.utils.translation import gettext as _

from canevas.commons.access.models import Grant, User
from canevas.commons.access.queries import SYSTEM_USERNAME, may, may_somewhere


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


def forget_reach(user: User) -> None:
    """What was worked out of a user object's roles is worked out anew."""
    for name in ("held_roles", "_reaches"):
        user.__dict__.pop(name, None)
    getattr(user, "_prefetched_objects_cache", {}).pop("grants", None)
