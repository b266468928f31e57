"""Second factors: set up, asked for, replaced by a recovery code, taken away, and required by role."""
from __future__ import annotations

import pytest
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client, override_settings
from django.urls import reverse

from canevas.commons.access.models import SignInRule, User
from canevas.commons.access.operations import (
    choose_second_factor_roles,
    create_user,
    forget_second_factor,
    system_user,
)
from canevas.commons.access.queries import has_second_factor, lacks_second_factor, second_factor_roles
from canevas.commons.audit.models import JournalEntry
from tests.commons.access.totp import code_now

pytestmark = pytest.mark.django_db
STRONG = "goudron-calebasse-71"
SIGN_IN = "/access/sign-in/"


@pytest.fixture(autouse=True)
def _nothing_counted_before() -> None:
    cache.clear()


@pytest.fixture
def aissata() -> User:
    return create_user(by=system_user(), username="aissata", role="secretariat", password=STRONG)


@pytest.fixture
def administrator() -> User:
    return create_user(by=system_user(), username="oumarou", role="administrator", password=STRONG)


def sign_in(client: Client, login: str = "aissata"):
    return client.post(SIGN_IN, {"login": login, "password": STRONG})


def set_up_phone(client: Client) -> tuple[str, list[str]]:
    """Signed in already. Gives the phone's secret and the recovery codes."""
    page = client.get(reverse("mfa_activate_totp"))
    secret = page.context["form"].secret
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert answer["Location"] == reverse("mfa_view_recovery_codes")
    codes = client.get(answer["Location"]).context["unused_codes"]
    assert len(codes) == 10 and all(code.isdigit() and len(code) == 8 for code in codes)
    return secret, codes


def test_a_phone_is_set_up_and_asked_for(client: Client, aissata: User) -> None:
    sign_in(client)
    page = client.get(reverse("mfa_activate_totp"))
    assert page.status_code == 200, "who has just signed in is not asked for the password again"
    assert 'src="data:image/svg+xml;base64,' in page.content.decode()
    secret, _codes = set_up_phone(client)
    kept = Authenticator.objects.get(user=aissata, type="totp")
    assert secret not in str(kept.data), "the database alone gives no code"
    client.post(reverse("access:sign-out"))
    assert sign_in(client)["Location"] == reverse("mfa_authenticate")
    assert client.get(reverse("access:profile")).status_code == 302, "the password alone opens nothing any more"
    page = client.post(reverse("mfa_authenticate"), {"code": "000000"}).content.decode()
    assert "n’est pas le bon" in page
    cache.clear()
    assert client.post(reverse("mfa_authenticate"), {"code": code_now(secret, 1)})["Location"] == "/"
    assert client.get(reverse("access:profile")).status_code == 200
    events = list(JournalEntry.objects.filter(by=aissata).order_by("pk").values_list("event", flat=True))
    assert events.count("second_factor_added") == events.count("recovery_codes_made") == 1
    assert JournalEntry.objects.filter(event="sign_in_failed", details__step="second_factor").count() == 1
    assert JournalEntry.objects.filter(event="signed_in").last().details["how"] == ["password", "totp"]
    assert secret not in "".join(str(row.details) for row in JournalEntry.objects.all())


def test_a_code_serves_once(client: Client, aissata: User) -> None:
    sign_in(client)
    secret, _codes = set_up_phone(client)
    code = code_now(secret, 1)
    for expected in (302, 200):
        client.post(reverse("access:sign-out"))
        sign_in(client)
        assert client.post(reverse("mfa_authenticate"), {"code": code}).status_code == expected


def test_codes_cannot_be_guessed_on_and_on(client: Client, aissata: User) -> None:
    sign_in(client)
    secret, _codes = set_up_phone(client)
    client.post(reverse("access:sign-out"))
    sign_in(client)
    for _guess in range(31):
        client.post(reverse("mfa_authenticate"), {"code": "000000"})
    answer = client.post(reverse("mfa_authenticate"), {"code": code_now(secret, 1)})
    assert answer.status_code == 200 and "Trop d’essais" in answer.content.decode()


