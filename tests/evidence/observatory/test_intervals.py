"""An interval stays one from a partner's cell to what is shown, exported, compared and published."""
from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.test import Client, override_settings
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from canevas.evidence.observatory.models import Disagreement
from canevas.evidence.observatory.operations import correct_cells, prepare_release, protect_release, register_source
from canevas.evidence.observatory.queries import cell_sources, figures
from canevas.evidence.observatory.queries.explorer import indicators
from canevas.evidence.observatory.queries.releases import table_of
from canevas.evidence.observatory.rules.comparing import changes
from canevas.evidence.observatory.rules.harmonise.json_form import to_json
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.proposing import propose
from canevas.evidence.observatory.rules.harmonise.values import code_value
from canevas.evidence.observatory.rules.harmonise.values.figures import read_figure
from canevas.evidence.observatory.rules.observation import Bound, written
from canevas.evidence.observatory.rules.periods import read_period
from canevas.evidence.observatory.rules.publish.table import TOTAL, Status
from canevas.evidence.observatory.rules.statistics.explorer import MISSING, Shown, read_question, total
from canevas.evidence.observatory.rules.statistics.series import Standing
from canevas.governance.bulletins.export.words import figure_words
from canevas.governance.bulletins.rules.figures import Figure as Told
from canevas.governance.bulletins.rules.figures import Line, compared
from canevas.tools.tables.sheets import Sheet, Workbook
from canevas.tools.vocabulary import load_vocabulary
from tests.factories.figures import figure
from tests.factories.figures import table_of as stored
from tests.factories.store import House, asked

WORDS = load_vocabulary("niger")
THIN = "\u202f"
MONTHS = (("05/01/2023", "Agadez", "Arlit", "Nigérienne", "F", "4 000 à 5 000"),
          ("06/01/2023", "Agadez", "Arlit", "Nigérienne", "H", 100),
          ("05/03/2023", "Tahoua", "", "Malienne", "H", "entre 300 et 350"))


# Read

@pytest.mark.parametrize(("raw", "code"), [
    ("entre 4 000 et 5 000", "between:4000:5000"), ("4 000 à 5 000", "between:4000:5000"),
    ("4000-5000", "between:4000:5000"), ("4\u202f000\u2009–\u20095\u202f000", "between:4000:5000"),
    ("de 300 à 350", "between:300:350"), ("Entre 300 et 350 personnes", "between:300:350"),
    ("300 à 350*", "between:300:350"), ("12-17", "between:12:17"), ("0 à 5", "between:0:5"),
    ("1500-2000", "between:1500:2000"), ("entre 2000 et 2050 personnes", "between:2000:2050"),
    ("environ 300 à 350", "about:300:350"), ("from 12.5 to 13.5", "between:12.5:13.5"),
    ("2022-2023", ""), ("de 2020 à 2023", ""), ("05-12", ""), ("3-2023", ""), ("10-12-2023", ""), ("5 à 6 000", ""),
    ("34-12", ""), ("5-5", ""), ("12-17 ans", ""), ("10-12 jours", ""), ("8h-12h", ""), ("300 ou 350", ""),
    ("300/350", ""), ("300 (250-350)", ""), ("90-12-34-56", ""), ("plus de 300 à 400", "")])
def test_an_interval_is_read_where_something_is_counted(raw: str, code: str) -> None:
    found = code_value(raw, Meaning.COUNT, WORDS)
    assert (found.code, found.is_understood) == (code, bool(code))
    assert read_figure(raw).value is None, "elsewhere it may be an age, or a time"


@pytest.mark.parametrize("meaning", [Meaning.AGE, Meaning.HOURS_OBSERVED, Meaning.LATITUDE])
def test_what_is_not_counted_has_no_intervals(meaning: Meaning) -> None:
    assert code_value("12-17", meaning, WORDS).code == ""


NUMBERS = st.integers(0, 9_999_999)


@given(NUMBERS, NUMBERS, st.sampled_from(["", "environ "]),
       st.sampled_from(["{} à {}", "de {} à {}", "entre {} et {}", "{} – {}", "{}-{}"]),
       st.sampled_from(["\u202f", " ", ".", "'"]))
def test_what_is_written_is_read_again(one: int, other: int, about: str, form: str, thousands: str) -> None:
    low, high = sorted((one, other))
    found = read_figure(about + form.format(*(f"{end:,}".replace(",", thousands) for end in (low, high))),
                        decimal=",", intervals=True)
    if found.value is None:
        # two figures alike, a lower end without its thousands, or two years: said, never guessed
        assert low == high or 0 < low < 1000 <= low * 1000 <= high
    else:
        assert (found.value, found.upper, found.bound) == (low, high, Bound.ABOUT if about else Bound.BETWEEN)
        shown = written(found.value, found.bound, found.upper, lambda number: f"{number:,.0f}".replace(",", " "))
        again = read_figure(shown.replace(" to ", " à "), intervals=True)
        assert (again.value, again.upper, again.bound) == (low, high, found.bound)


