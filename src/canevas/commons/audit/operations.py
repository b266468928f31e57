from __future__ import annotations

from typing import Any

from django.conf import settings
from django.db import models, transaction

from canevas.commons.audit.models import JournalEntry


def record(*, by: Any, event: str, target: models.Model, details: dict[str, Any] | None = None) -> JournalEntry:
    """Add the journal row of a write. To be called inside the transaction of that write, never outside one."""
    connection = transaction.get_connection()
    if not connection.in_atomic_block and not getattr(settings, "TESTING", False):
        raise RuntimeError(f"journal row {event} outside a transaction")
    return JournalEntry.objects.create(
        by=by, event=event, object_type=target._meta.label_lower, object_id=str(target.pk),
        object_label=str(target)[:250], details=details or {},
    )
