"""Who holds which role on what. Somebody who may give roles always remains."""
from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from canevas.commons.access import scopes
from canevas.commons.access.models import Grant, User
from canevas.commons.access.operations.permission import forget_reach, require
from canevas.commons.access.permissions import USER_EDIT
from canevas.commons.access.queries import SYSTEM_USERNAME
from canevas.commons.access.rules import EVERYTHING, ROLES, Scope
from canevas.commons.audit.operations import record


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
        keep_an_administrator(Q(user=user))
    grant, _created = Grant.objects.update_or_create(
        user=user, role=role, scope_kind=str(scope.kind), scope_key=scope.key,
        defaults={"given_by": by, "ends_on": ends_on})
    forget_reach(user)
    record(by=by, event="role_given", target=user, details={
        "role": role, "scope": str(scope.kind), "key": scope.key, "until": ends_on.isoformat() if ends_on else ""})
    return grant


@transaction.atomic
def withdraw_role(*, by: User, grant: Grant) -> None:
    """Take a role back. Raises ``ValidationError`` rather than leave nobody who may give roles."""
    require(by, USER_EDIT)
    if grant.role == Grant.RoleName.ADMINISTRATOR:
        keep_an_administrator(Q(pk=grant.pk))
    details = {"role": grant.role, "scope": grant.scope_kind, "key": grant.scope_key}
    user = grant.user
    grant.delete()
    forget_reach(user)
    record(by=by, event="role_withdrawn", target=user, details=details)


def keep_an_administrator(without: Q) -> None:
    """Raise ``ValidationError`` where nobody could give roles any more, these grants gone."""
    others = Grant.objects.filter(Q(ends_on=None), role=Grant.RoleName.ADMINISTRATOR, user__is_active=True).exclude(
        user__username=SYSTEM_USERNAME).exclude(without)
    if not others.exists():
        raise ValidationError(_("This is the last administrator: give the role to somebody else first."))
