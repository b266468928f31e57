"""How near two recommendations are.

Half is the cosine of their terms, weighted by kind and by rarity in the pool (inverse document frequency, K. Spärck
Jones 1972), softened where a term is part of another or a slip of it (soft cosine, Sidorov et al. 2014; SoftTFIDF,
Cohen, Ravikumar and Fienberg 2003). Half is the cosine of their runs of four letters, which sees what no list of words
foresaw. Both are held down where the acts differ; what says the contrary is never joined.
"""
from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import combinations, groupby
from math import log, sqrt

from rapidfuzz import fuzz

from canevas.governance.recommendations.rules.federating.items import Item, Match, SharedWords
from canevas.governance.recommendations.rules.federating.lexicon import Kind
from canevas.governance.recommendations.rules.federating.wording import FULL, Reader, Term, Wording
from canevas.tools.text.normalise import key
from canevas.tools.vocabulary import Vocabulary

WEIGHTS: dict[Kind, float] = {
    "act": 0.75, "help": 0.5, "indirect": 0.7, "thing": 1.0, "who": 0.8, "organisation": 0.9, "place": 0.3, "word": 0.9,
    "light": 0.12}
PART_OF, SIBLING, SLIP, DERIVED = 0.5, 0.35, 0.85, 0.7
"""How much of a match it is to be part of the other term; part of the same; to be spelt almost like it; to be derived
from one word."""
_SMALLEST_POOL = 30
_FLOOR = 0.35
"""The least that a term counts however common it is."""
_SHORTEST_SLIP, _SLIP_ALIKE = 6, 86
_SHORTEST_ROOT, _LONGEST_ENDING = 6, 4
WRITTEN, _RUN = 0.5, 4
"""The part that the letters have in the nearness, and how many make a run."""
OTHER_ACT = 0.82
INDIRECT = 0.5
"""What is left of the nearness where the acts differ; where one only speaks of what the other does."""
_TOLD = 0.01
"""The least that a shared term adds for it to be told as a reason."""
SURE, SURE_COVER, SURE_APART = 0.4, 0.4, 0.0
"""The nearness, and the part of each sentence found in the other, from which two say the same; and how much
what each names and the other does not may weigh (0: one may say more, never each something of its own). Tuned on dev,
held_out and alike; judged on judged.yaml."""
_NAMING: tuple[Kind, ...] = ("thing", "who", "organisation", "word")


