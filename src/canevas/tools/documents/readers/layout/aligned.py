"""Tables without lines: columns are what stands on either side of a blank that runs down several lines."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from canevas.tools.documents.readers.layout.blocks import Grid, GridCell
from canevas.tools.documents.readers.layout.page import Line, union
from canevas.tools.documents.readers.layout.paragraphs import Column, had_room, paragraphs_of
from canevas.tools.documents.readers.layout.starts import begins_item

_GAP = 1.5
"""In sizes: a blank wider than this may part two columns."""
_GUTTER = 0.9
_FAR = 2.6
"""Lines further apart than this many sizes are not of one table."""
_FEWEST = 2
_MARKER = re.compile(r"[^\w\s]{1,2}|\(?(?:\d{1,3}|[IVXivx]{1,5}|[A-Za-z])(?:\.\d{1,2})*\s?[.)\-–:°]{1,2}|[oü§Ø]")
_LEADERS = re.compile(r"[.…_]{5,}")

Gap = tuple[float, float]


def segments(line: Line) -> list[Line]:
    """The pieces of a line that wide blanks part; a bullet or a number stays with what follows it."""
    pieces = [[line.words[0]]]
    for before, word in pairwise(line.words):
        far = word.x0 - max(other.x1 for other in pieces[-1]) > _GAP * max(word.size, before.size)
        alone = len(pieces[-1]) == 1 and _MARKER.fullmatch(pieces[-1][0].text)
        if far and not alone:
            pieces.append([word])
        else:
            pieces[-1].append(word)
    return [Line(piece, line.page) for piece in pieces]


@dataclass(slots=True)
class _Run:
    """Lines that may be a table: each with its pieces; ``gutters`` are blank in all of them."""

    lines: list[list[Line]]
    gutters: list[Gap]

    @property
    def witnesses(self) -> int:
        return sum(len(pieces) > 1 for pieces in self.lines)


def find_aligned(lines: Sequence[Line], pitch: float) -> list[Line | Grid]:
    """``lines`` top to bottom, those that stand in columns replaced by grids."""
    out: list[Line | Grid] = []
    number = 0
    while number < len(lines):
        run = _run_from(lines, number)
        if run is None:
            out.append(lines[number])
            number += 1
            continue
        out.append(_grid(run, pitch))
        number += len(run.lines)
    return out


def _gaps(pieces: Sequence[Line]) -> list[Gap]:
    return [(before.x1, after.x0) for before, after in pairwise(pieces)]


def _run_from(lines: Sequence[Line], start: int) -> _Run | None:
    """The longest table that begins with ``lines[start]``, or ``None``."""
    first = segments(lines[start])
    if len(first) < 2 or _LEADERS.search(lines[start].text):
        return None
    run = _Run([first], _gaps(first))
    for before, line in zip(lines[start:], lines[start + 1:], strict=False):
        pieces = segments(line)
        if (line.base - before.base) / line.size > _FAR or not _extend(run, pieces):
            break
    while run.lines and len(run.lines[-1]) == 1 and not _belongs_to_last_row(run):
        run.lines.pop()
    return run if run.witnesses >= _FEWEST else None


def _extend(run: _Run, pieces: list[Line]) -> bool:
    """Add a line when it leaves the gutters blank; the first two lines may still narrow them down."""
    kept = []
    for left, right in run.gutters:
        blanks = [(max(left, start), min(right, end)) for start, end in _blanks(pieces)]
        blank = max(blanks, key=lambda gap: gap[1] - gap[0])
        if blank[1] - blank[0] >= _GUTTER * pieces[0].size:
            kept.append(blank)
    if not kept or (len(kept) < len(run.gutters) and (run.witnesses >= _FEWEST or len(pieces) == 1)):
        return False
    fresh = [gap for gap in _gaps(pieces) if not any(gap[0] < end and start < gap[1] for start, end in kept)]
    if len(run.lines) < _FEWEST:
        others = [piece for row in run.lines for piece in row]
        kept += [gap for gap in fresh if not any(piece.x0 < gap[1] and gap[0] < piece.x1 for piece in others)]
    run.lines.append(pieces)
    run.gutters = sorted(kept)
    return True


def _blanks(pieces: Sequence[Line]) -> list[Gap]:
    return [(float("-inf"), pieces[0].x0), *_gaps(pieces), (pieces[-1].x1, float("inf"))]


def _belongs_to_last_row(run: _Run) -> bool:
    """Whether the last line, of one piece, reads on from the row above it."""
    (piece,) = run.lines[-1]
    if piece.x0 >= run.gutters[0][0]:
        return True
    above = next((row[0] for row in reversed(run.lines[:-1]) if row[0].x0 < run.gutters[0][0]), None)
    columns = _columns(run)
    return above is not None and not had_room(above, piece, columns[0]) and not begins_item(piece.text)


def _columns(run: _Run) -> list[Column]:
    """Each column from its leftmost piece to the next column (a narrow margin less)."""
    pieces = [piece for row in run.lines for piece in row]
    starts = []
    for number in range(len(run.gutters) + 1):
        inside = [piece.x0 for piece in pieces if _column_of(piece, run.gutters) == number]
        starts.append(min(inside) if inside else run.gutters[number - 1][1])
    ends = [start - 0.9 * pieces[0].size for start in starts[1:]] + [max(piece.x1 for piece in pieces) + 1]
    return [Column(start, end) for start, end in zip(starts, ends, strict=True)]


def _column_of(piece: Line, gutters: Sequence[Gap]) -> int:
    middle = (piece.x0 + piece.x1) / 2
    return sum(middle > (left + right) / 2 for left, right in gutters)


def _grid(run: _Run, pitch: float) -> Grid:
    columns = _columns(run)
    for column in columns:
        column.pitch = pitch
    rows: list[dict[int, list[Line]]] = []
    before: Line | None = None
    for pieces in run.lines:
        placed: dict[int, list[Line]] = {}
        for piece in pieces:
            placed.setdefault(_column_of(piece, run.gutters), []).append(piece)
        merged = {number: Line([word for piece in found for word in piece.words], pieces[0].page)
                  for number, found in placed.items()}
        if not rows or _begins_row(rows[-1], merged, columns, before):
            rows.append({})
        for number, line in merged.items():
            rows[-1].setdefault(number, []).append(line)
        before = pieces[0]
    box = union(piece.box for pieces in run.lines for piece in pieces)
    edges = [column.left for column in columns] + [box[2]]
    cells = [[_cell(number, row.get(number, []), column, box) for number, column in enumerate(columns)] for row in rows]
    page = run.lines[0][0].page
    return Grid(page, box, edges, cells, is_ruled=False, last_page=page)


def _begins_row(row: dict[int, list[Line]], line: dict[int, Line], columns: Sequence[Column],
                before: Line | None) -> bool:
    """Whether a line begins a row: its first column does not read on from above."""
    base = next(iter(line.values())).base
    apart = before is not None and base - before.base > 1.5 * columns[0].pitch * before.size

    def reads_on(number: int) -> bool:
        above = row.get(number)
        return bool(above) and not had_room(above[-1], line[number], columns[number]) and not begins_item(  # type: ignore[index]
            line[number].text)

    if 0 in line:
        return apart or not reads_on(0) or not all(row.get(number) for number in line)
    return len(line) > 1 and not any(reads_on(number) for number in line)


def _cell(number: int, lines: list[Line], column: Column, around: tuple[float, float, float, float]) -> GridCell:
    box = union(line.box for line in lines) if lines else (column.left, around[1], column.right, around[1])
    page = lines[0].page if lines else 0
    return GridCell(number, 1, 1, page, box, paragraphs_of(lines, column))