def test_the_proposal_tells_intervals_and_never_takes_ages_or_years_for_them() -> None:
    rows = [["Région", "Année", "Tranche d’âge", "Effectif"], ["Agadez", "2022-2023", "12-17", "4 000-5 000"],
            ["Tahoua", "2022-2023", "18-59", "300 à 350"], ["Zinder", "2023-2024", "0-4", "2022-2023"],
            ["Diffa", "2023-2024", "5-11", "entre 20 et 30"]]
    table = to_json(propose(Workbook("f.xlsx", "xlsx", "XLSX", (Sheet("Flux", rows),)), WORDS))["tables"][0]
    columns = {column["header"]: column for column in table["columns"]}
    assert columns["Effectif"]["meaning"] == "count" and columns["Tranche d’âge"]["meaning"] == "age_group"
    assert {one["raw"]: one["code"] for one in columns["Effectif"]["values"]} == {
        "4 000-5 000": "between:4000:5000", "300 à 350": "between:300:350", "2022-2023": "",
        "entre 20 et 30": "between:20:30"}
    assert {one["raw"]: one["code"] for one in columns["Tranche d’âge"]["values"]}["12-17"] == "12-17"
    assert [(one["row"], one["value"]) for one in table["rejects"] if one["column"] == "Effectif"] == [(4, "2022-2023")]


# Kept, counted and shown

@pytest.fixture
def house(db: None, tmp_path: Path) -> Iterator[House]:
    with override_settings(CANEVAS_HOME=tmp_path, CANEVAS_ENGINE=""):
        made = House()
        made.add(*MONTHS)
        yield made


def test_it_is_kept_with_both_ends_and_leads_back_to_its_cell(house: House) -> None:
    found = figures(house.statistician, asked("region"))
    assert [(row["region"], row["value"], row["upper"], row["bound"]) for row in found.rows] == [
        ("NE001", 4100, 5100, "between"), ("NE005", 300, 350, "between")]
    origin, = cell_sources(house.statistician, asked("region"), {"region": "NE001"})
    assert (origin.value, origin.upper, origin.bound) == (4100, 5100, "between")
    assert [(row["raw_value"], row["value"], row["upper"], row["bound"]) for row in origin.rows] == [
        ("4 000 à 5 000", 4000, 5000, "between"), ("100", 100, None, "exact")]


def get(client: Client, house: House, name: str, query: str) -> Any:
    client.force_login(house.statistician)
    answer = client.get(reverse(name) + query)
    assert answer.status_code == 200
    return answer


def test_the_explorer_tells_both_ends_on_its_page_and_in_its_files(client: Client, house: House) -> None:
    query = "?indicator=FLOW&by=region"
    page = get(client, house, "observatory:explorer", query).content.decode()
    assert f"4{THIN}100 à 5{THIN}100" in page and "le trait fin va jusqu’à sa borne haute" in page
    text = get(client, house, "observatory:explorer", f"{query}&export=csv").content.decode("utf-8-sig")
    lines = list(csv.reader(StringIO(text), delimiter=";"))
    assert lines[0][3:] == ["Jusqu’à (d’un intervalle)", "Borne", "État"]
    assert lines[1] == ["Agadez", "NE001", "4100,0", "5100,0", "between", "value"]
    book = openpyxl.load_workbook(BytesIO(get(client, house, "observatory:explorer", f"{query}&export=xlsx").content))
    table, _notes, flat = (list(sheet.values) for sheet in book)
    assert table[3] == ("Agadez", f"4{THIN}100 à 5{THIN}100")
    assert flat[1] == ("Agadez", "NE001", 4100, 5100, "between", "value")
    drawn = json.loads(get(client, house, "observatory:explorer", f"{query}&export=json").content)
    assert (drawn["values"], drawn["uppers"]) == ([[4100], [300]], [[5100], [350]])
    cell = get(client, house, "observatory:cell", f"{query}&row=NE001").content.decode()
    assert f"4{THIN}000 à 5{THIN}000" in cell and f"4{THIN}100 à 5{THIN}100" in cell


def test_a_share_of_an_interval_has_two_ends(client: Client, house: House) -> None:
    page = get(client, house, "observatory:explorer", "?indicator=FLOW_WOMEN&by=region").content.decode()
    assert "≈ 97,6 à 98,0" in page


