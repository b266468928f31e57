"""Writing the index. It repeats what the registers hold, so these writes ask no permission and leave no journal row:
they are called inside the operations that change a register, in the same transaction."""
from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from django.db import transaction

from canevas.commons.search.engines import Words, engine
from canevas.commons.search.models import KIND_BITS, IndexShape, SearchEntry, SearchKind
from canevas.commons.search.queries import entry_key, kind_numbers
from canevas.commons.search.rules import SearchDocument, clean, shape, terms

__all__ = ["SearchDocument", "begin_index", "index_entries", "rebuild", "remove_entries"]

T = TypeVar("T")
_BATCH = 500
_LONGEST = 300_000
_SHOWN = ("object_type", "title", "text", "body", "url", "date")


def index_entries(documents: Iterable[SearchDocument]) -> int:
    """Make these findable, in place of what was known of them; how many there were."""
    done = 0
    with transaction.atomic():
        numbers = kind_numbers()
        for batch in _batches(documents):
            _index(batch, numbers)
            done += len(batch)
    return done


def remove_entries(object_type: str, object_ids: Iterable[int]) -> None:
    """Make these objects of one kind no longer findable."""
    number = kind_numbers().get(object_type)
    if number is None:
        return
    with transaction.atomic():
        for batch in _batches(object_ids):
            keys = [entry_key(int(object_id), number) for object_id in batch]
            engine().take(keys)
            SearchEntry.objects.filter(pk__in=keys).delete()


def rebuild(documents: Iterable[SearchDocument]) -> int:
    """Empty the index and fill it again with everything; how many documents it holds now."""
    with transaction.atomic():
        engine().clear()
        SearchEntry.objects.all().delete()
        begin_index()
        return index_entries(documents)


def begin_index() -> None:
    """An index that holds nothing is filled in the shape of this version; one that holds something keeps its own."""
    if not SearchEntry.objects.exists():
        IndexShape.objects.update_or_create(pk=1, defaults={"shape": shape()})


def _index(batch: Sequence[SearchDocument], numbers: dict[str, int]) -> None:
    entries: dict[int, SearchEntry] = {}
    words: dict[int, Words] = {}
    for document in batch:
        number = numbers.get(document.object_type) or _new_kind(document.object_type, numbers)
        key = entry_key(int(document.object_id), number)
        entry = SearchEntry(
            id=key, object_type=document.object_type, title=clean(document.title), text=clean(document.text),
            body=clean(document.body), url=document.url, date=document.date)
        entries[key] = entry
        title, title_stems = terms(entry.title[:_LONGEST])
        body, body_stems = terms(f"{entry.text}\n{entry.body}"[:_LONGEST])
        words[key] = Words(key, number, title, title_stems, body, body_stems, document.seen_by)
    SearchEntry.objects.bulk_create(
        entries.values(), update_conflicts=True, unique_fields=["id"], update_fields=list(_SHOWN))
    engine().put(list(words.values()))


def _new_kind(code: str, numbers: dict[str, int]) -> int:
    """The first number that no kind has yet. A sequence would leave holes, and there are few numbers."""
    number = next(free for free in range(1, 1 << KIND_BITS) if free not in numbers.values())
    kind, _created = SearchKind.objects.get_or_create(code=code, defaults={"id": number})
    numbers[code] = kind.pk
    return kind.pk


def _batches(every: Iterable[T]) -> Iterator[tuple[T, ...]]:
    iterator = iter(every)
    while batch := tuple(islice(iterator, _BATCH)):
        yield batch
