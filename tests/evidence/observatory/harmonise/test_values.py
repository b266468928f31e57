"""Distinct values: days and periods, ages, figures, places, lists."""

from __future__ import annotations

from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import SURE
from canevas.evidence.observatory.rules.harmonise.values import code_value
from canevas.evidence.observatory.rules.harmonise.values.figures import decimal_of, read_figure
from canevas.evidence.observatory.rules.harmonise.values.habits import Habit, habit_of
from canevas.evidence.observatory.rules.observation import Bound
from canevas.tools.vocabulary import load_vocabulary
from tests.evidence.observatory.harmonise.test_proposing import table_of

VOCABULARY = load_vocabulary()


def code(value, meaning: Meaning, **more):
    return code_value(value, meaning, VOCABULARY, **more)


@pytest.mark.parametrize(
    ("raw", "iso"),
    [
        ("mars-23", "2023-03"),
        ("Mars 2023", "2023-03"),
        ("S12 2023", "2023-W12"),
        ("T1 2023", "2023-Q1"),
        ("2022*", "2022*"),
        ("du 1er au 15 mars 2023", "2023-03-01/2023-03-15"),
        ("2023-03-04", "2023-03-04"),
        ("1er trimestre 2023", "2023-Q1"),
        ("12/2023", "2023-12"),
        ("202305", "2023-05"),
        ("lundi 3 avril 2023", "2023-04-03"),
        ("du 28 février au 3 mars 2023", "2023-02-28/2023-03-03"),
        ("janvier à mars 2023", "2023-Q1"),
        ("March 5, 2023", "2023-03-05"),
        ("Aout 2023", "2023-08"),
        (45000, "2023-03-15"),
        (datetime(2023, 3, 4, 10), "2023-03-04"),
        (date(2023, 3, 1), "2023-03"),
        ("2022 (partiel)", "2022*"),
        ("3/4/23", "2023-04-03"),
    ],
)
def test_periods_of_every_habit(raw, iso):
    found = code(raw, Meaning.PERIOD)
    assert (found.code, found.confidence >= SURE) == (iso, True)


def test_the_month_stands_first_only_where_the_column_proves_it():
    assert code("3/4/23", Meaning.DATE).others == ("2023-03-04",)
    proven = habit_of(["3/4/23", "3/25/23"])
    assert proven == Habit(is_month_first=True, is_proven=True)
    assert code("3/4/23", Meaning.DATE, habit=proven).code == "2023-03-04"


@pytest.mark.parametrize(("raw", "iso"), [(3, "--03"), ("mars", "--03")])
def test_a_month_without_its_year_waits_for_it(raw, iso):
    assert code(raw, Meaning.MONTH).code == iso
    assert code("mars", Meaning.MONTH, habit=Habit(year=2022)).code == "2022-03"


def test_days_written_both_ways_in_one_column_are_asked():
    mixed = habit_of(["25/03/2023", "03/25/2023", "03/04/2023"])
    assert code("03/04/2023", Meaning.DATE, habit=mixed).confidence < SURE
    assert code("25/03/2023", Meaning.DATE, habit=mixed).confidence >= SURE


def test_a_semester_that_may_be_a_week_is_asked():
    assert code("S1 2023", Meaning.PERIOD).confidence < SURE
    assert code("S1 2023", Meaning.WEEK).code == "2023-W01"


@given(
    st.dates(date(2000, 1, 1), date(2049, 12, 31)), st.sampled_from(["%d/%m/%Y", "%Y-%m-%d", "%d.%m.%Y", "%d-%m-%y"])
)
def test_a_written_day_is_that_day(day, habit):
    assert code(day.strftime(habit), Meaning.DATE).code == day.isoformat()


@pytest.mark.parametrize(
    ("raw", "band", "is_sure"),
    [
        ("<5", "0-4", True),
        ("0-59 mois", "0-4", True),
        ("18 ans et +", "18+", True),
        ("6 à 17 ans", "6-17", True),
        ("60+", "60+", True),
        ("adultes", "18+", False),
        ("mineurs", "0-17", True),
        ("> 60 ans", "60+", False),
        ("[0-5[", "0-4", True),
        ("12-59 mois", "1-4", True),
        ("Enfants (0-17)", "0-17", True),
        ("≥60", "60+", True),
        (date(2023, 11, 5), "5-11", False),
        ("05-nov", "5-11", False),
        ("déc-17", "12-17", False),
    ],
)
def test_bands_of_age(raw, band, is_sure):
    found = code(raw, Meaning.AGE_GROUP)
    assert (found.code, found.confidence >= SURE) == (band, is_sure)


@pytest.mark.parametrize(
    ("raw", "value", "bound"),
    [
        ("1 234", 1234, Bound.EXACT),
        ("1 234 567", 1234567, Bound.EXACT),
        ("1.234,5", 1234.5, Bound.EXACT),
        ("plus de 9 531", 9531, Bound.MORE_THAN),
        ("≈ 200", 200, Bound.ABOUT),
        ("~30", 30, Bound.ABOUT),
        ("<5", 5, Bound.LESS_THAN),
        ("au moins 40", 40, Bound.AT_LEAST),
        ("9 531+", 9531, Bound.AT_LEAST),
        ("45*", 45, Bound.EXACT),
        ("402¹", 402, Bound.EXACT),
        ("128 044 ²", 128044, Bound.EXACT),
        ("1 204 (a)", 1204, Bound.EXACT),
        ("une trentaine", 30, Bound.ABOUT),
        ("une centaine de personnes", 100, Bound.ABOUT),
        ("34 personnes", 34, Bound.EXACT),
        ("n.d.", None, Bound.EXACT),
        ("—", None, Bound.EXACT),
        ("", None, Bound.EXACT),
        (None, None, Bound.EXACT),
        (0, 0, Bound.EXACT),
        ("0", 0, Bound.EXACT),
        ("Néant", 0, Bound.EXACT),
    ],
)
def test_figures_keep_their_bound_and_missing_is_never_zero(raw, value, bound):
    found = read_figure(raw)
    assert (found.value, found.bound, found.why) == (value, bound, "")


