"""What a person did, put together from Word's marks in one stream.

Word marks every run and every end of a paragraph by itself. Here the marks of one author that stand at one place become
one change: what was taken and put there is a replacement, whole lines are changes of their own, and an end of a
paragraph that is put or taken between words that stay is a split or a merge.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from canevas.tools.documents.revisions.beside import Beside
from canevas.tools.documents.revisions.model import END, Piece, Revision, Stream, View


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


@dataclass(slots=True)
class Change:
    """One change in a stream. ``line`` is 1-based and counts the lines before the changes; that of a line that is
    wholly new counts the lines after them. ``index`` is the piece where it begins."""

    kind: Kind
    line: int
    before: str
    after: str
    by: Revision
    index: int
    is_new_line: bool = False
    joins: int = 0
    """Of a merge: the line that follows ``line`` by now, in the same counting."""
    at: int | None = None
    """Of a split: the piece before which the line of the base is cut; of a new line, or of words behind a cut: the one
    before which they stand, where that is not ``index``."""
    is_after_cut: bool = False
    """Words put where a line is split: whether they begin the second half."""
    parts: tuple[int, ...] = ()
    """The pieces that hold what was put."""
    inside: Inside | None = None
    """Where it stands in what another author put."""


@dataclass(slots=True)
class MoveEnd:
    """One end of a move; ``line`` as in :class:`Change`: of what leaves before, of what arrives after the changes."""

    side: Literal["from", "to"]
    line: int
    text: str
    by: Revision
    index: int
    parts: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Inside:
    """A change within what another author put: ``by`` is that author's mark, ``host`` the change that it belongs to
    (``None`` where the row or the cell around says it all), ``at`` the signs of ``host`` before it."""

    by: Revision
    host: Change | MoveEnd | None
    at: int


@dataclass(slots=True)
class _Segment:
    """What was put (or taken) within one line; ``index`` is where it stands."""

    index: int
    text: str = ""
    parts: list[int] = field(default_factory=list)


@dataclass(slots=True)
class _Stretch:
    """Marks of one author that no word that stays parts from one another."""

    by: Revision
    start: int
    end: int
    taken: list[_Segment] = field(default_factory=list)
    put: list[_Segment] = field(default_factory=list)


_Role = Literal["put", "taken", "unseen", "stays"]


class StreamChanges:
    """The changes marked in ``stream``, in its order; ``leave_out`` names authors of whom nothing is told, because the
    row or the cell around it says it all."""

    def __init__(self, stream: Stream, *, leave_out: frozenset[str] = frozenset()) -> None:
        self.pieces = stream.pieces
        self._beside = Beside(stream.pieces)
        self.changes: list[Change] = []
        self.ends: list[MoveEnd] = []
        self._before = self._line_numbers(View.BEFORE)
        self._after = self._line_numbers(View.AFTER)
        for revision in self._hands():
            if revision.author not in leave_out:
                for stretch in self._stretches(revision):
                    if revision.move:
                        self._move(stretch)
                    else:
                        self._tell(stretch)
        self.changes.sort(key=lambda change: change.index)
        for change in self.changes:
            change.inside = self._inside(change)

    def _inside(self, change: Change) -> Inside | None:
        """What another author put around ``change``: the words that it takes, or those on both sides of it."""
        own = change.by.author
        taken = self.pieces[change.index].inserted if change.before else None
        if taken is not None and taken.author != own:
            host: int | None = change.index
        else:
            host = None if change.before or change.kind is not Kind.INSERT else self._around(change)
        by = self.pieces[host].inserted if host is not None else None
        if host is None or by is None:
            return None
        told: list[Change | MoveEnd] = [*self.changes, *self.ends]
        found = next((one for one in told if host in one.parts), None)
        places = found.parts if found is not None else [
            place for place, piece in enumerate(self.pieces) if piece.inserted is not None
            and piece.inserted.author == by.author and (piece.deleted is None or piece.deleted.author != by.author)]
        return Inside(by, found, sum(len(self.pieces[place].text) for place in places if place < change.index))

    def _around(self, change: Change) -> int | None:
        """A piece with words of the one author between whose words those that ``change`` puts stand; of a line that is
        wholly that author's, also at its end."""
        own = change.by.author
        others = [place for place, piece in enumerate(self.pieces)
                  if piece.inserted is None or piece.inserted.author != own]
        left = max((place for place in others if place < change.index), default=None)
        right = min((place for place in others if place > max(change.parts, default=change.index)), default=None)
        if left is None or right is None:
            return None
        before, after = self.pieces[left], self.pieces[right]
        if before.inserted is None or (after.inserted is None and not after.is_end):
            return None
        if after.inserted is None or after.inserted.author != before.inserted.author:
            begins = max((place for place in range(left + 1) if self.pieces[place].is_end), default=None)
            is_new = begins is not None and begins < left and all(
                piece.inserted is not None and piece.inserted.author == before.inserted.author
                for piece in self.pieces[begins:left + 1])
            return left if after.is_end and is_new else None
        return next((place for place in (left, right) if not self.pieces[place].is_end), None)

    def _line_numbers(self, view: View) -> list[int]:
        """For each piece, and for the end of all, the 1-based line in which it stands or would stand."""
        found, line = [], 1
        for piece in self.pieces:
            found.append(line)
            if piece.stands(view):
                line += piece.text.count(END)
        return [*found, line]

    def _hands(self) -> list[Revision]:
        """Each author, and each move by itself, once; with the date of the first mark."""
        found: dict[tuple[str, str], Revision] = {}
        for piece in self.pieces:
            for revision in (piece.inserted, piece.deleted):
                if revision is not None:
                    found.setdefault((revision.author, revision.move), revision)
        return list(found.values())

    def _role(self, index: int, hand: Revision) -> _Role:
        """What a piece is to the one whose changes are being put together."""
        piece = self.pieces[index]
        put, taken = _same(piece.inserted, hand), _same(piece.deleted, hand)
        if put:
            assert piece.inserted is not None
            undone = piece.deleted is not None and piece.deleted.author == piece.inserted.author
            return "unseen" if undone and not hand.move else "put"
        if taken:
            assert piece.deleted is not None
            own = piece.inserted is not None and piece.inserted.author == piece.deleted.author
            return "unseen" if own and not hand.move else "taken"
        return "stays" if piece.inserted is None and index not in self._beside.leaving else "unseen"

    def _stretches(self, hand: Revision) -> Iterator[_Stretch]:
        stretch: _Stretch | None = None
        nested = passed = False
        for index, piece in enumerate(self.pieces):
            role = self._role(index, hand)
            if role == "unseen":
                passed = True
                continue
            was_nested, nested = nested, role == "taken" and piece.inserted is not None
            # Who took words out of what another one put had the rest of it before the eyes: it parts the changes.
            if stretch is not None and (role == "stays" or (passed and (nested or was_nested))):
                yield stretch
                stretch = None
            passed = False
            if role != "stays":
                stretch = stretch or self._begun(piece, role, index)
                self._add(stretch.put if role == "put" else stretch.taken, index)
                stretch.end = index + 1
        if stretch is not None:
            yield stretch

    def _begun(self, piece: Piece, role: _Role, index: int) -> _Stretch:
        first = piece.inserted if role == "put" else piece.deleted
        assert first is not None
        return _Stretch(first, index, index, [_Segment(index)], [_Segment(index)])

    def _add(self, segments: list[_Segment], index: int) -> None:
        piece = self.pieces[index]
        if piece.is_end:
            segments.append(_Segment(index + 1))
            return
        if not segments[-1].text:
            segments[-1].index = index
        segments[-1].text += piece.text
        segments[-1].parts.append(index)

    def _move(self, stretch: _Stretch) -> None:
        for side, segments in (("from", stretch.taken), ("to", stretch.put)):
            text = END.join(segment.text for segment in segments).strip(END)
            if text.strip():
                index = next(segment.index for segment in segments if segment.text)
                lines = self._before if side == "from" else self._after
                parts = tuple(part for segment in segments for part in segment.parts)
                self.ends.append(MoveEnd("from" if side == "from" else "to", lines[index], text, stretch.by, index,
                                         parts))

    def _tell(self, stretch: _Stretch) -> None:
        """Pair what was taken with what was put, line by line: a first part that goes on a line that stays, a last part
        that leads into one, and between them whole lines."""
        left = self._beside.words(range(stretch.start - 1, -1, -1))
        right = self._beside.words(range(stretch.end, len(self.pieces)))
        taken, put = list(stretch.taken), list(stretch.put)
        joins, parts = len(taken) > 1, len(put) > 1
        if left and right and joins != parts:
            self._tell_broken(stretch, left, right, is_split=parts)
            return
        if left or not (joins or parts):
            self._pair(stretch, taken.pop(0), put.pop(0))
        if right and (joins or parts):
            nothing = _Segment(stretch.end)
            self._pair(stretch, taken.pop() if taken else nothing, put.pop() if put else nothing)
        self._whole_lines(stretch, taken, put, at=stretch.start if right and not left else None)

    def _tell_broken(self, stretch: _Stretch, left: list[int], right: list[int], *, is_split: bool) -> None:
        """Ends of paragraphs put, or taken, between words that stay: a split or a merge, and what was typed there."""
        many, one = (stretch.put, stretch.taken[0]) if is_split else (stretch.taken, stretch.put[0])
        start, end = self._beside.text(left[::-1]), self._beside.text(right)
        joined = start + ("" if one.text.strip() else one.text) + end
        parted = start + END + end
        self.changes.append(Change(
            Kind.SPLIT if is_split else Kind.MERGE, self._before[left[0] + 1], joined if is_split else parted,
            parted if is_split else joined, stretch.by, stretch.start,
            joins=0 if is_split else self._before[right[0]], at=stretch.end if many[0].text.strip() else stretch.start))
        words = [segment for segment in (many[0], many[-1]) if segment.text.strip()]
        if one.text.strip():
            other = words.pop(0) if words else _Segment(one.index)
            self._pair(stretch, *((one, other) if is_split else (other, one)))
        for segment in words:
            nothing, is_second = _Segment(segment.index), is_split and segment is many[-1]
            self._pair(stretch, *((nothing, segment) if is_split else (segment, nothing)),
                       is_after_cut=is_second, at=stretch.end if is_second else None)
        self._whole_lines(stretch, *(([], many[1:-1]) if is_split else (many[1:-1], [])))

    def _pair(self, stretch: _Stretch, taken: _Segment, put: _Segment, *, is_line: bool = False,
              is_after_cut: bool = False, at: int | None = None) -> None:
        """Something taken from, put into or replaced within one line; ``is_line``: the line itself is new."""
        if taken.text or put.text:
            kind = Kind.REPLACE if taken.text and put.text else Kind.DELETE if taken.text else Kind.INSERT
            index = taken.index if taken.text else put.index
            is_new = is_line and kind is Kind.INSERT
            line = (self._after if is_new else self._before)[index]
            self.changes.append(Change(kind, line, taken.text, put.text, stretch.by, index, is_new,
                                       parts=tuple(put.parts), is_after_cut=is_after_cut, at=at))

    def _whole_lines(self, stretch: _Stretch, taken: list[_Segment], put: list[_Segment],
                     at: int | None = None) -> None:
        for place in range(max(len(taken), len(put))):
            nothing = _Segment(stretch.end)
            self._pair(stretch, taken[place] if place < len(taken) else nothing,
                       put[place] if place < len(put) else nothing, is_line=True, at=at)


def _same(revision: Revision | None, hand: Revision) -> bool:
    return revision is not None and revision.author == hand.author and revision.move == hand.move
