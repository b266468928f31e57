"""Paragraphs, list items and tables of a Word file, in reading order."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from canevas.tools.documents import building
from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import Node, NodeKind
from canevas.tools.documents.readers.docx.inline import BOOKMARK, REMOVED, Inline, InlineReader, text_boxes
from canevas.tools.documents.readers.docx.names import MC, W, attribute, child, number, value
from canevas.tools.documents.readers.docx.numbering import Numbering
from canevas.tools.documents.readers.docx.styles import BODY_LEVEL, Style
from canevas.tools.documents.safe_xml import Element

PARAGRAPH, TABLE, ROW, CELL = W + "p", W + "tbl", W + "tr", W + "tc"
_WRAPPERS = {W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")}
_PLAIN = Style()


def unwrapped(element: Element, wanted: str) -> Iterator[Element]:
    """The children of ``element`` called ``wanted``, also those inside content controls and custom XML."""
    for below in element.iterchildren():
        if below.tag == wanted:
            yield below
        elif below.tag in _WRAPPERS:
            yield from unwrapped(below, wanted)


@dataclass(slots=True)
class _Format:
    """What a paragraph is, its style and its own properties taken together."""

    style: Style
    heading: int
    list_id: int
    depth: int


class BlockReader:
    """Reads block content; one for a whole document, because lists count through it."""

    def __init__(self, source: Source, styles: dict[str, Style], numbering: Numbering) -> None:
        self.source = source
        self.styles = styles
        self.numbering = numbering
        self.inline = InlineReader(styles)
        self._default = next((style for style in styles.values() if style.is_default and style.name.lower() in
                              {"normal", "standard"}), _PLAIN)
        self._pending: Inline | None = None
        self._marks: list[str] = []

    def read(self, container: Element) -> list[Node]:
        """Every block of a body, cell, text box or content control."""
        nodes: list[Node] = []
        for element in container.iterchildren():
            tag = element.tag
            if tag == PARAGRAPH:
                nodes += self._paragraph(element)
            elif tag == TABLE:
                nodes += self._table(element)
            elif tag in _WRAPPERS:
                nodes += self.read(element)
            elif tag == BOOKMARK and (name := attribute(element, "name")):
                self._marks.append(name)
            elif tag == MC + "AlternateContent":
                for box in text_boxes(element):
                    nodes += self.read(box)
            elif tag == W + "altChunk":
                self.inline.seen["chunks"] += 1
        return nodes

    def _paragraph(self, element: Element) -> list[Node]:
        self.source.check_time()
        properties = child(element, "pPr")
        form = self._format(properties)
        inline = self._pending or Inline()
        self._pending = None
        inline.marks = self._marks + inline.marks
        self._marks = []
        self.inline.read(element, inline, bool(form.style.bold))
        if self._mark_is_deleted(properties):
            self._pending = inline
            return []
        return self._nodes(inline, form)

    def _mark_is_deleted(self, properties: Element | None) -> bool:
        """Whether accepting the changes joins this paragraph to the next."""
        mark = child(properties, "rPr")
        if mark is None or not any(below.tag in REMOVED for below in mark.iterchildren()):
            return False
        self.inline.seen["tracked"] += 1
        return True

    def _nodes(self, inline: Inline, form: _Format) -> list[Node]:
        marker = self.numbering.next_marker(form.list_id, form.depth) if form.list_id else None
        node = building.text_node("".join(inline.parts), bold=bool(inline.bold), style=form.style.name)
        nodes = []
        if node.text:
            node.marks = tuple(inline.marks)
            if marker is not None:
                node.kind, node.marker, node.level = NodeKind.LIST_ITEM, marker, form.depth
            if form.heading:
                node.kind, node.is_heading, node.level = NodeKind.PARAGRAPH, True, form.heading
            nodes.append(node)
        else:
            self._marks = inline.marks
        for box in inline.boxes:
            nodes += self.read(box)
        return nodes

    def _format(self, properties: Element | None) -> _Format:
        if properties is None:
            return _Format(self._default, self._default.heading or 0, self._default.list_id or 0, 0)
        key = value(properties, "pStyle")
        style = self.styles.get(key, _PLAIN) if key else self._default
        list_id, depth = style.list_id, style.list_level
        own = child(properties, "numPr")
        if own is not None:
            said = number(own, "numId")
            list_id = list_id if said is None else said
            level = number(own, "ilvl")
            depth = depth if level is None else level
        if depth is None:
            depth = self.numbering.level_of_style(list_id, key) if list_id and key else 0
        heading = style.heading or 0
        outline = number(properties, "outlineLvl")
        if outline is not None:
            heading = outline + 1 if 0 <= outline < BODY_LEVEL else 0
        return _Format(style, heading, list_id or 0, max(depth, 0))

    def _table(self, element: Element) -> list[Node]:
        rows: list[Node] = []
        open_cells: dict[int, Node] = {}
        for line in unwrapped(element, ROW):
            properties = child(line, "trPr")
            if properties is not None and any(below.tag in REMOVED for below in properties.iterchildren()):
                self.inline.seen["tracked"] += 1
                continue
            rows.append(self._row(line, properties, open_cells))
        return [building.table(rows)] if rows else []

    def _row(self, line: Element, properties: Element | None, open_cells: dict[int, Node]) -> Node:
        """One row; ``open_cells`` are the vertically merged cells still growing, by their column."""
        cells: list[Node] = []
        column = max(number(properties, "gridBefore") or 0, 0)
        reached: set[int] = set()
        self._marks += [name for mark in line.iterchildren(BOOKMARK) if (name := attribute(mark, "name"))]
        for element in unwrapped(line, CELL):
            properties = child(element, "tcPr")
            columns = max(number(properties, "gridSpan") or 1, 1)
            merge = child(properties, "vMerge")
            above = open_cells.get(column)
            if merge is not None and attribute(merge, "val") != "restart" and above is not None:
                above.row_span += 1
            elif self._continues_left(properties) and cells:
                cells[-1].column_span += columns
            else:
                made = building.cell(self.read(element), column, columns=columns)
                cells.append(made)
                open_cells.pop(column, None)
                if merge is not None:
                    open_cells[column] = made
            reached.add(column)
            column += columns
        for gone in set(open_cells) - reached:
            del open_cells[gone]
        return building.row(cells)

    def _continues_left(self, properties: Element | None) -> bool:
        """Whether the cell is merged into the one on its left in the old manner (``w:hMerge``)."""
        merge = child(properties, "hMerge")
        return merge is not None and attribute(merge, "val") != "restart"