def test_recovery_codes_are_shown_once_and_serve_once(client: Client, aissata: User) -> None:
    sign_in(client)
    _secret, codes = set_up_phone(client)
    again = client.get(reverse("mfa_view_recovery_codes"))
    assert codes[0] not in again.content.decode() and "10 codes" in again.content.decode()
    for expected in (302, 200):
        client.post(reverse("access:sign-out"))
        sign_in(client)
        assert client.post(reverse("mfa_authenticate"), {"code": codes[0]}).status_code == expected
    client.post(reverse("mfa_authenticate"), {"code": codes[1]})
    assert "Il en reste 8" in client.get(reverse("access:security")).content.decode()
    client.post(reverse("mfa_generate_recovery_codes"))
    renewed = client.get(reverse("mfa_view_recovery_codes")).context["unused_codes"]
    assert len(renewed) == 10 and not set(renewed) & set(codes)
    assert JournalEntry.objects.filter(event="recovery_codes_made", by=aissata).count() == 2


def test_taking_the_phone_away(client: Client, aissata: User) -> None:
    sign_in(client)
    set_up_phone(client)
    assert client.post(reverse("mfa_deactivate_totp"))["Location"] == reverse("access:security")
    assert not Authenticator.objects.filter(user=aissata).exists(), "recovery codes replace nothing any more"
    assert JournalEntry.objects.filter(event="second_factor_removed", by=aissata).count() == 2


def test_what_protects_an_account_changes_only_after_a_proof(client: Client, aissata: User) -> None:
    client.force_login(aissata)  # a session that was left open
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        answer = client.get(reverse(name), headers={"host": "localhost"})
        assert answer.status_code == 302 and reverse("account_reauthenticate") in answer["Location"]
    confirm = f"{reverse('account_reauthenticate')}?next={reverse('mfa_activate_totp')}"
    assert "Ce n’est pas votre mot de passe" in client.post(confirm, {"password": "non"}).content.decode()
    assert client.post(confirm, {"password": STRONG})["Location"] == reverse("mfa_activate_totp")
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_nobody_takes_another_s_passkey_away(client: Client, aissata: User, administrator: User) -> None:
    other = Authenticator.objects.create(user=administrator, type="webauthn", data={"name": "x", "credential": {}})
    sign_in(client)
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        assert client.post(reverse(name, kwargs={"pk": other.pk})).status_code == 404
    assert Authenticator.objects.filter(pk=other.pk).exists()


def test_another_installation_s_secret_gives_no_code_and_no_error(client: Client, aissata: User) -> None:
    sign_in(client)
    secret, _codes = set_up_phone(client)
    client.post(reverse("access:sign-out"))
    with override_settings(SECRET_KEY="x" * 60):
        sign_in(client)
        answer = client.post(reverse("mfa_authenticate"), {"code": code_now(secret, 1)})
    assert answer.status_code in (200, 302) and "access/sign-in" in (answer.headers.get("Location") or SIGN_IN)


# Required by role

WHO_MUST = ("secretariat",)


def test_the_rule_of_the_settings_holds_until_somebody_chooses(aissata: User, administrator: User) -> None:
    assert second_factor_roles() == frozenset() and not lacks_second_factor(aissata)
    with override_settings(SECOND_FACTOR_ROLES=WHO_MUST):
        assert second_factor_roles() == {"secretariat"} and lacks_second_factor(aissata)
        assert not lacks_second_factor(administrator)
        choose_second_factor_roles(by=administrator, roles=[])
        assert second_factor_roles() == frozenset() and not lacks_second_factor(aissata)


