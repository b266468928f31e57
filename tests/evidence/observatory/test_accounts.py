"""Two sources that tell of the same people are set side by side wherever figures are shown, and added nowhere."""
from __future__ import annotations

from html import unescape
from urllib.parse import parse_qs, urlparse

import pytest
from django.test import Client

from canevas.evidence.observatory.models import Release
from canevas.evidence.observatory.operations import prepare_release, protect_release
from canevas.evidence.observatory.queries import explorer
from canevas.evidence.observatory.queries.releases import table_of
from canevas.evidence.observatory.rules.counting import Asked
from canevas.evidence.observatory.rules.publish.table import TOTAL
from canevas.evidence.observatory.rules.statistics.accounts import Accounts, accounts_in
from canevas.evidence.observatory.rules.statistics.explorer import Question, read_question
from tests.factories.store import CONVOY_HEADINGS, CONVOYS, POINT_HEADINGS, POINTS, House

ADDRESS = "/observatory/?indicator=EXPULSIONS&grain=month"
FLOWS = "/observatory/?indicator=FLOW&grain=month"


@pytest.fixture
def house(house: House) -> House:
    for code, *rows in (("etat", "2023-03;Agadez;Convoi;120", "2023-04;Agadez;Convoi;40"),
                        ("camp", "2023-03;Agadez;Convoi;131"), ("pont", "2023-03;Tahoua;Convoi;70")):
        house.brought(code, CONVOYS, CONVOY_HEADINGS, *rows)
    return house


@pytest.fixture
def points(house: House) -> House:
    """Arlit is counted by two in March, by one after the other since; Konni by one of them, Tahoua by a third."""
    house.brought("suivi", POINTS, POINT_HEADINGS, "05/03/2023;;Arlit;entrée;Nigérienne;H;300",
                  "05/04/2023;;Arlit;entrée;Nigérienne;H;310", "05/03/2023;;Konni;entrée;Nigériane;F;90",
                  name="Suivi des points")
    house.brought("police", POINTS, POINT_HEADINGS, "06/03/2023;;Arlit;entrée;Malienne;F;280",
                  "06/05/2023;;Arlit;entrée;Nigérienne;H;320", name="Registre de la police")
    house.brought("mairie", POINTS, POINT_HEADINGS, "07/03/2023;;Tahoua;sortie;Nigérienne;H;50")
    return house


def question(**given: str | list[str]) -> Question:
    return read_question({"indicator": ["EXPULSIONS"], "grain": ["month"]} | {
        name: [text] if isinstance(text, str) else text for name, text in given.items()}, explorer.indicators())


def sent_to(client: Client, address: str) -> dict[str, list[str]]:
    answer = client.get(address)
    assert answer.status_code == 302
    return parse_qs(urlparse(answer["Location"]).query)


def shown(client: Client, address: str) -> str:
    return unescape(client.get(address, follow=True).content.decode())


def test_one_breakdown_is_told_by_source_and_not_added(statistician: Client) -> None:
    sent = sent_to(statistician, f"{ADDRESS}&by=period&export=json")
    assert sent["by"] == ["period", "source"] and sent["export"] == ["json"]
    html = shown(statistician, f"{ADDRESS}&by=period")
    assert "ne s’additionnent jamais" in html and "251" not in html and "321" not in html
    assert all(f">{text}</a>" in html for text in ("120", "131", "70", "40"))


def test_two_breakdowns_keep_to_as_many_sources_as_can_be_added(statistician: Client) -> None:
    sent = sent_to(statistician, f"{ADDRESS}&by=period&by=region")
    assert sent["by"] == ["period", "region"] and sent["source"] == ["etat", "pont"]
    alone = statistician.get(f"{ADDRESS}&by=period&by=region&from=2023-04")
    assert alone.status_code == 200, "one alone tells of April"


def test_sources_that_never_tell_of_the_same_are_added(statistician: Client) -> None:
    answer = statistician.get(f"{ADDRESS}&by=region&source=camp&source=pont")
    assert answer.status_code == 200 and ">201<" in answer.content.decode()


def test_a_point_counted_by_two_is_not_added_and_points_of_one_each_are(statistician: Client, points: House) -> None:
    assert sent_to(statistician, f"{FLOWS}&by=period")["by"] == ["period", "source"]
    assert sent_to(statistician, f"{FLOWS}&by=flow_point&by=direction")["source"] == ["suivi", "mairie"]
    for kept, expected in (("&from=2023-04", ">310</a>"), ("&flow_point=NE005003003&flow_point=NE005013", ">140</a>"),
                           ("&source=police&source=mairie", ">330</a>"), ("&direction=out", ">50</a>")):
        answer = statistician.get(f"{FLOWS}&by=period{kept}")
        assert answer.status_code == 200 and expected in answer.content.decode(), kept


def test_the_page_says_where_and_offers_totals_that_add_nothing_twice(statistician: Client, points: House) -> None:
    html = shown(statistician, f"{FLOWS}&by=period")
    assert "Arlit\u00a0: les mêmes passages sont comptés par plusieurs sources, Suivi des points, Registre" in html
    offered = [part.split('"')[0].replace("&amp;", "&") for part in html.split('<a href="?')[1:] if "source=" in part]
    totals = [one for one in offered if "by=source" not in one and "export" not in one]
    assert len(totals) == 2
    figures = [statistician.get(f"/observatory/?{one}").content.decode() for one in totals]
    assert any(">440</a>" in one for one in figures) and any(">330</a>" in one for one in figures)
    assert all("Arlit" in one and "<strong>" in one for one in figures), "the choice stays in sight"


