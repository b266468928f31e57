"""The open door: what is published is read by everybody, and nothing else is."""
from __future__ import annotations

import csv
import io
import json
from html import unescape

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.resolvers import URLPattern, URLResolver

from canevas.commons.directory.models import Person
from canevas.governance.recommendations.models import Recommendation
from canevas.governance.recommendations.operations.implementation import report_recommendation
from canevas.governance.syntheses.models import Synthesis, Version
from canevas.governance.syntheses.operations.publishing import publish_synthesis, withdraw_publication
from canevas.governance.syntheses.rules.publishing import REMOVED
from canevas.governance.syntheses.rules.table import Block, Section, Table, table_to_json
from tests.doors.portal.weighing import weight
from tests.factories.minutes import user
from tests.governance.syntheses.house import lines, table
from tests.governance.syntheses.test_publishing import adopted

pytestmark = pytest.mark.django_db
LIGHT = 150_000
NOBODY = "00000000-0000-0000-0000-000000000000"


@pytest.fixture
def synthesis() -> Synthesis:
    found = adopted()
    publish_synthesis(by=user(), synthesis=found)
    return found


def read(client: Client, name: str, *args: object) -> str:
    answer = client.get(reverse(name, args=args))
    assert answer.status_code == 200, name
    return unescape(answer.content.decode("utf-8-sig"))


def test_whoever_comes_reads_the_published_tables(synthesis: Synthesis, client: Client) -> None:
    listed, page = read(client, "portal:tables"), read(client, "portal:table", synthesis.uid)
    assert synthesis.title in listed and reverse("portal:table", args=[synthesis.uid]) in listed
    for said in ("Organiser un atelier", "Réunir la diaspora", "à engager", "Toutes les régions", "CC BY 4.0"):
        assert said in page
    assert "<script" not in page + listed and "csrf" not in page


def test_the_state_of_a_line_is_that_of_the_register(synthesis: Synthesis, client: Client) -> None:
    row = Recommendation.objects.get(text="Réunir la diaspora")
    report_recommendation(by=user(), recommendation=row, status="done", text="Réunie à Niamey chez M. Oumarou")
    page = read(client, "portal:table", synthesis.uid)
    line = page.partition("Réunir la diaspora")[2][:120]
    assert ">●</span> réalisée" in line, line
    assert "Oumarou" not in page and "Niamey" not in page, "a report stays inside"
    rows = list(csv.DictReader(io.StringIO(read(
        client, "portal:table-file", synthesis.uid, "recommandations.csv")), delimiter=";"))
    assert {one["recommandation"]: one["etat"] for one in rows}["Réunir la diaspora"] == "réalisée"


def test_files_can_be_taken_along(synthesis: Synthesis, client: Client) -> None:
    whole = client.get(reverse("portal:data", args=["recommandations.json"])).json()
    assert whole["licence"] == "CC-BY-4.0" and len(whole["recommandations"]) == 4
    assert "<akomaNtoso" in read(client, "portal:table-file", synthesis.uid, "table.akn.xml")
    assert "colonne" in read(client, "portal:data", "definitions.csv")
    assert client.get(reverse("portal:data", args=["autre.csv"])).status_code == 404


def test_no_person_is_named_on_any_page_or_file(client: Client) -> None:
    found = adopted()
    version = found.versions.get()
    said = json.dumps(version.content, ensure_ascii=False).replace("Organiser un atelier", "Désigner Zara Abdou Maïga")
    Version.objects.filter(pk=version.pk).update(content=json.loads(said.replace("MI/D", "Zara Abdou Maïga")))
    Recommendation.objects.filter(text="Organiser un atelier").update(text="Désigner Zara Abdou Maïga")
    Person.objects.create(name="Zara ABDOU MAÏGA")
    publish_synthesis(by=user(), synthesis=found)
    said = [read(client, "portal:table", found.uid), read(client, "portal:data", "recommandations.json"), *(
        read(client, "portal:table-file", found.uid, name)
        for name in ("recommandations.csv", "recommandations.json", "table.akn.xml"))]
    assert all("maïga" not in one.lower() and "zara" not in one.lower() for one in said)
    assert all(REMOVED in one for one in said)


