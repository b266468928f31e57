"""Every page, wide and narrow, light and dark: no serious barrier, nothing that has to be scrolled sideways."""
from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT
from django.test import Client
from django.urls import reverse
from playwright.sync_api import Page

from tests.journeys.conftest import Open
from tests.journeys.house import House
from tests.journeys.pages import Shown, filled, known_arguments, pages

BARRIERS = ("serious", "critical")
BEYOND = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
    [...document.querySelectorAll("main *, header *")].filter(one => one.getBoundingClientRect().right > innerWidth + 1
        && ![...document.querySelectorAll("main *")].some(
            holder => holder !== one && holder.contains(one) && getComputedStyle(holder).overflowX === "auto"))
    .map(one => one.outerHTML.slice(0, 120)).reverse()"""
"""What stands out of a page that has to be scrolled sideways, innermost first."""
WITHOUT_INSTANCE = {
    "concertation:outline-act",   # takes a form only
    "concertation:outline-file",  # sends a file only
    "openid_connect_login",       # no identity provider is named (tests/commons/access/test_sign_in_identity.py)
    "openid_connect_callback",
}
"""Addresses with arguments that nothing in the small house fills, each with its reason."""


def barriers(page: Page, complaints: list[str], rule: str = "") -> list[str]:
    """The serious violations of the page (of one ``rule`` only), once it is there: what a click led to may have no
    element yet. axe styles the page while it measures, which the page's policy refuses: those complaints are not the
    page's."""
    page.wait_for_load_state()
    before = list(complaints)
    options: dict[str, Any] = {"resultTypes": ["violations"], **({"runOnly": [rule]} if rule else {})}
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate("asked => axe.run(asked).then(told => told.violations)", options)
    page.evaluate("0")  # what axe was refused has been told by now
    complaints[:] = before
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0].get('failureSummary', '')[:300]}"
            for one in found if one["impact"] in BARRIERS]


def test_every_address_with_arguments_has_an_instance(house: House) -> None:
    unknown = {address.name for address, url in filled(known_arguments(house)) if url is None}
    assert unknown <= WITHOUT_INSTANCE, "let known_arguments() in tests/journeys/pages.py fill these"


def test_the_pages_of_figures_are_walked_with_figures_in_them(house: House, client: Client) -> None:
    known = known_arguments(house)
    client.force_login(house.administrator)
    for name, said in (("source", "releves.csv"), ("source", "avril.csv"), ("workbench", "Nombre de migrants"),
                       ("batch", "releves.csv"), ("recipe", "version 1"), ("release", "Rapport du contrôle"),
                       ("disagreements", "Autres relevés")):
        takes = {key: known[f"observatory:{name}"][key] for key in known.get(f"observatory:{name}", {})
                 if key in ("uid", "code") or (name == "recipe" and key == "name")}
        assert said in client.get(reverse(f"observatory:{name}", kwargs=takes)).content.decode(), name


@pytest.mark.slow
@pytest.mark.parametrize(("width", "is_dark_too"), [(1280, True), (360, False)])
def test_every_page_is_open_to_all(
    house: House, open_page: Open, complaints: list[str], width: int, is_dark_too: bool,
) -> None:
    """Darkness changes colours and nothing else: there only contrast is measured, the same rule at any width."""
    shown = pages(house)
    people = {"secretary": house.secretary, "administrator": house.administrator, "nobody": None}
    problems = []
    for who, person in people.items():
        page = open_page(person, width=width, height=800)
        theirs = [one for one in shown if one.who == who]
        assert theirs, f"no page is shown to {who}"
        for one in theirs:
            problems += _problems(page, one, width, complaints)
            if is_dark_too:
                problems += _problems_in_the_dark(page, one, complaints)
    assert {"/", "/accounts/", "/journal/", "/access/sign-in/"} <= {one.url for one in shown}
    assert not problems, "\n".join(problems)


def _problems(page: Page, one: Shown, width: int, complaints: list[str]) -> list[str]:
    page.goto(one.url)
    out = [f"{one.url} {barrier}" for barrier in barriers(page, complaints)]
    if beyond := page.evaluate(BEYOND):
        out.append(f"{one.url} is wider than a screen of {width}: {beyond[:3]}")
    return out


def _problems_in_the_dark(page: Page, one: Shown, complaints: list[str]) -> list[str]:
    """Of the page that is shown. What scripts draw takes its colours when the page is opened, so that is done again."""
    page.emulate_media(color_scheme="dark")
    if page.locator("canvas, svg").count():
        page.reload()
    found = barriers(page, complaints, "color-contrast")
    page.emulate_media(color_scheme="light")
    return [f"{one.url} in the dark: {barrier}" for barrier in found]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_before_signing_in(live_server: object, open_page: Open, complaints: list[str], scheme: str) -> None:
    page = open_page(None, width=360, scheme=scheme)
    page.goto("/access/sign-in/")
    assert barriers(page, complaints) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
