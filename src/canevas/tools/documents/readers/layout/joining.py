"""Pages into one sequence: a paragraph or a table that the page break cut is put together again."""
from __future__ import annotations

from collections.abc import Sequence

from canevas.tools.documents.readers.layout.blocks import Block, Grid, GridCell, Paragraph
from canevas.tools.documents.readers.layout.paragraphs import Column, begins_anew
from canevas.tools.documents.readers.layout.starts import begins_item, begins_lower, ends_sentence

_NEAR = 5.0
_SHIFTED = 18.0
_HEADER_ROWS = 3
_SENTENCE = 3
"""Words."""


def join_pages(pages: Sequence[list[Block]]) -> list[Block]:
    """All blocks in order, those that a page break cut joined."""
    out: list[Block] = []
    for blocks in pages:
        rest = list(blocks)
        while rest and out and (taken := _joined(out[-1], rest[0])) is not None:
            rest[:1] = taken
            if taken or not rest:
                break
            if isinstance(out[-1], Paragraph):
                break
        out += rest
    return out


def _joined(before: Block, block: Block) -> list[Block] | None:
    """What is left of ``block`` once its beginning went to ``before``; ``None`` where they do not belong together."""
    if isinstance(before, Paragraph) and isinstance(block, Paragraph):
        if not _reads_on(before, block):
            return None
        before.lines += block.lines
        return []
    if isinstance(before, Grid) and isinstance(block, Grid) and before.is_ruled == block.is_ruled:
        return _joined_grids(before, block)
    return None


def _reads_on(before: Paragraph, after: Paragraph) -> bool:
    """Whether ``after``, at the top of a page, goes on with ``before``."""
    if begins_anew(before, after.first, Column(before.left, before.right)):
        return False
    return begins_lower(after.first.text) or not ends_sentence(before.last.text)


def _joined_grids(before: Grid, after: Grid) -> list[Block] | None:
    if before.last_page == after.page:
        return None
    rest: list[Block] = []
    if len(before.edges) == 2 and len(after.edges) > 2:
        after, below = _split_band(after)
        rest = [below] if below else []
    if not _same_columns(before, after):
        return None
    _drop_repeated_header(before, after)
    if after.rows:
        _append(before, after)
    before.last_page = after.page
    return rest


def _split_band(grid: Grid) -> tuple[Grid, Grid | None]:
    """The first row as a grid of one column, when it is one cell; and the rows below it."""
    first = grid.rows[0]
    if len(first) != 1 or first[0].columns != len(grid.edges) - 1 or first[0].rows != 1:
        return grid, None
    cell = first[0]
    top = Grid(grid.page, cell.box, [grid.edges[0], grid.edges[-1]],
               [[GridCell(0, 1, 1, cell.page, cell.box, cell.paragraphs)]], grid.is_ruled, grid.page)
    if len(grid.rows) == 1:
        return top, None
    box = (grid.box[0], cell.box[3], grid.box[2], grid.box[3])
    return top, Grid(grid.page, box, grid.edges, grid.rows[1:], grid.is_ruled, grid.page)


def _same_columns(before: Grid, after: Grid) -> bool:
    """Whether the edges agree; a part that shows only some of them is put on the other's grid.

    Where no lines are drawn, columns begin where their words do, which shifts a little from page to page.
    """
    if not before.is_ruled and len(before.edges) == len(after.edges):
        shifts = (abs(one - other) for one, other in zip(before.edges[:-1], after.edges[:-1], strict=True))
        return all(shift <= _SHIFTED for shift in shifts)
    fewer, more = sorted((before, after), key=lambda grid: len(grid.edges))
    places = []
    for edge in fewer.edges:
        near = min(range(len(more.edges)), key=lambda number: abs(more.edges[number] - edge))
        if abs(more.edges[near] - edge) > _NEAR:
            return False
        places.append(near)
    if len(set(places)) < len(places) or places[0] != 0 or places[-1] != len(more.edges) - 1:
        return False
    for row in fewer.rows:
        for cell in row:
            end = places[cell.column + cell.columns]
            cell.column = places[cell.column]
            cell.columns = end - cell.column
    fewer.edges = list(more.edges)
    return True


