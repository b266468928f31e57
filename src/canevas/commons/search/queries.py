from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection
from django.db.models.expressions import RawSQL

from canevas.commons.search.engines import engine
from canevas.commons.search.models import KIND_BITS, SearchEntry, SearchKind
from canevas.commons.search.rules import Passage, Query, parse, passage

COUNT_CAP = 1000
"""Results are counted up to here, of each kind."""
RANK_CAP = 5000
"""Up to so many results are ranked; of more, the newest are."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found. ``title`` and ``passage`` carry the places that answer the query."""

    object_type: str
    object_id: int
    title: Passage
    passage: Passage
    url: str
    date: date | None


@dataclass(frozen=True, slots=True)
class Results:
    """``counts`` gives, for each kind, how many were found (at most ``COUNT_CAP``, then "more than")."""

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    is_capped: bool = False
    counts: dict[str, int] = field(default_factory=dict)


def entry_key(object_id: int, kind: int) -> int:
    """The key of an entry, from its object's key and the number of its kind."""
    return (object_id << KIND_BITS) | kind


def kind_numbers() -> dict[str, int]:
    return dict(SearchKind.objects.values_list("code", "pk"))


def search(text: str, kinds: Sequence[str] = (), limit: int = 20, offset: int = 0) -> Results:
    """What answers ``text``, best first, with the passage; counts are of every kind, whatever ``kinds`` narrows to.

    Anything may be typed; what holds no word finds nothing.
    """
    query = parse(text)
    numbers = kind_numbers()
    wanted = [numbers[kind] for kind in kinds if kind in numbers]
    if not query or (kinds and not wanted):
        return Results()
    counts = {code: found for code, number in numbers.items() if (found := count(query, [number]))}
    total = sum(found for code, found in counts.items() if not kinds or code in kinds)
    is_capped = any(found >= COUNT_CAP for code, found in counts.items() if not kinds or code in kinds)
    if not total:
        return Results(counts=counts)
    keys = _best(query, wanted, limit, min(offset, COUNT_CAP * max(1, len(counts))), is_capped)
    entries = SearchEntry.objects.in_bulk(keys)
    return Results([_hit(entries[key], query) for key in keys if key in entries], total, is_capped, counts)


def count(query: Query, kinds: Sequence[int]) -> int:
    """How many entries of these kinds answer, counted up to the cap."""
    sql, values = engine().match(query, kinds)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM ({sql} LIMIT %s) AS found", [*values, COUNT_CAP])  # noqa: S608
        return int(cursor.fetchone()[0])


def matching_ids(kind: str, text: str) -> Any:
    """The primary keys of the objects of ``kind`` that answer ``text``, for ``filter(pk__in=…)``."""
    query, number = parse(text), kind_numbers().get(kind)
    if not query or number is None:
        return []
    sql, values = engine().match(query, [number])
    column = "id" if connection.vendor == "postgresql" else "rowid"
    return RawSQL(sql.replace(f"SELECT {column}", f"SELECT {column} >> {KIND_BITS}", 1), values)  # noqa: S611


def _best(query: Query, kinds: Sequence[int], limit: int, offset: int, is_many: bool) -> list[int]:
    sql, values = engine().ranked(query, kinds)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT %s OFFSET %s", [*values, limit, offset])
        return [row[0] for row in cursor.fetchall()]


def _hit(entry: SearchEntry, query: Query) -> Hit:
    title = passage(entry.title, query, max(len(entry.title), 1)) or Passage(entry.title)
    found = passage(entry.text, query) or passage(entry.body, query) or Passage(_beginning(entry.text))
    return Hit(entry.object_type, entry.object_id, title, found, entry.url, entry.date)


def _beginning(text: str, length: int = 180) -> str:
    return text if len(text) <= length else f"{text[:length].rsplit(None, 1)[0]} …"
