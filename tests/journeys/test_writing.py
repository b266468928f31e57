"""Minutes are typed while the network goes, the server stops, the session ends, and others write too."""
from __future__ import annotations

import os
import random
import signal
import time
from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from playwright.sync_api import Browser, Page

from canevas.governance.concertation.rules.blocks import TABLE
from tests.factories.writing import held_session
from tests.journeys.conftest import As, Open, put_cookie
from tests.journeys.house import House
from tests.journeys.served import Served
from tests.journeys.waiting import until
from tests.journeys.writing import (
    editor,
    offline_is_ready,
    open_writing,
    ready,
    said,
    sentence,
    type_in,
    wait_state,
)


# ---- typing --------------------------------------------------------------------------------------------------------
@pytest.fixture
def writing(house: House, open_page: Open) -> tuple[Page, Any]:
    session = held_session()
    page = open_page(house.secretary)
    open_writing(page, reverse("concertation:session-writing", args=[session.uid]))
    return page, session.items.get(number=1)


def test_paragraphs_bullets_and_a_table_are_typed_by_keyboard(writing: tuple[Page, Any]) -> None:
    page, item = writing
    type_in(page, "Le point est fait\u00a0: «\u00a0d’accord\u00a0».")
    keys = page.keyboard
    keys.press("Enter")
    keys.type("- une puce")
    keys.press("Enter")
    keys.press("Tab")
    keys.type("dessous")
    for _time in range(3):
        keys.press("Enter")
    keys.type("suite")
    keys.press("Control+Alt+t")
    for cell in ("Région", "Sites", "Tahoua", "4", "Agadez", "2"):
        keys.type(cell)
        keys.press("Tab")
    wait_state(page, "saved")
    found = said(item)
    assert [(one.form, one.level, one.text) for one in found[:4]] == [
        ("paragraph", 0, "Le point est fait\u00a0: «\u00a0d’accord\u00a0»."), ("bullet", 0, "une puce"),
        ("bullet", 1, "dessous"), ("paragraph", 0, "suite")]
    assert found[4].form == TABLE
    assert found[4].cells == (("Région", "Sites"), ("Tahoua", "4"), ("Agadez", "2"), ("", ""))
    uids = [one.uid for one in found]
    page.get_by_role("button", name="Supprimer la ligne").click()
    until(lambda: len(said(item)[4].cells) == 3, "la ligne n'est pas partie")
    page.keyboard.press("Control+z")
    until(lambda: len(said(item)[4].cells) == 4, "l'annulation n'a pas rendu la ligne")
    assert [one.uid for one in said(item)] == uids
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    assert not page.evaluate("document.activeElement.closest('.writing-text')")


WORD = (Path(__file__).parent / "clipboard" / "word.html").read_text(encoding="utf-8")
"""A few paragraphs as Word puts them on the clipboard."""


def paste(page: Page, html: str, text: str = "") -> None:
    page.evaluate("""([html, text]) => {
      const data = new DataTransfer();
      if (html) data.setData("text/html", html);
      data.setData("text/plain", text || "x");
      const event = new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true});
      document.activeElement.dispatchEvent(event);
    }""", [html, text])


def test_what_comes_from_word_and_excel_is_clean(writing: tuple[Page, Any]) -> None:
    page, item = writing
    editor(page).click()
    paste(page, WORD)
    wait_state(page, "saved")
    assert [(one.form, one.level, one.text) for one in said(item)] == [
        ("paragraph", 0, "Point sur les sites"),
        ("paragraph", 0, "Le comité note la mise à jour\u00a0: «\u00a0fait\u00a0»."),
        ("bullet", 0, "Premier"), ("bullet", 1, "Second"),
        ("table", 0, "Région de Tahoua\nSites\t4 ouverts"), ("bullet", 0, "Liste"), ("bullet", 1, "dessous")]
    type_in(page, "")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    paste(page, "", "Poste\tEntrées\r\nBirni\t12\r\n\r\n- noté\r\nTexte  simple")
    until(lambda: any(one.text == "Texte  simple" for one in said(item)), "le texte collé manque")
    assert [(one.form, one.text) for one in said(item)][-3:] == [
        ("table", "Poste\tEntrées\nBirni\t12"), ("bullet", "noté"), ("paragraph", "Texte  simple")]


