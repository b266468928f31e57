"""Signing in as a person does: password, codes of a phone, recovery code, passkeys, a lock, sessions; in Chromium."""
from __future__ import annotations

import time
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from playwright.sync_api import Page, expect

from canevas.commons.access.models import SignInRule
from canevas.commons.access.operations import create_user, system_user
from canevas.commons.access.queries import User
from tests.commons.access import totp
from tests.commons.access.totp import code_now
from tests.journeys.conftest import Open
from tests.journeys.test_every_page import BEYOND, barriers

pytestmark = pytest.mark.django_db(transaction=True)
STRONG = "goudron-calebasse-71"


@pytest.fixture(autouse=True)
def half_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    """The clocks of the phone and of the server stand still: a page that takes its time makes no code too old."""
    now = time.time()
    clock = SimpleNamespace(time=lambda: now)
    for module in (auth, totp):
        monkeypatch.setattr(module, "time", clock)


@pytest.fixture
def aissata(live_server: Any) -> User:
    cache.clear()
    return create_user(by=system_user(), username="aissata", role="secretariat", password=STRONG,
                       first_name="Aïssata", email="aissata@exemple.org")


def sign_in(page: Page, password: str = STRONG) -> None:
    page.goto("/access/sign-in/")
    page.get_by_label("Nom d’utilisateur ou adresse électronique").fill("aissata")
    page.get_by_label("Mot de passe").fill(password)
    page.get_by_role("button", name="Se connecter", exact=True).click()


def sign_out(page: Page) -> None:
    page.locator(".user-menu summary").click()
    page.get_by_role("button", name="Se déconnecter").click()
    expect(page.get_by_role("heading", name="Se connecter")).to_be_visible()


def next_code(secret: str) -> Callable[[], str]:
    """Codes that were not used yet: each is taken from the next half minute, which the server allows for."""
    steps = iter((0, 1))
    return lambda: code_now(secret, next(steps))


def set_up_phone(page: Page) -> tuple[str, list[str]]:
    page.goto("/access/security/")
    page.get_by_role("link", name="Mettre en place des codes sur mon téléphone").click()
    assert page.locator("img.qr").evaluate("one => one.complete && one.naturalWidth > 100")
    page.get_by_text("Le téléphone ne peut pas le lire").click()
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Les six chiffres que le téléphone montre maintenant").fill(code_now(secret, -1))
    page.get_by_role("button", name="Mettre en place").click()
    expect(page.get_by_role("heading", name="Codes de secours")).to_be_visible()
    codes = page.locator(".codes code").all_inner_texts()
    assert len(codes) == 10
    page.get_by_role("link", name="Je les ai gardés").click()
    return secret, codes


def test_a_phone_then_a_recovery_code(aissata: User, open_page: Open) -> None:
    page = open_page(None)
    sign_in(page)
    secret, recovery = set_up_phone(page)
    code = next_code(secret)
    sign_out(page)
    sign_in(page)
    expect(page.get_by_role("heading", name="Seconde étape")).to_be_visible()
    page.keyboard.type(code())  # the field waits for it
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Bureau")).to_be_visible()
    sign_out(page)
    sign_in(page)
    page.get_by_label("Code").fill(recovery[3])
    page.get_by_role("button", name="Se connecter", exact=True).click()
    page.goto("/access/security/")
    expect(page.get_by_text("Il en reste 9")).to_be_visible()


def test_another_name_at_the_second_step(aissata: User, open_page: Open) -> None:
    page = open_page(None)
    sign_in(page)
    set_up_phone(page)
    sign_out(page)
    sign_in(page)
    page.get_by_role("button", name="Se connecter sous un autre nom").click()
    expect(page.get_by_label("Mot de passe")).to_be_visible()


@pytest.fixture
def device(open_page: Open) -> Callable[[Page], Any]:
    """A laptop that keeps passkeys and whose owner always agrees."""
    def plugged(page: Page) -> Any:
        session = page.context.new_cdp_session(page)
        session.send("WebAuthn.enable")
        session.send("WebAuthn.addVirtualAuthenticator", {"options": {
            "protocol": "ctap2", "transport": "internal", "hasResidentKey": True, "hasUserVerification": True,
            "isUserVerified": True, "automaticPresenceSimulation": True}})
        return session
    return plugged


