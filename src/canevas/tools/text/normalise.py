"""Forms under which two spellings of one name meet: without accents, case, ligatures, typographic signs.

Nothing here replaces what was typed; a folded form is only a key to look names up by.
"""
from __future__ import annotations

import re
import unicodedata

_LETTERS = {"œ": "oe", "æ": "ae",
            "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ɓ": "b", "ɗ": "d", "ƙ": "k", "ƴ": "y", "ŋ": "n"}
"""Letters that no decomposition reduces: French ligatures, and the letters of Hausa, Zarma and Fulfulde."""
_APOSTROPHES = "'’‘ʼʹ′`´＇ʾʿ"
_DASHES = "-‐‑‒–—―−﹘﹣－"
_SIGNS = {**dict.fromkeys(_APOSTROPHES, "'"), **dict.fromkeys(_DASHES, "-")}
_NOT_WORD = re.compile(r"[^0-9a-z]+")
_SPACES = re.compile(r"\s+")
_INVISIBLE = "\u00ad\u200b\u200c\u200d\u2060\ufeff"

STOP_WORDS = frozenset((
    "a", "au", "aux", "avec", "chez", "d", "dans", "de", "des", "du", "en", "et", "l", "la", "le", "les", "par", "pour",
    "s", "sous", "sur", "un", "une"))
"""Articles, prepositions and conjunctions that do not tell one name from another (folded)."""


def fold_character(character: str) -> str:
    """One character folded; "" for a combining mark or an invisible sign, several letters for a ligature."""
    if character in _INVISIBLE:
        return ""
    parts = unicodedata.normalize("NFKD", _SIGNS.get(character, character)).casefold()
    parts = unicodedata.normalize("NFKD", parts)
    kept = (part for part in parts if not unicodedata.combining(part))
    return "".join(_LETTERS.get(part, _SIGNS.get(part, part)) for part in kept)


class _Folded(dict[int, str]):
    """The folded form of a character by its code point, found once: what ``str.translate`` asks for."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = fold_character(chr(code))
        return folded


_FOLDED = _Folded()


def fold(text: str) -> str:
    """Lower case, no accents, ligatures undone, one kind of apostrophe and dash, single spaces: "Œuvre d’État" gives
    "oeuvre d'etat"."""
    return _SPACES.sub(" ", text.translate(_FOLDED)).strip()


def fold_with_offsets(text: str) -> tuple[str, list[int]]:
    """``text`` folded without touching spaces, and for each folded character its place in ``text``.

    The list has one entry more than the folded text: the length of ``text``.
    """
    pieces = [_FOLDED[ord(character)] for character in text]
    if all(len(piece) == 1 for piece in set(pieces)):
        return "".join(pieces), list(range(len(text) + 1))
    offsets = [place for place, piece in enumerate(pieces) for _letter in piece]
    return "".join(pieces), [*offsets, len(text)]


def key(text: str) -> str:
    """The words of a name: "MI/D" gives "mi d", "Birni N’Konni" gives "birni n konni", "M.I.D." gives "m i d"."""
    return _NOT_WORD.sub(" ", fold(text)).strip()


def tight(text: str) -> str:
    """:func:`key` without spaces, where the ways to write an acronym meet: MI/D, M.I.D. and MID give "mid"."""
    return key(text).replace(" ", "")


def words(text: str) -> list[str]:
    """The folded words of ``text``, those of :data:`STOP_WORDS` left out (unless nothing else is left)."""
    every = key(text).split()
    return [word for word in every if word not in STOP_WORDS] or every


def singular(word: str) -> str:
    """A folded French word without the mark of its plural: "regions" gives "region", "regionaux" "regional"."""
    if len(word) > 5 and word.endswith("aux") and not word.endswith("eaux"):
        return f"{word[:-3]}al"
    if len(word) > 3 and word[-1] in "sx" and word[-2] != "s":
        return word[:-1]
    return word


def bare(text: str) -> str:
    """The words of a name in the singular, articles and prepositions left out: "les conseils régionaux" gives
    "conseil regional"."""
    return " ".join(map(singular, words(text)))


def initials(text: str) -> str:
    """The acronym that the words of a name would make: "Institut national de la statistique" gives "ins"."""
    return "".join(word[0] for word in words(text))
