"""Recipes: their text, what they say of next month's file, and the figures that come of them."""
from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from canevas.evidence.observatory.rules.harmonise.applying import Applied, Stamp, apply_all
from canevas.evidence.observatory.rules.harmonise.matching import News, plan_of
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import SURE
from canevas.evidence.observatory.rules.harmonise.proposing import propose
from canevas.evidence.observatory.rules.harmonise.reading_recipes import read_recipe
from canevas.evidence.observatory.rules.harmonise.recipe import BadRecipe, Recipe
from canevas.evidence.observatory.rules.harmonise.settling import doubts_of, settle
from canevas.evidence.observatory.rules.harmonise.turning import upright
from canevas.evidence.observatory.rules.harmonise.when import when_of
from canevas.evidence.observatory.rules.harmonise.writing_recipes import recipe_of, write_recipe
from canevas.tools.tables.sheets import Sheet, Workbook
from canevas.tools.vocabulary.load import load_vocabulary
from tests.factories.store import RECIPE

WORDS = load_vocabulary("niger")
TEXT = RECIPE % {"name": "flux"}
HEADINGS = ["Date", "Région", "Nationalité", "Hommes", "Femmes", "Total"]
ROWS = [[date(2023, 3, 1), "Agadez", "Malienne", 3, 4, 7],
        [date(2023, 3, 2), "Tahoua", "Nigérienne", "plus de 10", None, 12],
        [date(2023, 3, 3), "Agadez", "n.d.", 0, "douze", 12], [date(2023, 3, 5), "Zinder", "Tchadienne", 5, 1, 6]]


def book(headings: list[str], rows: list[list[Any]], title: str = "") -> Workbook:
    lines = [*([[title]] if title else []), headings, *rows]
    return Workbook("f.xlsx", "xlsx", "XLSX", (Sheet("Passages", lines),))


def recipe_for(workbook: Workbook, **more: str) -> Recipe:
    return recipe_of("essai", propose(workbook, WORDS).tables, **more)


def applied(recipe: Recipe, workbook: Workbook) -> tuple[Applied, News]:
    plan = plan_of(recipe, propose(workbook, WORDS))
    rows = [(table, workbook.sheets[0].rows) for table in plan.tables]
    return apply_all(recipe, rows, WORDS, Stamp("oim", "f" * 64, 3, "b")), plan.news


def test_a_table_on_its_side_gives_the_figures_of_its_columns() -> None:
    rows = [["Date", date(2023, 5, 1), date(2023, 5, 2)], ["Point de suivi", "Arlit", "Séguédine"],
            ["Hommes", 4, "plus de 5"], ["Femmes", 6, 7]]
    workbook = upright(Workbook("f.xlsx", "xlsx", "XLSX", (Sheet("Jours", rows),)))
    figures, news = applied(recipe_for(workbook), workbook)
    assert not news.asks and not figures.rejects
    assert [(one["flow_point"], one["sex"], one["value"], one["bound"], one["row"])
            for one in figures.observations.to_pylist()] == [
        ("NE001002001", "M", 4, "exact", 2), ("NE-SEGUEDINE", "M", 5, "more_than", 3),
        ("NE001002001", "F", 6, "exact", 2), ("NE-SEGUEDINE", "F", 7, "exact", 3)]
    assert upright(workbook) is workbook


# The text

def test_a_recipe_is_written_and_read_back() -> None:
    made = recipe_for(book(HEADINGS, ROWS), definition="Passages : « comptés » au point", as_of="period-end")
    assert read_recipe(write_recipe(made, "Relue le 3 avril\npar le service")) == made
    assert read_recipe(TEXT).values[Meaning.SEX] == {"H": "M", "F": "F", "n.d.": ""}


@pytest.mark.parametrize(("old", "new", "line", "word"), [
    ("meaning: date", "meaning: dat", 10, "dat"), ("subject: movement", "subject: mouvement", 8, "mouvement"),
    ("recipe: flux", "recipe: Flux d’Arlit", 2, "Flux d’Arlit"), ("recipe: flux", "receipe: flux", 2, "recipe"),
    ("  sheet:", "  sheat:", 7, "sheat"), ("unit: persons", "unit: gens", 15, "gens"),
    ("meaning: count, unit: persons", "meaning: comment", 6, "count"), ("tables:", "tables: [", 5, "YAML"),
    ("  sex: {H: M,", "  sexe: {H: M,", 20, "sexe"), ("meaning: sex", "meaning: direction", 2, "direction"),
    ("{header: Sexe, meaning: sex}", "{header: Sexe, header: Genre, meaning: sex}", 14, "header"),
    ("meaning: sex", "meaning: sex, fixed: {sex: F}", 14, "chiffre")])
