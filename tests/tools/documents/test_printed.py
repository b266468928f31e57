"""Text copied out of a page: columns kept apart by blanks are tables, wrapped lines and cells are whole again."""
from __future__ import annotations

from canevas.tools.documents.nodes import NodeKind
from canevas.tools.documents.readers.printed import is_printed
from canevas.tools.documents.reading import read_document

PAGE = """GTM-Loga                                                       Région de Dosso

                    COMPTE RENDU

Le maire a présenté la situation des puits de la commune et demandé que le
Conseil régional soit associé aux travaux de la prochaine saison.

Actions                     Responsables          Délais
Curer les puits du          Mairie de Loga        30/06/2025
quartier nord
Réunir les comités          OIM                   Dès que
                                                  possible

                                                                              1
\fGTM-Loga                                                       Région de Dosso

Actions                     Responsables          Délais
Afficher les tarifs         Mairie                En continu

                                                                              2
\f"""


def read(text: str):
    return read_document(text.encode(), "notes.txt")


def test_wrapped_lines_are_one_paragraph_and_keep_their_line():
    document = read(PAGE)
    paragraphs = [node for node in document.root.children if node.kind is NodeKind.PARAGRAPH]
    assert paragraphs[-1].text == ("Le maire a présenté la situation des puits de la commune et demandé que le "
                                   "Conseil régional soit associé aux travaux de la prochaine saison.")
    assert paragraphs[-1].place.line == 5
    assert paragraphs[-1].place.page is None and document.page_count is None


def test_columns_are_a_table_over_both_pages_with_its_header_once():
    tables = [node for node in read(PAGE).root.children if node.kind is NodeKind.TABLE]
    rows = [[" ".join(part.text for part in cell.walk() if part.text) for cell in row.children]
            for row in tables[-1].children]
    assert rows == [["Actions", "Responsables", "Délais"],
                    ["Curer les puits du quartier nord", "Mairie de Loga", "30/06/2025"],
                    ["Réunir les comités", "OIM", "Dès que possible"],
                    ["Afficher les tarifs", "Mairie", "En continu"]]
    assert tables[-1].children[-1].place.line == 18


def test_running_headers_and_page_numbers_are_left_out_and_said():
    document = read(PAGE)
    assert "GTM-Loga" not in document.root.plain()
    assert "GTM-Loga" in document.metadata["header"]
    assert document.notices


def test_only_pages_are_read_so():
    assert is_printed(PAGE)
    assert not is_printed(PAGE.replace("\f", ""))
    assert not is_printed("Date\n14/05/2024\n•\nLe puits est à sec.\n\f")
    assert not is_printed(PAGE.replace("Actions   ", "Actions\t"))
    assert [node.text for node in read("Date : 3 mai\nLieu : Loga").root.children] == ["Date : 3 mai", "Lieu : Loga"]


def test_a_bare_form_feed_is_no_harm():
    assert read("Un mot\f").root.plain() == "Un mot"
