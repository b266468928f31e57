"""Which line (or row) of one version is which of another: by id, else the same text, else the most similar one."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

LIKE = 0.5
"""The least similarity (0 to 1) of two texts that are one text reworded."""
_MOST = 250_000
"""Pairs compared at most in one gap; a larger gap holds two texts that have little in common."""


@dataclass(frozen=True, slots=True)
class Item:
    """What is aligned: its text, its ids, and its ``shape`` (items of different shapes are never one)."""

    text: str
    ids: frozenset[str] = frozenset()
    shape: object = None


@dataclass(frozen=True, slots=True)
class Pair:
    """``old`` and ``new`` are indexes; ``None``: there is no such item on that side."""

    old: int | None
    new: int | None


def align(old: Sequence[Item], new: Sequence[Item]) -> list[Pair]:
    """Every item of both sides once, in an order that is that of both; in a gap what went stands before what came."""
    anchors = _rising(_by_id(old, new))
    pairs: list[Pair] = []
    for (start, begin), (end, finish) in pairwise([(-1, -1), *anchors, (len(old), len(new))]):
        pairs += _gap(old, new, range(start + 1, end), range(begin + 1, finish))
        if end < len(old):
            pairs.append(Pair(end, finish))
    return pairs


def _by_id(old: Sequence[Item], new: Sequence[Item]) -> list[tuple[int, int]]:
    """Pairs that share most of their ids, each the best of the other."""
    holders: dict[str, list[int]] = {}
    for number, item in enumerate(old):
        for one in item.ids:
            holders.setdefault(one, []).append(number)
    scored = []
    for number, item in enumerate(new):
        for candidate in {place for one in item.ids for place in holders.get(one, ())}:
            if old[candidate].shape == item.shape:
                shared = len(old[candidate].ids & item.ids) / len(old[candidate].ids | item.ids)
                scored.append((-shared, old[candidate].text != item.text, candidate, number))
    pairs, used, taken = [], set(), set()
    for _, _, candidate, number in sorted(scored):
        if candidate not in used and number not in taken:
            used.add(candidate)
            taken.add(number)
            pairs.append((candidate, number))
    return pairs


def _rising(pairs: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest part of ``pairs`` whose order is the same on both sides; what is out of order has moved."""
    ordered = sorted(pairs)
    ends: list[int] = []
    at: list[int] = []
    back: list[int] = []
    for number, (_, new) in enumerate(ordered):
        place = bisect_left(ends, new)
        back.append(at[place - 1] if place else -1)
        if place == len(ends):
            ends.append(new)
            at.append(number)
        else:
            ends[place], at[place] = new, number
    chain = []
    number = at[-1] if at else -1
    while number >= 0:
        chain.append(ordered[number])
        number = back[number]
    return chain[::-1]


def _gap(old: Sequence[Item], new: Sequence[Item], left: range, right: range) -> list[Pair]:
    """Between two anchors: what is equal first, then what is alike."""
    ours = [(old[number].text, old[number].shape) for number in left]
    theirs = [(new[number].text, new[number].shape) for number in right]
    pairs: list[Pair] = []
    done, passed = 0, 0
    equal = [(block.a, block.b, block.size) for block in LCSseq.opcodes(ours, theirs).as_matching_blocks()]
    for start, begin, size in equal:
        pairs += _alike(old, new, left[done:start], right[passed:begin])
        pairs += [Pair(left[start + step], right[begin + step]) for step in range(size)]
        done, passed = start + size, begin + size
    return pairs


def _alike(old: Sequence[Item], new: Sequence[Item], left: range, right: range) -> list[Pair]:
    if not left or not right or len(left) * len(right) > _MOST:
        return [Pair(number, None) for number in left] + [Pair(None, number) for number in right]
    if len(left) == len(right) == 1 and old[left[0]].shape == new[right[0]].shape and (
            not old[left[0]].ids or not new[right[0]].ids) and isinstance(old[left[0]].shape, str):
        return [Pair(left[0], right[0])]
    chosen = _best(old, new, left, right)
    pairs: list[Pair] = []
    done, passed = left.start, right.start
    for one, other in [*chosen, (left.stop, right.stop)]:
        pairs += [Pair(number, None) for number in range(done, one)]
        pairs += [Pair(None, number) for number in range(passed, other)]
        if one < left.stop:
            pairs.append(Pair(one, other))
        done, passed = one + 1, other + 1
    return pairs


def _best(old: Sequence[Item], new: Sequence[Item], left: range, right: range) -> list[tuple[int, int]]:
    """The pairs of alike texts, in order on both sides, whose similarities add up to the most."""
    width = len(right) + 1
    score = [[0.0] * width for _ in range(len(left) + 1)]
    likeness = [[_likeness(old[one], new[other]) for other in right] for one in left]
    for one in range(len(left) - 1, -1, -1):
        for other in range(len(right) - 1, -1, -1):
            kept = likeness[one][other]
            score[one][other] = max(score[one + 1][other], score[one][other + 1],
                                    kept + score[one + 1][other + 1] if kept else 0.0)
    chosen, one, other = [], 0, 0
    while one < len(left) and other < len(right):
        kept = likeness[one][other]
        if kept and score[one][other] == kept + score[one + 1][other + 1]:
            chosen.append((left[one], right[other]))
            one, other = one + 1, other + 1
        elif score[one][other] == score[one + 1][other]:
            one += 1
        else:
            other += 1
    return chosen


def _likeness(one: Item, other: Item) -> float:
    if one.shape != other.shape or (one.ids and other.ids and not one.ids & other.ids):
        return 0.0
    return fuzz.ratio(one.text, other.text, score_cutoff=100 * LIKE) / 100
