"""Every row of the journal is written here."""
from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.audit.models import JournalEntry, JournalHead
from canevas.commons.audit.operations.key import ensure_key
from canevas.commons.audit.queries.key import JournalUnavailable, journal_key
from canevas.commons.audit.rules import chain

_ONLY = 1
"""Key of the head's only row."""
_READ_HEAD = "SELECT number, mac, start, key_mark, seal FROM audit_journalhead WHERE id = %s"
_WRITE_HEAD = ("UPDATE audit_journalhead SET number = %s, mac = %s, start = %s, key_mark = %s, seal = %s"
               " WHERE id = %s")
READ_AGAIN = timedelta(minutes=10)
"""Who reads the same thing again within this time adds no row."""


def record(*, by: Any, event: str, target: models.Model | None = None,
           details: dict[str, Any] | None = None) -> JournalEntry:
    """Add the journal row of a write. To be called inside the transaction of that write, never outside one.

    From here to the end of the transaction the head of the journal is held: other writers wait. So it comes last in an
    operation. Raises :class:`JournalUnavailable` where the key is missing or the head was tampered with.
    """
    connection = transaction.get_connection()
    if not connection.in_atomic_block and not getattr(settings, "TESTING", False):
        raise RuntimeError(f"journal row {event} outside a transaction")
    with transaction.atomic(savepoint=False):
        head, key = _held_head()
        return append_to(head, key, by=by, event=event, target=target, details=details or {})


def record_read(*, by: Any, what: str, target: models.Model | None = None,
                details: dict[str, Any] | None = None) -> JournalEntry | None:
    """Add the journal row of a read of something restricted: ``what`` is its event ("accounts_read").

    To be called by the page before it answers, outside any transaction: the row stays even if the page fails. The same
    person reading the same with the same details within ten minutes adds none.
    """
    details = details or {}
    same = JournalEntry.objects.filter(at__gte=timezone.now() - READ_AGAIN, by=by, event=what, **_named(target))
    if any(chain.plain(row.details) == chain.plain(details) for row in same.order_by("-number")[:50]):
        return None
    with transaction.atomic(durable=True):
        return record(by=by, event=what, target=target, details=details)


def _named(target: models.Model | None) -> dict[str, str]:
    if target is None:
        return {"object_type": "", "object_id": ""}
    return {"object_type": target._meta.label_lower, "object_id": str(target.pk)}


def _held_head() -> tuple[chain.Head, bytes]:
    """The head, held by this transaction, and the key; made on the first use of an empty journal."""
    head = _read_and_hold()
    if head is None:
        if JournalEntry.objects.exists():
            raise JournalUnavailable(_("The head of the journal is missing: it was taken away outside Canevas. Put the "
                                       "database back from a backup; “canevas audit verify” says more."))
        begin_journal()
        head = _read_and_hold()
        assert head is not None
    key = journal_key()
    if not chain.is_sealed(key, head):
        _refuse(head, key)
    return head, key


def _read_and_hold() -> chain.Head | None:
    """In SQL: every write of every operation comes by here, and the ORM would take as long as all the rest."""
    connection = transaction.get_connection()
    hold = " FOR UPDATE" if connection.features.has_select_for_update else ""
    with connection.cursor() as cursor:
        cursor.execute(_READ_HEAD + hold, [_ONLY])
        row = cursor.fetchone()
    return row and chain.Head(*row)


def _refuse(head: chain.Head, key: bytes) -> None:
    if head.key_mark != chain.key_mark(key):
        raise JournalUnavailable(_("The key of the journal is not the one that it was written with: put the right file "
                                   "“journal.key” back. Nothing is written until then."))
    raise JournalUnavailable(_("The head of the journal was changed outside Canevas. Nothing is written until the "
                               "database is put back from a backup; “canevas audit verify” says more."))


def begin_journal() -> None:
    """Make the key and the head of an empty journal, where there is none."""
    head = chain.sealed(ensure_key(), 0, chain.GENESIS)
    JournalHead.objects.get_or_create(pk=_ONLY, defaults={
        "number": head.number, "mac": head.mac, "start": head.start, "key_mark": head.key_mark, "seal": head.seal})


def append_to(head: chain.Head, key: bytes, *, by: Any, event: str, target: models.Model | None,
              details: dict[str, Any]) -> JournalEntry:
    """The row behind ``head``, and the head moved on to it."""
    row = chain.chained(key, chain.Row(
        number=head.number + 1, at=timezone.now(), by=by.pk, by_name=by.get_username(), event=event,
        object_label="" if target is None else str(target)[:250].replace("\0", ""),
        details=chain.plain(json.loads(chain.written(details))), previous=head.mac, **_named(target)))
    entry = JournalEntry(number=row.number, at=row.at, by=by, by_name=row.by_name, event=row.event,
                         object_type=row.object_type, object_id=row.object_id, object_label=row.object_label,
                         details=row.details, previous=row.previous, mac=row.mac)
    entry.save(force_insert=True)
    fresh = chain.sealed(key, row.number, row.mac, head.start)
    with transaction.get_connection().cursor() as cursor:
        cursor.execute(_WRITE_HEAD, [fresh.number, fresh.mac, fresh.start, fresh.key_mark, fresh.seal, _ONLY])
    return entry
