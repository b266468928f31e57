"""The explorer's page: table, chart and map hold the same figures; a cell leads to its sources; nobody sees more than
they may."""
from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from canevas.commons.access.rules import ScopeKind
from tests.factories.store import House

MONTHS = (("05/01/2023", "Agadez", "Arlit", "Nigérienne", "F", 30),
          ("05/03/2023", "Agadez", "Arlit", "Malienne", "H", 1200),
          ("06/03/2023", "Tahoua", "", "Tchadienne", "H", 0))


@pytest.fixture
def house(db: None, tmp_path: Path) -> House:
    with override_settings(CANEVAS_HOME=tmp_path, CANEVAS_ENGINE=""):
        made = House()
        made.add(*MONTHS)
        yield made


def page(client: Client, who: object, query: str = "") -> str:
    client.force_login(who)
    answer = client.get(reverse("observatory:explorer") + query)
    assert answer.status_code == 200
    return answer.content.decode()


def drawn(html: str) -> dict[str, object]:
    return json.loads(re.search(r'<script id="explorer-data" type="application/json">(.*?)</script>', html, re.S)[1])


def cells(html: str) -> list[list[str]]:
    body = html[html.index("<tbody>"):html.index("</tbody>")]
    return [[re.sub(r"<.*?>", "", cell).strip() for cell in re.findall(r"<t[hd].*?</t[hd]>", row, re.S)]
            for row in body.split("<tr>")[1:]]


def test_table_and_chart_hold_the_same_figures_and_missing_is_not_zero(client: Client, house: House) -> None:
    html = page(client, house.statistician, "?indicator=FLOW&by=period&by=region")
    assert cells(html) == [
        ["janvier 2023", "30", "–", "≥ 30*"], ["février 2023", "–", "–", "–"],
        ["mars 2023", "1\u202f200", "0", "1\u202f200"]]
    assert drawn(html)["values"] == [[30, None], [None, None], [1200, 0]]
    assert drawn(html)["positions"].keys() == {"NE001", "NE005"}


def test_a_share_is_in_per_cent(client: Client, house: House) -> None:
    html = page(client, house.statistician, "?indicator=FLOW_WOMEN&by=region")
    assert cells(html)[0] == ["Agadez", "2,4"]


def test_a_cell_leads_to_file_sheet_and_row(client: Client, house: House) -> None:
    html = page(client, house.statistician, "?indicator=FLOW&by=period&by=region")
    address = re.search(r'href="(/observatory/cell/[^"]*)"', html)[1].replace("&amp;", "&")
    answer = client.get(address).content.decode()
    assert "Suivi des flux" in answer and "<td>30</td>" in answer


def test_the_file_has_every_cell_with_its_standing(client: Client, house: House) -> None:
    text = page(client, house.statistician, "?indicator=FLOW&by=period&export=csv").lstrip("\ufeff")
    lines = [line.split(";") for line in text.splitlines()]
    assert lines[1][:3] == ["janvier 2023", "2023-01", "30,0"] and lines[2][1:] == ["2023-02", "", "", "missing"]


def test_who_sees_no_source_sees_no_figure(client: Client, house: House) -> None:
    client.force_login(house.person("etranger", "focal_point", ScopeKind.ORGANISATION, "ong"))
    house.source.audience = "partner"
    house.source.save()
    answer = client.get(reverse("observatory:explorer") + "?indicator=FLOW&by=region")
    assert "1\u202f230" in answer.content.decode()
    house.source.audience = "restricted"
    house.source.save()
    html = client.get(reverse("observatory:explorer") + "?indicator=FLOW&by=region").content.decode()
    assert "1\u202f230" not in html and "Suivi des flux" not in html
    assert client.get(reverse("observatory:cell") + "?indicator=FLOW&by=region&row=NE001").status_code == 404


@pytest.mark.parametrize("query", ["?indicator=NIX", "?indicator=FLOW&by=period&row=hier"])
def test_what_does_not_exist_is_said_so(client: Client, house: House, query: str) -> None:
    client.force_login(house.statistician)
    name = "observatory:cell" if "row" in query else "observatory:explorer"
    assert client.get(reverse(name) + query).status_code == 404


def test_an_empty_answer_says_what_to_do(client: Client, house: House) -> None:
    html = page(client, house.statistician, "?indicator=IDP&by=region")
    assert "Aucun chiffre ne répond à cette question" in html
