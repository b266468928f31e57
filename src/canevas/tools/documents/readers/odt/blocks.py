"""Paragraphs, lists and tables of an OpenDocument text, in reading order."""
from __future__ import annotations

from collections import Counter

from canevas.tools.documents import building
from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import Node, NodeKind
from canevas.tools.documents.readers.odt.inline import Inline, read_inline, text_boxes
from canevas.tools.documents.readers.odt.names import (
    DRAW,
    TABLE,
    TEXT,
    XML_ID,
    count,
    has_content,
    table_attribute,
    text_attribute,
)
from canevas.tools.documents.readers.odt.styles import DEPTHS, Level, Styles, marker
from canevas.tools.documents.safe_xml import Element

_MOST_COLUMNS, _MOST_ROWS = 1_000, 20_000
_ROW_GROUPS = {TABLE + name for name in ("table-rows", "table-header-rows", "table-row-group")}
_GROUPS = {TEXT + name for name in ("section", "index-body", "table-of-content", "alphabetical-index",
                                    "index-title", "numbered-paragraph")}
_CHANGES = {TEXT + name for name in ("change", "change-start", "change-end")}
_TITLES = {"Title", "Titre"}


class BlockReader:
    """Reads block content; one for the whole document, because lists may go on."""

    def __init__(self, source: Source, styles: Styles) -> None:
        self.source, self.styles = source, styles
        self.seen: Counter[str] = Counter()
        self._numbers: dict[str, list[int]] = {}
        self._last: dict[str, str] = {}
        self._outline = [0] * DEPTHS

    def read(self, container: Element) -> list[Node]:
        nodes: list[Node] = []
        for element in container:
            self.source.check_time()
            tag = element.tag
            if tag == TEXT + "p":
                nodes += self._paragraph(element)
            elif tag == TEXT + "h":
                nodes += self._heading(element)
            elif tag == TEXT + "list":
                nodes += self._list(element, 0, None, None)
            elif tag == TABLE + "table":
                nodes += self._table(element)
            elif tag in _GROUPS:
                nodes += self.read(element)
            elif tag.startswith(DRAW):
                for box in text_boxes(element):
                    nodes += self.read(box)
            elif tag in _CHANGES:
                self.seen["tracked"] += 1
        return nodes

    def _paragraph(self, element: Element) -> list[Node]:
        style = text_attribute(element, "style-name")
        inline = Inline()
        read_inline(element, self.styles, inline, self.seen, bool(self.styles.bold(style)))
        node = building.text_node(inline.text, bold=bool(inline.bold), style=self.styles.label(style),
                                  marks=tuple(inline.marks))
        if node.style in _TITLES:
            node.is_heading, node.level = True, 1
        nodes = [node] if node.text else []
        for box in inline.boxes:
            nodes += self.read(box)
        return nodes

    def _heading(self, element: Element) -> list[Node]:
        nodes = self._paragraph(element)
        depth = count(text_attribute(element, "outline-level"), 9)
        if nodes:
            nodes[0].kind, nodes[0].is_heading, nodes[0].level = NodeKind.PARAGRAPH, True, depth
            levels = self.styles.lists.get("Outline", {})
            self._outline[depth - 1] += 1
            self._outline[depth:] = [0] * (DEPTHS - depth)
            if levels.get(depth - 1, Level(sample="")).sample and not text_attribute(element, "is-list-header"):
                nodes[0].marker = marker(levels, self._outline, depth - 1)
        return nodes

    def _list(self, element: Element, depth: int, style: str | None, numbers: list[int] | None) -> list[Node]:
        """One list; ``numbers`` are shared by the lists nested in one another."""
        own = text_attribute(element, "style-name") or style or self._style_of_items(element)
        if numbers is None:
            numbers = self._numbers_for(element, own or "")
        depth = min(depth, DEPTHS - 1)
        levels = self.styles.lists.get(own or "", {})
        if depth or not text_attribute(element, "continue-numbering"):
            numbers[depth] = levels.get(depth, Level()).start - 1 if depth else numbers[depth]
        nodes: list[Node] = []
        for item in element:
            if item.tag == TEXT + "list-header":
                nodes += self.read(item)
            elif item.tag == TEXT + "list-item":
                nodes += self._item(item, depth, own, levels, numbers)
        return nodes

    def _style_of_items(self, element: Element) -> str | None:
        first = next(element.iter(TEXT + "p"), None)
        return None if first is None else self.styles.list_style(text_attribute(first, "style-name"))

    def _numbers_for(self, element: Element, style: str) -> list[int]:
        """The counts that the list begins with: its own, or those of the list that it goes on with."""
        key = text_attribute(element, "continue-list")
        if key is None and text_attribute(element, "continue-numbering") == "true":
            key = self._last.get(style)
        start = self.styles.lists.get(style, {}).get(0, Level()).start - 1
        numbers = self._numbers.get(key or "") or [start] + [0] * (DEPTHS - 1)
        identity = element.get(XML_ID) or f"#{len(self._numbers)}"
        self._numbers[identity], self._last[style] = numbers, identity
        return numbers

    def _item(self, item: Element, depth: int, style: str | None, levels: dict[int, Level],
              numbers: list[int]) -> list[Node]:
        nodes: list[Node] = []
        if any(below.tag in {TEXT + "p", TEXT + "h"} for below in item):
            start = text_attribute(item, "start-value")
            numbers[depth] = count(start, 9_999, 0) if start else numbers[depth] + 1
        is_first = True
        for below in item:
            if below.tag == TEXT + "list":
                nodes += self._list(below, depth + 1, style, numbers)
                continue
            found = self._heading(below) if below.tag == TEXT + "h" else self._paragraph(below)
            for node in found[:1]:
                if is_first and node.kind is not NodeKind.TABLE:
                    node.marker = marker(levels, numbers, depth)
                    if not node.is_heading:
                        node.kind, node.level = NodeKind.LIST_ITEM, depth
                is_first = False
            nodes += found
        return nodes

    def _table(self, element: Element) -> list[Node]:
        rows: list[Node] = []
        self._rows(element, rows)
        while rows and not any(node.text for node in rows[-1].walk()) and len(rows) > 1 and not rows[-1].children:
            rows.pop()
        return [building.table(rows)] if rows else []

    def _rows(self, element: Element, rows: list[Node]) -> None:
        for below in element:
            if below.tag in _ROW_GROUPS:
                self._rows(below, rows)
            elif below.tag == TABLE + "table-row":
                most = _MOST_ROWS if has_content(below) else 1
                repeat = count(table_attribute(below, "number-rows-repeated"), most)
                for _ in range(repeat):
                    self.source.check_time()
                    rows.append(self._row(below))

    def _row(self, element: Element) -> Node:
        cells: list[Node] = []
        column = 0
        for below in element:
            repeat = count(table_attribute(below, "number-columns-repeated"), _MOST_COLUMNS)
            if below.tag == TABLE + "covered-table-cell":
                column += repeat
            elif below.tag == TABLE + "table-cell":
                wide = count(table_attribute(below, "number-columns-spanned"), _MOST_COLUMNS)
                high = count(table_attribute(below, "number-rows-spanned"), _MOST_ROWS)
                for _ in range(repeat):
                    cells.append(building.cell(self.read(below), column, columns=wide, rows=high))
                    column += 1
        return building.row(cells)
