"""What titles say of every row: the period before the day of a letter, the nearest place, the people."""

from __future__ import annotations

import pytest

from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from tests.evidence.observatory.harmonise.test_proposing import table_of

ROWS = [["Tranche d'âge", "Hommes", "Femmes"], ["0-17 ans", 4, 5], ["18-59 ans", 9, 6]]


def said(*titles: str) -> dict[Meaning, str]:
    return dict(table_of([*([title] for title in titles), [], *ROWS]).fixed)


@pytest.mark.parametrize(("titles", "period"), [
    (("Bulletin n° 12 – avril 2024", "Données du mois de mars 2024"), "2024-03"),
    (("Gaya, le 8 février 2024", "Étrangers contrôlés au mois de janvier 2024"), "2024-01"),
    (("Personnes poursuivies", "(loi abrogée en novembre 2023)"), ""),
    (("Mémorandum Niger–OIM du 7 mai 2021 : bénéficiaires",), ""),
    (("Évacués présents au 30 novembre 2024", "(ouvert en mai 2017 ; données extraites le 5 décembre 2024)"), ""),
    (("Mois : mai 2024", "Transmis le : 04/06/2024"), "2024-05"),
    (("Annexe 3 – Note n° 24 du 2 mai 2024", "Migrants assistés, 1er trimestre 2024"), "2024-Q1"),
    (("Situation des centres, mars 2024",), "2024-03")])
def test_the_period_is_that_of_the_figures_and_no_day_of_the_document(titles: tuple[str, ...], period: str):
    assert said(*titles).get(Meaning.PERIOD, "") == period


def test_the_nearest_place_of_a_letterhead_is_kept_beside_the_wider():
    found = said("Région de Dosso", "Département de Gaya")
    assert (found[Meaning.REGION], found[Meaning.DEPARTMENT]) == ("NE003", "NE003006")
    assert Meaning.DEPARTMENT not in said("Région de Tahoua", "Département de Gaya")
    assert Meaning.REGION not in said("Personnes accueillies", "Établi par : M. Issa Maradi")


def test_labels_and_values_in_two_cells_stand_over_a_table():
    rows = [["Poste", "Magaria"], ["Période", "3e trimestre 2024"], ["Saisi par", "Agent 04"], [],
            ["Nationalité", "Départs", "Retours"], ["Malienne", 410, 88], ["Togolaise", 288, 97]]
    table = table_of(rows)
    assert table.layout.data_range == "A6:C7" and not table.layout.turned
    assert (table.fixed[Meaning.FLOW_POINT], table.fixed[Meaning.PERIOD]) == ("NE007006004", "2024-Q3")


@pytest.mark.parametrize(("title", "meaning", "code"), [
    ("Personnes expulsées d'Algérie et reçues à Assamaka", Meaning.COUNTRY_DEPARTURE, "DZA"),
    ("Refoulements de Libye", Meaning.COUNTRY_DEPARTURE, "LBY"),
    ("Demandeurs d'asile soudanais à Agadez", Meaning.NATIONALITY, "SDN"),
    ("Réfugiés maliens et nigérians", Meaning.NATIONALITY, ""),
    ("Migrants remis aux autorités algériennes", Meaning.NATIONALITY, "")])
def test_a_title_says_who_its_people_are(title: str, meaning: Meaning, code: str):
    assert said(title).get(meaning, "") == code
