"""What a page holds once it is understood, before it becomes nodes: paragraphs and grids."""
from __future__ import annotations

from dataclasses import dataclass, field

from canevas.tools.documents.readers.layout.page import Box, Line


@dataclass(slots=True)
class Paragraph:
    """Lines that read on. ``left`` and ``right`` bound the column that they were set in."""

    lines: list[Line]
    left: float
    right: float
    text: str = ""
    """Filled in when every page is known, because joins look at the words of the whole document."""

    @property
    def first(self) -> Line:
        return self.lines[0]

    @property
    def last(self) -> Line:
        return self.lines[-1]

    @property
    def size(self) -> float:
        return self.first.size

    @property
    def bold(self) -> bool:
        return all(line.bold for line in self.lines)


@dataclass(slots=True)
class GridCell:
    """A cell, its place in the grid (0-based column, spans) and on the page."""

    column: int
    columns: int
    rows: int
    page: int
    box: Box
    paragraphs: list[Paragraph] = field(default_factory=list)
    floor: float = 0.0
    """Where the part of it on the last page ends."""

    def __post_init__(self) -> None:
        self.floor = self.floor or self.box[3]

    @property
    def is_full(self) -> bool:
        """Whether its text goes down to its floor, so that it may go on over the page."""
        last = self.paragraphs[-1].last if self.paragraphs else None
        return last is not None and self.floor - last.base < 2 * last.size

    @property
    def text(self) -> str:
        return "\n".join(line.text for paragraph in self.paragraphs for line in paragraph.lines)


@dataclass(slots=True)
class Grid:
    """A table on one page, or on several once joined. ``edges`` are the x positions between and around columns."""

    page: int
    box: Box
    edges: list[float]
    rows: list[list[GridCell]]
    is_ruled: bool = True
    last_page: int = 0

    def open_above(self) -> dict[int, GridCell]:
        """For each column, the cell that covers it in the last row."""
        out: dict[int, GridCell] = {}
        for number, row in enumerate(self.rows):
            for cell in row:
                if number + cell.rows >= len(self.rows):
                    out.update(dict.fromkeys(range(cell.column, cell.column + cell.columns), cell))
        return out


Block = Paragraph | Grid
