"""Published figures before everybody: what is signed and published, in every form, and nothing else."""
from __future__ import annotations

import itertools
import json
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from lxml import etree

from canevas.commons.access.queries import User
from canevas.evidence.observatory.models import Release
from canevas.evidence.observatory.operations import (
    approve_release,
    prepare_release,
    protect_release,
    publish_release,
    withdraw_release,
)
from canevas.evidence.observatory.queries.explorer import indicators
from canevas.evidence.observatory.queries.published import FORMS
from canevas.evidence.observatory.queries.releases import table_of
from canevas.evidence.observatory.rules.publish.table import Status
from canevas.evidence.observatory.rules.statistics.explorer import read_question
from tests.doors.portal.weighing import weight
from tests.factories.minutes import user
from tests.factories.store import House

LIGHT = 150_000
ROWS = tuple((f"{day:02}/{month:02}/2023", region, "", nationality, "F", number)
             for month in range(1, 13) for day, (region, nationality, number) in enumerate((
                 ("Agadez", "Nigérienne", 80 + month), ("Agadez", "Malienne", 4), ("Tahoua", "Nigérienne", 30 + month),
                 ("Tahoua", "Malienne", 21), ("Tahoua", "Tchadienne", 47), ("Agadez", "Tchadienne", 19)), 1))


@pytest.fixture
def house(db: None, tmp_path: Path) -> Iterator[House]:
    with override_settings(CANEVAS_HOME=tmp_path, CANEVAS_ENGINE=""):
        made = House()
        made.add(*ROWS)
        yield made


@pytest.fixture
def chief(house: House) -> User:
    return user("cheffe", "statistician")


def made(house: House, chief: User, **given: Any) -> Release:
    asked = read_question({"indicator": ["FLOW"], **given}, indicators())
    release = protect_release(by=house.statistician, release=prepare_release(
        by=house.statistician, question=asked, title="Flux observés en 2023", code="FLUX"))
    assert release.refusal == ""
    return approve_release(by=chief, release=release)


def addresses(release: Release) -> list[str]:
    where = [release.code, release.version]
    return [reverse("portal:newest-release", args=[release.code]), reverse("portal:release", args=where),
            *(reverse("portal:release-file", args=[*where, form.name]) for form in FORMS)]


def test_before_it_is_published_and_after_it_is_withdrawn_it_never_was(
    house: House, chief: User, client: Client) -> None:
    release = made(house, chief, by=["region"])
    never = client.get(reverse("portal:release", args=["NIX", release.version]))

    def closed() -> None:
        for address in addresses(release):
            answer = client.get(address)
            assert answer.status_code == 404, address
            assert answer.content.decode().replace(release.code, "NIX").partition("<main")[2] == (
                never.content.decode().partition("<main")[2])
        assert release.title not in client.get(reverse("portal:figures")).content.decode()
        assert release.code not in client.get(reverse("portal:catalogue")).content.decode()
        assert release.code not in client.get(reverse("portal:news")).content.decode()

    closed()
    client.force_login(house.statistician)
    closed()
    publish_release(by=chief, release=release)
    client.logout()
    assert all(client.get(address).status_code == 200 for address in addresses(release))
    withdraw_release(by=chief, release=release, reason="Erreur")
    closed()


def test_what_is_for_partners_is_not_public(house: House, chief: User, client: Client) -> None:
    release = made(house, chief, by=["region"])
    publish_release(by=chief, release=release)
    Release.objects.update(audience="partner")
    assert all(client.get(address).status_code == 404 for address in addresses(release))


def test_the_page_shows_what_is_published_and_says_what_is_hidden(house: House, chief: User, client: Client) -> None:
    release = publish_release(by=chief, release=made(house, chief, by=["region", "nationality"], to=["2023-01"],
                                                     **{"from": ["2023-01"]}))
    text = unescape(client.get(reverse("portal:release", args=["FLUX", 1])).content.decode())
    hidden = [cell for cell in table_of(release).cells if cell.status is Status.SUPPRESSED]
    assert hidden and text.count(">c<") == len(hidden)
    assert "confidentiel" in text and "Suivi des flux" in text and release.sha256 in text
    assert "<script" not in text and "style=" not in text


