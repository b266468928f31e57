from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import BooleanField, F, Func, Q, Value

from canevas.commons.access import scopes
from canevas.commons.access.queries import may_somewhere, reach
from canevas.commons.search.engines import engine
from canevas.commons.search.models import KIND_BITS, IndexShape, SearchEntry, SearchKind
from canevas.commons.search.permissions import DRAFTS, SEARCH_USE, SEEN
from canevas.commons.search.rules import (
    REFERENCE,
    Passage,
    Query,
    Sight,
    draft_of,
    of_body,
    of_organisation,
    of_region,
    parse,
    passage,
    shape,
)

COUNT_CAP = 1000
"""Where many entries answer, they are counted up to here, of each kind."""
RANK_CAP = 2000
"""Up to so many entries are counted exactly and ranked. Where more answer, a word is too common to rank by: those with
it in their title come first, then the last entered."""
NOBODY = "nobody"
"""A sign that no entry has."""


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


def sight_of(user: Any) -> Sight:
    """What ``user`` may find. Whoever sees everything pays nothing for it."""
    seen, drafts = reach(user, SEEN), reach(user, DRAFTS)
    some = tuple(draft_of(code)[1] for code in sorted(drafts.bodies))
    if seen.everything:
        return Sight(None, None if drafts.everything else some)
    open_to = (*(of_body(code) for code in sorted(seen.bodies)),
               *(of_organisation(code) for code in sorted(seen.organisations)), *_meanings(user, seen.organisations),
               *(of_region(pcode) for pcode in sorted(seen.regions)))
    return Sight((*((REFERENCE,) if may_somewhere(user, SEARCH_USE) else ()), *open_to) or (NOBODY,), some)


def _meanings(user: Any, codes: frozenset[str]) -> tuple[str, ...]:
    """The signs of what means these organisations in other words; worked out once for each user object."""
    if not codes:
        return ()
    known: dict[frozenset[str], tuple[str, ...]] = user.__dict__.setdefault("_meanings", {})
    if codes not in known:
        known[codes] = tuple(sorted({sign for say in scopes.answers(scopes.SIGNS) for sign in say(codes)}))
    return known[codes]


def search(text: str, kinds: Sequence[str] = (), limit: int = 20, offset: int = 0, *, user: Any) -> Results:
    """What answers ``text`` and ``user`` may find, best first, with the passage; counts are of every kind, whatever
    ``kinds`` narrows to.

    Anything may be typed; what holds no word finds nothing.
    """
    query = parse(text)
    numbers, sight = kind_numbers(), sight_of(user)
    wanted = [numbers[kind] for kind in kinds if kind in numbers]
    if not query or (kinds and not wanted):
        return Results()
    counts, is_many = _counts(query, numbers, sight)
    mine = [found for code, found in counts.items() if not kinds or code in kinds]
    results = Results([], sum(mine), is_many and any(found >= COUNT_CAP for found in mine), counts)
    if not results.total:
        return results
    start = max(0, min(offset, results.total))
    keys = _best(query, wanted, sight, slice(start, start + limit), is_many)
    entries = SearchEntry.objects.in_bulk(keys)
    results.hits.extend(_hit(entries[key], query) for key in keys if key in entries)
    return results


class _Among(Func):
    """A key among others, these being one text: thousands of values would take longer to send than to find."""

    template = "%(expressions)s::bigint[])"
    arg_joiner = " = ANY("
    output_field = BooleanField()

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self.as_sql(compiler, connection, template="%(expressions)s))",
                           arg_joiner=" IN (SELECT value FROM json_each(", **extra)


def answering(kind: str, text: str, *, user: Any) -> Q:
    """The objects of ``kind`` that answer ``text`` and ``user`` may find, as a condition on their keys:
    ``rows.filter(answering(…))``.

    To be used at once: the keys are looked up here, because a page of a list asks for them several times and each look
    at the index of words costs as much as the rest of the page.
    """
    query, number = parse(text), kind_numbers().get(kind)
    if not query or number is None:
        return Q(pk__in=[])
    index = engine()
    rows = _rows(index.match(index.expression(query, [number], sight_of(user))))
    found = ",".join(str(row[0] >> KIND_BITS) for row in rows)
    keys = f"{{{found}}}" if connection.vendor == "postgresql" else f"[{found}]"
    return Q(_Among(F("pk"), Value(keys)))


def _rows(statement: tuple[str, list[Any]], wrap: str = "{}", *more: int) -> list[tuple[Any, ...]]:
    sql, values = statement
    is_postgresql = connection.vendor == "postgresql"
    # Only there: on SQLite a transaction would wait for whoever is writing.
    with transaction.atomic() if is_postgresql else nullcontext(), connection.cursor() as cursor:
        if is_postgresql:
            # The planner takes a look at a vector for cheap; reading all of them is ten times slower than the index.
            cursor.execute("SET LOCAL enable_seqscan = off")
        cursor.execute(wrap.format(sql), [*values, *more])
        return list(cursor.fetchall())


def _counts(query: Query, numbers: dict[str, int], sight: Sight) -> tuple[dict[str, int], bool]:
    """How many entries of each kind answer, and whether they are so many that they were not all looked at."""
    codes = {number: code for code, number in numbers.items()}
    index = engine()
    found = _rows(index.match(index.expression(query, [], sight)), (
        f"SELECT id & {(1 << KIND_BITS) - 1}, COUNT(*) FROM ({{}} LIMIT %s) AS found GROUP BY 1"  # noqa: S608 (numbers)
    ), RANK_CAP + 1)
    if sum(count for _number, count in found) <= RANK_CAP:
        return {codes[number]: count for number, count in found if number in codes}, False
    wrap = "SELECT COUNT(*) FROM ({} LIMIT %s) AS found"
    counts = {code: _rows(index.match(index.expression(query, [number], sight)), wrap, COUNT_CAP)[0][0]
              for code, number in numbers.items()}
    return {code: count for code, count in counts.items() if count}, True


def _best(query: Query, kinds: Sequence[int], sight: Sight, asked: slice, is_many: bool) -> list[int]:
    """The keys of one page of results."""
    index, offset, limit = engine(), asked.start, asked.stop - asked.start
    every = index.expression(query, kinds, sight)
    if not is_many:
        return [row[0] for row in _rows(index.ranked(every), "{} LIMIT %s OFFSET %s", limit, offset)]
    first = [row[0] for row in _rows(
        index.newest(index.expression(query, kinds, sight, in_title=True)), "{} LIMIT %s", RANK_CAP)]
    page = first[offset:offset + limit]
    if len(page) == limit:
        return page
    known = set(first)
    start = max(0, offset - len(first))
    rest = [row[0] for row in _rows(index.newest(every), "{} LIMIT %s", start + limit + len(first))]
    return page + [key for key in rest if key not in known][start:start + limit - len(page)]


def _hit(entry: SearchEntry, query: Query) -> Hit:
    title = passage(entry.title, query, max(len(entry.title), 1)) or Passage(entry.title)
    found = passage(entry.text, query) or passage(entry.body, query) or Passage(_beginning(entry.text))
    return Hit(entry.object_type, entry.object_id, title, found, entry.url, entry.date)


def _beginning(text: str, length: int = 180) -> str:
    return text if len(text) <= length else f"{text[:length].rsplit(None, 1)[0]} …"


def is_stale() -> bool:
    """Whether what is known to be findable was indexed in another shape than this version asks for, or lost its words:
    so it is after an upgrade. An index that holds nothing has nothing to make anew."""
    if not SearchEntry.objects.exists():
        return False
    return engine().is_empty() or not IndexShape.objects.filter(shape=shape()).exists()
