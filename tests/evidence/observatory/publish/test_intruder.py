"""What no table tells by itself is not told by two: differences between releases, in rows, in time, and between states
of the store."""
from __future__ import annotations

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from canevas.commons.access.queries import User
from canevas.evidence.observatory.models import Release
from canevas.evidence.observatory.operations import import_figures, keep_recipe, tell_partners
from canevas.evidence.observatory.rules.disclosure.audit import attack
from canevas.evidence.observatory.rules.disclosure.cube import Cube, Dimension, Floats
from canevas.evidence.observatory.rules.disclosure.memory import Release as Earlier
from canevas.evidence.observatory.rules.disclosure.memory import protect_with_memory, tie
from canevas.evidence.observatory.rules.disclosure.primary import Policy
from canevas.evidence.observatory.rules.disclosure.secondary import protect
from canevas.evidence.observatory.rules.periods import read_period
from tests.factories.store import House

from .intruder import Story
from .test_releases import EVEN, SERVICES, figures, protected, published, served
from .test_releases import other as other  # a fixture


def passing(region: str, nationality: str, sex: str, many: int, month: int = 1) -> tuple[str, str, str, str, str, int]:
    return f"01/{month:02}/2023", region, "", nationality, sex, many


EVERYBODY = [passing(region, "Malienne", sex, 50 + month, month) for region in ("Agadez", "Tahoua") for sex in "HF"
             for month in (1, 2, 3)]


def difference(one: Release, two: Release) -> set[float]:
    """The second's figures less the first's, of the cells that both tell."""
    before = figures(one)
    return {cell.value - before[key].value for key, cell in figures(two).items()
            if cell.value is not None and key in before and before[key].value is not None}


def test_a_longer_period_less_a_shorter_one(house: House, other: User) -> None:
    """Four people in Agadez in April: no table has April by itself, and its file came after the first release."""
    house.add(*EVERYBODY)
    first = published(house, other, code="A1", by="region", **{"from": "2023-01", "to": "2023-03"})
    house.add(passing("Agadez", "Malienne", "F", 4, 4), passing("Tahoua", "Malienne", "F", 80, 4), name="avril.csv")
    longer = protected(house, code="B1", by="region", **{"from": "2023-01", "to": "2023-04"})
    assert longer.refusal == "" and 4 not in difference(first, longer)
    assert figures(longer)["_T",].value is not None, "the country's total still tells"


def test_all_nationalities_less_those_told(house: House, other: User) -> None:
    house.add(*EVERYBODY)
    first = published(house, other, code="A1", by="region", nationality=["MLI", "NER"])
    house.add(passing("Agadez", "Tchadienne", "H", 4), passing("Tahoua", "Tchadienne", "H", 70), name="tchad.csv")
    second = protected(house, code="B1", by="region")
    assert second.refusal == "" and 4 not in difference(first, second)


def test_what_a_giant_does_is_not_told_by_two_tables(house: House, other: User) -> None:
    """Agadez and Tahoua together, then Tahoua: what is left is 900 of one organisation and 120 of others."""
    served(house, *[(*row[:3], 900) if row[:3] == ("Agadez", "Santé", "A") else (*row[:3], 4000)
                    if row[0] == "Tahoua" else row for row in EVEN])
    first = published(house, other, code="A1", indicator="SERVICES", by="activity", region=["NE001", "NE005"])
    assert figures(first)["health",].value == 17_020
    second = protected(house, code="B1", indicator="SERVICES", by="activity", region="NE005")
    assert second.table == "" or figures(second)["health",].value is None


def test_a_giant_that_was_hidden_stays_so_where_a_later_table_does_not_speak_of_it(house: House, other: User) -> None:
    served(house, *[(*row[:3], 900) if row[:3] == ("Agadez", "Santé", "A") else (*row[:3], 4000)
                    if row[0] == "Tahoua" else row for row in EVEN])
    first = figures(published(house, other, code="A1", indicator="SERVICES", by=["region", "activity"]))
    assert first["NE001", "health"].value is None and first["NE005", "health"].value == 16_000
    second = protected(house, code="B1", indicator="SERVICES", by="activity", region=["NE001", "NE005"])
    assert second.table == "" or figures(second)["health",].value is None


