"""French words cut to their stems, so that "frontière" and "frontières", "renforcer" and "renforcement" meet.

Snowball's French stemmer (M. F. Porter), over folded words, because minutes are written with and without accents, and
over singulars, because it leaves some plurals as they are ("emplois").
"""
from __future__ import annotations

from functools import lru_cache

import snowballstemmer

from canevas.tools.text.normalise import singular

_STEMMER = snowballstemmer.stemmer("french")
_SHORTEST = 4
_KEPT = frozenset(("traite",))
"""Words that the stemmer would bring together with others: "traite des personnes", "traitement des données"."""


@lru_cache(maxsize=50_000)
def stem(word: str) -> str:
    """The stem of one folded word (lower case, no accents); words of three letters and numbers stay as they are."""
    if len(word) < _SHORTEST or not word.isalpha():
        return word
    one = singular(word)
    return one if one in _KEPT else str(_STEMMER.stemWord(one))
