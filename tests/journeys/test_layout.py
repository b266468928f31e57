"""What every page shares: the menu, the language, signing in and out, all by keyboard."""
from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from canevas.commons.access.operations import create_user, system_user
from canevas.commons.jobs.operations import finish_job
from tests.journeys.conftest import Open
from tests.journeys.house import House

STRONG = "goudron-calebasse-71"


def focused(page: Page) -> str:
    return page.evaluate("(document.activeElement.innerText || document.activeElement.name || '').trim()")


def reached(page: Page, times: int = 60) -> list[str]:
    """What Tab reaches, in order."""
    out = []
    for _time in range(times):
        page.keyboard.press("Tab")
        out.append(focused(page))
    return out


def test_the_menu_is_reached_by_keyboard(house: House, open_page: Open) -> None:
    page = open_page(house.secretary)
    page.goto("/")
    entries = page.locator(".site-nav > ul > li > a, .site-nav > ul > li summary").all_inner_texts()
    assert entries == ["Bureau", "Déposer un compte rendu", "Réunions", "Instances", "Points d’action",
                       "Recommandations", "Synthèses", "Suivi", "Chiffres", "Références", "Recherche"]
    every = reached(page, 30)
    assert every[0] == "Aller au contenu"
    assert [name for name in every if name in entries][:11] == entries


def test_a_heading_of_the_menu_opens_by_keyboard(house: House, open_page: Open) -> None:
    page = open_page(house.administrator)
    page.goto("/directory/territories/")
    heading = page.locator(".site-nav summary", has_text="Références")
    assert "is-current" in (heading.get_attribute("class") or "")
    heading.focus()
    page.keyboard.press("Enter")
    assert reached(page, 3) == ["Organisations", "Territoires", "Politique"]
    page.keyboard.press("Escape")
    assert focused(page) == "Références"
    expect(page.locator(".site-nav").get_by_role("link", name="Territoires")).to_be_hidden()
    page.locator(".site-nav summary", has_text="Administration").click()
    page.locator(".site-nav").get_by_role("link", name="Comptes").click()
    expect(page.locator("h1")).to_have_text("Comptes")


def test_the_skip_link_leads_to_the_content(house: House, open_page: Open) -> None:
    page = open_page(house.secretary)
    page.goto("/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "content"


def test_the_focus_is_visible(house: House, open_page: Open) -> None:
    page = open_page(house.secretary)
    page.goto("/")
    for _time in range(12):
        page.keyboard.press("Tab")
        style = page.evaluate("(({outlineStyle, outlineWidth}) => [outlineStyle, parseFloat(outlineWidth)])"
                              "(getComputedStyle(document.activeElement))")
        assert style[0] != "none" and style[1] >= 2, focused(page)


def test_the_narrow_menu_opens_and_closes_by_keyboard(house: House, open_page: Open) -> None:
    page = open_page(house.secretary, width=360)
    page.goto("/")
    entry = page.locator(".site-menu a", has_text="Recherche")
    expect(entry).to_be_hidden()
    page.locator(".site-menu summary").focus()
    page.keyboard.press("Enter")
    expect(entry).to_be_visible()
    assert "Recherche" in reached(page, 20)
    page.keyboard.press("Escape")
    page.locator(".site-menu summary").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    expect(entry).to_be_hidden()
    assert focused(page) == "Menu"


def test_sign_in_change_language_and_sign_out(live_server: object, open_page: Open) -> None:
    create_user(by=system_user(), username="aissata", role="secretariat", password=STRONG)
    page = open_page(None)
    page.goto("/")
    page.keyboard.type("aissata")
    page.keyboard.press("Tab")
    page.keyboard.type(STRONG)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Bureau")
    page.locator(".language button").click()
    expect(page.locator("h1")).to_have_text("Desk")
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="Sign out").click()
    expect(page.locator("h1")).to_have_text("Sign in")


def test_every_page_works_without_script(house: House, open_page: Open, browser: Browser, live_server: object) -> None:
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    page = context.new_page()
    page.goto("/access/sign-in/")
    assert page.locator("form [name=login]").count() == 1
    context.close()


def test_a_list_renews_itself_as_one_types(house: House, open_page: Open) -> None:
    page = open_page(house.secretary)
    page.goto("/directory/organisations/")
    page.locator("[name=q]").fill("croix")
    expect(page.locator("#results")).not_to_contain_text("Action Contre la Faim")
    expect(page).to_have_url(re.compile("q=croix"))


def test_a_work_is_followed_to_its_end(house: House, open_page: Open) -> None:
    page = open_page(house.secretary)
    page.goto(f"/jobs/{house.job.uid}/")
    assert page.locator("progress").get_attribute("value") == "30"
    finish_job(house.job, message="40 comptes rendus entrés.", result_url="/")
    page.get_by_role("link", name="Voir le résultat").click()
    expect(page.locator("h1")).to_have_text("Bureau")
