"""Text without case, accents or typographic variants, character for character: offsets stay those of the original."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_VARIANTS = {
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "´": "'",
    "`": "'",
    "“": '"',
    "”": '"',
    "«": '"',
    "»": '"',
    "–": "-",
    "—": "-",
    "‑": "-",
    "‐": "-",
    "−": "-",
    "\t": " ",
    "ß": "s",
    "œ": "o",
    "Œ": "o",
    "æ": "a",
    "Æ": "a",
}


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    if character in _VARIANTS:
        return _VARIANTS[character]
    if character.isspace():
        return "\n" if character == "\n" else " "
    base = unicodedata.normalize("NFKD", character)[0].lower()
    return base if len(base) == 1 else character


def fold(text: str) -> str:
    """``text`` in lower case without accents, with plain apostrophes, hyphens and spaces; same length as ``text``."""
    return "".join(map(_fold_character, text))


def squeeze(text: str) -> str:
    """:func:`fold`, then every run of blanks as one space, none at the ends."""
    return " ".join(fold(text).split())
