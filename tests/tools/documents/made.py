"""Documents made for the tests, and a short way to say what a tree looks like."""
from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from canevas.tools.documents.nodes import Document, Node, NodeKind
from canevas.tools.documents.reading import read_document


def word(fill: Callable[[docx.document.Document], object] | None = None, body: str = "") -> bytes:
    """A Word file: ``fill`` works on it with python-docx, ``body`` is WordprocessingML put at its end."""
    document = docx.Document()
    if fill:
        fill(document)
    if body:
        end = document.element.body.sectPr
        for element in parse_xml(f"<w:body {nsdecls('w')} {MORE}>{body}</w:body>"):
            end.addprevious(element)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


MORE = ('xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
        'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
        'xmlns:v="urn:schemas-microsoft-com:vml"')


def repacked(content: bytes, *, add: dict[str, bytes] | None = None, drop: tuple[str, ...] = ()) -> bytes:
    """A container with parts added, replaced or left out."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            if entry.filename not in drop and entry.filename not in (add or {}):
                new.writestr(entry, old.read(entry))
        for name, part in (add or {}).items():
            new.writestr(name, part)
    return out.getvalue()


def read_word(fill: Callable[[docx.document.Document], object] | None = None, body: str = "") -> Document:
    return read_document(word(fill, body), "essai.docx")


def lines(node: Node | Document) -> list[str]:
    """Every paragraph and list item, marker first: what a person would see going down the page."""
    root = node.root if isinstance(node, Document) else node
    return [f"{below.marker} {below.text}".strip() for below in root.walk()
            if below.kind in {NodeKind.PARAGRAPH, NodeKind.LIST_ITEM}]


def tables(document: Document) -> list[Node]:
    return [node for node in document.root.walk() if node.kind is NodeKind.TABLE]


def grid(table: Node) -> list[list[str]]:
    """Rows of "column+spans:text": ``0:x``, ``0+2x1:x`` for two columns, ``0+1x3:x`` for three rows."""
    out = []
    for row in table.children:
        cells = []
        for cell in row.children:
            spans = "" if cell.column_span == cell.row_span == 1 else f"+{cell.column_span}x{cell.row_span}"
            cells.append(f"{cell.column}{spans}:{cell.plain(' / ')}")
        out.append(cells)
    return out
