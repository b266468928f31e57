"""The synthesis table in the layouts that secretaries type it in. All contents are invented."""
from __future__ import annotations

import pytest

from canevas.governance.recommendations.rules.synthesis import SynthesisSection
from canevas.governance.recommendations.rules.synthesis_reading import read_synthesis, synthesis_nodes
from canevas.tools.documents.found import SURE, Found
from canevas.tools.documents.nodes import Document
from canevas.tools.vocabulary import load_vocabulary
from tests.governance.recommendations.rules.trees import BELOW, HEADER, C, document, paragraph, table

VOCABULARY = load_vocabulary("niger")


def read(tree: Document) -> list[SynthesisSection]:
    sections = read_synthesis(tree, VOCABULARY)
    texts = {node.id: node.text for node in tree.root.walk()}
    for found in every_value(sections):
        for passage in found.passages:
            assert texts[passage.node][passage.start:passage.end], found
    return sections


def every_value(sections: list[SynthesisSection]) -> list[Found[str]]:
    return [found for section in sections for row in section.rows
            for found in (row.challenge, *row.priorities, *row.strategies, *row.regions, *row.actors)]


def values(found: list[Found[str]]) -> list[str]:
    return [one.value for one in found]


def shape(sections: list[SynthesisSection]) -> list[object]:
    return [(section.axis or section.scope, [
        (row.challenge.value, values(row.priorities), values(row.strategies), values(row.regions), values(row.actors))
        for row in section.rows]) for section in sections]


WATER = ("Partager les points d'eau", ["Réunir les éleveurs"], ["Former les comités de puits"], ["*"], [])
RADIO = ("Informer les voyageurs", ["Ouvrir une radio"], ["Recruter deux animateurs"], [], ["MI/D"])
WATER_CELLS = ["Partager les points d'eau", "Réunir les éleveurs", "Former les comités de puits", "Toutes les régions"]
RADIO_CELLS = ["Informer les voyageurs", "Ouvrir une radio", "Recruter deux animateurs", "MI/D"]


def test_bands_as_merged_rows() -> None:
    tree = document(table(
        HEADER, [C("Recommandations d'ordre général", columns=4)], WATER_CELLS,
        [C("Recommandations par axe de la PNM", columns=4)], [C("Axe2 : Protection des voyageurs", columns=4)],
        RADIO_CELLS))
    sections = read(tree)
    assert shape(sections) == [("general", [WATER]), (2, [RADIO])]
    assert sections[1].title is not None and sections[1].title.value == "Protection des voyageurs"


def test_bands_as_paragraphs_between_tables() -> None:
    tree = document(
        paragraph("Recommandations générales"), table(HEADER, WATER_CELLS),
        paragraph("AXE I – Mobilité"), table(RADIO_CELLS),
        paragraph("AXE STRATÉGIQUE N°3 : Retours"), table(WATER_CELLS))
    assert shape(read(tree)) == [("general", [WATER]), (1, [RADIO]), (3, [WATER])]


def test_one_table_an_axis_each_with_its_header() -> None:
    tree = document(
        paragraph("Tableau de synthèse"), paragraph("Axe 1 : Mobilité"), table(HEADER, WATER_CELLS),
        paragraph("Axe 2 : Protection"), table(HEADER, RADIO_CELLS))
    assert shape(read(tree)) == [(1, [WATER]), (2, [RADIO])]
    assert {node.id for node in tree.root.walk()} - synthesis_nodes(tree) == {"n0"}


def test_axis_as_a_merged_first_column() -> None:
    tree = document(table(
        ["Axes", *HEADER], [C("Axe 1 : Mobilité", rows=2), *WATER_CELLS], [BELOW, *RADIO_CELLS],
        ["Axe II : Protection", *WATER_CELLS]))
    assert shape(read(tree)) == [(1, [WATER, RADIO]), (2, [WATER])]


def test_axis_repeated_in_each_first_cell_without_header_word() -> None:
    tree = document(table(["", *HEADER], ["AXE I – Mobilité", *WATER_CELLS], ["AXE I – Mobilité", *RADIO_CELLS],
                          ["AXE II – Protection", *WATER_CELLS]))
    assert shape(read(tree)) == [(1, [WATER, RADIO]), (2, [WATER])]


def test_columns_in_another_order_under_other_words() -> None:
    tree = document(table(
        ["N°", "Enjeux", "Responsables", "Régions", "Axes prioritaires", "Actions recommandées"],
        ["1", "Informer les voyageurs", "MI/D", "", "Ouvrir une radio", "Recruter deux animateurs"],
        ["2", "Partager les points d'eau", "", "Toutes les Régions", "Réunir les éleveurs",
         "Former les comités de puits"]))
    assert shape(read(tree)) == [("general", [RADIO, WATER])]


