"""The pages of releases: from the explorer to the public, with what each person may see and do."""
from __future__ import annotations

import re
from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from canevas.commons.access.queries import User
from canevas.evidence.observatory.models import Release
from tests.factories.minutes import user
from tests.factories.store import House

from .test_releases import EVEN, served

ASKED = "?indicator=FLOW&by=region&by=nationality&grain=month&from=2023-01&to=2023-01&sex=M"


@pytest.fixture
def other(house: House) -> User:
    return user("cheffe", "statistician")


def prepared(client: Client, house: House) -> Release:
    client.force_login(house.statistician)
    answer = client.post(reverse("observatory:release-new") + ASKED, {
        "title": "Hommes observés en janvier", "title_en": "", "audience": "public", "method": "suppression"})
    assert answer.status_code == 302
    return Release.objects.latest("pk")


def sheet(client: Client, release: Release) -> str:
    answer = client.get(release.get_absolute_url())
    assert answer.status_code == 200
    return re.sub(r"\s+", " ", unescape(answer.content.decode()))


def act(client: Client, release: Release, name: str, **data: str) -> int:
    return int(client.post(reverse("observatory:release-step", args=[release.uid, name]), data).status_code)


def test_from_the_explorer_to_the_public(client: Client, house: House, other: User) -> None:
    client.force_login(house.statistician)
    explorer = unescape(client.get(reverse("observatory:explorer") + ASKED).content.decode())
    assert "Préparer une publication" in explorer
    assert reverse("observatory:release-new") + ASKED in explorer
    asked = unescape(client.get(reverse("observatory:release-new") + ASKED).content.decode())
    assert "Ventilé par\u00a0: Région, Nationalité. Seulement sexe\u00a0: Hommes. Depuis janvier 2023." in asked
    release = prepared(client, house)
    text = sheet(client, release)
    assert "protégée" in text and "<strong>masqué</strong>" in text and "Rapport du contrôle" in text
    row = '<th scope="row">Agadez</th><td class="word">Mali</td><td class="number">4</td>'
    assert row in text, "before beside after"
    assert act(client, release, "approve") == 302 and Release.objects.get().state == "protected"
    client.force_login(other)
    assert act(client, release, "approve") == act(client, release, "publish") == 302
    assert Release.objects.get().state == "published"
    client.logout()
    public = client.get(reverse("portal:release", args=[release.code, 1])).content.decode()
    assert "Hommes observés en janvier" in public and 'data-label="Mali">4<' not in public


def test_what_the_gate_refuses_is_said_on_the_sheet(client: Client, house: House) -> None:
    client.force_login(house.statistician)
    client.post(reverse("observatory:release-new") + "?indicator=FLOW&by=period&grain=week", {
        "title": "Par semaine", "audience": "public", "method": "suppression"})
    text = sheet(client, Release.objects.get())
    assert "trop fins" in text and "Approuver" not in text


def test_who_reads_sees_what_is_published_and_not_what_stood_before(client: Client, house: House, other: User) -> None:
    release = prepared(client, house)
    reader = house.person("lectrice")
    client.force_login(reader)
    assert client.get(release.get_absolute_url()).status_code == 404
    assert act(client, release, "approve") == 404
    assert client.get(reverse("observatory:release-new") + ASKED).status_code == 403
    assert release.title not in client.get(reverse("observatory:releases")).content.decode()
    client.force_login(other)
    act(client, release, "approve")
    act(client, release, "publish")
    client.force_login(reader)
    text = sheet(client, release)
    assert "Avant le contrôle" not in text and "Rapport du contrôle" not in text and "Retirer" not in text
    assert act(client, release, "withdraw", reason="non") == 403


def test_it_is_withdrawn_for_a_reason(client: Client, house: House) -> None:
    release = prepared(client, house)
    assert act(client, release, "withdraw", reason="") == 302 and Release.objects.get().state == "protected"
    act(client, release, "withdraw", reason="Une source s’est trompée")
    assert "Une source s’est trompée" in sheet(client, release)


def services(client: Client, house: House, *by: str) -> str:
    """The sheet of a release of services by these breakdowns."""
    served(house, *EVEN)
    client.force_login(house.statistician)
    asked = "?indicator=SERVICES&grain=month&" + "&".join(f"by={one}" for one in by)
    client.post(reverse("observatory:release-new") + asked, {
        "title": "Services rendus", "title_en": "", "audience": "partner", "method": "suppression"})
    return sheet(client, Release.objects.latest("pk"))


def test_a_table_by_organisation_says_why_it_is_hidden_and_what_to_ask(client: Client, house: House) -> None:
    text = services(client, house, "region", "organisation")
    assert "Chaque chiffre de ce tableau dit ce que fait une seule structure" in text
    assert "sans la ventilation par structure" in text


def test_a_table_that_hides_little_gives_no_advice(client: Client, house: House) -> None:
    text = services(client, house, "region", "activity")
    assert "Masqué, des chiffres au-dessus de zéro" in text and "une seule structure" not in text
