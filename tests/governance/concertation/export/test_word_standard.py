"""The order in which the standard wants properties (ECMA-376, part 1, 17.3 and 17.4): Word calls others damaged."""
from __future__ import annotations

import io
import zipfile
from uuid import uuid4

import pytest
from lxml import etree

from canevas.governance.concertation.export.example import example_form, example_lines
from canevas.governance.concertation.export.form import official_form
from canevas.governance.concertation.export.official import default_template, official_word

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs "
           "suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi "
           "adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection "
           "textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange",
    "rPr": "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid "
           "vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs "
           "em lang eastAsianLayout specVanish oMath",
    "tblPr": "tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc tblCellSpacing "
             "tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription",
    "tcPr": "cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark",
}


def part(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


@pytest.mark.parametrize("content", [default_template(), official_word(example_form())], ids=["template", "filled"])
@pytest.mark.parametrize("name", ["word/document.xml", "word/footer1.xml", "word/styles.xml"])
def test_properties_stand_in_the_order_of_the_standard(content: bytes, name: str) -> None:
    root = part(content, name)
    wrong = []
    for kind, order in ORDER.items():
        places = {f"{W}{each}": place for place, each in enumerate(order.split())}
        for element in root.iter(f"{W}{kind}"):
            found = [places.get(child.tag, -1) for child in element]
            if found != sorted(found) or -1 in found:
                wrong.append([str(child.tag).split("}")[1] for child in element])
    assert wrong == []


def test_every_bookmark_begins_and_ends_once() -> None:
    lines = example_lines()
    for line in (below for top in lines for below in top.walk()):
        line.uids = [uuid4().hex]
    root = part(official_word(official_form(lines)), "word/document.xml")
    names = [mark.get(f"{W}name") for mark in root.iter(f"{W}bookmarkStart")]
    starts = sorted(mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkStart"))
    ends = sorted(mark.get(f"{W}id") for mark in root.iter(f"{W}bookmarkEnd"))
    assert len(names) == 17
    assert starts == ends
    assert len(set(starts)) == len(starts)
    assert len(set(names)) == len(names)
    assert all(len(name) <= 40 for name in names)


def test_every_cell_ends_with_a_paragraph_and_every_row_fills_the_grid() -> None:
    root = part(official_word(example_form()), "word/document.xml")
    for table in root.iter(f"{W}tbl"):
        columns = len(table.findall(f"{W}tblGrid/{W}gridCol"))
        for row in table.findall(f"{W}tr"):
            cells = row.findall(f"{W}tc")
            assert all(cell[-1].tag == f"{W}p" for cell in cells)
            spans = [cell.find(f"{W}tcPr/{W}gridSpan") for cell in cells]
            assert sum(int(span.get(f"{W}val")) if span is not None else 1 for span in spans) == columns
