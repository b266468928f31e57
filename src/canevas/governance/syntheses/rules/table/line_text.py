"""What text edits, cuts and joins make of the lines of a base."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from canevas.governance.syntheses.rules.table.edits import (
    DeleteLine,
    Edit,
    MergeLines,
    MoveLine,
    ReplaceText,
    SplitLine,
)
from canevas.governance.syntheses.rules.table.model import Line, Table

Pieces = dict[str, tuple[Line, ...]]
"""Each line of the base with what it has become: one piece, or several where it was cut."""


class EditFault(ValueError):  # noqa: N818
    """An edit that cannot be made: ``node`` is the identifier that it names, ``why`` tells the cause."""

    def __init__(self, node: str, why: str) -> None:
        super().__init__(f"{why}: {node}")
        self.node, self.why = node, why


def cut_lines(base: Table, edits: Sequence[Edit]) -> Pieces:
    """The pieces of every line.

    Raises :class:`EditFault` for an unknown line, a range outside it, or two that overlap.
    """
    texts = {line.uid: line.text for line in base.lines}
    wanted: dict[str, list[ReplaceText | SplitLine]] = {}
    for edit in edits:
        if isinstance(edit, ReplaceText | SplitLine | DeleteLine | MoveLine | MergeLines) and edit.line not in texts:
            raise EditFault(edit.line, "no such line")
        if isinstance(edit, ReplaceText | SplitLine):
            wanted.setdefault(edit.line, []).append(edit)
    pieces = {uid: _cut(Line(uid, text), wanted.get(uid, ())) for uid, text in texts.items()}
    for edit in edits:
        if isinstance(edit, MergeLines):
            if edit.other not in pieces or edit.other == edit.line:
                raise EditFault(edit.other, "no such line")
            *first, last = pieces[edit.line]
            head, *rest = pieces[edit.other]
            pieces[edit.line] = (*first, Line(last.uid, f"{last.text}{edit.joint}{head.text}"), *rest)
    return pieces


def span(edit: ReplaceText | SplitLine) -> tuple[int, int]:
    return (edit.start, edit.end) if isinstance(edit, ReplaceText) else (edit.at, edit.at)


def overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two ranges of a line want the same words; two insertions at one place do, a range that only touches
    another does not."""
    (start, end), (begin, stop) = sorted((one, other))
    if start == end and begin == stop:
        return start == begin
    return begin < end


def _cut(line: Line, edits: Iterable[ReplaceText | SplitLine]) -> tuple[Line, ...]:
    order = sorted(edits, key=span)
    for one in order:
        start, end = span(one)
        if not 0 <= start <= end <= len(line.text):
            raise EditFault(line.uid, "outside the line")
    for one, other in pairwise(order):
        if overlap(span(one), span(other)):
            raise EditFault(line.uid, "two changes of the same words")
    texts, uids, at = [""], [line.uid], 0
    for one in order:
        start, end = span(one)
        texts[-1] += line.text[at:start]
        at = end
        if isinstance(one, ReplaceText):
            texts[-1] += one.text
        else:
            texts.append("")
            uids.append(one.uid)
    texts[-1] += line.text[at:]
    if len(texts) > 1:
        texts = [text.strip() for text in texts]
    return tuple(Line(uid, text) for uid, text in zip(uids, texts, strict=True))
