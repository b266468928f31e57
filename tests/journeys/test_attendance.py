"""Noting who came, on a telephone in a room whose network comes and goes: no note is lost, none is written twice."""
from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.urls import reverse
from playwright.sync_api import Locator, Page, expect

from canevas.governance.concertation.models import Attendance
from tests.journeys.conftest import Open
from tests.journeys.house import House


@pytest.fixture
def page(house: House, open_page: Open, complaints: list[str]) -> Iterator[Page]:
    """The attendance of the meeting to come, as a telephone shows it."""
    opened = open_page(house.secretary, width=360, height=740)
    opened.on("dialog", lambda dialog: dialog.accept())  # the browser asks before it leaves what was not sent
    opened.goto(reverse("concertation:session-attendance", args=[house.planned.uid]))
    yield opened
    # What the browser and htmx (an event, then nothing) say of a request that did not leave is what is tried here.
    complaints[:] = [said for said in complaints
                     if "net::ERR_" not in said and not said.startswith("htmx:") and said != "undefined"]


def seats(page: Page) -> Locator:
    return page.locator(".seat")


def note(seat: Locator, word: str) -> None:
    seat.locator(".seat-notes button", has_text=word).click()


def noted(house: House) -> list[str]:
    return sorted(Attendance.objects.filter(session=house.planned).values_list("status", flat=True))


def test_notes_made_without_a_network_leave_when_it_is_back(house: House, page: Page) -> None:
    assert noted(house) == ["expected", "expected"]
    page.context.set_offline(True)
    note(seats(page).nth(0), "Présent")
    note(seats(page).nth(1), "Excusé")
    for place in (0, 1):
        expect(seats(page).nth(place).locator(".unsent")).to_contain_text("Pas encore enregistré")
    assert noted(house) == ["expected", "expected"]
    page.context.set_offline(False)
    expect(page.locator(".unsent")).to_have_count(0)
    expect(seats(page).nth(0).locator(".seat-state")).to_contain_text("Présent")
    expect(seats(page).nth(1).locator(".seat-state")).to_contain_text("Excusé")
    expect(page.locator("#attendance-standing")).to_contain_text("1 présent")
    assert noted(house) == ["excused", "present"]


def test_a_note_that_could_not_leave_survives_a_reload(house: House, page: Page) -> None:
    address = page.url
    page.route(address, lambda route: route.abort() if route.request.method == "POST" else route.continue_())
    note(seats(page).nth(0), "Présent")
    expect(seats(page).nth(0).locator(".unsent")).to_be_visible()
    page.reload()
    expect(seats(page).nth(0).locator(".unsent")).to_contain_text("Pas encore enregistré")
    assert noted(house) == ["expected", "expected"]
    page.unroute(address)
    seats(page).nth(0).get_by_role("button", name="Réessayer").click()
    expect(page.locator(".unsent")).to_have_count(0)
    expect(seats(page).nth(0).locator(".seat-state")).to_contain_text("Présent")
    assert noted(house) == ["expected", "present"]
    page.reload()
    expect(page.locator(".unsent")).to_have_count(0)
