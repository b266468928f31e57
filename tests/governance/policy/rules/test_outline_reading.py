"""Outlines of a policy framework in the forms that minutes give them. All contents are invented."""
from __future__ import annotations

import pytest

from canevas.governance.policy.rules.headings import axis_heading, read_headings
from canevas.governance.policy.rules.outline import AxisOutline
from canevas.governance.policy.rules.outline_reading import read_policy_outline
from canevas.tools.documents.nodes import Document
from tests.governance.recommendations.rules.trees import BELOW, C, document, paragraph, table

ROADS = (1, "l'entretien des pistes", "Entretien des pistes rurales", {"1.1": "Nivellement", "1.2": "Bornage"})
WELLS = (2, "la garde des puits", "Garde et curage des puits", {"2.1": "Formation des gardiens"})


def read(tree: Document) -> list[object]:
    outlines = read_policy_outline(tree)
    texts = {node.id: node.text for node in tree.root.walk()}
    for found in [found for axis in outlines for found in (axis.title, axis.programme, *axis.subprogrammes) if found]:
        assert found.passages and all(texts[passage.node][passage.start:passage.end] for passage in found.passages)
    return [shape(axis) for axis in outlines]


def shape(axis: AxisOutline) -> object:
    titles = {code.value: axis.subprogramme_titles[code.value].value for code in axis.subprogrammes
              if code.value in axis.subprogramme_titles}
    assert [code.value for code in axis.subprogrammes] == list(titles)
    return axis.axis, axis.title.value, axis.programme.value if axis.programme else None, titles


def lines(*texts: str) -> Document:
    return document(*map(paragraph, texts))


@pytest.mark.parametrize("tree", [
    lines("Pour les axes, ils sont deux :", "- Axe stratégique 1 : l'entretien des pistes",
          "L'axe stratégique 1 est constitué d'un programme et de 2 sous-programmes à savoir :",
          "Programme 1 : Entretien des pistes rurales", "- Sous-programme 1.1: Nivellement",
          "- Sous- programme 1.2 : Bornage ;", "- Axe stratégique 2 : la garde des puits",
          "L'axe stratégique 2 est constitué d'un programme à savoir : Programme 2 : Garde et curage des puits",
          "Sous-programme 2.1: Formation des gardiens."),
    lines("AXE STRATEGIQUE N°1 : l'entretien des pistes", "PROGRAMME N°1 – Entretien des pistes rurales",
          "Sous programme 1.1 - Nivellement", "Sous programme 1.2 - Bornage",
          "AXE STRATEGIQUE N°2 : la garde des puits",
          "PROGRAMME N°2 – Garde et curage des puits", "Sous programme 2.1 - Formation des gardiens"),
    lines("Axe I : l'entretien des pistes", "Programme : Entretien des pistes rurales",
          "1.1 Nivellement", "1.2. Bornage", "Axe II : la garde des puits", "Programme : Garde et curage des puits",
          "2.1 Formation des gardiens"),
    lines("Axe 1 : l'entretien des pistes\nProgramme 1 : Entretien des pistes rurales\n"
          "Sous-programme 1.1 : Nivellement ; Sous-programme 1.2 : Bornage",
          "Axe 2 : la garde des puits ; Programme 2 : Garde et curage des puits ; "
          "Sous-programme 2.1 : Formation des gardiens"),
    lines("Premier axe :", "l'entretien des pistes", "Programme 1 : Entretien des pistes rurales",
          "SP 1.1 : Nivellement", "SP 1.2 : Bornage",
          "Deuxième axe :", "la garde des puits", "Programme 2 : Garde et curage des puits",
          "SP 2.1 : Formation des gardiens"),
    document(table(["Axes stratégiques", "Programmes", "Sous-programmes"],
                   ["Axe 1 : l'entretien des pistes", "Programme 1 : Entretien des pistes rurales",
                    C(("Sous-programme 1.1 : Nivellement", "Sous-programme 1.2 : Bornage"))],
                   ["Axe 2 : la garde des puits", "Programme 2 : Garde et curage des puits",
                    "Sous-programme 2.1 : Formation des gardiens"])),
    document(table(["Axe", "Programme", "Sous-programmes"],
                   [C("1. l'entretien des pistes", rows=2), C("Entretien des pistes rurales", rows=2),
                    "1.1 Nivellement"],
                   [BELOW, BELOW, "1.2 Bornage"],
                   ["2. la garde des puits", "Garde et curage des puits", "2.1 Formation des gardiens"])),
    document(table(["AXE", "SOUS-PROGRAMMES", "PROGRAMME"],
                   ["l'entretien des pistes", "1.1 : Nivellement ; 1.2 : Bornage", "Entretien des pistes rurales"],
                   ["la garde des puits", "2.1 : Formation des gardiens", "Garde et curage des puits"]))])
def test_layouts(tree: Document) -> None:
    assert read(tree) == [ROADS, WELLS]


def test_axes_enumerated_without_programmes_count() -> None:
    tree = lines("La politique compte deux axes :", "Axe 1 : l'entretien des pistes", "Axe 2 : la garde des puits")
    assert read(tree) == [(1, "l'entretien des pistes", None, {}), (2, "la garde des puits", None, {})]


def test_an_axis_named_in_passing_is_no_outline() -> None:
    assert read(lines("Axe 1 : l'entretien des pistes", "La région a choisi cet axe.", "Axe 3 : autre chose")) == []


def test_bands_of_a_table_given_as_ignored_are_passed_over() -> None:
    tree = document(table(["Défis", "Stratégies"], ["Axe 1 : Pistes"], ["Axe 2 : Puits"]))
    assert read_policy_outline(tree, {node.id for node in tree.root.walk()}) == []


def test_a_programme_numbered_otherwise_is_less_sure() -> None:
    [axis] = read_policy_outline(lines("Axe 2 : la garde des puits", "Programme 4 : Curage"))
    assert axis.programme is not None and axis.programme.value == "Curage" and not axis.programme.is_sure


@pytest.mark.parametrize(("text", "number", "title"), [
    ("Axe1 : Pistes", "1", "Pistes"), ("AXE II – Puits", "2", "Puits"), ("Axe n° 3. Forêts", "3", "Forêts"),
    ("3ème axe stratégique de la PNM : Forêts", "3", "Forêts"), ("I. Axe 1 - Pistes", "1", "Pistes"),
    ("AXE 2", "2", "")])
def test_axis_heading(text: str, number: str, title: str) -> None:
    heading = axis_heading(text)
    assert heading is not None and (heading.number, text[heading.title_start:heading.title_end]) == (number, title)


@pytest.mark.parametrize("text", [
    "Axes de contournement", "Axe Agadez-Arlit", "L'axe 1 est constitué de deux volets", "Les axes 1 et 2",
    "Axe 1 et axe 2 retenus", "La taxe 1 : impôt", ""])
def test_no_axis_heading(text: str) -> None:
    assert axis_heading(text) is None and not [found for found in read_headings(text) if found.level == "axis"]
