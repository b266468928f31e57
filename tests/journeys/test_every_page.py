"""Every page, wide and narrow, light and dark: no serious barrier, nothing that has to be scrolled sideways."""
from __future__ import annotations

from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.journeys.conftest import Open
from tests.journeys.house import House
from tests.journeys.pages import pages

AXE = Axe()
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


def barriers(page: Page, complaints: list[str]) -> list[str]:
    """The serious violations of the page. axe styles the page while it measures, which the page's policy refuses:
    those complaints are not the page's."""
    before = list(complaints)
    found: list[dict[str, Any]] = AXE.run(page).response["violations"]
    page.evaluate("0")  # what axe was refused has been told by now
    complaints[:] = before
    return [f"{one['id']}: {one['nodes'][0]['html'][:160]} {one['nodes'][0].get('failureSummary', '')[:300]}"
            for one in found if one["impact"] in BARRIERS]


def test_every_address_with_arguments_has_an_instance(house: House) -> None:
    _shown, unknown = pages(house)
    assert set(unknown) <= WITHOUT_INSTANCE, "let known_arguments() in tests/journeys/pages.py fill these"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_every_page_is_open_to_all(
    house: House, open_page: Open, complaints: list[str], width: int, scheme: str,
) -> None:
    shown, _unknown = pages(house)
    page = open_page(house.secretary, width=width, height=800, scheme=scheme)
    problems = []
    for url in shown:
        page.goto(url)
        problems += [f"{url} {barrier}" for barrier in barriers(page, complaints)]
        if beyond := page.evaluate(BEYOND):
            problems.append(f"{url} is wider than a screen of {width}: {beyond[:3]}")
    assert len(shown) > 8
    assert not problems, "\n".join(problems)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_pages_before_signing_in(live_server: object, open_page: Open, complaints: list[str], scheme: str) -> None:
    page = open_page(None, width=360, scheme=scheme)
    page.goto("/access/sign-in/")
    assert barriers(page, complaints) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
