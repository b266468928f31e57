"""Word files: what a person sees in Word is what is in the tree."""
from __future__ import annotations

import docx
import pytest
from docx.shared import Pt

from canevas.tools.documents.counting import as_counted
from canevas.tools.documents.nodes import Document, NodeKind
from canevas.tools.documents.reading import read_document
from tests.tools.documents.made import grid, lines, read_word, repacked, tables, word

SHAPE = """<w:p><w:r><w:t>Avant</w:t></w:r><w:r><mc:AlternateContent>
<mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent><w:p><w:r><w:t>Encadré</w:t></w:r></w:p></w:txbxContent>
</wps:txbx></w:drawing></mc:Choice>
<mc:Fallback><w:pict><v:textbox><w:txbxContent><w:p><w:r><w:t>Encadré</w:t></w:r></w:p></w:txbxContent></v:textbox>
</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"""


def test_headings_paragraphs_and_bold() -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_heading("Compte rendu", 0)
        document.add_heading("Ouverture", 2)
        paragraph = document.add_paragraph()
        paragraph.add_run("Lieu : ").bold = True
        paragraph.add_run("Zinder")
        document.add_paragraph().add_run("Tout en gras").bold = True

    title, heading, mixed, bold = read_word(fill).root.children
    assert (title.is_heading, title.level) == (True, 1)
    assert (heading.is_heading, heading.level, heading.kind) == (True, 2, NodeKind.PARAGRAPH)
    assert (mixed.text, mixed.bold, mixed.is_heading) == ("Lieu : Zinder", False, False)
    assert bold.bold


def test_real_lists_show_their_markers() -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_paragraph("Un", style="List Number")
        document.add_paragraph("Deux", style="List Number")
        document.add_paragraph("Puce", style="List Bullet")

    one, two, bullet = read_word(fill).root.children
    assert [one.marker, two.marker, bullet.marker] == ["1.", "2.", "•"]
    assert {node.kind for node in (one, two, bullet)} == {NodeKind.LIST_ITEM}


def numbered(levels: str, items: list[tuple[int, int, str]], extra: str = "") -> Document:
    """A document whose numbering part is ``levels``; items are (list, depth, text)."""
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    part = (f'<w:numbering {space}><w:abstractNum w:abstractNumId="0">{levels}</w:abstractNum>'
            f'<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>{extra}</w:numbering>').encode()
    body = "".join(f'<w:p><w:pPr><w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr></w:pPr>'
                   f"<w:r><w:t>{text}</w:t></w:r></w:p>" for number, depth, text in items)
    return read_document(repacked(word(body=body), add={"word/numbering.xml": part}), "liste.docx")


def level(depth: int, kind: str, pattern: str, more: str = "") -> str:
    return (f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/>{more}'
            f'<w:lvlText w:val="{pattern}"/></w:lvl>')


def test_numbers_of_several_levels_restart_below_their_parent() -> None:
    document = numbered(level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2"),
                        [(1, 0, "a"), (1, 1, "b"), (1, 1, "c"), (1, 0, "d"), (1, 1, "e")])
    assert lines(document) == ["I. a", "I.1 b", "I.2 c", "II. d", "II.1 e"]
    assert [node.level for node in document.root.children] == [0, 1, 1, 0, 1]


def test_legal_numbering_shows_roman_parents_in_figures() -> None:
    document = numbered(level(0, "upperRoman", "%1.") + level(1, "decimal", "%1.%2", "<w:isLgl/>"),
                        [(1, 0, "a"), (1, 0, "b"), (1, 1, "c")])
    assert lines(document) == ["I. a", "II. b", "2.1 c"]


def test_a_list_that_starts_again_elsewhere() -> None:
    again = ('<w:num w:numId="2"><w:abstractNumId w:val="0"/><w:lvlOverride w:ilvl="0">'
             '<w:startOverride w:val="5"/></w:lvlOverride></w:num>')
    document = numbered(level(0, "lowerLetter", "%1)"), [(1, 0, "x"), (2, 0, "y"), (2, 0, "z")], again)
    assert lines(document) == ["a) x", "e) y", "f) z"]


