"""Tables without lines: columns are what stands on either side of a blank that runs down several lines."""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from canevas.tools.documents.readers.layout.blocks import Grid, GridCell
from canevas.tools.documents.readers.layout.page import Line, Word, union
from canevas.tools.documents.readers.layout.paragraphs import Column, had_room, paragraphs_of
from canevas.tools.documents.readers.layout.starts import begins_item

_GAP = 1.5
"""In sizes: a blank wider than this may part two columns."""
_GUTTER = 0.5
_MARGIN = 0.5
_FAR = 2.6
"""Lines further apart than this many sizes are not of one table."""
_APART = 1.5
_FEWEST = 2
_MARKER = re.compile(r"(?![Nn]°)[^\w\s]{1,2}|"
                     r"(?![Nn]°)\(?(?:\d{1,3}|[IVXivx]{1,5}|[A-Za-z])(?:\.\d{1,2})*\s?[.)\-–:°]{1,2}|[oü§Ø]")
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
    """Lines that may be a table; ``gutters`` are blank in all of them, ``witnesses`` show them by a wide blank."""

    lines: list[Line]
    gutters: list[Gap]
    witnesses: int = 1


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
    run = _Run([lines[start]], _gaps(first))
    for before, line in pairwise(lines[start:]):
        pieces = segments(line)
        distance = (line.base - before.base) / line.size
        if distance > _FAR or (distance > _APART and _is_other(run, pieces)) or not _extend(run, line, pieces):
            break
    while run.lines and _is_left_alone(run) and not _belongs_to_last_row(run):
        run.lines.pop()
    return run if run.witnesses >= _FEWEST else None


def _extend(run: _Run, line: Line, pieces: Sequence[Line]) -> bool:
    """Add a line when it leaves the gutters blank; the first two lines may still narrow them down."""
    kept = []
    for left, right in run.gutters:
        blanks = [(max(left, start), min(right, end)) for start, end in _blanks(line)]
        blank = max(blanks, key=lambda gap: gap[1] - gap[0])
        if blank[1] - blank[0] >= _GUTTER * line.size:
            kept.append(blank)
    if not kept or (len(kept) < len(run.gutters) and (run.witnesses >= _FEWEST or len(pieces) == 1)):
        return False
    if len(run.lines) < _FEWEST:
        words = [word for other in run.lines for word in other.words]
        fresh = [gap for gap in _gaps(pieces) if not any(gap[0] < end and start < gap[1] for start, end in kept)]
        kept += [gap for gap in fresh if not any(word.x0 < gap[1] and gap[0] < word.x1 for word in words)]
    run.lines.append(line)
    run.gutters = sorted(kept)
    run.witnesses += len(pieces) > 1
    return True


def _is_other(run: _Run, pieces: Sequence[Line]) -> bool:
    """Whether a line has other columns than the run, which is long enough to tell."""
    fresh = [gap for gap in _gaps(pieces) if not any(gap[0] < end and start < gap[1] for start, end in run.gutters)]
    return run.witnesses >= _FEWEST and bool(fresh)


def _blanks(line: Line) -> list[Gap]:
    """The blanks between the words of a line and on both sides of it."""
    words = [(before.x1, after.x0) for before, after in pairwise(line.words)]
    return [(float("-inf"), line.x0), *words, (line.x1, float("inf"))]


def _is_left_alone(run: _Run) -> bool:
    """Whether the last line stands in the first column only."""
    return run.lines[-1].x1 <= run.gutters[0][1]


def _belongs_to_last_row(run: _Run) -> bool:
    """Whether the last line, in the first column, reads on from the row above it."""
    line = run.lines[-1]
    above = next((row[0] for other in reversed(run.lines[:-1]) if 0 in (row := _split(other, run.gutters))), None)
    return above is not None and not had_room(above, line, _columns(run)[0]) and not begins_item(line.text)


def _split(line: Line, gutters: Sequence[Gap]) -> dict[int, Line]:
    """The pieces of a line by their column."""
    words: dict[int, list[Word]] = {}
    for word in line.words:
        middle = (word.x0 + word.x1) / 2
        words.setdefault(sum(middle > (left + right) / 2 for left, right in gutters), []).append(word)
    return {number: Line(found, line.page) for number, found in sorted(words.items())}


def _columns(run: _Run) -> list[Column]:
    """Each column from its leftmost piece to the next column (a narrow margin less)."""
    rows = [_split(line, run.gutters) for line in run.lines]
    starts = []
    for number in range(len(run.gutters) + 1):
        inside = [row[number].x0 for row in rows if number in row]
        starts.append(min(inside) if inside else run.gutters[number - 1][1])
    size = run.lines[0].size
    ends = [start - _MARGIN * size for start in starts[1:]] + [max(line.x1 for line in run.lines) + 1]
    return [Column(start, end) for start, end in zip(starts, ends, strict=True)]


def _grid(run: _Run, pitch: float) -> Grid:
    columns = _columns(run)
    for column in columns:
        column.pitch = pitch
    rows: list[dict[int, list[Line]]] = []
    before: Line | None = None
    for line in run.lines:
        pieces = _split(line, run.gutters)
        if not rows or _begins_row(rows[-1], pieces, columns, before):
            rows.append({})
        for number, piece in pieces.items():
            rows[-1].setdefault(number, []).append(piece)
        before = line
    box = union(line.box for line in run.lines)
    edges = [column.left for column in columns] + [box[2]]
    cells = [[_cell(number, row.get(number, []), column, box) for number, column in enumerate(columns)] for row in rows]
    page = run.lines[0].page
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
        anew = line[0].text[:1].isupper() and any(number and not reads_on(number) for number in line)
        return apart or anew or not reads_on(0) or not all(row.get(number) for number in line)
    return len(line) > 1 and not any(reads_on(number) for number in line)


def _cell(number: int, lines: list[Line], column: Column, around: tuple[float, float, float, float]) -> GridCell:
    box = union(line.box for line in lines) if lines else (column.left, around[1], column.right, around[1])
    page = lines[0].page if lines else 0
    return GridCell(number, 1, 1, page, box, paragraphs_of(lines, column))
