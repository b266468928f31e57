"""Lines that were cut in several, or joined to one, found among lines that were aligned one by one."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from canevas.tools.documents.writing.redline.aligning import Pair
from canevas.tools.documents.writing.redline.layout import LineText

_MOST = 4
"""Lines that one becomes, or that become one, at most."""
_SAME = 0.85
"""The least likeness (0 to 1) of a line and its parts put together."""


@dataclass(frozen=True, slots=True)
class Broken:
    """Lines ``old`` that became the lines ``new``: one of the two is a single line, the other several in a row."""

    old: tuple[int, ...]
    new: tuple[int, ...]


def with_breaks(pairs: Sequence[Pair], old: Sequence[LineText], new: Sequence[LineText]) -> list[Pair | Broken]:
    """``pairs`` with those put together that are one line cut, or several joined."""
    ours, theirs = [_plain(line.text) for line in old], [_plain(line.text) for line in new]
    out: list[Pair | Broken] = []
    place = 0
    while place < len(pairs):
        found = _split(pairs, place, ours, theirs) or _joined(pairs, place, ours, theirs, old)
        if found is None:
            out.append(pairs[place])
            place += 1
        else:
            out.append(found)
            left = len(found.old) + len(found.new)
            while left:  # a pair of two lines is both of them
                left -= (pairs[place].old is not None) + (pairs[place].new is not None)
                place += 1
    return out


def _split(pairs: Sequence[Pair], place: int, ours: Sequence[str], theirs: Sequence[str]) -> Broken | None:
    """A line of the base and new lines around it that say together what it said."""
    best, most = None, _SAME
    for count in range(2, _MOST + 1):
        taken = _window(pairs, place, count, is_split=True)
        if taken is None:
            continue
        one, many = taken
        if any(theirs[number] in ours for number in many):
            continue
        like = _parts_like(ours[one], [theirs[number] for number in many])
        if like > most:
            best, most = Broken((one,), tuple(many)), like
    return best


def _joined(pairs: Sequence[Pair], place: int, ours: Sequence[str], theirs: Sequence[str],
            old: Sequence[LineText]) -> Broken | None:
    best, most = None, _SAME
    for count in range(2, _MOST + 1):
        taken = _window(pairs, place, count, is_split=False)
        if taken is None:
            continue
        one, many = taken
        if any(ours[number] in theirs for number in many) or not all(old[number].joins for number in many[:-1]):
            continue
        like = _parts_like(theirs[one], [ours[number] for number in many])
        if like > most:
            best, most = Broken(tuple(many), (one,)), like
    return best


def _window(pairs: Sequence[Pair], place: int, count: int, *, is_split: bool) -> tuple[int, list[int]] | None:
    """From ``place`` on, one line of one side and ``count`` of the other; ``None`` where others stand there."""
    single: list[int] = []
    many: list[int] = []
    for pair in pairs[place:place + count + 1]:
        one, other = (pair.old, pair.new) if is_split else (pair.new, pair.old)
        if len(many) == count and (one is None or single or other is not None):
            break
        if one is not None:
            single.append(one)
        if other is not None:
            many.append(other)
    is_whole = len(single) == 1 and len(many) == count and many == list(range(many[0], many[0] + count))
    return (single[0], many) if is_whole else None


def _parts_like(whole: str, parts: Sequence[str]) -> float:
    """How much ``parts`` together are like ``whole``; 0 where one of them says nothing of it."""
    like = Indel.normalized_similarity(whole, " ".join(parts))
    for number, part in enumerate(parts):
        others = " ".join((*parts[:number], *parts[number + 1:]))
        if not part or Indel.normalized_similarity(whole, others) >= like:
            return 0.0
    return like


def _plain(text: str) -> str:
    return " ".join(text.split())