@pytest.mark.parametrize(("number", "sample", "shown"), [
    (4, "i", "iv"), (1994, "I", "MCMXCIV"), (27, "a", "aa"), (28, "A", "BB"), (7, "01", "07"), (0, "i", "0"),
    (3, "", ""),
])
def test_as_counted(number: int, sample: str, shown: str) -> None:
    assert as_counted(number, sample) == shown


def test_typed_bullets_stay_in_the_text() -> None:
    def fill(document: docx.document.Document) -> None:
        for text in ("- premier point", "• second", "-DRECM/R", "-12 degrés", "Texte - suite"):
            document.add_paragraph(text)

    nodes = read_word(fill).root.children
    assert [node.text for node in nodes] == ["- premier point", "• second", "-DRECM/R", "-12 degrés", "Texte - suite"]
    assert [node.kind is NodeKind.LIST_ITEM for node in nodes] == [True, True, True, False, False]
    assert not any(node.marker for node in nodes)


def test_merged_cells_appear_once_with_their_spans() -> None:
    def fill(document: docx.document.Document) -> None:
        table = document.add_table(4, 3)
        for row in range(4):
            for column in range(3):
                table.cell(row, column).text = f"{row}{column}"
        table.cell(0, 0).merge(table.cell(0, 2)).text = "Bande"
        table.cell(1, 0).merge(table.cell(3, 0)).text = "Haute"

    (table,) = tables(read_word(fill))
    assert grid(table) == [["0+3x1:Bande"], ["0+1x3:Haute", "1:11", "2:12"], ["1:21", "2:22"], ["1:31", "2:32"]]


def test_nested_tables_and_lists_in_cells() -> None:
    def fill(document: docx.document.Document) -> None:
        cell = document.add_table(1, 1).cell(0, 0)
        cell.paragraphs[0].text = "Dehors"
        cell.add_paragraph("Puce", style="List Bullet")
        cell.add_table(1, 2).cell(0, 1).text = "Dedans"

    document = read_word(fill)
    outer, inner = tables(document)
    assert lines(document) == ["Dehors", "• Puce", "Dedans"]
    assert inner in list(outer.walk())
    assert grid(inner) == [["0:", "1:Dedans"]]


def test_skipped_columns_before_a_row() -> None:
    row = "<w:tr>{0}<w:tc><w:p><w:r><w:t>{1}</w:t></w:r></w:p></w:tc>{2}</w:tr>"
    before = '<w:trPr><w:gridBefore w:val="1"/></w:trPr>'
    other = "<w:tc><w:p><w:r><w:t>z</w:t></w:r></w:p></w:tc>"
    body = f"<w:tbl>{row.format('', 'a', other)}{row.format(before, 'b', '')}</w:tbl>"
    assert grid(tables(read_word(body=body))[0]) == [["0:a", "1:z"], ["1:b"]]


def test_tracked_changes_read_as_accepted() -> None:
    body = ('<w:p><w:r><w:t xml:space="preserve">Le SP </w:t></w:r><w:del w:id="1" w:author="x"><w:r><w:delText>doit'
            '</w:delText></w:r></w:del><w:ins w:id="2" w:author="x"><w:r><w:t>peut</w:t></w:r></w:ins></w:p>'
            '<w:p><w:pPr><w:rPr><w:del w:id="3" w:author="x"/></w:rPr></w:pPr><w:r><w:t>Début</w:t></w:r></w:p>'
            '<w:p><w:r><w:t xml:space="preserve"> suite</w:t></w:r></w:p>'
            '<w:p><w:moveFrom w:id="4" w:author="x"><w:r><w:t>parti</w:t></w:r></w:moveFrom></w:p>'
            '<w:p><w:moveTo w:id="5" w:author="x"><w:r><w:t>venu</w:t></w:r></w:moveTo></w:p>'
            '<w:tbl><w:tr><w:trPr><w:del w:id="6" w:author="x"/></w:trPr><w:tc><w:p><w:r><w:t>ôtée</w:t></w:r></w:p>'
            "</w:tc></w:tr><w:tr><w:tc><w:p><w:r><w:t>gardée</w:t></w:r></w:p></w:tc></w:tr></w:tbl>")
    document = read_word(body=body)
    assert lines(document) == ["Le SP peut", "Début suite", "venu", "gardée"]
    assert len(document.notices) == 1


