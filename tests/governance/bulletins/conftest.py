"""A region with a year of invented figures: a point that falls silent, one that is too small to be told."""
from __future__ import annotations

from pathlib import Path

import pytest
from django.test import override_settings

from canevas.commons.access.queries import User
from canevas.commons.directory.models import Territory
from canevas.evidence.observatory.rules.periods import Period
from canevas.governance.bulletins.operations import tell_figures
from canevas.governance.bulletins.queries.composing import compose
from canevas.governance.bulletins.rules.bulletin import Bulletin
from tests.factories.store import POINT_HEADINGS as HEADINGS
from tests.factories.store import POINTS, House

RECIPE = POINTS % "points"


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


def composed(who: User, region: str, period: Period) -> Bulletin:
    """A bulletin for partners, its figures told first."""
    tell_figures(by=who, period=period)
    return compose(who, region, period)


@pytest.fixture
def house(db: None, tmp_path: Path) -> House:
    with override_settings(CANEVAS_HOME=tmp_path, CANEVAS_ENGINE=""):
        for code, name in (("NE005", "Tahoua"), ("NE001", "Agadez"), ("NE008", "Niamey")):
            Territory.objects.get_or_create(pcode=code, defaults={"name": name, "level": 1})
        made = House()
        made.points = made.brought("points", POINTS, HEADINGS, *rows(), name="Suivi des points de passage")
        yield made
