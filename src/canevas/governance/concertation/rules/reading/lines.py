"""The linear view of a document: lines and grids in reading order, each character still tied to its node."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import TypeVar

from canevas.tools.documents.found import Found, Passage
from canevas.tools.text.folding import fold

T = TypeVar("T")

BULLET = re.compile(
    r"(?:(?:[•‣◦▪▫■□●○◆◇❖➢➤►▶✓✔☑❑❒◻◾∙·→➔⇒⇨☞–—−+]|[=-]+>|-+(?!\d)|\*(?!\*))\s*)+(?=\S)|"
    r"[oüØ§v]\s+(?=[A-ZÀ-Ýa-zà-ÿ])|o\s+(?=\d)"
)
_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:m|mm|mme|mlle|mr|dr|pr|elh|st|ste|n|art|cf|p|etc|s\.e|s\.e\.m|col|cdt|lt|"
    r"gal|e|a|i|ex|resp)$"
)
_END = re.compile(r"[.!?;]\s+(?=[\"(]?\w)")
_EDGES = " \t\n\r\u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Piece:
    """``length`` characters of the line from ``start`` are those of ``node`` from ``offset``."""

    start: int
    node: str
    offset: int
    length: int


@dataclass(eq=False)
class Line:
    """One paragraph as it reads. ``text`` is verbatim but for markup remnants and the joins of wrapped lines."""

    text: str
    pieces: tuple[Piece, ...]
    marker: str = ""
    bold: bool = False
    heading: bool = False
    number: int | None = None
    page: int | None = None
    gap: bool = False
    """A blank line stood before it (plain text only)."""
    cut: bool = False
    """A running header or a page number was taken out just before it."""
    in_cell: bool = False
    quality: float = 1.0
    """Mean confidence of optical recognition."""
    level: int = 0
    """Depth of an item of a real list."""
    marks: tuple[str, ...] = ()
    """Bookmarks of its paragraph: which row of the register it is of, in a file of our own."""

    @cached_property
    def folded(self) -> str:
        return fold(self.text)

    @cached_property
    def sentences(self) -> list[Span]:
        """Abbreviations ("M.", "Mme.", "n.") are not taken for ends."""
        spans, start = [], self.bullet_end
        text = self.folded
        for match in _END.finditer(text, start):
            if match[0][0] == "." and (
                _ABBREVIATED.search(text[start : match.start()])
                or (text[match.end()].isdigit() and text[match.start() - 1 : match.start()] == "n")
            ):
                continue
            if match[0][0] == "." and not self.text[match.end()].isupper() and not self.text[match.end()].isdigit():
                continue
            spans.append(Span(self, start, match.end()).strip())
            start = match.end()
        spans.append(Span(self, start, len(text)).strip())
        return [span for span in spans if span.text]

    @cached_property
    def bullet_end(self) -> int:
        """Where the text begins after a typed bullet."""
        match = BULLET.match(self.text) if not self.text[:2].isalnum() else None
        return match.end() if match else 0

    @property
    def is_item(self) -> bool:
        """It stands in a list, typed or real."""
        return bool(self.marker) or self.bullet_end > 0

    @cached_property
    def whole(self) -> Span:
        return Span(self, 0, len(self.text)).strip()

    @cached_property
    def body(self) -> Span:
        """The line without its typed bullet."""
        return Span(self, self.bullet_end, len(self.text)).strip()


@dataclass(frozen=True, slots=True)
class Span:
    """``line.text[start:end]``."""

    line: Line
    start: int
    end: int

    @property
    def text(self) -> str:
        return self.line.text[self.start : self.end]

    @property
    def folded(self) -> str:
        return self.line.folded[self.start : self.end]

    def part(self, start: int, end: int | None = None) -> Span:
        """The stretch from ``start`` to ``end``, counted in this span."""
        last = self.end if end is None else min(self.start + end, self.end)
        return Span(self.line, min(self.start + start, last), last)

    def strip(self, characters: str = "") -> Span:
        """Without blanks (and ``characters``) at the edges."""
        text, drop = self.text, _EDGES + characters
        if text and text[0] not in drop and text[-1] not in drop:
            return self
        left = len(text) - len(text.lstrip(drop))
        right = len(text.rstrip(drop))
        return Span(self.line, self.start + min(left, right), self.start + right)

    def split(self, pattern: re.Pattern[str]) -> list[Span]:
        """The non-empty parts between the matches of ``pattern`` in the folded text, stripped."""
        parts, position = [], 0
        for match in pattern.finditer(self.folded):
            parts.append(self.part(position, match.start()))
            position = match.end()
        parts.append(self.part(position))
        return [part for part in (piece.strip() for piece in parts) if part.text]

    def passages(self) -> list[Passage]:
        """Where it stands in the document's nodes."""
        found = []
        for piece in self.line.pieces:
            start, end = max(self.start, piece.start), min(self.end, piece.start + piece.length)
            if start < end:
                found.append(Passage(piece.node, piece.offset + start - piece.start, piece.offset + end - piece.start))
        return found

    def found(self, value: T, confidence: float = 1.0, reason: str = "") -> Found[T]:
        """``value`` understood from this span."""
        return Found(value, self.passages(), round(confidence * self.line.quality, 3), reason)

    def said(self, confidence: float = 1.0, reason: str = "") -> Found[str]:
        """The span's own words as the value, blanks squeezed."""
        return self.found(" ".join(self.text.split()), confidence, reason)


@dataclass(eq=False)
class Cell:
    """A cell at ``column``; ``row_span`` over 1 when it is merged downwards; ``covered`` when it repeats the one
    above."""

    column: int
    lines: list[Line] = field(default_factory=list)
    span: int = 1
    row_span: int = 1
    covered: bool = False

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines).strip()

    @property
    def folded(self) -> str:
        return " ".join(fold(self.text).split())


@dataclass(eq=False)
class Grid:
    """Rows of two columns or more. ``header`` is the header row of an earlier part of the same table."""

    node: str
    rows: list[list[Cell]]
    typed: bool = False
    """Its columns were only typed (tabs, bars, blanks): a cell may run on in the next row."""
    width: int = 0
    before: Grid | None = None
    """The part of the same table that stands before a band."""

    def cell(self, row: int, column: int) -> Cell | None:
        """The cell that covers ``column`` in ``row``."""
        return next((cell for cell in self.rows[row] if cell.column <= column < cell.column + cell.span), None)


Block = Line | Grid


def lines_of(blocks: list[Block]) -> Iterator[Line]:
    """Every line, those in the cells of grids included, once each."""
    for block in blocks:
        if isinstance(block, Line):
            yield block
        else:
            for row in block.rows:
                for cell in row:
                    if not cell.covered:
                        yield from cell.lines


def combine(values: list[Found[str]], separator: str = " ") -> Found[str]:
    """One value made of several that follow each other."""
    return Found(
        separator.join(item.value for item in values),
        [place for item in values for place in item.passages],
        min(item.confidence for item in values),
        next((item.reason for item in values if item.reason), ""),
    )
