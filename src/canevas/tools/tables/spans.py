"""The merged cells of an OpenDocument spreadsheet, which the fast reader does not tell."""
from __future__ import annotations

import io
import zipfile

from lxml import etree

from canevas.tools.tables.sheets import Block

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_CELLS = {f"{_TABLE}table-cell", f"{_TABLE}covered-table-cell"}


def merged_cells(content: bytes) -> dict[str, tuple[Block, ...]]:
    """By name of sheet, its blocks of merged cells. ``content`` was weighed: it holds a sound ``content.xml``."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        part = archive.read("content.xml")
    if b"-spanned=" not in part:
        return {}
    found: dict[str, list[Block]] = {}
    sheet, row, column, depth = "", 0, 0, 0
    events = etree.iterparse(io.BytesIO(part), events=("start", "end"), resolve_entities=False, no_network=True)
    for event, element in events:
        if element.tag == f"{_TABLE}table":
            depth += 1 if event == "start" else -1
            if event == "start" and depth == 1:  # a table within a cell is none of the sheet's
                sheet, row = element.get(f"{_TABLE}name", ""), 0
        if depth != 1:
            continue
        if element.tag == f"{_TABLE}table-row":
            if event == "start":
                row, column = row + 1, 0
            else:
                row += _count(element, "number-rows-repeated") - 1
                element.clear()
        elif element.tag in _CELLS and event == "start":
            down, across = _count(element, "number-rows-spanned"), _count(element, "number-columns-spanned")
            if down * across > 1:
                found.setdefault(sheet, []).append((row, column + 1, row + down - 1, column + across))
            column += _count(element, "number-columns-repeated")
    return {name: tuple(blocks) for name, blocks in found.items()}


def _count(element: etree._Element, name: str) -> int:
    said = element.get(_TABLE + name, "1")
    return max(int(said), 1) if said.isdigit() else 1
