"""The base, counted: where the paragraphs, tables, rows and cells that changes name are."""
from __future__ import annotations

from collections.abc import Iterator

from canevas.tools.documents.readers.docx.names import W
from canevas.tools.documents.safe_xml import Element
from canevas.tools.documents.writing.redline.change import Change, Place, RedlineError, misplaced
from canevas.tools.documents.writing.redline.grid import GridCell, cells_of, is_continuing, unwrapped
from canevas.tools.text.sentences import say

P, TBL, TR = W + "p", W + "tbl", W + "tr"
_TRACKED = [W + name for name in ("ins", "del", "moveFrom", "moveTo", "cellIns", "cellDel", "cellMerge")]


class Base:
    """Paragraphs and tables of a body, in the numbering that :class:`~.change.Place` explains."""

    def __init__(self, body: Element) -> None:
        if next(body.iter(*_TRACKED), None) is not None:
            raise RedlineError(say("The base document already holds tracked changes. Accept or reject them, then begin "
                                   "again."))
        self.body = body
        self.paragraphs = list(unwrapped(body, P))
        self.tables = list(tables_of(body))
        self._rows = [list(unwrapped(table, TR)) for table in self.tables]
        self._cells: dict[tuple[int, int], list[GridCell]] = {}

    def rows(self, table: int) -> list[Element]:
        return self._rows[table]

    def cells(self, table: int, row: int) -> list[GridCell]:
        key = (table, row)
        if key not in self._cells:
            self._cells[key] = cells_of(self._rows[table][row])
        return self._cells[key]

    def paragraph(self, change: Change, place: Place) -> Element:
        """The paragraph that a change names."""
        held = self.paragraphs if place.table is None else list(unwrapped(self.cell(change, place), P))
        if not 0 <= place.paragraph < len(held):
            raise misplaced(change)
        return held[place.paragraph]

    def row(self, change: Change, place: Place) -> Element:
        if place.table is None or not (0 <= place.table < len(self.tables) and
                                       0 <= place.row < len(self._rows[place.table])):
            raise misplaced(change)
        return self._rows[place.table][place.row]

    def cell(self, change: Change, place: Place) -> Element:
        """The cell that a reader sees at this place: of a merged block, the one that begins it."""
        self.row(change, place)
        table, row, column = place.table or 0, place.row, place.column or 0
        found = self._at(table, row, column)
        while found is not None and is_continuing(found.element) and row > 0:
            above = self._at(table, row - 1, found.column)
            if above is None or above.element.find(f"{W}tcPr/{W}vMerge") is None:
                break
            found, row = above, row - 1
        if found is None:
            raise misplaced(change)
        return found.element

    def _at(self, table: int, row: int, column: int) -> GridCell | None:
        return next((cell for cell in self.cells(table, row)
                     if cell.column <= column < cell.column + cell.columns), None)


def tables_of(body: Element) -> Iterator[Element]:
    """The tables in document order, those in cells too, those in text boxes not."""
    for table in body.iter(TBL):
        if next(table.iterancestors(W + "txbxContent"), None) is None:
            yield table