def test_the_plain_form_works_without_scripts(
        house: House, browser: Browser, live_server: Any, open_page: Open) -> None:
    session = held_session()
    cookies = open_page(house.secretary).context.cookies()
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url, locale="fr-FR")
    context.add_cookies(cookies)
    page = context.new_page()
    page.goto(reverse("concertation:session-writing", args=[session.uid]))
    page.get_by_label("Ce qui a été dit").first.fill("Ouverture.\n- une puce\n| A | B |\n| 1 | 2 |")
    page.get_by_role("button", name="Enregistrer ce point").first.click()
    assert [(one.form, one.text) for one in said(session.items.get(number=1))] == [
        ("paragraph", "Ouverture."), ("bullet", "une puce"), ("table", "A\tB\n1\t2")]
    page.get_by_text("Ajouter une décision").nth(1).click()
    form = page.locator(".outcome[open]")
    form.get_by_label("Ce qui a été décidé").fill("Le plan est adopté")
    form.get_by_label("Issue").select_option("adopted")
    form.get_by_role("button", name="Ajouter").click()
    assert session.decisions.get().item.number == 2
    context.close()


def test_what_came_out_of_an_item_is_typed_under_it(writing: tuple[Page, Any]) -> None:
    page, item = writing
    place = page.locator(".writing-item").first
    place.get_by_text("Ajouter une action").click()
    place.get_by_label("Ce qui est à faire").fill("Transmettre la liste des sites")
    place.get_by_label("Qui en répond").fill("OIM ; DRECM/R")
    place.get_by_label("Échéance").fill("dès que possible")
    place.get_by_role("button", name="Ajouter", exact=True).click()
    place.get_by_text("Transmettre la liste des sites").first.wait_for()
    action = item.actions.get()
    assert [who.verbatim for who in action.responsibles.all()] == ["OIM", "DRECM/R"]
    assert action.deadline_text == "dès que possible"


# ---- others --------------------------------------------------------------------------------------------------------
def test_two_people_on_one_item_settle_their_texts(served: Served, sign_in: As) -> None:
    one, other = sign_in("aminata"), sign_in("boubacar")
    open_writing(one, served.writing)
    open_writing(other, served.writing)
    type_in(one, "Le site compte dix familles.")
    wait_state(one, "saved")
    until(lambda: "dix familles" in editor(other).inner_text(), "le texte d'Aminata n'arrive pas chez Boubacar")
    assert "Aminata" in sentence(other)
    # both change the same sentence, one of them without a network
    other.context.set_offline(True)
    type_in(other, " Il manque de l’eau.")
    wait_state(other, "away")
    type_in(one, " Une école ouvre.")
    wait_state(one, "saved")
    other.context.set_offline(False)
    wait_state(other, "conflict")
    panel = other.locator(".conflict").first
    assert "Aminata" in panel.inner_text()
    assert served.texts() == ["Le site compte dix familles. Une école ouvre."]
    marked = panel.locator("mark.differs").all_inner_texts()
    assert any("manque" in words for words in marked) and any("école" in words for words in marked)
    panel.get_by_role("button", name="Garder ce que j’ai choisi").click()
    panel.get_by_role("alert").wait_for()
    panel.get_by_label("les deux").check()
    panel.get_by_role("button", name="Garder ce que j’ai choisi").click()
    wait_state(other, "saved")
    both = ["Le site compte dix familles. Il manque de l’eau.", "Le site compte dix familles. Une école ouvre."]
    assert served.texts() == both
    until(lambda: "manque" in editor(one).inner_text() or one.get_by_text("Voir la modification").is_visible(),
          "le choix de Boubacar n'arrive pas chez Aminata")
    kinds = [kind for (kind,) in served._rows("SELECT kind FROM concertation_itemrevision ORDER BY id")]
    assert kinds == ["typed", "settled", "set-aside"]


