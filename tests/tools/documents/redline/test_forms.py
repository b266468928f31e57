"""What stands in a Word file beside plain runs: formats, lists, links, fields, bookmarks, sections."""
from __future__ import annotations

from canevas.tools.documents.readers.docx.names import W
from canevas.tools.documents.writing.redline.change import Change, Kind, Place
from canevas.tools.documents.writing.redline.comparing import redline_between
from canevas.tools.documents.writing.redline.layout import read_layout
from canevas.tools.documents.writing.redline.resolving import accept_all, reject_all
from canevas.tools.documents.writing.redline.wordfile import WordFile
from canevas.tools.documents.writing.redline.writing import write_redline
from tests.tools.documents.made import word
from tests.tools.documents.redline.papers import DAY, change, said


def run(text: str, properties: str = "") -> str:
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def p(*inside: str, properties: str = "") -> str:
    return f'<w:p>{f"<w:pPr>{properties}</w:pPr>" if properties else ""}{"".join(inside)}</w:p>'


def redlined(xml: str, *changes: Change) -> bytes:
    base = word(body=xml)
    redline = write_redline(base, changes)
    assert said(reject_all(redline)) == said(base)
    return redline


def line(content: bytes, number: int = 0) -> str:
    return said(accept_all(content))[0][number]


def test_formats_of_what_is_cut_and_of_what_comes_are_those_around() -> None:
    redline = redlined(p(run("gras", "<w:b/>"), run(" et "), run("italique", "<w:i/>")),
                       change(Kind.DELETE, Place(0, start=2, end=10)), change(Kind.INSERT, Place(0, start=16), "s"))
    deleted = [(held.find(f"{W}rPr/*").tag if held.find(f"{W}rPr") is not None else None, "".join(held.itertext()))
               for held in WordFile(redline).body.iterfind(f".//{W}del/{W}r")]
    assert deleted == [(W + "b", "as"), (None, " et "), (W + "i", "it")]
    assert WordFile(redline).body.find(f".//{W}ins/{W}r/{W}rPr/{W}i") is not None
    assert line(redline) == "graliques"


def test_a_list_goes_on_with_the_line_that_comes() -> None:
    item = '<w:numPr><w:ilvl w:val="1"/><w:numId w:val="3"/></w:numPr><w:ind w:left="720"/>'
    redline = redlined(p(run("un"), properties=item) + p(run("deux"), properties=item),
                       change(Kind.INSERT, Place(0, after=True), "entre"),
                       change(Kind.INSERT, Place(1, after=True), "fin"))
    resolved = WordFile(accept_all(redline)).body
    assert [number.get(W + "val") for number in resolved.iter(W + "numId")] == ["3"] * 4
    assert said(accept_all(redline))[0] == ["un", "entre", "deux", "fin"]


def test_words_of_a_link_change_and_what_follows_it_is_no_link() -> None:
    link = f'<w:hyperlink w:anchor="x">{run("le site", "<w:u/>")}</w:hyperlink>'
    redline = redlined(p(run("Voir "), link, run(".")), change(Kind.REPLACE, Place(0, start=8, end=12), "portail"),
                       change(Kind.INSERT, Place(0, start=12), " du ministère", author="HCR"),
                       change(Kind.SPLIT, Place(0, start=7), author="INS"))
    assert said(accept_all(redline))[0] == ["Voir le", " portail du ministère."]
    links = ["".join(one.itertext()) for one in WordFile(accept_all(redline)).body.iter(W + "hyperlink")]
    assert links[0] == "le" and all("ministère" not in one for one in links)


def test_a_field_whose_words_all_go_goes_whole() -> None:
    sign = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    field = (sign.format("begin") + "<w:r><w:instrText> PAGE </w:instrText></w:r>" + sign.format("separate") + run("12")
             + sign.format("end"))
    whole = redlined(p(run("page "), field, run(" sur")), change(Kind.DELETE, Place(0, start=5, end=7)),
                     change(Kind.INSERT, Place(0, start=7), "13", author="HCR"))
    assert line(whole) == "page 13 sur"
    assert not list(WordFile(accept_all(whole)).body.iter(W + "fldChar", W + "instrText"))
    assert len(list(WordFile(reject_all(whole)).body.iter(W + "fldChar"))) == 3
    part = redlined(p(run("page "), field), change(Kind.DELETE, Place(0, start=5, end=6)))
    assert len(list(WordFile(accept_all(part)).body.iter(W + "fldChar"))) == 3 and line(part) == "page 2"


