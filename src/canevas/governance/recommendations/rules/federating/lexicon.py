"""The words of a country, ready to be found in a sentence: synonyms, names of organisations, words for many."""
from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from canevas.governance.recommendations.rules.action_lexicon import FUNCTION_WORDS
from canevas.tools.text.normalise import STOP_WORDS, key
from canevas.tools.text.stems import stem
from canevas.tools.vocabulary import Vocabulary
from canevas.tools.vocabulary.vocabulary import organisation_names

Kind = Literal["act", "help", "indirect", "thing", "light", "who", "organisation", "place", "word"]
_WORD = re.compile(r"[0-9a-z]+")


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_LEFT_OUT = (STOP_WORDS | FUNCTION_WORDS | _listed("""
c j m n qu t cf etc il ils elle on nous vous tout tous toute toutes lors lorsque dont ayant etant fait dit ainsi aussi
autre autres propre meme selon entre vers chez suite relatif relative relatifs relatives lie liee lies liees portant
afferent afferents effet deja encore toujours notamment meilleur meilleure meilleurs meilleures
""")) - {"contre", "sans"}
_KINDS: dict[str, Kind] = {"act": "act", "help": "help", "indirect": "indirect", "thing": "thing", "light": "light"}
_PLAIN_QUANTIFIERS = ("*", "all-actors")


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing that words may say. ``against`` and ``part_of`` are codes of other concepts."""

    code: str
    kind: Kind
    against: frozenset[str] = frozenset()
    part_of: str = ""


@dataclass(slots=True)
class Phrases:
    """Expressions by their words, to be found longest first."""

    by_words: dict[tuple[str, ...], Concept] = field(default_factory=dict)
    longest: dict[str, int] = field(default_factory=dict)

    def add(self, words: Sequence[str], concept: Concept) -> None:
        """The first concept that claims an expression keeps it."""
        if words and (asked := tuple(words)) not in self.by_words:
            self.by_words[asked] = concept
            self.longest[asked[0]] = max(self.longest.get(asked[0], 0), len(asked))

    def at(self, words: Sequence[str], start: int) -> tuple[Concept, int] | None:
        """The longest expression that begins at ``start``, with the place where it ends."""
        for length in range(min(self.longest.get(words[start], 0), len(words) - start), 0, -1):
            if concept := self.by_words.get(tuple(words[start:start + length])):
                return concept, start + length
        return None


@dataclass(slots=True)
class Lexicon:
    """``said`` is looked up by stems, ``named`` (organisations, bodies) by folded words."""

    concepts: dict[str, Concept]
    said: Phrases
    named: Phrases
    acronyms: frozenset[tuple[str, ...]]


def is_left_out(word: str) -> bool:
    """Articles, prepositions and other words that tell nothing; ``word`` is folded."""
    return word in _LEFT_OUT


def stems_of(text: str) -> list[str]:
    """The stems of the words of ``text`` that tell something, in its order."""
    return [stem(word) for word in _WORD.findall(key(text)) if not is_left_out(word)]


_KEPT: dict[int, tuple[Vocabulary, Lexicon]] = {}


def lexicon_of(vocabulary: Vocabulary) -> Lexicon:
    """The lexicon of a vocabulary, made once for each."""
    kept = _KEPT.get(id(vocabulary))
    if kept is None or kept[0] is not vocabulary:
        if len(_KEPT) > 7:
            _KEPT.clear()
        kept = _KEPT[id(vocabulary)] = (vocabulary, _built(vocabulary))
    return kept[1]


def _built(vocabulary: Vocabulary) -> Lexicon:
    concepts: dict[str, Concept] = {}
    said, named = Phrases(), Phrases()
    for entry in vocabulary.synonyms:
        concepts[entry.code] = Concept(entry.code, _KINDS[entry.kind], frozenset(entry.against), entry.part_of)
        _say(said, entry.words, concepts[entry.code])
    for quantifier in vocabulary.quantifiers:
        kind: Kind = "light" if quantifier.code in _PLAIN_QUANTIFIERS else "who"
        concept = Concept(f"who:{quantifier.code}", kind)
        concepts[concept.code] = concept
        _say(said, (quantifier.name, *quantifier.aliases), concept)
    acronyms = set()
    for organisation in vocabulary.organisations:
        concept = Concept(f"org:{organisation.code}", "organisation")
        concepts[concept.code] = concept
        for name in organisation_names(organisation):
            words = key(name.text).split()
            is_acronym = name.form == "acronym" or (name.form == "former" and len(words) == 1)
            if is_acronym:
                acronyms.add(tuple(words))
            elif len(words) < 2:
                continue  # "Plan", "Justice": everyday words too
            named.add(words, concept)
    return Lexicon(concepts, said, named, frozenset(acronyms))


def _say(phrases: Phrases, expressions: Iterable[str], concept: Concept) -> None:
    for expression in expressions:
        phrases.add(stems_of(expression), concept)
