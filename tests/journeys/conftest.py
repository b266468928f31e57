"""A browser, a served house with something in it, and somebody signed in.

The browser is the system's Chromium: ``CANEVAS_CHROMIUM`` names it where it is not in a usual place. Without one the
journeys are skipped.
"""
from __future__ import annotations

import os
import shutil
import threading
from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright
from playwright.sync_api import Error as BrowserError

from canevas.commons.access.queries import User
from tests.journeys.house import House, furnish
from tests.journeys.served import Served

# Playwright keeps an event loop in this thread; Django would refuse the database in it. Nothing here is concurrent.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome", "google-chrome-stable")
ARGUMENTS = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
             "--disable-component-update", "--disable-sync", "--disable-dev-shm-usage", "--lang=fr"]
FRENCH = {**os.environ, "LANGUAGE": "fr", "LANG": "fr_FR.UTF-8"}
"""What the browser itself says (« Choisir un fichier ») is French too, where its translations are installed."""


PATIENCE = 60_000
"""Milliseconds for an act of the browser: how long it takes says more about who else uses the machine than about us."""
expect.set_options(timeout=PATIENCE)


def chromium() -> str | None:
    """The path of the browser, or ``None``."""
    named = os.environ.get("CANEVAS_CHROMIUM")
    return named or next((path for name in NAMES if (path := shutil.which(name))), None)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """In CI a journey whose browser itself breaks off (its process gone, nothing for a minute) is walked once more, and
    counted as such; what a page shows or does not show is an assertion, and fails at once."""
    for item in items:
        if "/journeys/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)
            if os.environ.get("CANEVAS_REQUIRE_ALL"):
                item.add_marker(pytest.mark.flaky(reruns=1, only_rerun=[BrowserError]))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    path = chromium()
    if path is None:
        pytest.skip("Chromium n'est pas sur cette machine : installez-le, ou nommez-le par CANEVAS_CHROMIUM. / "
                    "Chromium is not on this machine: install it, or name it in CANEVAS_CHROMIUM.")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=path, args=ARGUMENTS, env=FRENCH)
        yield started
        started.close()


@pytest.fixture
def house(live_server: object) -> House:
    """The served database, with a country, meetings, a file to review and a work under way."""
    return furnish()


Open = Callable[..., Page]


@pytest.fixture
def complaints() -> list[str]:
    """What the browser's console complained of so far: a refused style or script above all."""
    return []


@pytest.fixture
def open_page(browser: Browser, live_server: object, complaints: list[str]) -> Iterator[Open]:
    """``open_page(user, width=1280, scheme="light")``: a page of somebody signed in (of nobody with ``None``).

    What the console complains of during the test fails it.
    """
    contexts: list[BrowserContext] = []

    def opened(user: User | None, width: int = 1280, height: int = 900, scheme: str = "light") -> Page:
        context = browser.new_context(
            base_url=live_server.url, color_scheme=scheme, locale="fr-FR", reduced_motion="reduce",
            viewport={"width": width, "height": height})
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        if user is not None:
            client = Client()
            client.force_login(user)
            context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "url": live_server.url,
                                  "value": client.cookies[settings.SESSION_COOKIE_NAME].value}])
        page = context.new_page()
        page.on("console", lambda message: complaints.append(f"{message.text} ({message.location.get('url', '')})")
                if message.type == "error" else None)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        return page

    yield opened
    for context in contexts:
        context.close()
    answered()
    assert not complaints, complaints


def answered() -> None:
    """Wait for the answers that nobody waits for any more: the tests' database is in memory, where a connection that
    still writes refuses the one that empties it (« database table is locked ») instead of letting it queue."""
    for thread in threading.enumerate():
        if "process_request_thread" in thread.name:
            thread.join(30)


# ---- a server of its own, to be stopped and started again ----------------------------------------------------------
As = Callable[[str], Page]


@pytest.fixture(scope="session")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Served:
    """A prepared home with a meeting in it, made once for all tests."""
    made = Served(tmp_path_factory.mktemp("home"))
    made.set_up()
    return made


@pytest.fixture(scope="module")
def standing(prepared: Served) -> Iterator[Served]:
    """It takes long to start: one server stays for the tests that do not stop it themselves."""
    yield prepared
    prepared.stop()


@pytest.fixture
def served(standing: Served) -> Served:
    """The server running, its items empty again, everybody signed in."""
    for table in ("itemrevision", "discussionpoint"):
        standing._rows(f"DELETE FROM concertation_{table}")
    standing._rows("UPDATE concertation_agendaitem SET revision = 0, edited_by_id = NULL, edited_at = NULL")
    if not standing.is_running:
        standing.stop()
        standing.start()
    return standing


@pytest.fixture
def sign_in(browser: Browser, served: Served) -> Iterator[As]:
    """``sign_in(name)``: a page of that person, in a browser of its own."""
    contexts: list[BrowserContext] = []

    def opened(name: str) -> Page:
        context = browser.new_context(locale="fr-FR", reduced_motion="reduce", viewport={"width": 1100, "height": 900})
        context.set_default_timeout(20_000)
        put_cookie(context, served, name)
        contexts.append(context)
        return context.new_page()

    yield opened
    for context in contexts:
        context.close()


def put_cookie(context: BrowserContext, served: Served, name: str) -> None:
    context.add_cookies([{"name": served.made["cookie"], "value": served.made["cookies"][name], "url": served.url}])
