"""Figures that count no people: what people own or are given, measures, thousands, shares."""

from __future__ import annotations

from datetime import date

import pytest

from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import SURE, ColumnProposal
from tests.evidence.observatory.harmonise.test_proposing import column_of, table_of
from tests.evidence.observatory.harmonise.test_sureness import PLACES, sure_of

FIGURES = [120, 40, 7]


def of(header: str, title: str = "") -> ColumnProposal:
    rows = [["Région", header], *map(list, zip(PLACES, FIGURES, strict=True))]
    return column_of(table_of([[title], [], *rows] if title else rows), header)


def under(title: str) -> ColumnProposal:
    """A column of figures of which nothing but ``title`` tells what they count."""
    rows = [[place, 7 + number, number] for place, number in zip(PLACES, FIGURES, strict=True)]
    return column_of(table_of([[title], [], ["Région", 2022, 2023], *rows]), "2023")


@pytest.mark.parametrize("header", ["Bovins (têtes)", "Têtes de bétail", "Nombre de tentes", "Maisons effondrées"])
def test_what_people_own_is_no_people(header: str):
    found = of(header)
    assert found.meaning is Meaning.UNKNOWN and found.confidence < SURE and Meaning.COUNT in found.others


@pytest.mark.parametrize("header", ["Lits hommes", "Villages accueillant des réfugiés", "Groupements de femmes"])
def test_what_a_heading_names_first_is_what_it_counts(header: str):
    assert of(header).meaning is Meaning.UNKNOWN
    assert of("Femmes ayant reçu une tente").meaning is Meaning.COUNT


def test_a_part_of_which_nothing_says_which_is_asked():
    assert of("dont femmes").confidence >= SURE > of("dont migrants").confidence


@pytest.mark.parametrize("header", ["Femmes (kits)", "Kits femmes", "Réfugiés (kits)", "Migrants par véhicule"])
def test_what_people_are_given_and_rates_are_asked(header: str):
    assert of(header).confidence < SURE


@pytest.mark.parametrize(("header", "unit"), [("Réfugiés (ménages)", "households"), ("Ménages (personnes)", "persons"),
                                              ("Réfugiés (nb)", "persons")])
def test_the_unit_in_brackets_is_what_is_counted(header: str, unit: str):
    assert of(header).unit == unit


@pytest.mark.parametrize("title", [
    "Transferts des migrants (en millions de FCFA)", "Population étrangère, en milliers", "Véhicules immatriculés",
    "Cheptel des ménages déplacés", "Durée moyenne du séjour (jours)", "Taux de scolarisation (pour mille)"])
def test_figures_under_a_title_that_measures_something_else_are_asked(title: str):
    assert under(title).confidence < SURE <= under("Population étrangère").confidence


def test_a_title_in_thousands_is_against_every_figure_and_a_title_of_money_against_those_of_no_unit():
    assert of("Migrants", "Population étrangère (en milliers)").confidence < SURE
    assert of("Bénéficiaires", "Transferts (en millions de FCFA)").confidence >= SURE


def test_a_title_of_households_says_what_is_counted():
    assert under("Ménages déplacés par région").unit == "households"


def test_vehicles_are_sure_where_they_pass():
    days = ["Date", *(date(2023, 1, day) for day in (1, 2, 3))]
    assert sure_of("Véhicules", FIGURES, days, ["Sens", "Entrée au Niger", "Sortie du Niger", "Entrée au Niger"])
    assert not sure_of("Véhicules", FIGURES, days, ["Blessés", 4, 1, 2])


def test_rows_that_say_what_they_count_are_asked_where_they_differ():
    def sure(*labels: str) -> bool:
        rows = [["Indicateur", "2022", "2023"], *([label, 40 + place, 9 * place] for place, label in enumerate(labels))]
        return column_of(table_of(rows), "2022").confidence >= SURE
    assert sure("Migrants accueillis", "Migrants orientés", "Personnes assistées")
    assert not sure("Migrants accueillis", "Véhicules saisis", "Têtes de bétail")
    assert not sure("Réfugiés", "Montant distribué (FCFA)", "Durée du séjour (jours)")


def test_a_unit_of_measure_in_brackets_is_a_second_witness():
    for header in ("Eau embarquée (litres)", "Durée du séjour (jours)", "Amendes (FCFA)", "Bagages (kg)"):
        found = of(header)
        assert found.meaning is Meaning.UNKNOWN and found.confidence >= SURE
    assert of("Migrants (FCFA)").confidence < SURE and of("Migrants (jour)").meaning is Meaning.COUNT


def test_ages_in_months_are_no_ages():
    found = of("Âge en mois")
    assert found.meaning is Meaning.UNKNOWN and Meaning.AGE in found.others


def test_answers_ticked_in_a_form_are_no_figures():
    rows = [["Région", "besoins/eau", "besoins/abri", "besoins/vivres", "Nombre"],
            ["Diffa", 1, 0, 1, 4], ["Agadez", 0, 1, 0, 9], ["Diffa", 1, 1, 0, 7]]
    assert {column.meaning for column in table_of(rows).columns[1:4]} == {Meaning.UNKNOWN}


def test_headings_of_groups_in_an_export_say_what_their_question_says():
    rows = [["profil-sexe", "profil-nationalite", "effectif"], ["masculin", "togolaise", 4], ["feminin", "malienne", 9]]
    assert [column.confidence >= SURE for column in table_of(rows).columns] == [True, True, True]