@pytest.mark.parametrize("raw", ["12 (dont 3 enfants)", "10-15", "3%", "abc", -3, True, date(2023, 1, 1), "(25)", "3O"])
def test_what_is_no_figure_is_rejected_with_a_reason(raw):
    assert read_figure(raw).value is None and read_figure(raw).why


@given(st.integers(0, 10**9))
def test_thousands_are_read_whatever_their_sign(number):
    grouped = f"{number:,}"
    for sign in (" ", "\u00a0", "\u202f", "'"):
        assert read_figure(grouped.replace(",", sign)).value == number


def test_thousands_or_decimals_are_asked_unless_the_column_tells():
    assert not read_figure("1.234").is_sure and read_figure("1.234").value == 1234
    assert read_figure("1.234", decimal=".").value == 1.234
    assert read_figure("1.234", decimal=",").value == 1234


@pytest.mark.parametrize(
    ("raw", "meaning", "found"),
    [
        ("TILLABERY", Meaning.REGION, "NE006"),
        ("Zindr", Meaning.REGION, "NE007"),
        ("NER005", Meaning.REGION, "NE005"),
        ("Konni", Meaning.DEPARTMENT, "NE005003"),
        ("In Gall", Meaning.COMMUNE, "NE001005001"),
        ("FMP Magaria", Meaning.FLOW_POINT, "NE007006004"),
        ("Séguedine", Meaning.FLOW_POINT, "NE-SEGUEDINE"),
        ("Tamanrasset", Meaning.DESTINATION_PLACE, "DZ-TAMANRASSET"),
    ],
)
def test_places_are_found_by_every_spelling(raw, meaning, found):
    coded = code(raw, meaning)
    assert (coded.code, coded.confidence >= SURE) == (found, True)


@pytest.mark.parametrize("raw", ["Not available", "N/A", "Non spécifié", "-", "n.d.", "(vide)", "?", "Inconnu"])
def test_what_says_nothing_is_missing_and_no_reject(raw):
    for meaning in (Meaning.COMMUNE, Meaning.NATIONALITY, Meaning.SEX, Meaning.AGE_GROUP, Meaning.DATE, Meaning.COUNT):
        found = code(raw, meaning)
        assert (found.code, found.confidence) == ("", 1.0)


def test_same_names_of_communes_are_told_apart_by_their_row_and_else_asked():
    assert code("Gangara", Meaning.COMMUNE).confidence < SURE
    assert {code("Gangara", Meaning.COMMUNE).code, *code("Gangara", Meaning.COMMUNE).others} == {
        "NE004004001",
        "NE007009002",
    }
    assert code("Gangara", Meaning.COMMUNE, wider="NE007009").code == "NE007009002"
    assert code("Gangara", Meaning.COMMUNE, wider="NE007009").confidence >= SURE
    assert code("Gangara", Meaning.COMMUNE, wider="NE004001").code == "NE004004001"


def test_a_name_of_several_levels_is_asked_where_the_heading_tells_none():
    assert code("Tahoua", Meaning.REGION).confidence >= SURE
    assert code("Tahoua", Meaning.PLACE).confidence < SURE


def test_in_and_out_are_asked_unless_they_say_of_which_country():
    assert code("Entrant", Meaning.DIRECTION).confidence < SURE
    assert code("entrée au Niger", Meaning.DIRECTION).confidence >= SURE
    assert code("interne", Meaning.DIRECTION).code == "internal"


def test_an_acronym_with_dots_is_that_acronym_and_initials_are_none():
    assert code("R.C.A.", Meaning.NATIONALITY).code == "CAF"
    assert not code("A.M.", Meaning.NATIONALITY).code


def test_a_heading_says_what_its_codes_mean():
    rows = [["N° registre", "Sexe (1=Masculin, 2=Féminin)", "Nombre"], ["A-1", "2", 4], ["A-7", "1", 9],
            ["A-9", "1", 2], ["B-2", "2", 6]]
    number, sex, _count = table_of(rows).columns
    assert number.meaning is Meaning.IDENTIFIER
    assert {value.raw: value.code for value in sex.values} == {"1": "M", "2": "F"}


def test_an_unknown_value_has_no_code():
    for meaning in (Meaning.NATIONALITY, Meaning.REGION, Meaning.TRANSPORT, Meaning.DATE, Meaning.SEX):
        found = code("zzyzx qwfp", meaning)
        assert (found.code, found.confidence) == ("", 0.0) and found.reason


@pytest.mark.parametrize(
    ("column", "sign"),
    [
        (["1.204", "998,0"], ","),
        (["1.204", "12.5"], "."),
        (["1.204", "1.310"], ","),
        (["1,204", "80"], "."),
        (["12", "80"], ""),
        (["1.234.567"], ","),
        (["plus de 1.234,5"], ","),
        (["0.123"], "."),
    ],
)
def test_a_column_tells_its_decimal_sign(column, sign):
    assert decimal_of(column) == sign


def test_hours_may_be_parts_of_an_hour_so_that_one_sign_alone_tells_nothing():
    assert decimal_of(["1.204", "1.310"], are_whole=False) == ""
