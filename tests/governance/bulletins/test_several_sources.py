"""What several sources tell of is told as each tells it; the next months are foreseen where the past allows it."""
from __future__ import annotations

import io

import docx
import pytest

from canevas.governance.bulletins.export.files import bulletin_word
from canevas.governance.bulletins.export.words import bulletin_form
from canevas.governance.bulletins.queries.figures import Sources, account_of_flows, series_of
from canevas.governance.bulletins.rules.figures import read_bulletin_period
from canevas.tools.engines.forecasting import is_available
from tests.factories.store import CONVOY_HEADINGS, CONVOYS, POINT_HEADINGS, POINTS, House
from tests.governance.bulletins.conftest import composed


def form_of(house: House, region: str = "NE005") -> dict:
    return bulletin_form(composed(house.statistician, region, read_bulletin_period("2023-03")), {
        "pays": "Niger", "devise": "", "lignes": []})


def test_two_counts_of_the_same_convoys_stand_side_by_side(house: House) -> None:
    for code, name, number in (("un", "Compte de l’État", 120), ("deux", "Compte de l’OIM", 131)):
        house.brought(code, CONVOYS, CONVOY_HEADINGS, f"2023-03;Tahoua;Convoi;{number}",
                      *(["2023-03;Tahoua;Refoulement;40"] if code == "un" else []), name=name)
    table = next(one for one in form_of(house)["tableaux"] if "Expulsions" in one["titre"])
    said = {row["libelle"].partition(" – ")[2]: row["valeur"] for row in table["lignes"]}
    assert said == {"Compte de l’État": "120", "Compte de l’OIM": "131", "": "40"}


def amount(text: str) -> int:
    return int("".join(one for one in text if one.isdigit()))


def flows(form: dict, title: str = "Flux par direction") -> dict[str, str]:
    return {row["libelle"]: row["valeur"] for one in form["tableaux"] if one["titre"] == title for row in one["lignes"]}


def test_of_two_that_count_one_point_one_is_told_there_and_the_other_where_it_counts_alone(house: House) -> None:
    before = form_of(house)
    assert not any("mêmes passages" in note for note in before["methode"])
    house.brought("autres", POINTS, POINT_HEADINGS, "05/03/2023;Tahoua;Konni;entrée;Nigériane;H;1500",
                  "05/03/2023;Tahoua;Tahoua;entrée;Nigérienne;H;77", name="Autre comptage")
    form = form_of(house)
    points, was = flows(form, "Flux par point de suivi"), flows(before, "Flux par point de suivi")
    assert points["Birni N'Konni"] == was["Birni N'Konni"] and points["Tahoua"] == "77"
    assert amount(flows(form)["Ensemble"]) == amount(flows(before)["Ensemble"]) + 77
    note = next(note for note in form["methode"] if "mêmes passages" in note)
    assert note.startswith("Birni N'Konni\N{NO-BREAK SPACE}:") and "par mois (Suivi des points de passage)" in note
    assert "l’autre (Autre comptage) n’y entre que pour ce que le premier ne compte pas" in note
    assert {one["nom"] for one in form["sources"]} == {"Suivi des points de passage", "Autre comptage"}
    assert not any("mêmes passages" in note for note in form_of(house, "NE001")["methode"]), "nobody meets in Agadez"


def test_who_counts_nothing_alone_is_no_source_of_the_bulletin(house: House) -> None:
    before = form_of(house, "NE001")
    house.brought("autres", POINTS, POINT_HEADINGS, "05/03/2023;Agadez;Arlit;sortie;Malienne;H;1500",
                  name="Autre comptage")
    form = form_of(house, "NE001")
    assert form["tableaux"] == before["tableaux"], "nor is there a line for what it alone breaks down"
    assert [one["nom"] for one in form["sources"]] == ["Suivi des points de passage"]


def test_a_point_goes_on_with_another_source_where_the_first_falls_silent(house: House) -> None:
    """Two count at Tahoua in January; the first source gives nothing of it from February on."""
    house.brought("suite", POINTS, POINT_HEADINGS, *(
        f"05/{month:02}/2023;Tahoua;Tahoua;entrée;Nigérienne;H;{500 + month}" for month in range(1, 6)))
    points = composed(house.statistician, "NE005", read_bulletin_period("2023-03")).points
    assert points is not None
    line = next(line for line in points.lines if line.label == "Tahoua")
    said = {period: line.cells[period].value for period in ("2022-12", "2023-01", "2023-02", "2023-03")}
    assert said == {"2022-12": 209, "2023-01": 210, "2023-02": 502, "2023-03": 503}


def test_a_month_told_stays_until_what_is_left_out_changes_enough(house: House) -> None:
    """An older account of the same point comes in: it began first, so the month is told anew, from it."""
    assert amount(flows(form_of(house, "NE001"))["Ensemble"]) == 412
    house.brought("vieux", POINTS, POINT_HEADINGS, "05/03/2021;Agadez;Arlit;sortie;Nigérienne;H;300",
                  "05/03/2023;Agadez;Arlit;sortie;Nigérienne;H;455")
    assert amount(flows(form_of(house, "NE001"))["Ensemble"]) == 455


def test_the_next_months_are_foreseen_from_one_account(house: House) -> None:
    house.brought("autres", POINTS, POINT_HEADINGS, *(
        f"05/{month:02}/2022;Agadez;Arlit;sortie;Nigérienne;H;900" for month in range(4, 13)),
        "05/03/2023;Agadez;Arlit;sortie;Nigérienne;H;900")
    period = read_bulletin_period("2023-03")
    codes = Sources(["points", "autres"], account_of_flows(["points", "autres"]))
    found = series_of(house.statistician, "NE001", period.moved(-13), period, codes)
    assert found == [None, *(float(400 + place) for place in range(13))]


def test_points_of_one_source_each_are_added(house: House) -> None:
    house.brought("agadez", POINTS, POINT_HEADINGS, "05/03/2023;Agadez;Tahoua;entrée;Malienne;H;77", name="Ailleurs")
    assert flows(form_of(house, "NE001"))["Ensemble"].startswith("489")


@pytest.mark.skipif(not is_available(), reason="statsforecast is optional")
def test_the_next_months_are_foreseen_from_years_without_a_gap(house: House) -> None:
    assert "39 mois" in form_of(house, "NE001")["prevision_mot"]
    rows = []
    for place in range(59):  # April 2017 to February 2022, one more each month: where the usual figures go on
        year, month = 2017 + (place + 3) // 12, (place + 3) % 12 + 1
        rows.append(f"05/{month:02}/{year};Agadez;Arlit;sortie;Nigérienne;H;{342 + place}")
    house.brought("avant", POINTS, POINT_HEADINGS, *rows, name="Années d’avant")
    form = form_of(house, "NE001")
    assert [one["periode"] for one in form["previsions"]] == ["avril 2023", "mai 2023", "juin 2023"]
    first = {name: int(form["previsions"][0][name]) for name in ("bas", "valeur", "haut")}
    assert first["bas"] <= first["valeur"] <= first["haut"] and abs(first["valeur"] - 414) < 8
    assert "que le même mois de l’an passé" in form["prevision_mot"]
    text = " ".join(cell.text for table in docx.Document(io.BytesIO(bulletin_word(form, {}))).tables
                    for row in table.rows for cell in row.cells)
    assert "avril 2023" in text and form["previsions"][0]["haut"] in text
