"""Where a change stands: sections, rows and columns of tables of every layout, in the numbering of the base."""
from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest

from canevas.governance.recommendations.rules.amending.finding import base_of, find_amendments
from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.revisions.reading import read_revisions
from canevas.tools.vocabulary import load_vocabulary
from tests.governance.recommendations.amending.marked_table import SPACE, Hand, packed
from tests.tools.documents.revisions.marks import cell, end_put, line, put, row, run, said, table, taken

SAVED = Hand("Bureau", "2026-03-05T08:30:00Z")
HEAD = row(*(cell(line(run(text))) for text in ("Défis", "Priorités", "Stratégies recommandées", "Régions / Acteurs")))
RESTART, GOES_ON = '<w:vMerge w:val="restart"/>', "<w:vMerge/>"


def band(text: str) -> str:
    return row(cell(line(run(text)), properties='<w:gridSpan w:val="4"/>'))


def body_row(*texts: str, properties: str = "") -> str:
    return row(*(cell(*(line(run(part)) for part in text.split("\n"))) for text in texts), properties=properties)


def document(*body: str) -> bytes:
    return packed(f"<w:document {SPACE}><w:body>{''.join(body)}<w:sectPr/></w:body></w:document>", SAVED)


def changes(base: bytes, copy: bytes) -> list[dict[str, Any]]:
    placed = base_of(read_revisions(Source(base, "base.docx")), load_vocabulary("niger"))
    found = find_amendments(read_revisions(Source(copy, "copie.docx")), placed)
    return [one.as_dict() for one in found.amendments]


def places(base: bytes, copy: bytes) -> list[tuple[Any, ...]]:
    return [(one["kind"], one["section"], one["row"], one["column"], one["line"]) for one in changes(base, copy)]


ONE = body_row("Peu de contacts avec la diaspora", "Nouer des liens durables",
               "Former les agents\nDoter les postes", "MI/D")
TWO = body_row("Transports clandestins de nuit", "Surveiller les gares routières",
               "Ouvrir un guichet unique", "Toutes les régions")


@pytest.mark.parametrize(("title", "section"), [
    ("Recommandations d'ordre général", "general"), ("Axe 2 : Protection", "axis 2"), ("AXE III – Flux", "axis 3"),
    ("Gestion des flux de la migration", "axis 3"),
    ("Points divers à retenir", "Points divers à retenir"),
])
def test_bands_open_sections(title: str, section: str) -> None:
    base = document(table(HEAD, band("Axe 1 : Opportunités"), ONE, band(title), ONE, TWO))
    copy = base_with(base, "guichet unique", "guichet")
    assert places(base, copy) == [("delete", section, 2, "strategies", 1)]


def base_with(content: bytes, old: str, new: str) -> bytes:
    xml = read_part(content)
    assert old in xml
    return packed(xml.replace(old, new), SAVED)


def read_part(content: bytes) -> str:
    return zipfile.ZipFile(io.BytesIO(content)).read("word/document.xml").decode()


def test_columns_follow_the_header_wherever_they_stand() -> None:
    head = body_row("N°", "Acteurs concernés", "Recommandations", "Défis", "Priorités")
    base = document(table(head, body_row("1", "INS", "Former les agents", "Peu de données", "Produire un bulletin")))
    for old, column in (("INS", "responsible"), ("agents", "strategies"), ("données", "challenge"),
                        ("bulletin", "priorities"), (">1<", "number")):
        new = old.replace("1", "2") if old == ">1<" else "autre"
        assert places(base, base_with(base, old, new)) == [("replace", "general", 1, column, 1)]


def test_a_table_that_goes_on_without_header_keeps_columns_and_count() -> None:
    base = document(table(HEAD, band("Axe 1 : Opportunités"), ONE), line(), table(TWO))
    assert places(base, base_with(base, "guichet", "bureau")) == [("replace", "axis 1", 2, "strategies", 1)]


def test_no_header_at_all_leaves_the_usual_order() -> None:
    base = document(line(run("Synthèse")), table(ONE, TWO))
    assert places(base, base_with(base, "guichet", "bureau")) == [("replace", "general", 2, "strategies", 1)]


def test_one_table_for_each_axis_under_its_heading() -> None:
    base = document(line(run("Axe 1 : Opportunités")), table(HEAD, ONE),
                    line(run("Axe 2 : Protection")), table(HEAD, TWO))
    assert places(base, base_with(base, "guichet", "bureau")) == [("replace", "axis 2", 1, "strategies", 1)]


