"""What kept its order."""
from __future__ import annotations

from collections.abc import Sequence


def rising(places: Sequence[int]) -> set[int]:
    """The longest rising run of ``places``, which are all different (patience sorting): those that did not move against
    each other."""
    tops: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        low, high = 0, len(tops)
        while low < high:
            middle = (low + high) // 2
            if tops[middle] < place:
                low = middle + 1
            else:
                high = middle
        before[place] = tops[low - 1] if low else None
        tops[low:low + 1] = [place]
    out: set[int] = set()
    at = tops[-1] if tops else None
    while at is not None:
        out.add(at)
        at = before[at]
    return out