@pytest.mark.parametrize("words", [
    ["Problèmes", "Priorités", "Recommandations", "Structures"],
    ["Défis identifiés", "Actions prioritaires", "Stratégies", "Régions concernées / Acteurs"],
    ["ENJEUX", "PRIORITES", "SOLUTIONS PROPOSEES", "INSTITUTIONS RESPONSABLES"]])
def test_header_words(words: list[str]) -> None:
    assert shape(read(document(table(words, RADIO_CELLS)))) == [("general", [RADIO])]


def test_header_in_two_rows() -> None:
    tree = document(table(
        [C("Défis", rows=2), C("Priorités", rows=2), C("Stratégies", rows=2), C("Concernés", columns=2)],
        [BELOW, BELOW, BELOW, "Régions", "Acteurs"],
        ["Informer les voyageurs", "Ouvrir une radio", "Recruter deux animateurs", "Diffa", "MI/D"]))
    assert shape(read(tree)) == [("general", [(*RADIO[:3], ["Diffa"], ["MI/D"])])]


def test_header_repeated_on_each_page() -> None:
    tree = document(table(HEADER, [C("Axe 1 : Mobilité", columns=4)], WATER_CELLS, page=1), paragraph("Page 1 sur 2"),
                    table(HEADER, [C("Axe 1 : Mobilité (suite)", columns=4)], RADIO_CELLS, page=2))
    assert shape(read(tree)) == [(1, [WATER, RADIO])]


def test_row_cut_by_a_page() -> None:
    tree = document(
        table(HEADER, ["Partager les points d'eau", "Réunir les éleveurs et les", "- Former les comités de puits\n"
                       "- Curer les", "Toutes les régions"], page=1),
        paragraph("4"),
        table(["", "agriculteurs", C(("puits anciens", "- Poser des pompes")), ""], RADIO_CELLS, page=2))
    [section] = read(tree)
    water = section.rows[0]
    assert values(water.priorities) == ["Réunir les éleveurs et les agriculteurs"]
    assert values(water.strategies) == ["Former les comités de puits", "Curer les puits anciens", "Poser des pompes"]
    assert [passage.node for passage in water.priorities[0].passages] != []
    assert len(water.priorities[0].passages) == 2
    assert water.split_across_rows and not water.priorities[0].is_sure
    assert len(section.rows) == 2


def test_row_split_over_two_lines_of_a_text() -> None:
    tree = document(table(
        HEADER, ["Afflux de familles venues de plusieurs", "Accueil des familles", "Dresser des abris", "MI/D, MJ"],
        ["communes voisines", "", "Surtout au bord du fleuve", ""], RADIO_CELLS), format="text")
    [section] = read(tree)
    assert shape([section]) == [("general", [
        ("Afflux de familles venues de plusieurs communes voisines", ["Accueil des familles"],
         ["Dresser des abris", "Surtout au bord du fleuve"], [], ["MI/D", "MJ"]), RADIO])]
    assert section.rows[0].split_across_rows and not section.rows[1].split_across_rows


def test_challenge_and_priority_merged_over_rows() -> None:
    tree = document(table(
        HEADER, [C("Partager les points d'eau", rows=3), C("Réunir les éleveurs", rows=2), "Former les comités", "MJ"],
        [BELOW, BELOW, "Curer les puits", "Zinder et Maradi"], [BELOW, "Mesurer le débit", "Acheter des sondes", ""]))
    assert shape(read(tree)) == [("general", [
        ("Partager les points d'eau", ["Réunir les éleveurs"], ["Former les comités"], [], ["MJ"]),
        ("Partager les points d'eau", ["Réunir les éleveurs"], ["Curer les puits"], ["Zinder", "Maradi"], []),
        ("Partager les points d'eau", ["Mesurer le débit"], ["Acheter des sondes"], [], [])])]


def test_actors_merged_over_rows() -> None:
    tree = document(table(
        HEADER, ["Partager les points d'eau", "Réunir les éleveurs", "Former les comités", C("MI/D ; MJ", rows=2)],
        ["", "Mesurer le débit", "Acheter des sondes", BELOW]))
    assert [row[4] for row in shape(read(tree))[0][1]] == [["MI/D", "MJ"], ["MI/D", "MJ"]]  # type: ignore[index]


