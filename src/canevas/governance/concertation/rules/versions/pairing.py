"""Which passage of one version is which of the other: by the identifier of its row, then by the same words, then by
likeness (rapidfuzz, ratio)."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from rapidfuzz import fuzz, process

from canevas.governance.concertation.rules.versions.passages import HEADER, Passage, Sort

ALIKE = 65.0
"""Two passages of one sort at this ratio (0 to 100) or above are two wordings of one."""
_NEAR = 60
"""Likeness is asked of so many of the nearest passages without a partner: its cost is their product."""


def paired(left: Sequence[Passage], right: Sequence[Passage]) -> dict[int, int]:
    """By the place on the right, the place on the left of the same passage."""
    pairs: dict[int, int] = {}
    free: dict[Sort, list[int]] = defaultdict(list)
    for at, passage in enumerate(left):
        free[passage.sort].append(at)
    wanted: dict[Sort, list[int]] = defaultdict(list)
    for place, passage in enumerate(right):
        wanted[passage.sort].append(place)
    for sort, places in wanted.items():
        there = free[sort]
        _pair_by(there, places, pairs, lambda at: left[at].uid, lambda place: right[place].uid)
        _pair_by(there, places, pairs, lambda at: left[at].says, lambda place: right[place].says)
        _pair_by(there, places, pairs, lambda at: left[at].text, lambda place: right[place].text)
        if sort in HEADER:
            pairs.update(zip(places, there, strict=False))
        else:
            _pair_alike(left, right, there, places, pairs)
    return pairs


def _pair_by(there: list[int], places: list[int], pairs: dict[int, int], old: Any, new: Any) -> None:
    """Pair those of one key, in order; what is paired leaves both lists."""
    known: dict[Any, list[int]] = defaultdict(list)
    for at in there:
        if old(at):
            known[old(at)].append(at)
    for place in list(places):
        found = known.get(new(place))
        if found:
            at = found.pop(0)
            pairs[place] = at
            there.remove(at)
            places.remove(place)


def _pair_alike(left: Sequence[Passage], right: Sequence[Passage], there: list[int], places: list[int],
                pairs: dict[int, int]) -> None:
    """Pair what is likest first. Passages that both have a row of their own are two different ones."""
    found = []
    for order, place in enumerate(places):
        first = max(0, min(order * len(there) // len(places) - _NEAR // 2, len(there) - _NEAR))
        texts = {at: left[at].text for at in there[first:first + _NEAR]}
        found += [(score, -abs(place - at), place, at) for _text, score, at in process.extract(
            right[place].text, texts, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=5)
            if not (left[at].uid and right[place].uid)]
    taken: set[int] = set()
    for _score, _near, place, at in sorted(found, reverse=True):
        if place not in pairs and at not in taken:
            pairs[place] = at
            taken.add(at)
