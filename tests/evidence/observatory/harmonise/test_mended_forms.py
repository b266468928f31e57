"""Forms that files nobody had seen showed: what their words, brackets, cuts and sums mean."""

from __future__ import annotations

import pytest

from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import SURE
from tests.evidence.observatory.harmonise.test_proposing import column_of, table_of


def test_a_cut_of_households_is_no_man_and_men_are_no_households():
    table = table_of([["Commune", "Mén.", "Pers."], ["Abala", 4, 20], ["Tondikiwindi", 9, 51]])
    column = column_of(table, "Mén.")
    assert (column.meaning, column.unit, dict(column.fixed)) == (Meaning.COUNT, "households", {})
    table = table_of([["Location", "Adult Men", "Adult Women"], ["Abala", 4, 5], ["Diffa", 9, 6]])
    assert column_of(table, "Adult Men").unit != "households"
    assert column_of(table, "Adult Men").fixed[Meaning.SEX] == "M"


def quarters(last: int) -> list[list[object]]:
    return [["Retours, 2024"], [], ["Commune", "Janvier", "Février", "Mars", "1er trimestre"],
            ["Abala", 4, 20, 7, 31], ["Bouza", 9, 51, 2, last]]


def test_a_quarter_beside_its_months_is_their_sum():
    column = column_of(table_of(quarters(62)), "1er trimestre")
    assert column.meaning is Meaning.TOTAL and column.fixed == {Meaning.PERIOD: "2024-Q1"}
    column = column_of(table_of(quarters(99)), "1er trimestre")
    assert column.confidence < SURE and column.question and Meaning.TOTAL in column.others


def test_half_years_beside_quarters_are_no_weeks():
    rows = [["Sorties, 2023"], [], ["Poste", "T1", "T2", "S1", "T3", "T4", "S2"],
            ["Gaya", 1, 2, 3, 4, 5, 9], ["Dan Issa", 6, 7, 13, 8, 9, 17]]
    table = table_of(rows)
    assert [column_of(table, name).meaning for name in ("S1", "S2")] == [Meaning.TOTAL] * 2
    assert column_of(table, "S1").fixed[Meaning.PERIOD] == "2023-01-01/2023-06-30"
    weeks = table_of([["Cas, 2023"], [], ["Poste", "S1", "S2", "S3"], ["Gaya", 1, 2, 3], ["Dan Issa", 6, 7, 13]])
    assert column_of(weeks, "S1").fixed[Meaning.PERIOD] == "2023-W01"


@pytest.mark.parametrize("label", ["Ens.", "Ens. gén.", "Ensemble"])
def test_rows_of_all_together_are_totals(label: str):
    rows = [["Pays", "Hommes", "Femmes"], ["Mali", 4, 20], ["Tchad", 9, 51], [label, 13, 71]]
    assert table_of(rows).layout.total_rows == (4,)


def test_the_whole_above_a_part_of_which_is_counted():
    rows = [["Pays", "Agadez", None], [None, "Total", "dont femmes"], ["Mali", 40, 20], ["Tchad", 90, 51]]
    column = column_of(table_of(rows), "Agadez / Total")
    assert column.meaning is Meaning.COUNT and column.confidence < SURE


def test_what_brackets_say_of_a_country_is_meant():
    rows = [["Pays d'origine (nationalité)", "Nombre"], ["Mali", 4], ["Tchad", 9], ["Bénin", 2]]
    assert column_of(table_of(rows), "Pays d'origine (nationalité)").meaning is Meaning.NATIONALITY


@pytest.mark.parametrize(("title", "period"), [
    ("Bulletin n° 14, publié le 16 mai 2024 – données d'avril 2024", "2024-04"),
    ("Note diffusée le 3 juin 2024 : réfugiés accueillis en mai 2024", "2024-05")])
def test_a_day_of_publishing_is_no_time_of_figures(title: str, period: str):
    table = table_of([[title], [], ["Pays", "Nombre"], ["Mali", 4], ["Tchad", 9]])
    assert table.fixed[Meaning.PERIOD] == period and Meaning.PERIOD not in table.doubtful


