"""Regions and actors of a cell, in the ways that secretaries write them."""
from __future__ import annotations

import pytest

from canevas.governance.recommendations.rules.synthesis_reading.columns import Role
from canevas.governance.recommendations.rules.synthesis_reading.concerned import Concerned, read_concerned
from canevas.governance.recommendations.rules.synthesis_reading.lines import lines_of
from canevas.tools.vocabulary import load_vocabulary
from tests.governance.recommendations.rules.trees import C, document, table

VOCABULARY = load_vocabulary("niger")


def read(cell: str, role: Role = Role.CONCERNED, strategies: tuple[str, ...] = ()) -> Concerned:
    tree = document(table([C(tuple(cell.split("\n")))]))
    return read_concerned({role: lines_of(tree.root.children[0].children[0].children[0])}, list(strategies), VOCABULARY)


def regions(concerned: Concerned) -> list[str]:
    return [found.value for found in concerned.regions]


def actors(concerned: Concerned) -> list[str]:
    return [found.value for found in concerned.actors]


@pytest.mark.parametrize("cell", [
    "Toutes les Régions", "les 8 régions", "Toutes régions", "L'ensemble des régions du pays", "TOUTES LES REGIONS ;",
    "Chaque région", "Toutes les régions Toutes les régions Toutes les régions", "Niveau national"])
def test_all_regions(cell: str) -> None:
    concerned = read(cell)
    assert (regions(concerned), actors(concerned)) == (["*"], [])


@pytest.mark.parametrize(("cell", "expected"), [
    ("Tillabéri et Diffa", ["Tillabéri", "Diffa"]), ("Tillabéri/Diffa", ["Tillabéri", "Diffa"]),
    ("Régions de Tillabéri, Tahoua et Agadez", ["Tillabéri", "Tahoua", "Agadez"]), ("Région d'Agadez", ["Agadez"]),
    ("Agadez - Tahoua - Zinder", ["Agadez", "Tahoua", "Zinder"]), ("Diffa\nNiamey", ["Diffa", "Niamey"]),
    ("Zinder et Maradi", ["Zinder", "Maradi"]), ("Agadez (Arlit et Assamaka)", ["Agadez", "Arlit", "Assamaka"])])
def test_territories(cell: str, expected: list[str]) -> None:
    concerned = read(cell)
    assert (regions(concerned), actors(concerned)) == (expected, [])


@pytest.mark.parametrize(("cell", "expected"), [
    ("MI/D ; MJ; partenaires", ["MI/D", "MJ", "partenaires"]), ("ONG/AD", ["ONG/AD"]), ("MI/D/MJ", ["MI/D", "MJ"]),
    ("Etat, collectivités territoriales, partenaires", ["Etat", "collectivités territoriales", "partenaires"]),
    ("L'Etat et les collectivités territoriales", ["Etat", "collectivités territoriales"]),
    ("Etat/Partenaires/ONG", ["Etat", "Partenaires", "ONG"]), ("MI/D MAEC MF", ["MI/D", "MAEC", "MF"]),
    ("Ministère de l'Intérieur et de la Décentralisation, Ministère de la Justice",
     ["Ministère de l'Intérieur et de la Décentralisation", "Ministère de la Justice"]),
    ("Direction Générale de l'Etat Civil, des Migrations et des Réfugiés ; OIM",
     ["Direction Générale de l'Etat Civil, des Migrations et des Réfugiés", "OIM"]),
    ("Conseil Régional de Tahoua", ["Conseil Régional de Tahoua"]), ("PTF (UE, OIM, HCR)", ["PTF (UE, OIM, HCR)"]),
    ("DRECM/Diffa", ["DRECM/Diffa"]), ("Coordination des puits du Sahel", ["Coordination des puits du Sahel"])])
def test_actors(cell: str, expected: list[str]) -> None:
    concerned = read(cell)
    assert (actors(concerned), regions(concerned), concerned.stray) == (expected, [], None)


def test_all_regions_but_one_names_the_others() -> None:
    concerned = read("Toutes les régions (sauf Diffa) ; MJ")
    assert "Diffa" not in regions(concerned) and len(regions(concerned)) == len(VOCABULARY.regions) - 1
    assert [found.value for found in concerned.excluded] == ["Diffa"] and actors(concerned) == ["MJ"]
    assert not any(found.is_sure for found in concerned.regions)


@pytest.mark.parametrize("cell", [
    "Toutes les régions ; MI/D, MAEC", "Toutes les régions MI/D, MAEC", "Toutes les régions,\nMI/D, MAEC",
    "Régions : toutes les régions ; Acteurs : MI/D, MAEC", "- Toutes les régions\n- MI/D et MAEC"])
def test_regions_and_actors_in_one_cell(cell: str) -> None:
    concerned = read(cell)
    assert (regions(concerned), actors(concerned)) == (["*"], ["MI/D", "MAEC"])


def test_unknown_actor_is_kept_and_doubtful() -> None:
    concerned = read("Fédération des puisatiers")
    assert actors(concerned) == ["Fédération des puisatiers"] and not concerned.actors[0].is_sure
    assert concerned.actors[0].reason


def test_unknown_place_in_the_column_of_regions_is_a_region() -> None:
    concerned = read("Vallée des trois puits", Role.REGIONS)
    assert regions(concerned) == ["Vallée des trois puits"] and not concerned.regions[0].is_sure


@pytest.mark.parametrize("cell", ["N/A", "-", "RAS", "néant", ""])
def test_nothing(cell: str) -> None:
    assert not read(cell)


def test_a_repeated_strategy_is_stray_even_without_verb() -> None:
    concerned = read("Puits profonds pour tous ; MJ", strategies=("Puits profonds pour tous",))
    assert concerned.stray is not None and concerned.stray.value == "Puits profonds pour tous"
    assert actors(concerned) == ["MJ"]
