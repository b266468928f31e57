"""Every mark of WordprocessingML that puts or takes text, wherever it stands."""
from __future__ import annotations

import io
import zipfile

import pytest

from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.revisions.model import RevisedDocument, Stream, View
from canevas.tools.documents.revisions.reading import read_revisions
from tests.tools.documents.made import repacked, word
from tests.tools.documents.revisions.marks import cell, line, put, read, row, run, said, stream, table, taken


def body_text(document: RevisedDocument, view: View) -> str:
    return "\n".join(stream.text(view) for stream in document.streams()).strip("\n")


@pytest.mark.parametrize("wrapped", [
    f'<w:hyperlink w:anchor="a">{put("deux")}</w:hyperlink>',
    f"<w:ins {said()}><w:hyperlink w:anchor='a'>{run('deux')}</w:hyperlink></w:ins>",
    f'<w:smartTag w:uri="u" w:element="e">{put("deux")}</w:smartTag>',
    f"<w:sdt><w:sdtPr/><w:sdtContent>{put('deux')}</w:sdtContent></w:sdt>",
    f"<w:ins {said()}><w:sdt><w:sdtContent>{run('deux')}</w:sdtContent></w:sdt></w:ins>",
    f'<w:fldSimple w:instr="REF x">{put("deux")}</w:fldSimple>',
    f'<w:r><w:rPr><w:ins {said()}/></w:rPr><w:t>deux</w:t></w:r>',
    f'<w:moveTo {said()}>{run("deux")}</w:moveTo>',
    f"<w:ins {said()}><w:r><w:t>de</w:t><w:t>ux</w:t></w:r></w:ins>",
    f'<w:ins {said()}><w:r><w:fldChar w:fldCharType="begin"/><w:instrText>REF x</w:instrText>'
    '<w:fldChar w:fldCharType="separate"/><w:t>deux</w:t><w:fldChar w:fldCharType="end"/></w:r></w:ins>',
])
def test_inserted_text_is_found_in_whatever_holds_it(wrapped: str) -> None:
    one = stream(line(run("un "), wrapped, run(" trois")))
    assert one.text(View.BEFORE) == "un  trois"
    assert one.text(View.AFTER) == "un deux trois"


def test_tabs_breaks_and_signs_read_as_text() -> None:
    one = stream(line(run("un"), '<w:r><w:tab/></w:r><w:r><w:br/></w:r><w:r><w:noBreakHyphen/></w:r>'
                      '<w:r><w:sym w:font="Symbol" w:char="F0B7"/></w:r>', taken("deux")))
    assert one.text(View.BEFORE) == "un\t\n-•deux"


def test_rows_and_cells_put_and_taken() -> None:
    document = read(table(
        row(cell(line(run("a"))), cell(line(run("b")), properties=f"<w:cellDel {said('Moussa')}/>")),
        row(cell(line(run("c"))), cell(line(put("d"))), properties=f"<w:ins {said()}/>"),
        row(cell(line(taken("e"))), cell(line(taken("f"))), properties=f"<w:del {said()}/>")))
    [made] = document.tables()
    assert [each.texts(View.BEFORE) for each in made.rows if each.stands(View.BEFORE)] == [["a", "b"], ["e", "f"]]
    assert [each.texts(View.AFTER) for each in made.rows if each.stands(View.AFTER)] == [["a", ""], ["c", "d"]]
    assert made.rows[1].inserted is not None and made.rows[1].inserted.author == "Aïcha"


def test_merged_cells_continue_and_a_table_within_a_cell_is_part_of_it() -> None:
    inner = table(row(cell(line(run("dedans"))), cell(line(put("aussi")))))
    document = read(table(
        row(cell(line(run("a")), properties='<w:vMerge w:val="restart"/>'), cell(inner, line(run("fin")))),
        row(cell(line(), properties="<w:vMerge/>"), cell(line(run("b"))))))
    [made] = document.tables()
    assert [[one.continues for one in each.cells] for each in made.rows] == [[False, False], [True, False]]
    assert made.rows[0].cells[1].content.lines(View.AFTER) == ["dedans", "aussi", "fin"]
    assert made.rows[0].cells[1].content.lines(View.BEFORE) == ["dedans", "", "fin"]


