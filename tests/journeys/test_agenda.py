"""The agenda put in order as a person does: dragged by its handle, and by keyboard with what is said to a reader."""
from __future__ import annotations

from playwright.sync_api import Page, expect

from canevas.governance.concertation.models import Session
from canevas.governance.concertation.operations.agenda import add_item
from canevas.governance.concertation.queries.meeting import agenda_of
from tests.journeys.conftest import Open
from tests.journeys.house import House
from tests.journeys.waiting import becomes


def titles(session: Session) -> list[str]:
    return [one.title for one in agenda_of(session)]


def shown(page: Page) -> list[str]:
    return page.locator(".agenda-items .item-title").all_inner_texts()


def drag_first_to_the_end(page: Page) -> None:
    handle, last = page.locator(".handle").first.bounding_box(), page.locator(".agenda-items > li").last.bounding_box()
    assert handle and last, "no handle to drag by"
    page.mouse.move(handle["x"] + 8, handle["y"] + 15)
    page.mouse.down()
    page.mouse.move(handle["x"] + 8, handle["y"] + 60, steps=5)
    page.mouse.move(handle["x"] + 8, last["y"] + last["height"] - 2, steps=20)
    page.mouse.up()


def test_items_are_dragged_and_moved_by_keyboard(house: House, open_page: Open) -> None:
    for title in ("Situation des sites", "Retours"):
        add_item(by=house.secretary, session=house.planned, title=title)
    page = open_page(house.secretary)
    page.goto(f"/concertation/sessions/{house.planned.uid}/agenda/")
    assert shown(page) == ["Situation des sites", "Retours", "Divers", "Recommandations"]
    drag_first_to_the_end(page)
    wanted = ["Retours", "Divers", "Recommandations", "Situation des sites"]
    becomes(lambda: titles(house.planned), wanted)
    becomes(lambda: shown(page), wanted)
    becomes(lambda: page.locator("#agenda-said").inner_text(), "L’ordre est enregistré.")
    uid = agenda_of(house.planned)[1].uid
    page.locator(f"#up-{uid}").focus()
    page.keyboard.press("Enter")
    becomes(lambda: shown(page)[:2], ["Divers", "Retours"])
    said = "«\N{NO-BREAK SPACE}Divers\N{NO-BREAK SPACE}» est maintenant le point 1 sur 4."
    becomes(lambda: page.locator("#agenda-said").inner_text(), said)
    becomes(lambda: page.evaluate("document.activeElement.id"), f"down-{uid}")
    expect(page.locator(".htmx-settling, .htmx-swapping")).to_have_count(0)
    drag_first_to_the_end(page)  # the list was drawn anew twice: its handles are still there
    becomes(lambda: titles(house.planned), ["Retours", "Recommandations", "Situation des sites", "Divers"])