def test_what_one_organisation_did_since_is_not_told(house: House, other: User) -> None:
    """Fifty of one organisation, which came in between: no small change, but all of it hers."""
    served(house, *EVEN)
    first = published(house, other, code="A1", indicator="SERVICES", by=["region", "activity"])
    import_figures(
        by=house.statistician, source=house.source, name="supplement.csv", may_repeat=True,
        recipe=keep_recipe(by=house.statistician, source=house.source, text=SERVICES)[0],
        content="Mois;Région;Service;Structure;Nombre\n2023-01;Agadez;Santé;A;50\n".encode())
    second = protected(house, code="B1", indicator="SERVICES", by=["region", "activity"])
    assert second.refusal == "" and difference(first, second) == {0}
    assert second.report["hidden"]["difference"] >= 1


def test_what_one_organisation_did_since_a_bulletin_is_not_told(house: House) -> None:
    served(house, *EVEN)
    month = read_period("2023-01")
    made = tell_partners(by=house.statistician, indicator="SERVICES", breakdowns=["activity"], periods=[month],
                         sources=[house.source.code])
    before = {tuple(key): value for key, value, _status in made[0].tables["activity"] or []}
    import_figures(
        by=house.statistician, source=house.source, name="supplement.csv", may_repeat=True,
        recipe=keep_recipe(by=house.statistician, source=house.source, text=SERVICES)[0],
        content="Mois;Région;Service;Structure;Nombre\n2023-01;Agadez;Santé;A;50\n".encode())
    after = figures(protected(house, indicator="SERVICES", by=["region", "activity"],
                              **{"from": "2023-01", "to": "2023-01"}))
    assert before["NE001", "health"] == 160 and after["NE001", "health"].value is None
    assert after["NE005", "health"].value == before["NE005", "health"]


MONTHS = Dimension.flat("month", ["01", "02", "03", "04"])


def row(*values: float | None) -> Floats:
    return np.array([np.nan if one is None else one for one in values], dtype=float)


def test_a_year_less_its_first_month_is_few_in_all() -> None:
    """All months were told together (108), then the first (100): eight are left, though no code says "after it"."""
    table = Cube((MONTHS,), row(100, 3, 3, 2), offered=np.arange(5) == 0)
    first = Earlier("first", (MONTHS,), row(None, None, None, None, 108), table.values)
    naive, tied = tie(table, [first])
    assert "left over" in " ".join(naive.dimensions[0].codes)
    assert protect(naive, Policy()).published[0], "the table alone would tell it"
    safe, tied = protect_with_memory(table, Policy(), [first])
    assert not safe.published[0] and not attack(safe, tied, threshold=10).recovered


def test_what_was_hidden_and_is_no_more_is_attacked() -> None:
    """First 4 and 20 hidden of 114; then the 4 are withdrawn and the 20 shown: the first table gives the 4."""
    places = Dimension.flat("place", ["p", "q", "r"])
    first = Earlier("first", (places,), row(None, None, 90, 114), row(4, 20, 90))
    safe, tied = protect_with_memory(Cube((places,), row(None, 20, 90)), Policy(), [first])
    assert safe.published[1]
    found = attack(safe, tied, threshold=10)
    assert ("first", "p", 4) in [(one.release, one.cell["place"], one.low) for one in found.recovered]


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10 ** 6))
def test_no_story_of_releases_gives_a_small_figure_away(seed: int) -> None:
    assert Story(seed).recovered() == []


def test_the_same_intruder_finds_them_where_the_gate_has_no_memory() -> None:
    assert sum(bool(Story(seed, has_memory=False).recovered()) for seed in range(12)) >= 3