def test_a_rejected_cell_may_be_mended_with_an_interval(house: House) -> None:
    batch = house.add(("05/04/2023", "Agadez", "", "Malienne", "H", 7),
                      ("05/04/2023", "Tahoua", "", "Malienne", "H", "beaucoup"), name="avril.csv")
    one = batch.rejected.get()
    correct_cells(by=house.statistician, batch=batch, cells={(one.sheet, one.row, one.column_number): "20 à 30"})
    rows = figures(house.statistician, asked("region")).rows
    assert [(row["value"], row["upper"]) for row in rows if row["region"] == "NE005"] == [(320, 380)]


@pytest.mark.parametrize(("cells", "expected"), [
    ([Shown(4, "between", upper=5), Shown(1)], Shown(5, "between", upper=6)),
    ([Shown(4, "between", upper=5), Shown(1, "more_than")], Shown(5, "at_least")),
    ([Shown(4, "between", upper=5), MISSING], Shown(4, "at_least", Standing.PARTIAL)),
    ([Shown(4, "between", upper=5), Shown(None, "", Standing.CLOSED)], Shown(4, "between", Standing.PARTIAL, 5)),
    ([Shown(4, "between", upper=5), Shown(1, "about")], Shown(5, "about", upper=6)),
    ([Shown(4, "about", upper=5), Shown(2, "at_least"), Shown(1)], Shown(7, "at_least")),
    ([Shown(4, "at_most"), Shown(2)], Shown(6, "at_most")), ([Shown(9, "more_than")], Shown(9, "more_than"))])
def test_totals_of_the_page_tell_what_can_be_told_together(cells: list[Shown], expected: Shown) -> None:
    assert total(cells) == expected


@pytest.mark.parametrize(("bound", "upper", "words"), [
    ("between", 5000, f"4{THIN}000 à 5{THIN}000"), ("about", 5000, f"≈ 4{THIN}000 à 5{THIN}000"),
    ("at_least", None, f"≥ 4{THIN}000")])
def test_a_bulletin_tells_both_ends_and_compares_with_nothing(bound: str, upper: float | None, words: str) -> None:
    now, before = read_period("2023-03"), read_period("2023-02")
    line = Line("in", "Entrées", {now.iso: Told(Shown(4000, bound, upper=upper)), before.iso: Told(Shown(3000))})
    assert figure_words(line.at(now)) == words
    assert compared(line, now, before, ()).change is None


def test_what_goes_out_is_the_lower_end_marked_as_an_estimate(house: House) -> None:
    release = prepare_release(by=house.statistician, title="Flux observés", question=read_question(
        {"indicator": ["FLOW"], "by": ["region"]}, indicators()), code="", method="suppression", audience="public")
    table = table_of(protect_release(by=house.statistician, release=release))
    assert {cell.key[0]: (cell.value, cell.status) for cell in table.cells} == {
        "NE001": (4100, Status.ESTIMATED), "NE005": (300, Status.ESTIMATED), TOTAL: (4400, Status.ESTIMATED)}
    assert any("la plus basse d’un intervalle" in note for note in table.notes)


# Compared

@pytest.mark.parametrize(("number", "other"), [("4 500", None), ("5 000", None), ("5 001", 5001), ("3 999", 3999),
                                               ("4 900 à 6 000", None), ("5 100 à 6 000", 5100)])
def test_two_sources_differ_where_both_cannot_be_true(house: House, number: str, other: float | None) -> None:
    source = register_source(by=house.statistician, code="drec", name="Registre des passages")
    house.add(("05/01/2023", "Agadez", "Arlit", "Nigérienne", "F", number), name="drec.csv", source=source,
              recipe=house.recipe_of(source, "drec"))
    assert list(Disagreement.objects.values_list("first_value", "second_value", "second_upper")) == (
        [] if other is None else [(other, 4000, 5000)])


def test_both_figures_stand_side_by_side_as_they_are(client: Client, house: House) -> None:
    source = register_source(by=house.statistician, code="drec", name="Registre des passages")
    house.add(("05/01/2023", "Agadez", "Arlit", "Nigérienne", "F", "5 100 à 6 000"), name="drec.csv", source=source,
              recipe=house.recipe_of(source, "drec"))
    page = get(client, house, "observatory:disagreements", "").content.decode()
    assert f"4{THIN}000 à 5{THIN}000" in page and f"5{THIN}100 à 6{THIN}000" in page
    assert '<dd class="quiet">100</dd>' in page, "what lies between them"


def test_another_upper_end_is_a_correction() -> None:
    old, new = (stored([figure(4, bound="between", upper=upper)]) for upper in (5, 6))
    assert (changes(old, new).corrected, changes(old, old).same) == (1, 1)
