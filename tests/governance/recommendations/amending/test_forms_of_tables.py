"""Tables of other forms than the official one: a change is told in the same words wherever it stands."""
from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.governance.recommendations.amending.test_places import (
    GOES_ON,
    HEAD,
    ONE,
    RESTART,
    TWO,
    band,
    body_row,
    changes,
    document,
)
from tests.tools.documents.revisions.marks import cell, line, put, row, run, table, taken

Form = Callable[[str], str]
BASE, COPY = run("Former les agents"), run("Former les juges")
MARKED = run("Former les ") + taken("agents") + put("juges")


def cells(*texts: str) -> list[str]:
    return [cell(line(text if text.startswith("<") else run(text))) for text in texts]


def official(said: str) -> str:
    return row(*cells("Violences faites aux enfants", "Mieux protéger", said, "MJ"))


def banded(first: str, second: str) -> Form:
    return lambda said: table(HEAD, band(first), ONE, band(second), official(said))


def beside(title: str) -> str:
    return row(cell(line(run(title)), properties='<w:hMerge w:val="restart"/>'),
               *(cell(line(), properties="<w:hMerge/>") for _cell in range(3)))


def alone(title: str) -> str:
    return row(*cells(title), *(cell(line()) for _cell in range(3)))


def two_headers(said: str) -> str:
    above = row(*(cell(line(run(text)), properties=RESTART) for text in (
        "Défis", "Priorités", "Stratégies recommandées")), cell(line(run("Responsables")), properties=(
            '<w:gridSpan w:val="2"/>')))
    below = row(*(cell(line(), properties=GOES_ON) for _cell in range(3)), *cells("Chef de file", "Associés"))
    return table(above, below, row(*cells("Violences faites aux enfants", "Mieux protéger", said, "MJ", "HCR")))


def headed(*texts: str) -> str:
    return row(*cells(*texts))


