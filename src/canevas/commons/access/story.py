"""The events of accounts, as the journal tells them."""
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.models import ApiToken, Grant, SignInRule, User
from canevas.commons.access.queries import may
from canevas.commons.audit.sentences import words_of

_ROLES = dict(Grant.RoleName.choices)
_SCOPES = dict(Grant.ScopeName.choices)


def _role(template: str, entry: Any) -> str:
    details = entry.details
    scope = str(_SCOPES.get(details.get("scope", ""), ""))
    on = f"{scope} {details.get('key', '')}".strip()
    role = details.get("role", "")
    return template % {**words_of(entry), "role": _ROLES.get(role, role), "on": on}


def _given(entry: Any) -> str:
    if entry.details.get("until"):
        return _role(_("gave %(label)s the role “%(role)s” on: %(on)s, until %(until)s."), entry)
    return _role(_("gave %(label)s the role “%(role)s” on: %(on)s."), entry)


def _withdrawn(entry: Any) -> str:
    return _role(_("took the role “%(role)s” on: %(on)s away from %(label)s."), entry)


def _failed(entry: Any) -> str:
    if not entry.details.get("known", True):
        return _("saw a sign-in refused: no such account, from %(address)s.") % words_of(entry)
    if entry.details.get("locked"):
        return _("saw the sign-in of %(label)s refused and locked for a while, from %(address)s.") % words_of(entry)
    return _("saw the sign-in of %(label)s refused, from %(address)s.") % words_of(entry)


_MEANS = {
    "password": gettext_lazy("password"), "totp": gettext_lazy("code of the phone"),
    "webauthn": gettext_lazy("passkey"), "recovery_codes": gettext_lazy("recovery code"),
    "socialaccount": gettext_lazy("identity of the organisation")}
"""How somebody showed who they are, by the names that allauth gives."""


def _signed_in(entry: Any) -> str:
    how = [str(_MEANS.get(one, one)) for one in entry.details.get("how") or ["…"]]
    return _("signed in (%(how)s) from %(address)s.") % {
        "how": ", ".join(how), "address": entry.details.get("address") or "…"}


def _factor(template: Any) -> Callable[[Any], str]:
    def told(entry: Any) -> str:
        kind = entry.details.get("kind") or "…"
        return str(template) % {"kind": str(_MEANS.get(kind, kind))}
    return told


def _factor_roles(entry: Any) -> str:
    roles = [str(_ROLES.get(one, one)) for one in entry.details.get("roles") or ["…"]]
    return _("chose the roles that need a second factor: %(roles)s.") % {"roles": ", ".join(roles)}


SENTENCES = {
    "role_given": _given,
    "role_withdrawn": _withdrawn,
    "account_closed": gettext_lazy("closed the account of %(label)s."),
    "account_reopened": gettext_lazy("opened the account of %(label)s again."),
    "user_added": gettext_lazy("opened the account of %(label)s."),
    "user_changed": gettext_lazy("changed the account of %(label)s."),
    "password_renewed": gettext_lazy("gave %(label)s another password."),
    "password_changed": gettext_lazy("changed their own password."),
    "password_reset": gettext_lazy("chose another password after having lost it."),
    "profile_changed": gettext_lazy("changed their own name or address."),
    "signed_in": _signed_in,
    "sign_in_failed": _failed,
    "sign_in_unlocked": gettext_lazy("let %(label)s sign in again at once."),
    "identity_linked": gettext_lazy("linked their account to %(provider)s."),
    "second_factor_added": _factor(gettext_lazy("added a second factor (%(kind)s).")),
    "second_factor_removed": _factor(gettext_lazy("removed a second factor (%(kind)s).")),
    "second_factor_forgotten": gettext_lazy("removed the second factors of %(label)s, who lost them."),
    "second_factor_roles_chosen": _factor_roles,
    "recovery_codes_made": gettext_lazy("made new recovery codes."),
    "session_ended": gettext_lazy("closed a sign-in of %(label)s."),
    "sessions_ended": gettext_lazy("closed the other sign-ins of %(label)s (%(count)s)."),
    "accounts_read": gettext_lazy("read the list of accounts."),
    "accounts_exported": gettext_lazy("exported the list of accounts."),
    "token_issued": gettext_lazy("gave the program “%(name)s” an access token until %(until)s."),
    "token_revoked": gettext_lazy("revoked the access token of the program “%(name)s”."),
    "account_read": gettext_lazy("read the sheet of the account of %(label)s."),
}


def _users(user: Any) -> QuerySet[User]:
    return User.objects.all() if may(user, "USER_VIEW") else User.objects.filter(pk=user.pk)


def _tokens(user: Any) -> QuerySet[ApiToken]:
    return ApiToken.objects.all() if may(user, "USER_VIEW") else ApiToken.objects.filter(user=user)


def _rules(user: Any) -> QuerySet[SignInRule]:
    return SignInRule.objects.all() if may(user, "USER_VIEW") else SignInRule.objects.none()


SEEN = {"access.user": _users, "access.apitoken": _tokens, "access.signinrule": _rules}
