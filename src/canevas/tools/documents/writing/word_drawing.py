"""What all the Word templates are drawn with: the look of their text, letterhead and foot, rows of tags, and what
python-docx does not draw itself (shaded cells, repeated rows, rules, page numbers)."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

FONT, INK, TINT = "Times New Roman", RGBColor(0x1A, 0x1A, 0x1A), "E9EDF2"
WIDTH, WIDE = 17.0, 25.7
"""Width of the text in centimetres, upright and landscape."""
AFTER_BORDERS = {qn(f"w:{name}") for name in (
    "shd", "tabs", "suppressAutoHyphens", "bidi", "snapToGrid", "spacing", "ind", "contextualSpacing", "jc",
    "textAlignment", "outlineLvl", "rPr", "sectPr")}
"""What the standard puts after ``w:pBdr`` in a paragraph's properties."""


def element(name: str, **values: str) -> Any:
    """``w:name`` with its ``w:`` attributes."""
    made = OxmlElement(f"w:{name}")
    for key, value in values.items():
        made.set(qn(f"w:{key}"), value)
    return made


def grid(document: Any, widths: Sequence[float]) -> Any:
    """An empty bordered table with columns of these widths in centimetres."""
    table = document.add_table(rows=0, cols=len(widths), style="Table Grid")
    table.autofit = False
    cell_margins(table)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Cm(width)
    return table


def shade(cell: Any, colour: str) -> None:
    cell._tc.get_or_add_tcPr().append(element("shd", val="clear", color="auto", fill=colour))


def repeat_first_row(table: Any) -> None:
    """Print the first row again at the head of each page that the table goes over to."""
    table.rows[0]._tr.get_or_add_trPr().append(element("tblHeader"))


def keep_rows_whole(table: Any) -> None:
    for row in table.rows:
        row._tr.get_or_add_trPr().insert(0, element("cantSplit"))


def cell_margins(table: Any, across: int = 5, down: int = 2) -> None:
    """Space between the borders and the text, in points."""
    margins = element("tblCellMar")
    for side, points in (("top", down), ("left", across), ("bottom", down), ("right", across)):
        margins.append(element(side, w=str(points * 20), type="dxa"))
    properties = table._tbl.tblPr
    look = properties.find(qn("w:tblLook"))
    if look is None:
        properties.append(margins)
    else:
        look.addprevious(margins)  # the order is that of the standard: Word calls another one damaged


def tight(table: Any) -> None:
    """No space of its own after the paragraphs of the cells."""
    for cell in {id(cell._tc): cell for row in table.rows for cell in row.cells}.values():
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.space_after = Pt(0)


def border_below(paragraph: Any, indent: float = 0) -> None:
    """A thin rule under ``paragraph``, drawn in by ``indent`` centimetres on both sides."""
    borders = element("pBdr")
    borders.append(element("bottom", val="single", sz="6", space="4", color="808080"))
    properties = paragraph._p.get_or_add_pPr()
    after = next((each for each in properties if each.tag in AFTER_BORDERS), None)
    if after is None:
        properties.append(borders)
    else:
        after.addprevious(borders)
    paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = Cm(indent)


def field(paragraph: Any, code: str) -> None:
    """A field that Word works out: PAGE, NUMPAGES."""
    for kind, text in (("begin", None), (None, code), ("separate", None), ("shown", "1"), ("end", None)):
        run = paragraph.add_run()
        if kind == "shown":
            run.text = text
        elif kind:
            run._r.append(element("fldChar", fldCharType=kind))
        else:
            instruction = element("instrText")
            instruction.text = f" {text} "
            run._r.append(instruction)


def french(styles: Any) -> None:
    """Set the language of the text, so that Word checks its spelling in French."""
    defaults = styles.element.find(qn("w:docDefaults")).find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for known in defaults.findall(qn("w:lang")):
        defaults.remove(known)
    defaults.append(element("lang", val="fr-FR", eastAsia="fr-FR", bidi="ar-SA"))


def set_styles(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(4)
    french(document.styles)
    for name, size, before in (("Heading 1", 12.5, 14), ("Heading 2", 11.5, 12), ("Title", 15, 10)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.color.rgb = FONT, Pt(size), True, INK
        style.element.rPr.rFonts.attrib.clear()
        style.font.name = FONT
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(4)
        style.paragraph_format.keep_with_next = True
    for border in document.styles["Title"].element.pPr.findall(qn("w:pBdr")):
        border.getparent().remove(border)
    bullets = document.styles["List Bullet"].paragraph_format
    bullets.space_after, bullets.left_indent, bullets.first_line_indent = Pt(2), Cm(0.6), Cm(-0.45)


def page_margins(section: Any) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)


def foot(section: Any, said: str, width: float) -> None:
    """A footer that says ``said``, and at ``width`` centimetres which page of how many it is."""
    paragraph = section.footer.paragraphs[0]
    stops = paragraph.style.paragraph_format.tab_stops
    while len(stops):
        del stops[0]
    stops.add_tab_stop(Cm(width), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.style.font.size, paragraph.style.font.name = Pt(8.5), FONT
    paragraph.add_run(f"{said}\tPage ")
    field(paragraph, "PAGE")
    paragraph.add_run(" sur ")
    field(paragraph, "NUMPAGES")


def line(document: Any, text: str, *, style: str | None = None, bold: bool = False, italic: bool = False,
         size: float | None = None, after: float | None = None) -> Any:
    """A paragraph; ``size`` and ``after`` (the space below) in points."""
    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    if size:
        run.font.size = Pt(size)
    if after is not None:
        paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def centred(document: Any, text: str, **look: Any) -> Any:
    paragraph = line(document, text, **look)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def letterhead_lines(document: Any) -> None:
    """The State, its motto, then each authority."""
    document._body._body.remove(document.paragraphs[0]._p) if document.paragraphs else None
    centred(document, "{{ entete.pays|upper }}", bold=True, size=12, after=0)
    centred(document, "{{ entete.devise }}", italic=True, size=10, after=0)
    border_below(centred(document, "", size=3, after=6), indent=6.8)
    line(document, "{%p for ligne in entete.lignes %}")
    centred(document, "{{ ligne|upper }}", bold=True, size=10.5, after=2)
    line(document, "{%p endfor %}")


def tag_row(table: Any, tag: str) -> None:
    table.add_row().cells[0].paragraphs[0].add_run(tag)


def listed(cell: Any, many: str, one: str, style: str | None = None) -> None:
    """A cell with one paragraph for each of ``many``."""
    cell.paragraphs[0].add_run(f"{{%p for {one} in {many} %}}")
    cell.add_paragraph(f"{{{{ {one} }}}}", style=style)
    cell.add_paragraph("{%p endfor %}")


def head_row(table: Any, labels: tuple[str, ...]) -> None:
    for cell, label in zip(table.add_row().cells, labels, strict=True):
        cell.paragraphs[0].add_run(label).bold = True
        shade(cell, TINT)
    repeat_first_row(table)
