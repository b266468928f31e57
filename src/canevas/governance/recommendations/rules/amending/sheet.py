"""Where everything stands in a Word file: rows of its synthesis with section, number and columns, and its text."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from canevas.governance.recommendations.rules.amending.amendment import TEXT
from canevas.governance.recommendations.rules.amending.rows import RowText
from canevas.governance.recommendations.rules.synthesis_reading.bands import Band, read_band, read_titled_band
from canevas.governance.recommendations.rules.synthesis_reading.columns import Role, header_roles, refine
from canevas.governance.recommendations.rules.synthesis_reading.tables import find_synthesis
from canevas.tools.documents import building
from canevas.tools.documents.markup import Traced, join, readable_node
from canevas.tools.documents.nodes import Document, Node, NodeKind
from canevas.tools.documents.revisions.model import Cell, RevisedDocument, Row, Stream, Table, View
from canevas.tools.vocabulary import Vocabulary

COLUMNS = {Role.CHALLENGE: "challenge", Role.PRIORITY: "priorities", Role.STRATEGY: "strategies",
           Role.REGIONS: "responsible", Role.ACTORS: "responsible", Role.CONCERNED: "responsible"}
_USUAL = {
    3: (Role.CHALLENGE, Role.STRATEGY, Role.CONCERNED),
    4: (Role.CHALLENGE, Role.PRIORITY, Role.STRATEGY, Role.CONCERNED),
    5: (Role.CHALLENGE, Role.PRIORITY, Role.STRATEGY, Role.REGIONS, Role.ACTORS),
}
"""The order of columns where no header names them."""
GENERAL, SPECIFIC, HEADER = "general", "specific", "header"
_HEADERS_WITHIN = 4


@dataclass(slots=True)
class SheetRow:
    """A row and what it is: a ``body`` row has a number in its section, a ``band`` opens one; an ``other`` row stands
    in a table that is no synthesis."""

    row: Row
    kind: Literal["body", "band", "header", "other"] = "other"
    section: str = TEXT
    number: int | None = None
    columns: dict[int, str] = field(default_factory=dict)
    above: dict[int, Cell] = field(default_factory=dict)
    """By column of a cell that goes on from above, the cell where it begins."""

    def cell_over(self, column: int) -> Cell | None:
        """The cell that holds grid column ``column`` and is not merged into the one above."""
        return next((cell for cell in self.row.cells if not cell.continues
                     and cell.column <= column < cell.column + cell.span), None)

    def column_of(self, cell: Cell) -> str | None:
        """What a cell holds; of one over several columns, the strategies before all."""
        spanned = [self.columns[column] for column in range(cell.column, cell.column + cell.span)
                   if column in self.columns]
        return "strategies" if "strategies" in spanned else spanned[0] if spanned else None


@dataclass(slots=True)
class Sheet:
    """A file as seen in ``view``: its rows in order, whatever their table, and the streams outside of tables."""

    document: RevisedDocument
    view: View
    rows: list[SheetRow]
    streams: list[Stream]
    _texts: list[RowText] = field(default_factory=list)

    def row_texts(self) -> list[RowText]:
        """What each row says; worked out once, however many copies are compared with it."""
        if len(self._texts) != len(self.rows):
            self._texts = [row_text(row.row, self.view) for row in self.rows]
        return self._texts

    def text(self) -> list[str]:
        """The lines outside of tables."""
        return [line for stream in self.streams for line in stream.lines(self.view)]

    def words(self) -> list[str]:
        """Every word of the file, in order."""
        said = [text for row in self.rows for text in row.row.texts(self.view)]
        return " ".join([*said, *self.text()]).split()


def row_text(row: Row, view: View) -> RowText:
    return RowText(row.texts(view), row.names)


def sheet_of(document: RevisedDocument, view: View = View.BEFORE) -> Sheet:
    """The rows that stand in ``view``, not yet placed."""
    rows = [row for table in document.tables() for row in _sheet_rows(table, view)]
    return Sheet(document, view, rows, list(document.streams()))


def _sheet_rows(table: Table, view: View) -> Iterator[SheetRow]:
    begun: dict[int, Cell] = {}
    for row in table.rows:
        if row.stands(view):
            begun |= {cell.column: cell for cell in row.cells if not cell.continues}
            yield SheetRow(row, above={cell.column: begun[cell.column] for cell in row.cells
                                       if cell.continues and cell.column in begun})


def placed_sheet(document: RevisedDocument, view: View, vocabulary: Vocabulary | None = None) -> Sheet:
    """The sheet with every row placed; ``vocabulary`` knows axes by titles that name no number."""
    sheet = sheet_of(document, view)
    _Placing(sheet, vocabulary).place()
    return sheet


def band_section(text: str, vocabulary: Vocabulary | None = None, *, is_full: bool = False) -> str | None:
    """The section that a row with this one text opens; ``is_full``: whatever it says, it opens one."""
    node = Node("n0", NodeKind.PARAGRAPH, text)
    band = read_band(readable_node(node))
    if band is None and is_full:
        band = read_titled_band(readable_node(node), vocabulary) if vocabulary else \
            Band("unknown", None, readable_node(node))
    return None if band is None else section_name(band)


def section_name(band: Band) -> str:
    if band.kind == "axis" and band.axis is not None:
        return f"axis {band.axis}"
    return band.title.text if band.kind == "unknown" else band.kind


class _Placing:
    """Gives each row of ``sheet`` its section, number and columns."""

    def __init__(self, sheet: Sheet, vocabulary: Vocabulary | None) -> None:
        self.sheet, self.vocabulary = sheet, vocabulary
        self._section = GENERAL
        self._counts: Counter[str] = Counter()
        self._roles: dict[int, Role] = {}

    def place(self) -> None:
        root = Node("", NodeKind.DOCUMENT)
        blocks = list(_blocks(self.sheet))
        root.children = [node for node, _rows in blocks]
        for number, node in enumerate(root.walk()):
            node.id = f"n{number}"
        taken = find_synthesis(Document("docx", root)).nodes
        tables = [(node, rows) for node, rows in blocks if node.kind is NodeKind.TABLE]
        if not any(node.id in taken for node, _rows in tables):
            self._roles = _usual_roles(tables)
            taken |= {node.id for node, rows in tables if self._roles and _width(rows) == max(self._roles) + 1}
        for node, rows in blocks:
            if node.kind is not NodeKind.TABLE:
                if node.id in taken and (section := band_section(node.text)) is not None:
                    self._section = section
            elif node.id in taken:
                self._table(node.children, rows)
            else:
                for number, row in enumerate(rows, 1):
                    row.number = number

    def _table(self, nodes: list[Node], rows: list[SheetRow]) -> None:
        head = next((place for place, node in enumerate(nodes[:_HEADERS_WITHIN]) if self._header(node)), -1)
        for place, (node, row) in enumerate(zip(nodes, rows, strict=True)):
            finer = self._header(node) or (refine(self._roles, node) if head >= 0 and place == head + 1 else None)
            goes_on = head >= 0 and place == head + 1 and _continues(rows[head], row)
            if finer or goes_on:
                finer = finer or {}
                self._roles = {**self._roles, **finer} if place > head >= 0 else finer
                row.kind, row.section = "header", HEADER
            else:
                self._row(node, row)
            if row.kind != "band":
                row.columns = {column: COLUMNS.get(role, role.value) for column, role in self._roles.items()}

    def _header(self, node: Node) -> dict[int, Role] | None:
        """The roles that a header names. A short row of the table may hold such words too ("Priorité à la santé"): once
        a header is known, another one names nothing but roles."""
        found = header_roles(node)
        others = sum(role is Role.OTHER for role in found.values()) if found else 0
        return None if found and others and (self._roles or others * 2 >= len(found)) else found

    def _row(self, node: Node, row: SheetRow) -> None:
        full = [cell for cell in node.children if cell.plain().strip()]
        alone = len({cell.plain(" ") for cell in full}) == 1 and not any(cell.continues for cell in row.row.cells)
        if alone:
            is_full = len(node.children) == 1 and full[0].column_span > max(2, len(self._roles) // 2)
            section = band_section(_text(full[0]).text, self.vocabulary, is_full=is_full)
            if section is not None:
                self._section = row.section = section
                row.kind = "band"
                return
        for cell in full:
            if self._roles.get(cell.column) is Role.AXIS:
                band = read_band(_text(cell), alone=False)
                self._section = section_name(band) if band is not None else _text(cell).text
        self._counts[self._section] += 1
        row.kind, row.section, row.number = "body", self._section, self._counts[self._section]


def _continues(head: SheetRow, row: SheetRow) -> bool:
    """Whether ``row`` only says more of the columns of the header above it: its other cells go on from there."""
    wide = [cell for cell in head.row.cells if cell.span > 1 and not cell.continues]
    own = [cell for cell in row.row.cells if not cell.continues]
    return len(own) < len(row.row.cells) and all(any(
        above.column <= cell.column < above.column + above.span for above in wide) for cell in own)


def _text(cell: Node) -> Traced:
    return join(readable_node(node) for node in cell.walk() if node.text)


def _width(rows: list[SheetRow]) -> int:
    return max((cell.column + cell.span for row in rows for cell in row.row.cells), default=0)


def _usual_roles(tables: list[tuple[Node, list[SheetRow]]]) -> dict[int, Role]:
    """The columns of the longest table without a header that is as wide as a synthesis; none where there is none."""
    wide = [rows for _node, rows in tables if _width(rows) in _USUAL and len(rows) > 1]
    longest = max(wide, key=len, default=[])
    return dict(enumerate(_USUAL[_width(longest)])) if longest else {}


def _blocks(sheet: Sheet) -> Iterator[tuple[Node, list[SheetRow]]]:
    """The paragraphs and tables of the file as nodes, a table with its rows."""
    rows = iter(sheet.rows)
    for block in sheet.document.blocks:
        if isinstance(block, Table):
            own = [next(rows) for row in block.rows if row.stands(sheet.view)]
            if own:
                yield building.table(_row_nodes(own, sheet.view)), own
        else:
            for line in block.lines(sheet.view):
                yield building.text_node(line), []


def _row_nodes(rows: list[SheetRow], view: View) -> list[Node]:
    made: list[Node] = []
    open_cells: dict[int, Node] = {}
    for row in rows:
        cells: list[Node] = []
        for cell in row.row.cells:
            above = open_cells.get(cell.column)
            if cell.continues and above is not None:
                above.row_span += 1
                continue
            texts = [building.text_node(line) for line in cell.content.lines(view) if line.strip()]
            node = open_cells[cell.column] = building.cell(texts, cell.column, columns=cell.span)
            cells.append(node)
        made.append(building.row(cells))
    return made
