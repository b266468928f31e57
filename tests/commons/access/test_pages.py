from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from canevas.commons.access.models import User
from canevas.commons.access.operations import create_user, system_user
from canevas.commons.audit.models import JournalEntry

pytestmark = pytest.mark.django_db
STRONG = "goudron-calebasse-71"


@pytest.fixture
def aissata() -> User:
    return create_user(by=system_user(), username="aissata", role="administrator", password=STRONG,
                       first_name="Aïssata")


def test_create_user_writes_the_journal(aissata: User) -> None:
    assert aissata.check_password(STRONG)
    assert JournalEntry.objects.filter(event="user_added", object_id=str(aissata.pk)).count() == 1


def test_create_user_asks_for_the_right(aissata: User) -> None:
    reader = create_user(by=aissata, username="lecteur")
    with pytest.raises(PermissionDenied):
        create_user(by=reader, username="autre")
    assert not reader.has_usable_password()


@pytest.mark.parametrize("wrong", [
    {"username": "aissata"}, {"username": "x y"}, {"username": "bon", "role": "king"},
    {"username": "bon", "password": "1234"}, {"username": "bon", "email": "nulle part"}])
def test_create_user_refuses(aissata: User, wrong: dict[str, str]) -> None:
    with pytest.raises(ValidationError):
        create_user(by=aissata, **wrong)
    assert User.objects.filter(username=wrong["username"]).count() == (wrong["username"] == "aissata")


def test_sign_in_speaks_french_whatever_the_browser_says(client: Client) -> None:
    page = client.get(reverse("access:sign-in"), headers={"accept-language": "en-US"}).content.decode()
    assert '<html lang="fr">' in page and "Se connecter" in page and "Mot de passe" in page


def test_language_can_be_chosen_and_stays(client: Client) -> None:
    client.post(reverse("access:language"), {"language": "en", "next": "/access/sign-in/"})
    assert "Sign in" in client.get(reverse("access:sign-in")).content.decode()


def test_sign_in_opens_the_page_asked_for(client: Client, aissata: User) -> None:
    asked = reverse("access:profile")
    answer = client.get(asked)
    assert answer.status_code == 302 and reverse("access:sign-in") in answer["Location"]
    answer = client.post(answer["Location"], {"login": "aissata", "password": STRONG, "next": asked})
    assert answer["Location"] == asked


def test_sign_in_never_leads_elsewhere(client: Client, aissata: User) -> None:
    answer = client.post(reverse("access:sign-in"), {
        "login": "aissata", "password": STRONG, "next": "https://exemple.org/"})
    assert answer["Location"] == "/"


def test_wrong_password_is_said_in_french(client: Client, aissata: User) -> None:
    page = client.post(reverse("access:sign-in"), {"login": "aissata", "password": "non"}).content.decode()
    assert 'role="alert"' in page and "mot de passe" in page


def test_sign_out_only_by_post(client: Client, aissata: User) -> None:
    client.force_login(aissata)
    assert client.get(reverse("access:sign-out")).status_code == 405
    client.post(reverse("access:sign-out"))
    assert client.get(reverse("access:profile")).status_code == 302


def test_change_profile(client: Client, aissata: User) -> None:
    client.force_login(aissata)
    client.post(reverse("access:profile"), {
        "first_name": "Aïchatou", "last_name": "Issoufou", "email": "a@exemple.org"})
    aissata.refresh_from_db()
    assert str(aissata) == "Aïchatou Issoufou"
    assert JournalEntry.objects.filter(event="profile_changed", by=aissata).exists()


def test_change_password_keeps_the_session(client: Client, aissata: User) -> None:
    client.force_login(aissata)
    new = "pirogue-harmattan-38"
    client.post(reverse("access:password"), {"old_password": STRONG, "new_password1": new, "new_password2": new})
    aissata.refresh_from_db()
    assert aissata.check_password(new)
    assert client.get(reverse("access:profile")).status_code == 200
    assert new not in str(JournalEntry.objects.get(event="password_changed").details)


def test_a_weak_password_is_refused(client: Client, aissata: User) -> None:
    client.force_login(aissata)
    page = client.post(reverse("access:password"), {
        "old_password": STRONG, "new_password1": "1234", "new_password2": "1234"}).content.decode()
    assert "errorlist" in page
    aissata.refresh_from_db()
    assert aissata.check_password(STRONG)
