"""PDF: what the page broke up is put together again, what it repeats is left out."""
from __future__ import annotations

import pytest

from canevas.tools.documents.nodes import NodeKind
from canevas.tools.documents.readers.layout.hyphens import Vocabulary
from canevas.tools.documents.reading import read_document
from tests.tools.documents.made import grid, lines, page_of, read_pdf_of, tables

LONG = ("La deuxième réunion du groupe technique a examiné la situation des personnes en transit et les moyens dont "
        "disposent les communes pour les accueillir avant la saison des pluies, qui commence en juin cette année.")


def test_lines_read_on_as_paragraphs() -> None:
    document = read_pdf_of(f"{LONG}\n\n{LONG}")
    assert lines(document) == [LONG, LONG]


def test_short_lines_end_on_purpose() -> None:
    document = read_pdf_of("Date : 17 mai 2023 \\\nLieu : salle du conseil \\\nPrésents : DRECM/R, OIM")
    assert lines(document) == ["Date : 17 mai 2023", "Lieu : salle du conseil", "Présents : DRECM/R, OIM"]


def test_typed_items_begin_new_lines_and_keep_their_signs() -> None:
    document = read_pdf_of(f"\\- {LONG} \\\n\\- Court \\\n1) {LONG} \\\n2) Fin")
    assert lines(document) == [f"- {LONG}", "- Court", f"1) {LONG}", "2) Fin"]
    assert [node.kind is NodeKind.LIST_ITEM for node in document.root.children] == [True, True, False, False]


def test_true_bullets_are_kept_as_written_signs() -> None:
    assert lines(read_pdf_of(f"- {LONG}\n- Deux")) == [f"• {LONG}", "• Deux"]


def test_a_date_at_the_beginning_of_a_line_is_no_item() -> None:
    said = "Le compte rendu porte sur la réunion du mardi 28/05/2022 tenue à Dosso."
    for width in range(110, 190, 8):
        assert lines(read_pdf_of(f"#table(columns: ({width}pt,), [{said}], [b])"))[0] == said


def test_headings_and_bold() -> None:
    title, bold, body = read_pdf_of(f"#text(size: 16pt)[Compte rendu]\n\n*Ordre du jour*\n\n{LONG}").root.children
    assert (title.is_heading, title.level) == (True, 1)
    assert (bold.bold, bold.is_heading, body.bold) == (True, False, False)


@pytest.mark.parametrize(("before", "after", "joined"), [
    ("constitué de trois sous-", "programmes", "constitué de trois sous-programmes"),
    ("des mouve-", "ments", "des mouvements"), ("le GTM-", "Tahoua", "le GTM-Tahoua"), ("2022-", "2026", "2022-2026"),
    ("compte-", "rendu", "compte-rendu"), ("à l'occa-", "sion", "à l'occasion"), ("fin –", "début", "fin – début"),
    ("accompagner/", "équiper", "accompagner/équiper"), ("régions /", "acteurs", "régions / acteurs"),
])
def test_line_ends_are_undone(before: str, after: str, joined: str) -> None:
    assert Vocabulary(["les mouvements", before, after]).join(before, after) == joined


def test_words_that_the_page_cut_are_whole_again() -> None:
    said = "L'accompagnement des communautés transfrontalières demande une responsabilisation progressive des communes."
    hyphenated = f'#set text(hyphenate: true)\n#set par(justify: true)\n#table(columns: (110pt,), [{said}], [b])'
    assert lines(read_pdf_of(hyphenated))[0].replace("’", "'") == said


def test_running_headers_footers_and_page_numbers_are_left_out() -> None:
    page = ('paper: "a4", header: [Compte rendu du GTM], footer: context [Page #counter(page).display("1 sur 1", '
            "both: true)]")
    items = "\n".join(f"- Point numéro {number} du jour" for number in range(1, 90))
    document = read_pdf_of(items, page)
    assert document.page_count is not None and document.page_count > 1
    assert lines(document) == [f"• Point numéro {number} du jour" for number in range(1, 90)]
    assert document.metadata["header"] == "Compte rendu du GTM"
    assert len(document.notices) == 1


def test_a_paragraph_over_the_page_break_is_one() -> None:
    document = read_pdf_of(f"#v(660pt)\n{LONG} {LONG} {LONG} {LONG}\n\nFin")
    assert document.page_count == 2
    assert lines(document) == [" ".join([LONG] * 4), "Fin"]


def test_merged_cells_have_their_spans() -> None:
    (table,) = tables(read_pdf_of("""#table(columns: (1fr, 1fr, 1fr), table.cell(colspan: 3)[Bande], [A], [B], [C],
        table.cell(rowspan: 2)[Haute], [un], [deux], [trois], [])"""))
    assert grid(table) == [["0+3x1:Bande"], ["0:A", "1:B", "2:C"], ["0+1x2:Haute", "1:un", "2:deux"],
                           ["1:trois", "2:"]]


def test_cells_hold_paragraphs_and_items() -> None:
    (table,) = tables(read_pdf_of(f"#table(columns: (120pt, 1fr), [Discussion], [- {LONG}\n- Deux], [Lieu], [Diffa])"))
    assert grid(table) == [["0:Discussion", f"1:• {LONG} / • Deux"], ["0:Lieu", "1:Diffa"]]


def test_a_table_over_pages_is_one_and_its_header_said_once() -> None:
    rows = "".join(f"[Action {number}], [DRECM/R], [mai]," for number in range(60))
    document = read_pdf_of(f"#table(columns: 3, table.header([Action], [Qui], [Quand]), {rows})")
    (table,) = tables(document)
    assert document.page_count is not None and document.page_count > 1
    assert grid(table) == [["0:Action", "1:Qui", "2:Quand"]] + [
        [f"0:Action {number}", "1:DRECM/R", "2:mai"] for number in range(60)]


