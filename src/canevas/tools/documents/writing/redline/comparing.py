"""The changes that lead from one version of a text to another: word by word in a line, by line in a cell, by row."""
from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from rapidfuzz.distance import LCSseq

from canevas.tools.documents.writing.redline.aligning import Item, align
from canevas.tools.documents.writing.redline.breaking import Broken, with_breaks
from canevas.tools.documents.writing.redline.change import Change, Kind, Place, RedlineError
from canevas.tools.documents.writing.redline.layout import Layout, LineText, read_layout
from canevas.tools.documents.writing.redline.tables import TableComparison
from canevas.tools.documents.writing.redline.writing import write_redline
from canevas.tools.text.sentences import say

Author = str | Callable[[Change], str]
"""Who proposed a change; a function is given the change, its author still empty."""
_WORD = re.compile(r"\w+|\s+|[^\w\s]")
_END = "\f"
"""Stands for the end of a line among words: no text of Word holds one."""
_SHORTEST_MOVE = 12
"""Characters: a shorter line that goes here and comes there is no move but two lines."""


def redline_between(base_docx: bytes, changed_docx: bytes, author: Author, date: datetime, *,
                    prefix: str = "cnv_") -> bytes:
    """``base_docx`` with what leads to the text of ``changed_docx`` as tracked changes.

    Lines and rows are known again by the bookmarks whose names begin with ``prefix``, else by their text. The changed
    file's own tracked changes count as accepted; its formats are not looked at. Raises
    :class:`~.change.RedlineError` where the two do not have the same tables.
    """
    return redline_towards(base_docx, read_layout(changed_docx, prefix=prefix), author, date, prefix=prefix)


def redline_towards(base_docx: bytes, changed: Layout, author: Author, date: datetime, *,
                    prefix: str = "cnv_") -> bytes:
    """As :func:`redline_between`, where of the changed version only the texts are known."""
    return write_redline(base_docx, changes_between(read_layout(base_docx, prefix=prefix), changed, author, date))


def changes_between(base: Layout, changed: Layout, author: Author, date: datetime) -> list[Change]:
    """The changes, in an order in which :func:`~.writing.write_redline` takes them."""
    if len(base.tables) != len(changed.tables):
        raise RedlineError(say(
            "The two versions do not have the same tables (%(base)d and %(changed)d): a redline can show lines, rows "
            "and words that change, not a whole table that comes or goes.",
            base=len(base.tables), changed=len(changed.tables)))
    drafts: list[Change] = []
    for (first, last), (begin, end) in _stretches(base, changed):
        drafts += line_changes(base.paragraphs[first:last], changed.paragraphs[begin:end], Place(first), date)
    for number, (old, new) in enumerate(zip(base.tables, changed.tables, strict=True)):
        drafts += TableComparison(number, old, new, date, line_changes).changes()
    return [replace(draft, author=author if isinstance(author, str) else author(draft))
            for draft in _with_moves(drafts, base)]


def _stretches(base: Layout, changed: Layout) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    """The paragraphs between tables, side by side."""
    ours, theirs = [*base.breaks, len(base.paragraphs)], [*changed.breaks, len(changed.paragraphs)]
    if len(ours) != len(theirs):
        return [((0, len(base.paragraphs)), (0, len(changed.paragraphs)))]
    found = list(zip(zip([0, *ours], ours, strict=False), zip([0, *theirs], theirs, strict=False), strict=True))
    if any(first == last and begin < end for (first, last), (begin, end) in found):
        return [((0, len(base.paragraphs)), (0, len(changed.paragraphs)))]
    return found


@dataclass(frozen=True, slots=True)
class _Lines:
    """Where the lines stand: those of a cell or of the body, ``place.paragraph`` the first of them."""

    place: Place
    date: datetime

    def at(self, line: int, start: int | None = None, end: int | None = None, after: bool = False) -> Place:
        return replace(self.place, paragraph=self.place.paragraph + line, start=start, end=end, after=after)

    def change(self, kind: Kind, place: Place, text: str = "") -> Change:
        return Change(kind, "", self.date, place, text)


def line_changes(old: Sequence[LineText], new: Sequence[LineText], place: Place, date: datetime) -> list[Change]:
    """What makes ``new`` of the lines ``old``, the first of which stands at ``place``. There is an old one at least."""
    if [line.text for line in old] == [line.text for line in new]:
        return []
    lines = _Lines(place, date)
    found: list[Change] = []
    last: int | None = None
    for pair in with_breaks(align([Item(line.text, line.ids, "line") for line in old],
                                  [Item(line.text, line.ids, "line") for line in new]), old, new):
        if isinstance(pair, Broken):
            found += _cut(lines, pair.old[0], old[pair.old[0]].text, [new[number].text for number in pair.new]) \
                if len(pair.old) == 1 else _join(
                    lines, pair.old, [old[number].text for number in pair.old], new[pair.new[0]].text)
            last = pair.old[-1]
            continue
        if pair.old is None and pair.new is not None:
            spot = lines.at(0) if last is None else lines.at(last, after=True)
            found.append(lines.change(Kind.INSERT, spot, new[pair.new].text))
        elif pair.old is not None and pair.new is None:
            found.append(lines.change(Kind.DELETE, lines.at(pair.old)))
        elif pair.old is not None and pair.new is not None:
            found += _word_changes(lines, pair.old, old[pair.old].text, new[pair.new].text)
        last = last if pair.old is None else pair.old
    return found


