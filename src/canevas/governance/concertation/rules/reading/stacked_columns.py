"""An action table of which a converter kept one cell a line: header cells, then texts, owners and days in turn."""

from __future__ import annotations

from dataclasses import dataclass, field

from canevas.governance.concertation.rules.reading import forms
from canevas.governance.concertation.rules.reading.enumerators import read_enumerator
from canevas.governance.concertation.rules.reading.lines import Block, Cell, Grid, Line
from canevas.governance.concertation.rules.reading.names import are_structures
from canevas.governance.concertation.rules.reading.typed_columns import line_of
from canevas.governance.concertation.rules.reading.wrapping import joined
from canevas.tools.text.deadlines import is_deadline
from canevas.tools.vocabulary import Vocabulary

_LONGEST_ROW = 9
_MAIN = ("action", "recommendation")


@dataclass
class _Row:
    """The lines of one row by the sort of their column, and how many lines it took."""

    text: list[Line] = field(default_factory=list)
    owners: list[Line] = field(default_factory=list)
    deadline: list[Line] = field(default_factory=list)
    taken: int = 0


def with_stacked_grids(blocks: list[Block], vocabulary: Vocabulary, known: frozenset[str]) -> list[Block]:
    """``blocks`` with every header of one cell a line ("Points d'action", "Responsables", "Échéance") and the rows
    below it as a grid. ``known`` holds the folded names of the structures that were present."""
    out: list[Block] = []
    index = 0
    while index < len(blocks):
        header = _header(blocks, index)
        grid, taken = _grid(blocks, index, header, vocabulary, known) if header else (None, 0)
        if grid is not None:
            out.append(grid)
            index += taken
            continue
        out.append(blocks[index])
        index += 1
    return out


def _header(blocks: list[Block], index: int) -> list[str]:
    """The sorts of the columns named by the lines from ``index`` on: the action, who, and mostly when."""
    sorts: list[str] = []
    for block in blocks[index : index + 5]:
        if not isinstance(block, Line) or block.is_item or len(block.text) > 60:
            break
        named = [sort for sort in forms.columns(block.whole.folded) if sort not in sorts]
        wanted = [sort for sort in ("number", *_MAIN, "responsible", "deadline", "status") if sort in named]
        if not wanted:
            break
        sorts.append(wanted[0])
    main = [place for place, sort in enumerate(sorts) if sort in _MAIN]
    return sorts if main and main[0] <= 1 and "responsible" in sorts else []


def _grid(
    blocks: list[Block], index: int, header: list[str], vocabulary: Vocabulary, known: frozenset[str]
) -> tuple[Grid | None, int]:
    heads = [line_of(block.body) for block in blocks[index : index + len(header)] if isinstance(block, Line)]
    order = [sort for sort in header if sort in (*_MAIN, "responsible", "deadline")]
    rows = [[Cell(place, [heads[header.index(sort)]]) for place, sort in enumerate(order)]]
    taken = len(header)
    while row := _row(blocks[index + taken : index + taken + _LONGEST_ROW], header, vocabulary, known):
        if row.text or row.owners:
            cells = {"responsible": row.owners, "deadline": row.deadline}
            rows.append([Cell(place, [line_of(line.body) for line in cells.get(sort, row.text)])
                         for place, sort in enumerate(order)])
        taken += row.taken
    return (Grid(heads[0].pieces[0].node if heads[0].pieces else "", rows, width=len(order)), taken) if len(
        rows
    ) > 1 or taken > len(header) else (None, 0)


def _row(blocks: list[Block], header: list[str], vocabulary: Vocabulary, known: frozenset[str]) -> _Row | None:
    """The row that begins with ``blocks``: one is only told by its owners or its day; ``None`` where none is."""
    row = _Row()
    for place, block in enumerate(blocks):
        if not isinstance(block, Line) or block.heading or forms.marker(block.body.folded):
            break
        nothing = forms.is_nothing(block.body.folded)
        if nothing and not row.text:
            row.taken = place + 1
            continue
        if row.taken and not row.text:
            break
        if not row.text and "number" in header and block.body.text.strip(" .)").isdigit():
            continue
        if read_enumerator(block.body) and not (is_deadline(block.body.text) or (not row.text and "number" in header)):
            break
        if _day(row, block, header):
            return _ended(row, place)
        if row.text and (nothing or are_structures(block.body, vocabulary, known)):
            row.owners += [] if nothing else [block]
            row.taken = place + 1
            if "deadline" not in header:
                return row
        elif row.owners:
            break
        else:
            row.text.append(block)
    return row if row.taken else None


def _day(row: _Row, line: Line, header: list[str]) -> bool:
    """Take ``line`` as the row's day where it is one, or ends one that began on the line before."""
    if "deadline" not in header or not row.text:
        return False
    if is_deadline(line.body.text):
        row.deadline = [line]
        return True
    if row.owners and row.owners[-1] is not line and row.deadline == [] and row.taken and forms.is_nothing(line.folded):
        return True
    if len(row.text) > 1 and not row.owners and is_deadline(joined(row.text[-1], line).body.text):
        row.deadline = [row.text.pop(), line]
        return True
    return False


def _ended(row: _Row, place: int) -> _Row:
    row.taken = place + 1
    return row