def test_who_must_have_one_is_led_to_it_before_anything_else(client: Client, aissata: User) -> None:
    SignInRule.objects.create(second_factor_roles=["secretariat"])
    assert sign_in(client)["Location"] == "/"
    first = reverse("access:second-factor-first")
    for path in ("/", reverse("access:profile"), reverse("access:security"), reverse("access:password"), "/search/",
                 reverse("concertation:sessions"), reverse("access:second-factor-roles")):
        assert client.get(path)["Location"] == first, path
        assert client.post(path, {"x": "1"}).status_code == 403, path
        assert client.get(path, headers={"HX-Request": "true"})["HX-Redirect"] == first, path
    page = client.get(first).content.decode()
    assert "second facteur" in page and reverse("mfa_activate_totp") in page
    set_up_phone(client)
    assert client.get("/").status_code == 200
    assert client.get(first)["Location"] == reverse("access:security")
    client.post(reverse("mfa_deactivate_totp"))
    assert client.get("/")["Location"] == first, "taking it away leads there again"


def test_recovery_codes_alone_are_no_second_factor(client: Client, aissata: User) -> None:
    SignInRule.objects.create(second_factor_roles=["secretariat"])
    Authenticator.objects.create(user=aissata, type="recovery_codes", data={"seed": "", "used_mask": 0})
    assert not has_second_factor(aissata)
    sign_in(client)
    assert client.get("/")["Location"] == reverse("access:second-factor-first")


def test_whoever_holds_no_such_role_is_left_alone(client: Client, administrator: User) -> None:
    SignInRule.objects.create(second_factor_roles=["secretariat"])
    sign_in(client, "oumarou")
    assert client.get("/").status_code == 200


def test_signing_out_and_the_language_stay_open(client: Client, aissata: User) -> None:
    SignInRule.objects.create(second_factor_roles=["secretariat"])
    sign_in(client)
    assert client.post(reverse("access:language"), {"language": "en", "next": "/"})["Location"] == "/"
    assert client.post(reverse("access:sign-out"))["Location"] == SIGN_IN


def test_a_watched_request_costs_no_more_queries(
    client: Client, aissata: User, django_assert_num_queries: object,
) -> None:
    SignInRule.objects.create(second_factor_roles=["secretariat"])
    sign_in(client)
    set_up_phone(client)
    client.get(reverse("access:password"))
    with django_assert_num_queries(3):  # session, user (with factor and rule), roles held
        client.get(reverse("access:password"))


def test_an_administrator_chooses_the_roles(client: Client, administrator: User, aissata: User) -> None:
    page = reverse("access:second-factor-roles")
    client.force_login(aissata)
    assert client.get(page).status_code == 403 and client.post(page, {"roles": []}).status_code == 403
    client.force_login(administrator)
    assert "Rôles qui doivent avoir un second facteur" in client.get(page).content.decode()
    client.post(page, {"roles": ["secretariat", "auditor"]})
    assert second_factor_roles() == {"secretariat", "auditor"}
    client.post(page, {"roles": ["auditor"]})
    assert second_factor_roles() == {"auditor"} and SignInRule.objects.count() == 1
    assert JournalEntry.objects.filter(event="second_factor_roles_chosen", by=administrator).count() == 2
    with pytest.raises(ValidationError):
        choose_second_factor_roles(by=administrator, roles=["king"])


def test_forget_second_factor(client: Client, aissata: User, administrator: User) -> None:
    sign_in(client)
    set_up_phone(client)
    with pytest.raises(PermissionDenied):
        forget_second_factor(by=aissata, user=aissata)
    assert forget_second_factor(by=administrator, user=aissata) == 2
    assert client.get("/").status_code == 302, "whoever found the phone is signed out"
    assert sign_in(client)["Location"] == "/"
    assert JournalEntry.objects.filter(event="second_factor_forgotten", by=administrator).exists()


def test_passkeys_are_offered_only_where_browsers_take_them(client: Client, aissata: User) -> None:
    by_number = client.get(SIGN_IN, headers={"host": "127.0.0.1"}).content.decode()
    by_name = client.get(SIGN_IN, headers={"host": "localhost"}).content.decode()
    assert "clé d’accès" not in by_number and "clé d’accès" in by_name
    sign_in(client)
    with override_settings(ALLOWED_HOSTS=["*"]):
        answer = client.get(reverse("mfa_add_webauthn"), headers={"host": "192.168.1.4:8000"}, follow=True)
    assert "ont besoin de son nom" in answer.content.decode()
