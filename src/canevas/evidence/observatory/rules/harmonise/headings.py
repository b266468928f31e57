"""What headings say their columns are: the meanings whose phrases they hold, each with its score."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from canevas.evidence.observatory.rules.harmonise.meanings import COUNTRIES, Meaning
from canevas.evidence.observatory.rules.harmonise.values.coded import Coded
from canevas.tools.vocabulary.figures import FigureWords, form


@dataclass(slots=True)
class Said:
    """What a heading says. ``scores``: by meaning, 0 to 1, with the words that say it."""

    fixed: dict[Meaning, Coded] = field(default_factory=dict)
    scores: dict[Meaning, tuple[float, str]] = field(default_factory=dict)
    strangers: dict[Meaning, tuple[str, ...]] = field(default_factory=dict)  # words beside the phrase that says it
    unit: str = ""
    is_total: bool = False
    is_percent: bool = False
    measures: int = 0  # how many words say a measure of something else than people: money, distance, surface
    names_things: bool = False  # cattle, tents: what people have and are not
    is_cumulative: bool = False
    leftover: tuple[str, ...] = ()
    parent: Meaning | None = None  # the breakdown that an upper heading names: "Nationalité / Nigériens"

    @property
    def best(self) -> tuple[Meaning, float, str] | None:
        if not self.scores:
            return None
        meaning = max(self.scores, key=lambda one: self.scores[one][0])
        return meaning, *self.scores[meaning]


_WORDS: dict[int, FigureWords] = {}


def score_heading(text: str, words: FigureWords) -> tuple[tuple[Meaning, float], ...]:
    """The meanings whose phrases a heading holds, best first, each with its score."""
    _WORDS.setdefault(id(words), words)
    return _score_cached(text, id(words))


@lru_cache(maxsize=8192)
def _score_cached(text: str, words_id: int) -> tuple[tuple[Meaning, float], ...]:
    return tuple(_score(text, _WORDS[words_id]))


def _score(text: str, words: FigureWords) -> list[tuple[Meaning, float]]:
    if text.strip() in ("#", "N°", "Nº", "n°"):
        return [(Meaning.IDENTIFIER, 1.0)]
    inside = re.sub(r"\([^)]*\)", " ", text)
    found: dict[Meaning, float] = {}
    for variant, weight in ((text, 1.0), (inside, 0.99)):
        tokens = form(re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])|_", " ", variant)).split()
        whole_words = [words.abbreviations.get(token, token) for token in tokens]
        for token, level in list(_weigh(whole_words, words).items()) if whole_words != tokens else ():
            found[token] = max(found.get(token, 0.0), level * weight)
        for token, level in _weigh(tokens, words).items():
            found[token] = max(found.get(token, 0.0), level * weight)
    if (explained := _EXPLAINED.search(text)) and (said := _weigh(form(explained[1]).split(), words)):
        meant = max(said, key=lambda one: said[one])
        rivals = [one for one in found if one in COUNTRIES and one is not meant]
        if meant is Meaning.NATIONALITY and said[meant] == 1.0:  # "Pays d'origine (nationalité)"
            found |= {meant: 1.0, **{one: min(found[one], 0.6) for one in rivals}}
    if _NUMBER_OF.match(text.strip()) and {*found} <= {Meaning.IDENTIFIER, Meaning.COUNT}:
        return [(Meaning.IDENTIFIER, max(0.8, found.get(Meaning.IDENTIFIER, 0.0)))]
    return sorted(found.items(), key=lambda pair: -pair[1])


_EXPLAINED = re.compile(r"\S\s*\(([^()]+)\)\s*$")
_NUMBER_OF = re.compile(r"[Nn][°º] ?\w")  # "N° registre"


def _weigh(tokens: list[str], words: FigureWords) -> dict[Meaning, float]:
    """The meanings of the known phrases among the words of a heading: 1 for a phrase that is the whole of it."""
    found: dict[Meaning, float] = {}
    total = sum(map(len, tokens)) or 1
    for size in range(min(6, len(tokens)), 0, -1):
        for start in range(len(tokens) - size + 1):
            part = tokens[start : start + size]
            for code, is_weak in words.phrases.get(" ".join(part), ()):
                if size == len(tokens):
                    score = 0.6 if is_weak else 1.0
                else:
                    score = 0.25 if is_weak else 0.5 + 0.4 * sum(map(len, part)) / total
                    score += 0.05 if start == 0 and not is_weak else 0.0  # what comes first is what it is about
                found[Meaning(code)] = max(found.get(Meaning(code), 0.0), score)
    return _of_side(tokens, found)


_FROM = frozenset(("provenance", "origine", "depart", "origin", "departure"))
_TO = frozenset(("destination", "retour", "return"))
_LEVELS = (Meaning.REGION, Meaning.DEPARTMENT, Meaning.COMMUNE, Meaning.LOCALITY)
_OF_DAYS = ("heure",)
"""What stands beside a date and says no more: "Date et heure"."""


def _of_side(tokens: list[str], found: dict[Meaning, float]) -> dict[Meaning, float]:
    """ "Région de provenance" is where people left, "commune de retour" where they go."""
    for side, meaning in ((_FROM, Meaning.DEPARTURE_PLACE), (_TO, Meaning.DESTINATION_PLACE)):
        levels = [level for level in _LEVELS if level in found]
        if levels and not side.isdisjoint(tokens):
            found[meaning] = max(0.95, found.get(meaning, 0.0))
            for level in levels:
                found[level] = min(found[level], 0.4)
    return found


def strangers(text: str, meaning: Meaning, words: FigureWords) -> tuple[str, ...]:
    """The words of a heading beside the phrase that says ``meaning``: "naissance" in "Région de naissance"."""
    tokens = [words.abbreviations.get(token, token) for token in form(_spread(text)).split()]
    for size in range(min(6, len(tokens)), 0, -1):
        for start in range(len(tokens) - size + 1):
            said = words.phrases.get(" ".join(tokens[start : start + size]), ())
            if any(code == meaning for code, _is_weak in said):
                rest = tokens[:start] + tokens[start + size :]
                return tuple(token for token in rest if token not in words.fillers and token not in _OF_DAYS)
    return ()


def _spread(text: str) -> str:
    """Without notes in brackets; joined words apart."""
    return apart(re.sub(r"\([^)]*\)", " ", text))


def apart(text: str) -> str:
    """Joined words apart: "dateSaisie", "date_saisie"."""
    return re.sub(r"(?<=[a-zà-ÿ])(?=[A-Z])|_", " ", text)
