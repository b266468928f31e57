"""An auditor reads the journal, the story of a meeting, and has the chain checked."""
from __future__ import annotations

import pytest
from playwright.sync_api import expect

from tests.factories.minutes import user
from tests.journeys.conftest import Open
from tests.journeys.house import House
from tests.journeys.test_every_page import BEYOND, barriers


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_auditors_pages_are_open_to_all(
    house: House, open_page: Open, complaints: list[str], width: int, scheme: str,
) -> None:
    page = open_page(user("auditrice", "auditor"), width=width, height=800, scheme=scheme)
    problems = []
    for url in ("/journal/", f"/journal/of/concertation.intake/{house.waiting.pk}/", "/journal/?q=introuvable"):
        page.goto(url)
        problems += barriers(page, complaints) + page.evaluate(BEYOND)
    assert problems == []


def test_from_a_row_to_the_story_and_the_check(house: House, open_page: Open) -> None:
    page = open_page(user("auditrice", "auditor"))
    page.goto("/")
    page.locator(".site-nav summary", has_text="Administration").click()
    page.get_by_role("link", name="Journal", exact=True).click()
    page.get_by_label("Événement").select_option("intake_taken_in")
    page.get_by_role("button", name="Filtrer").click()
    row = page.locator("#results tbody tr").first
    expect(row).to_contain_text("a donné")  # the list renews itself as soon as an event is chosen
    row.get_by_role("link").first.click()
    assert "à lire" in page.locator("main .story").inner_text()
    page.goto("/journal/")
    page.get_by_role("button", name="Vérifier le journal").click()
    page.get_by_text("Le journal est entier.").wait_for()
