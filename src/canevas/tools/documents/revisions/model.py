"""A Word file with its changes: tables of rows and cells, and streams of pieces that know who put or took them."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

END = "\n"
"""The text of the end of a paragraph; a line break typed within a paragraph reads the same."""
UNNAMED = "?"
"""The name of a move that its file does not name."""


class View(StrEnum):
    BEFORE = "before"
    """Every change rejected."""
    AFTER = "after"
    """Every change accepted."""


@dataclass(frozen=True, slots=True)
class Revision:
    """Who changed something and when; ``move`` is the name under which Word pairs the two ends of a move."""

    author: str
    date: str
    """ISO 8601 as Word wrote it, UTC where the file says so; "" where it does not say."""
    move: str = ""


@dataclass(slots=True)
class Piece:
    """A stretch of text that one hand put or took, or the end of a paragraph."""

    text: str
    inserted: Revision | None = None
    deleted: Revision | None = None
    is_end: bool = False

    def stands(self, view: View) -> bool:
        return (self.inserted if view is View.BEFORE else self.deleted) is None


@dataclass(slots=True)
class Stream:
    """The pieces of a cell, or of the paragraphs that follow one another outside tables; each paragraph ends with an
    end. ``names`` are the bookmarks: the index of the piece before which each stands, and its name."""

    pieces: list[Piece] = field(default_factory=list)
    names: list[tuple[int, str]] = field(default_factory=list)

    def text(self, view: View) -> str:
        """The lines, parted by line feeds, without the end of the last paragraph."""
        if view is View.BEFORE:  # asked for each cell of each copy, several times
            whole = "".join([piece.text for piece in self.pieces if piece.inserted is None])
        else:
            whole = "".join([piece.text for piece in self.pieces if piece.deleted is None])
        return whole[:-1] if whole.endswith(END) else whole

    def lines(self, view: View) -> list[str]:
        return self.text(view).split(END)

    @property
    def is_changed(self) -> bool:
        return any(piece.inserted or piece.deleted for piece in self.pieces)


@dataclass(slots=True)
class Cell:
    """``column`` is the 0-based grid column; ``continues``: it is merged into the cell above and shows nothing."""

    column: int
    span: int = 1
    continues: bool = False
    content: Stream = field(default_factory=Stream)
    beside: bool = False
    """It is merged into the cell on its left, as older programs write it."""


@dataclass(slots=True)
class Row:
    cells: list[Cell] = field(default_factory=list)
    inserted: Revision | None = None
    deleted: Revision | None = None

    def stands(self, view: View) -> bool:
        return (self.inserted if view is View.BEFORE else self.deleted) is None

    def texts(self, view: View) -> list[str]:
        return [cell.content.text(view) for cell in self.cells if not cell.continues]

    @property
    def names(self) -> set[str]:
        return {name for cell in self.cells for _place, name in cell.content.names}


@dataclass(slots=True)
class Table:
    rows: list[Row] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Spot:
    """Before the piece ``index`` of ``stream``."""

    stream: Stream
    index: int


@dataclass(slots=True)
class Comment:
    """A remark in the margin with the passage that it speaks of; ``answers``: the remark below which it stands."""

    author: str
    date: str
    text: str
    start: Spot | None = None
    end: Spot | None = None
    answers: Comment | None = None


@dataclass(slots=True)
class RevisedDocument:
    """``blocks`` are the tables, and between them the streams of paragraphs; footnotes, headers and footers follow as
    ``notes``. ``formatting`` counts the changes that touch only the form; ``author`` and ``date`` are who saved the
    file last and when."""

    name: str
    blocks: list[Stream | Table] = field(default_factory=list)
    notes: list[Stream] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    formatting: int = 0
    author: str = ""
    date: str = ""

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))

    def streams(self) -> Iterator[Stream]:
        """What is written outside tables, notes last."""
        yield from (block for block in self.blocks if isinstance(block, Stream))
        yield from self.notes
