"""Lines into paragraphs: a line that had room for the next word ended on purpose."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from canevas.tools.documents.readers.layout.blocks import Paragraph
from canevas.tools.documents.readers.layout.page import Line
from canevas.tools.documents.readers.layout.starts import begins_item, begins_lower, ends_sentence
from canevas.tools.documents.typed import begins_with_typed_bullet

_SPACE = 0.28
"""Width of a space, in sizes."""
_LOOSE = 1.25
"""Lines further apart than this many usual distances belong to different paragraphs."""
_USUAL = 1.2
_INDENT = 1.0
_MIDDLE = 0.33
"""In the middle of a sentence, only a line that left this share of the column blank ended on purpose."""
_WIDE = 250.0
"""Above this many points a column is running text, not a cell."""


@dataclass(slots=True)
class Column:
    """Where lines are set: from ``left`` to ``right``; ``pitch`` is the usual distance of lines, in sizes.

    ``slack`` is the share of the width by which a line may be longer or shorter than it was in print.
    """

    left: float
    right: float
    pitch: float = _USUAL
    slack: float = 0.0


def usual_pitch(lines: Sequence[Line]) -> float:
    """The commonest distance between neighbouring lines, in sizes; 1.2 where there is nothing to go by."""
    seen: Counter[float] = Counter()
    for before, line in pairwise(lines):
        if before.page == line.page and abs(before.size - line.size) < 0.5:
            pitch = (line.base - before.base) / line.size
            if 0.9 <= pitch <= 2.6 and before.x0 < line.x1 and line.x0 < before.x1:
                seen[round(pitch * 20) / 20] += 1
    if not seen:
        return _USUAL
    most = max(seen.values())
    return min(pitch for pitch, count in seen.items() if count >= most / 2)


def had_room(before: Line, line: Line, column: Column) -> bool:
    """Whether the first word of ``line`` would have fitted at the end of ``before``."""
    room = column.right - before.x1
    if _is_centred(before, column):
        room = (column.right - column.left) - (before.x1 - before.x0)
    needed = _SPACE * before.size + line.first_width()
    if begins_lower(line.text) and not ends_sentence(before.text):
        needed = max(needed + before.size, _MIDDLE * (column.right - column.left))
    if column.slack and not ends_sentence(before.text):
        room -= column.slack * (column.right - column.left)
    return needed <= room - 1.0


def _is_centred(line: Line, column: Column) -> bool:
    left, right = line.x0 - column.left, column.right - line.x1
    return left > 1.5 * line.size and abs(left - right) < 0.8 * line.size


def paragraphs_of(lines: Sequence[Line], column: Column) -> list[Paragraph]:
    """The paragraphs of one column, top to bottom."""
    out: list[Paragraph] = []
    for line in lines:
        if out and not _begins(out[-1], line, column):
            out[-1].lines.append(line)
        else:
            out.append(Paragraph([line], column.left, column.right))
    return out


def _begins(paragraph: Paragraph, line: Line, column: Column) -> bool:
    before = paragraph.last
    if before.page == line.page:
        if line.base - before.base > _LOOSE * column.pitch * max(line.size, before.size):
            return True
        if _moves(paragraph, line, column):
            return True
    return begins_anew(paragraph, line, column)


def begins_anew(paragraph: Paragraph, line: Line, column: Column) -> bool:
    """Whether ``line`` begins a paragraph, by what is written and not by where."""
    before = paragraph.last
    if not any(map(str.isalnum, line.text)) and not begins_with_typed_bullet(line.text + "x"):
        return False
    if abs(line.size - before.size) > 0.12 * before.size and len(line.text) > 4 and len(before.text) > 4:
        return True
    if line.bold != before.bold and (line.bold or paragraph.bold) and not begins_lower(line.text):
        return True
    if begins_with_typed_bullet(line.text):
        return True
    if had_room(before, line, column):
        return True
    if begins_item(line.text):
        return ends_sentence(before.text) or begins_item(paragraph.first.text) or line.x0 < before.x0 - 2
    is_list_end = before.text.rstrip().endswith(";") and column.right - column.left > _WIDE
    return is_list_end and not begins_lower(line.text)


def _moves(paragraph: Paragraph, line: Line, column: Column) -> bool:
    """Whether the line begins further in or further out than the paragraph's lines do."""
    before = paragraph.last
    if _is_centred(before, column) or _is_centred(line, column):
        return False
    shift = (line.x0 - before.x0) / line.size
    if shift > _INDENT:
        hangs = len(paragraph.lines) == 1 and begins_item(paragraph.first.text)
        return not hangs and not begins_lower(line.text)
    return shift < -_INDENT and len(paragraph.lines) > 1 and not begins_lower(line.text)
