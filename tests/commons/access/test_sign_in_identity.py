"""Signing in through an OpenID Connect provider, with one that really answers."""
from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from allauth.socialaccount.models import SocialAccount
from django.core.cache import cache
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import reverse

from canevas.commons.access.models import SignInRule, User
from canevas.commons.access.operations import create_user, system_user
from canevas.commons.audit.models import JournalEntry
from canevas.project.outside import identity_provider, mail_settings
from tests.commons.access.provider import Provider, provider
from tests.commons.access.test_sign_in_factors import set_up_phone

pytestmark = pytest.mark.django_db
STRONG = "goudron-calebasse-71"
START = "/access/sign-in/with/openid/"


@pytest.fixture
def elsewhere(settings: Any) -> Iterator[Provider]:
    cache.clear()
    with provider() as made:
        settings.SOCIALACCOUNT_PROVIDERS = identity_provider(**made.settings())
        yield made


@pytest.fixture
def aissata() -> User:
    return create_user(by=system_user(), username="aissata", role="secretariat", password=STRONG,
                       email="Aissata@exemple.org")


def come_back(client: Client, made: Provider, start: str = START):
    answer = client.get(start)
    assert answer.status_code == 302 and answer["Location"].startswith(made.url)
    back = made.authorize(answer["Location"])
    assert back.startswith("http://testserver/access/sign-in/with/openid/back/")
    return client.get(back)


def test_the_button_stands_where_a_provider_is_named(client: Client, elsewhere: Provider) -> None:
    page = client.get("/access/sign-in/").content.decode()
    assert "Se connecter avec le ministère" in page and START in page


def test_without_a_provider_there_is_no_button(client: Client) -> None:
    assert "Se connecter avec le" not in client.get("/access/sign-in/").content.decode()
    assert client.get(START).status_code == 404


def test_a_verified_address_finds_its_account(client: Client, elsewhere: Provider, aissata: User) -> None:
    answer = come_back(client, elsewhere, START + "?next=/search/")
    assert answer["Location"] == "/search/"
    assert client.get(reverse("access:profile")).context["user"] == aissata
    assert JournalEntry.objects.filter(event="identity_linked", by=aissata).count() == 1
    assert JournalEntry.objects.get(event="signed_in").details["how"] == ["socialaccount"]
    aissata.refresh_from_db()
    assert aissata.check_password(STRONG), "the password stays"
    again = Client()
    User.objects.filter(pk=aissata.pk).update(email="autre@exemple.org")
    assert come_back(again, elsewhere)["Location"] == "/", "linked once, whatever becomes of the address"
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize("change", [
    {"email": "inconnu@exemple.org"}, {"email_verified": False}, {"email_verified": "true"}, {"email": ""}])
def test_an_unknown_person_gets_a_sentence_and_no_account(
    client: Client, elsewhere: Provider, aissata: User, change: dict[str, object],
) -> None:
    elsewhere.person |= change
    before = User.objects.count()
    answer = come_back(client, elsewhere)
    assert answer.status_code == 403
    assert "Demandez à votre secrétariat d’ouvrir un compte" in answer.content.decode()
    assert client.get(reverse("access:profile")).status_code == 302
    assert User.objects.count() == before and not SocialAccount.objects.exists()
    assert JournalEntry.objects.filter(event="sign_in_failed", details__step="identity").count() == 1


def test_an_address_that_two_share_is_nobody_s(client: Client, elsewhere: Provider, aissata: User) -> None:
    create_user(by=system_user(), username="bintou", role="administrator", email="aissata@exemple.org")
    assert come_back(client, elsewhere).status_code == 403
    assert not SocialAccount.objects.exists()


def test_a_closed_account_stays_closed(client: Client, elsewhere: Provider, aissata: User) -> None:
    come_back(client, elsewhere)
    User.objects.update(is_active=False)
    other = Client()
    assert come_back(other, elsewhere)["Location"] == reverse("account_inactive")
    assert other.get(reverse("access:profile")).status_code == 302


def test_the_second_factor_is_asked_for_all_the_same(client: Client, elsewhere: Provider, aissata: User) -> None:
    SignInRule.objects.create(second_factor_roles=["secretariat"])
    come_back(client, elsewhere)
    assert client.get("/")["Location"] == reverse("access:second-factor-first")
    client.post(reverse("account_reauthenticate") + f"?next={reverse('mfa_activate_totp')}", {"password": STRONG})
    set_up_phone(client)
    other = Client()
    assert come_back(other, elsewhere)["Location"] == reverse("mfa_authenticate")
    assert other.get("/").status_code == 302


def test_nobody_links_another_identity_to_an_open_session(client: Client, elsewhere: Provider, aissata: User) -> None:
    client.force_login(aissata)
    assert come_back(client, elsewhere, START + "?process=connect").status_code == 404
    assert not SocialAccount.objects.exists()


def test_going_back_and_a_provider_that_does_not_answer(client: Client, elsewhere: Provider, aissata: User) -> None:
    elsewhere.refuses = True
    answer = come_back(client, elsewhere)
    assert answer["Location"] == reverse("socialaccount_login_cancelled")
    assert "Rien n’a changé" in client.get(answer["Location"]).content.decode()
    forged = client.get("/access/sign-in/with/openid/back/?code=x&state=y")
    assert "a échoué" in forged.content.decode() and client.get("/").status_code == 302


def test_an_issuer_that_is_down_is_a_french_page(client: Client, settings: Any) -> None:
    settings.SOCIALACCOUNT_PROVIDERS = identity_provider(
        issuer="http://127.0.0.1:9", client_id="x", client_secret="", name="")
    answer = client.get(START)
    assert answer.status_code == 502 and "n’a pas répondu" in answer.content.decode()


def test_settings_of_the_world_outside(tmp_path: Path) -> None:
    assert identity_provider(issuer="", client_id="", client_secret="", name="") == {}
    with pytest.raises(ImproperlyConfigured, match="CANEVAS_OIDC_CLIENT_ID"):
        identity_provider(issuer="https://x", client_id="", client_secret="", name="")
    with pytest.raises(ImproperlyConfigured, match="https"):
        identity_provider(issuer="http://identite.ne", client_id="x", client_secret="", name="")
    assert mail_settings("", tmp_path)["EMAIL_FILE_PATH"] == tmp_path
    told = mail_settings("smtp://ccm%40exemple.ne:mot%2Fde%3Apasse@courrier.ne:587?tls=1", tmp_path)
    assert told["EMAIL_HOST_USER"] == "ccm@exemple.ne" and told["EMAIL_HOST_PASSWORD"] == "mot/de:passe"
    assert (told["EMAIL_HOST"], told["EMAIL_PORT"], told["EMAIL_USE_TLS"], told["EMAIL_USE_SSL"]) == (
        "courrier.ne", 587, True, False)
    assert mail_settings("smtps://h", tmp_path)["EMAIL_PORT"] == 465
    for wrong in ("courrier.ne:587", "http://x", "smtp://", "smtp://h:abc"):
        with pytest.raises(ImproperlyConfigured, match="CANEVAS_SMTP"):
            mail_settings(wrong, tmp_path)
