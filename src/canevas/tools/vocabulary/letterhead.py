"""The head of official documents of a country, as its vocabulary gives it."""
from __future__ import annotations

from functools import lru_cache

from canevas.tools.vocabulary.entries import Entry
from canevas.tools.vocabulary.files import read_one
from canevas.tools.vocabulary.load import FOLDER


class LetterheadEntry(Entry):
    """The State, its motto, then who signs, from high to low."""

    country: str = ""
    motto: str = ""
    lines: tuple[str, ...] = ()


@lru_cache
def load_letterhead(name: str = "niger") -> LetterheadEntry:
    """``letterhead.yaml`` of that vocabulary; an empty head where it has none. Raises ``VocabularyError``."""
    path = FOLDER / name / "letterhead.yaml"
    return read_one(path, LetterheadEntry) if path.is_file() else LetterheadEntry()