def test_a_conflict_survives_a_reload_and_mine_may_be_kept(served: Served, sign_in: As) -> None:
    one, other = sign_in("aminata"), sign_in("boubacar")
    open_writing(one, served.writing)
    open_writing(other, served.writing)
    other.context.set_offline(True)
    type_in(other, "Texte de Boubacar")
    wait_state(other, "away")
    type_in(one, "Texte d’Aminata")
    wait_state(one, "saved")
    other.context.set_offline(False)
    wait_state(other, "conflict")
    other.reload()
    ready(other)
    wait_state(other, "conflict")
    other.get_by_role("button", name="Garder tout mon texte").click()
    wait_state(other, "saved")
    assert served.texts() == ["Texte de Boubacar"]


def test_nobody_sees_the_texts_of_another_person_on_a_shared_laptop(served: Served, sign_in: As) -> None:
    page = sign_in("aminata")
    open_writing(page, served.writing)
    offline_is_ready(page)
    page.context.set_offline(True)
    type_in(page, "Texte secret d’Aminata")
    wait_state(page, "away")
    put_cookie(page.context, served, "boubacar")  # before the network is back: her text would go as hers
    page.context.set_offline(False)
    second = page.context.new_page()
    open_writing(second, served.writing)
    wait_state(page, "other-person")
    assert "secret" not in second.locator("main").inner_text()
    assert second.locator("#unsent").is_hidden()
    page.close()
    second.close()
    assert served.texts() == []
    # she signs in again: her text is there and goes
    put_cookie(page.context, served, "aminata")
    again = page.context.new_page()
    open_writing(again, served.writing)
    wait_state(again, "saved")
    assert served.texts() == ["Texte secret d’Aminata"]


# ---- the network goes, the server stops ----------------------------------------------------------------------------
def test_what_is_typed_without_a_network_is_sent_when_it_is_back(served: Served, sign_in: As) -> None:
    page = sign_in("aminata")
    open_writing(page, served.writing)
    type_in(page, "Avant. ")
    wait_state(page, "saved")
    page.context.set_offline(True)
    type_in(page, "Pendant la coupure.")
    page.keyboard.press("Enter")
    page.keyboard.type("Toujours.")
    wait_state(page, "away")
    assert sentence(page).startswith("Hors ligne : gardé dans ce navigateur".replace(" :", "\u00a0:"))
    assert served.texts() == ["Avant. "]
    page.context.set_offline(False)
    wait_state(page, "saved")
    assert served.texts() == ["Avant. Pendant la coupure.", "Toujours."]


def test_a_killed_server_a_reload_without_it_and_a_restart_lose_nothing(served: Served, sign_in: As) -> None:
    page = sign_in("aminata")
    open_writing(page, served.writing)
    offline_is_ready(page)
    type_in(page, "Un. ")
    wait_state(page, "saved")
    type_in(page, "Deux. ")
    served.stop(signal.SIGKILL)
    type_in(page, "Trois. ")
    wait_state(page, "away")
    type_in(page, "Divers aussi.", number=3)
    wait_state(page, "away", number=3)
    page.reload()
    ready(page)
    assert editor(page).inner_text().strip() == "Un. Deux. Trois."
    assert editor(page, 3).inner_text().strip() == "Divers aussi."
    assert "2 textes" in page.locator("#unsent-title").inner_text()
    type_in(page, "Quatre.")
    served.start()
    wait_state(page, "saved", patience=45)
    wait_state(page, "saved", number=3, patience=45)
    assert served.texts() == ["Un. Deux. Trois. Quatre."]
    assert served.texts(3) == ["Divers aussi."]
    assert page.locator("#unsent").is_hidden()


def test_a_closed_laptop_sends_what_was_kept_when_the_page_is_opened_again(served: Served, sign_in: As) -> None:
    page = sign_in("aminata")
    open_writing(page, served.writing)
    offline_is_ready(page)
    served.stop(signal.SIGKILL)
    type_in(page, "Gardé sur ce portable.")
    wait_state(page, "away")
    context = page.context
    page.close()
    served.start()
    again = context.new_page()
    open_writing(again, served.writing)
    wait_state(again, "saved")
    assert served.texts() == ["Gardé sur ce portable."]


