"""The axis and the sub-programme that a recommendation seems to belong to, by the words of the policy.

Each axis, and the framework as a whole, is known by the words of its titles and by those that the policy's file lists;
what the sentence says of them is added up, an expression counting for more than its words and less where several axes
use it.
"""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from canevas.governance.recommendations.rules.federating.lexicon import stems_of
from canevas.governance.recommendations.rules.federating.wording import Word, words_of
from canevas.tools.vocabulary.entries import PolicyEntry

GENERAL = None
LISTED, TITLE, LONGER = 1.0, 0.4, 0.35
"""What a listed word counts, a word of a title, each further word of an expression."""
_DOUBT = 0.6
"""Added to what all axes have together, so that one word alone is never sure."""
SURE = 0.72
_EVERYWHERE = frozenset(stems_of(
    "migration migratoires migrants matière prise compte axe "
    "renforcement amélioration promotion accroissement adaptation"))
_Phrase = tuple[str, ...]
K = TypeVar("K")


@dataclass(frozen=True, slots=True)
class AxisProposal:
    """``axis`` is its number, ``None`` for a general recommendation; ``subprogramme`` its code, "" where none is told.
    ``words`` are those of the sentence that say so, as written; ``confidence`` is 0 to 1."""

    axis: int | None
    subprogramme: str
    confidence: float
    words: tuple[str, ...]
    is_sure: bool = False


@dataclass(frozen=True, slots=True)
class _Places:
    """For every expression what it counts towards each axis (``None``: general), and towards each sub-programme."""

    axes: Mapping[_Phrase, Mapping[int | None, float]]
    parts: Mapping[_Phrase, Mapping[str, float]]
    parts_of: Mapping[int, tuple[str, ...]]
    longest: int


_KEPT: dict[int, tuple[PolicyEntry, _Places]] = {}


def propose_axis(text: str, policy: PolicyEntry) -> list[AxisProposal]:
    """Where ``text`` may belong, the likeliest first; general alone, with no confidence, where no word tells."""
    places = _places_of(policy)
    scores: dict[int | None, float] = defaultdict(float)
    parts: dict[str, float] = defaultdict(float)
    said: dict[int | None, list[str]] = defaultdict(list)
    words = words_of(text)
    for phrase, found in _expressions(words, places.axes, places.longest):
        for axis, weight in places.axes[phrase].items():
            scores[axis] += weight * _share(found)
            said[axis].append(text[found[0].start:found[-1].end])
    for phrase, found in _expressions(words, places.parts, places.longest):
        for code, weight in places.parts[phrase].items():
            parts[code] += weight * _share(found)
    total = sum(scores.values()) + _DOUBT
    ranked = sorted(scores, key=lambda axis: (-scores[axis], -1 if axis is None else axis))
    proposals = [_proposal(axis, scores[axis] / total, said[axis], places, parts) for axis in ranked]
    return proposals or [AxisProposal(GENERAL, "", 0.0, ())]


def _proposal(axis: int | None, share: float, said: list[str], places: _Places, parts: Mapping[str, float]
              ) -> AxisProposal:
    own = [] if axis is None else [(parts[code], code) for code in places.parts_of[axis] if parts.get(code)]
    best = max(own, key=lambda pair: (pair[0], [-ord(letter) for letter in pair[1]]), default=(0.0, ""))[1]
    return AxisProposal(axis, best, round(share, 2), tuple(dict.fromkeys(said)), share >= SURE)


def _expressions(words: list[Word], known: Collection[_Phrase], longest: int) -> Iterator[tuple[_Phrase, list[Word]]]:
    """The known expressions among ``words``, the longest from each word on."""
    place = 0
    while place < len(words):
        for length in range(min(longest, len(words) - place), 0, -1):
            found = words[place:place + length]
            phrase = tuple(word.stem for word in found)
            if phrase in known:
                yield phrase, found
                place += length
                break
        else:
            place += 1


def _share(found: list[Word]) -> float:
    return max(word.share for word in found)


def _places_of(policy: PolicyEntry) -> _Places:
    kept = _KEPT.get(id(policy))
    if kept is None or kept[0] is not policy:
        if len(_KEPT) > 7:
            _KEPT.clear()
        kept = _KEPT[id(policy)] = (policy, _read(policy))
    return kept[1]


def _read(policy: PolicyEntry) -> _Places:
    axes: dict[_Phrase, dict[int | None, float]] = defaultdict(dict)
    parts: dict[_Phrase, dict[str, float]] = defaultdict(dict)
    _note(axes, GENERAL, policy.words, [])
    for axis in policy.axes:
        subprogrammes = [part for programme in axis.programmes for part in programme.subprogrammes]
        titles = [axis.title, *(programme.title for programme in axis.programmes)]
        _note(axes, axis.number, (*axis.words, *axis.aliases), titles)
        for part in subprogrammes:
            _note(parts, part.code, (*part.words, *part.aliases), [part.title])
    parts_of = {axis.number: tuple(part.code for programme in axis.programmes for part in programme.subprogrammes)
                for axis in policy.axes}
    return _Places(_thinned(axes), parts, parts_of, max(map(len, [*axes, *parts]), default=0))


def _note(into: dict[_Phrase, dict[K, float]], place: K, listed: Iterable[str], titles: Iterable[str]) -> None:
    for expression in listed:
        if phrase := tuple(stems_of(expression)):
            into[phrase][place] = LISTED + LONGER * (len(phrase) - 1)
    for title in titles:
        for word in stems_of(title):
            if word not in _EVERYWHERE:
                into[word,].setdefault(place, TITLE)


def _thinned(axes: Mapping[_Phrase, Mapping[int | None, float]]) -> dict[_Phrase, dict[int | None, float]]:
    """What several axes say counts less for each."""
    return {phrase: {axis: weight / len(found) for axis, weight in found.items()} for phrase, found in axes.items()}