def test_pages_are_light_and_have_their_chart(house: House, chief: User, client: Client) -> None:
    publish_release(by=chief, release=made(house, chief, by=["period", "region"]))
    pages = [reverse("portal:tables"), reverse("portal:figures"), reverse("portal:release", args=["FLUX", 1])]
    assert {one: weighed for one in pages if (weighed := weight(client, one)) >= LIGHT} == {}
    answer = client.get(pages[-1])
    assert not any("<script" in client.get(one).content.decode() for one in pages)
    svg = re.search(r"<svg.*</svg>", answer.content.decode(), re.S)[0]
    assert svg.count('class="line ') == 2 and len(svg) < 10_000
    heights = sorted(float(one) for one in re.findall(r'class="name" x="\d+" y="([\d.]+)"', svg))
    assert heights[-1] < 280 and all(two - one >= 20 for one, two in itertools.pairwise(heights))


def test_what_is_no_exact_figure_is_drawn_open(house: House, chief: User, client: Client) -> None:
    house.add(("05/12/2023", "Agadez", "", "Nigérienne", "H", "4 000 à 5 000"), name="intervalle.csv")
    for by, shape in ((["region"], "bar"), (["period", "region"], "dot line-0")):
        publish_release(by=chief, release=made(house, chief, by=by))
        page = client.get(reverse("portal:newest-release", args=["FLUX"])).content.decode()
        svg = re.search(r"<svg.*</svg>", page, re.S)[0]
        assert svg.count(f'class="{shape} about"') == 1 and "évidé dans le graphique" in page


def test_where_nothing_is_published_the_page_says_so(client: Client, db: None) -> None:
    page = client.get(reverse("portal:figures")).content.decode()
    assert "Aucun chiffre n’est encore publié." in page and "Aucun bulletin n’est encore publié." in page


def test_who_has_it_is_not_sent_it_again(house: House, chief: User, client: Client) -> None:
    publish_release(by=chief, release=made(house, chief, by=["region"]))
    for address in addresses(Release.objects.get())[1:]:
        answer = client.get(address)
        assert "max-age" in answer["Cache-Control"]
        assert client.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304, address


def test_the_catalogue_leads_to_every_file(house: House, chief: User, client: Client) -> None:
    publish_release(by=chief, release=made(house, chief, by=["region"]))
    found = json.loads(client.get(reverse("portal:catalogue")).content)
    files = [one["dcat:downloadURL"]["@id"] for one in found["dcat:dataset"][0]["dcat:distribution"]]
    assert len(files) == len(FORMS)
    assert all(client.get(one.removeprefix("http://testserver")).status_code == 200 for one in files)


def test_a_newer_version_is_told(house: House, chief: User, client: Client) -> None:
    for _turn in range(2):
        publish_release(by=chief, release=made(house, chief, by=["region"]))
    assert "version plus récente (2)" in client.get(reverse("portal:release", args=["FLUX", 1])).content.decode()
    assert client.get(reverse("portal:figures")).content.decode().count("Flux observés en 2023") == 1


def test_the_newest_period_stands_first_and_the_total_last(house: House, chief: User, client: Client) -> None:
    publish_release(by=chief, release=made(house, chief, by=["period", "region"]))
    page = client.get(reverse("portal:release", args=["FLUX", 1])).content.decode()
    months = re.findall(r'<th scope="row">(.*?)</th>', page)
    assert months[-1] == "Total" and months[0] == table_of(Release.objects.get()).dimensions[0].labels["2023-12"]


def test_the_feed_tells_what_was_published(house: House, chief: User, client: Client) -> None:
    publish_release(by=chief, release=made(house, chief, by=["region"]))
    answer = client.get(reverse("portal:news"))
    assert answer["Content-Type"].startswith("application/atom+xml")
    space = {"a": "http://www.w3.org/2005/Atom"}
    [entry] = etree.fromstring(answer.content).findall("a:entry", space)
    assert entry.findtext("a:title", "", space) == "Flux observés en 2023"
    address = entry.find("a:link", space).attrib["href"].removeprefix("http://testserver")
    assert client.get(address).status_code == 200


def test_search_engines_see_the_public_pages_only(client: Client, db: None) -> None:
    text = client.get("/robots.txt").content.decode()
    assert "Allow: /portal/" in text and "Disallow: /\n" in text
