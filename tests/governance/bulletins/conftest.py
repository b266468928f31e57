"""A region with a year of invented figures: a point that falls silent, one that is too small to be told."""
from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings

from canevas.commons.directory.models import Territory
from canevas.evidence.observatory.operations import import_figures, keep_recipe, register_source
from tests.factories.store import House

RECIPE = """\
recipe: points
definition: mouvements comptés au passage
coverage: de 6 h à 18 h
tables:
- name: passages
  sheet: "*"
  subject: movement
  columns:
  - {header: Date, meaning: date}
  - {header: Région, meaning: region}
  - {header: Point, meaning: flow_point}
  - {header: Sens, meaning: direction}
  - {header: Nationalité, meaning: nationality}
  - {header: Sexe, meaning: sex}
  - {header: Nombre, meaning: count, unit: persons}
direction: {reference: NER}
values:
  region: {Tahoua: NE005, Agadez: NE001}
  flow_point: {Konni: NE005003003, Tahoua: NE005013, Arlit: NE001002001}
  direction: {entrée: in, sortie: out, interne: internal}
  nationality: {Nigérienne: NER, Malienne: MLI, Nigériane: NGA}
  sex: {H: M, F: F}
"""
HEADINGS = "Date;Région;Point;Sens;Nationalité;Sexe;Nombre"


def months(first: int = 1, last: int = 13) -> list[tuple[int, int]]:
    """March 2022 to March 2023."""
    return [(2022 + (month + 1) // 12, (month + 1) % 12 + 1) for month in range(first, last + 1)]


def rows() -> list[str]:
    found = []
    for place, (year, month) in enumerate(months()):
        day = f"05/{month:02}/{year}"
        found += [f"{day};Tahoua;Konni;entrée;Nigériane;H;{1000 + 50 * place}",
                  f"{day};Tahoua;Konni;sortie;Nigérienne;F;{700 + 10 * place}",
                  f"{day};Tahoua;Konni;interne;Malienne;H;3",
                  f"{day};Agadez;Arlit;sortie;Nigérienne;H;{400 + place}"]
        if place < 11:  # silent in February and March 2023
            found.append(f"{day};Tahoua;Tahoua;entrée;Nigérienne;H;{200 + place}")
    return found


@pytest.fixture
def house(db: None, tmp_path: Path) -> House:
    with override_settings(CANEVAS_HOME=tmp_path, CANEVAS_ENGINE=""):
        for code, name in (("NE005", "Tahoua"), ("NE001", "Agadez"), ("NE008", "Niamey")):
            Territory.objects.get_or_create(pcode=code, defaults={"name": name, "level": 1})
        made = House()
        made.points = register_source(by=made.statistician, code="points", name="Suivi des points de passage",
                                      organisation=made.oim)
        recipe = keep_recipe(by=made.statistician, source=made.points, text=RECIPE)[0]
        made.batch = import_figures(by=made.statistician, source=made.points, recipe=recipe, name="annee.csv",
                                    content="\n".join([HEADINGS, *rows()]).encode())
        yield made
