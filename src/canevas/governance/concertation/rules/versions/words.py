"""Two texts, or two tables, cut where they differ: by the shortest list of insertions and deletions (``Indel``)."""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Literal

from rapidfuzz.distance import Indel

_WORDS = re.compile(r"\w+|\s+|[^\w\s]")
Cells = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that both versions have (``same``), or one alone (``added``, ``removed``)."""

    kind: Literal["same", "added", "removed"]
    text: str


def word_pieces(before: str, after: str) -> tuple[list[Piece], list[Piece]]:
    """Both texts cut where they differ, word by word."""
    old, new = _WORDS.findall(before), _WORDS.findall(after)
    left: list[Piece] = []
    right: list[Piece] = []
    for tag, start, end, first, last in _opcodes(old, new):
        if tag == "equal":
            left.append(Piece("same", "".join(old[start:end])))
            right.append(Piece("same", "".join(new[first:last])))
        else:
            left += [Piece("removed", "".join(old[start:end]))] if end > start else []
            right += [Piece("added", "".join(new[first:last]))] if last > first else []
    return _joined(left), _joined(right)


def _joined(pieces: list[Piece]) -> list[Piece]:
    """Changed words that only a blank parts are one change, so that a sentence is not chopped."""
    smooth = list(pieces)
    for place in range(1, len(smooth) - 1):
        one, following = smooth[place - 1], smooth[place + 1]
        if smooth[place].kind == "same" and not smooth[place].text.strip() and one.kind == following.kind != "same":
            smooth[place] = replace(smooth[place], kind=one.kind)
    return [Piece(kind, "".join(piece.text for piece in group))
            for kind, group in ((kind, list(group)) for kind, group in groupby(smooth, lambda piece: piece.kind))]


def cell_pieces(before: Cells, after: Cells) -> tuple[list[list[list[Piece]]], list[list[list[Piece]]]]:
    """The cells of two tables, row by row; rows are paired where they say the same, then by their order."""
    left: list[list[list[Piece]]] = []
    right: list[list[list[Piece]]] = []
    if [len(row) for row in before] == [len(row) for row in after]:  # nothing but words was changed: cell by cell
        pairs = [[word_pieces(old, new) for old, new in zip(*rows, strict=True)]
                 for rows in zip(before, after, strict=True)]
        return [[cell[0] for cell in row] for row in pairs], [[cell[1] for cell in row] for row in pairs]
    for tag, start, end, first, last in _opcodes(before, after):
        if tag == "equal":
            rows = [[[Piece("same", cell)] for cell in row] for row in before[start:end]]
            left += rows
            right += rows
        else:
            left += [[[Piece("removed", cell)] for cell in row] for row in before[start:end]]
            right += [[[Piece("added", cell)] for cell in row] for row in after[first:last]]
    return left, right


def _opcodes(before: Sequence[Any], after: Sequence[Any]) -> Iterator[tuple[str, int, int, int, int]]:
    """Stretches of both that are equal, removed or added, in order."""
    for code in Indel.opcodes(before, after):
        yield code.tag, code.src_start, code.src_end, code.dest_start, code.dest_end