def _drop_repeated_header(before: Grid, after: Grid) -> None:
    """Leave out the first rows of the new page when they say again what the table's first rows say."""
    same = 0
    for row, other in zip(before.rows[:_HEADER_ROWS], after.rows, strict=False):
        text = _row_text(row)
        if not any(text) or text != _row_text(other):
            break
        same += 1
    if same < len(after.rows) or len(before.rows) > same:
        del after.rows[:same]


def _row_text(row: Sequence[GridCell]) -> list[str]:
    return [" ".join(cell.text.split()) for cell in row]


def _append(before: Grid, after: Grid) -> None:
    above = before.open_above()
    first, others = after.rows[0], after.rows[1:]
    if _is_cut(first, above):
        for cell in first:
            _pour(cell, above.get(cell.column), before.rows[-1])
    else:
        before.rows.append([cell for cell in first if not _carried(cell, first, above)])
    before.rows += others


def _matches(cell: GridCell, above: GridCell | None) -> bool:
    return above is not None and (above.column, above.columns) == (cell.column, cell.columns)


def _is_cut(row: Sequence[GridCell], above: dict[int, GridCell]) -> bool:
    """Whether the first row of a page is the rest of the last row of the page before.

    It is when a cell reads on in the middle of a sentence, or when all that it holds are further items of lists that
    stand in the cells above.
    """
    written = [(cell, above.get(cell.column)) for cell in row if cell.paragraphs]
    if not all(_matches(cell, over) for cell, over in written):
        return False
    states = [_continues(cell, over) for cell, over in written if over is not None]
    if any(begins_lower(cell.paragraphs[0].first.text) and state and _is_sentence(over)
           for (cell, over), state in zip(written, states, strict=True)):
        return True
    lists = bool(written) and all(_lists_on(cell, over) for cell, over in written)
    if any(cell.column == 0 for cell, _ in written):
        several = any(over and over.paragraphs and len(over.paragraphs[-1].lines) > 1 for _, over in written)
        return (all(states) and several) or (lists and len(row) == 1)
    return lists or (bool(states) and all(states))


def _is_sentence(cell: GridCell | None) -> bool:
    """Whether the cell ends in running text, not in a word or two."""
    last = cell.paragraphs[-1] if cell and cell.paragraphs else None
    return last is not None and (len(last.lines) > 1 or len(last.first.text.split()) >= _SENTENCE)


def _continues(cell: GridCell, over: GridCell) -> bool:
    return over.is_full and bool(over.paragraphs) and _reads_on(over.paragraphs[-1], cell.paragraphs[0])


def _lists_on(cell: GridCell, over: GridCell | None) -> bool:
    """Whether both are lists of typed items."""
    return over is not None and bool(over.paragraphs) and begins_item(cell.paragraphs[0].first.text) and begins_item(
        over.paragraphs[-1].first.text)


def _carried(cell: GridCell, row: Sequence[GridCell], above: dict[int, GridCell]) -> bool:
    """Whether an empty cell at the left goes on with the merged cell of the page before; that one then grows."""
    over = above.get(cell.column)
    left = all(not other.paragraphs for other in row if other.column < cell.column)
    if cell.paragraphs or not left or over is None or not _matches(cell, over) or not over.paragraphs:
        return False
    over.rows += cell.rows
    over.floor = cell.floor
    return True


def _pour(cell: GridCell, over: GridCell | None, last_row: list[GridCell]) -> None:
    """Put the rest of a cut cell into it."""
    if over is None or not _matches(cell, over):
        last_row.append(cell)
        return
    more = cell.paragraphs
    if more and over.paragraphs and _reads_on(over.paragraphs[-1], more[0]):
        over.paragraphs[-1].lines += more[0].lines
        more = more[1:]
    over.paragraphs += more
    over.rows += cell.rows - 1
    over.floor = cell.floor
