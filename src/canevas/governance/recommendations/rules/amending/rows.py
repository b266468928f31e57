"""The rows of a base found again in a copy: by what they say, by the ids they carry, by likeness."""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

from canevas.governance.recommendations.rules.amending.order import carried
from canevas.governance.recommendations.rules.amending.words import typed_alike

_ALIKE, SURELY, _LONG_ENOUGH = 0.4, 0.75, 12
_TELLING = 6
_BAND = 60
"""How many rows a row may have slid between others that all changed."""
_ALONE = 0.3
"""Enough likeness for two rows that stand alone between rows that stayed."""
_OWN = "cnv_"
"""Bookmarks that our own files carry begin so."""


@dataclass(slots=True)
class RowText:
    """What a row says, cell by cell, and the ids that it carries."""

    cells: list[str]
    names: set[str] = field(default_factory=set)
    whole: str = ""
    words: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.cells = [typed_alike(" ".join(text.split())) for text in self.cells]
        self.whole = " ".join(text for text in self.cells if text)
        self.words = self.whole.split()
        self.names = {name for name in self.names if name.startswith(_OWN)}


@dataclass(frozen=True, slots=True)
class RowPair:
    """``base`` and ``copy`` are indices; ``moved``: the row stands in another order."""

    base: int
    copy: int
    moved: bool = False


def align_rows(base: list[RowText], copy: list[RowText]) -> list[RowPair]:
    """The rows of ``base`` that stand in ``copy``, each with its row there."""
    before, after = [tuple(row.cells) for row in base], [tuple(row.cells) for row in copy]
    if before == after:
        return [RowPair(place, place) for place in range(len(base))]
    pairs: list[RowPair] = []
    gaps: list[tuple[list[int], list[int]]] = []
    for tag, start, end, first, last in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if tag == "equal":
            pairs += [RowPair(start + place, first + place) for place in range(end - start)]
        else:
            gaps.append((list(range(start, end)), list(range(first, last))))
    pairs += _elsewhere(gaps, base, copy, _says_the_same, lambda row: [row.whole])
    pairs += _elsewhere(gaps, base, copy, _carries_the_same, lambda row: sorted(row.names))
    for old, new in gaps:
        close = _likely(old, new, base, copy)
        pairs += close
        old[:] = [place for place in old if place not in {pair.base for pair in close}]
        new[:] = [place for place in new if place not in {pair.copy for pair in close}]
    pairs += _elsewhere(gaps, base, copy, _is_nearly_the_same, _telling_words)
    pairs.sort(key=lambda pair: pair.copy)
    moved = carried([pair.base for pair in pairs])
    return [replace(pair, moved=place in moved) for place, pair in enumerate(pairs)]


def likeness(one: RowText, other: RowText) -> float:
    """0 to 1: how much of one row the other says."""
    letters = max(len(one.whole), len(other.whole))
    if not letters:
        return 1.0
    kept = sum(len(here) for here, there in zip(one.cells, other.cells, strict=False) if here == there)
    return max(Indel.normalized_similarity(one.words, other.words), kept / letters)


def _says_the_same(one: RowText, other: RowText) -> bool:
    return one.cells == other.cells and len(one.whole) >= _LONG_ENOUGH


def _carries_the_same(one: RowText, other: RowText) -> bool:
    return bool(one.names & other.names) and len(one.names & other.names) * 2 > len(one.names)


def _is_nearly_the_same(one: RowText, other: RowText) -> bool:
    return len(one.whole) >= _LONG_ENOUGH and likeness(one, other) >= SURELY


def _telling_words(row: RowText) -> list[str]:
    """The longest words: two rows that are nearly the same share one of them, others seldom do."""
    return sorted(set(row.words), key=lambda word: (-len(word), word))[:_TELLING]


def _elsewhere(gaps: list[tuple[list[int], list[int]]], base: list[RowText], copy: list[RowText],
               same: Callable[[RowText, RowText], bool], keys: Callable[[RowText], Iterable[str]]) -> list[RowPair]:
    """Rows of one gap that stand in another, or in another order, looked for among those that share one of ``keys``;
    they are taken out of ``gaps``."""
    known: dict[str, list[tuple[list[int], int]]] = {}
    for _old, new in gaps:
        for there in new:
            for key in keys(copy[there]):
                known.setdefault(key, []).append((new, there))
    found: list[RowPair] = []
    taken: set[int] = set()
    for old, _new in gaps:
        for here in list(old):
            likely = (pair for key in keys(base[here]) for pair in known.get(key, ()))
            for new, there in likely:
                if there not in taken and same(base[here], copy[there]):
                    taken.add(there)
                    old.remove(here)
                    new.remove(there)
                    found.append(RowPair(here, there))
                    break
    return found


def _likely(old: list[int], new: list[int], base: list[RowText], copy: list[RowText]) -> list[RowPair]:
    """The rows of one gap that go together, in order, so that as much as possible stays."""
    if not old or not new:
        return []
    least = _ALIKE if len(old) > 1 or len(new) > 1 else _ALONE
    best = [[0.0] * (len(new) + 1) for _row in range(len(old) + 1)]
    band = abs(len(old) - len(new)) + _BAND
    like = [[likeness(base[here], copy[there]) if abs(row - column) <= band else 0.0
             for column, there in enumerate(new)] for row, here in enumerate(old)]
    for row in range(len(old)):
        for column in range(len(new)):
            pair = best[row][column] + like[row][column] if like[row][column] >= least else 0.0
            best[row + 1][column + 1] = max(pair, best[row][column + 1], best[row + 1][column])
    pairs: list[RowPair] = []
    row, column = len(old), len(new)
    while row and column:
        if best[row][column] == best[row - 1][column]:
            row -= 1
        elif best[row][column] == best[row][column - 1]:
            column -= 1
        else:
            row, column = row - 1, column - 1
            pairs.append(RowPair(old[row], new[column]))
    return pairs