def test_a_whole_region_is_counted_with_its_points(statistician: Client, points: House) -> None:
    points.add(("20/05/2023", "Agadez", "", "Malienne", "H", 5), name="mai.csv")
    html = shown(statistician, f"{FLOWS}&by=period&from=2023-05")
    assert "Agadez\u00a0: les mêmes passages sont comptés par plusieurs sources" in html and ">325<" not in html


def test_a_release_of_both_is_refused_and_of_one_goes_on(house: House) -> None:
    both = protect_release(by=house.statistician, release=prepare_release(
        by=house.statistician, question=question(by=["period"]), title="Convois"))
    assert both.state == Release.States.DRAFT and "Agadez" in both.refusal and "deux fois" in both.refusal
    assert "(etat, camp)" in both.refusal and "(etat, pont)" in both.refusal
    one = protect_release(by=house.statistician, release=prepare_release(
        by=house.statistician, question=question(by=["period"], source="etat"), title="Convois", code="CONVOYS"))
    assert one.state != Release.States.DRAFT and not one.refusal


def test_a_release_by_source_tells_no_sum_of_sources(points: House) -> None:
    release = protect_release(by=points.statistician, release=prepare_release(
        by=points.statistician, question=question(indicator="FLOW", by=["period", "source"]), title="Flux"))
    table = table_of(release)
    by_source = next(one for one in table.dimensions if one.name == "source")
    assert set(by_source.labels) == {"suivi", "police", "mairie"} and all(cell.key[1] != TOTAL for cell in table.cells)
    assert any(cell.value == 390 for cell in table.cells)


def accounts_of(*rows: dict[str, str | None], indicator: str = "FLOW", by: str = "region") -> Accounts:
    """Of figures, whatever they are asked by."""
    return accounts_in(question(indicator=indicator, by=by), lambda one: [
        dict.fromkeys(one.by) | {"value": 1.0} | row for row in rows])


def test_what_one_of_them_does_not_say_tells_nothing_apart() -> None:
    arlit = {"region": "NE001", "flow_point": "NE001002001", "period": "2023-03"}
    assert accounts_of(arlit | {"source": "a"}, arlit | {"source": "b", "direction": "in"}).repeating == ["a", "b"]
    met = accounts_of(arlit | {"source": "a"}, {"region": "NE001", "source": "b", "period": "2023-03"})
    assert met.places() == {("region", "NE001"): ["a", "b"]}
    for other in ({"region": "NE005"}, {"region": "NE001", "flow_point": "NE-ASSAMAKA"}):
        assert not accounts_of(arlit | {"source": "a"}, other | {"source": "b", "period": "2023-03"}).meetings


def test_ways_and_groups_tell_people_apart_and_services_are_each_ones_own() -> None:
    def both(indicator: str, name: str, one: str, other: str) -> Accounts:
        row = {"region": "NE001", "period": "2023-03"}
        return accounts_of(row | {"source": "a", name: one}, row | {"source": "b", name: other}, indicator=indicator)
    assert not both("FLOW", "direction", "in", "out").meetings
    assert not both("STOCK", "population_group", "idp", "refugee").meetings
    assert not both("EXPULSIONS", "country_departure", "DZA", "LBY").meetings
    assert both("EXPULSIONS", "country_departure", "DZA", "DZA").meetings
    assert not both("SERVICES", "activity", "health", "health").meetings


def test_a_source_without_a_figure_tells_nothing() -> None:
    row = {"region": "NE001", "period": "2023-03"}
    assert not accounts_of(row | {"source": "a"}, row | {"source": "b", "value": None}).meetings


def test_those_that_tell_most_are_kept_and_each_that_meets_none_of_them() -> None:
    rows = [{"region": region, "source": source, "period": f"2023-0{month}"} for source, region, count in (
        ("a", "NE001", 2), ("b", "NE001", 3), ("b", "NE002", 1), ("c", "NE002", 1), ("d", "NE003", 1))
        for month in range(1, count + 1)]
    found = accounts_of(*rows)
    assert found.repeating == ["b", "a", "c"] and found.kept() == ["b", "d"] and found.kept(["c"]) == ["c", "a", "d"]


def test_of_stocks_little_is_asked_where_groups_or_newest_states_say_enough() -> None:
    def met(*states: tuple[str, str, str, str]) -> tuple[bool, int]:
        """Of states (source, group, region, period), oldest first: whether sources meet, and in how many questions."""
        steps = []

        def ask(one: Asked) -> list[dict[str, object]]:
            steps.append(one.by)
            names = ("source", "population_group", "region", "period")
            rows = [dict(zip(names, state, strict=True)) for state in states]
            newest = {row["source"]: row["period"] for row in rows}
            kept = rows if "period" in one.by else [row for row in rows if row["period"] == newest[row["source"]]]
            return [{name: row.get(name) for name in one.by} | {"value": 1.0} for row in kept]
        return bool(accounts_in(question(indicator="STOCK", by="period"), ask).meetings), len(steps)
    assert met(("a", "idp", "NE001", "2023-03"), ("b", "refugee", "NE001", "2023-03")) == (False, 1)
    assert met(("a", "idp", "NE001", "2023-03"), ("b", "idp", "NE001", "2023-04")) == (False, 1)
    assert met(("a", "idp", "NE001", "2023-03"), ("b", "idp", "NE001", "2023-03")) == (True, 2)
    assert met(("a", "idp", "NE001", "2023-02"), ("b", "idp", "NE001", "2023-02"), ("b", "idp", "NE002", "2023-03")
               ) == (True, 3)
    assert met(("a", "idp", "NE001", "2023-03"), ("b", "idp", "NE002", "2023-03")) == (False, 3)