def test_a_passkey_signs_in_alone_and_as_a_second_factor(
    aissata: User, open_page: Open, device: Callable[[Page], Any],
) -> None:
    page = open_page(None)
    device(page)
    sign_in(page)
    page.goto("/access/security/")
    page.get_by_role("link", name="Ajouter une clé d’accès").click()
    page.get_by_label("Nom (facultatif)").fill("Portable du bureau")
    page.get_by_role("button", name="Ajouter cet appareil").click()
    expect(page.get_by_role("heading", name="Codes de secours")).to_be_visible()
    page.goto("/access/security/")
    expect(page.get_by_text("Portable du bureau").first).to_be_visible()
    expect(page.get_by_text("connecte sans mot de passe")).to_be_visible()
    sign_out(page)
    page.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    expect(page.get_by_role("heading", name="Bureau")).to_be_visible()
    sign_out(page)
    sign_in(page)
    expect(page.get_by_role("heading", name="Seconde étape")).to_be_visible()
    page.get_by_role("button", name="Utiliser ma clé d’accès").click()
    expect(page.get_by_role("heading", name="Bureau")).to_be_visible()
    page.goto("/access/security/")
    page.get_by_role("link", name="Renommer Portable du bureau").click()
    page.get_by_label("Nom", exact=True).fill("Portable")
    page.get_by_role("button", name="Enregistrer").click()
    page.get_by_role("link", name="Retirer Portable").click()
    page.get_by_role("button", name="Retirer cette clé d’accès").click()
    expect(page.get_by_text("Vous n’en avez pas")).to_be_visible()


def test_a_passkey_that_is_refused_says_so(aissata: User, open_page: Open, device: Callable[[Page], Any]) -> None:
    page = open_page(None)
    session = device(page)
    page.goto("/access/sign-in/")
    page.get_by_role("button", name="Se connecter avec une clé d’accès").click()  # it holds none for this site
    expect(page.get_by_text("La clé d’accès n’a pas servi")).to_be_visible()
    session.send("WebAuthn.disable")
    sign_in(page)
    expect(page.get_by_role("heading", name="Bureau")).to_be_visible()


def test_a_lock_says_how_long(aissata: User, open_page: Open, complaints: list[str]) -> None:
    page = open_page(None, width=360)
    for _try in range(5):
        sign_in(page, "de-travers")
    expect(page.get_by_role("alert")).to_contain_text("encore 15 minutes")
    assert page.evaluate(BEYOND) == []
    complaints.clear()  # the browser's own line on an answer 429


def test_a_role_that_must_have_one_is_led_to_it(aissata: User, open_page: Open) -> None:
    SignInRule.objects.create(second_factor_roles=["secretariat"])
    page = open_page(None, width=360)
    sign_in(page)
    expect(page.get_by_role("heading", name="Encore une étape : un second facteur")).to_be_visible()
    page.goto("/concertation/sessions/")
    expect(page.get_by_role("heading", name="Encore une étape : un second facteur")).to_be_visible()
    page.get_by_role("link", name="Mettre en place des codes sur mon téléphone").click()
    page.get_by_text("Le téléphone ne peut pas le lire").click()
    secret = page.locator("code.secret").inner_text()
    page.get_by_label("Les six chiffres que le téléphone montre maintenant").fill(code_now(secret))
    page.get_by_role("button", name="Mettre en place").click()
    page.goto("/concertation/sessions/")
    expect(page.get_by_role("heading", name="Réunions")).to_be_visible()


def test_a_session_is_ended_from_another_device(aissata: User, open_page: Open) -> None:
    here, there = open_page(None), open_page(None)
    sign_in(here)
    sign_in(there)
    here.goto("/access/security/")
    here.get_by_role("button", name="Déconnecter partout ailleurs").click()
    expect(here.get_by_text("1 autre appareil est déconnecté")).to_be_visible()
    there.goto("/access/profile/")
    expect(there.get_by_role("heading", name="Se connecter")).to_be_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 360])
def test_the_pages_of_signing_in_are_open_to_all(
    aissata: User, open_page: Open, complaints: list[str], device: Callable[[Page], Any], width: int, scheme: str,
) -> None:
    page = open_page(None, width=width, scheme=scheme)
    device(page)
    problems: list[str] = []

    def look(url: str = "") -> None:
        if url:
            page.goto(url)
        problems.extend(f"{page.url} {barrier}" for barrier in barriers(page, complaints))
        if beyond := page.evaluate(BEYOND):
            problems.append(f"{page.url} is wider than a screen of {width}: {beyond[:3]}")

    for url in ("/access/sign-in/", "/access/sign-in/lost/", "/access/sign-in/closed/", "/access/sign-in/cancelled/"):
        look(url)
    sign_in(page)
    for url in ("/access/security/", "/access/security/phone/", "/access/security/passkeys/add/", "/access/password/",
                "/access/confirm/"):
        look(url)
    secret, _codes = set_up_phone(page)
    for url in ("/access/security/", "/access/security/codes/", "/access/security/codes/new/",
                "/access/security/phone/remove/", "/access/confirm/code/"):
        look(url)
    sign_out(page)
    sign_in(page)
    expect(page.get_by_role("heading", name="Seconde étape")).to_be_visible()
    look()
    page.get_by_label("Code").fill("000000")
    page.get_by_role("button", name="Se connecter", exact=True).click()
    expect(page.get_by_text("Ce code n’est pas le bon")).to_be_visible()
    look()
    assert secret and not problems, "\n".join(problems)
