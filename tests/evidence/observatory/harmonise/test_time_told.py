"""Times that more than one thing tells: the title, the order of months, the day beside no beginning."""

from __future__ import annotations

import pytest

from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import SURE
from tests.evidence.observatory.harmonise.test_proposing import column_of, table_of


def months(title: str) -> list[tuple[str, bool]]:
    rows = [[title], [], ["Département", "Nov.", "Déc.", "Janv.", "Févr."],
            ["Keita", 4, 5, 6, 1], ["Bouza", 9, 7, 3, 4]]
    return [(column.fixed[Meaning.PERIOD], column.confidence >= SURE) for column in table_of(rows).columns[1:]]


def test_months_of_two_years_turn_where_the_second_begins():
    assert months("Départs, campagne 2023-2024") == [
        ("2023-11", True), ("2023-12", True), ("2024-01", True), ("2024-02", True)]


def test_months_of_which_nothing_says_the_year_are_asked():
    assert months("Départs saisonniers") == [("--11", False), ("--12", False), ("--01", False), ("--02", False)]


@pytest.mark.parametrize(("title", "day"), [("avril 2024", "2024-04-01"), ("Année 2024", "2024-01-04")])
def test_days_that_read_both_ways_lie_in_the_month_of_the_title(title: str, day: str):
    rows = [[title], [], ["Date", "Men"], ["04/01/2024", 4], ["04/02/2024", 9], ["04/05/2024", 2]]
    first = next(value for value in column_of(table_of(rows), "Date").values if value.raw == "04/01/2024")
    assert first.code == day and (first.confidence >= SURE) == (title == "avril 2024")


def test_an_end_without_a_beginning_is_asked():
    rows = [["Commune", "au", "Hommes"], ["Bosso", "2024-06-30", 4], ["Diffa", "2024-06-30", 9]]
    column = column_of(table_of(rows), "au")
    assert column.meaning is Meaning.AS_OF and column.confidence < SURE
    whole = [["du", *rows[0]], *(["2024-06-01", *row] for row in rows[1:])]
    assert column_of(table_of(whole), "au").meaning is Meaning.END


def test_the_first_of_a_month_in_a_title_is_a_day():
    rows = [["Occupation au 1er octobre 2024"], [], ["Région", "Hommes"], ["Diffa", 4], ["Agadez", 9]]
    assert table_of(rows).fixed[Meaning.AS_OF] == "2024-10-01"
