"""Signing in by name or address, what is refused, how long a lock lasts, and what the journal keeps of it."""
from __future__ import annotations

import re
from datetime import timedelta
from unittest.mock import patch

import pytest
from axes.models import AccessAttempt
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core import mail
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.test import Client, RequestFactory, override_settings
from django.urls import reverse
from django.utils import timezone

from canevas.commons.access.models import User
from canevas.commons.access.operations import create_user, system_user, unlock
from canevas.commons.access.sign_in.address import UNKNOWN, client_address
from canevas.commons.audit.models import JournalEntry

pytestmark = pytest.mark.django_db
STRONG = "goudron-calebasse-71"
SIGN_IN = "/access/sign-in/"


@pytest.fixture(autouse=True)
def _nothing_counted_before() -> None:
    cache.clear()


@pytest.fixture
def aissata() -> User:
    return create_user(by=system_user(), username="aissata", role="secretariat", password=STRONG,
                       first_name="Aïssata", email="Aissata@exemple.org")


def sign_in(client: Client, login: str = "aissata", password: str = STRONG, **more: object):
    return client.post(SIGN_IN, {"login": login, "password": password} | more)


def is_signed_in(client: Client) -> bool:
    return client.get(reverse("access:profile")).status_code == 200


@pytest.mark.parametrize("login", ["aissata", "Aissata", "aissata@exemple.org", "AISSATA@EXEMPLE.ORG", " aissata "])
def test_a_name_or_an_address_signs_in(client: Client, aissata: User, login: str) -> None:
    assert sign_in(client, login)["Location"] == "/"
    assert is_signed_in(client)
    row = JournalEntry.objects.get(event="signed_in")
    assert row.by == aissata and row.details == {"how": ["password"], "address": "127.0.0.1"}


def test_an_address_that_two_share_signs_in_whose_password_it_is(client: Client, aissata: User) -> None:
    second = create_user(by=system_user(), username="bintou", password="pirogue-harmattan-38",
                         email="aissata@exemple.org")
    sign_in(client, "aissata@exemple.org", "pirogue-harmattan-38")
    assert client.get(reverse("access:profile")).context["user"] == second


def test_an_account_without_address_is_not_opened_by_no_address(client: Client) -> None:
    create_user(by=system_user(), username="sans", password=STRONG)
    assert sign_in(client, "").status_code == 200
    assert not is_signed_in(client)


def test_a_refusal_is_told_without_what_was_typed(client: Client, aissata: User) -> None:
    sign_in(client, password="secret-de-travers")
    sign_in(client, login="mot-de-passe-au-mauvais-endroit", password="x")
    known, unknown = JournalEntry.objects.filter(event="sign_in_failed").order_by("pk")
    assert known.object_id == str(aissata.pk) and known.details["known"] and not unknown.details["known"]
    kept = "".join(f"{row.object_label}{row.details}" for row in JournalEntry.objects.all())
    kept += "".join(f"{one.post_data}{one.get_data}" for one in AccessAttempt.objects.all())
    assert "secret-de-travers" not in kept and "mot-de-passe-au-mauvais-endroit" not in kept


def test_a_closed_account_is_told_apart_only_to_who_knows_its_password(client: Client, aissata: User) -> None:
    User.objects.update(is_active=False)
    assert sign_in(client)["Location"] == reverse("account_inactive")
    assert "fermé" in client.get(reverse("account_inactive")).content.decode()
    assert sign_in(client, password="autre").status_code == 200
    assert not is_signed_in(client)


def test_a_lock_after_five_tries_says_for_how_long(client: Client, aissata: User) -> None:
    for _try in range(settings.AXES_FAILURE_LIMIT - 1):
        assert sign_in(client, password="non").status_code == 200
    answer = sign_in(client, password="non")
    assert answer.status_code == 429 and answer["Retry-After"] == "900"
    assert "encore 15 minutes" in answer.content.decode()
    assert sign_in(client).status_code == 429, "the right password does not open a lock"
    assert sign_in(client, "AISSATA@exemple.org").status_code == 429, "nor does the address of the same account"
    assert JournalEntry.objects.filter(event="sign_in_failed", details__locked=True).exists()


