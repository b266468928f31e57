"""Where Word's marks stand in the base, sign by sign."""
from __future__ import annotations

from dataclasses import replace

from canevas.governance.recommendations.rules.amending.amendment import Exact, Stretch, Where
from canevas.governance.recommendations.rules.amending.exactly import as_written
from canevas.governance.recommendations.rules.amending.lines import Compared, same_letters
from canevas.tools.documents.revisions.changes import Change, Kind, MoveEnd
from canevas.tools.documents.revisions.model import END, Stream, View


class Marks:
    """The marks in one stream. ``base`` are the lines of the base there, ``skip`` how many stand before the stream."""

    def __init__(self, stream: Stream, compared: Compared, where: Where, base: list[str], skip: int) -> None:
        self.stream, self.compared, self.where, self.base, self.skip = stream, compared, where, base, skip
        self.lines = stream.lines(View.BEFORE)
        self.places: list[tuple[int, int]] = []  # of each piece: its line, from 1, and the signs before it
        line, column = 1, 0
        for piece in stream.pieces:
            self.places.append((line, column))
            if piece.stands(View.BEFORE):
                parts = piece.text.split(END)
                line, column = line + len(parts) - 1, len(parts[-1]) + (column if len(parts) == 1 else 0)
        self.places.append((line, column))

    def of_change(self, change: Change) -> Exact | None:
        """``None`` where the change is of words that the base does not have."""
        at = change.index if change.at is None else change.at
        if change.is_new_line:
            return Exact(behind=self._behind(at), opens=self._opens(at))
        line, column = self.places[at]
        number = self._number(line)
        if change.kind is Kind.SPLIT:
            cut = self._sign(line, column)
            return None if cut is None else Exact(cuts=((number, cut),))
        if change.kind is Kind.MERGE:
            return self._merged(change)
        stretch = self._stretch(line, column, change.before, change.after)
        if stretch is None:
            return None
        return Exact(texts=(stretch,), is_after_cut=change.is_after_cut or self._is_after_end(change.index))

    def leaving(self, end: MoveEnd) -> Exact | None:
        line, column = self.places[end.index]
        found = []
        for place, text in enumerate(end.text.split(END)):
            stretch = self._stretch(line + place, 0 if place else column, text, "")
            if stretch is None:
                return None
            found.append(stretch)
        return Exact(texts=tuple(found))

    def arriving(self, end: MoveEnd) -> Exact | None:
        line, column = self.places[end.index]
        is_line = self._is_after_end(end.index) or self._is_before_end(end.index)
        return Exact(behind=self._behind(end.index), to_start=None if is_line else self._sign(line, column),
                     opens=self._opens(end.index))

    def _merged(self, change: Change) -> Exact:
        joined = (self._number(change.joins),)
        start, _end, last = change.before.partition(END)
        if last and change.after.endswith(last):
            return Exact(joined=joined, joint=change.after[len(start):len(change.after) - len(last)])
        return Exact(joined=joined, joint="")

    def _behind(self, index: int) -> Where:
        """What is put before the first word of a line stands behind the line before it."""
        line, column = self.places[index]
        line -= column == 0
        return replace(self.where, line=self._number(line) if line else self.skip)

    def _opens(self, index: int) -> bool:
        return self.skip > 0 and self.places[index] == (1, 0)

    def _number(self, line: int) -> int:
        return self.compared.base_of.get(line + self.skip, line + self.skip)

    def _sign(self, line: int, column: int) -> int | None:
        number = self._number(line)
        if not 0 < number <= len(self.base) or line > len(self.lines):
            return None
        ours, theirs = self.base[number - 1], self.lines[line - 1]
        if ours == theirs:
            return column
        if same_letters(ours, theirs):
            return as_written(theirs, ours, column)
        if ours.startswith(theirs[:column]):
            return column
        if ours.endswith(theirs[column:]):
            return len(ours) - len(theirs) + column
        return None

    def _stretch(self, line: int, column: int, before: str, after: str) -> Stretch | None:
        start, end = self._sign(line, column), self._sign(line, column + len(before))
        if start is None or end is None or start > end:
            return None
        if not same_letters(self.base[self._number(line) - 1][start:end], before):
            return None
        return Stretch(self._number(line), start, end, after)

    def _is_after_end(self, index: int) -> bool:
        """Whether an end of a paragraph was put between the last word that stays and the piece ``index``."""
        for piece in reversed(self.stream.pieces[:index]):
            if piece.inserted is None:
                return False
            if piece.is_end:
                return True
        return False

    def _is_before_end(self, index: int) -> bool:
        """Whether an end of a paragraph was put between the piece ``index`` and the next word that stays."""
        for piece in self.stream.pieces[index:]:
            if piece.inserted is None:
                return False
            if piece.is_end:
                return True
        return False
