"""What is asked of a redline: changes, their places in the base, and why some of them cannot be written."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from canevas.tools.text.sentences import say


class Kind(StrEnum):
    INSERT = "insert"
    DELETE = "delete"
    REPLACE = "replace"
    MOVE = "move"
    ROW_INSERT = "row-insert"
    ROW_DELETE = "row-delete"
    SPLIT = "split"
    MERGE = "merge"
    COMMENT = "comment"


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the base, counted from 0; nothing that other changes do moves it.

    * ``table``: which ``w:tbl`` in document order, tables in cells counted where they begin; ``None``: outside tables,
      where ``paragraph`` counts the paragraphs of the body that stand in no table.
    * ``row``: which ``w:tr`` of the table, headers and bands counted. ``column``: a grid column that the cell covers
      (``w:gridBefore`` and ``w:gridSpan`` counted); ``None``: the row as a whole. A cell that goes on from the row
      above (``w:vMerge``) means the cell that begins the block: that is the text which a reader sees there.
    * ``paragraph``: which paragraph of the cell, those of tables inside it not counted.
    * ``start``, ``end``: characters of the paragraph's text (see :mod:`.runs`), ``end`` excluded; ``start=None``: the
      paragraph as a whole, ``end=None`` with a start: just that point.
    * ``after``: for new paragraphs and rows, after the one named; else before it.
    """

    paragraph: int = 0
    table: int | None = None
    row: int = 0
    column: int | None = 0
    start: int | None = None
    end: int | None = None
    after: bool = False

    @property
    def range(self) -> tuple[int, int]:
        """Start and end; only for a place that has a start."""
        start = self.start or 0
        return start, start if self.end is None else self.end


Lines = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One authored change.

    * insert: ``text`` at ``place.start``, or as a new paragraph beside ``place`` when that names no characters;
    * delete, replace (by ``text``): the characters of ``place``, or the whole paragraph (replace: its text only);
    * move: those characters, or the whole paragraph, or the whole row (``place.column`` is ``None``), to ``to``;
    * row-insert: a row beside ``place`` (``column`` ignored), ``cells`` left to right, each its lines, or ``None``
      where the cell goes on from the row above;
    * row-delete: the row of ``place``. Where a merged block begins in it and lasts longer, its text goes on in the next
      row; ``cells`` may give other lines for that (same order as the cells of the row);
    * split: the paragraph is broken at ``place.start``; merge: it is joined to the next one;
    * comment: ``text`` about the characters, the paragraph or the row.

    ``text`` may hold tabs and line breaks (``\\n``). ``date`` must be aware. ``within`` makes the place one in the new
    text of another change instead of the base: its index in the sequence (an insert or a replace); ``place.start`` and
    ``end`` then count in that text. So a deletion of what somebody else inserted is nested, as Word nests it.
    """

    kind: Kind
    author: str
    date: datetime
    place: Place
    text: str = ""
    cells: tuple[Lines | None, ...] = field(default=())
    to: Place | None = None
    within: int | None = None


def kind_word(kind: Kind) -> str:
    """The kind of change as a person calls it."""
    return {
        Kind.INSERT: say("insertion"), Kind.DELETE: say("deletion"), Kind.REPLACE: say("replacement"),
        Kind.MOVE: say("move"), Kind.ROW_INSERT: say("inserted row"), Kind.ROW_DELETE: say("deleted row"),
        Kind.SPLIT: say("split paragraph"), Kind.MERGE: say("joined paragraphs"), Kind.COMMENT: say("comment"),
    }[kind]


class RedlineError(ValueError):
    """A change that cannot be written; the message is a sentence for people."""


class ConflictError(RedlineError):
    """Two changes of one place that Word cannot show together: ``first`` and ``second``."""

    def __init__(self, first: Change, second: Change) -> None:
        self.first, self.second = first, second
        super().__init__(say(
            "The changes of “%(one)s” (%(what)s) and of “%(other)s” (%(what_other)s) both change the same words: Word "
            "cannot show the two together. Settle them first.",
            one=first.author, what=kind_word(first.kind), other=second.author,
            what_other=kind_word(second.kind)))


def misplaced(change: Change) -> RedlineError:
    return RedlineError(say(
        "A change of “%(author)s” (%(what)s) is at a place that the base document does not have. Check that it was "
        "made on this version.", author=change.author, what=kind_word(change.kind)))