def test_comments_are_left_out_and_said() -> None:
    body = '<w:p><w:r><w:t>Point</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>'
    document = read_word(body=body)
    assert lines(document) == ["Point"]
    assert len(document.notices) == 1


def test_fields_links_controls_and_breaks() -> None:
    body = ('<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>17 mai</w:t></w:r>'
            '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
            "<w:p><w:hyperlink><w:r><w:t>lien</w:t></w:r></w:hyperlink><w:r><w:tab/><w:t>a</w:t><w:br/><w:t>b</w:t>"
            '<w:br w:type="page"/><w:noBreakHyphen/></w:r></w:p>'
            "<w:sdt><w:sdtContent><w:p><w:r><w:t>contrôle</w:t></w:r></w:p></w:sdtContent></w:sdt>"
            "<w:p><w:sdt><w:sdtContent><w:r><w:t>dans</w:t></w:r></w:sdtContent></w:sdt></w:p>"
            '<w:p><w:r><w:rPr><w:vanish/></w:rPr><w:t>caché</w:t></w:r><w:r><w:sym w:font="Wingdings" w:char="F0FC"/>'
            "<w:t>vu</w:t></w:r></w:p>")
    assert lines(read_word(body=body)) == ["17 mai", "lien\ta\nb-", "contrôle", "dans", "✓vu"]


def test_a_table_inside_a_content_control_and_rows_inside_one() -> None:
    cell = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"
    body = (f"<w:sdt><w:sdtContent><w:tbl><w:sdt><w:sdtContent><w:tr>{cell.format('a')}<w:sdt><w:sdtContent>"
            f"{cell.format('b')}</w:sdtContent></w:sdt></w:tr></w:sdtContent></w:sdt></w:tbl></w:sdtContent></w:sdt>")
    assert grid(tables(read_word(body=body))[0]) == [["0:a", "1:b"]]


def test_text_boxes_are_read_once() -> None:
    assert lines(read_word(body=SHAPE)) == ["Avant", "Encadré"]


def test_bookmarks_come_back_as_marks() -> None:
    body = ('<w:p><w:bookmarkStart w:id="1" w:name="canevas_a1"/><w:r><w:t>Point</w:t></w:r></w:p>'
            '<w:bookmarkStart w:id="2" w:name="canevas_a2"/><w:p/>'
            '<w:p><w:bookmarkStart w:id="3" w:name="_GoBack"/><w:r><w:t>Suite</w:t></w:r></w:p>')
    first, second = read_word(body=body).root.children
    assert (first.marks, second.marks) == (("canevas_a1",), ("canevas_a2",))


def test_headers_are_kept_apart() -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_paragraph("Corps")
        document.sections[0].header.paragraphs[0].text = "Région de Diffa"

    document = read_word(fill)
    assert lines(document) == ["Corps"]
    assert document.metadata["header"] == "Région de Diffa"
    assert len(document.notices) == 1


def test_strict_open_xml_and_another_main_part() -> None:
    usual = word(lambda document: document.add_paragraph("Lu"))
    assert lines(read_document(usual, "a.docx")) == ["Lu"]
    with_strict = repacked(usual, add={"word/document.xml": (
        b'<w:document xmlns:w="http://purl.oclc.org/ooxml/wordprocessingml/main"><w:body><w:p><w:r><w:t>Strict</w:t>'
        b"</w:r></w:p></w:body></w:document>")})
    assert lines(read_document(with_strict, "a.docx")) == ["Strict"]


def test_ids_are_unique_and_the_same_each_time() -> None:
    def fill(document: docx.document.Document) -> None:
        document.add_paragraph("Un").runs[0].font.size = Pt(14)
        document.add_table(2, 2).cell(1, 1).text = "Deux"

    content = word(fill)
    once, twice = read_document(content, "a.docx"), read_document(content, "b.docx")
    assert once.root.to_dict() == twice.root.to_dict()
    assert len(once.nodes()) == len(list(once.root.walk()))
    assert Document.from_dict(once.to_dict()).to_dict() == once.to_dict()