def test_a_lock_ends_by_itself_and_waiting_tries_do_not_prolong_it(client: Client, aissata: User) -> None:
    for _try in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, password="non")
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=13, seconds=30))
    page = sign_in(client).content.decode()
    assert "encore 2 minutes" in page
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert sign_in(client)["Location"] == "/"
    assert not AccessAttempt.objects.exists()


def test_one_person_s_lock_is_nobody_else_s(client: Client, aissata: User) -> None:
    create_user(by=system_user(), username="bintou", password=STRONG)
    for _try in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, password="non")
    assert sign_in(client, "bintou")["Location"] == "/", "the office behind one address goes on working"
    elsewhere = Client(REMOTE_ADDR="196.200.1.7")
    assert sign_in(elsewhere)["Location"] == "/", "and the person herself, from where she is"


def test_unlock(client: Client, aissata: User) -> None:
    for _try in range(settings.AXES_FAILURE_LIMIT):
        sign_in(client, password="non")
    with pytest.raises(PermissionDenied):
        unlock(by=aissata, user=aissata)
    assert unlock(by=system_user(), user=aissata) == 1
    assert sign_in(client)["Location"] == "/"
    assert JournalEntry.objects.filter(event="sign_in_unlocked", object_id=str(aissata.pk)).exists()


@pytest.mark.parametrize(("behind", "forwarded", "address"), [
    (False, "41.138.1.1", "10.0.0.9"), (True, "1.2.3.4, 41.138.1.1", "41.138.1.1"), (True, "", "10.0.0.9"),
    (True, "n'importe quoi", UNKNOWN), (True, "1.2.3.4, 2001:db8::1", "2001:db8::1")])
def test_the_way_of_a_request_is_believed_only_of_the_server_in_front(
    behind: bool, forwarded: str, address: str,
) -> None:
    request = RequestFactory().get("/", REMOTE_ADDR="10.0.0.9", HTTP_X_FORWARDED_FOR=forwarded)
    with override_settings(CANEVAS_BEHIND_PROXY=behind):
        assert client_address(request) == address


def test_stay_signed_in_or_until_the_browser_closes(client: Client, aissata: User) -> None:
    sign_in(client)
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == ""
    client.post(reverse("access:sign-out"))
    sign_in(client, remember="on")
    assert client.cookies[settings.SESSION_COOKIE_NAME]["max-age"] == settings.SESSION_COOKIE_AGE


@pytest.mark.parametrize("path", [
    "/access/signup/", "/access/sign-up/", "/access/email/", "/access/login/", "/accounts/login/", "/accounts/signup/",
    "/access/3rdparty/", "/access/security/codes/download/", "/access/sign-in/with/openid/", "/access/sign-in/with/x/"])
def test_what_is_not_wanted_of_the_library_is_nowhere(client: Client, aissata: User, path: str) -> None:
    client.force_login(aissata)
    assert client.get(path).status_code == 404
    assert client.post(path).status_code == 404


PUBLIC = {"account_login", "account_inactive", "account_reset_password", "account_reset_password_done",
          "account_reset_password_from_key", "account_reset_password_from_key_done", "openid_connect_login",
          "openid_connect_callback", "socialaccount_login_cancelled"}


def test_only_what_signing_in_needs_is_public(client: Client) -> None:
    from_key = {"uidb36": "1", "key": "set-password"}
    arguments = {"openid_connect_login": {"provider_id": "x"}, "openid_connect_callback": {"provider_id": "x"},
                 "account_reset_password_from_key": from_key, "mfa_remove_webauthn": {"pk": 1},
                 "mfa_edit_webauthn": {"pk": 1}}
    from canevas.commons.access.urls import LIBRARY  # noqa: PLC0415
    opened = set()
    for pattern in LIBRARY:
        answer = client.get(reverse(pattern.name, kwargs=arguments.get(pattern.name, {})))
        if answer.status_code != 302 or SIGN_IN not in answer["Location"]:
            opened.add(pattern.name)
    assert opened == PUBLIC


def test_passwords_are_kept_by_argon2_and_old_ones_upgraded(client: Client, aissata: User) -> None:
    real = [name for name in settings.PASSWORD_HASHERS if not name.endswith("MD5PasswordHasher")]
    aissata.password = make_password(STRONG, hasher="pbkdf2_sha256")
    aissata.save()
    with override_settings(PASSWORD_HASHERS=real):
        assert make_password(STRONG).startswith("argon2$argon2id$")
        assert sign_in(client)["Location"] == "/"
    aissata.refresh_from_db()
    assert aissata.password.startswith("argon2$argon2id$")


