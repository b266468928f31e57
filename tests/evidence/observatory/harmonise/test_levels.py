"""Places of several levels in one column: which rows sum those below them, and what is asked where none do."""

from __future__ import annotations

import pytest

from canevas.evidence.observatory.rules.harmonise.levels import depths, named
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import SURE
from tests.evidence.observatory.harmonise.test_proposing import column_of, table_of


@pytest.mark.parametrize(
    ("label", "name", "level"),
    [
        ("1.2 Aguié", "Aguié", 0),
        ("  - dont : Tassara", "Tassara", 0),
        ("Région de Tahoua", "Région de Tahoua", 1),
        ("dont département de Bosso", "département de Bosso", 2),
        ("Tahoua (région)", "Tahoua", 1),
        ("Gangara (Tanout)", "Gangara (Tanout)", 0),
    ],
)
def test_a_label_says_its_name_and_its_level(label: str, name: str, level: int):
    assert named(label) == (name, level)


@pytest.mark.parametrize(
    "labels",
    [
        ["Région de Maradi", "Aguié", "Dakoro", "Région de Zinder", "Magaria", "Tanout"],
        ["Région de Maradi", "dont Aguié", "dont Dakoro", "Région de Zinder", "dont : Magaria", "dont : Tanout"],
        ["1. Maradi", "1.1 Aguié", "1.2 Dakoro", "2. Zinder", "2.1 Magaria", "2.2 Tanout"],
        ["Maradi", "- Aguié", "- Dakoro", "Zinder", "- Magaria", "- Tanout"],
        ["Maradi", "   Aguié", "   Dakoro", "Zinder", "   Magaria", "   Tanout"],
        ["Maradi (région)", "Aguié", "Dakoro", "Zinder (région)", "Magaria", "Tanout"],
    ],
)
def test_rows_that_tell_how_deep_they_lie_sum_those_below(labels: list[str]):
    assert depths(labels)
    table = table_of([["Lieu", "Retournés"], *zip(labels, [9, 4, 5, 8, 1, 7], strict=True)])
    assert table.layout.total_rows == (2, 5)
    lower = [value.code[:5] for value in column_of(table, "Lieu").values]
    assert lower == ["NE004", "NE004", "NE007", "NE007"]
    partial = table_of([["Lieu", "Retournés"], *zip(labels, [30, 4, 5, 28, 1, 7], strict=True)])
    assert partial.layout.total_rows == ()
    is_told = partial.layout.skipped_rows == (3, 4, 6, 7)  # "dont": counted above, whatever they add up to
    assert is_told == labels[1].startswith("dont")
    assert (column_of(partial, "Retournés").confidence >= SURE) == is_told


def test_a_sum_that_is_wrong_among_others_that_are_right_is_a_sum():
    names = ["Région de Maradi", "Aguié", "Région de Zinder", "Magaria", "Région de Diffa", "Bosso"]
    table = table_of([["Lieu", "Retournés"], *zip(names, [4, 4, 7, 7, 8, 6], strict=True)])
    assert table.layout.total_rows == (2, 4, 6)
    assert [(one.row, one.found, one.expected) for one in table.anomalies] == [(6, 8, 6)]


@pytest.mark.parametrize("at", [0, 6])
def test_a_whole_of_wholes_stands_above_or_below_them(at: int):
    rows = [["TAHOUA", 3, 9], ["Abalak", 1, 4], ["Tassara", 2, 5],
            ["ZINDER", 8, 2], ["Tanout", 1, 1], ["Kantché", 7, 1]]
    rows.insert(at, ["NIGER", 11, 11])
    table = table_of([["Lieu", "Hommes", "Femmes"], *rows])
    assert [rows[row - 2][0] for row in table.layout.total_rows] == [
        row[0] for row in rows if str(row[0]).isupper()]


def test_a_column_of_levels_tells_them():
    rows = [["Niveau", "Nom", "Retournés"], ["Région", "Maradi", 9], ["Département", "Aguié", 4],
            ["Département", "Dakoro", 5]]
    assert table_of(rows).layout.total_rows == (2,)
    rows[1][2] = 40
    assert table_of(rows).layout.total_rows == () and column_of(table_of(rows), "Retournés").confidence < SURE


def test_a_whole_that_leaves_the_next_column_blank_names_the_rows_below():
    rows = [["Région", "Département", "Retournés"], ["Maradi", None, 9], [None, "Aguié", 4], [None, "Dakoro", 5],
            ["Zinder", None, 8], [None, "Magaria", 1], [None, "Tanout", 7]]
    table = table_of(rows)
    assert table.layout.total_rows == (2, 5)
    assert {value.code: value.count for value in column_of(table, "Région").values} == {"NE004": 2, "NE007": 2}


def test_a_level_that_a_value_says_is_its_own():
    def values(header: str) -> dict[str, tuple[str, bool]]:
        rows = [[header, "Retournés"], ["Région de Tahoua", 9], ["Région de Diffa", 4], ["Département de Bosso", 2]]
        column = column_of(table_of(rows), header)
        return {value.raw: (value.code, min(value.confidence, column.confidence) >= SURE) for value in column.values}

    assert values("Lieu") == {"Région de Tahoua": ("NE005", True), "Région de Diffa": ("NE002", True),
                              "Département de Bosso": ("NE002001", True)}
    assert values("Région")["Département de Bosso"] == ("NE002001", False)
    departments = [["Département de Bosso", 2], ["Département de Goudoumaria", 4], ["Département d'Aguié", 1]]
    assert column_of(table_of([["Localité", "Retournés"], *departments]), "Localité").meaning is Meaning.DEPARTMENT


def test_places_across_are_of_the_level_that_stands_over_them():
    rows = [["Nationalité", "Commune d'accueil", None], [None, "Téra", "Gothèye"],
            ["Malienne", 4, 7], ["Togolaise", 9, 1]]
    assert [dict(column.fixed) for column in table_of(rows).columns[1:]] == [
        {Meaning.COMMUNE: "NE006011005"}, {Meaning.COMMUNE: "NE006007002"}]


def test_a_name_of_any_level_is_the_one_whose_p_code_stands_beside_it():
    rows = [["Lieu", "pcode", "Hommes"], ["Bilma", "NE001003001", 4], ["Dirkou", "NE001003002", 7]]
    assert [(value.code, value.confidence >= SURE) for value in column_of(table_of(rows), "Lieu").values] == [
        ("NE001003001", True), ("NE001003002", True)]


def test_a_table_of_two_columns_with_headings_is_no_form():
    rows = [["Lieu", "Réfugiés"], ["Commune de Diffa", 4], ["Commune de Bosso", 2], ["Commune de Kabléwa", 8]]
    assert len(table_of(rows).columns) == 2
