"""Blocks to a Word file, with python-docx: real tables, merged cells, real lists, headers, footers, text boxes."""
from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from markup import Block

MARK = "Document inventé pour démonstration"
STYLES = {"heading1": "Heading 1", "heading2": "Heading 2", "bullet": "List Bullet", "number": "List Number"}
INLINE = re.compile(r"(.\{~\}|\{\+.*?\+\}|\{-.*?-\})")
TEXT_BOX = """<w:r {ns}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">
<mc:Choice xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" Requires="wps"><w:drawing>
<wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0"
 distL="0" distR="0" simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">
<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column"><wp:posOffset>0</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>
<wp:extent cx="5400000" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapTopAndBottom/>
<wp:docPr id="1" name="Zone"/><wp:cNvGraphicFramePr/>
<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main">
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr/>
<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="5400000" cy="{height}"/></a:xfrm><a:prstGeom prst="rect"/>
<a:ln w="9525"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln></wps:spPr>
<wps:txbx><w:txbxContent>{paragraphs}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>
</wp:anchor></w:drawing></mc:Choice>
<mc:Fallback><w:pict xmlns:v="urn:schemas-microsoft-com:vml"><v:rect style="width:425pt;height:90pt"><v:textbox>
<w:txbxContent>{paragraphs}</w:txbxContent></v:textbox></v:rect></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""


def write(blocks: list[Block], path: Path) -> None:
    """Write ``blocks`` as a Word file, marked as invented in its properties."""
    document = docx.Document()
    document.styles["Normal"].font.name = "Liberation Serif"
    document.styles["Normal"].font.size = Pt(11)
    properties = document.core_properties
    properties.title = properties.subject = MARK
    properties.author, properties.comments, properties.keywords = "Canevas", MARK, MARK
    properties.created = properties.modified = dt.datetime(2025, 1, 1)
    container: docx.document.Document | docx.table._Cell = document
    for block in blocks:
        if block.kind == "outer":
            frame = document.add_table(rows=1, cols=1)
            frame.style = "Table Grid"
            container = frame.cell(0, 0)
        else:
            _block(document, container, block)
    document.save(str(path))


def _block(document: docx.document.Document, container: docx.document.Document | docx.table._Cell,
           block: Block) -> None:
    section = document.sections[0]
    if block.kind == "table":
        _table(container, block.rows)
    elif block.kind == "header":
        section.header.paragraphs[0].text = block.text
    elif block.kind == "footer":
        _footer(section.footer.paragraphs[0], block.text)
    elif block.kind == "landscape":
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width
    elif block.kind == "break":
        document.add_page_break()
    elif block.kind == "textbox":
        _text_box(document.add_paragraph(), block.text)
    else:
        paragraph = container.add_paragraph(style=STYLES.get(block.kind))
        _runs(paragraph, block.text, bold=block.kind in ("title", "bold"))
        if block.kind in ("title", "centred"):
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER


def _runs(paragraph: Paragraph, text: str, *, bold: bool = False) -> None:
    for piece in INLINE.split(text):
        if piece.startswith(("{+", "{-")):
            _tracked(paragraph, piece[2:-2], "ins" if piece[1] == "+" else "del")
        elif piece:
            run = paragraph.add_run(piece.removesuffix("{~}"))
            run.bold = bold or None
            if piece.endswith("{~}"):
                run._r.get_or_add_rPr().append(parse_xml(f'<w:spacing {nsdecls("w")} w:val="90"/>'))


def _tracked(paragraph: Paragraph, text: str, kind: str) -> None:
    tag = "t" if kind == "ins" else "delText"
    paragraph._p.append(parse_xml(
        f'<w:{kind} {nsdecls("w")} w:id="{len(paragraph._p)}" w:author="Point focal" w:date="2025-01-01T08:00:00Z">'
        f'<w:r><w:{tag} xml:space="preserve">{text}</w:{tag}></w:r></w:{kind}>'))


def _footer(paragraph: Paragraph, text: str) -> None:
    """``#`` in the text becomes the page number field."""
    for piece in re.split("(#)", text):
        if piece == "#":
            paragraph._p.append(parse_xml(
                f'<w:fldSimple {nsdecls("w")} w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'))
        elif piece:
            paragraph.add_run(piece)


def _text_box(paragraph: Paragraph, text: str) -> None:
    lines = text.split(" / ")
    inside = "".join(f'<w:p><w:r><w:t xml:space="preserve">{line}</w:t></w:r></w:p>' for line in lines)
    paragraph._p.append(parse_xml(TEXT_BOX.format(ns=nsdecls("w"), paragraphs=inside, height=400000 * len(lines))))


def _table(container: docx.document.Document | docx.table._Cell, rows: list[list[str]]) -> None:
    width = max(len(row) for row in rows)
    table = container.add_table(rows=len(rows), cols=width)
    table.style = "Table Grid"
    if width >= 3:
        table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f'<w:tblHeader {nsdecls("w")}/>'))  # on every page
    owner: dict[tuple[int, int], tuple[int, int]] = {}
    for y, row in enumerate(rows):
        for x, text in enumerate(row):
            above = {"^": (y - 1, x), "<": (y, x - 1)}.get(text)
            owner[y, x] = owner[above] if above else (y, x)
    for corner in dict.fromkeys(owner.values()):
        mine = [at for at, top in owner.items() if top == corner]
        last = (max(y for y, _ in mine), max(x for _, x in mine))
        cell = table.cell(*corner)
        if last != corner:
            cell = cell.merge(table.cell(*last))
        _cell(cell, rows[corner[0]][corner[1]], bold=corner[0] == 0)


def _cell(cell: docx.table._Cell, text: str, *, bold: bool) -> None:
    for paragraph in cell.paragraphs[1:]:
        paragraph._p.getparent().remove(paragraph._p)
    for index, line in enumerate(text.split("<br>")):
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        if line.startswith("* "):
            paragraph.style, line = "List Bullet", line[2:]
        _runs(paragraph, line.strip(), bold=bold)
