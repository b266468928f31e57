"""What a page shows before anything is understood: words, rules, and the lines that words make.

Lengths are points (or any unit, the same throughout a page), origin at the top left.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

Box = tuple[float, float, float, float]
"""x0, top, x1, bottom."""

_ASCENT, _DESCENT = 0.8, 0.2
_OVERLAP = 0.5
"""Words that share this much of the height of the smaller stand on one line (raised letters too)."""
_GLUE = 0.12
"""In sizes: letters nearer than this belong to one word even when written apart (raised "ème")."""


@dataclass(slots=True)
class Word:
    """Letters without a space; ``base`` is the baseline, ``confidence`` 0 to 1 where the word was recognised."""

    text: str
    x0: float
    x1: float
    base: float
    size: float
    bold: bool = False
    spaced: bool = True
    """Whether a space was written before it."""
    confidence: float | None = None

    @property
    def top(self) -> float:
        return self.base - _ASCENT * self.size

    @property
    def bottom(self) -> float:
        return self.base + _DESCENT * self.size


@dataclass(frozen=True, slots=True)
class Rule:
    """A drawn straight line: horizontal at height ``at`` from x ``start`` to ``end``, or vertical at x ``at``."""

    is_horizontal: bool
    at: float
    start: float
    end: float


@dataclass(slots=True)
class Sheet:
    """One page."""

    number: int
    width: float
    height: float
    words: list[Word] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
    picture_share: float = 0.0
    """Share of the page that pictures cover, 0 to 1."""
    slack: float = 0.0
    """Share of a column by which the length of its lines may be wrong: print copied out in letters of one width."""

    def fraction(self, box: Box) -> Box:
        """``box`` as fractions of the page, kept inside it."""
        x0, top, x1, bottom = box
        inside = (min(max(value, 0.0), 1.0) for value in (
            x0 / self.width, top / self.height, x1 / self.width, bottom / self.height))
        first, second, third, fourth = (round(value, 4) for value in inside)
        return first, second, third, fourth


class Line:
    """Words that stand on one line, left to right."""

    __slots__ = ("base", "bold", "page", "size", "text", "words", "x0", "x1")

    def __init__(self, words: Iterable[Word], page: int = 0) -> None:
        self.words = sorted(words, key=lambda word: word.x0)
        self.page = page
        self.x0 = self.words[0].x0
        self.x1 = max(word.x1 for word in self.words)
        self.size = max(word.size for word in self.words)
        self.base = median(word.base for word in self.words if word.size >= self.size * 0.8)
        self.bold = all(word.bold for word in self.words if any(map(str.isalnum, word.text)))
        self.text = _text(self.words)

    @property
    def box(self) -> Box:
        return (self.x0, min(word.top for word in self.words), self.x1, max(word.bottom for word in self.words))

    def first_width(self) -> float:
        """The width of the first word, which the line before had no room for."""
        first = self.words[0]
        end = first.x1
        for before, word in pairwise(self.words):
            if word.spaced or word.x0 - before.x1 > _GLUE * word.size:
                break
            end = word.x1
        return end - first.x0


def _text(words: Sequence[Word]) -> str:
    out = words[0].text
    for before, word in pairwise(words):
        glued = not word.spaced and word.x0 - before.x1 <= _GLUE * word.size
        out += word.text if glued else " " + word.text
    return out


def lines_of(words: Iterable[Word], page: int = 0) -> list[Line]:
    """Words grouped into lines, top to bottom; words printed twice over themselves (false bold) once."""
    groups: list[list[Word]] = []
    for word in sorted(words, key=lambda word: (word.base, word.x0)):
        for group in reversed(groups[-4:]):
            reference = max(group, key=lambda other: other.size)
            shared = min(word.bottom, reference.bottom) - max(word.top, reference.top)
            if shared >= _OVERLAP * min(word.size, reference.size):
                if not any(_same(word, other) for other in group):
                    group.append(word)
                break
        else:
            groups.append([word])
    return sorted((Line(group, page) for group in groups), key=lambda line: (line.base, line.x0))


def _same(word: Word, other: Word) -> bool:
    return (word.text == other.text and abs(word.x0 - other.x0) < 0.2 * word.size
            and abs(word.base - other.base) < 0.2 * word.size)


def union(boxes: Iterable[Box]) -> Box:
    """The smallest box around all of them."""
    x0, top, x1, bottom = zip(*boxes, strict=True)
    return min(x0), min(top), max(x1), max(bottom)