def test_what_is_not_published_or_taken_back_answers_as_what_never_was(client: Client) -> None:
    found = adopted()
    addresses = [reverse("portal:table", args=[found.uid]), *(
        reverse("portal:table-file", args=[found.uid, name]) for name in ("recommandations.csv", "table.akn.xml"))]
    nothing = client.get(reverse("portal:table", args=[NOBODY]))
    for _round in range(2):
        for address in addresses:
            assert client.get(address).status_code == 404
        said = client.get(addresses[0]).content.decode()
        assert said.partition("<main")[2] == nothing.content.decode().partition("<main")[2]
        assert found.title not in read(client, "portal:tables") + read(client, "portal:news")
        publish_synthesis(by=user(), synthesis=found)
        assert client.get(addresses[0]).status_code == 200
        withdraw_publication(by=user(), synthesis=found, reason="Erreur")
    publish_synthesis(by=user(), synthesis=found)
    Synthesis.objects.filter(pk=found.pk).update(state="amending")
    assert client.get(addresses[0]).status_code == 404, "no longer adopted, it is no longer shown"


def test_what_is_not_there_is_told_by_a_light_page(client: Client) -> None:
    for address in (reverse("portal:table", args=[NOBODY]), "/portal/nulle-part/", "/portal/data/rien.csv"):
        answer = client.get(address)
        said = answer.content.decode()
        assert answer.status_code == 404 and "<script" not in said and len(answer.content) < LIGHT / 10
        assert reverse("portal:tables") in said and "max-age" not in answer.get("Cache-Control", "")
    client.force_login(user())
    elsewhere = client.get("/nulle-part/")
    assert elsewhere.status_code == 404 and "Retour au bureau" in elsewhere.content.decode()


def test_a_long_table_stays_light(client: Client) -> None:
    found = adopted()
    rows = [row for _place in range(20) for section in table().sections for block in section.blocks
            for row in block.rows]
    long = Table((Section(1, "Axe 1", tuple(Block(*lines("Un défi à relever dans chaque région du pays"), (row,))
                                            for row in rows)),))
    Version.objects.filter(synthesis=found).update(content=table_to_json(long))
    publish_synthesis(by=user(), synthesis=found)
    answer = client.get(reverse("portal:table", args=[found.uid]))
    assert len(rows) == 60 and weight(client, answer.wsgi_request.path) < LIGHT
    assert weight(client, reverse("portal:tables")) < LIGHT
    assert "max-age" in answer["Cache-Control"]


OPEN_DOORS = ("portal/", "robots.txt", "access/", "i18n/", "static/")


def unsigned(patterns: object, before: str = "") -> list[str]:
    """The addresses that a person who is not signed in is not sent away from."""
    out = []
    for one in patterns:  # type: ignore[attr-defined]
        if isinstance(one, URLResolver):
            out += unsigned(one.url_patterns, before + str(one.pattern))
        elif isinstance(one, URLPattern) and not getattr(one.callback, "login_required", True):
            out.append(before + str(one.pattern))
    return out


def test_nothing_else_is_reached_without_signing_in() -> None:
    found = [one for one in unsigned(get_resolver().url_patterns) if not one.startswith(OPEN_DOORS)]
    elsewhere = [one for one in found if not one.startswith("api/") and "calendar" not in one]
    assert elsewhere == [], "the interface asks for its own key, a calendar is opened by its secret address"
    assert sorted(one for one in unsigned(get_resolver().url_patterns) if one.startswith("portal/")) == [
        "portal/", "portal/<uuid:uid>/", "portal/<uuid:uid>/<str:name>", "portal/bulletins/<uuid:uid>/<str:kind>",
        "portal/data/<str:name>", "portal/figures/", "portal/figures/<slug:code>/",
        "portal/figures/<slug:code>/<int:version>/", "portal/figures/<slug:code>/<int:version>/<str:name>",
        "portal/figures/catalogue.jsonld", "portal/news.atom"]
