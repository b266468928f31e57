"""Documents made for the tests, and a short way to say what a tree looks like."""
from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

import docx
import typst
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


def pdf(body: str, page: str = 'paper: "a4"') -> bytes:
    """A PDF of typst source."""
    source = f'#set page({page})\n#set text(lang: "fr", hyphenate: false, size: 11pt)\n{body}'
    return bytes(typst.compile(source.encode()))


def read_pdf_of(body: str, page: str = 'paper: "a4"') -> Document:
    return read_document(pdf(body, page), "essai.pdf")


def odt(body: str, automatic: str = "", styles: str = "") -> bytes:
    """An OpenDocument text whose ``office:text`` is ``body``."""
    names = " ".join(f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{long}:1.0"' for short, long in (
        ("office", "office"), ("text", "text"), ("table", "table"), ("style", "style"), ("draw", "drawing"),
        ("fo", "xsl-fo-compatible"), ("meta", "meta")))
    parts = {
        "content.xml": f"<office:document-content {names}><office:automatic-styles>{automatic}"
                       f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body>"
                       "</office:document-content>",
        "styles.xml": f"<office:document-styles {names}><office:styles>{styles}</office:styles>"
                      "</office:document-styles>",
        "META-INF/manifest.xml": '<manifest:manifest '
                                 'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        for name, part in parts.items():
            file.writestr(name, part)
    return out.getvalue()


def read_odt_of(body: str, automatic: str = "", styles: str = "") -> Document:
    return read_document(odt(body, automatic, styles), "essai.odt")


def compound(streams: dict[str, bytes], storages: tuple[str, ...] = ()) -> bytes:
    """An OLE compound file ([MS-CFB]); streams are padded to 4,096 bytes, so that they need no mini stream."""
    sector, end, free = 512, 0xFFFFFFFE, 0xFFFFFFFF
    names = [("Root Entry", 5, b"")] + [(name, 2, content.ljust(4096, b"\0")) for name, content in streams.items()]
    names += [(name, 1, b"") for name in storages]
    directories = -(-len(names) // 4)
    fat = [0xFFFFFFFD] + [number + 2 for number in range(directories - 1)] + [end]
    body = b""
    entries = b""
    for number, (name, kind, content) in enumerate(names):
        start = len(fat) if content else end
        count = len(content) // sector
        fat += [start + step + 1 for step in range(count - 1)] + [end] * bool(count)
        body += content
        right = number + 1 if 0 < number < len(names) - 1 else free
        text = name.encode("utf-16-le")
        entries += struct.pack("<64sHBBIII36xIQ", text, len(text) + 2, kind, 1, free, right,
                               1 if number == 0 and len(names) > 1 else free, start, len(content))
    entries = entries.ljust(directories * sector, b"\0")
    header = struct.pack("<8s16xHHHHH6xIIIIIIIII", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6,
                         0, 1, 1, 0, 4096, end, 0, end, 0)
    header += struct.pack("<109I", 0, *[free] * 108)
    table = struct.pack(f"<{len(fat)}I", *fat).ljust(sector, b"\xff")
    return header + table + entries + body


def page_of(drawing: bytes, more: bytes = b"") -> bytes:
    """A PDF of one page whose content is ``drawing``, without a cross-reference table (which readers rebuild)."""
    packed = zlib.compress(drawing, 9)
    return (b"%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n"
            b"2 0 obj <</Type/Pages/Count 1/Kids[3 0 R]>> endobj\n"
            b"3 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>> "
            b"endobj\n5 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica>> endobj\n" + more +
            b"4 0 obj <</Filter/FlateDecode/Length %d>>\nstream\n" % len(packed) + packed +
            b"\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF")
