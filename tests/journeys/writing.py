"""What the journeys of typing do: go to a page, type, wait for its line of state, look at the database."""
from __future__ import annotations

from playwright.sync_api import Locator, Page

from canevas.governance.concertation.models import AgendaItem
from canevas.governance.concertation.queries.writing import blocks_of
from canevas.governance.concertation.rules.blocks import Block
from tests.journeys.waiting import PATIENCE, asked, until


def open_writing(page: Page, address: str) -> None:
    page.goto(address)
    ready(page)


def ready(page: Page) -> None:
    page.locator("html[data-writing=ready]").wait_for(state="attached")


def offline_is_ready(page: Page) -> None:
    page.locator("html[data-offline=ready]").wait_for(state="attached")


def editor(page: Page, number: int = 1) -> Locator:
    return page.locator(".writing-item").nth(number - 1).locator(".writing-text")


def line_of_state(page: Page, number: int = 1) -> Locator:
    return page.locator(".writing-item").nth(number - 1).locator("[data-writing=state]")


def state(page: Page, number: int = 1) -> str:
    return line_of_state(page, number).get_attribute("data-state") or ""


def sentence(page: Page, number: int = 1) -> str:
    return line_of_state(page, number).inner_text()


def wait_state(page: Page, wanted: str, number: int = 1, patience: float = PATIENCE) -> None:
    until(lambda: state(page, number) == wanted, f"{wanted} n'est pas venu : {state(page, number)}", patience)


def type_in(page: Page, text: str, number: int = 1) -> None:
    """Type at the end of the text."""
    editor(page, number).click()
    page.keyboard.press("Control+End")
    page.keyboard.type(text)


def said(item: AgendaItem) -> list[Block]:
    """What the item says now."""
    return asked(lambda: blocks_of(item))