def test_bands_the_header_and_other_tables_have_no_row_of_the_synthesis() -> None:
    base = document(table(row(cell(line(run("Lieu"))), cell(line(run("Niamey"))))),
                    table(HEAD, band("Axe 1 : Opportunités"), ONE))
    assert places(base, base_with(base, "Opportunités", "Atouts")) == [("replace", "axis 1", None, None, 1)]
    assert places(base, base_with(base, "Défis", "Enjeux")) == [("replace", "header", None, "challenge", 1)]
    assert places(base, base_with(base, "Niamey", "Dosso")) == [("replace", "text", 1, None, 1)]


def test_a_merged_cell_is_placed_in_its_first_row() -> None:
    def merged(challenge: str) -> bytes:
        return document(table(
            HEAD, body_row("Faux documents de voyage", "P", "S", "R"),
            row(cell(challenge, properties=RESTART), *[cell(line(run(text))) for text in ("P1", "S1", "R1")]),
            row(cell(line(), properties=GOES_ON), *[cell(line(run(text))) for text in ("P2", "S2", "R2")])))
    base = merged(line(run("Renforcer la cohésion")))
    assert places(base, merged(line(run("Renforcer la cohésion"), put(" sociale")))) == [
        ("insert", "general", 2, "challenge", 1)]


def test_new_rows_have_the_number_that_they_take_and_gone_ones_the_number_they_had() -> None:
    new = row(*(cell(line(put(text), end=end_put())) for text in ("N", "O", "U", "V")), properties=f"<w:ins {said()}/>")
    gone = row(*(cell(line(taken(text))) for text in ("Longues files aux postes", "P", "S", "R")),
               properties=f"<w:del {said()}/>")
    zero = body_row("Longues files aux postes", "P", "S", "R")
    base = document(table(HEAD, zero, ONE, TWO))
    assert places(base, document(table(HEAD, gone, ONE, new, TWO))) == [
        ("row-delete", "general", 1, None, None), ("row-insert", "general", 2, None, None)]
    assert places(base, document(table(HEAD, ONE, body_row("N", "O", "U", "V"), TWO))) == [
        ("row-delete", "general", 1, None, None), ("row-insert", "general", 2, None, None)]


def test_a_row_carried_to_another_section_is_a_move() -> None:
    three = body_row("Peu de chiffres partagés", "Produire un bulletin", "Relancer les points focaux", "INS")
    general, axis = band("Recommandations d'ordre général"), band("Axe 1 : Opportunités")
    base = document(table(HEAD, general, ONE, axis, TWO, three))
    copy = document(table(HEAD, general, ONE, TWO, axis, three))
    [one] = changes(base, copy)
    assert (one["kind"], one["section"], one["row"]) == ("move", "axis 1", 1)
    assert one["to"] == {"section": "general", "row": 2, "column": None, "line": None}


def test_text_outside_the_table_counts_its_paragraphs_and_has_one_as_context() -> None:
    base = document(line(run("Réunion du 3 mars")), line(run("Présidée par le Gouverneur")), table(HEAD, ONE),
                    line(run("Fait à Niamey")))
    [one] = changes(base, base_with(base, "Niamey", "Dosso"))
    assert (one["section"], one["row"], one["column"], one["line"]) == ("text", None, None, 3)
    assert (one["before"], one["after"], one["context"]) == ("Niamey", "Dosso", "Fait à Niamey")


def test_the_context_is_the_whole_cell_of_the_base() -> None:
    base = document(table(HEAD, ONE))
    [one] = changes(base, base_with(base, "postes", "écoles"))
    assert (one["line"], one["context"]) == (2, "Former les agents\nDoter les postes")
    assert one["context"].split("\n")[one["line"] - 1] == "Doter les postes"


def test_changes_that_the_base_itself_holds_are_nobodys_proposal() -> None:
    marked = row(cell(line(run("Peu de contacts avec la diaspora"), put(" au loin", "Bureau"))),
                 *(cell(line(run(text))) for text in ("Nouer des liens durables", "Former les agents", "MI/D")))
    base = document(table(HEAD, marked))
    more = base_with(base, "Former les agents", "Former tous les agents")
    assert places(base, base) == []
    assert places(base, more) == [("insert", "general", 1, "strategies", 1)]
    accepted = document(table(HEAD, body_row("Peu de contacts avec la diaspora au loin", "Nouer des liens durables",
                                             "Former tous les agents", "MI/D")))
    assert places(base, accepted) == [("insert", "general", 1, "strategies", 1)]


def test_another_document_and_an_empty_one_are_refused() -> None:
    base = document(table(HEAD, ONE, TWO))
    other = document(line(run("Procès-verbal de la réunion du conseil d'école, tenue le samedi dans la cour.")))
    with pytest.raises(DocumentRefused, match=r"n’est pas une copie de «\xa0base\.docx\xa0»") as refused:
        changes(base, other)
    assert refused.value.code == "another-document"
    for pair in ((base, document(line())), (document(line()), base)):
        with pytest.raises(DocumentRefused) as refused:
            changes(*pair)
        assert refused.value.code == "no-text"
