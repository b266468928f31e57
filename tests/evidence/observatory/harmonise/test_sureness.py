"""What may be called sure: two witnesses, and nothing in the table that speaks against them."""

from __future__ import annotations

from datetime import date

import pytest

from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import SURE
from tests.evidence.observatory.harmonise.test_proposing import column_of, table_of

PLACES = ["Agadez", "Diffa", "Tahoua"]


def sure_of(header: str, cells: list, *others: list) -> bool:
    """Whether the column of this heading is sure, beside a column of regions and ``others`` (heading, then cells)."""
    columns = [["Région", *PLACES], [header, *cells], *others]
    return column_of(table_of([list(row) for row in zip(*columns, strict=True)]), header).confidence >= SURE


@pytest.mark.parametrize(
    ("whole", "more", "cells"),
    [
        ("Région d'accueil", "Région de naissance du père", ["Dosso", "Maradi", "Zinder"]),
        ("Nationalité", "Nationalité du passeur", ["Malien", "Tchadien", "Nigérien"]),
        ("Date", "Date de clôture du dossier", [date(2023, 1, 3), date(2023, 1, 9), date(2023, 2, 1)]),
    ],
)
def test_words_of_a_heading_that_nobody_understands_are_asked(whole, more, cells):
    assert not sure_of(more, cells)
    rows = [[whole, "Nombre"], *([cell, 10 * place] for place, cell in enumerate(cells, 2))]
    assert column_of(table_of(rows), whole).confidence >= SURE


def test_school_years_are_no_telephones():
    years = table_of([["Région", "Année scolaire", "Nombre"], ["Diffa", "2021-2022", 40], ["Agadez", "2022-2023", 50]])
    assert column_of(years, "Année scolaire").meaning is not Meaning.PERSON
    phones = table_of([["Région", "Joindre", "Nombre"], ["Diffa", "9012-3456", 40], ["Agadez", "9655-1020", 50]])
    assert column_of(phones, "Joindre").meaning is Meaning.PERSON


def test_two_columns_that_claim_one_meaning_are_both_asked():
    first, second, count = ["Sexe", "F", "M", "F"], ["Genre", "M", "M", "F"], ["Nombre", 4, 9, 2]
    assert sure_of(first[0], first[1:], count)
    assert not sure_of(first[0], first[1:], second, count) and not sure_of(second[0], second[1:], first, count)


def test_figures_that_nothing_tells_apart_are_asked():
    assert sure_of("Migrants accueillis", [12, 40, 7])
    assert not sure_of("Migrants accueillis", [12, 40, 7], ["Migrants assistés", 10, 31, 7])


def test_a_letter_or_a_bare_band_is_sure_beside_its_other_half():
    assert not sure_of("F", [12, 40, 7]) and sure_of("F", [12, 40, 7], ["H", 9, 9, 2])
    assert not sure_of("5-17", [12, 40, 7]) and sure_of("5-17", [12, 40, 7], ["18+", 9, 9, 2])
    assert sure_of("5-17 ans", [12, 40, 7])


def test_figures_that_are_not_whole_are_no_sure_count():
    assert sure_of("Personnes", [12, 40, 7]) and not sure_of("Personnes", [12.5, 40.1, 7.2])


def test_a_total_that_nothing_adds_up_to_is_asked():
    parts = [["Permanents", 2, 3, 4], ["Temporaires", 1, 1, 1]]
    assert not sure_of("Total", [30, 50, 90], *parts)
    assert sure_of("Total", [3, 4, 5], *parts)


def test_a_cumulative_series_is_sure_where_it_never_falls():
    assert sure_of("Cumul", [12, 40, 77], ["Nombre", 12, 28, 37])
    assert not sure_of("Cumul", [12, 40, 7], ["Nombre", 20, 28, 37])


def test_case_numbers_are_no_p_codes():
    rows = [["Dossier", "Âge"], ["CAS001", 21], ["CAS002", 34], ["CAS003", 19], ["CAS004", 40]]
    assert column_of(table_of(rows), "Dossier").meaning is not Meaning.REGION


