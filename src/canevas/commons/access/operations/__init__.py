"""Every write of this room: keyword-only, ``by=``, permission, change and journal row in one transaction."""
from canevas.commons.access.operations.accounts import (
    change_password,
    change_profile,
    close_account,
    create_user,
    edit_account,
    ensure_user,
    renew_password,
    reopen_account,
    reset_own_password,
)
from canevas.commons.access.operations.permission import require, require_somewhere, system_user
from canevas.commons.access.operations.roles import give_role, withdraw_role
from canevas.commons.access.operations.signing_in import (
    choose_second_factor_roles,
    end_session,
    end_sessions,
    forget_second_factor,
    note_factor,
    note_failed_sign_in,
    note_linked_identity,
    note_sign_in,
    unlock,
)
from canevas.commons.access.operations.tokens import LONGEST_TOKEN, issue_token, note_token_use, revoke_token

__all__ = [
    "LONGEST_TOKEN",
    "change_password",
    "change_profile",
    "choose_second_factor_roles",
    "close_account",
    "create_user",
    "edit_account",
    "end_session",
    "end_sessions",
    "ensure_user",
    "forget_second_factor",
    "give_role",
    "issue_token",
    "note_factor",
    "note_failed_sign_in",
    "note_linked_identity",
    "note_sign_in",
    "note_token_use",
    "renew_password",
    "reopen_account",
    "require",
    "require_somewhere",
    "reset_own_password",
    "revoke_token",
    "system_user",
    "unlock",
    "withdraw_role",
]
