"""Two texts of an item side by side, with the words that differ."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from canevas.governance.concertation.rules.blocks import Block

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words; ``changed`` where the other side has not got them."""

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """One line of the comparison: a block on each side, or on one alone."""

    left: Block | None
    right: Block | None
    left_pieces: tuple[Piece, ...] = ()
    right_pieces: tuple[Piece, ...] = ()

    @property
    def is_same(self) -> bool:
        return self.left is not None and self.right is not None and self.left.content == self.right.content


def compare(left: Sequence[Block], right: Sequence[Block]) -> list[Pair]:
    """Blocks side by side: the same words first, then those of one identifier or one place."""
    pairs: list[Pair] = []
    matcher = SequenceMatcher(None, [one.content for one in left], [one.content for one in right], autojunk=False)
    for tag, start, end, first, last in matcher.get_opcodes():
        if tag == "equal":
            pairs += [Pair(one, other, (Piece(one.text),), (Piece(other.text),))
                      for one, other in zip(left[start:end], right[first:last], strict=True)]
        else:
            pairs += _aligned(list(left[start:end]), list(right[first:last]))
    return pairs


def _aligned(left: list[Block], right: list[Block]) -> list[Pair]:
    """Of a stretch that differs: blocks of one identifier meet, in order; what is between stands alone or by place."""
    places = {block.uid: place for place, block in enumerate(right)}
    out: list[Pair] = []
    done = 0
    waiting: list[Block] = []
    for block in left:
        at = places.get(block.uid)
        if at is None or at < done:
            waiting.append(block)
            continue
        out += _by_place(waiting, right[done:at])
        out.append(_pair(block, right[at]))
        waiting, done = [], at + 1
    return out + _by_place(waiting, right[done:])


def _by_place(left: list[Block], right: list[Block]) -> list[Pair]:
    longest = max(len(left), len(right))
    return [_pair(left[place] if place < len(left) else None, right[place] if place < len(right) else None)
            for place in range(longest)]


def _pair(left: Block | None, right: Block | None) -> Pair:
    if left is None or right is None:
        return Pair(left, right, (Piece(left.text, True),) if left else (), (Piece(right.text, True),) if right else ())
    one, other = word_pieces(left.text, right.text)
    return Pair(left, right, one, other)


def word_pieces(left: str, right: str) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """Both texts cut where they differ, by words."""
    one, other = _WORDS.findall(left), _WORDS.findall(right)
    if len(one) * len(other) > 4_000_000:
        return (Piece(left, True),), (Piece(right, True),)
    out: tuple[list[Piece], list[Piece]] = ([], [])
    for tag, start, end, first, last in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        for side, words in ((0, one[start:end]), (1, other[first:last])):
            if words:
                out[side].append(Piece("".join(words), tag != "equal"))
    return tuple(out[0]), tuple(out[1])
