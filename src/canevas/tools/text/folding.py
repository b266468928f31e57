"""Text without case, accents or typographic variants, character for character: offsets stay those of the original."""

from __future__ import annotations

import unicodedata

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


def _fold_character(character: str) -> str:
    if character in _VARIANTS:
        return _VARIANTS[character]
    if character.isspace():
        return "\n" if character == "\n" else " "
    base = unicodedata.normalize("NFKD", character)[0].lower()
    return base if len(base) == 1 else character


class _Folded(dict[int, str]):
    """The folded form of a character by its code point, found once: what ``str.translate`` asks for."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


_FOLDED = _Folded()


def fold(text: str) -> str:
    """``text`` in lower case without accents, with plain apostrophes, hyphens and spaces; same length as ``text``."""
    return text.translate(_FOLDED)


def squeeze(text: str) -> str:
    """:func:`fold`, then every run of blanks as one space, none at the ends."""
    return " ".join(fold(text).split())