@dataclass(slots=True)
class Pool:
    """Recommendations to be compared, read once. ``vectors`` holds the weight of every term of each, of length 1;
    ``near`` the terms that partly match another, and how much; ``asked`` the act that each asks for; ``letters`` the
    runs of letters of each, weighted to length 1."""

    items: Sequence[Item]
    vocabulary: Vocabulary
    wordings: list[Wording] = field(init=False)
    vectors: list[dict[str, float]] = field(init=False)
    frequencies: Counter[str] = field(init=False)
    near: dict[str, dict[str, float]] = field(init=False)
    asked: list[Term | None] = field(init=False)
    letters: list[dict[int, float]] = field(init=False)
    _half: list[list[str]] = field(init=False)
    _against: list[frozenset[str]] = field(init=False)

    def __post_init__(self) -> None:
        reader = Reader.of(self.vocabulary)
        read: dict[str, Wording] = {}
        for item in self.items:
            if item.text not in read:
                read[item.text] = reader.read(item.text)
        self.wordings = [read[item.text] for item in self.items]
        self.frequencies = Counter(code for wording in self.wordings for code in wording.terms)
        self.vectors = [self._vector(wording) for wording in self.wordings]
        self.near = neighbours(term for wording in read.values() for term in wording.terms.values())
        self._half = [[code for code in vector if code in self.near] for vector in self.vectors]
        self.asked = [wording.asked for wording in self.wordings]
        self.letters = letters_of([item.text for item in self.items])
        self._against = [frozenset(code for term in wording.terms.values() for code in _contraries(term))
                         for wording in self.wordings]

    def rarity(self, code: str) -> float:
        """:data:`_FLOOR` for what all say, 1 for what one says; 1 in a pool too small to tell."""
        if len(self.items) < _SMALLEST_POOL:
            return 1.0
        count = len(self.items)
        return _FLOOR + (1 - _FLOOR) * log(count / self.frequencies[code]) / log(count)

    def _vector(self, wording: Wording) -> dict[str, float]:
        raw = {term.code: WEIGHTS[term.kind] * term.share * self.rarity(term.code) for term in wording.terms.values()}
        length = sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        return {code: weight / length for code, weight in raw.items()}

    def held_down(self, score: float, first: int, second: int) -> float:
        """``score`` as it is where both ask for the same act, or one for none; less where the acts differ, and much
        less where one does what the other only speaks of."""
        one, other = self.asked[first], self.asked[second]
        if one is None or other is None or one.code == other.code:
            return score
        return score * (INDIRECT if {one.kind, other.kind} == {"indirect", "act"} else OTHER_ACT)

    def parted(self, first: int, second: int) -> tuple[SharedWords, ...]:
        """What keeps the two apart whatever they share."""
        one, other = self.wordings[first], self.wordings[second]
        if (one.numbers and other.numbers) or (one.years and other.years) or one.is_denied != other.is_denied or not (
                self._against[first].isdisjoint(other.terms) and self._against[second].isdisjoint(one.terms)):
            return parting(one, other)
        return ()

    def score(self, first: int, second: int) -> float:
        """The nearness of the two, whatever parts them."""
        return self.whole(self.said_alike(first, second), first, second)

    def said_alike(self, first: int, second: int) -> float:
        """The cosine of the terms of the two."""
        a, b = self.vectors[first], self.vectors[second]
        total = sum([weight * b[code] for code, weight in a.items() if code in b])
        if self._half[first]:
            total += sum([value * a[one] * b[other] for one, other, value in self._half_shared(first, second)])
        return total

    def whole(self, said: float, first: int, second: int) -> float:
        """The nearness of the two, of whose terms the cosine is known."""
        a, b = self.letters[first], self.letters[second]
        written = sum([a[run] * b[run] for run in a.keys() & b.keys()])
        return round(self.held_down(min(1.0, (1 - WRITTEN) * said + WRITTEN * written), first, second), 4)

    def _half_shared(self, first: int, second: int) -> list[tuple[str, str, float]]:
        """Terms of one that partly match terms of the other, each matched once, with how much."""
        a, b = self.vectors[first], self.vectors[second]
        out: list[tuple[str, str, float]] = []
        for code in self._half[first]:
            if code not in b:
                free = [(value, other) for other, value in self.near[code].items()
                        if other in b and other not in a and all(other != taken for _one, taken, _value in out)]
                if free:
                    value, other = max(free)
                    out.append((code, other, value))
        return out

    def match(self, first: int, second: int) -> Match:
        """The match of the items at these two places, with its reasons."""
        if parted := self.parted(first, second):
            return Match(0.0, parted_by=parted)
        one, other = self.wordings[first].terms, self.wordings[second].terms
        a, b = self.vectors[first], self.vectors[second]
        shared = [(a[code] * b[code], SharedWords(one[code].said, other[code].said)) for code in a if code in b]
        shared += [(value * a[ours] * b[theirs], SharedWords(one[ours].said, other[theirs].said))
                   for ours, theirs, value in self._half_shared(first, second)]
        shared.sort(key=lambda pair: (-pair[0], pair[1]))
        score = self.score(first, second)
        words = tuple(words for weight, words in shared if weight > _TOLD)
        return Match(score, words, is_sure=score >= SURE and self._is_sure(first, second))

    def _is_sure(self, first: int, second: int) -> bool:
        """Each says most of what the other says, asks for the same act, and counts the same; one may say more, but not
        each something of its own."""
        one, other = self.wordings[first], self.wordings[second]
        a, b = self.vectors[first], self.vectors[second]
        halves = {code for pair in self._half_shared(first, second) for code in pair[:2]}
        ours, theirs = one.codes(*_NAMING, share=FULL) - halves, other.codes(*_NAMING, share=FULL) - halves
        apart = min(sum(a[code] ** 2 for code in ours - theirs), sum(b[code] ** 2 for code in theirs - ours))
        cover = min(sum(w * w for code, w in a.items() if code in b or code in halves),
                    sum(w * w for code, w in b.items() if code in a or code in halves))
        asked, theirs_asked = self.asked[first], self.asked[second]
        axes = {self.items[first].axis, self.items[second].axis} - {None}
        addressees = {self.items[first].addressee_kind, self.items[second].addressee_kind} - {""}
        return (cover >= SURE_COVER and apart <= SURE_APART
                and (asked and asked.code) == (theirs_asked and theirs_asked.code)
                and one.numbers == other.numbers and one.years == other.years
                and len(axes) < 2 and len(addressees) < 2)


