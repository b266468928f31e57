"""Web pages into the neutral tree: what a browser would show, without what it would run."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree, html

from canevas.tools.documents import building
from canevas.tools.documents.counting import as_counted
from canevas.tools.documents.encodings import decode
from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import Document, Node, NodeKind
from canevas.tools.documents.refusals import no_text
from canevas.tools.documents.safe_xml import Element
from canevas.tools.text.sentences import say

_SILENT = {"script", "style", "head", "template", "noscript", "svg", "math", "object", "iframe", "audio", "video",
           "select", "input", "textarea", "button", "canvas", "map", "title", "meta", "link"}
_BLOCKS = set("""address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure
footer form header hgroup hr html li main nav ol p pre section summary table tbody td tfoot th thead tr ul menu
caption h1 h2 h3 h4 h5 h6""".split())  # noqa: SIM905
_BOLD = {"b", "strong", "th", "h1", "h2", "h3", "h4", "h5", "h6"}
_BULLETS = ("•", "◦", "▪")
_SPACES = re.compile(r"[ \t\r\n\f]+")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all", re.IGNORECASE)
_WEIGHT = re.compile(r"font-weight\s*:\s*(bold|bolder|[6-9]00|normal|[1-5]00)", re.IGNORECASE)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_MOST_SPAN = 200


@dataclass(slots=True)
class _Context:
    bold: bool = False
    heading: int = 0
    depth: int = -1
    marker: str = ""
    is_item: bool = False
    keeps_lines: bool = False


@dataclass(slots=True)
class _Text:
    """The running text that is being gathered into one paragraph."""

    parts: list[str] = field(default_factory=list)
    bold: bool | None = None
    marks: list[str] = field(default_factory=list)


def read_html(source: Source) -> Document:
    """Read a web page; scripts, styles and forms are left out."""
    text = decode(_in_declared_encoding(source.content)) or ""
    try:
        root = html.document_fromstring(_DECLARED.sub("", text), parser=html.HTMLParser(
            no_network=True, remove_comments=True, remove_pis=True, huge_tree=False))
    except (etree.ParserError, etree.XMLSyntaxError) as fault:
        raise no_text(source.name) from fault
    reader = _Reader(source)
    body = root.find("body")
    reader.walk(root if body is None else body, _Context())
    reader.close(_Context())
    title = (root.findtext(".//title") or "").strip()
    notices = []
    if "<html" in text.lower() and "</html" not in text.lower():
        notices.append(say("This web page has no end: it may be incomplete."))
    return Document("html", building.root(reader.nodes, source), metadata={"title": title} if title else {},
                    notices=notices)


def _in_declared_encoding(content: bytes) -> bytes:
    """The bytes as UTF-8 where the page says what they are; as they are otherwise."""
    found = re.search(rb"charset\s*=\s*[\"']?([\w-]+)", content[:4096], re.IGNORECASE)
    if not found or content[:3] == b"\xef\xbb\xbf":
        return content
    name = found[1].decode("ascii").lower()
    try:
        return content.decode("cp1252" if name in {"iso-8859-1", "latin1"} else name).encode()
    except (LookupError, UnicodeError):
        return content


class _Reader:
    def __init__(self, source: Source) -> None:
        self.source = source
        self.nodes: list[Node] = []
        self._text = _Text()

    def close(self, context: _Context) -> None:
        """Make a paragraph of the text gathered so far."""
        gathered, self._text = self._text, _Text()
        text = "".join(gathered.parts)
        if not context.keeps_lines:
            text = "\n".join(" ".join(piece.split(" ")).strip(" ") for piece in re.sub(" +", " ", text).split("\n"))
        node = building.text_node(text, bold=bool(gathered.bold), marks=tuple(gathered.marks))
        if not node.text:
            self._text.marks = gathered.marks
            return
        if context.heading:
            node.kind, node.is_heading, node.level = NodeKind.PARAGRAPH, True, context.heading
        elif context.is_item:
            node.kind, node.level, node.marker = NodeKind.LIST_ITEM, max(context.depth, 0), context.marker
            context.is_item = False
        self.nodes.append(node)

    def _say(self, text: str | None, context: _Context) -> None:
        if not text:
            return
        self._text.parts.append(text if context.keeps_lines else _SPACES.sub(" ", text))
        if text.strip():
            bold = self._text.bold
            self._text.bold = context.bold if bold is None else bold and context.bold

    def walk(self, element: Element, context: _Context) -> None:
        self.source.check_time()
        self._say(element.text, context)
        for below in element:
            if isinstance(below.tag, str):
                self._element(below, context)
            self._say(below.tail, context)

    def _element(self, element: Element, context: _Context) -> None:
        tag, style = element.tag.lower(), element.get("style") or ""
        if tag in _SILENT or element.get("hidden") is not None or _HIDDEN.search(style):
            return
        name = element.get("id") or (element.get("name") if tag == "a" else None)
        if name:
            self._text.marks.append(name)
        if tag == "br":
            self._text.parts.append("\n")
        elif tag in {"ul", "ol", "menu"}:
            self._list(element, context)
        elif tag == "table":
            self._table(element, context)
        elif tag in _BLOCKS:
            self._block(element, tag, style, context)
        else:
            self.walk(element, self._inner(context, tag, style))

    def _inner(self, context: _Context, tag: str, style: str) -> _Context:
        weight = _WEIGHT.search(style)
        bold = context.bold or tag in _BOLD
        if weight:
            bold = weight[1].lower() in {"bold", "bolder"} or weight[1][0] in "6789"
        return _Context(bold, context.heading, context.depth, context.marker, context.is_item, context.keeps_lines)

    def _block(self, element: Element, tag: str, style: str, context: _Context) -> None:
        self.close(context)
        inner = self._inner(context, tag, style)
        context.is_item = False
        inner.keeps_lines = context.keeps_lines or tag == "pre"
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            inner.heading = int(tag[1])
        self.walk(element, inner)
        self.close(inner)

    def _list(self, element: Element, context: _Context) -> None:
        self.close(context)
        is_counted = element.tag.lower() == "ol"
        sample = element.get("type") or "1"
        number = _number(element.get("start"), 1, 9_999)
        depth = context.depth + 1
        for below in element:
            if not isinstance(below.tag, str):
                continue
            if below.tag.lower() != "li":
                self._element(below, _Context(context.bold, 0, depth))
                continue
            number = _number(below.get("value"), number, 9_999)
            marker = f"{as_counted(number, sample)}." if is_counted else _BULLETS[min(depth, 2)]
            inner = _Context(context.bold, 0, depth, marker, True)
            self.walk(below, inner)
            self.close(inner)
            number += 1

    def _table(self, element: Element, context: _Context) -> None:
        self.close(context)
        caption = element.find("caption")
        if caption is not None:
            self._block(caption, "caption", "", context)
        rows: list[Node] = []
        open_cells: dict[int, int] = {}
        for line in element.iter("tr"):
            if next(line.iterancestors("table"), None) is element:
                rows.append(self._row(line, open_cells, context))
        if rows:
            self.nodes.append(building.table(rows))

    def _row(self, line: Element, open_cells: dict[int, int], context: _Context) -> Node:
        """One row; ``open_cells`` says how many more rows the cells above reach into, by column."""
        cells: list[Node] = []
        column = 0
        taken = {place for place, rows in open_cells.items() if rows > 0}
        for place in list(open_cells):
            open_cells[place] -= 1
        for element in line:
            if not isinstance(element.tag, str) or element.tag.lower() not in {"td", "th"}:
                continue
            while column in taken:
                column += 1
            wide = _number(element.get("colspan"), 1, _MOST_SPAN)
            high = _number(element.get("rowspan"), 1, _MOST_SPAN)
            inside = _Reader(self.source)
            inner = self._inner(_Context(), element.tag.lower(), element.get("style") or "")
            inside.walk(element, inner)
            inside.close(inner)
            cells.append(building.cell(inside.nodes, column, columns=wide, rows=high))
            open_cells.update({column + step: high - 1 for step in range(wide) if high > 1})
            column += wide
        return building.row(cells)


def _number(text: str | None, default: int, most: int) -> int:
    try:
        return min(max(int(text), 1), most) if text else default
    except ValueError:
        return default
