"""The grid of a table: at which column each cell stands once merged cells are counted.

A row may begin late (``w:gridBefore``) and a cell may be several columns wide (``w:gridSpan``); a cell that goes on
from the row above (``w:vMerge`` without "restart") holds nothing that prints: its text is that of the cell that begins
the block.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from canevas.tools.documents.readers.docx.names import W, attribute, child, number
from canevas.tools.documents.safe_xml import Element

_WRAPPERS = {W + name for name in ("sdt", "sdtContent", "customXml")}


@dataclass(frozen=True, slots=True)
class GridCell:
    element: Element
    column: int
    """Grid column, 0 the leftmost."""
    columns: int


def unwrapped(element: Element, wanted: str) -> Iterator[Element]:
    """The children of ``element`` called ``wanted``, also those inside content controls and custom XML."""
    for below in element.iterchildren():
        if below.tag == wanted:
            yield below
        elif below.tag in _WRAPPERS:
            yield from unwrapped(below, wanted)


def cells_of(row: Element) -> list[GridCell]:
    """The cells of a ``w:tr`` with their places in the grid."""
    column = max(number(child(row, "trPr"), "gridBefore") or 0, 0)
    cells = []
    for element in unwrapped(row, W + "tc"):
        columns = max(number(child(element, "tcPr"), "gridSpan") or 1, 1)
        cells.append(GridCell(element, column, columns))
        column += columns
    return cells


def cell_at(row: Element, column: int) -> GridCell | None:
    """The cell that covers this grid column, if any does."""
    return next((cell for cell in cells_of(row) if cell.column <= column < cell.column + cell.columns), None)


def is_continuing(cell: Element) -> bool:
    """Whether a ``w:tc`` goes on from the row above."""
    merge = child(child(cell, "tcPr"), "vMerge")
    return merge is not None and attribute(merge, "val") != "restart"


def take_out(element: Element) -> None:
    element.getparent().remove(element)