def test_a_heading_that_is_wholly_understood_leaves_nothing_over():
    rows = [["Migrants accueillis, année 2023"], [],
            ["Région", "T1", None, "T2", None], [None, "Prévu", "Réalisé", "Prévu", "Réalisé"],
            ["Diffa", 4, 3, 7, 9], ["Agadez", 8, 8, 9, 1]]
    reached = column_of(table_of(rows), "T2 / Réalisé")
    assert dict(reached.fixed) == {Meaning.PERIOD: "2023-Q2"} and reached.confidence >= SURE
    assert column_of(table_of(rows), "T2 / Prévu").meaning is Meaning.UNKNOWN


def test_families_are_counted():
    found = of("Familles")
    assert (found.meaning, found.unit, dict(found.fixed)) == (Meaning.COUNT, "households", {})


@pytest.mark.parametrize(("title", "meaning"), [
    ("Point de Gaya, fiche de comptage", Meaning.FLOW_POINT), ("Point de situation, Gaya", Meaning.DEPARTMENT)])
def test_a_title_names_a_point_where_flows_are_watched(title: str, meaning: Meaning):
    assert meaning in table_of([[title], [], ["Jour", "Hommes"], ["3 mai 2023", 4], ["4 mai 2023", 9]]).fixed


def test_migrants_whom_a_title_counts_are_its_group():
    def group(title: str) -> str:
        rows = [[title], [], ["Nationalité", "Hommes"], ["Malienne", 4], ["Togolaise", 9]]
        return table_of(rows).fixed.get(Meaning.POPULATION_GROUP, "")
    assert group("Migrants hébergés, par nationalité") == "migrant" and not group("Centre d'accueil pour migrants")


def test_a_cut_month_is_a_month_beside_others():
    rows = [["Année 2023"], [], ["Région", "Mars", "Avr.", "Mai"], ["Diffa", 3, 4, 5], ["Agadez", 4, 5, 9]]
    assert column_of(table_of(rows), "Avr.").fixed == {Meaning.PERIOD: "2023-04"}


def test_a_title_says_the_direction_where_no_column_does():
    title = "Flux sortants du Niger observés, mars 2023"
    rows = [[title], [], ["Point de suivi", "Voyageurs"], ["Arlit", 4], ["Madama", 9]]
    assert table_of(rows).fixed[Meaning.DIRECTION] == "out"
    rows[2:] = [["Point de suivi", "Entrants", "Sortants"], ["Arlit", 4, 5], ["Madama", 9, 2]]
    assert Meaning.DIRECTION not in table_of(rows).fixed


BARE = {"figures": [["Commune", "Nombre"], ["Abala", 41], ["Bouza", 57], ["Dakoro", 12]],
        "months": [["Région", "janv-24", "févr-24"], ["Agadez", 41, 4], ["Diffa", 57, 3], ["Zinder", 39, 3]]}


@pytest.mark.parametrize("form", BARE)
@pytest.mark.parametrize(("title", "sure"), [
    ("Réfugiés par région", True), ("Situation des déplacés internes", True), ("Arrivées enregistrées", True),
    ("Jeunes migrants accueillis", True), ("Gare d'Agadez, passagers embarqués", True),
    ("Comités mis en place", False), ("Écoles accueillant des réfugiés", False),
    ("Visas délivrés aux étrangers", False),
    ("Patrouilles à la frontière", False), ("Sites de déplacés", False), ("Suivi mensuel", False)])
def test_figures_of_which_nothing_says_whom_they_count_are_asked(form: str, title: str, sure: bool):
    column = table_of([[title], [], *BARE[form]]).columns[-1]
    assert column.meaning is Meaning.COUNT and (column.confidence >= SURE) == sure, column.reason


def test_columns_that_tell_people_apart_say_whom_figures_count():
    rows = [["Nationalité", "Nombre"], ["Mali", 41], ["Tchad", 57], ["Bénin", 12]]
    assert column_of(table_of(rows), "Nombre").confidence >= SURE
    rows = [["Activité", "Nombre"], ["Sensibilisation", 41], ["Formation", 57], ["Assistance juridique", 12]]
    assert column_of(table_of(rows), "Nombre").confidence < SURE


@pytest.mark.parametrize(("title", "sure"), [
    ("Mairie d'Ingall : personnel et moyens, 2024", False), ("Équipes mobiles – mai 2024", False),
    ("Personnes accueillies par les équipes, mai 2024", True)])
def test_who_works_there_is_not_who_is_counted(title: str, sure: bool):
    rows = [[title], [], ["Site", "Hommes", "Femmes"], ["Agadez", 4, 2], ["Diffa", 3, 5], ["Tahoua", 2, 2]]
    assert (column_of(table_of(rows), "Hommes").confidence >= SURE) == sure


def test_a_country_that_may_be_of_anything_says_not_whom_figures_count():
    rows = [["Transferts reçus, 2023"], [], ["Pays d'envoi", "Nombre"], ["Libye", 41], ["Algérie", 57], ["France", 12]]
    assert column_of(table_of(rows), "Nombre").confidence < SURE


@pytest.mark.parametrize(("title", "sure"), [
    ("Suivi de protection : incidents rapportés", False), ("Personnes accompagnées après des incidents", True)])
def test_incidents_of_a_kind_are_no_people_of_that_kind(title: str, sure: bool):
    rows = [[title], [], ["Commune", "VBG"], ["Abala", 4], ["Ayorou", 3], ["Bankilaré", 9]]
    assert (column_of(table_of(rows), "VBG").confidence >= SURE) == sure
