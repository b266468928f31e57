"""The index of words, as each database engine keeps it: FTS5 in SQLite, a tsvector with GIN in PostgreSQL.

Both hold the same words, folded and stemmed by ``rules``: the engines themselves know no French, so that both find the
same things.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from django.db import connection

from canevas.commons.search.rules import Query, forms


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one entry: ``title`` and ``body`` folded, ``title_stems`` and ``body_stems`` their stems."""

    key: int
    kind: int
    title: str
    title_stems: str
    body: str
    body_stems: str


class Engine(Protocol):
    def put(self, every: Sequence[Words]) -> None:
        """Index the words of entries, in place of what was there under the same keys."""

    def take(self, keys: Sequence[int]) -> None:
        """Forget entries."""

    def clear(self) -> None:
        """Forget everything."""

    def match(self, query: Query, kinds: Sequence[int]) -> tuple[str, list[Any]]:
        """SQL that gives the keys of the entries that answer, in no order: a SELECT of one column, and its values."""

    def ranked(self, query: Query, kinds: Sequence[int]) -> tuple[str, list[Any]]:
        """The same, best first."""


class Fts5:
    """``search_index`` is an FTS5 table whose rowid is the entry's key."""

    def put(self, every: Sequence[Words]) -> None:
        self.take([words.key for words in every])
        with connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO search_index (rowid, kind, title, title_stems, body, body_stems) "
                "VALUES (%s, %s, %s, %s, %s, %s)",
                [(words.key, f"k{words.kind}", words.title, words.title_stems, words.body, words.body_stems)
                 for words in every])

    def take(self, keys: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany("DELETE FROM search_index WHERE rowid = %s", [(key,) for key in keys])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_index")

    @staticmethod
    def expression(query: Query, kinds: Sequence[int]) -> str:
        """Every word is quoted, so that none can be an operator of FTS5."""
        parts = ['{{title body}} : "{}"'.format(" ".join(phrase)) for phrase in query.phrases]
        for place, word in enumerate(query.words):
            stem = f'{{title_stems body_stems}} : "{forms(word)[1]}"'
            if query.prefix and place == len(query.words) - 1:
                parts.append(f'({stem} OR {{title body}} : "{word}" *)')
            else:
                parts.append(stem)
        if kinds:
            parts.insert(0, "({})".format(" OR ".join(f'kind : "k{kind}"' for kind in kinds)))
        return " AND ".join(parts)

    def match(self, query: Query, kinds: Sequence[int]) -> tuple[str, list[Any]]:
        return "SELECT rowid FROM search_index WHERE search_index MATCH %s", [self.expression(query, kinds)]

    def ranked(self, query: Query, kinds: Sequence[int]) -> tuple[str, list[Any]]:
        sql, values = self.match(query, kinds)
        return f"{sql} ORDER BY bm25(search_index, 0.0, 6.0, 6.0, 1.0, 1.0), rowid DESC", values


class TextVector:
    """``search_vector.words``: words of the title with weight A, of the rest with B; their stems with C and D; the
    kind as a word that nobody can type."""

    _PUT = ("INSERT INTO search_vector (id, words) VALUES (%s, setweight(to_tsvector('simple', %s), 'A') || "
            "setweight(to_tsvector('simple', %s), 'B') || setweight(to_tsvector('simple', %s), 'C') || "
            "setweight(to_tsvector('simple', %s), 'D') || array_to_tsvector(ARRAY[%s])) "
            "ON CONFLICT (id) DO UPDATE SET words = excluded.words")
    _RANK = "ts_rank('{0.2, 0.9, 0.2, 0.9}', words, to_tsquery('simple', %s), 1)"

    def put(self, every: Sequence[Words]) -> None:
        with connection.cursor() as cursor:
            cursor.executemany(self._PUT, [
                (words.key, words.title, words.body, words.title_stems, words.body_stems, f"k{words.kind}k")
                for words in every])

    def take(self, keys: Sequence[int]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_vector WHERE id = ANY(%s)", [list(keys)])

    def clear(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("DELETE FROM search_vector")

    @staticmethod
    def expression(query: Query, kinds: Sequence[int]) -> str:
        parts = ["({})".format(" <-> ".join(f"'{word}':AB" for word in phrase)) for phrase in query.phrases]
        for place, word in enumerate(query.words):
            stem = f"'{forms(word)[1]}':CD"
            if query.prefix and place == len(query.words) - 1:
                parts.append(f"({stem} | '{word}':*AB)")
            else:
                parts.append(stem)
        if kinds:
            parts.append("({})".format(" | ".join(f"'k{kind}k'" for kind in kinds)))
        return " & ".join(parts)

    def match(self, query: Query, kinds: Sequence[int]) -> tuple[str, list[Any]]:
        return "SELECT id FROM search_vector WHERE words @@ to_tsquery('simple', %s)", [self.expression(query, kinds)]

    def ranked(self, query: Query, kinds: Sequence[int]) -> tuple[str, list[Any]]:
        sql, values = self.match(query, kinds)
        return f"{sql} ORDER BY {self._RANK} DESC, id DESC", [*values, *values]


def engine() -> Engine:
    return TextVector() if connection.vendor == "postgresql" else Fts5()
