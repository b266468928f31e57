"""Accepting and rejecting what Word writes and we do not: properties, cells, nested marks, notes."""
from __future__ import annotations

import pytest
from lxml import etree

from canevas.tools.documents.readers.docx.names import NAMESPACE, W
from canevas.tools.documents.safe_xml import Element
from canevas.tools.documents.writing.redline.resolving import accept_all, reject_all, resolve
from canevas.tools.documents.writing.redline.wordfile import WordFile
from tests.tools.documents.made import word
from tests.tools.documents.redline.papers import said

WHO = 'w:id="1" w:author="OIM" w:date="2026-05-12T09:30:00Z"'


def body(xml: str) -> Element:
    return etree.fromstring(f'<w:body xmlns:w="{NAMESPACE}">{xml}</w:body>')


def resolved(xml: str, *, accept: bool) -> str:
    root = body(xml)
    resolve(root, accept=accept)
    return etree.tostring(root).decode().replace(f' xmlns:w="{NAMESPACE}"', "").removeprefix("<w:body>").removesuffix(
        "</w:body>").replace("<w:body/>", "")


def run(text: str, tag: str = "t") -> str:
    return f"<w:r><w:{tag}>{text}</w:{tag}></w:r>"


BOLD = f'<w:r><w:rPr><w:b/><w:rPrChange {WHO}><w:rPr><w:i/></w:rPr></w:rPrChange></w:rPr><w:t>a</w:t></w:r>'
CELLS = (f'<w:tbl><w:tr><w:tc><w:tcPr><w:cellDel {WHO}/></w:tcPr><w:p>{run("a")}</w:p></w:tc>'
         f'<w:tc><w:tcPr><w:cellIns {WHO}/></w:tcPr><w:p>{run("b")}</w:p></w:tc></w:tr></w:tbl>')
MERGE = (f'<w:tbl><w:tr><w:tc><w:tcPr><w:cellMerge {WHO} w:vMerge="cont" w:vMergeOrig="rest"/></w:tcPr><w:p/></w:tc>'
         '</w:tr></w:tbl>')


@pytest.mark.parametrize(("xml", "accepted", "rejected"), [
    (BOLD, "<w:r><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r>", "<w:r><w:rPr><w:i/></w:rPr><w:t>a</w:t></w:r>"),
    (f'<w:p><w:ins {WHO}>{run("a")}<w:del {WHO}>{run("b", "delText")}</w:del></w:ins></w:p>',
     f'<w:p>{run("a")}</w:p>', "<w:p/>"),
    (f'<w:p><w:del {WHO}>{run("a", "delText")}{run("PAGE", "delInstrText")}</w:del></w:p>',
     "<w:p/>", f'<w:p>{run("a")}{run("PAGE", "instrText")}</w:p>'),
    (f'<w:p><w:moveFromRangeStart w:id="3" w:name="m"/><w:moveFrom {WHO}>{run("a")}</w:moveFrom>'
     f'<w:moveFromRangeEnd w:id="3"/><w:moveTo {WHO}>{run("b")}</w:moveTo></w:p>',
     f'<w:p>{run("b")}</w:p>', f'<w:p>{run("a")}</w:p>'),
    (f'<w:p><w:pPr><w:jc w:val="left"/><w:rPr><w:del {WHO}/></w:rPr></w:pPr>{run("a")}</w:p>'
     f'<w:p><w:pPr><w:jc w:val="right"/></w:pPr>{run("b")}</w:p>',
     f'<w:p><w:pPr><w:jc w:val="right"/></w:pPr>{run("a")}{run("b")}</w:p>',
     f'<w:p><w:pPr><w:jc w:val="left"/></w:pPr>{run("a")}</w:p>'
     f'<w:p><w:pPr><w:jc w:val="right"/></w:pPr>{run("b")}</w:p>'),
    (f'<w:p><w:pPr><w:jc w:val="left"/><w:rPr><w:b/></w:rPr><w:pPrChange {WHO}><w:pPr><w:keepNext/></w:pPr>'
     f'</w:pPrChange></w:pPr></w:p>', '<w:p><w:pPr><w:jc w:val="left"/><w:rPr><w:b/></w:rPr></w:pPr></w:p>',
     "<w:p><w:pPr><w:keepNext/><w:rPr><w:b/></w:rPr></w:pPr></w:p>"),
    (f'<w:p><w:pPr><w:numPr><w:numId w:val="4"/><w:ins {WHO}/></w:numPr></w:pPr></w:p>',
     '<w:p><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:p>', "<w:p><w:pPr/></w:p>"),
    (f'<w:sectPr><w:headerReference w:type="default"/><w:pgSz w:w="1"/><w:sectPrChange {WHO}><w:sectPr>'
     f'<w:pgSz w:w="2"/></w:sectPr></w:sectPrChange></w:sectPr>',
     '<w:sectPr><w:headerReference w:type="default"/><w:pgSz w:w="1"/></w:sectPr>',
     '<w:sectPr><w:headerReference w:type="default"/><w:pgSz w:w="2"/></w:sectPr>'),
    (CELLS, f'<w:tbl><w:tr><w:tc><w:tcPr/><w:p>{run("b")}</w:p></w:tc></w:tr></w:tbl>',
     f'<w:tbl><w:tr><w:tc><w:tcPr/><w:p>{run("a")}</w:p></w:tc></w:tr></w:tbl>'),
    (MERGE, '<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="continue"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
     '<w:tbl><w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>'),
    (f'<w:tbl><w:tr><w:trPr><w:cantSplit/><w:ins {WHO}/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>',
     "<w:tbl><w:tr><w:trPr><w:cantSplit/></w:trPr><w:tc><w:p/></w:tc></w:tr></w:tbl><w:p/>", "<w:p/>"),
])
def test_what_word_writes(xml: str, accepted: str, rejected: str) -> None:
    assert resolved(xml, accept=True) == accepted
    assert resolved(xml, accept=False) == rejected


