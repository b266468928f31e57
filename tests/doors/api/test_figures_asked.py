"""One's own figures for a program: filters keep, agreements hold, and what cannot be asked is refused in French."""
from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import override_settings
from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.doors.api.views.figures import FILTERS
from canevas.evidence.observatory.models import Batch
from canevas.evidence.observatory.operations import agree_sharing, register_source, withdraw_figures
from canevas.evidence.observatory.queries.explorer import indicators
from canevas.evidence.observatory.rules.statistics.explorer import breakdowns
from tests.doors.api.conftest import Program
from tests.factories.store import House

pytestmark = pytest.mark.django_db


@pytest.fixture
def house(db: None, tmp_path: Path) -> Any:
    """Ten, twenty and forty in Agadez, eighty in Tahoua: March 2023."""
    with override_settings(CANEVAS_HOME=tmp_path, CANEVAS_ENGINE=""):
        made = House()
        made.add()
        yield made


def ask(who: User, *asked: tuple[str, str]) -> Any:
    return Program(who).client.get("/api/v1/figures", [("indicator", "FLOW"), *asked])


def sums(who: User, by: str, *asked: tuple[str, str]) -> dict[str | None, float]:
    answer = ask(who, ("by", by), *asked)
    assert answer.status_code == 200, answer.content
    return {cell["key"][0]: cell["value"] for cell in answer.json()["cells"]}


@pytest.mark.parametrize(("name", "code", "expected"), [
    ("region", "NE005", 80), ("department", "NE001002", 30), ("department", "", 80), ("nationality", "NER", 50),
    ("sex", "F", 60), ("source", "flux", 150), ("source", "autre", None)])
def test_a_filter_keeps_to_its_codes(house: House, name: str, code: str, expected: float | None) -> None:
    found = sums(house.statistician, "period", (name, code))
    assert found == ({"2023-03": expected} if expected else {})


def test_two_codes_of_one_filter_are_either_and_two_filters_are_both(house: House) -> None:
    who = house.statistician
    assert sums(who, "period", ("nationality", "NER"), ("nationality", "MLI")) == {"2023-03": 70}
    assert sums(who, "period", ("nationality", "NER"), ("sex", "F")) == {"2023-03": 40}
    assert sums(who, "sex") == {"F": 60, "M": 90}


def test_what_two_sources_count_at_one_place_is_not_added_and_the_answer_says_what_to_ask(house: House) -> None:
    row = ("06/03/2023", "Agadez", "Arlit", "Malienne", "F", 25)
    house.add(row, source=register_source(by=house.statistician, code="police", name="Police"), recipe=house.recipe)
    refused = ask(house.statistician, ("by", "period"))
    told = str(refused.json()["faults"])
    assert refused.status_code == 422 and "query.source" in told and "Arlit" in told
    assert "(flux, police)" in told and "s’additionnent (flux)" in told
    assert sums(house.statistician, "period", ("source", "flux")) == {"2023-03": 150}
    assert sums(house.statistician, "period", ("region", "NE005")) == {"2023-03": 80}, "there one of them counts"
    assert sums(house.statistician, "source") == {"flux": 150, "police": 25}


def test_an_interval_is_told_with_both_ends(house: House) -> None:
    house.add(("01/04/2023", "Agadez", "", "Nigérienne", "H", "entre 4 000 et 5 000"), name="avril.csv")
    cells = ask(house.statistician, ("by", "period")).json()["cells"]
    assert [(cell["key"], cell["value"], cell["upper"], cell["bound"]) for cell in cells] == [
        (["2023-03"], 150, None, "exact"), (["2023-04"], 4000, 5000, "between")]


def test_figures_as_they_were_known_on_a_day(house: House) -> None:
    now, day = timezone.now(), timezone.localdate()
    Batch.objects.update(valid_from=now - timedelta(days=9))
    withdraw_figures(by=house.statistician, batch=Batch.objects.get(), reason="erreur de saisie")
    Batch.objects.update(valid_to=now - timedelta(days=3))
    def known(back: int) -> dict[str | None, float]:
        return sums(house.statistician, "region", ("at", str(day - timedelta(days=back))))
    assert [known(20), known(5), known(1)] == [{}, {"NE001": 70, "NE005": 80}, {}]
    assert ask(house.statistician, ("at", "hier")).status_code == 422