def test_tabs_and_breaks_count_as_one_character_each() -> None:
    redline = redlined(p("<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r>"),
                       change(Kind.REPLACE, Place(0, start=3, end=4), "\t"),
                       change(Kind.INSERT, Place(0, start=5), "\nd"))
    assert line(redline) == "a\tb\tc\nd"


def test_a_bookmark_keeps_its_words_and_those_that_come_to_them() -> None:
    mark = '<w:bookmarkStart w:id="5" w:name="cnv_rec_1"/>' + run("Former") + '<w:bookmarkEnd w:id="5"/>'
    redline = redlined(p(mark), change(Kind.INSERT, Place(0, start=6), " tous"),
                       change(Kind.INSERT, Place(0, start=0), "À "))
    inside = WordFile(redline).body.find(f".//{W}p")
    tags = [element.tag.removeprefix(W) for element in inside]
    assert tags == ["bookmarkStart", "ins", "r", "ins", "bookmarkEnd"]


def test_a_bookmark_goes_with_the_line_that_goes() -> None:
    lines = "".join(p(f'<w:bookmarkStart w:id="{number}" w:name="cnv_{number}"/>', run(text),
                      f'<w:bookmarkEnd w:id="{number}"/>') for number, text in ((5, "un"), (6, "deux"), (7, "trois")))
    redline = redlined(lines, change(Kind.DELETE, Place(1)))
    assert [(one.text, sorted(one.ids)) for one in read_layout(redline).paragraphs] == [
        ("un", ["cnv_5"]), ("trois", ["cnv_7"])]
    assert [sorted(one.ids) for one in read_layout(reject_all(redline)).paragraphs] == [["cnv_5"], ["cnv_6"], ["cnv_7"]]


def test_a_section_is_not_lost_with_the_line_that_ends_it() -> None:
    section = '<w:sectPr><w:pgSz w:w="100"/></w:sectPr>'
    redline = redlined(p(run("un")) + p(run("deux"), properties=section) + p(run("trois")),
                       change(Kind.DELETE, Place(1)))
    assert said(accept_all(redline))[0] == ["un", "", "trois"]
    assert len(list(WordFile(accept_all(redline)).body.iter(W + "sectPr"))) == 2


def test_lines_are_known_again_by_their_ids_however_they_are_reworded() -> None:
    def paper(*told: tuple[int, str]) -> bytes:
        return word(body="".join(p(f'<w:bookmarkStart w:id="{number}" w:name="cnv_{number}"/>', run(text),
                                   f'<w:bookmarkEnd w:id="{number}"/>') for number, text in told))
    redline = redline_between(paper((5, "Former les élus"), (6, "Doter les postes")),
                              paper((7, "Doter les postes aussi"), (6, "Tout autre chose")), "OIM", DAY)
    assert said(accept_all(redline))[0] == ["Doter les postes aussi", "Tout autre chose"]
    gone = [one for one in WordFile(redline).body.iter(W + "del") if one.getparent().tag == W + "p"]
    assert "".join(gone[0].itertext()) == "Former les élus"


def test_a_nested_table_has_its_own_number() -> None:
    cell = "<w:tc>{}</w:tc>"
    inner = f'<w:tbl><w:tr>{cell.format(p(run("dedans")))}</w:tr></w:tbl>'
    redline = redlined(f'<w:tbl><w:tr>{cell.format(p(run("avant")) + inner + p(run("après")))}</w:tr></w:tbl>',
                       change(Kind.INSERT, Place(0, table=1, row=0, column=0, start=6), " !"),
                       change(Kind.DELETE, Place(1, table=0, row=0, column=0, start=0, end=2)))
    tables = read_layout(redline).tables
    assert [line.text for line in tables[0][0].cells[0].lines or ()] == ["avant", "rès"]
    assert tables[1][0].cells[0].lines == (tables[1][0].cells[0].lines or ())[:1]
    assert (tables[1][0].cells[0].lines or ())[0].text == "dedans !"
