"""Tables that a page cut in two made whole: the columns of the first part hold for the second."""

from __future__ import annotations

from canevas.governance.concertation.rules.reading import forms
from canevas.governance.concertation.rules.reading.action_tables import action_columns
from canevas.governance.concertation.rules.reading.enumerators import read_enumerator
from canevas.governance.concertation.rules.reading.furniture import is_running_title
from canevas.governance.concertation.rules.reading.lines import Block, Cell, Grid, Line


def whole_tables(blocks: list[Block]) -> list[Block]:
    """``blocks`` where the second part of a table goes on with the first, a running title between them left out."""
    out: list[Block] = []
    for block in blocks:
        if isinstance(block, Grid):
            first = _first_part(out)
            if first is not None and _goes_on(first, block):
                if out[-1] is not first:
                    out.pop()
                if _same_header(first, block):
                    out[-1] = Grid(first.node, first.rows + block.rows[1:], first.typed, first.width, first.before)
                    continue
                block.before = first
        if isinstance(block, Line) and out and isinstance(out[-1], Grid) and _is_tail(block, out[-1]):
            columns = action_columns(out[-1])
            out[-1].rows.append([Cell(columns.of.get("action", 0) if columns else 0, [block])])
            continue
        out.append(block)
    return out


def _is_tail(line: Line, table: Grid) -> bool:
    """The rest of a cell of a typed table, on a line of its own without the empty cells beside it."""
    columns = action_columns(table) if table.typed and line.text[:1].islower() else None
    return (
        columns is not None
        and len(table.rows) > columns.first_row
        and not (line.gap or line.is_item or line.heading)
        and not forms.marker(line.folded)
        and read_enumerator(line.whole) is None
    )


def _first_part(out: list[Block]) -> Grid | None:
    """The table just before, or before one running title."""
    if out and isinstance(out[-1], Grid):
        return out[-1]
    if len(out) > 1 and isinstance(out[-1], Line) and isinstance(out[-2], Grid) and is_running_title(out[-1]):
        return out[-2]
    return None


def _goes_on(first: Grid, second: Grid) -> bool:
    if second.before is not None or first.width != second.width or action_columns(first) is None:
        return False
    return _same_header(first, second) or action_columns(second) is None


def _same_header(first: Grid, second: Grid) -> bool:
    """The header is repeated on the new page, and what follows it plainly continues the row above."""
    if [cell.folded for cell in first.rows[0]] != [cell.folded for cell in second.rows[0]] or len(second.rows) < 2:
        return False
    start = next((line for cell in second.rows[1] for line in cell.lines), None)
    return start is not None and start.body.text[:1].islower() and not forms.is_nothing(start.folded)
