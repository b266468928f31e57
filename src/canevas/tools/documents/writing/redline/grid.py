"""The grid of a table: at which column each cell stands once merged cells are counted.

A row may begin late (``w:gridBefore``) and a cell may be several columns wide (``w:gridSpan``); a cell that goes on
from the row above (``w:vMerge`` without "restart") holds nothing that prints: its text is that of the cell that begins
the block.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from canevas.tools.documents.readers.docx.names import W, to_number
from canevas.tools.documents.safe_xml import Element

_CELL, _PROPERTIES, _ROW_PROPERTIES, _SPAN, _BEFORE, _MERGE, _VALUE = (
    W + name for name in ("tc", "tcPr", "trPr", "gridSpan", "gridBefore", "vMerge", "val"))
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
    column = _count(row, _ROW_PROPERTIES, _BEFORE, 0)
    cells = []
    for element in unwrapped(row, _CELL):
        columns = _count(element, _PROPERTIES, _SPAN, 1)
        cells.append(GridCell(element, column, columns))
        column += columns
    return cells


def cell_at(row: Element, column: int) -> GridCell | None:
    """The cell that covers this grid column, if any does."""
    return next((cell for cell in cells_of(row) if cell.column <= column < cell.column + cell.columns), None)


def is_continuing(cell: Element) -> bool:
    """Whether a ``w:tc`` goes on from the row above."""
    merge = merge_of(cell)
    return merge is not None and merge.get(_VALUE) != "restart"


def merge_of(cell: Element) -> Element | None:
    """The ``w:vMerge`` of a ``w:tc``, if it has one."""
    for properties in cell.iterchildren(_PROPERTIES):
        for merge in properties.iterchildren(_MERGE):
            return merge
    return None


def _count(element: Element, properties: str, name: str, least: int) -> int:
    """The number that a property says; ``least`` where it says none, or less."""
    for held in element.iterchildren(properties):
        for found in held.iterchildren(name):
            return max(to_number(found.get(_VALUE)) or least, least)
    return least


def take_out(element: Element) -> None:
    element.getparent().remove(element)