def test_a_row_cut_by_the_page_break_is_one_row() -> None:
    document = read_pdf_of(f"#v(600pt)\n#table(columns: (1fr, 2fr, 1fr), [Défi], [{LONG} {LONG}], [Etat], [Autre], "
                           "[x], [y])")
    assert document.page_count == 2
    (table,) = tables(document)
    assert grid(table) == [["0:Défi", f"1:{LONG} {LONG}", "2:Etat"], ["0:Autre", "1:x", "2:y"]]


def test_a_merged_cell_carried_over_the_page_keeps_its_span() -> None:
    rows = "".join(f"[Stratégie {number} à mener avec les communes], [Région {number}]," for number in range(12))
    document = read_pdf_of(f"#v(560pt)\n#table(columns: (1fr, 1fr, 1fr), table.cell(rowspan: 12)[Défi commun], {rows}"
                           "[Autre], [a], [b])")
    assert document.page_count == 2
    (table,) = tables(document)
    first = grid(table)[0]
    assert first == ["0+1x12:Défi commun", "1:Stratégie 0 à mener avec les communes", "2:Région 0"]
    assert len(table.children) == 13


def test_columns_without_lines() -> None:
    document = read_pdf_of("""Avant

#grid(columns: (90pt, 1fr), row-gutter: 5pt, [Date], [17 mai 2023], [Lieu], [Salle du conseil régional],
  [Présents], [DRECM/R \\ OIM \\ HCR])

#grid(columns: (170pt, 130pt, 100pt), row-gutter: 5pt, [Points clés], [Responsables], [Délai],
  [Recenser les familles arrivées depuis le mois de mars], [DRECM/R], [fin mai], [Rendre compte], [OIM], [juin])

Après""")
    first, second = tables(document)
    assert grid(first) == [["0:Date", "1:17 mai 2023"], ["0:Lieu", "1:Salle du conseil régional"],
                           ["0:Présents", "1:DRECM/R / OIM / HCR"]]
    assert grid(second) == [["0:Points clés", "1:Responsables", "2:Délai"],
                            ["0:Recenser les familles arrivées depuis le mois de mars", "1:DRECM/R", "2:fin mai"],
                            ["0:Rendre compte", "1:OIM", "2:juin"]]
    assert lines(document)[0] == "Avant" and lines(document)[-1] == "Après"


def test_an_underlined_title_is_no_table() -> None:
    document = read_pdf_of(f"#underline[Ordre du jour]\n\n{LONG}")
    assert not tables(document)
    assert lines(document) == ["Ordre du jour", LONG]


def test_places_are_fractions_of_the_page() -> None:
    document = read_pdf_of(f"{LONG}\n#pagebreak()\n#v(300pt)\nBas")
    first, last = document.root.children
    assert first.place.page == 1 and last.place.page == 2
    assert first.place.box is not None and last.place.box is not None
    assert first.place.box[1] < 0.2 < 0.4 < last.place.box[1] < 0.6
    assert 0 < first.place.box[0] < first.place.box[2] < 1


def test_a_page_on_its_side_reads_the_same() -> None:
    body = "#table(columns: 2, [A], [B], [C], [D])\n\nTexte"
    document = read_pdf_of(body, 'paper: "a4", flipped: true')
    assert grid(tables(document)[0]) == [["0:A", "1:B"], ["0:C", "1:D"]]


def test_raised_letters_stay_in_their_word() -> None:
    assert lines(read_pdf_of("La 7#super[ème] session")) == ["La 7ème session"]


def test_ids_are_the_same_each_time() -> None:
    body = f"{LONG}\n\n#table(columns: 2, [A], [B])"
    assert read_pdf_of(body).root.to_dict() == read_pdf_of(body).root.to_dict()


def test_a_space_without_a_gap_is_none() -> None:
    """Some programs write "L'I NTERIEUR" for small capitals: the letters stand together, whatever is written."""
    drawing = b"BT /F1 12 Tf 50 700 Td [(MINISTERE DE L'I) 0 ( ) 278 (NTERIEUR)] TJ ET"
    assert lines(read_document(page_of(drawing), "a.pdf")) == ["MINISTERE DE L’INTERIEUR"]
    assert lines(read_document(page_of(drawing.replace(b"278", b"0")), "a.pdf")) == ["MINISTERE DE L’I NTERIEUR"]


def test_what_a_browser_prints_at_the_edges_is_left_out() -> None:
    page = ('paper: "a4", margin: (top: 60pt, bottom: 60pt), header: place(top, dy: 12pt)[5/17/23, 4:51 PM Titre],'
            ' footer: place(bottom, dy: -12pt)[https://exemple.ne/reunion 1/1]')
    assert lines(read_pdf_of(LONG, page)) == [LONG]


def test_a_frame_around_tables_is_no_table() -> None:
    inner = "#table(columns: (1fr, 1fr), [Date], [17 mai], [Lieu], [Diffa])"
    document = read_pdf_of(f"#table(columns: (1fr,), inset: 4pt, [Compte rendu], [{inner}], [Liste], [{inner}])")
    assert lines(document)[0] == "Compte rendu"
    assert [grid(table) for table in tables(document)] == [[["0:Date", "1:17 mai"], ["0:Lieu", "1:Diffa"]]] * 2


def test_a_box_around_a_text_is_no_table() -> None:
    document = read_pdf_of(f"#rect(width: 100%)[Compte rendu]\n\n{LONG}")
    assert not tables(document)
    assert lines(document) == ["Compte rendu", LONG]


def test_the_footer_of_a_single_page() -> None:
    page = 'paper: "a4", footer: [Procès-verbal – page 1]'
    assert lines(read_pdf_of(LONG, page)) == [LONG]