def test_days_that_read_both_ways_need_somebody_who_proves_the_order():
    def sure(*headings: str) -> bool:
        rows = [list(headings), ["3/4/2023", "Arlit", 12], ["5/4/2023", "Gaya", 8], ["7/4/2023", "Arlit", 31]]
        return all(value.confidence >= SURE for value in column_of(table_of(rows), headings[0]).values)
    assert sure("Date", "Poste de passage", "Nombre")
    assert not sure("Date", "FMP name", "Number of individuals")


def test_two_figures_for_the_year_may_come_first():
    rows = [["DATE", "EFFECTIF"], ["23/05/04", 1], ["23/05/19", 7], ["23/05/31", 5]]
    values = {value.raw: (value.code, value.confidence >= SURE) for value in column_of(table_of(rows), "DATE").values}
    assert values["23/05/19"] == ("2023-05-19", True)


def test_months_take_the_year_of_the_title_where_titles_say_one_year():
    def sure(title: str) -> bool:
        rows = [[title], [], ["Mois", "Entrants", "Sortants"], ["Octobre", 4, 9], ["Novembre", 7, 3], ["Janvier", 5, 1]]
        return all(value.confidence >= SURE for value in column_of(table_of(rows), "Mois").values)
    assert sure("Mouvements de 2023") and not sure("Mouvements de 2022 et 2023")


def test_cuts_of_countries_that_are_somebody_s_own_are_asked():
    def sure(*codes: str) -> bool:
        rows = [["Nationalité", "Effectif"], *([code, 7 * place] for place, code in enumerate(codes, 2))]
        return all(value.confidence >= SURE for value in column_of(table_of(rows), "Nationalité").values)
    assert sure("NE", "ML", "TD", "NG") and not sure("NI", "ML", "TO", "NG")


def test_a_name_almost_like_another_is_sure_in_a_closed_column_only():
    def confidence(*others: str) -> float:
        rows = [["Nationalité", "Effectif"], ["Camerounnais", 3], *([name, 9] for name in others)]
        values = column_of(table_of(rows), "Nationalité").values
        return next(value.confidence for value in values if value.raw == "Camerounnais")
    assert confidence("Xyzais") < SURE <= confidence("Malien", "Tchadien", "Béninois")


def test_what_speaks_of_the_document_is_not_said_of_its_figures():
    rows = [["Réfugiés présents"], ["Fait à Niamey, le 5 janvier 2024"], [],
            ["Camp", "Réfugiés"], ["Abala", 4], ["Mangaïzé", 9]]
    fixed = table_of(rows).fixed
    assert Meaning.PERIOD not in fixed and Meaning.REGION not in fixed


def test_titles_that_name_several_months_are_asked():
    def doubtful(*titles: str) -> bool:
        rows = [*([title] for title in titles), [], ["Camp", "Réfugiés"], ["Abala", 4], ["Mangaïzé", 9]]
        return Meaning.PERIOD in table_of(rows).doubtful
    assert doubtful("Camps de réfugiés, mars 2024", "Distribution d’avril 2024")
    assert not doubtful("Camps de réfugiés, mars 2024", "Année 2024")
    assert not doubtful("Camps de réfugiés", "Période : mars 2024", "Distribution d’avril 2024")


def test_wholes_above_their_parts_are_not_added():
    rows = [["Entité", "Hommes", "Femmes"], ["NIGER", 10, 22], ["AGADEZ", 3, 15], ["Arlit", 1, 7], ["Bilma", 2, 8],
            ["TAHOUA", 7, 7], ["Abalak", 4, 3], ["Tassara", 3, 4]]
    assert table_of(rows).layout.total_rows == (2, 3, 6)
    rows[2] = ["AGADEZ", 9, 15]
    assert 3 not in table_of(rows).layout.total_rows
