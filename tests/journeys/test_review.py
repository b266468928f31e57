"""The workbench by keyboard alone: the doubts one after the other, the passage in the original, the register."""
from __future__ import annotations

from datetime import date

import pytest
from playwright.sync_api import Page, expect

from canevas.governance.concertation.models import Intake, IntakeLine, Session
from canevas.governance.concertation.operations import enter
from tests.factories.minutes import Writer, content, reading, small_minutes
from tests.journeys.conftest import Open
from tests.journeys.house import House


@pytest.fixture
def asked(house: House) -> Intake:
    """Minutes of another day, of which two values are to be checked."""
    writer = Writer()
    read = small_minutes(writer)
    read.date = writer.say(date(2025, 6, 18), "18/06/2025")
    read.items[0].discussion[1].confidence = 0.5
    made = reading(read, writer, "juin.docx")
    return enter(by=house.secretary, reading=made, content=content(made))


def started(house: House, asked: Intake, open_page: Open, width: int = 1280) -> Page:
    page = open_page(house.secretary, width=width)
    page.goto(f"/concertation/intake/{asked.uid}/")
    expect(page.locator(".line.is-open")).to_be_focused()
    return page


def pressed(page: Page, *keys: str) -> None:
    """Press keys one after the other, each answered by the server before the next."""
    for key in keys:
        with page.expect_response(lambda response: "/concertation/intake/" in response.url):
            page.keyboard.press(key)
        expect(page.locator(".htmx-request, .htmx-swapping, .htmx-settling")).to_have_count(0)


def test_the_doubt_is_asked_and_its_passage_shown(house: House, asked: Intake, open_page: Open) -> None:
    page = started(house, asked, open_page)
    doubt = asked.lines.filter(state=IntakeLine.State.DOUBTFUL).first()
    expect(page.locator(".line.is-open")).to_have_attribute("data-line", str(doubt.pk))
    expect(page.locator(".doc mark")).to_have_text(doubt.value["text"])


def test_from_the_first_doubt_to_the_next_file_by_keyboard(house: House, asked: Intake, open_page: Open) -> None:
    page = started(house, asked, open_page)
    for _doubt in range(asked.lines.filter(state=IntakeLine.State.DOUBTFUL).count()):
        pressed(page, "Enter")
    assert not asked.lines.filter(state=IntakeLine.State.DOUBTFUL).exists()
    expect(page.locator(".understood-head [value=confirm-intake]")).to_be_enabled()


def test_correct_split_join_and_undo_by_keyboard(house: House, asked: Intake, open_page: Open) -> None:
    page = started(house, asked, open_page)
    line = asked.lines.get(state=IntakeLine.State.DOUBTFUL, kind="action")
    pressed(page, "j")
    page.keyboard.press("e")
    expect(page.locator(".line.is-open textarea")).to_be_focused()
    page.keyboard.type(" et Dogueraoua")
    pressed(page, "Enter")
    line.refresh_from_db()
    assert line.value["text"].endswith(" et Dogueraoua")
    page.goto(f"/concertation/intake/{asked.uid}/?line={line.pk}")
    page.keyboard.press("s")
    for _sign in range(len(" et Dogueraoua")):
        page.keyboard.press("ArrowLeft")
    pressed(page, "Control+Enter")
    line.refresh_from_db()
    assert not line.value["text"].endswith("Dogueraoua")
    pressed(page, "m")
    line.refresh_from_db()
    assert line.value["text"].endswith(" et Dogueraoua")
    pressed(page, "d")
    line.refresh_from_db()
    assert line.state == IntakeLine.State.DROPPED
    pressed(page, "u")
    line.refresh_from_db()
    assert line.state == IntakeLine.State.CONFIRMED


def test_keys_go_through_every_value_and_the_help_closes(house: House, asked: Intake, open_page: Open) -> None:
    page = started(house, asked, open_page)
    first = page.locator(".line.is-open").get_attribute("data-line")
    pressed(page, "J")
    assert page.locator(".line.is-open").get_attribute("data-line") != first
    pressed(page, "K")
    assert page.locator(".line.is-open").get_attribute("data-line") == first
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#keys")).to_be_hidden()


def test_leaving_and_returning_loses_nothing(house: House, asked: Intake, open_page: Open) -> None:
    page = started(house, asked, open_page, width=360)
    pressed(page, "Enter")
    page.goto("/")
    page.goto(f"/concertation/intake/{asked.uid}/")
    doubts = asked.lines.filter(state=IntakeLine.State.DOUBTFUL).count()
    asked = page.locator("#understood").get_attribute("data-asked").split()
    assert len(asked) == doubts
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_new_version_is_confirmed_by_the_page(house: House, open_page: Open) -> None:
    before = Session.objects.count()
    page = open_page(house.secretary)
    page.goto(f"/concertation/intake/{house.waiting.uid}/")
    expect(page.locator(".changes del").first).to_be_visible()
    with page.expect_navigation():
        page.locator(".understood-head [value=confirm-intake]").click()
    house.waiting.refresh_from_db()
    assert house.waiting.state == Intake.State.CONFIRMED
    assert Session.objects.count() == before
    assert house.waiting.session.minutes.count() == 2
