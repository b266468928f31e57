"""The changes within a cell, or in the text outside the table: those that Word marks, and those found by comparing."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from canevas.governance.recommendations.rules.amending.amendment import TEXT, Amendment, Where
from canevas.governance.recommendations.rules.amending.lines import Compared, compare_lines, same_letters
from canevas.governance.recommendations.rules.amending.marks import Marks
from canevas.governance.recommendations.rules.amending.sheet import SheetRow
from canevas.tools.documents.revisions.changes import Change, Kind, MoveEnd, StreamChanges
from canevas.tools.documents.revisions.model import END, Cell, Comment, Revision, Row, Spot, Stream, View


@dataclass(slots=True)
class Spotted:
    """An amendment, or one end of a move that Word marks; ``is_carried``: a row whose content is marked as moved."""

    amendment: Amendment
    end: MoveEnd | None = None
    is_carried: bool = False

    @property
    def line(self) -> int:
        return self.amendment.where.line or 0


@dataclass(slots=True)
class _Read:
    """A stream that was read: its place, how its lines correspond to those of the base, what the base says there."""

    where: Where
    compared: Compared
    context: list[str]
    skip: int


def _ends_new(stream: Stream) -> bool:
    """Whether the last paragraph is wholly put there. Its end cannot be: without its words, an empty line is left."""
    if not stream.pieces or not stream.pieces[-1].is_end or stream.pieces[-1].inserted:
        return False
    own = list(takewhile(lambda piece: not piece.is_end, reversed(stream.pieces[:-1])))
    return len(own) + 1 < len(stream.pieces) and bool(own) and all(piece.inserted for piece in own)


class CellFinder:
    def __init__(self, file: str, saved: Revision) -> None:
        self.file, self.saved = file, saved
        self.cosmetic = 0
        self._read: dict[int, _Read] = {}

    def compare(self, base: list[str], copy: list[str], *streams: Stream) -> Compared:
        """The lines of the base and of the copy, which stand in ``streams``."""
        # LibreOffice drops the blank before the end of a paragraph: where an end is new, the base seems to lack it.
        is_split = any(piece.is_end and piece.inserted for stream in streams for piece in stream.pieces)
        compared = compare_lines(base, copy, blanks=not is_split, unended=sum(map(_ends_new, streams)))
        self.cosmetic += compared.cosmetic
        return compared

    def row(self, row: Row, old: SheetRow, view: View | None, here: Where, new: Amendment | None = None,
            ) -> list[Spotted]:
        """Changes in the cells of ``row``, which was ``old`` in the base; ``view`` is ``None`` for a row that the base
        does not have, which ``new`` tells: there Word's marks alone count."""
        told = frozenset(one.author for one in (row.inserted, row.deleted) if one is not None)
        found: list[Spotted] = []
        seen: list[Cell] = []
        for cell in row.cells:
            before = old.cell_over(cell.column) if view is not None else None
            if cell.continues and not (before is not None and before.column == cell.column) \
                    and not cell.content.is_changed:
                continue
            if before is None and view is not None and self._says_again(cell, old, view):
                continue
            lines = cell.content.lines(View.BEFORE)
            base = before.content.lines(view) if before is not None and view is not None else [""]
            compared = self.compare(base, lines, cell.content) if view is not None else _as_it_stands(lines)
            where = replace(here, column=old.column_of(before or cell))
            found += self.untracked(compared, where, base)
            marked = self.tracked(cell.content, compared, where, base, leave_out=told, around=new)
            for one in marked if view is None else ():
                one.amendment.exact = None  # of a row that the base does not have
                if one.amendment.within is None and new is not None and new.author != one.amendment.author:
                    one.amendment.within = new
            found += marked
            seen += [before] if before is not None else []
        if view is not None:
            found += self._lost_cells(old, view, here, seen)
        return found

    def _says_again(self, cell: Cell, old: SheetRow, view: View) -> bool:
        """Whether a cell that the base merges into the one above only repeats the words of that one."""
        above = old.above.get(cell.column)
        again = above is not None and not cell.content.is_changed and same_letters(
            above.content.text(view), cell.content.text(View.BEFORE)) and bool(cell.content.text(View.BEFORE).strip())
        self.cosmetic += again
        return again

    def _lost_cells(self, old: SheetRow, view: View, here: Where, seen: list[Cell]) -> Iterator[Spotted]:
        """What stood in cells that the copy does not have."""
        for cell in old.row.cells:
            lines = cell.content.lines(view)
            if not cell.continues and not any(cell is other for other in seen) and any(map(str.strip, lines)):
                yield from self.untracked(self.compare(lines, [""]), replace(here, column=old.column_of(cell)), lines)

    def untracked(self, compared: Compared, where: Where, context: list[str]) -> list[Spotted]:
        found = []
        for change in compared.changes:
            here = replace(where, line=change.line)
            there = replace(where, line=change.to) if change.to else None
            if change.exact is not None and change.behind is not None:
                change.exact.behind = replace(where, line=change.behind)
            found.append(Spotted(Amendment(
                self.file, self.saved.author, self.saved.date, change.kind, here, change.before, change.after,
                _context(where, context, change.line), is_tracked=False, to=there, is_line=change.is_line,
                exact=change.exact)))
        return found

    def tracked(self, stream: Stream, compared: Compared, where: Where, context: list[str], *,
                skip: tuple[int, int] = (0, 0), leave_out: frozenset[str] = frozenset(),
                around: Amendment | None = None) -> list[Spotted]:
        """What Word marks in ``stream``; ``skip``: lines of the text before it, changes rejected and accepted;
        ``around``: the row that came in whole with it."""
        self._read[id(stream)] = _Read(where, compared, context, skip[0])
        if not stream.is_changed:
            return []
        marked = StreamChanges(stream, leave_out=leave_out)
        exactly = Marks(stream, compared, where, context, skip[0])
        found = []
        told_of: dict[int, Amendment] = {}
        for change in marked.changes:
            line = change.line + skip[1] if change.is_new_line else _line(compared, change.line + skip[0])
            before = change.before
            if change.kind is Kind.SPLIT and 0 < line <= len(context) and same_letters(before, context[line - 1]):
                before = context[line - 1]
            told = self._marked(change.by, change.kind, replace(where, line=line), context, before, change.after)
            told.exact = exactly.of_change(change)
            told_of[id(change)] = told
            found.append(Spotted(told))
        for end in marked.ends:
            if end.side == "from":
                there = replace(where, line=_line(compared, end.line + skip[0]))
                found.append(Spotted(self._marked(end.by, Kind.DELETE, there, context, before=end.text), end))
                found[-1].amendment.exact = exactly.leaving(end)
            else:
                there = replace(where, line=end.line + skip[1])
                found.append(Spotted(self._marked(end.by, Kind.INSERT, there, context, after=end.text), end))
                found[-1].amendment.exact = exactly.arriving(end)
                told_of[id(end)] = found[-1].amendment
        for change in marked.changes:
            self._depends(change, told_of, around)
        return found

    def _depends(self, change: Change, told_of: dict[int, Amendment], around: Amendment | None) -> None:
        """Of a change within what another author put: what it depends on, and the line that this makes."""
        if change.inside is None:
            return
        one = told_of[id(change)]
        host = around if change.inside.host is None else told_of.get(id(change.inside.host))
        if host is None or host is one or host.author == one.author:
            return
        one.within, one.at, one.exact = host, change.inside.at, None
        is_new = isinstance(change.inside.host, MoveEnd) or (
            change.inside.host is not None and change.inside.host.is_new_line)
        if is_new:
            one.where = replace(one.where, line=host.where.line)

    def _marked(self, by: Revision, kind: Kind, where: Where, context: list[str], before: str = "",
                after: str = "") -> Amendment:
        return Amendment(self.file, by.author, by.date, kind, where, before, after,
                         _context(where, context, where.line or 1), is_tracked=True)

    def remarks(self, comments: list[Comment]) -> Iterator[Amendment]:
        """Comments in the margin, each where its passage begins; one without a place belongs to the text. An answer
        stands where what it answers does."""
        told: dict[int, Amendment] = {}
        for comment in comments:
            about = comment if comment.start is not None or comment.answers is None else comment.answers
            where, context = self._beside(about)
            told[id(comment)] = Amendment(
                self.file, comment.author, comment.date, Kind.COMMENT, where, _passage(about.start, about.end),
                comment.text, context, is_tracked=True)
        for comment in comments:
            if comment.answers is not None:
                told[id(comment)].within = told[id(comment.answers)]
        return iter(told.values())

    def _beside(self, comment: Comment) -> tuple[Where, str]:
        """The place of a comment, and what the base says there."""
        read = self._read.get(id(comment.start.stream)) if comment.start is not None else None
        if read is None or comment.start is None:
            return Where(TEXT), ""
        pieces = comment.start.stream.pieces[:comment.start.index]
        line = 1 + sum(piece.text.count(END) for piece in pieces if piece.stands(View.BEFORE))
        where = replace(read.where, line=_line(read.compared, line + read.skip))
        return where, _context(read.where, read.context, where.line or 1)


def _as_it_stands(lines: list[str]) -> Compared:
    return Compared(base_of={number: number for number in range(1, len(lines) + 1)})


def _line(compared: Compared, line: int) -> int:
    return compared.base_of.get(line, line)


def _context(where: Where, lines: list[str], line: int) -> str:
    """The whole cell; of the text outside the table the one paragraph."""
    if where.section != TEXT or where.row is not None:
        return END.join(lines)
    return lines[line - 1] if 0 < line <= len(lines) else ""


def _passage(start: Spot | None, end: Spot | None) -> str:
    """The words of the base that a comment speaks of; where it speaks only of new ones, those."""
    if start is None or end is None:
        return ""
    pieces = start.stream.pieces[start.index:end.index if end.stream is start.stream else None]
    pieces += end.stream.pieces[:end.index] if end.stream is not start.stream else []
    for view in View:
        text = "".join(piece.text for piece in pieces if piece.stands(view)).strip(END)
        if text:
            return text
    return ""
