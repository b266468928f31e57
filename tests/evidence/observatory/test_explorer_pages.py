"""The explorer's page: table, chart and map hold the same figures; a cell leads to its sources; nobody sees more than
they may."""
from __future__ import annotations

import json
import re
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from django.core.cache import cache
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from canevas.commons.access.rules import ScopeKind
from canevas.evidence.observatory.models import Batch
from canevas.evidence.observatory.operations import (
    agree_sharing,
    close_flow_point,
    register_source,
    reopen_flow_point,
    withdraw_figures,
)
from canevas.evidence.observatory.rules.statistics import foreseeing
from canevas.tools.engines.forecasting import Ahead, Forecast
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
            for row in re.split("<tr[ >]", body)[1:]]


def test_table_and_chart_hold_the_same_figures_and_missing_is_not_zero(client: Client, house: House) -> None:
    html = page(client, house.statistician, "?indicator=FLOW&by=period&by=region")
    assert cells(html) == [
        ["janvier 2023", "30", "–", "≥ 30*"], ["février 2023", "–", "–", "–"],
        ["mars 2023", "1\u202f200", "0", "1\u202f200"]]
    assert drawn(html)["values"] == [[30, None], [None, None], [1200, 0]]
    assert drawn(html)["positions"].keys() == {"NE001", "NE005"}


def test_what_is_typed_as_a_period_narrows_or_is_told(client: Client, house: House) -> None:
    html = page(client, house.statistician, "?indicator=FLOW&by=period&from=mars+2023")
    assert [row[0] for row in cells(html)] == ["mars 2023"] and 'name="from" value="2023-03"' in html
    html = page(client, house.statistician, "?indicator=FLOW&by=period&from=jadis")
    assert "jadis" in html and "n’est pas une période" in html and len(cells(html)) > 1
    assert "n’est pas une période" not in page(client, house.statistician, "?indicator=FLOW&from=&to=2023")


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
    assert lines[1][:3] == ["janvier 2023", "2023-01", "30,0"] and lines[2][1:] == ["2023-02", "", "", "", "missing"]


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


def test_what_an_agreement_limits_is_told_on_the_page_and_in_the_file(client: Client, house: House) -> None:
    agree_sharing(by=house.statistician, source=house.source, party="organisation", key="ong", fields=["sex"],
                  geography="region", grain="quarter", valid_from=date(2020, 1, 1))
    partner = house.person("agent", "member", ScopeKind.ORGANISATION, "ong")
    told = "Ventilations : Sexe ; Lieu le plus fin : région ; Période la plus fine : trimestre"
    for answer in (page(client, partner), client.get(
            reverse("observatory:explorer") + "?export=csv").content.decode()):
        plain = re.sub(r"\s|&nbsp;", " ", answer)
        assert "Un accord de partage" in plain and told in plain
    assert "Un accord de partage" not in page(client, house.statistician)


@pytest.mark.parametrize("query", ["?indicator=NIX", "?indicator=FLOW&by=period&row=hier"])
def test_what_does_not_exist_is_said_so(client: Client, house: House, query: str) -> None:
    client.force_login(house.statistician)
    name = "observatory:cell" if "row" in query else "observatory:explorer"
    assert client.get(reverse(name) + query).status_code == 404


def test_an_empty_answer_says_what_to_do(client: Client, house: House) -> None:
    html = page(client, house.statistician, "?indicator=IDP&by=region")
    assert "Aucun chiffre ne répond à cette question" in html


def test_an_earlier_state_is_shown_by_its_day_and_leads_to_its_own_sources(client: Client, house: House) -> None:
    now, day = timezone.now(), timezone.localdate() - timedelta(days=5)
    Batch.objects.update(valid_from=now - timedelta(days=10))
    withdraw_figures(by=house.statistician, batch=Batch.objects.get(), reason="erreur de saisie")
    Batch.objects.update(valid_to=now - timedelta(days=2))
    query = "?indicator=FLOW&by=region"
    assert "Aucun chiffre ne répond" in page(client, house.statistician, query)
    assert "Aucun chiffre ne répond" in page(client, house.statistician, f"{query}&at={day - timedelta(days=20)}")
    html = page(client, house.statistician, f"{query}&at={day}")
    assert cells(html) == [["Agadez", "1\u202f230"], ["Tahoua", "0"]]
    assert "tels qu’ils étaient connus au" in html and f'value="{day}"' in html
    address = re.search(r'href="(/observatory/cell/[^"]*)"', html)[1].replace("&amp;", "&")
    assert f"at={day}" in address and "<td>1200</td>" in client.get(address).content.decode()
    assert json.loads(page(client, house.statistician, f"{query}&at={day}&export=json"))["values"] == [[1230], [0]]
    assert "Aucun chiffre ne répond" in page(client, house.statistician, f"{query}&at=hier"), "no day: today"


