"""What bulletins for partners tell, put beside everything else that partners know, gives nothing away."""
from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np
import pytest

from canevas.commons.access.queries import User
from canevas.evidence.observatory.models import Telling
from canevas.evidence.observatory.operations import (
    ReleaseRefused,
    approve_release,
    import_figures,
    keep_recipe,
    prepare_release,
    protect_release,
    publish_release,
    tell_partners,
    withdraw_source,
)
from canevas.evidence.observatory.queries.explorer import indicators
from canevas.evidence.observatory.queries.partners import told_to_partners
from canevas.evidence.observatory.queries.releases import table_of
from canevas.evidence.observatory.rules.publish.table import TOTAL, Status
from canevas.evidence.observatory.rules.statistics.explorer import read_question
from canevas.governance.bulletins.export.words import bulletin_form
from canevas.governance.bulletins.operations import tell_figures
from canevas.governance.bulletins.rules.bulletin import Bulletin as Told
from canevas.governance.bulletins.rules.figures import read_bulletin_period
from tests.factories.minutes import user
from tests.factories.store import House
from tests.governance.bulletins.attacking import Cell, recovered, small_differences
from tests.governance.bulletins.conftest import HEADINGS, RECIPE, composed
from tests.governance.bulletins.test_for_the_public import by_direction, out

MARCH, QUARTER = read_bulletin_period("2023-03"), read_bulletin_period("2023-Q1")


@pytest.fixture
def chief(house: House) -> User:
    return user("cheffe", "statistician")


def told(bulletin: Told) -> dict[Cell, float | None]:
    """By month, region and direction; ``None``: hidden."""
    assert bulletin.flow is not None and bulletin.flow.total is not None
    return {(period, bulletin.region or TOTAL, line.code or "_U"): figure.value
            for line in (*bulletin.flow.lines, bulletin.flow.total) for period, figure in line.cells.items()
            if figure.is_hidden or figure.value is not None}


def both(house: House) -> dict[Cell, float | None]:
    """What the bulletins of the country and of its two regions tell."""
    return {cell: value for region in ("", "NE001", "NE005") for cell, value in told(
        composed(house.statistician, region, MARCH)).items()}


def released(release: Any) -> dict[Cell, float | None]:
    table = table_of(release)
    order = [one.name for one in table.dimensions]
    found = {}
    for cell in table.cells:
        codes = {"region": release.region or TOTAL, "direction": TOTAL, **dict(zip(order, cell.key, strict=True))}
        if cell.value is not None or cell.status is Status.SUPPRESSED:
            found[codes["period"], codes["region"], codes["direction"]] = cell.value
    return found


def add(house: House, *rows: str, name: str = "oubli.csv") -> None:
    recipe = keep_recipe(by=house.statistician, source=house.points, text=RECIPE)[0]
    import_figures(by=house.statistician, source=house.points, recipe=recipe, name=name,
                   content="\n".join([HEADINGS, *rows]).encode())


def test_a_bulletin_after_a_release(house: House, chief: User) -> None:
    release = released(by_direction(house, chief))
    bulletins = both(house)
    assert any(value is not None for value in bulletins.values()) and None in bulletins.values()
    assert recovered((0, release), (0, bulletins)) == set()


def test_a_release_after_a_bulletin(house: House, chief: User) -> None:
    bulletins = both(house)
    for release in (by_direction(house, chief), out(house, chief, "REGION", by=["period", "region"])):
        assert recovered((0, bulletins), (0, released(release))) == set()
        assert any(value is not None for value in released(release).values())


def test_the_attack_can_succeed(house: House, chief: User) -> None:
    """With one hidden figure told, the rest of its table follows."""
    bulletins = both(house)
    cell = next(cell for cell, value in bulletins.items() if value is None and TOTAL not in cell)
    assert recovered((0, bulletins), (0, {cell: 3.0}))


def test_a_small_correction_is_told_by_no_bulletin_and_by_no_release(house: House, chief: User) -> None:
    before = both(house)
    add(house, "06/03/2023;Tahoua;Konni;sortie;Nigérienne;F;4")
    assert both(house) == before, "the four women would be the difference"
    release = released(by_direction(house, chief))
    changed = [("2023-03", "NE005", "out")]
    assert not small_differences(before, release)
    assert recovered((0, before), (1, release), changed=changed) == set()


def test_a_large_correction_is_told_and_gives_nothing_away(house: House, chief: User) -> None:
    before = both(house)
    add(house, "06/03/2023;Tahoua;Konni;sortie;Nigérienne;F;200")
    after = both(house)
    cell = "2023-03", "NE005", TOTAL
    assert before[cell] == 2423 and after[cell] == 2623
    changed = [("2023-03", "NE005", "out")]
    assert not small_differences(before, after)
    assert recovered((0, before), (1, after), changed=changed) == set()
    release = released(by_direction(house, chief))
    assert recovered((0, before), (1, after), (1, release), changed=changed) == set()


