"""Walking the journal: in slices, so that memory does not grow with it, while others go on writing."""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from canevas.commons.audit.models import JournalEntry, JournalHead
from canevas.commons.audit.queries.key import JournalUnavailable, journal_key
from canevas.commons.audit.rules import chain
from canevas.commons.audit.rules.walk import Anchor, Fault, FaultKind, Walk, anchor_at

_SLICE = 2000
_FIELDS = ("number", "at", "by_id", "by_name", "event", "object_type", "object_id", "object_label", "details",
           "previous", "mac")


@dataclass(frozen=True, slots=True)
class Verified:
    """What a walk found. ``rows`` were walked, ``first`` to ``last``; ``before`` are older and were not."""

    rows: int = 0
    first: int = 0
    last: int = 0
    before: int = 0
    head: Anchor | None = None
    fault: Fault | None = None
    warnings: list[str] = field(default_factory=list)

    @property
    def is_right(self) -> bool:
        return self.fault is None


def verify_journal(*, since: int = 0, anchors: tuple[Anchor, ...] = (),
                   tell: Callable[[int, int], None] = lambda done, total: None) -> Verified:
    """Walk the journal from row ``since`` (from the first of the present chain where it is 0) to its end.

    ``anchors`` must be met on the way. ``tell`` is given how many rows were walked, and how many there are. Raises
    :class:`JournalUnavailable` without a key.
    """
    key = journal_key()
    head = _head()
    if head is None:
        return _without_head()
    wanted = min([since or head.start, *(anchor.number for anchor in anchors)])
    since = max(head.start, min(wanted, head.number + 1))
    walk = Walk(key, head, anchors=anchors)
    if walk.begin() is None and _begin_at(walk, since):
        _walk_on(walk, tell)
    return Verified(walk.count, since, walk.number, since - 1, anchor_at(head.number, head.mac), walk.fault,
                    warnings_of(head))


def _head() -> chain.Head | None:
    row = JournalHead.objects.order_by("pk").first()
    return row and chain.Head(row.number, row.mac, row.start, row.key_mark, row.seal)


def _without_head() -> Verified:
    first = JournalEntry.objects.order_by("number").first()
    return Verified(fault=Fault(FaultKind.HEAD, first.number) if first else None)


def _begin_at(walk: Walk, since: int) -> bool:
    """Have the walk begin behind the row before ``since``, which is taken as it is written."""
    before = JournalEntry.objects.filter(number=since - 1, number__gte=1).values_list("mac", flat=True).first()
    if before is None and since > walk.head.start:
        walk.fault = Fault(FaultKind.MISSING, since - 1, since - 1)
        return False
    old = [anchor for anchor in walk.anchors if anchor.number < since]
    for number, mac in JournalEntry.objects.filter(number__in=[anchor.number for anchor in old]).values_list(
            "number", "mac"):
        old = [anchor for anchor in old if anchor.number != number or not mac.startswith(anchor.digits)]
    if old:
        walk.fault = Fault(FaultKind.ANCHOR, old[0].number, walk.head.number)
        return False
    walk.number, walk.mac = since - 1, before or chain.GENESIS
    return True


def _walk_on(walk: Walk, tell: Callable[[int, int], None]) -> None:
    start = walk.number
    while True:
        for row in _rows(walk.number, walk.head.number):
            if walk.step(row) is not None:
                return
            if walk.count % _SLICE == 0:
                tell(walk.count, walk.head.number - start)
        fresh = _head()
        if fresh is None or fresh.number <= walk.head.number:
            break
        walk.head = fresh  # others wrote meanwhile: a row and the head that names it are committed together
    if walk.end() is None:
        _look_beyond(walk)


def _look_beyond(walk: Walk) -> None:
    """A row beyond the head was not written by Canevas, or the head was put back."""
    beyond = next(_rows(walk.head.number, None), None)
    fresh = _head()
    if beyond is None or (fresh is not None and fresh.number >= beyond.number):
        return
    if walk.step(beyond) is None:
        walk.fault = Fault(FaultKind.HEAD, beyond.number)


def _rows(after: int, last: int | None) -> Iterator[chain.Row]:
    while True:
        rows = JournalEntry.objects.filter(number__gt=after)
        if last is not None:
            rows = rows.filter(number__lte=last)
        found = list(rows.order_by("number").values_list(*_FIELDS)[:_SLICE])
        for values in found:
            yield chain.Row(*values)
        if len(found) < _SLICE:
            return
        after = found[-1][0]


def warnings_of(head: chain.Head | None = None) -> list[str]:
    """What is not wrong with the rows, but with what protects them."""
    said = []
    if head is not None and head.start > 1:
        said.append(_("The chain was begun anew at row %(number)s: the rows before it cannot be proved.")
                    % {"number": head.start})
    return said


def number_at(moment: datetime) -> int:
    """The first row written at ``moment`` or later; one past the last where there is none."""
    found = JournalEntry.objects.filter(at__gte=moment).order_by("number").values_list("number", flat=True).first()
    return found or current_anchor().number + 1


def current_anchor() -> Anchor:
    """The last row, to be noted outside the database. Raises :class:`JournalUnavailable` where the head is wrong."""
    head, key = _head(), journal_key()
    if head is None or not chain.is_sealed(key, head):
        raise JournalUnavailable(_("The head of the journal is not right: run “canevas audit verify” first."))
    return anchor_at(head.number, head.mac)


def may_change_rows(using: Any = connection) -> bool:
    """Whether the role of this connection owns the journal, so that it could take its guards off (PostgreSQL)."""
    if using.vendor != "postgresql":
        return True
    with using.cursor() as cursor:
        cursor.execute("SELECT has_table_privilege('audit_journalentry', 'UPDATE') OR"
                       " has_table_privilege('audit_journalentry', 'DELETE') OR"
                       " has_table_privilege('audit_journalentry', 'TRUNCATE') OR"
                       " pg_has_role((SELECT relowner FROM pg_class WHERE oid = 'audit_journalentry'::regclass),"
                       " 'MEMBER')")
        return bool(cursor.fetchone()[0])
