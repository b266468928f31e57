"""A new beginning of the chain, where its key is lost for good."""
from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.audit.models import JournalEntry, JournalHead
from canevas.commons.audit.operations.key import ensure_key
from canevas.commons.audit.operations.recording import append_to
from canevas.commons.audit.queries.key import JournalUnavailable, has_key, journal_key, key_path
from canevas.commons.audit.rules import chain


@transaction.atomic
def restart_chain(*, by: Any, reason: str) -> JournalEntry:
    """Go on writing after the key was lost: a new key, and a row that says so, from which the chain begins anew.

    The rows before stay as they are, but can no longer be proved. Raises :class:`JournalUnavailable` where the chain is
    whole (then there is no reason), or without a reason.
    """
    if not reason.strip():
        raise JournalUnavailable(_("Say why the chain is begun anew: the reason stays in the journal."))
    head = JournalHead.objects.select_for_update().order_by("pk").first()
    last = JournalEntry.objects.order_by("-number").first()
    number = max(head.number if head else 0, last.number if last else 0)
    if head and has_key() and chain.is_sealed(
            journal_key(), chain.Head(head.number, head.mac, head.start, head.key_mark, head.seal)):
        raise JournalUnavailable(_("The key and the journal go together: nothing is to be begun anew."))
    if has_key() and (not head or head.key_mark != chain.key_mark(journal_key())):
        aside = key_path().with_name(f"{key_path().name}.{timezone.now():%Y%m%d%H%M%S}")
        if key_path().exists():
            key_path().rename(aside)  # never deleted: it may be that of another database
    key = ensure_key()
    before = chain.sealed(key, number, last.mac if last else chain.GENESIS, number + 1)
    if head is None:
        JournalHead.objects.create(pk=1, number=number, mac=before.mac, key_mark=before.key_mark, seal=before.seal)
    return append_to(before, key, by=by, event="journal_restarted", target=None,
                     details={"reason": reason.strip()[:1000], "before": number})