def test_a_paragraph_that_goes_before_a_table_leaves_nothing() -> None:
    gone = f'<w:p><w:pPr><w:rPr><w:del {WHO}/></w:rPr></w:pPr><w:del {WHO}>{run("a", "delText")}</w:del></w:p>'
    table = "<w:tbl><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"
    assert resolved(gone + table, accept=True) == table


def test_three_lines_are_joined_into_the_last() -> None:
    lines = "".join(f'<w:p><w:pPr><w:rPr><w:del {WHO}/></w:rPr></w:pPr>{run(text)}</w:p>' for text in "ab") + "<w:p/>"
    assert resolved(lines, accept=True) == f'<w:p>{run("a")}{run("b")}</w:p>'


def test_a_row_that_began_a_block_leaves_the_next_to_begin_it() -> None:
    rows = "".join(f'<w:tr>{mark}<w:tc><w:tcPr><w:vMerge{value}/></w:tcPr><w:p/></w:tc></w:tr>' for mark, value in (
        (f"<w:trPr><w:del {WHO}/></w:trPr>", ' w:val="restart"'), ("", "")))
    assert 'w:val="restart"' in resolved(f"<w:tbl>{rows}</w:tbl>", accept=True)


def test_a_bookmark_across_a_row_that_goes_stays_whole() -> None:
    row = (f'<w:tr><w:trPr><w:del {WHO}/></w:trPr><w:tc><w:p><w:bookmarkStart w:id="7" w:name="x"/></w:p></w:tc></w:tr>'
           '<w:tr><w:tc><w:p><w:bookmarkEnd w:id="7"/></w:p></w:tc></w:tr>')
    kept = resolved(f"<w:tbl>{row}</w:tbl>", accept=True)
    assert kept.count("bookmarkStart") == kept.count("bookmarkEnd") == 1


def test_a_whole_file_is_resolved_and_keeps_its_other_parts() -> None:
    file = word(body=f'<w:p><w:ins {WHO}>{run("neuf")}</w:ins><w:del {WHO}>{run("vieux", "delText")}</w:del></w:p>')
    assert said(accept_all(file))[0] == ["neuf"] and said(reject_all(file))[0] == ["vieux"]
    assert not list(WordFile(accept_all(file)).body.iter(W + "ins", W + "del"))