def test_strategies_merged_over_two_priorities() -> None:
    tree = document(table(
        HEADER, [C("Partager les points d'eau", rows=2), "Réunir les éleveurs", C("Former les comités", rows=2), "MJ"],
        [BELOW, "Mesurer le débit", BELOW, C("")]))
    assert shape(read(tree)) == [("general", [
        ("Partager les points d'eau", ["Réunir les éleveurs", "Mesurer le débit"], ["Former les comités"], [],
         ["MJ"])])]


@pytest.mark.parametrize("cell", [
    C(("- Former les comités ;", "- Curer les puits ;")), C(("1. Former les comités", "2. Curer les puits")),
    C(("Former les comités", "Curer les puits"), listed=True), C("Former les comités ; Curer les puits."),
    C("- Former les comités - Curer les puits"), C("Former les comités Curer les puits"),
    C("a) Former les comités\nb) Curer les puits"), C("former les comités ; curer les puits"),
    C("<ul style=\"list-style-type: none\"> <li>Former les comités</li><li>Curer les puits</li></ul>"),
    C("Former les comités<br/>Curer les puits"), C("• Former les&nbsp;comités, • Curer les puits")])
def test_ways_to_list_strategies(cell: C) -> None:
    [section] = read(document(table(HEADER, ["Eau", "Réunir les éleveurs", cell, "MJ"])))
    assert [value.lower() for value in values(section.rows[0].strategies)] == ["former les comités", "curer les puits"]


def test_strategy_wrapped_over_lines() -> None:
    cell = C(("- Former les comités chargés des puits de la", "CEDEAO et du", "Liptako ;", "- Curer les puits"))
    [section] = read(document(table(HEADER, ["Eau", "Réunir les éleveurs", cell, "MJ"]), format="pdf"))
    assert values(section.rows[0].strategies) == [
        "Former les comités chargés des puits de la CEDEAO et du Liptako", "Curer les puits"]


def test_strategies_run_together_are_parted_and_doubtful() -> None:
    cells = ["Eau", "Réunir les éleveurs", "Former les comités de puits (villages) Curer les puits anciens", "MJ"]
    [section] = read(document(table(HEADER, cells), format="text"))
    row = section.rows[0]
    assert values(row.strategies) == ["Former les comités de puits (villages)", "Curer les puits anciens"]
    assert row.run_together and all(found.confidence < SURE and found.reason for found in row.strategies)


def test_strategy_among_the_actors_is_flagged() -> None:
    cells = ["Eau", "Réunir les éleveurs", "- Recenser les puits du canton",
             "<ul> - Recenser les puits du canton ; - Toutes les régions ; MI/D, MAEC"]
    [section] = read(document(table(HEADER, cells), format="text"))
    row = section.rows[0]
    assert row.stray is not None and row.stray.value == "Recenser les puits du canton" and not row.stray.is_sure
    assert (values(row.regions), values(row.actors)) == (["*"], ["MI/D", "MAEC"])


def test_text_rows_with_bands_as_lines_and_a_header_once() -> None:
    tree = document(
        table(HEADER), paragraph("Recommandations d'ordre général"), table(WATER_CELLS),
        paragraph("Recommandations par axe de la PNM"), paragraph("Axe1 : Mobilité"),
        table(RADIO_CELLS, ["", "Réunir les éleveurs", "Former les comités de puits", "Toutes les régions"]),
        format="text")
    assert shape(read(tree)) == [("general", [WATER]), (1, [RADIO, ("Informer les voyageurs", *WATER[1:])])]


def test_empty_challenge_goes_on_less_surely_than_a_merged_one() -> None:
    merged = read(document(table(HEADER, [C("Eau", rows=2), *WATER_CELLS[1:]], [BELOW, *RADIO_CELLS[1:]])))
    empty = read(document(table(HEADER, ["Eau", *WATER_CELLS[1:]], ["", *RADIO_CELLS[1:]])))
    assert shape(merged) == shape(empty)
    assert merged[0].rows[1].challenge.confidence > empty[0].rows[1].challenge.confidence


def test_band_named_by_the_title_of_an_axis_only() -> None:
    title = VOCABULARY.policy.axes[2].title
    sections = read(document(table(HEADER, [C(title.upper(), columns=4)], WATER_CELLS)))
    assert shape(sections) == [(3, [WATER])]
    assert sections[0].title is not None and not sections[0].title.is_sure


def test_idem_repeats_the_cell_above() -> None:
    tree = document(table(HEADER, RADIO_CELLS, ["Idem", "Réunir les éleveurs", "Former les comités de puits", "idem"]))
    assert shape(read(tree)) == [("general", [RADIO, (RADIO[0], WATER[1], WATER[2], [], ["MI/D"])])]