def test_text_boxes_are_read_once() -> None:
    box = (f'<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>'
           f'{line(put("encadré"))}</w:txbxContent></wps:txbx></w:drawing></mc:Choice><mc:Fallback><w:pict><v:textbox>'
           f'<w:txbxContent>{line(put("encadré"))}</w:txbxContent></v:textbox></w:pict></mc:Fallback>'
           '</mc:AlternateContent></w:r>')
    assert body_text(read(line(run("avant"), box)), View.AFTER) == "avant\nencadré"


def test_changes_of_form_are_counted_and_put_nothing() -> None:
    bold = f'<w:r><w:rPr><w:b/><w:rPrChange {said()}><w:rPr/></w:rPrChange></w:rPr><w:t>gras</w:t></w:r>'
    indent = f'<w:p><w:pPr><w:ind w:left="9"/><w:pPrChange {said()}><w:pPr/></w:pPrChange></w:pPr>{bold}</w:p>'
    document = read(indent)
    assert document.formatting == 2
    assert not any(one.is_changed for one in document.streams())


def test_the_true_hour_is_told_where_the_file_knows_it() -> None:
    space = 'xmlns:w16du="http://schemas.microsoft.com/office/word/2023/wordml/word16du"'
    dated = (f'<w:ins {space} w:id="1" w:author="A" w:date="2026-03-04T10:30:00Z" '
             f'w16du:dateUtc="2026-03-04T09:30:00Z">{run("x")}</w:ins>')
    wrong = f'<w:ins w:id="1" w:author="A" w:date="hier">{run("y")}</w:ins>'
    first, second = [piece.inserted for piece in stream(line(dated, wrong)).pieces[:2]]
    assert first is not None and first.date == "2026-03-04T09:30:00Z"
    assert second is not None and second.date == ""


def test_comments_have_their_passage() -> None:
    comments = (b'<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
                b'<w:comment w:id="4" w:author="Moussa" w:date="2026-01-02T03:04:05Z">'
                b"<w:p><w:r><w:t>Lequel ?</w:t></w:r></w:p></w:comment></w:comments>")
    content = word(body=line(run("Créer "), '<w:commentRangeStart w:id="4"/>', run("le fonds"),
                             '<w:commentRangeEnd w:id="4"/><w:r><w:commentReference w:id="4"/></w:r>', run(" vert")))
    rels = "word/_rels/document.xml.rels"
    relation = (b'<Relationship Id="rIdC" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/'
                b'comments" Target="comments.xml"/></Relationships>')
    made = repacked(content, add={"word/comments.xml": comments,
                                  rels: part(content, rels).replace(b"</Relationships>", relation)})
    [comment] = read_revisions(Source(made, "essai.docx")).comments
    assert (comment.author, comment.date, comment.text) == ("Moussa", "2026-01-02T03:04:05Z", "Lequel ?")
    assert comment.start is not None and comment.end is not None
    pieces = comment.start.stream.pieces[comment.start.index:comment.end.index]
    assert [piece.text for piece in pieces] == ["le fonds"]


def part(content: bytes, name: str) -> bytes:
    return zipfile.ZipFile(io.BytesIO(content)).read(name)


@pytest.mark.parametrize(("content", "code"), [
    (b"", "empty"), (b"bonjour", "unknown-format"), (b"%PDF-1.4", "unknown-format"), (b"PK\x03\x04rien", "truncated"),
])
def test_what_is_no_word_file_is_refused_with_a_sentence(content: bytes, code: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        read_revisions(Source(content, "copie.docx"))
    assert refused.value.code == code
    assert "copie.docx" in str(refused.value)


def test_bookmarks_are_kept_with_their_place() -> None:
    made: Stream = stream(line('<w:bookmarkStart w:id="1" w:name="cnv_str_1"/>', run("Un")),
                          line('<w:bookmarkStart w:id="2" w:name="cnv_str_2"/>', run("Deux")))
    assert [(made.pieces[place].text, name) for place, name in made.names] == [
        ("Un", "cnv_str_1"), ("Deux", "cnv_str_2")]


def test_what_word_works_out_itself_is_no_text() -> None:
    pages = ('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
             f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("12")}<w:r><w:fldChar w:fldCharType="end"/></w:r>')
    one = stream(line(run("page "), pages, f'<w:fldSimple w:instr="NUMPAGES">{run("40")}</w:fldSimple>', run(" fin")))
    assert one.text(View.AFTER) == "page  fin"
