"""What several sources tell of is told as each tells it; the next months are foreseen where the past allows it."""
from __future__ import annotations

import io

import docx
import pytest

from canevas.evidence.observatory.operations import import_figures, keep_recipe, register_source
from canevas.governance.bulletins.export.files import bulletin_word
from canevas.governance.bulletins.export.words import bulletin_form
from canevas.governance.bulletins.queries.composing import compose
from canevas.governance.bulletins.rules.figures import read_bulletin_period
from canevas.tools.engines.forecasting import is_available
from tests.factories.store import House
from tests.governance.bulletins.conftest import RECIPE

CONVOYS = """\
recipe: %s
tables:
- name: convois
  sheet: "*"
  subject: event
  columns:
  - {header: Mois, meaning: period}
  - {header: Région, meaning: region}
  - {header: Événement, meaning: event}
  - {header: Personnes, meaning: count}
values:
  region: {Tahoua: NE005}
  event: {Convoi: convoy, Refoulement: expulsion}
"""


def bring(house: House, code: str, name: str, recipe: str, *rows: str) -> None:
    source = register_source(by=house.statistician, code=code, name=name, organisation=house.oim)
    made = keep_recipe(by=house.statistician, source=source, text=recipe)[0]
    import_figures(by=house.statistician, source=source, recipe=made, name=f"{code}.csv",
                   content="\n".join(rows).encode())


def form_of(house: House, region: str = "NE005") -> dict:
    return bulletin_form(compose(house.statistician, region, read_bulletin_period("2023-03")), {
        "pays": "Niger", "devise": "", "lignes": []})


def test_two_counts_of_the_same_convoys_stand_side_by_side(house: House) -> None:
    for code, name, number in (("un", "Compte de l’État", 120), ("deux", "Compte de l’OIM", 131)):
        bring(house, code, name, CONVOYS % code, "Mois;Région;Événement;Personnes", f"2023-03;Tahoua;Convoi;{number}",
              *(["2023-03;Tahoua;Refoulement;40"] if code == "un" else []))
    table = next(one for one in form_of(house)["tableaux"] if "Expulsions" in one["titre"])
    said = {row["libelle"].partition(" – ")[2]: row["valeur"] for row in table["lignes"]}
    assert said == {"Compte de l’État": "120", "Compte de l’OIM": "131", "": "40"}


def test_a_point_that_two_sources_count_is_named(house: House) -> None:
    assert not any("plusieurs sources" in fact for fact in form_of(house)["faits"])
    bring(house, "autres", "Autre comptage", RECIPE.replace("recipe: points", "recipe: autres"),
          "Date;Région;Point;Sens;Nationalité;Sexe;Nombre", "05/03/2023;Tahoua;Konni;entrée;Nigériane;H;50")
    told = next(fact for fact in form_of(house)["faits"] if "plusieurs sources" in fact)
    assert "Birni N'Konni (" in told and "Autre comptage" in told and "Suivi des points" in told


@pytest.mark.skipif(not is_available(), reason="statsforecast is optional")
def test_the_next_months_are_foreseen_from_years_without_a_gap(house: House) -> None:
    assert "39 mois" in form_of(house, "NE001")["prevision_mot"]
    rows = []
    for place in range(59):  # April 2017 to February 2022, one more each month: where the usual figures go on
        year, month = 2017 + (place + 3) // 12, (place + 3) % 12 + 1
        rows.append(f"05/{month:02}/{year};Agadez;Arlit;sortie;Nigérienne;H;{342 + place}")
    bring(house, "avant", "Années d’avant", RECIPE.replace("recipe: points", "recipe: avant"),
          "Date;Région;Point;Sens;Nationalité;Sexe;Nombre", *rows)
    form = form_of(house, "NE001")
    assert [one["periode"] for one in form["previsions"]] == ["avril 2023", "mai 2023", "juin 2023"]
    first = {name: int(form["previsions"][0][name]) for name in ("bas", "valeur", "haut")}
    assert first["bas"] <= first["valeur"] <= first["haut"] and abs(first["valeur"] - 414) < 8
    assert "que le même mois de l’an passé" in form["prevision_mot"]
    text = " ".join(cell.text for table in docx.Document(io.BytesIO(bulletin_word(form, {}))).tables
                    for row in table.rows for cell in row.cells)
    assert "avril 2023" in text and form["previsions"][0]["haut"] in text
