"""What python-docx does not draw itself: shaded cells, repeated rows, rules, page numbers."""
from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

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
