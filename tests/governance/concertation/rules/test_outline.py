"""The common outline: what may serve, and what an item is for by its title."""
from __future__ import annotations

import pytest

from canevas.governance.concertation.rules import outline
from canevas.governance.concertation.rules.outline import Fault, Section, SectionKind, kind_of_title

ADOPTION, FREE, MISC = SectionKind.ADOPTION, SectionKind.FREE, SectionKind.MISCELLANEOUS


def test_the_usual_outline_serves() -> None:
    assert outline.faults(outline.USUAL) == []
    assert outline.from_json(outline.to_json(outline.USUAL)) == outline.USUAL


@pytest.mark.parametrize(("sections", "expected"), [
    ((), [(0, Fault.EMPTY)]),
    ((Section(MISC, ""),), [(0, Fault.UNTITLED)]),
    ((Section(FREE, ""), Section(FREE, "")), [(1, Fault.TWICE)]),
    ((Section(FREE, "Point"), Section(ADOPTION, "Adoption")), [(1, Fault.ADOPTION_LATER)]),
    ((Section(MISC, "Divers"), Section(MISC, "Autres")), [(1, Fault.TWICE)]),
    ((Section(FREE, "a" * 251),), [(0, Fault.TOO_LONG)]),
    ((Section(FREE, "Un point"), Section(FREE, "Un autre")), []),
])
def test_faults_name_the_place(sections: tuple[Section, ...], expected: list[tuple[int, Fault]]) -> None:
    assert outline.faults(sections) == expected


def test_an_outline_of_too_many_sections_is_refused() -> None:
    sections = tuple(Section(FREE, f"Point {n}") for n in range(31))
    assert outline.faults(sections) == [(30, Fault.TOO_MANY)]


def test_an_unknown_kind_is_read_as_a_free_section() -> None:
    assert outline.from_json([{"kind": "closing", "title": " Clôture "}]) == (Section(FREE, "Clôture"),)


@pytest.mark.parametrize(("title", "kind"), [
    ("Adoption du compte rendu de la réunion du 12 mars 2025", "adoption"),
    ("1. Lecture et amendement du compte-rendu de la dernière rencontre", "adoption"),
    ("Validation du PV de la session précédente", "adoption"),
    ("Suivi des points d’action", "review"),
    ("Suivi des recommandations de la dernière réunion", "review"),
    ("Etat de mise en œuvre des actions", "review"),
    ("Divers", "miscellaneous"),
    ("Questions diverses", "miscellaneous"),
    ("Points divers", "miscellaneous"),
    ("Recommandations", "recommendations"),
    ("Formulation des recommandations", "recommendations"),
    ("Présentation des activités des partenaires", "free"),
    ("Adoption de la feuille de route", "free"),
    ("Situation migratoire dans la région", "free"),
    ("", "free"),
])
def test_the_title_says_what_an_item_is_for(title: str, kind: str) -> None:
    assert kind_of_title(title) == kind
