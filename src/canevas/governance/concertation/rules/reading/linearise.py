"""From the tree of nodes to lines and grids: layout tables opened, markup remnants left out, lists typed in one line
split."""

from __future__ import annotations

import re
from collections.abc import Iterator

from canevas.governance.concertation.rules.reading.lines import Block, Cell, Grid, Line, Piece
from canevas.tools.documents.nodes import Document, Node, NodeKind

_BREAK = re.compile(r"\s*(?:\n|\v|<br\s*/?>|</?(?:p|li|ul|ol|div|tr)\b[^>]*>)\s*", re.IGNORECASE)
_BARRED = re.compile(r"^\s*\|.*\||\S\s+\|\s+\S.*\s\|\s")
"""A row of a table typed with bars: its line breaks are those of its cells."""
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>]*)?/?>|&nbsp;")
_WRAPPED = re.compile(
    r"(\*\*|__)(?=\S)(?P<strong>.+?)(?<=\S)\1|"
    r"(?<![\w*])\*(?=[^\s*])(?P<soft>[^*]+?)(?<=[^\s*])\*(?![\w*])"
)
_HASHES = re.compile(r"#{1,6}\s+")
_MID_HEAD = re.compile(
    r"(?<=[:;.])\s+(?=(?:Sous[- ]*programme|Programme|Axe(?: strat[ée]gique)?)\s*[1-9](?:\.\d)?\s*:)"
    r"|(?<=[:;.)])\s+(?=Points? de discussions?(?: cl[ée]s?)?\s*:?\s*$)"
    r"|(?<=\S)\s+(?=(?-i:P)oints? de discussions? cl[ée]s?\s*:?\s*$)",
    re.IGNORECASE,
)
_ALONE = re.compile(r"[•▪●➢✓❖◦○]|\d{1,2}[.)]|[IVX]{1,5}[.)]")
_TYPED_LIST = re.compile(r"\s(?=[•▪●➢✓]\s*\S)")


def linearise(document: Document, skip: frozenset[str] = frozenset()) -> list[Block]:
    """The blocks of ``document`` in reading order, without the nodes (tables) named in ``skip``."""
    blocks = list(_blocks(document.root.children, skip))
    blocks = _with_their_bullets(blocks)
    lines = [block for block in blocks if isinstance(block, Line) and block.number is not None]
    if sum(line.gap for line in lines) > 0.9 * len(lines):
        for line in lines:  # a blank line after every line parts nothing
            line.gap = False
    return blocks


def _with_their_bullets(blocks: list[Block]) -> list[Block]:
    """``blocks`` where bullets or numbers that a converter left alone on their lines go with the lines below."""
    out: list[Block] = []
    waiting: list[Line] = []
    for block in blocks:
        if isinstance(block, Line) and block.number is not None and _ALONE.fullmatch(block.text.strip()):
            waiting.append(block)
            continue
        if not isinstance(block, Line):
            waiting = []
        elif waiting:
            bullet = waiting.pop(0)
            block.marker, block.gap = block.marker or bullet.text.strip(), bullet.gap
        out.append(block)
    return out


def _blocks(nodes: list[Node], skip: frozenset[str]) -> Iterator[Block]:
    last = 0
    for node in nodes:
        if node.id in skip:
            continue
        if node.kind is NodeKind.TABLE:
            yield from _table(node, skip)
        elif node.text:
            yield from _lines(node, last)
        else:
            yield from _blocks(node.children, skip)
        if node.place.line is not None:
            last = node.place.line + (len(node.children) - 1 if node.kind is NodeKind.TABLE else 0)


def _lines(node: Node, last_line: int = 0, *, in_cell: bool = False) -> list[Line]:
    """The lines of one paragraph or list item."""
    position = 0
    barred = "|" in node.text and _BARRED.search(node.text)
    ranges = (
        []
        if barred
        else [cut.span() for pattern in (_BREAK, _MID_HEAD, _TYPED_LIST) for cut in pattern.finditer(node.text)]
    )
    lines: list[Line] = []
    for start, end in [*sorted(ranges), (len(node.text), len(node.text))]:
        if start > position and (line := _line(node, position, start)):
            lines.append(line)
        position = max(position, end)
    for index, line in enumerate(lines):
        line.in_cell = in_cell
        line.marker = node.marker if index == 0 else ""
        line.gap = index == 0 and node.place.line is not None and node.place.line > last_line + 1
    return lines


