"""Secrets by which programs act in people's names."""
from __future__ import annotations

import secrets
from collections.abc import Collection
from datetime import date, timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.models import ApiToken, TokenAnswer, User
from canevas.commons.access.operations.permission import require
from canevas.commons.access.permissions import API_USE, USER_EDIT
from canevas.commons.access.queries import token_fingerprint
from canevas.commons.audit.operations import record

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


ANSWERS_LAST = timedelta(days=1)


def claim_key(*, token: ApiToken, key: str, asked: str) -> tuple[TokenAnswer, bool]:
    """What was answered to ``token`` under ``key``, or a new row to be given to :func:`keep_answer` (``True``).

    Inside the transaction of the write itself: whoever asks the same at the same time waits for its end. ``asked``:
    SHA-256 of the request. No row of the journal: the operation has its own.
    """
    TokenAnswer.objects.filter(at__lt=timezone.now() - ANSWERS_LAST).delete()
    return TokenAnswer.objects.get_or_create(token=token, key=key, defaults={"asked": asked})


def keep_answer(*, claimed: TokenAnswer, status: int, content_type: str, content: bytes) -> None:
    """Keep what a program was answered, to be told again."""
    claimed.status, claimed.content_type, claimed.content = status, content_type[:100], content
    claimed.save(update_fields=["status", "content_type", "content"])
