"""The index of words, as each database engine keeps it: FTS5 in SQLite, a tsvector with GIN in PostgreSQL.

Both hold the same words, folded and stemmed by ``rules``: the engines themselves know no French, so that both find the
same things.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection

from canevas.commons.search.rules import DRAFT, Query, Sight, forms

Statement = tuple[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one entry: ``title`` and ``body`` folded, ``title_stems`` and ``body_stems`` their stems; and the
    signs of who may find it."""

    key: int
    kind: int
    title: str
    title_stems: str
    body: str
    body_stems: str
    seen_by: tuple[str, ...] = ()


class Engine(Protocol):
    def put(self, every: Sequence[Words]) -> None:
        """Index the words of entries, in place of what was there under the same keys."""

    def take(self, keys: Sequence[int]) -> None:
        """Forget entries."""

    def clear(self) -> None:
        """Forget everything."""

    def is_empty(self) -> bool:
        """Whether nothing is indexed."""

    def expression(self, query: Query, kinds: Sequence[int], sight: Sight, in_title: bool = False) -> str:
        """``query`` in the engine's own language; of some kinds only, where given; only what ``sight`` may find; in
        titles only, where asked."""

    def match(self, expression: str) -> Statement:
        """SQL that gives the keys of the entries that answer, in no order, and its values."""

    def ranked(self, expression: str) -> Statement:
        """The same, best first: every entry that answers is looked at."""

    def newest(self, expression: str) -> Statement:
        """The same, last entered first: however many answer, only those asked for are looked at."""


class Fts5:
    """``search_index`` is an FTS5 table whose rowid is the entry's key."""

    def put(self, every: Sequence[Words]) -> None:
        self.take([words.key for words in every])
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_index (rowid, kind, title, title_stems, body, body_stems, seen_by) "
                "VALUES (%s, %s, %s, %s, %s, %s, %s)",
                [(words.key, f"k{words.kind}", words.title, words.title_stems, words.body, words.body_stems,
                  " ".join(words.seen_by)) for words in every])

    def take(self, keys: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_index WHERE rowid = %s", [(key,) for key in keys])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index")

    def is_empty(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT rowid FROM search_index LIMIT 1")
            return cursor.fetchone() is None

    def expression(self, query: Query, kinds: Sequence[int], sight: Sight, in_title: bool = False) -> str:
        """Every word is quoted, so that none can be an operator of FTS5."""
        words, stems = ("{title}", "{title_stems}") if in_title else ("{title body}", "{title_stems body_stems}")
        parts = [f'{words} : "{" ".join(phrase)}"' for phrase in query.phrases]
        for place, word in enumerate(query.words):
            part = f'{stems} : "{forms(word)[1]}"'
            if query.prefix and place == len(query.words) - 1:
                part = f'({part} OR {words} : "{word}" *)'
            parts.append(part)
        if kinds:
            parts.insert(0, f"({' OR '.join(f'kind : k{kind}' for kind in kinds)})")
        return self._seen(" AND ".join(parts), sight)

    def _seen(self, expression: str, sight: Sight) -> str:
        if sight.is_whole:
            return expression
        if sight.open is not None:
            return f"({expression}) AND seen_by : ({' OR '.join(sight.every)})"
        hidden = f"seen_by : {DRAFT}"
        if sight.drafts:
            hidden = f"({hidden} NOT seen_by : ({' OR '.join(sight.drafts)}))"
        return f"({expression}) NOT {hidden}"

    def match(self, expression: str) -> Statement:
        return "SELECT rowid AS id FROM search_index WHERE search_index MATCH %s", [expression]

    def ranked(self, expression: str) -> Statement:
        sql, values = self.match(expression)
        return f"{sql} ORDER BY bm25(search_index, 0.0, 6.0, 6.0, 1.0, 1.0, 0.0), rowid DESC", values

    def newest(self, expression: str) -> Statement:
        sql, values = self.match(expression)
        return f"{sql} ORDER BY rowid DESC", values


class TextVector:
    """``search_vector.words`` holds each word as it is and, with a sign before it that nobody can type, its stem (~),
    the word and stem of a title (= and ^), the kind (#) and who may find it (@): so that GIN alone tells what answers,
    without a look at the rows. Lexemes are written by us, not by PostgreSQL's parser."""

    _PUT = ("INSERT INTO search_vector (id, words) VALUES (%s, %s::tsvector) "
            "ON CONFLICT (id) DO UPDATE SET words = excluded.words")
    _LAST_PLACE, _MOST_PLACES = 16_383, 250

    def put(self, every: Sequence[Words]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(self._PUT, [(words.key, self.vector(words)) for words in every])

    def vector(self, words: Words) -> str:
        """The words with their places, those of the title with weight A; a gap keeps phrases from crossing."""
        places: dict[str, list[str]] = {f"#{words.kind}": []}
        title, body = words.title.split(), words.body.split()
        self._place(places, "", title, 1, "A")
        self._place(places, "~", words.title_stems.split(), 1, "A")
        self._place(places, "", body, len(title) + 10, "")
        self._place(places, "~", words.body_stems.split(), len(title) + 10, "")
        for lexeme in [*(f"={word}" for word in title), *(f"^{stem}" for stem in words.title_stems.split()),
                       *(f"@{sign}" for sign in words.seen_by)]:
            places.setdefault(lexeme, [])
        return " ".join(f"'{lexeme}'" + (":" + ",".join(found) if found else "") for lexeme, found in places.items())

    def _place(self, places: dict[str, list[str]], sign: str, words: list[str], first: int, weight: str) -> None:
        for place, word in enumerate(words, first):
            found = places.setdefault(f"{sign}{word}", [])
            if place <= self._LAST_PLACE and len(found) < self._MOST_PLACES:
                found.append(f"{place}{weight}")

    def take(self, keys: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_vector WHERE id = ANY(%s)", [list(keys)])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_vector")

    def is_empty(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("SELECT id FROM search_vector LIMIT 1")
            return cursor.fetchone() is None

    def expression(self, query: Query, kinds: Sequence[int], sight: Sight, in_title: bool = False) -> str:
        word_sign, stem_sign = ("=", "^") if in_title else ("", "~")
        parts = ["(" + " <-> ".join(f"'{word}'" for word in phrase) + ")" for phrase in query.phrases]
        for place, word in enumerate(query.words):
            part = f"'{stem_sign}{forms(word)[1]}'"
            if query.prefix and place == len(query.words) - 1:
                part = f"({part} | '{word_sign}{word}':*)"
            parts.append(part)
        if kinds:
            parts.append("(" + " | ".join(f"'#{kind}'" for kind in kinds) + ")")
        return " & ".join([*parts, *self._seen(sight)])

    def _seen(self, sight: Sight) -> list[str]:
        if sight.is_whole:
            return []
        signs = sight.every if sight.open is not None else sight.drafts or ()
        seen = [f"'@{sign}'" for sign in signs] + ([f"!'@{DRAFT}'"] if sight.open is None else [])
        return [f"({' | '.join(seen)})"]

    def match(self, expression: str) -> Statement:
        return "SELECT id FROM search_vector WHERE words @@ %s::tsquery", [expression]

    def ranked(self, expression: str) -> Statement:
        sql, values = self.match(expression)
        return f"{sql} ORDER BY ts_rank(words, %s::tsquery, 1) DESC, id DESC", [*values, *values]

    def newest(self, expression: str) -> Statement:
        sql, values = self.match(expression)
        return f"{sql} ORDER BY id DESC", values


def engine() -> Engine:
    return TextVector() if connection.vendor == "postgresql" else Fts5()