def test_the_day_of_a_situation_goes_before_that_of_writing():
    rows = [["Mis à jour le 3 février 2025"], ["Réfugiés, situation au 31 décembre 2024"], [],
            ["Camp", "Réfugiés"], ["Abala", 4], ["Mangaïzé", 9]]
    table = table_of(rows)
    assert table.fixed[Meaning.AS_OF] == "2024-12-31" and not table.doubtful


def test_a_mean_cut_short_is_left_out_and_a_means_of_transport_is_no_mean():
    rows = [["Région", "Moy. T1", "q5_moyen"], ["Diffa", 4.5, 1], ["Zinder", 9.5, 2]]
    table = table_of(rows)
    assert column_of(table, "Moy. T1").meaning is Meaning.UNKNOWN
    assert column_of(table, "q5_moyen").confidence < SURE


def test_a_gare_stands_in_its_town():
    table = table_of([["Gare routière d'Agadez, 2024"], [], ["Pays", "Nombre"], ["Mali", 4], ["Tchad", 9]])
    assert table.fixed[Meaning.COMMUNE] == "NE001006001" and Meaning.REGION not in table.fixed


@pytest.mark.parametrize("years", [["2020", "2021", "2022"], [2020, 2021, 2022]])
@pytest.mark.parametrize("last", ["Rang en 2022", "Évolution (%)"])
def test_years_as_headings_make_a_row_of_headings_with_words_beside_them(years: list[object], last: str):
    rows = [["Expulsions par pays"], ["N°", "Nationalité", *years, last],
            [1, "Malienne", 120, 137, 190, 2], [2, "Tchadienne", 90, 80, 70, 3], [3, "Togolaise", 410, 377, 321, 1]]
    table = table_of(rows)
    assert table.layout.header_rows == (2,)
    assert [column.fixed.get(Meaning.PERIOD) for column in table.columns[2:5]] == ["2020", "2021", "2022"]
    assert column_of(table, last).meaning is Meaning.UNKNOWN


def test_a_column_of_years_makes_no_headings():
    rows = [["Année", "Rapatriés", "Expulsés"], [2021, 2020, 311], [2022, 1990, 204], [2023, 1877, 260]]
    assert table_of(rows).layout.header_rows == (1,)


def test_numbers_under_a_listed_heading_are_no_counts_and_a_line_below_explains_them():
    rows = [["Date", "Sexe", "Motif"], *([f"2024-05-{day:02}", 1 + day % 2, 1 + day % 3] for day in range(1, 10)), [],
            ["Sexe : 1 = Homme ; 2 = Femme"], ["Motif : 1 = Travail ; 2 = Famille ; 3 = Commerce"]]
    table = table_of(rows)
    assert {value.raw: value.code for value in column_of(table, "Sexe").values} == {"1": "M", "2": "F"}
    assert {value.raw: value.code for value in column_of(table, "Motif").values} == {
        "1": "economic", "2": "family", "3": "trade"}
    assert column_of(table, "Motif").confidence < SURE
    counted = table_of([["Région", "Véhicules"], ["Diffa", 1], ["Zinder", 2], ["Dosso", 1]])
    assert column_of(counted, "Véhicules").meaning is Meaning.COUNT


def test_a_row_headed_t_is_a_total_where_it_sums_and_a_name_where_it_does_not():
    def totals(*last: object) -> tuple[int, ...]:
        rows = [["École", "Garçons", "Filles", "Moy. par classe"], ["A", 61, 77, 34.5], ["B", 44, 38, 41.0],
                ["C", 102, 97, 39.8], ["T", *last]]
        return table_of(rows).layout.total_rows
    assert totals(207, 212, 38.1) == (5,) and totals(20, 31, 38.1) == ()


@pytest.mark.parametrize("heading", ["individuals_prev_month", "Rang 2024", "Effectif du mois précédent", "Différence"])
def test_figures_of_another_period_ranks_and_differences_are_left_out(heading: str):
    table = table_of([["Pays", "Personnes", heading], ["Mali", 14, 12], ["Tchad", 9, 13], ["Togo", 5, 2]])
    assert column_of(table, heading).meaning is Meaning.UNKNOWN


def test_where_a_sum_begins_is_not_its_month():
    table = table_of([["Région", "Mars 2024", "Cumul depuis janvier"], ["Diffa", 4, 10], ["Zinder", 9, 30],
                      ["Dosso", 2, 2]])
    column = column_of(table, "Cumul depuis janvier")
    assert column.meaning is Meaning.CUMULATIVE and Meaning.PERIOD not in column.fixed