@pytest.mark.parametrize("header", [
    ["Points d'action", "Structures responsables", "Date limite"],
    ["Recommandations", "Responsables", "Échéance"],
    ["Problèmes", "Solutions", "Responsables", "Délai"],
    ["Nom et prénom", "Structure", "Contact", "Signature"]])
def test_other_tables_are_left_alone(header: list[str]) -> None:
    body = ["Réviser l'arrêté", "MI/D", "31/12", ""][:len(header)]
    tree = document(paragraph("Axe 1 : Mobilité"), table(header, body))
    assert read(tree) == [] and synthesis_nodes(tree) == set()


def test_a_table_of_actions_after_the_synthesis_is_left_alone() -> None:
    tree = document(
        table(["Défis", "Stratégies", "Acteurs"], ["Eau", "Former les comités", "MJ"]),
        paragraph("Divers"), table(["Points d'action", "Structures responsables", "Date limite"],
                                   ["Réviser l'arrêté", "MI/D", "31/12"]))
    assert shape(read(tree)) == [("general", [("Eau", [], ["Former les comités"], [], ["MJ"])])]
    assert tree.root.children[2].id not in synthesis_nodes(tree)


def test_columns_parted_by_single_blanks() -> None:
    tree = document(
        paragraph("Tableau de synthèse"), paragraph("DÉFIS PRIORITÉS STRATÉGIES RÉGIONS / ACTEURS CONCERNÉS"),
        paragraph("Recommandations d'ordre général"),
        paragraph("Partager les points d'eau Réunir les éleveurs Former les comités de puits Curer les puits "
                  "Toutes les régions"),
        paragraph("Axe 1 : Mobilité"),
        paragraph("Informer les voyageurs Ouvrir une radio Recruter deux animateurs MI/D, MJ"),
        paragraph("Mesurer le débit Acheter des sondes pour la"), paragraph("CEDEAO Tillabéri et Diffa"),
        paragraph("La séance a été levée à midi."), format="text")
    sections = read(tree)
    assert shape(sections) == [
        ("general", [(*WATER[:2], ["Former les comités de puits", "Curer les puits"], ["*"], [])]),
        (1, [(*RADIO[:4], ["MI/D", "MJ"]), (RADIO[0], ["Mesurer le débit"], ["Acheter des sondes pour la CEDEAO"],
                                            ["Tillabéri", "Diffa"], [])])]
    assert all(not found.is_sure for row in sections[0].rows for found in (row.challenge, *row.strategies))
    assert tree.root.children[-1].id not in synthesis_nodes(tree)


@pytest.mark.parametrize("line", [
    "Défis, priorités et stratégies", "Les défis et les priorités de la région", "Priorités Régions", "Recommandations",
    "Points d'action Structures responsables Date limite"])
def test_a_sentence_is_no_header_of_blanks(line: str) -> None:
    assert read(document(paragraph(line), paragraph("Former les comités Curer les puits MI/D"), format="text")) == []


@pytest.mark.parametrize("texts", [
    ["| Défis | Priorités | Stratégies | Régions / Acteurs |", "|---|---|---|---|",
     "| Recommandations générales | | | |",
     "| Partager les points d'eau | Réunir les éleveurs | Former les comités de puits | Toutes les régions |",
     "| Axe 1 : Mobilité | | | |", "| Informer les voyageurs | Ouvrir une radio | Recruter deux animateurs | MI/D |",
     "| | Réunir les éleveurs | Former les comités de puits | |"],
    ["DÉFIS      PRIORITÉS     STRATÉGIES     RÉGIONS / ACTEURS", "Recommandations générales",
     "Partager les points d'eau   Réunir les éleveurs   Former les comités de puits   Toutes les régions",
     "Axe 1 : Mobilité", "Informer les voyageurs   Ouvrir une radio   Recruter deux animateurs   MI/D",
     "Réunir les éleveurs   Former les comités de puits  N/A"]])
def test_columns_typed_with_bars_or_wide_blanks(texts: list[str]) -> None:
    tree = document(paragraph("Compte rendu"), *map(paragraph, texts), paragraph("Fait à Niamey."), format="text")
    goes_on = (RADIO[0], *WATER[1:3], [], [])
    assert shape(read(tree)) == [("general", [WATER]), (1, [RADIO, goes_on])]
    left = {node.id for node in tree.root.walk()} - synthesis_nodes(tree)
    assert left == {"n0", "n1", tree.root.children[-1].id}
