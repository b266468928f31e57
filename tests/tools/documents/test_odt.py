"""OpenDocument text: the same tree as the same document in Word."""
from __future__ import annotations

from canevas.tools.documents.nodes import NodeKind
from tests.tools.documents.made import grid, lines, read_odt_of, tables

NUMBERS = """<text:list-style style:name="L1"><text:list-level-style-number text:level="1" style:num-format="I"
 style:num-suffix="."/><text:list-level-style-number text:level="2" style:num-format="1" style:num-suffix=")"
 text:display-levels="2"/></text:list-style><text:list-style style:name="L2"><text:list-level-style-bullet
 text:level="1" text:bullet-char=""/></text:list-style>"""


def item(*inside: str) -> str:
    return f"<text:list-item>{''.join(inside)}</text:list-item>"


def p(text: str) -> str:
    return f"<text:p>{text}</text:p>"


def test_headings_bold_and_white_space() -> None:
    bold = ('<style:style style:name="T1" style:family="text"><style:text-properties fo:font-weight="bold"/>'
            "</style:style>")
    heading, bold_one, mixed, spaces = read_odt_of(
        '<text:h text:outline-level="2">Ouverture</text:h>'
        '<text:p><text:span text:style-name="T1">Lieu</text:span></text:p>'
        '<text:p><text:span text:style-name="T1">Lieu</text:span> : Zinder</text:p>'
        '<text:p>un\n   deux<text:s text:c="2"/>trois<text:tab/>quatre<text:line-break/>cinq</text:p>',
        bold).root.children
    assert (heading.is_heading, heading.level) == (True, 2)
    assert (bold_one.bold, mixed.bold) == (True, False)
    assert spaces.text == "un deux  trois\tquatre\ncinq"


def test_lists_show_their_markers() -> None:
    nested = f'<text:list>{item(p("b"))}{item(p("c"))}</text:list>'
    document = read_odt_of(
        f'<text:list text:style-name="L1">{item(p("a"), nested)}{item(p("d"))}</text:list>'
        f'<text:list text:style-name="L2">{item(p("puce"))}</text:list>'
        f'<text:list text:style-name="L1" text:continue-numbering="true">{item(p("e"), p("suite"))}</text:list>',
        NUMBERS)
    assert lines(document) == ["I. a", "I.1) b", "I.2) c", "II. d", "• puce", "III. e", "suite"]
    assert [node.level for node in document.root.children] == [0, 1, 1, 0, 0, 0, 0]
    assert document.root.children[0].kind is NodeKind.LIST_ITEM
    assert document.root.children[-1].kind is NodeKind.PARAGRAPH


def test_a_new_list_begins_again() -> None:
    one = f'<text:list text:style-name="L1">{item(p("a"))}</text:list>'
    assert lines(read_odt_of(one + one, NUMBERS)) == ["I. a", "I. a"]


def test_merged_and_repeated_cells() -> None:
    document = read_odt_of(
        f'<table:table><table:table-header-rows><table:table-row><table:table-cell '
        f'table:number-columns-spanned="2">{p("Bande")}</table:table-cell><table:covered-table-cell/>'
        f'</table:table-row></table:table-header-rows><table:table-row><table:table-cell '
        f'table:number-rows-spanned="2">{p("Haute")}</table:table-cell><table:table-cell>{p("x")}</table:table-cell>'
        f'</table:table-row><table:table-row><table:covered-table-cell/><table:table-cell>{p("y")}</table:table-cell>'
        f'</table:table-row><table:table-row><table:table-cell table:number-columns-repeated="2">{p("z")}'
        f"</table:table-cell></table:table-row></table:table>")
    assert grid(tables(document)[0]) == [["0+2x1:Bande"], ["0+1x2:Haute", "1:x"], ["1:y"], ["0:z", "1:z"]]


def test_repeats_without_end_are_bounded() -> None:
    row = '<table:table-row table:number-rows-repeated="999999999"><table:table-cell/></table:table-row>'
    document = read_odt_of(f"{p('Avant')}<table:table>{row}</table:table>")
    assert len(document.nodes()) < 20


def test_changes_comments_and_notes_are_said() -> None:
    document = read_odt_of(
        "<text:tracked-changes><text:changed-region><text:deletion><text:p>ôté</text:p></text:deletion>"
        "</text:changed-region></text:tracked-changes>"
        '<text:p>gardé<text:change text:change-id="c"/><office:annotation><text:p>remarque</text:p>'
        "</office:annotation><text:note><text:note-body><text:p>bas</text:p></text:note-body></text:note></text:p>")
    assert lines(document) == ["gardé"]
    assert len(document.notices) == 3


def test_text_boxes_sections_and_bookmarks() -> None:
    document = read_odt_of(
        f'<text:section>{p("section")}</text:section><text:p>avant<draw:frame><draw:text-box>{p("boîte")}'
        '</draw:text-box></draw:frame></text:p><text:p><text:bookmark-start text:name="canevas_a1"/>point</text:p>')
    assert lines(document) == ["section", "avant", "boîte", "point"]
    assert document.root.children[-1].marks == ("canevas_a1",)


def test_shapes_that_are_written_in_are_read_once() -> None:
    inner = f'<draw:frame><draw:text-box>{p("dedans")}</draw:text-box></draw:frame>'
    document = read_odt_of(
        f'<text:p>avant<draw:g><draw:custom-shape>{p("Date : 12/09/2024")}<draw:enhanced-geometry/>'
        f'</draw:custom-shape><draw:rect>{p("Lieu : Arlit" + inner)}</draw:rect></draw:g></text:p>'
        f'<draw:custom-shape>{p("au bord")}</draw:custom-shape>')
    assert lines(document) == ["avant", "Date : 12/09/2024", "Lieu : Arlit", "dedans", "au bord"]