def test_what_is_wrong_is_said_with_its_line(old: str, new: str, line: int, word: str) -> None:
    with pytest.raises(BadRecipe) as refused:
        read_recipe(TEXT.replace(old, new, 1))
    assert word in str(refused.value)
    if "direction" not in new and "YAML" not in word:
        assert f" {line}\N{NO-BREAK SPACE}:" in str(refused.value)[:12]


def test_in_and_out_need_a_place_of_reference() -> None:
    text = TEXT.replace("meaning: sex", "meaning: direction").replace("sex: {H: M, F: F", "direction: {E: in, S: out")
    with pytest.raises(BadRecipe, match="reference"):
        read_recipe(text)
    assert read_recipe(text + "direction: {reference: NER}\n").reference == "NER"


# The figures

def test_wide_columns_become_figures_with_their_cells() -> None:
    workbook = book(HEADINGS, ROWS)
    found, news = applied(recipe_for(workbook), workbook)
    assert not news.asks
    rows = {(row["row"], row["column"]): row for row in found.observations.to_pylist()}
    assert len(rows) == 7 and ("Total" not in {column for _row, column in rows})
    assert [(one.row, one.column, one.value, one.sheet, one.number) for one in found.rejects] == [
        (4, "Femmes", "douze", "Passages", 5)]
    first = rows[2, "Femmes"]
    assert (first["value"], first["sex"], first["nationality"], first["region"], first["period"]) == (
        4, "F", "MLI", "NE001", "2023-03-01")
    assert [first[name] for name in ("source", "file", "sheet", "recipe", "recipe_version", "batch")] == [
        "oim", "f" * 64, "Passages", "essai", 3, "b"]
    bounded, empty = rows[3, "Hommes"], rows[3, "Femmes"]
    assert (bounded["value"], bounded["bound"], bounded["raw_value"]) == (10, "more_than", "plus de 10")
    assert (empty["value"], empty["bound"], empty["raw_value"]) == (None, None, None), "missing is not zero"
    assert rows[4, "Hommes"]["value"] == 0 and rows[4, "Hommes"]["nationality"] is None


def test_the_place_in_which_a_place_lies_is_filled_in() -> None:
    workbook = book(["Date", "Département", "Nombre"], [[date(2023, 3, 1), "Arlit", 3], [date(2023, 3, 2), "Bilma", 4]])
    row = applied(recipe_for(workbook), workbook)[0].observations.to_pylist()[0]
    assert (row["department"], row["region"]) == ("NE001002", "NE001")


def test_names_and_telephones_never_enter() -> None:
    workbook = book(["Nom et prénom", "Téléphone", "Région", "Date", "Nombre"], [
        [f"Moussa Ali {one}", f"+227 90 00 00 {one:02}", "Agadez", date(2023, 3, 1), 1] for one in range(20)])
    found, _news = applied(recipe_for(workbook), workbook)
    assert found.observations.num_rows == 20 and "Moussa" not in str(found.observations.to_pylist())
    assert "+227" not in str(found)


@pytest.mark.parametrize(("said", "period", "is_partial"), [
    ({"year": "2023", "month": "--03"}, "2023-03", False),
    ({"date": "2023-03-15", "year": "2023"}, "2023-03-15", False),
    ({"year": "2022*"}, "2022", True), ({"quarter": "--Q2", "period": "2023"}, "2023-Q2", False),
    ({"start": "2023-03-01", "end": "2023-03-31"}, "2023-03", False),
    ({"period": "2023-03-01/2023-03-15"}, "2023-03-01/2023-03-15", False), ({}, None, False)])
def test_the_parts_of_a_row_make_one_period(said: dict[str, str], period: str | None, is_partial: bool) -> None:
    found = when_of(said)
    assert (found.period, found.is_partial) == (period, is_partial)


@pytest.mark.parametrize("said", [
    {"month": "--03"}, {"start": "2023-03-31", "end": "2023-03-01"}, {"date": "2023-02-30"}])
def test_parts_that_make_no_period_are_no_period(said: dict[str, str]) -> None:
    with pytest.raises(ValueError):
        when_of(said)


# Next month

def test_next_month_asks_nothing() -> None:
    recipe = recipe_for(book(HEADINGS, ROWS))
    later = book(["DATE", "region", "Nationalité ", "Hommes", "Femmes", "Total"],
                 [[date(2023, 4, 1), "AGADEZ", "malienne", 1, 2, 3],
                  [date(2023, 4, 2), "zinder", "Tchadienne", 5, 6, 11]])
    found, news = applied(recipe, later)
    assert not news.asks and news.sentences() == [] and found.observations.num_rows == 4