def _cut(lines: _Lines, number: int, old: str, parts: Sequence[str]) -> list[Change]:
    """One line that became several: where it is cut, and what was put and taken besides."""
    found: list[Change] = []
    for start, end, text in _hunks(_WORD.findall(old), _with_ends(parts)):
        first, *others = text.split(_END)
        if start < end or first:
            kind = Kind.INSERT if start == end else Kind.REPLACE if first else Kind.DELETE
            found.append(lines.change(kind, lines.at(number, start, end), first))
        for place, other in enumerate(others):
            # a blank that goes begins the second half: LibreOffice would lose it at the end of the first
            cut = end if first or place else start
            found.append(lines.change(Kind.SPLIT, lines.at(number, cut)))
            found += [lines.change(Kind.INSERT, lines.at(number, end, end), other)] if other else []
    return found


def _join(lines: _Lines, numbers: Sequence[int], texts: Sequence[str], new: str) -> list[Change]:
    """Several lines that became one: their ends, and what was put and taken besides, behind the ends where it stands
    at one."""
    begins = [sum(len(text) + 1 for text in texts[:place]) for place in range(len(texts) + 1)]
    found = [lines.change(Kind.MERGE, lines.at(number)) for number in numbers[:-1]]
    for start, end, text in _hunks(_with_ends(texts), _WORD.findall(new)):
        last = max(place for place in range(len(texts)) if begins[place] <= end)
        for place, number in enumerate(numbers):
            at, to = max(start, begins[place]) - begins[place], min(end, begins[place + 1] - 1) - begins[place]
            put = text if place == last else ""
            if at < to or (put and place == last):
                at, to = min(at, len(texts[place])), max(min(at, len(texts[place])), to)
                kind = Kind.INSERT if at == to else Kind.REPLACE if put else Kind.DELETE
                found.append(lines.change(kind, lines.at(number, at, to), put))
    return found


def _with_ends(texts: Sequence[str]) -> list[str]:
    """The words of several lines, the end of each but the last among them."""
    return [word for text in texts for word in (_END, *_WORD.findall(text))][1:]


def _word_changes(lines: _Lines, number: int, old: str, new: str) -> list[Change]:
    """Word by word; changes that only a blank parts are one."""
    found = []
    for start, end, text in _hunks(_WORD.findall(old), _WORD.findall(new)) if old != new else ():
        kind = Kind.INSERT if start == end else Kind.REPLACE if text else Kind.DELETE
        found.append(lines.change(kind, lines.at(number, start, end), text))
    return found


def _hunks(ours: Sequence[str], theirs: Sequence[str]) -> list[tuple[int, int, str]]:
    """What differs, as the signs of the old text that go and the text that comes."""
    hunks: list[list[int]] = []
    for code in LCSseq.opcodes(ours, theirs):
        if code.tag == "equal":
            continue
        between = "".join(ours[hunks[-1][1]:code.src_start]) if hunks else "."
        if not between.strip():
            hunks[-1][1], hunks[-1][3] = code.src_end, code.dest_end
        else:
            hunks.append([code.src_start, code.src_end, code.dest_start, code.dest_end])
    starts = [0]
    for word in ours:
        starts.append(starts[-1] + len(word))
    return [(starts[start], starts[end], "".join(theirs[begin:finish])) for start, end, begin, finish in hunks]


def _with_moves(drafts: list[Change], base: Layout) -> list[Change]:
    """A line that goes in one place and comes, the same, in one other is one move."""
    left: dict[str, list[int]] = {}
    come: dict[str, list[int]] = {}
    for number, draft in enumerate(drafts):
        if draft.place.start is None and draft.kind is Kind.DELETE:
            left.setdefault(_line(base, draft.place).text, []).append(number)
        elif draft.place.start is None and draft.kind is Kind.INSERT:
            come.setdefault(draft.text, []).append(number)
    moved = {come[text][0]: numbers[0] for text, numbers in left.items()
             if len(numbers) == 1 == len(come.get(text, ())) and len(text) >= _SHORTEST_MOVE}
    gone = set(moved.values())
    return [replace(drafts[moved[number]], kind=Kind.MOVE, to=draft.place) if number in moved else draft
            for number, draft in enumerate(drafts) if number not in gone]


def _line(base: Layout, place: Place) -> LineText:
    if place.table is None:
        return base.paragraphs[place.paragraph]
    cell = next(cell for cell in base.tables[place.table][place.row].cells if cell.column == place.column)
    return (cell.lines or ())[place.paragraph]