def test_a_month_is_told_when_its_figures_come_and_stays(house: House) -> None:
    tell_figures(by=house.statistician, period=MARCH)
    known = list(Telling.objects.values_list("pk", flat=True))
    assert known
    tell_figures(by=house.statistician, period=MARCH)
    assert list(Telling.objects.values_list("pk", flat=True)) == known
    bulletin = composed(house.statistician, "NE005", read_bulletin_period("2023-04"))
    assert bulletin.flow is not None and bulletin.flow.total is not None
    assert bulletin.flow.total.at(read_bulletin_period("2023-04")).shown.value is None
    add(house, "06/04/2023;Tahoua;Konni;sortie;Nigérienne;F;200", name="avril.csv")
    bulletin = composed(house.statistician, "NE005", read_bulletin_period("2023-04"))
    assert bulletin.flow is not None and bulletin.flow.total is not None
    assert bulletin.flow.total.at(read_bulletin_period("2023-04")).value == 200


def test_what_is_withdrawn_is_told_no_more(house: House) -> None:
    assert both(house)
    withdraw_source(by=house.statistician, source=house.points, reason="essai")
    assert both(house) == {}


def test_a_quarter_says_what_its_months_say(house: House) -> None:
    bulletins = both(house)
    quarter = composed(house.statistician, "NE005", QUARTER)
    assert quarter.flow is not None
    for line in quarter.flow.lines:
        months = [bulletins.get((f"2023-0{month}", "NE005", line.code or "")) for month in (1, 2, 3)]
        figure = line.at(QUARTER)
        said = [one for one in months if one is not None]
        assert figure.value == (sum(said) if said else None)
        assert figure.shown.is_whole == (len(said) == 3) or figure.is_hidden


def test_what_is_told_between_the_gate_and_the_public_stops_a_release(house: House, chief: User) -> None:
    release = protected(house, by=["period", "direction"], region=["NE005"])
    tell_figures(by=house.statistician, period=MARCH)
    with pytest.raises(ReleaseRefused, match="bulletin"):
        approve_release(by=chief, release=release)
    again = protect_release(by=house.statistician, release=release)
    assert publish_release(by=chief, release=approve_release(by=chief, release=again)).state == "published"


def test_a_file_of_records_and_bulletins_never_tell_the_same_people(house: House, chief: User) -> None:
    ends = {"from": ["2023-03"], "to": ["2023-03"], "form": "records"}
    release = protected(house, by=["period", "sex"], **ends)
    publish_release(by=chief, release=approve_release(by=chief, release=release))
    assert set(both(house)) and all(value is None for cell, value in both(house).items() if cell[0] == "2023-03")
    assert any(value is not None for cell, value in both(house).items() if cell[0] == "2023-02")
    form = bulletin_form(composed(house.statistician, "NE005", MARCH), {"pays": "Niger", "devise": "", "lignes": []})
    assert form["tableaux"][0]["reste"].startswith("Masqué")
    ends |= {"from": ["2023-02"], "to": ["2023-02"]}
    assert "bulletins" in protected(house, by=["period", "sex"], code="FEVRIER", **ends).refusal


def protected(house: House, code: str = "", form: str = "table", **given: Any) -> Any:
    asked = read_question({"indicator": ["FLOW"], "grain": ["month"], **given}, indicators())
    return protect_release(by=house.statistician, release=prepare_release(
        by=house.statistician, question=asked, title="Flux observés", code=code, form=form))


def sheets(house: House) -> dict[Cell, float | None]:
    """What every bulletin draws from of February and March, told anew where it may be."""
    periods = [read_bulletin_period("2023-02"), MARCH]
    tell_partners(by=house.statistician, indicator="FLOW", breakdowns=["direction"], periods=periods,
                  sources=["points"])
    found = told_to_partners(indicators()["FLOW"], "direction", [one.iso for one in periods])
    return {(period, *codes): value for period, sheet in found.items() if sheet
            for codes, (value, _status) in sheet.cells.items()}


@pytest.mark.parametrize("seed", range(3))
def test_any_figures_of_regions_and_the_country(house: House, chief: User, seed: int) -> None:
    """Small figures anywhere: told, released, a correction of some of them, told and released again."""
    dice = np.random.default_rng(seed)
    places = {"Konni": "Tahoua", "Tahoua": "Tahoua", "Arlit": "Agadez"}
    keys = list(product((2, 3), places.items(), ("entrée", "sortie", "interne"), "HF"))

    def rows(day: int, many: float) -> list[str]:
        return [f"{day}/0{month}/2023;{region};{point};{way};Malienne;{sex};{number}"
                for month, (point, region), way, sex in keys if (number := int(dice.poisson(dice.gamma(0.5, many))))]
    add(house, *rows(11, 30), name="premier.csv")
    tables = [sheets(house), released(by_direction(house, chief, "AVANT"))]
    add(house, *rows(21, 4), name="second.csv")
    tables += [sheets(house), released(by_direction(house, chief, "APRES"))]
    tables = [{cell: value for cell, value in one.items() if cell[0] in ("2023-02", "2023-03")} for one in tables]
    assert not small_differences(*tables)
    states = [0, 0, 0 if tables[2] == tables[0] else 1, 1]
    changed = set(product(("2023-02", "2023-03"), ("NE001", "NE005"), ("in", "out", "internal")))
    assert recovered(*zip(states, tables, strict=True), changed=changed) == set()
