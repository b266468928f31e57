"""One page at a time into blocks, then the pages into one sequence."""
from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby, pairwise

from canevas.tools.documents.limits import Source
from canevas.tools.documents.readers.layout.aligned import find_aligned
from canevas.tools.documents.readers.layout.blocks import Block, Grid, GridCell
from canevas.tools.documents.readers.layout.furniture import remove_furniture
from canevas.tools.documents.readers.layout.joining import join_pages
from canevas.tools.documents.readers.layout.page import Line, Sheet, Word, lines_of
from canevas.tools.documents.readers.layout.paragraphs import Column, had_room, paragraphs_of, usual_pitch
from canevas.tools.documents.readers.layout.ruled import RuledTable, ruled_tables

_PADDING = 8.0
"""A cell's text never stands further from its border than this, for the reckoning of its width."""
_FULL = 3.0
_ENOUGH = 4


def compose(sheets: Sequence[Sheet], source: Source) -> tuple[list[Block], list[str]]:
    """The blocks of all pages in reading order, and what running headers and footers said."""
    tables = [ruled_tables(sheet) for sheet in sheets]
    said = remove_furniture(sheets, [[table.box for table in found] for found in tables])
    flows = []
    for sheet, found in zip(sheets, tables, strict=True):
        source.check_time()
        grids, rest = _fill(sheet, found)
        flows.append((sheet, grids, lines_of(rest, sheet.number)))
    every = [line for _, _, lines in flows for line in lines]
    pitch = usual_pitch(every)
    pages = []
    for sheet, grids, lines in flows:
        source.check_time()
        pages.append(_page(sheet, grids, lines, _margins(every, flows, sheet, pitch)))
    return [part for block in join_pages(pages) for part in _unboxed(block)], said


def _unboxed(block: Block) -> list[Block]:
    """A box around a text is no table: its paragraphs stand for it."""
    if isinstance(block, Grid) and len(block.rows) == 1 and len(block.rows[0]) == 1:
        return list(block.rows[0][0].paragraphs)
    return [block]


def _fill(sheet: Sheet, tables: Sequence[RuledTable]) -> tuple[list[Grid], list[Word]]:
    """The ruled tables with their words in them, and the words that stand outside."""
    grids: list[Grid] = []
    rest = list(sheet.words)
    for table in tables:
        x0, top, x1, bottom = table.box
        inside: list[Word] = []
        outside: list[Word] = []
        for word in rest:
            middle = (word.x0 + word.x1) / 2
            within = x0 <= middle <= x1 and top - 1 <= word.base - 0.3 * word.size <= bottom
            (inside if within else outside).append(word)
        if inside:
            rest = outside
            grids.append(_grid(sheet, table, inside))
    return grids, rest


def _grid(sheet: Sheet, table: RuledTable, words: Sequence[Word]) -> Grid:
    held: list[list[Word]] = [[] for _ in table.cells]
    for word in words:
        x, y = (word.x0 + word.x1) / 2, word.base - 0.3 * word.size
        for number, cell in enumerate(table.cells):
            x0, top, x1, bottom = cell.box
            if x0 <= x <= x1 and top - 1 <= y <= bottom:
                held[number].append(word)
                break
    lines = [lines_of(found, sheet.number) for found in held]
    pads = [line.x0 - cell.box[0] for cell, found in zip(table.cells, lines, strict=True) for line in found]
    pad = min(max(min(pads, default=_PADDING), 0.5), _PADDING)
    pitch = usual_pitch([line for found in lines for line in found])
    rows: list[list[GridCell]] = [[] for _ in table.ys[1:]]
    for cell, found in zip(table.cells, lines, strict=True):
        column = Column(cell.box[0] + pad, cell.box[2] - pad, pitch)
        rows[cell.row].append(GridCell(cell.column, cell.columns, cell.rows, sheet.number, cell.box,
                                       paragraphs_of(found, column)))
    return Grid(sheet.number, table.box, table.xs, rows, last_page=sheet.number)


Flow = tuple[Sheet, list[Grid], list[Line]]


def _margins(every: Sequence[Line], flows: Sequence[Flow], sheet: Sheet, pitch: float) -> Column:
    """Where running text is set on pages like ``sheet``.

    The right margin is where many lines end; where too few do to know, it mirrors the left margin.
    """
    lines = [line for other, _, found in flows if abs(other.width - sheet.width) < 1 for line in found]
    if not lines:
        return Column(0.0, sheet.width, pitch)
    left, longest = min(line.x0 for line in lines), max(line.x1 for line in lines)
    mirrored = max(longest, sheet.width - left)
    full = sum(longest - line.x1 <= _FULL for line in lines)
    if full >= _ENOUGH:
        return Column(left, longest, pitch, sheet.slack)
    pairs = [(before, line) for before, line in pairwise(lines)
             if before.page == line.page and line.base - before.base < 1.3 * pitch * line.size]
    roomy = sum(had_room(before, line, Column(left, mirrored)) for before, line in pairs)
    ragged = len(pairs) >= 2 * _ENOUGH and roomy > 0.6 * len(pairs)
    return Column(left, longest if ragged else mirrored, pitch, sheet.slack)


def _page(sheet: Sheet, grids: Sequence[Grid], lines: Sequence[Line], column: Column) -> list[Block]:
    """The blocks of one page, top to bottom."""
    placed: list[tuple[float, float, Grid | Line]] = [(grid.box[1], grid.box[0], grid) for grid in grids]
    placed += [(line.box[1], line.x0, line) for line in lines]
    placed.sort(key=lambda item: item[:2])
    out: list[Block] = []
    for is_grid, group in groupby(placed, key=lambda item: isinstance(item[2], Grid)):
        things = [item[2] for item in group]
        if is_grid:
            out += [thing for thing in things if isinstance(thing, Grid)]
        else:
            out += _flow([thing for thing in things if isinstance(thing, Line)], column)
    return out


def _flow(lines: Sequence[Line], column: Column) -> list[Block]:
    """Running text, with the tables that only alignment shows."""
    out: list[Block] = []
    pending: list[Line] = []
    for thing in find_aligned(lines, column.pitch):
        if isinstance(thing, Line):
            pending.append(thing)
            continue
        out += paragraphs_of(pending, column)
        pending = []
        out.append(thing)
    return out + list(paragraphs_of(pending, column))
