"""The rows of the journal that somebody may read, and what of their objects they may know."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db.models import CharField, Q, QuerySet
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from canevas.commons.access.queries import may, reach
from canevas.commons.audit import sentences
from canevas.commons.audit.queries import JournalEntry
from canevas.doors.journal.permissions import JOURNAL_VIEW


class ToldRows(QuerySet[JournalEntry]):
    """Rows that know, once fetched, what ``user`` may know of their objects (``url``; ``None``: nothing)."""

    user: Any = None

    def _clone(self) -> ToldRows:
        clone = super()._clone()
        clone.user = self.user
        return clone

    def _fetch_all(self) -> None:
        is_fresh = self._result_cache is None
        super()._fetch_all()
        if is_fresh:
            look_up(self.user, self._result_cache)

    def iterator(self, chunk_size: int | None = None) -> Iterator[Any]:
        rows = super().iterator(chunk_size or 1000)
        while batch := list(islice(rows, chunk_size or 1000)):
            look_up(self.user, batch)
            yield from batch


def look_up(user: Any, rows: Iterable[Any]) -> None:
    """Note on each row the address of its object: "" where it has none, ``None`` where it is not to be known."""
    entries = [row for row in rows if isinstance(row, JournalEntry)]
    wanted: dict[str, set[str]] = defaultdict(set)
    for row in entries:
        if row.object_type:
            wanted[row.object_type].add(row.object_id)
    known: dict[tuple[str, str], str] = {}
    for label, keys in wanted.items():
        seen = sentences.seen_addresses(user, label, keys)
        lost = sentences.gone(label, keys - set(seen)) if may(user, JOURNAL_VIEW) else set()
        known |= {(label, key): url for key, url in {**dict.fromkeys(lost, ""), **seen}.items()}
    for row in entries:
        row.url = known.get((row.object_type, row.object_id)) if row.object_type else ""


def journal_rows(user: Any) -> ToldRows:
    """The rows that ``user`` may read: all, or those about what lies in the scopes on which they may read the
    journal."""
    rows = ToldRows(model=JournalEntry).select_related("by")
    rows.user = user
    seen = reach(user, JOURNAL_VIEW)
    if seen.everything:
        return rows
    within = Q(pk__in=[])
    for label, path in sentences.scopes().items():
        objects = sentences.seen_rows(user, label)
        if objects is not None and seen.bodies:
            keys = objects.order_by().filter(**{f"{path}__in": seen.bodies}).annotate(
                journal_key=Cast("pk", CharField())).values("journal_key")
            within |= Q(object_type=label, object_id__in=keys)
    return rows.filter(within)


def sentence_of(row: Any) -> str:
    """What the row says; nothing of an object that is not to be known."""
    return _("did something to an object that you may not see.") if row.url is None else sentences.sentence(row)


def note_of(row: Any) -> str:
    return "" if row.url is None else sentences.note_of(row)


@dataclass(frozen=True, slots=True)
class Story:
    """Everything that happened to one object. ``rows`` are the newest ``SHOWN``, oldest first; ``count`` is all."""

    title: str
    kind: str
    url: str
    count: int
    rows: list[Any]


SHOWN = 1000


def story_of_object(user: Any, label: str, key: str) -> Story | None:
    """The story of an object, its reads included; ``None`` where ``user`` may not read it or there is none."""
    rows = journal_rows(user).filter(object_type=label.lower(), object_id=key)
    found = list(rows.order_by("-number")[:SHOWN])
    if not found or found[0].url is None:
        return None
    found.reverse()
    return Story(found[-1].object_label or sentences.kind_of(label), sentences.kind_of(label), found[-1].url or "",
                 rows.count(), found)