def _line(node: Node, start: int, end: int) -> Line | None:
    """``node.text[start:end]`` without markup remnants."""
    text = node.text[start:end]
    marked = "<" in text or "&" in text
    dropped = [match.span() for match in _TAG.finditer(text)] if marked and not _BARRED.search(text) else []
    bold, heading = node.bold, node.is_heading
    if match := _HASHES.match(text):
        dropped.append(match.span())
        heading = True
    for match in _WRAPPED.finditer(text) if "*" in text or "__" in text else ():
        group = "strong" if match["strong"] else "soft"
        dropped += [(match.start(), match.start(group)), (match.end(group), match.end())]
        bold = bold or (not text[: match.start()].strip(" #") and not text[match.end() :].strip(" :."))
    pieces, kept, position = [], "", 0
    for left, right in [*sorted(dropped), (len(text), len(text))]:
        if left > position:
            pieces.append(Piece(len(kept), node.id, start + position, left - position))
            kept += text[position:left]
        position = max(position, right)
    if not kept.strip():
        return None
    quality = 1.0 if node.recognised is None else node.recognised
    return Line(
        kept, tuple(pieces), bold=bold, heading=heading, number=node.place.line, page=node.place.page, quality=quality,
        level=node.level if node.kind is NodeKind.LIST_ITEM else 0, marks=node.marks
    )


def _table(table: Node, skip: frozenset[str]) -> Iterator[Block]:
    """Rows of one cell as lines, the runs of rows between them as grids."""
    rows = [row for row in table.children if row.kind is NodeKind.ROW]
    width = max((cell.column + cell.column_span for row in rows for cell in row.children), default=0)
    open_cells: dict[int, tuple[Cell, int]] = {}
    run: list[list[Cell]] = []
    before: Grid | None = None
    for row in rows:
        if (
            not any(cell.lines for cell, _ in open_cells.values())
            and (only := _band(row, width, typed=_typed(table))) is not None
        ):
            if run:
                before = Grid(table.id, run, width=width, before=before)
                yield before
                run = []
            _row(row, open_cells)
            yield from _blocks(only.children, skip)
            continue
        run.append(_row(row, open_cells))
    if run:
        yield Grid(table.id, run, typed=_typed(table), width=width, before=before)


def _band(row: Node, width: int, *, typed: bool) -> Node | None:
    """The only cell of a row, or its only cell with words where that covers nearly the whole width: no row of
    columns."""
    if len(row.children) == 1:
        cell = row.children[0]
        return (
            cell
            if width == 1 or cell.column_span >= width - (cell.column > 0) or (not typed and not cell.column)
            else None
        )
    filled = [cell for cell in row.children if any(node.text.strip() for node in cell.walk())]
    if len(filled) == 1 and filled[0].column_span > 1 and filled[0].column_span >= width - 1:
        return filled[0]
    return None


def _typed(table: Node) -> bool:
    return table.place.line is not None


def _row(row: Node, open_cells: dict[int, tuple[Cell, int]]) -> list[Cell]:
    """The cells of ``row``, those merged from above standing in as covered ones."""
    cells: list[Cell] = []
    for column, (cell, left) in list(open_cells.items()):
        cells.append(Cell(column, cell.lines, cell.span, 1, covered=True))
        if left > 1:
            open_cells[column] = (cell, left - 1)
        else:
            del open_cells[column]
    for node in row.children:
        lines = [line for child in node.walk() if child.text for line in _lines(child, in_cell=True)]
        cell = Cell(node.column, lines, node.column_span, node.row_span)
        if node.row_span > 1:
            open_cells[node.column] = (cell, node.row_span - 1)
        cells.append(cell)
    return sorted(cells, key=lambda item: item.column)