def test_a_last_line_of_words_that_fills_every_record_of_a_table_on_its_side_is_its_last_heading():
    rows = [["Numéro de l'alerte", "A-1", "A-2", "A-3"], ["Région", "Diffa", "Tahoua", "Zinder"],
            ["Cause du déplacement", "Inondation", "Conflit", "Inondation"], ["Ménages déplacés", 61, 204, 18],
            ["Individus déplacés", 427, 1402, 131], ["Téléphone", "96 00 00 01", "96 00 00 02", "96 00 00 03"],
            ["Besoins prioritaires", "vivres, abris", "vivres, eau", "abris"]]
    table = table_of(rows)
    assert table.layout.turned and len(table.columns) == 7 and table.layout.notes == ()


def test_a_commune_holds_for_its_villages_and_not_for_communes():
    table = table_of([["Mairie de Toumour : accueil"], [], ["Village", "Ménages"], ["Village A", 4], ["Village B", 9]])
    assert table.fixed[Meaning.COMMUNE] == "NE002001002"
    table = table_of([["Mairie de Toumour : accueil"], [], ["Commune", "Ménages"], ["Toumour", 4], ["Bosso", 9]])
    assert Meaning.COMMUNE not in table.fixed


def test_joined_months_of_age_are_no_years():
    table = table_of([["Site", "enfants_24_59_mois", "enfants_6_59_mois"], ["A", 4, 12], ["B", 9, 31], ["C", 8, 20]])
    assert column_of(table, "enfants_24_59_mois").fixed.get(Meaning.AGE_GROUP) == "2-4"
    assert column_of(table, "enfants_6_59_mois").fixed.get(Meaning.AGE_GROUP) != "6-59"


def test_papers_by_the_thousand_are_counted_and_numbers_of_papers_are_of_persons():
    rows = [["Mois", "Passeports"], ["janv-24", 410], ["févr-24", 388], ["mars-24", 702]]
    given = column_of(table_of(rows), "Passeports")
    assert given.meaning is Meaning.COUNT and given.confidence < SURE and Meaning.PERSON in given.others
    own = table_of([["Nationalité", "Passeports"], ["Mali", 10045611], ["Tchad", 20078899], ["Bénin", 30011223]])
    assert column_of(own, "Passeports").meaning is Meaning.PERSON


def test_none_beside_a_sentence_counts_nothing():
    rows = [["Jour", "Passagers", "Incidents"], ["02/01/2024", 61, "néant"], ["09/01/2024", 74, "néant"],
            ["16/01/2024", 58, "un accident, 4 blessés"], ["23/01/2024", 80, "néant"]]
    assert column_of(table_of(rows), "Incidents").confidence < SURE
    rows[3][2] = 3
    assert column_of(table_of(rows), "Incidents").meaning is Meaning.COUNT


def test_cells_that_name_several_countries_are_asked():
    rows = [["Jour", "Secourus", "Nationalités"], ["02/01/2024", 61, "Niger"], ["09/01/2024", 74, "Nigéria, Cameroun"],
            ["16/01/2024", 58, "Soudan"], ["23/01/2024", 80, "Nigéria, Niger et Gambie"]]
    assert column_of(table_of(rows), "Nationalités").confidence < SURE
    for row, country in zip(rows[1:], ("Niger", "Nigéria", "Soudan", "Gambie"), strict=True):
        row[2] = country
    assert column_of(table_of(rows), "Nationalités").confidence >= SURE


def test_the_country_below_its_regions_is_their_sum_beside_shares_that_add_up_to_nothing():
    rows = [["Région", "Hommes", "Femmes", "Ensemble", "% hommes", "% femmes", "% ensemble"],
            ["Agadez", 20, 30, 50, 40.0, 60.0, 100], ["Diffa", 30, 20, 50, 60.0, 40.0, 100],
            ["Zinder", 50, 150, 200, 25.0, 75.0, 100], ["Niger", 100, 200, 300, 33.3, 66.7, 100]]
    assert table_of(rows).layout.total_rows == (5,)
    rows[-1][1:4] = [90, 211, 301]
    assert table_of(rows).layout.total_rows == ()
