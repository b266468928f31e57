"""What stays beside a change: the words of the base before and behind it, lines that go wholly passed over.

The last end of a cell can neither be put nor taken. So a line that goes at the end of a cell takes the end of the line
before it along: that end joins nothing, though words of the base stand on both sides of it.
"""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from canevas.tools.documents.revisions.model import Piece


class Beside:
    def __init__(self, pieces: Sequence[Piece]) -> None:
        self.pieces = pieces
        self.leaving = frozenset(_leaving(pieces))
        """The pieces with words of the base on lines of which no word stays, whoever took them."""

    def words(self, places: Iterable[int]) -> list[int]:
        """The pieces with words of the base among ``places``, up to the end of their line. A line that goes wholly is
        none: its words are passed over, and the end behind them where that goes too."""
        found: list[int] = []
        passed = False
        for index in places:
            piece = self.pieces[index]
            if piece.inserted is not None:
                continue
            if index in self.leaving:
                passed = True
            elif not piece.is_end:
                found.append(index)
            elif found or not passed or piece.deleted is None:
                break
            else:
                passed = False
        return found

    def text(self, places: Iterable[int]) -> str:
        return "".join(self.pieces[index].text for index in places)


def _leaving(pieces: Sequence[Piece]) -> Iterable[int]:
    line: list[int] = []
    stays = False
    for index, piece in enumerate(pieces):
        if piece.is_end and piece.inserted is None:
            yield from () if stays else line
            line, stays = [], False
        elif not piece.is_end:
            stays = stays or (piece.deleted is None and bool(piece.text.strip()))
            line += [index] if piece.inserted is None else []
    yield from () if stays else line
