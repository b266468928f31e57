"""Which of a list of things were carried elsewhere, when most of them kept their order."""
from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence


def carried(places: Sequence[int]) -> set[int]:
    """Indices of ``places`` (old places in their new order, all different) that must be carried so that the others,
    as many as possible, stand in order."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, place in enumerate(places):
        length = bisect_left(tails, place)
        before.append(ends[length - 1] if length else None)
        tails[length:length + 1], ends[length:length + 1] = [place], [index]
    kept: set[int] = set()
    last = ends[-1] if ends else None
    while last is not None:
        kept.add(last)
        last = before[last]
    return set(range(len(places))) - kept