def test_a_month_that_the_title_only_may_say_is_asked_each_time() -> None:
    rows = [["Agadez", 3, 4], ["Tahoua", 5, 6], ["Zinder", 8, 1]]

    def month(title: str) -> Workbook:
        return book(["Région", "Hommes", "Femmes"], rows, title)
    recipe = recipe_for(month("Personnes reçues, avril 2024"))
    assert not plan_of(recipe, propose(month("Personnes reçues, mai 2024"), WORDS)).news.asks
    doubtful = propose(month("Personnes reçues – rappel : mai 2024"), WORDS)
    news = plan_of(recipe, doubtful).news
    assert [meaning for meaning, _why in news.doubted] == [Meaning.PERIOD] and news.asks and len(news.sentences()) == 1
    settled = settle(lambda _chosen: doubtful, {}, recipe, has_one_sheet=True)
    assert [doubt.kind for doubt in doubts_of(settled, {}) if doubt.kind == "title"] == ["title"]
    said = {"titles": {"0": {"period": "2024-05"}}}
    settled = settle(lambda _chosen: doubtful, said, recipe, has_one_sheet=True)
    assert settled.news and not settled.news.asks and not doubts_of(settled, said)


def test_next_months_of_a_table_that_does_not_say_whom_it_counts_are_not_asked_again() -> None:
    def months(*headings: str) -> Workbook:
        rows = ([name, *range(2, len(headings) + 2)] for name in ("Agadez", "Zinder", "Diffa"))
        lines: list[list[Any]] = [["Région", *headings], *rows]
        return Workbook("f.xlsx", "xlsx", "XLSX", (Sheet("Feuil1", lines),))
    first = months("janv-23", "févr-23", "mars-23")
    assert all(column.confidence < SURE for column in propose(first, WORDS).tables[0].columns[1:])
    news = plan_of(recipe_for(first), propose(months("avr-23", "mai-23", "juin-23"), WORDS)).news
    assert not news.asks, news.sentences()


def test_what_is_new_is_told_and_not_guessed() -> None:
    recipe = recipe_for(book(HEADINGS, ROWS))
    other = book(["Région", "Date", "Nationalité", "Hommes", "Enfants", "Total"],
                 [["Agadez", date(2023, 4, 1), "Béninoise", 1, 2, 3],
                  ["Zinder", date(2023, 4, 2), "Tchadienne", 5, 6, 11]])
    news = plan_of(recipe, propose(other, WORDS)).news
    assert news.asks
    assert [column.header for column in news.came] == ["Enfants"] and news.gone == ("Femmes",)
    assert [header for header, _was, _is in news.moved] == ["Région", "Date"]
    assert [new.value.raw for new in news.values] == ["Béninoise"]
    assert len(news.sentences()) == 5


def test_a_column_that_moved_is_told_and_harms_nothing() -> None:
    recipe = recipe_for(book(HEADINGS, ROWS))
    moved = book([HEADINGS[1], HEADINGS[0], *HEADINGS[2:]], [[row[1], row[0], *row[2:]] for row in ROWS])
    found, news = applied(recipe, moved)
    assert news.moved and not news.asks
    assert found.observations.num_rows == 7


def test_another_table_is_not_taken_for_it() -> None:
    recipe = recipe_for(book(HEADINGS, ROWS))
    other = book(["Mois", "Kits distribués", "Villages"], [["janv-23", 4, 2], ["févr-23", 5, 2], ["mars-23", 6, 1]])
    plan = plan_of(recipe, propose(other, WORDS))
    assert plan.tables == () and plan.news.missing_tables == ("Passages",) and plan.news.unknown_tables == ("Passages",)


def test_columns_of_months_are_read_again() -> None:
    def months(*headings: str) -> Workbook:
        return book(["Région", *headings], [["Agadez", *range(1, len(headings) + 1)], ["Zinder", *range(len(headings))],
                                            ["Tahoua", *range(2, len(headings) + 2)]])
    recipe = recipe_for(months("janv-23", "févr-23", "mars-23"))
    found, news = applied(recipe, months("avr-23", "mai-23", "juin-23", "juil-23"))
    assert not news.asks, news.sentences()
    assert {row["period"] for row in found.observations.to_pylist()} == {"2023-04", "2023-05", "2023-06", "2023-07"}