def letters_of(texts: Sequence[str]) -> list[dict[int, float]]:
    """For each text the runs of letters of its words (their ends marked), rare ones weighing more; of length 1. Runs
    are numbers, so that they come in the same order in every run of the program."""
    counted = [Counter(word[start:start + _RUN] for word in (f" {part} " for part in key(text).split())
                       for start in range(max(1, len(word) - _RUN + 1))) for text in texts]
    frequencies = Counter(run for counts in counted for run in counts)
    numbers = {run: number for number, run in enumerate(frequencies)}
    rarity = {run: log((1 + len(texts)) / (1 + count)) + 1 for run, count in frequencies.items()}
    out = []
    for counts in counted:
        raw = {run: count * rarity[run] for run, count in counts.items()}
        length = sqrt(sum(weight * weight for weight in raw.values())) or 1.0
        out.append({numbers[run]: weight / length for run, weight in raw.items()})
    return out


def neighbours(terms: Iterable[Term]) -> dict[str, dict[str, float]]:
    """For every term its :func:`nearness` to the others of ``terms`` that partly match it."""
    every = sorted({term.code: term for term in terms}.values(), key=lambda term: term.code)
    near: dict[str, dict[str, float]] = defaultdict(dict)
    pairs: list[tuple[Term, Term]] = []
    by_code = {term.code: term for term in every}
    wider: dict[str, list[Term]] = defaultdict(list)
    for term in every:
        if term.concept and term.concept.part_of:
            wider[term.concept.part_of].append(term)
    for code, parts in wider.items():
        pairs += combinations([*parts, by_code[code]] if code in by_code else parts, 2)
    alone = (term for term in every if term.kind == "word" and len(term.code) >= _SHORTEST_SLIP)
    for _beginning, found in groupby(alone, key=lambda term: term.code[:2]):
        pairs += combinations(list(found), 2)
    for one, other in pairs:
        if value := nearness(one, other):
            near[one.code][other.code] = near[other.code][one.code] = value
    return dict(near)


def nearness(one: Term, other: Term) -> float:
    """0 to 1: a term that is part of the other, part of the same; a word spelt almost like it
    or derived from the same one."""
    if (one.concept and one.concept.part_of == other.code) or (other.concept and other.concept.part_of == one.code):
        return PART_OF
    if one.concept and other.concept and one.concept.part_of and one.concept.part_of == other.concept.part_of:
        return SIBLING
    if not one.kind == other.kind == "word" or one.code[0] != other.code[0]:
        return 0.0
    a, b = one.code, other.code
    if min(len(a), len(b)) >= _SHORTEST_SLIP and fuzz.ratio(a, b) >= _SLIP_ALIKE:
        return SLIP
    root = next((place for place, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return DERIVED if root >= _SHORTEST_ROOT and max(len(a), len(b)) - root <= _LONGEST_ENDING else 0.0


def parting(one: Wording, other: Wording) -> tuple[SharedWords, ...]:
    """The words that keep two sentences apart: contraries, other numbers, one that says not to do."""
    out = [SharedWords(term.said, other.terms[code].said)
           for term in one.terms.values() for code in _contraries(term)
           if code in other.terms and code not in one.terms and term.code not in other.terms
           and term.share == other.terms[code].share == FULL]
    out += [SharedWords(term.said, one.terms[code].said)
            for term in other.terms.values() for code in _contraries(term)
            if code in one.terms and code not in other.terms and term.code not in one.terms
            and term.share == one.terms[code].share == FULL]
    for ours, theirs in ((one.numbers, other.numbers), (one.years, other.years)):
        if ours and theirs and not ours & theirs:
            out.append(SharedWords(_listed(ours), _listed(theirs)))
    if one.is_denied != other.is_denied:
        out.append(SharedWords("ne … pas", "") if one.is_denied else SharedWords("", "ne … pas"))
    return tuple(dict.fromkeys(out))


def _contraries(term: Term) -> list[str]:
    if term.code.startswith("without:"):
        return [term.code.removeprefix("without:")]
    return sorted(term.concept.against) if term.concept else []


def _listed(numbers: frozenset[int]) -> str:
    return ", ".join(map(str, sorted(numbers)))