FORMS: dict[str, tuple[Form, str, int]] = {
    "strategic axes": (banded("Axe stratégique 1 : Opportunités", "Axe stratégique 2 : Protection"), "axis 2", 1),
    "capitals and a number": (banded("AXE STRATEGIQUE N° 1", "AXE STRATEGIQUE N°2 - Protection"), "axis 2", 1),
    "roman numbers": (banded("Axe I. Opportunités", "Axe II. Protection"), "axis 2", 1),
    "numbered bands": (banded("2.1 Axe 1 : Opportunités", "2.2 Axe 2 : Protection"), "axis 2", 1),
    "letters and numbers": (banded("II.1. Axe 1 : Opportunités", "II.2. Axe 2 : Protection"), "axis 2", 1),
    "at the general level": (banded("Axe 1", "Au niveau général"), "general", 1),
    "general recommendations": (banded("Axe 1", "Recommandations générales"), "general", 1),
    "no band": (lambda said: table(HEAD, ONE, official(said)), "general", 2),
    "no priorities": (lambda said: table(
        headed("Défis", "Stratégies recommandées", "Acteurs"), band("Axe 1"), row(*cells("Violences", said, "MJ"))),
        "axis 1", 1),
    "no challenges": (lambda said: table(
        headed("Priorités", "Stratégies", "Responsables"), band("Axe 1"), row(*cells("Protéger", said, "MJ"))),
        "axis 1", 1),
    "other order": (lambda said: table(
        headed("Responsables", "Stratégies recommandées", "Priorités", "Défis"), band("Axe 1"),
        row(*cells("MJ", said, "Mieux protéger", "Violences"))), "axis 1", 1),
    "a table for each axis": (lambda said: "".join((
        line(run("Recommandations d’ordre général")), table(HEAD, ONE), line(run("Axe stratégique 1 : Opportunités")),
        table(HEAD, TWO), line(), line(run("Axe stratégique 2 : Protection")), line(),
        table(HEAD, official(said)))), "axis 2", 1),
    "a table for each axis, one header": (lambda said: "".join((
        line(run("I. Recommandations d’ordre général")), table(HEAD, ONE), line(run("II. Axe 1 : Opportunités")),
        table(TWO), line(run("III. Axe 2 : Protection")), table(official(said)))), "axis 2", 1),
    "bands merged as older programs do": (lambda said: table(
        HEAD, beside("Axe 1 : Opportunités"), ONE, beside("Axe 2 : Protection"), official(said)), "axis 2", 1),
    "bands in the first of four cells": (lambda said: table(
        HEAD, alone("Axe 1 : Opportunités"), ONE, alone("Axe 2 : Protection"), official(said)), "axis 2", 1),
    "bands in every cell": (lambda said: table(
        HEAD, headed(*["Axe 1 : Opportunités"] * 4), ONE, headed(*["Axe 2 : Protection"] * 4), official(said)),
        "axis 2", 1),
    "an axis merged down the first column": (lambda said: table(
        headed("Axes", "Défis", "Priorités", "Stratégies", "Responsables"),
        row(cell(line(run("Axe 1 : Opportunités")), properties=RESTART), *cells("Contacts", "Lier", "Doter", "MI")),
        row(cell(line(), properties=GOES_ON), *cells("Violences", "Protéger", said, "MJ"))), "axis 1", 2),
    "an axis in each row": (lambda said: table(
        headed("N°", "Axe", "Défis", "Priorités", "Stratégies", "Échéance", "Responsables"),
        row(*cells("1", "Axe 1", "Contacts", "Lier", "Doter", "2027", "MI")),
        row(*cells("2", "Axe 2", "Violences", "Protéger", said, "2028", "MJ"))), "axis 2", 1),
    "the header below each band": (lambda said: table(
        band("Axe 1"), HEAD, ONE, band("Axe 2"), HEAD, official(said)), "axis 2", 1),
    "responsibles in two columns": (lambda said: table(
        headed("Défis", "Priorités", "Stratégies recommandées", "Régions concernées", "Acteurs responsables"),
        band("Axe 1"), row(*cells("Violences", "Protéger", said, "Agadez", "MJ"))), "axis 1", 1),
    "responsibles in two columns under one header": (two_headers, "general", 1),
}


@pytest.mark.parametrize(("form", "section", "number"), FORMS.values(), ids=FORMS)
@pytest.mark.parametrize("said", [COPY, MARKED], ids=["not marked", "marked"])
def test_a_change_has_its_place_in_every_form_of_table(form: Form, section: str, number: int, said: str) -> None:
    [one] = changes(document(form(BASE)), document(form(said)))
    assert (one["kind"], one["before"], one["after"], one["tracked"]) == ("replace", "agents", "juges", said == MARKED)
    assert (one["section"], one["row"], one["column"], one["line"]) == (section, number, "strategies", 1)


@pytest.mark.parametrize(("header", "old"), [
    (("Défis", "Priorités", "Stratégies", "Responsable principal", "Partenaires"), "HCR"),
    (("Défis", "Priorités", "Stratégies", "Régions", "Acteurs"), "MJ"),
])
def test_both_columns_of_responsibles_are_the_responsible_one(header: tuple[str, ...], old: str) -> None:
    def made(*who: str) -> bytes:
        return document(table(headed(*header), body_row("Violences", "Protéger", "Former", *who)))
    [one] = changes(made("MJ", "HCR"), made(*("OIM" if name == old else name for name in ("MJ", "HCR"))))
    assert (one["column"], one["row"], one["line"], one["before"], one["after"]) == ("responsible", 1, 1, old, "OIM")


def test_the_keys_of_a_change_are_those_that_were_promised() -> None:
    [one] = changes(document(table(HEAD, ONE)), document(table(HEAD, ONE.replace("postes", "écoles"))))
    assert list(one) == ["file", "author", "date", "kind", "section", "row", "column", "line", "before", "after",
                         "context", "tracked"]
