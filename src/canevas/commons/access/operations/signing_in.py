"""Signing in. One's own account asks for no right; what is done to another's asks for USER_EDIT."""
from __future__ import annotations

from collections.abc import Collection

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from axes.models import AccessAttempt
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from canevas.commons.access.models import SignInRule, User
from canevas.commons.access.operations.permission import require, system_user
from canevas.commons.access.permissions import USER_EDIT
from canevas.commons.access.rules import ROLES
from canevas.commons.audit.operations import record


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
def end_session(*, by: User, session: UserSession) -> None:
    """Sign a session out, wherever it is. Another's asks for the right to edit accounts."""
    if session.user_id != by.pk:
        require(by, USER_EDIT)
    user = session.user
    close_sessions([session])
    record(by=by, event="session_ended", target=user, details={"address": session.ip})


@transaction.atomic
def end_sessions(*, by: User, user: User, keep: str = "", now_called: str = "") -> int:
    """Sign ``user`` out everywhere but in the session whose key is ``keep``, which may be ``now_called`` otherwise.

    Gives how many ended.
    """
    if user.pk != by.pk:
        require(by, USER_EDIT)
    ended = list(UserSession.objects.filter(user=user).exclude(session_key=keep))
    close_sessions(ended)
    if keep and now_called:
        UserSession.objects.filter(user=user, session_key=keep).update(session_key=now_called)
    if ended:
        record(by=by, event="sessions_ended", target=user, details={"count": len(ended)})
    return len(ended)


def close_sessions(sessions: Collection[UserSession]) -> None:
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
    close_sessions(list(UserSession.objects.filter(user=user)))
    record(by=by, event="second_factor_forgotten", target=user, details={"count": count})
    return count


@transaction.atomic
def unlock(*, by: User, user: User) -> int:
    """Let somebody try again at once who typed too many wrong passwords. Gives how many locks there were."""
    require(by, USER_EDIT)
    count = AccessAttempt.objects.filter(username=user.username.lower()).delete()[0]
    record(by=by, event="sign_in_unlocked", target=user)
    return count