@pytest.mark.parametrize(("weak", "why"), [
    ("court-91", "10 caractères"), ("password123", "courant"), ("84736251940", "numérique"),
    ("aissata-2024", "semblable"), ("Motdepasse-2026", "premier"), ("Niger2026niger!", "premier")])
def test_what_a_password_must_be(client: Client, aissata: User, weak: str, why: str) -> None:
    client.force_login(aissata)
    page = client.get(reverse("access:password")).content.decode()
    assert "10 caractères" in page, "the rules stand there before one types"
    page = client.post(reverse("access:password"), {
        "old_password": STRONG, "new_password1": weak, "new_password2": weak}).content.decode()
    aissata.refresh_from_db()
    assert aissata.check_password(STRONG)
    assert why in page[page.index("errorlist"):].split("</ul>")[0]


@override_settings(CANEVAS_SENDS_MAIL=True)
def test_a_forgotten_password_is_renewed_by_letter(client: Client, aissata: User) -> None:
    elsewhere = Client()
    sign_in(elsewhere)
    assert "Mot de passe oublié" in client.get(SIGN_IN).content.decode()
    client.post(reverse("account_reset_password"), {"email": "aissata@exemple.org"})
    (letter,) = mail.outbox
    assert letter.to == ["aissata@exemple.org"] and "Canevas" in letter.subject
    assert "mot de passe" in letter.body.lower() and "reset" not in letter.body.lower().replace("/lost/", "")
    path = re.search(r"http://[^/]+(/\S+)", letter.body)[1]
    form = client.get(path)
    assert form["Location"].endswith("set-password/"), "the secret leaves the address at once"
    new = "pirogue-harmattan-38"
    answer = client.post(form["Location"], {"password1": new, "password2": new})
    assert answer["Location"] == reverse("account_reset_password_from_key_done")
    assert sign_in(client, password=new)["Location"] == "/"
    assert not is_signed_in(elsewhere)
    assert JournalEntry.objects.filter(event="password_reset", by=aissata).count() == 1
    assert "déjà servi" in Client().get(path).content.decode()


@override_settings(CANEVAS_SENDS_MAIL=True)
def test_a_letter_tells_nobody_who_has_an_account(client: Client, aissata: User) -> None:
    known = client.post(reverse("account_reset_password"), {"email": "aissata@exemple.org"})
    unknown = client.post(reverse("account_reset_password"), {"email": "personne@exemple.org"})
    assert known["Location"] == unknown["Location"]
    assert len(mail.outbox) == 1


@override_settings(CANEVAS_SENDS_MAIL=True)
def test_a_mail_server_that_does_not_answer_breaks_no_page(client: Client, aissata: User) -> None:
    with patch("django.core.mail.message.EmailMessage.send", side_effect=ConnectionRefusedError):
        answer = client.post(reverse("account_reset_password"), {"email": "aissata@exemple.org"})
    assert answer.status_code == 302


def test_without_mail_the_page_says_who_renews(client: Client, aissata: User) -> None:
    assert reverse("account_reset_password") not in client.get(SIGN_IN).content.decode()
    page = client.post(reverse("account_reset_password"), {"email": "aissata@exemple.org"}).content.decode()
    assert "secrétariat" in page and not mail.outbox


def test_too_many_requests_is_a_french_page(client: Client, aissata: User) -> None:
    with override_settings(ACCOUNT_RATE_LIMITS={"login": "2/m/ip"}):
        answers = [sign_in(client, password="non") for _try in range(3)]
    assert answers[-1].status_code == 429
    assert "Attendez une minute" in answers[-1].content.decode()


def test_the_sign_in_page_leaks_no_placeholder_and_sets_a_strict_policy(client: Client) -> None:
    answer = client.get(SIGN_IN)
    page = answer.content.decode()
    assert "placeholder" not in page and "<script>" not in page and "onclick" not in page
    assert "script-src 'self';" in answer["Content-Security-Policy"] + ";"
