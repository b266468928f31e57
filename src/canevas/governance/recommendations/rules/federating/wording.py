"""What one sentence says, as terms that can be compared: concepts, names, stems, numbers, with the words as written."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz import fuzz, process

from canevas.governance.recommendations.rules.federating.lexicon import Concept, Kind, Lexicon, is_left_out, lexicon_of
from canevas.tools.text.normalise import fold_with_offsets
from canevas.tools.text.stems import stem
from canevas.tools.vocabulary import Vocabulary

FULL, ASIDE = 1.0, 0.6
"""How much a term counts in the main clause, and in a purpose, a means or a parenthesis."""
_WORD = re.compile(r"[0-9a-z]+")
_LEAD = re.compile(r"\W*(?:(?:\d{1,2}|[a-h]|[ivx]{1,4}|r\s?\d{1,2})\s?[.)°:-]+\s+)?")
_BREAK = re.compile(r"[,;:.!?()\[\]]")
_NUMBERS = {word: value for value, word in enumerate((
    "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze", "treize", "quatorze",
    "quinze", "seize"), start=2)}
_NUMBERS |= {"vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "cent": 100}
_ASIDE = frozenset(["pour", "afin", "par", "grace", "travers", "notamment", "via"])
_DENIED = frozenset(["pas", "plus", "jamais"])
_TURNING = frozenset(("non", "sans"))
_SHORTEST_SLIP, _SLIP_ALIKE = 6, 86
_SHORT_ACRONYM = 4
ACTS: tuple[Kind, ...] = ("act", "help", "indirect")


class Term(NamedTuple):
    """``code`` is what is compared; ``said`` the words as written; ``share`` :data:`FULL` or :data:`ASIDE`."""

    code: str
    kind: Kind
    said: str
    share: float
    concept: Concept | None = None


@dataclass(frozen=True, slots=True)
class Wording:
    """A sentence, read. ``terms`` has each code once, at its greatest share. ``numbers`` and ``years`` as they stand;
    ``is_denied`` where it says not to do."""

    terms: dict[str, Term]
    numbers: frozenset[int] = frozenset()
    years: frozenset[int] = frozenset()
    is_denied: bool = False

    def codes(self, *kinds: Kind, share: float = 0.0) -> set[str]:
        return {term.code for term in self.terms.values() if term.kind in kinds and term.share >= share}

    @property
    def asked(self) -> Term | None:
        """The act that is asked for: the first, unless that one only carries another ("renforcer la lutte")."""
        acts = [term for term in self.terms.values() if term.kind in ACTS and term.share >= FULL]
        return next((term for term in acts if term.kind != "help"), acts[0] if acts else None)


class _Token(NamedTuple):
    start: int
    end: int
    word: str


@dataclass(slots=True)
class Reader:
    """Reads sentences with the words of one country; slips of spelling are looked up once."""

    vocabulary: Vocabulary
    lexicon: Lexicon
    _stems: tuple[str, ...]
    _slips: dict[str, str] = field(default_factory=dict)

    @classmethod
    def of(cls, vocabulary: Vocabulary) -> Reader:
        lexicon = lexicon_of(vocabulary)
        alone = sorted(words[0] for words in lexicon.said.by_words if len(words) == 1)
        return cls(vocabulary, lexicon, tuple(word for word in alone if len(word) >= _SHORTEST_SLIP - 1))

    def read(self, text: str) -> Wording:
        """What ``text`` says; what opens it (a dash, a number) is left out."""
        folded, offsets = fold_with_offsets(text)
        lead = _LEAD.match(folded)
        tokens = [_Token(found.start(), found.end(), found.group())
                  for found in _WORD.finditer(folded, lead.end() if lead else 0)]
        terms: list[Term] = []
        taken = [False] * len(tokens)
        shares = _shares(folded, tokens)

        def surface(first: int, last: int) -> str:
            return text[offsets[tokens[first].start]:offsets[tokens[last].end]]

        for first, last, name in self._names(text, tokens, offsets):
            terms.append(Term(name.code, name.kind, surface(first, last), shares[first], name))
            if last > first + 1:  # written out, it also shares words with what is no name
                terms += [Term(stem(token.word), "word", surface(place, place), ASIDE * shares[first])
                          for place, token in enumerate(tokens[first:last + 1], first) if not is_left_out(token.word)]
            taken[first:last + 1] = [True] * (last + 1 - first)
        self._places(text, tokens, offsets, taken, terms, shares)
        numbers: set[int] = set()
        for run in _runs(folded, tokens, taken):
            for first, last, code, kind, concept in self._said([tokens[place].word for place in run]):
                if kind == "light" and code.isdigit():
                    numbers.add(int(code))
                    continue
                terms.append(Term(code, kind, surface(run[first], run[last]), shares[run[first]], concept))
        words = [token.word for token in tokens]
        denied = any(word in ("ne", "n") and _DENIED & set(words[place + 1:place + 5])
                     for place, word in enumerate(words))
        years = frozenset(number for number in numbers if 1900 < number < 2100)
        return Wording(_greatest(terms), frozenset(numbers - years), years, denied)

    def _names(self, text: str, tokens: list[_Token], offsets: list[int]) -> Iterator[tuple[int, int, Concept]]:
        words = [token.word for token in tokens]
        place = 0
        while place < len(words):
            found = self.lexicon.named.at(words, place)
            if found is not None and self._is_name(text, tokens, offsets, place, found[1]):
                yield place, found[1] - 1, found[0]
                place = found[1]
            else:
                place += 1

    def _is_name(self, text: str, tokens: list[_Token], offsets: list[int], first: int, end: int) -> bool:
        """A short acronym counts in capitals only: "CR", not "cr"; "UE", not "ue"."""
        written = tuple(token.word for token in tokens[first:end])
        if written not in self.lexicon.acronyms:
            return True
        said = text[offsets[tokens[first].start]:offsets[tokens[end - 1].end]]
        return said.upper() == said or (len("".join(written)) > _SHORT_ACRONYM and said[:1].isupper())

    def _places(self, text: str, tokens: list[_Token], offsets: list[int], taken: list[bool], terms: list[Term],
                shares: list[float]) -> None:
        """Places below the region count a little; a region, which every region names for itself, does not."""
        for mention in self.vocabulary.find_territories(text):
            inside = [place for place, token in enumerate(tokens) if not taken[place]
                      and mention.start <= offsets[token.start] and offsets[token.end] <= mention.end]
            best = mention.candidates[0]
            for place in inside:
                taken[place] = True
            if inside and best.kind not in ("country", "region"):
                terms.append(Term(f"place:{best.code}", "place", mention.text, shares[inside[0]]))

    def _said(self, words: list[str]) -> Iterator[tuple[int, int, str, Kind, Concept | None]]:
        """First and last place, code, kind and concept of every term of a run of words."""
        stems = [self._righted(stem(word)) for word in words]
        place, turned = 0, ""
        while place < len(words):
            found = self.lexicon.said.at(stems, place)
            if found is not None:
                concept, end = found
                yield place, end - 1, turned + concept.code, concept.kind, concept if not turned else None
                place, turned = end, ""
                continue
            word = words[place]
            if word in _TURNING:
                turned = "without:"
            elif word.isdigit() or word in _NUMBERS:
                yield place, place, str(int(word) if word.isdigit() else _NUMBERS[word]), "light", None
            elif len(word) > 1:
                yield place, place, turned + stems[place], "word", None
                turned = ""
            place += 1

    def _righted(self, written: str) -> str:
        """A stem that the lexicon does not know, as the one that it is a slip of; else as it is."""
        if len(written) < _SHORTEST_SLIP or written in self.lexicon.said.longest:
            return written
        known = self._slips.get(written)
        if known is None:
            near = [choice for choice in self._stems if choice[0] == written[0] and abs(len(choice) - len(written)) < 3]
            best = process.extractOne(written, near, scorer=fuzz.ratio, score_cutoff=_SLIP_ALIKE)
            known = self._slips[written] = best[0] if best else written
        return known


class Word(NamedTuple):
    """A word that tells something: its stem, where it stands in the text, its share."""

    stem: str
    start: int
    end: int
    share: float


def words_of(text: str) -> list[Word]:
    """The words of ``text`` that tell something, in its order."""
    folded, offsets = fold_with_offsets(text)
    tokens = [_Token(found.start(), found.end(), found.group()) for found in _WORD.finditer(folded)]
    return [Word(stem(token.word), offsets[token.start], offsets[token.end], share)
            for token, share in zip(tokens, _shares(folded, tokens), strict=True) if not is_left_out(token.word)]


def _shares(folded: str, tokens: list[_Token]) -> list[float]:
    """The share of every token: aside within a parenthesis, and after "pour", "afin de", "en vue de", "par"."""
    shares: list[float] = []
    depth, seen, aside, at = 0, 0, False, 0
    for place, token in enumerate(tokens):
        between = folded[at:token.start]
        depth = max(0, depth + between.count("(") - between.count(")"))
        at = token.end
        in_view = token.word == "vue" and place > 0 and tokens[place - 1].word == "en"
        if seen > 1 and (token.word in _ASIDE or in_view):
            aside = True
        elif ";" in between:
            aside = False
        if not is_left_out(token.word):
            seen += 1
        shares.append(ASIDE if aside or depth else FULL)
    return shares


def _runs(folded: str, tokens: list[_Token], taken: list[bool]) -> Iterator[list[int]]:
    """Places of words that tell something and stand together: no name, no punctuation between them."""
    run: list[int] = []
    at = 0
    for place, token in enumerate(tokens):
        if taken[place] or _BREAK.search(folded, at, token.start):
            if run:
                yield run
            run = []
        at = token.end
        if not taken[place] and not is_left_out(token.word):
            run.append(place)
    if run:
        yield run


def _greatest(terms: list[Term]) -> dict[str, Term]:
    out: dict[str, Term] = {}
    for term in terms:
        if term.code not in out or out[term.code].share < term.share:
            out[term.code] = term
    return out
