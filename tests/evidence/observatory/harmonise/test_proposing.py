"""A whole table to its proposal: what is protected, told apart, rejected, asked."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from time import process_time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from canevas.evidence.observatory.rules.harmonise.json_form import to_json
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import SURE, ColumnProposal, TableProposal
from canevas.evidence.observatory.rules.harmonise.proposing import BANDS, propose
from canevas.evidence.observatory.rules.harmonise.valuing import context_column
from canevas.tools.tables.sheets import Sheet, Workbook
from canevas.tools.vocabulary import load_vocabulary

VOCABULARY = load_vocabulary()


def table_of(rows: Sequence[Sequence[object]], name: str = "Feuil1") -> TableProposal:
    proposal = propose(Workbook("essai.xlsx", "xlsx", "XLSX", (Sheet(name, rows),)), VOCABULARY)  # type: ignore[arg-type]
    assert len(proposal.tables) == 1
    return proposal.tables[0]


def column_of(table: TableProposal, header: str) -> ColumnProposal:
    return next(column for column in table.columns if column.header == header)


def test_names_and_telephones_are_never_values_nor_rejects():
    table = table_of(
        [
            ["Nom et prénom", "Sexe", "Joignable au", "Nombre"],
            ["Personne A", "F", "90 12 34 56", 1],
            ["Personne B", "M", "91 22 34 56", 2],
            ["Personne C", "F", "+227 96 00 11 22", 1],
            ["Personne D", "M", "96001122", 1],
        ]
    )
    for header in ("Nom et prénom", "Joignable au"):
        assert column_of(table, header).meaning is Meaning.PERSON and column_of(table, header).values == ()
    assert "Personne" not in str(table.columns) and "96001122" not in str(table.columns) and not table.rejects


def test_a_p_code_and_the_name_beside_it_confirm_each_other():
    table = table_of(
        [
            ["PCODE_ADM3", "Commune", "Personnes"],
            ["NE005011001", "Kao", 4],
            ["NER006009002", "Wallam", 5],
            ["NE006013002", "Téra", 6],
            ["NE006013001", "Makalondi", 7],
        ]
    )
    said = {value.raw: (value.code, value.confidence >= SURE) for value in column_of(table, "Commune").values}
    assert said["Kao"] == ("NE005011001", True) and said["Wallam"][0] == "NE006009002" and said["Makalondi"][1]
    assert [(one.kind, one.row) for one in table.anomalies if one.kind == "place"] == [("place", 4)]


def test_a_country_of_which_nothing_is_said_is_asked():
    table = table_of([["Pays", "Cas"], ["Mali", 3], ["Tchad", 4], ["Niger", 1]])
    country = column_of(table, "Pays")
    assert country.meaning is Meaning.COUNTRY_ORIGIN and country.confidence < SURE and country.question
    assert Meaning.NATIONALITY in country.others


def test_days_by_their_number_take_the_month_of_the_title():
    rows = [["Barrage, novembre 2023"], ["Jour", 1, 2, 3, "Total"], ["Entrées", 4, 5, 6, 15], ["Sorties", 7, 8, 9, 24]]
    table = table_of(rows)
    assert [value.code for value in column_of(table, "Jour").values if value.code] == [
        "2023-11-01", "2023-11-02", "2023-11-03"]  # fmt: skip
    assert len(table.layout.total_rows) == 1


@pytest.mark.parametrize("label", ["S/T janvier", "s/total", "Sous-total T1", "S.T.", "ss total", "Somme de janvier"])
def test_a_subtotal_in_whichever_column_is_not_added(label: str):
    rows = [
        ["N°", "Date", "Type de convoi", "Hommes"],
        [1, date(2023, 1, 2), "officiel", 4],
        [2, date(2023, 1, 9), "officiel", 6],
        [label, None, None, 10],
        [3, date(2023, 2, 9), "officiel", 7],
    ]
    assert table_of(rows).layout.total_rows == (4,)


@pytest.mark.parametrize("label", ["Toutes les régions", "All regions", "NIGER"])
def test_a_row_of_the_whole_is_a_total_only_where_it_sums(label: str):
    rows = [["Région", "Hommes", "Femmes"], ["Agadez", "4", "5"], ["Tahoua", "6", "7"], [label, "10", "12"]]
    assert table_of(rows).layout.total_rows == (4,)
    rows[3] = [label, "3", "1"]
    assert table_of(rows).layout.total_rows == ()


@pytest.mark.parametrize("label", ["Moyenne", "Moyenne par jour", "Average", "% du total"])
def test_a_row_of_averages_is_no_figure(label: str):
    rows = [["Région", "Hommes", "Femmes"], ["Agadez", 4, 5], ["Tahoua", 6, 7], [label, 5, 6], ["Total", 10, 12]]
    table = table_of(rows)
    assert table.layout.skipped_rows == (4,) and table.layout.total_rows == (5,) and not table.anomalies


def test_a_note_between_rows_ends_no_table():
    rows = [
        ["Date", "Point de suivi", "Hommes"],
        [date(2023, 7, 3), "Ayorou", 4],
        ["NB : point fermé du 5 au 9 juillet"],
        [date(2023, 7, 10), "Ayorou", 6],
        [date(2023, 7, 11), "Ayorou", 7],
    ]
    table = table_of(rows)
    assert table.layout.data_range == "A2:C5" and table.layout.skipped_rows == (3,)
    assert table.layout.notes == ("NB : point fermé du 5 au 9 juillet",)


def test_a_table_on_its_side_is_read_turned_with_its_titles():
    rows = [
        ["Fiche de Diffa, mai 2023"],
        [],
        ["Date", date(2023, 5, 1), date(2023, 5, 2)],
        ["Site", "Assaga", "Kindjandi"],
        ["Hommes", 4, 5],
        ["Femmes", 6, 7],
        ["Total", 10, 13],
    ]
    table = table_of(rows)
    assert [column.meaning for column in table.columns] == [
        Meaning.DATE, Meaning.LOCALITY, Meaning.COUNT, Meaning.COUNT, Meaning.TOTAL]  # fmt: skip
    assert table.layout.titles == ("Fiche de Diffa, mai 2023",) and not table.layout.is_on_its_side
    assert table.layout.sheet == "Feuil1 ↻" and table.layout.data_range == "A4:E5"


def test_a_rejected_cell_of_a_turned_table_is_named_as_it_stands_in_the_file():
    rows = [["Fiche de Diffa"], [], [None, "Date", date(2023, 5, 1), date(2023, 5, 2)],
            [None, "Site", "Assaga", "Kindjandi"], [], [None, "Hommes", 4, "12 (dont 3)"], [None, "Femmes", 6, 7]]
    proposal = propose(Workbook("f.xlsx", "xlsx", "XLSX", (Sheet("Mai", rows),)), VOCABULARY)
    [reject] = proposal.tables[0].rejects
    assert "D6" in reject.why and "Mai" in reject.why
    [told] = to_json(proposal)["tables"][0]["rejects"]
    assert (told["row"], told["cell"], told["value"]) == (6, "D6", "12 (dont 3)")


def test_communes_of_one_name_take_the_department_of_their_row():
    table = table_of(
        [
            ["Commune", "Département", "Nombre"],
            ["Gangara", "Tanout", 12],
            ["Gangara", "Aguié", 3],
            ["Diffa", "Diffa", 2],
            ["Bosso", "Bosso", 2],
        ]
    )
    values = {
        (value.raw, value.context): value.code
        for value in column_of(table, "Commune").values
        if value.confidence >= SURE
    }
    assert values["Gangara", "Tanout"] == "NE007009002" and values["Gangara", "Aguié"] == "NE004004001"
    assert values["Diffa", ""] == "NE002002002"
    assert context_column(table.columns, 1) == 2


def test_a_cell_that_is_no_figure_is_rejected_with_its_row_and_why():
    table = table_of(
        [
            ["Région", "Nombre de migrants"],
            ["Agadez", 12],
            ["Diffa", "12 (dont 3 enfants)"],
            ["Tahoua", "n.d."],
            ["Zinder", "plus de 40"],
        ]
    )
    assert [(one.row, one.column, one.value) for one in table.rejects] == [
        (3, "Nombre de migrants", "12 (dont 3 enfants)")
    ]
    values = {value.raw: value.code for value in column_of(table, "Nombre de migrants").values}
    assert values["n.d."] == "" and values["plus de 40"] == "more_than:40"


def test_entries_and_exits_are_asked_unless_the_title_says_of_which_country():
    rows = [["Poste", "Entrants", "Sortants"], ["Arlit", 3, 4], ["Gaya", 5, 6], ["Madama", 1, 2]]
    assert table_of(rows).questions and column_of(table_of(rows), "Entrants").confidence < SURE
    titled = table_of([["Flux entrants au Niger et sortants du Niger, mars 2023"], [], *rows])
    assert not titled.questions and column_of(titled, "Entrants").confidence >= SURE
    assert titled.fixed[Meaning.PERIOD] == "2023-03"


@pytest.mark.parametrize(
    ("header", "fixed"),
    [
        ("Hommes", {Meaning.SEX: "M"}),
        ("F 0-4 ans", {Meaning.SEX: "F", Meaning.AGE_GROUP: "0-4"}),
        ("janv-23", {Meaning.PERIOD: "2023-01"}),
        ("T1 2023", {Meaning.PERIOD: "2023-Q1"}),
        ("Nigériennes", {Meaning.NATIONALITY: "NER"}),
        ("Nigérianes", {Meaning.NATIONALITY: "NGA"}),
        ("Réfugiés", {Meaning.POPULATION_GROUP: "refugee"}),
        ("Femmes enceintes", {Meaning.VULNERABILITY: "pregnant"}),
        ("Sorties du Niger", {Meaning.DIRECTION: "out"}),
    ],
)
def test_headings_break_figures_down(header, fixed):
    rows = [["Région", header, "Observations"], ["Agadez", 3, "vent"], ["Diffa", 4, None], ["Tahoua", 5, "pluie"]]
    column = column_of(table_of([["Personnes accueillies"], [], *rows]), header)
    assert (column.meaning, dict(column.fixed), column.confidence >= SURE) == (Meaning.COUNT, fixed, True)


def test_totals_are_found_by_adding_even_without_the_word_and_shares_are_left_out():
    table = table_of(
        [
            ["Région", "Individus", "Hommes", "Femmes", "% femmes"],
            ["Agadez", 9, 4, 5, 0.55],
            ["Diffa", 7, 3, 4, 0.57],
            ["Tahoua", 11, 5, 6, 0.54],
        ]
    )
    assert column_of(table, "Individus").meaning is Meaning.TOTAL
    assert column_of(table, "% femmes").meaning is Meaning.UNKNOWN


def test_p_codes_are_known_by_their_shape_and_rates_are_left_out():
    table = table_of(
        [
            ["Commune", "Code", "Population", "Variation"],
            ["Dannet", "NER001002002", 12, "+5%"],
            ["Gougaram", "NER001002003", 13, "-3%"],
            ["Djado", "NER001003003", 13, "-1%"],
        ]
    )
    assert [column.meaning for column in table.columns] == [
        Meaning.COMMUNE,
        Meaning.COMMUNE,
        Meaning.COUNT,
        Meaning.UNKNOWN,
    ]
    assert column_of(table, "Code").values[0].code == "NE001002002"


def test_a_doubtful_people_is_clear_where_the_others_stand_beside_it():
    def guinean(*others: str) -> float:
        rows = [[name, 3] for name in ("Guinéen", "Malien", "Tchadien", *others)]
        values = column_of(table_of([["Nationalité", "Nombre"], *rows]), "Nationalité").values
        return next(value.confidence for value in values if value.raw == "Guinéen")

    assert guinean() < guinean("Bissau-Guinéen", "Équato-Guinéen") < SURE


def test_texts_over_groups_of_rows_are_a_column_of_their_own():
    rows = [
        ["Population", "Hommes", "Femmes"],
        ["RÉGION DE DIFFA"],
        ["Réfugiés", 100, 120],
        ["Retournés", 40, 44],
        ["RÉGION DE MARADI"],
        ["Réfugiés", 60, 70],
        ["Retournés", 5, 9],
    ]
    table = table_of(rows)
    assert table.columns[0].number == BANDS and table.columns[0].meaning is Meaning.REGION
    assert {value.code for value in table.columns[0].values} == {"NE002", "NE004"}
    assert not table.anomalies


def test_many_rows_cost_little():
    rows = [["Date", "Région", "Nationalité", "Sexe", "Tranche d'âge", "Nombre"]]
    rows += [
        [
            date(2023, 1 + number % 12, 1 + number % 28),
            ("Agadez", "Tahoua", "Zinder")[number % 3],
            ("Malien", "Nigérian")[number % 2],
            "FM"[number % 2],
            ("0-4", "5-17", "18+")[number % 3],
            number % 400,
        ]
        for number in range(20_000)
    ]
    start = process_time()
    table = table_of(rows)
    assert process_time() - start < 6
    assert len(column_of(table, "Nationalité").values) == 2


ODD = st.one_of(
    st.none(),
    st.integers(-10, 10**12),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.text(max_size=12),
    st.sampled_from(
        [
            "Total",
            "2022*",
            "12/13/2023",
            "S1",
            "T5 2023",
            "99/99/99",
            "0-",
            "<",
            "1..2",
            "(vide)",
            "Nigérien(ne)s",
            "#affected+f",
            "%",
            "0000",
            "février",
            "31/02/2023",
            "1,2,3",
            "Gangara",
            "Congolais",
            "n°",
            "60+",
            "- de 5 ans",
            "²",
        ]
    ),
)


@settings(max_examples=60)
@example([[0], [float("-inf")]], ["Cumul", "Date"])
@given(
    st.lists(st.lists(ODD, min_size=1, max_size=6), min_size=1, max_size=9),
    st.lists(
        st.sampled_from(
            [
                "Date",
                "Région",
                "Commune",
                "Nationalité",
                "Âge",
                "Tranche d'âge",
                "Total",
                "Mois",
                "F 0-4",
                "Nombre",
                "Latitude",
                "Cumul",
                "Sexe",
                "Semaine",
                "Structure",
                "Sens",
                "2023",
                "Heures",
            ]
        ),
        min_size=2,
        max_size=6,
    ),
)
def test_no_cell_whatever_stops_a_proposal(rows, headings):
    propose(Workbook("x", "xlsx", "XLSX", (Sheet("F", [headings, *rows]),)), VOCABULARY)