def test_for_excel_the_table_its_notes_and_its_cells(client: Client, house: House) -> None:
    client.force_login(house.statistician)
    query = "?indicator=FLOW&by=period&by=region&from=2023-01"
    answer = client.get(f"{reverse('observatory:explorer')}{query}&export=xlsx")
    book = openpyxl.load_workbook(BytesIO(answer.content))
    table, notes, flat = (list(sheet.values) for sheet in book)
    assert table[2:] == [("Période", "Agadez", "Tahoua"), ("janvier 2023", 30, "–"), ("février 2023", "–", "–"),
                         ("mars 2023", 1200, 0)], "missing is no zero"
    known = dict(notes)
    assert {"Définition", "Unité", "Source", "État", "Signes", "Question", "Période"} <= known.keys()
    assert "Suivi des flux" in known["Source"] and "mouvements comptés au passage" in known["Source"]
    assert flat[1][:7] == ("janvier 2023", "2023-01", "Agadez", "NE001", 30, None, "exact")
    assert flat[2][7] == "missing"


def test_only_sources_that_may_have_said_something_are_named(client: Client, house: House) -> None:
    other = register_source(by=house.statistician, code="autre", name="Autre relevé")
    house.add(("05/01/2019", "Agadez", "Arlit", "Nigérienne", "F", 7), source=other,
              recipe=house.recipe_of(other, "autre"), name="autre.csv")

    def named(query: str) -> list[str]:
        html = page(client, house.statistician, f"?indicator=FLOW&by=region{query}")
        html = html[html.index("<h3>Sources</h3>"):]
        return [name for name in ("Suivi des flux", "Autre relevé") if name in html]
    assert named("") == ["Suivi des flux", "Autre relevé"] and named("&from=2023-01") == ["Suivi des flux"]
    assert named("&nationality=MLI") == ["Suivi des flux"] and named("&to=2020") == ["Autre relevé"]


def test_a_point_that_was_opened_again_breaks_the_series_and_is_marked_in_table_and_chart(
        client: Client, house: House) -> None:
    close_flow_point(by=house.statistician, code="NE-SEGUEDINE", on=date(2022, 6, 30), because="Puits à sec.")
    reopen_flow_point(by=house.statistician, code="NE-SEGUEDINE", on=date(2023, 2, 10), because="Puits refait.")
    html = page(client, house.statistician, "?indicator=FLOW&by=period")
    assert "Séguédine" in html and "Puits refait." in html and drawn(html)["breaks"] == {"2023-02": [1]}
    assert [row[0] for row in cells(html)] == ["janvier 2023", "février 2023 ▼1", "mars 2023"]


@pytest.mark.parametrize(("found", "said"), [
    (Forecast("ETS", 10, 20, 24, tuple(Ahead(one, {80: (one - 5, one + 5), 95: (0, 99)}) for one in (50, 60, 70))),
     "Prévu par le modèle"),
    (Forecast("Theta", 20, 10, 24, reason="naive"), "Aucune prévision n’est montrée"),
    (Forecast("", 0, 0, 0, reason="short"), "Pas de prévision"),
    (Forecast("", 0, 0, 0, reason="absent"), "n’est pas installée ici")])
def test_what_is_foreseen_stands_in_table_and_chart_or_is_told_why_not(
        client: Client, house: House, monkeypatch: pytest.MonkeyPatch, found: Forecast, said: str) -> None:
    asked: list[object] = []
    monkeypatch.setattr(foreseeing, "forecast", lambda *given: asked.append(given) or found)
    assert "Prévoir les trois prochaines" in page(client, house.statistician, "?indicator=FLOW&by=period")
    assert "prochaines périodes" not in page(client, house.statistician, "?indicator=FLOW&by=region&ahead=yes")
    assert asked == []
    cache.clear()
    html = page(client, house.statistician, f"?indicator=FLOW&by=period&from=2022-{len(said) % 12 + 1:02}&ahead=yes")
    assert said in html and asked[0][0][-3:] == (30.0, None, 1200.0)
    assert [one["value"] for one in drawn(html)["ahead"]] == [one.value for one in found.ahead]
    assert ("avril 2023" in html and "(45 – 55)" in html) is found.is_shown