def test_the_last_words_before_a_page_is_closed_are_not_lost(served: Served, sign_in: As) -> None:
    page = sign_in("aminata")
    open_writing(page, served.writing)
    type_in(page, "Les derniers mots")
    page.close(run_before_unload=True)
    until(lambda: served.texts() == ["Les derniers mots"], "les derniers mots ne sont pas arrivés")


def test_a_session_that_ends_while_typing_keeps_the_text(served: Served, sign_in: As) -> None:
    page = sign_in("aminata")
    open_writing(page, served.writing)
    type_in(page, "Avant. ")
    wait_state(page, "saved")
    kept = served._rows("SELECT session_key, session_data, expire_date FROM django_session")
    served.sign_out_everybody()
    type_in(page, "Après.")
    wait_state(page, "signed-out")
    assert page.get_by_role("link", name="Se reconnecter").is_visible()
    assert served.texts() == ["Avant. "]
    page.context.clear_cookies(name="csrftoken")  # signing in again gives another one, or none until a page is asked
    for row in kept:
        served._rows("INSERT INTO django_session (session_key, session_data, expire_date) VALUES (?, ?, ?)", *row)
    put_cookie(page.context, served, "aminata")
    wait_state(page, "saved", patience=45)
    assert served.texts() == ["Avant. Après."]


def test_a_kept_page_is_served_to_nobody_else(served: Served, sign_in: As) -> None:
    page = sign_in("aminata")
    open_writing(page, served.writing)
    offline_is_ready(page)
    type_in(page, "Vu par Aminata.")
    wait_state(page, "saved")
    page.reload()
    ready(page)
    put_cookie(page.context, served, "boubacar")
    page.goto(served.writing)
    ready(page)
    names = page.evaluate("caches.keys()")
    assert [name for name in names if name.startswith("canevas-pages-")] == [
        f"canevas-pages-{page.locator('body').get_attribute('data-person')}"]


# ---- two hundred acts of chance ------------------------------------------------------------------------------------
ACTS = {"word": 60, "enter": 12, "back": 10, "network": 7, "server": 2, "reload": 4, "wait": 5}
"""How often each act comes."""
SEEDS = [int(seed) for seed in os.environ.get("CANEVAS_TYPING_SEEDS", "7 2026").split()]


@pytest.mark.slow
@pytest.mark.parametrize("seed", SEEDS)
def test_random_typing_with_random_cuts_ends_with_what_was_typed(served: Served, sign_in: As, seed: int) -> None:
    chance = random.Random(seed)
    page = sign_in("aminata")
    open_writing(page, served.writing)
    offline_is_ready(page)
    editor(page).click()
    typed = [""]
    is_up, is_on = True, True
    for number in range(200):
        act = chance.choices(list(ACTS), list(ACTS.values()))[0]
        if act == "word":
            word = f"{chance.choice(('agenda', 'région', 'site', 'eau', '« oui »'))}{number} "
            page.keyboard.type(word)
            typed[-1] += word
        elif act == "enter" and typed[-1].strip():
            page.keyboard.press("Enter")
            typed.append("")
        elif act == "back" and typed[-1]:
            page.keyboard.press("Backspace")
            typed[-1] = typed[-1][:-1]
        elif act == "network":
            is_on = not is_on
            page.context.set_offline(not is_on)
        elif act == "server":
            if is_up:
                served.stop(signal.SIGKILL)
            else:
                served.start()
            is_up = not is_up
        elif act == "reload" and not (is_up and not is_on):
            page.reload()
            ready(page)
            editor(page).click()
            page.keyboard.press("Control+End")
            if not typed[-1].strip() and len(typed) > 1:  # an empty line is no text: it does not come back
                typed.pop()
                page.keyboard.press("Enter")
                typed.append("")
        elif act == "wait":
            time.sleep(chance.uniform(0, 2.5))
    page.context.set_offline(False)
    if not is_up:
        served.start()
    wanted = [line for line in typed if line.strip()]
    deadline = time.monotonic() + 240
    while served.texts() != wanted and time.monotonic() < deadline:
        time.sleep(0.2)
    assert served.texts() == wanted
    wait_state(page, "saved")
    assert page.locator("#unsent").is_hidden()
