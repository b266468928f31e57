"""What could keep a text in the browser for ever: each hindrance alone, arranged so that it always comes."""
from __future__ import annotations

import json
import signal
import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, Route

from tests.journeys.conftest import As, put_cookie
from tests.journeys.served import Served
from tests.journeys.waiting import PATIENCE, until
from tests.journeys.writing import editor, offline_is_ready, open_writing, ready, type_in, wait_state

SLOW_CACHE = """
const put = Cache.prototype.put;
Cache.prototype.put = function (request, answer) {
  const isNote = String(request.url || request).endsWith("known.json");
  return isNote ? new Promise(() => {}) : put.call(this, request, answer);
};
"""
"""A disk so slow that what the page notes for later is never written before it is left."""


def soon(page: Page, found: Callable[[], object], what: str) -> None:
    """Wait for ``found()`` while the page's requests, which the test answers, go on being answered."""
    end = time.monotonic() + PATIENCE
    while not found():
        assert time.monotonic() < end, what
        page.wait_for_timeout(50)


def is_save(route: Route) -> bool:
    return route.request.method == "POST" and "/blocks/" in route.request.url


def test_an_answer_lost_before_a_long_cut_is_no_conflict_with_oneself(served: Served, sign_in: As) -> None:
    page = sign_in("aminata")
    open_writing(page, served.writing)
    sent: list[dict[str, Any]] = []

    def cut(route: Route) -> None:
        if not is_save(route):
            route.abort()
            return
        sent.append(json.loads(route.request.post_data or "{}"))
        if len(sent) == 1:
            route.fetch()  # the server has it; its answer never comes
        route.abort()

    page.route("**/concertation/**", cut)
    type_in(page, "Un. ")
    soon(page, lambda: served.texts() == ["Un. "], "la première phrase n'est pas au registre")
    wait_state(page, "away")
    page.keyboard.type("suite " * 50, delay=30)
    assert len(sent) < 40, "chaque touche frappe à la porte d'un serveur qui ne répond pas"
    assert all(len(one["unanswered"]) <= 1 for one in sent), "la liste des envois sans réponse grandit"
    page.unroute("**/concertation/**")
    wait_state(page, "saved", patience=45)
    assert served.texts() == ["Un. " + "suite " * 50]


def test_a_request_that_is_never_answered_is_given_up_and_made_again(served: Served, sign_in: As) -> None:
    page = sign_in("aminata")
    open_writing(page, served.writing)
    page.clock.install()
    held: list[Route] = []
    page.route("**/blocks/", lambda route: held.append(route) if not held else route.continue_())
    type_in(page, "Un texte sur une ligne morte.")
    page.clock.run_for(2000)
    soon(page, lambda: held, "rien n'est parti")
    page.clock.run_for(120_000)
    wait_state(page, "saved")
    assert served.texts() == ["Un texte sur une ligne morte."]


def test_a_question_that_is_never_answered_is_asked_again(served: Served, sign_in: As) -> None:
    page = sign_in("boubacar")
    open_writing(page, served.writing)
    page.clock.install()
    held: list[Route] = []
    page.route("**/state/", lambda route: held.append(route) if not held else route.continue_())
    page.clock.run_for(6000)
    soon(page, lambda: held, "rien n'est demandé")
    other = sign_in("aminata")
    open_writing(other, served.writing)
    type_in(other, "D’Aminata.")
    wait_state(other, "saved")
    page.clock.run_for(60_000)
    until(lambda: "Aminata" in editor(page).inner_text(), "le texte d'Aminata n'arrive pas")


def test_what_the_server_has_is_there_when_the_page_is_reloaded_without_it(served: Served, sign_in: As) -> None:
    page = sign_in("aminata")
    page.add_init_script(SLOW_CACHE)
    open_writing(page, served.writing)
    offline_is_ready(page)
    type_in(page, "Confirmé. ")
    wait_state(page, "saved")
    served.stop(signal.SIGKILL)
    page.reload()
    ready(page)
    assert editor(page).inner_text().strip() == "Confirmé."
    assert page.locator("#unsent").is_hidden()
    type_in(page, "Ajouté.")
    wait_state(page, "away")
    served.start()
    wait_state(page, "saved", patience=45)
    assert served.texts() == ["Confirmé. Ajouté."]


def test_a_text_that_could_not_be_fetched_is_asked_for_again(served: Served, sign_in: As) -> None:
    one, other = sign_in("aminata"), sign_in("boubacar")
    open_writing(one, served.writing)
    open_writing(other, served.writing)
    failed: list[Route] = []

    def once(route: Route) -> None:
        if failed:
            route.continue_()
            return
        failed.append(route)
        route.abort()

    other.route("**/blocks/", once)
    type_in(one, "Une phrase.")
    wait_state(one, "saved")
    until(lambda: "Une phrase." in editor(other).inner_text(), "le texte n'est pas redemandé")
    assert failed


def test_who_comes_back_on_a_page_left_open_goes_on(served: Served, sign_in: As) -> None:
    page = sign_in("aminata")
    open_writing(page, served.writing)
    put_cookie(page.context, served, "boubacar")
    type_in(page, "Texte d’Aminata")
    wait_state(page, "other-person")
    assert served.texts() == []
    put_cookie(page.context, served, "aminata")
    wait_state(page, "saved", patience=30)
    assert served.texts() == ["Texte d’Aminata"]


def test_an_answer_that_makes_no_sense_does_not_end_the_sending(served: Served, sign_in: As) -> None:
    page = sign_in("aminata")
    open_writing(page, served.writing)
    strange: list[Route] = []

    def once(route: Route) -> None:
        if strange:
            route.continue_()
            return
        strange.append(route)
        route.fulfill(status=200, content_type="application/json", body="{}")

    page.route("**/blocks/", once)
    type_in(page, "Une phrase.")
    soon(page, lambda: strange, "rien n'est parti")
    wait_state(page, "saved")
    assert served.texts() == ["Une phrase."]


def test_minutes_that_closed_and_opened_between_two_questions_take_the_text(served: Served, sign_in: As) -> None:
    page = sign_in("aminata")
    page.route("**/writing/state/", lambda route: route.abort())
    open_writing(page, served.writing)
    served._rows("UPDATE concertation_session SET state = 'final'")
    type_in(page, "Une phrase.")
    wait_state(page, "closed")
    served._rows("UPDATE concertation_session SET state = 'held'")
    page.unroute("**/writing/state/")
    soon(page, lambda: served.texts() == ["Une phrase."], "le texte n'est pas envoyé")
