"""What several sources tell of is told as each tells it; the next months are foreseen where the past allows it."""
from __future__ import annotations

import io

import docx
import pytest

from canevas.governance.bulletins.export.files import bulletin_word
from canevas.governance.bulletins.export.words import bulletin_form
from canevas.governance.bulletins.queries.figures import added_flows
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


def flows(form: dict, title: str = "Flux par direction") -> dict[str, str]:
    return {row["libelle"]: row["valeur"] for one in form["tableaux"] if one["titre"] == title for row in one["lignes"]}


def test_of_two_that_count_one_point_the_flows_of_one_are_told_and_the_other_is_named(house: House) -> None:
    before = form_of(house)
    assert not any("mêmes passages" in note for note in before["methode"])
    house.brought("autres", POINTS, POINT_HEADINGS, "05/03/2023;Tahoua;Konni;entrée;Nigériane;H;1500",
                  "05/03/2023;Tahoua;Tahoua;entrée;Malienne;H;77", name="Autre comptage")
    form = form_of(house)
    assert flows(form) == flows(before) and flows(form, "Flux par point de suivi")["Birni N'Konni"]
    note = next(note for note in form["methode"] if "mêmes passages" in note)
    assert note.startswith("Birni N'Konni") and "sont ceux de Suivi des points" in note and "Autre comptage" in note
    assert [one["nom"] for one in form["sources"]] == ["Suivi des points de passage"]


def test_the_source_that_tells_of_the_period_comes_first(house: House) -> None:
    """Two count at Tahoua in January; the one that goes on there tells of fewer months."""
    house.brought("suite", POINTS, POINT_HEADINGS, *(
        f"05/{month:02}/2023;Tahoua;Tahoua;entrée;Nigérienne;H;{500 + month}" for month in range(1, 6)))
    both = ["points", "suite"]
    assert added_flows(read_bulletin_period("2023-03"), both)[0] == ["points"], "both go on: Konni, Arlit"
    assert added_flows(read_bulletin_period("2023-04"), both)[0] == ["suite"], "the other tells of nothing more"
    kept, met = added_flows(read_bulletin_period("2024-03"), both)
    assert kept == both and not met.meetings, "within the year nobody meets"


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