def test_periods_are_whole_and_both_ends_are_in(house: House) -> None:
    who = house.statistician
    assert sums(who, "period", ("grain", "day"), ("first", "2023-03-02"), ("last", "2023-03-15")) == {
        **{f"2023-03-{day:02}": None for day in range(2, 16)}, "2023-03-02": 20, "2023-03-15": 40}
    assert sums(who, "period", ("last", "2023-02")) == {}
    assert sums(who, "period", ("grain", "quarter")) == {"2023-Q1": 150}


def test_an_agreement_holds_for_programs_too(house: House) -> None:
    agree_sharing(by=house.statistician, source=house.source, party="partners", fields=["sex"], geography="region",
                  valid_from=date(2020, 1, 1))
    reader = house.person("partenaire")
    assert sums(reader, "sex") == {"F": 60, "M": 90} and sums(reader, "region") == {"NE001": 70, "NE005": 80}
    assert sums(reader, "nationality") == {None: 150} and sums(reader, "department") == {None: 150}
    assert sums(reader, "period", ("nationality", "NER")) == {} == sums(reader, "period", ("department", "NE001002"))
    assert set(sums(reader, "period", ("grain", "day"))) <= {None}
    answer = ask(reader).json()
    assert answer["limited"] == ["flux"] and answer["sources"] == ["flux"]
    assert ask(house.statistician).json()["limited"] == []


def test_what_is_restricted_is_as_if_it_were_not(house: House) -> None:
    reader, nothing = house.person("partenaire"), ask(house.person("autre"), ("source", "rien")).json()
    house.source.audience = "restricted"
    house.source.save()
    assert ask(reader, ("source", "flux")).json() == nothing | {"sources": []} and nothing["cells"] == []


@pytest.mark.parametrize(("asked", "where", "words"), [
    ([("indicator", "RIEN")], "query.indicator", "FLOW"),
    ([("by", "age_group"), ("by", "flow_point"), ("by", "sex")], "query.by", "Au plus 2 valeurs"),
    ([("by", "couleur")], "query.by", "«\u00a0couleur\u00a0»"),
    ([("vulnerability", "minor")], "query.vulnerability", "n’est pas ventilé"),
    ([("nationalite", "NER")], "query.nationalite", "ne connaît pas «\u00a0nationalite\u00a0»"),
    ([("grain", "decade")], "query.grain", "'month'"),
    ([("first", "hier")], "query.first", "2023-Q1"),
    ([("first", "2023-04"), ("last", "2023-03")], "query.last", "avant la première"),
    ([("limit", "0")], "query.limit", "Au moins 1"), ([("after", "x")], "query.after", "nombre entier")])
def test_what_cannot_be_asked_is_refused_in_french(house: House, asked: list[tuple[str, str]], where: str,
                                                   words: str) -> None:
    answer = ask(house.statistician, *asked)
    assert answer.status_code == 422 and answer["Content-Type"] == "application/problem+json"
    fault = next(one for one in answer.json()["faults"] if one["where"].startswith(where))
    assert words in fault["why"]


def test_cells_come_page_by_page_and_none_is_lost(house: House) -> None:
    whole = ask(house.statistician, ("by", "period"), ("by", "nationality"), ("grain", "day")).json()
    found, after = [], 0
    while after is not None:
        page = ask(house.statistician, ("by", "period"), ("by", "nationality"), ("grain", "day"), ("limit", "7"),
                   ("after", str(after))).json()
        assert len(page["cells"]) <= 7 and page["count"] == whole["count"]
        found, after = found + page["cells"], page["next"]
    assert found == whole["cells"] and len(found) == whole["count"] > 20


def test_a_token_for_other_things_does_not_open_figures(house: House) -> None:
    assert Program(house.statistician, registers=["actions"]).get("figures", indicator="FLOW").status_code == 403
    assert Program(house.person("lecteur")).get("figures", indicator="FLOW").status_code == 200


def test_the_description_names_every_filter(house: House) -> None:
    described = Program(house.statistician).get("openapi.json").json()["paths"]["/api/v1/figures"]["get"]["parameters"]
    assert {one["name"] for one in described} == {
        *FILTERS, "indicator", "by", "grain", "first", "last", "at", "after", "limit"}
    assert {name for entry in indicators().values() for name in breakdowns(entry)} <= {*FILTERS, "period"}
