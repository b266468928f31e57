"""A document's tree as HTML, to be read as it was written, with passages marked."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from canevas.commons.design.components import highlighted
from canevas.tools.documents.found import Passage
from canevas.tools.documents.nodes import Document, Node, NodeKind

_SPAN = re.compile(r"^(?P<node>.*):(?P<start>\d{1,9})-(?P<end>\d{0,9})$", re.DOTALL)


def passages_of(written: Iterable[str]) -> list[Passage]:
    """Passages as addresses write them: ``p12`` for a whole node, ``p12:4-20`` for a stretch of its text."""
    found = []
    for text in list(written)[:50]:
        match = _SPAN.match(text)
        if match is None:
            found.append(Passage(text))
        else:
            found.append(Passage(match["node"], int(match["start"]), int(match["end"]) if match["end"] else None))
    return found


@dataclass(slots=True)
class Rendering:
    """``html`` is the whole document; ``found`` how many of the passages it holds."""

    html: SafeString
    found: int


@dataclass(slots=True)
class _Writer:
    passages: dict[str, list[Passage]]
    page: int | None = None
    found: int = 0
    parts: list[str] = field(default_factory=list)

    def blocks(self, nodes: Iterable[Node]) -> SafeString:
        return mark_safe("".join(self._blocks(nodes)))  # noqa: S308 (every part is made by format_html)

    def _blocks(self, nodes: Iterable[Node]) -> Iterator[SafeString]:
        items: list[Node] = []
        for node in nodes:
            if items and node.kind is not NodeKind.LIST_ITEM:
                yield self.listing(items)
                items = []
            yield self.page_mark(node)
            if node.kind is NodeKind.LIST_ITEM:
                items.append(node)
            elif node.kind is NodeKind.TABLE:
                yield self.table(node)
            elif node.kind is NodeKind.PARAGRAPH:
                yield self.paragraph(node)
            else:
                yield self.blocks(node.children)
        if items:
            yield self.listing(items)

    def page_mark(self, node: Node) -> SafeString:
        """« Page 3 » where the text passes to that page."""
        page = node.place.page
        if page is None or page == self.page:
            return SafeString("")
        self.page = page
        return format_html('<p class="doc-page" id="page-{}">{}</p>', page, _("Page %(number)s") % {"number": page})

    def paragraph(self, node: Node) -> SafeString:
        if not node.text:
            return SafeString("")
        if node.is_heading or node.level:
            level = min(max(node.level, 1) + 1, 6)
            return format_html('<h{} id="n-{}">{}</h{}>', level, node.id, self.text(node), level)
        css = ' class="doc-strong"' if node.bold else ""
        return format_html('<p id="n-{}"{}>{}</p>', node.id, SafeString(css), self.text(node))

    def listing(self, nodes: list[Node]) -> SafeString:
        items = format_html_join("", '<li id="n-{}" class="doc-level-{}">{}{}{}</li>', (
            (node.id, min(node.level, 4), self.marker(node), self.text(node), self.blocks(node.children))
            for node in nodes))
        return format_html('<ul class="doc-list">{}</ul>', items)

    @staticmethod
    def marker(node: Node) -> SafeString:
        """What the list showed before the text. Symbol fonts use private characters, which would show as boxes."""
        if not node.marker:
            return SafeString("")
        shown = "".join("•" if "\ue000" <= sign <= "\uf8ff" else sign for sign in node.marker)
        return format_html('<span class="doc-marker">{}</span> ', shown)

    def table(self, node: Node) -> SafeString:
        rows = format_html_join("", '<tr id="n-{}">{}</tr>', (
            (row.id, format_html_join("", "{}", ((self.cell(cell),) for cell in row.children)))
            for row in node.children))
        return format_html('<div class="doc-scroll" tabindex="0" role="region" aria-label="{}"><table id="n-{}" '
                           'class="doc-table{}"><tbody>{}</tbody></table></div>',
                           _("Table"), node.id, self.whole(node), rows)

    def cell(self, cell: Node) -> SafeString:
        spans = "".join(f' {name}="{count}"' for name, count in (
            ("colspan", cell.column_span), ("rowspan", cell.row_span)) if count > 1)
        own = self.text(cell) if cell.text else SafeString("")
        return format_html('<td id="n-{}" class="{}"{}>{}{}</td>', cell.id, self.whole(cell).strip(),
                           SafeString(spans), own, self.blocks(cell.children))

    def whole(self, node: Node) -> str:
        """The class of a table or cell that is a passage as a whole."""
        if node.id in self.passages and not node.text:
            self.found += 1
            return " doc-found"
        return ""

    def text(self, node: Node) -> SafeString:
        """The node's text, verbatim, its passages marked; the first mark of all is where the page opens."""
        spans = []
        last = 0
        for passage in sorted(self.passages.get(node.id, ()), key=lambda one: one.start):
            end = len(node.text) if passage.end is None else min(passage.end, len(node.text))
            start = max(min(passage.start, end), last)
            if start < end:
                spans.append((start, end))
                last = end
        marked = highlighted(node.text, spans)
        if spans and not self.found:
            marked = SafeString(marked.replace("<mark>", '<mark id="passage">', 1))
        self.found += len(spans)
        return marked


def render(document: Document, passages: Iterable[Passage] = ()) -> Rendering:
    """The document as HTML: paragraphs, headings, lists and tables as they were, page numbers, passages marked."""
    by_node: dict[str, list[Passage]] = {}
    for passage in passages:
        by_node.setdefault(passage.node, []).append(passage)
    writer = _Writer(by_node)
    return Rendering(writer.blocks(document.root.children), writer.found)
