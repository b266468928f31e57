"""Two wordings of one sentence, with the words that changed."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
LONGEST = 2000
"""Words and spaces beyond which two texts are shown whole, one after the other."""


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that are in both (``mark`` ""), in the first alone ("gone") or in the second alone ("new")."""

    text: str
    mark: str = ""


def reworded(before: str, after: str) -> list[Piece]:
    """Both texts in one line. What is gone stands before what came in its place; whole words only."""
    one, other = _WORDS.findall(before), _WORDS.findall(after)
    if len(one) > LONGEST or len(other) > LONGEST:
        return [Piece(before, "gone"), Piece(" "), Piece(after, "new")]
    pieces: list[Piece] = []
    for tag, start, end, first, last in _joined(SequenceMatcher(None, one, other, autojunk=False).get_opcodes(), one):
        if tag == "equal":
            pieces.append(Piece("".join(one[start:end])))
        else:
            if start < end:
                pieces.append(Piece("".join(one[start:end]), "gone"))
            if first < last:
                pieces.append(Piece("".join(other[first:last]), "new"))
    return pieces


def _joined(codes: Sequence[tuple[str, int, int, int, int]], words: list[str]) -> list[tuple[str, int, int, int, int]]:
    """Two changes with nothing but a space between them are one change."""
    out: list[tuple[str, int, int, int, int]] = []
    for code in codes:
        tag, _start, end, _first, last = code
        if len(out) > 1 and tag != "equal" and out[-1][0] == "equal" and out[-2][0] != "equal" and (
                "".join(words[out[-1][1]:out[-1][2]]).isspace()):
            out.pop()
            kept = out.pop()
            out.append(("replace", kept[1], end, kept[3], last))
        else:
            out.append(code)
    return out
