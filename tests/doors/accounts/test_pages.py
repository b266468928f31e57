"""The pages of accounts: who holds what, on what; opened, closed, given another password."""
from __future__ import annotations

import re
import secrets
from datetime import timedelta
from html import unescape

import pytest
from django.core.cache import caches
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from canevas.commons.access import scopes
from canevas.commons.access.models import Grant, User
from canevas.commons.access.operations import (
    close_account,
    edit_account,
    give_role,
    reopen_account,
    system_user,
    withdraw_role,
)
from canevas.commons.access.queries import grant_in_words, may
from canevas.commons.access.rules import Scope, ScopeKind, temporary_password
from canevas.commons.audit.models import JournalEntry
from tests.factories.country import load_country
from tests.factories.minutes import user

TAHOUA = Scope(ScopeKind.REGION, "NE005")


@pytest.fixture
def boss(db: None) -> User:
    caches["memory"].delete("access-scope-names")
    load_country(user("reference", "administrator"))
    return user("directrice", "administrator")


@pytest.fixture
def browser(boss: User, client: Client) -> Client:
    client.force_login(boss)
    return client


def text_of(browser: Client, address: str, **query: str) -> str:
    answer = browser.get(address, query)
    assert answer.status_code == 200, answer.status_code
    return unescape(answer.content.decode()).replace("\u00a0", " ")


def test_the_list_says_roles_in_words_and_never_the_systems_own_user(browser: Client) -> None:
    system_user()
    region = next(scope for scope in regions() if scope[1] == "Agadez")
    user("awa", "rapporteur", Scope(ScopeKind.REGION, region[0]))
    user("oumar", "focal_point", Scope(ScopeKind.ORGANISATION, "OIM"))
    user("zara", "member", Scope(ScopeKind.BODY, "GTM-TAHOUA"))
    html = text_of(browser, reverse("accounts:accounts"))
    assert "Rapporteur régional – région d’Agadez" in html
    assert "Point focal d’une structure – OIM" in html and "Membre – GTM-Tahoua" in html
    assert "directrice" in html and 'href="/accounts/' in html and ">canevas<" not in html
    assert "awa" in text_of(browser, reverse("accounts:accounts"), role="rapporteur")
    assert "zara" not in text_of(browser, reverse("accounts:accounts"), role="rapporteur")
    assert browser.get(reverse("accounts:account", args=[system_user().pk])).status_code == 404


def sheet_of(account: User) -> str:
    return reverse("accounts:account", args=[account.pk])


def regions() -> list[tuple[str, str]]:
    return scopes.choices(ScopeKind.REGION)


def test_an_account_is_opened_its_password_shown_once_and_its_role_given_on_a_body(browser: Client) -> None:
    answer = browser.post(reverse("accounts:account-add"), {
        "first_name": "Aïssa", "last_name": "Moussa", "username": "a.moussa", "email": "", "role": "rapporteur"})
    made = User.objects.get(username="a.moussa")
    password = re.search(r"<code>([a-z]+-[a-z]+-\d{4}-[a-z]+)</code>", answer.content.decode()).group(1)
    assert made.check_password(password) and "no-store" in answer["Cache-Control"]
    assert not made.grants.exists() and password not in text_of(browser, sheet_of(made))
    onward = f"{reverse('accounts:account-role', args=[made.pk])}?role=rapporteur"
    assert onward in unescape(answer.content.decode())
    form = text_of(browser, onward)
    assert '<option value="body:GTM-TAHOUA">GTM-Tahoua</option>' in form and "organisation:" not in form
    end = timezone.localdate() + timedelta(days=90)
    sheet = browser.post(onward, {"scope": "body:GTM-TAHOUA", "ends_on": end.isoformat()}, follow=True)
    assert "Rapporteur régional – GTM-Tahoua" in unescape(sheet.content.decode())
    grant = made.grants.get()
    assert (grant.scope_kind, grant.scope_key, grant.ends_on) == ("body", "GTM-TAHOUA", end)
    assert may(User.objects.get(pk=made.pk), "MINUTES_CONFIRM", body="GTM-TAHOUA")


@pytest.mark.parametrize(("sent", "said"), [
    ({"scope": "organisation:OIM"}, "OIM"), ({"scope": "body:NULLE-PART"}, "NULLE-PART"), ({"scope": ""}, ""),
    ({"scope": "body:GTM-TAHOUA", "ends_on": "2020-01-01"}, "passé")])
def test_a_role_is_not_given_on_what_it_cannot_be_held_on(browser: Client, sent: dict[str, str], said: str) -> None:
    person = user("awa", "reader")
    address = f"{reverse('accounts:account-role', args=[person.pk])}?role=rapporteur"
    answer = browser.post(address, sent)
    assert answer.status_code == 422 and said in unescape(answer.content.decode())
    assert person.grants.count() == 1


def test_a_role_is_withdrawn_and_the_last_administrator_stays(browser: Client, boss: User) -> None:
    User.objects.get(username="reference").grants.all().delete()
    person = user("awa", "reader")
    browser.post(reverse("accounts:account-role-withdraw", args=[person.pk, person.grants.get().pk]))
    assert not person.grants.exists()
    own = boss.grants.get()
    answer = browser.post(reverse("accounts:account-role-withdraw", args=[boss.pk, own.pk]), follow=True)
    assert "dernier administrateur" in unescape(answer.content.decode()) and boss.grants.exists()
    with pytest.raises(ValidationError):
        give_role(by=boss, user=boss, role="administrator", ends_on=timezone.localdate())
    assert browser.post(reverse("accounts:account-role-withdraw", args=[person.pk, own.pk])).status_code == 404


def test_a_closed_account_is_signed_out_and_can_be_opened_again(browser: Client, boss: User) -> None:
    person, theirs = user("awa", "reader"), Client()
    theirs.force_login(person)
    assert theirs.get(reverse("desk:home")).status_code == 200
    act = reverse("accounts:account-act", args=[person.pk])
    browser.post(act, {"act": "close"})
    assert theirs.get(reverse("desk:home")).status_code == 302
    person.refresh_from_db()
    assert not person.is_active and not may(person, "MINUTES_VIEW")
    assert "fermé" in text_of(browser, sheet_of(person))
    browser.post(act, {"act": "reopen"})
    theirs.force_login(User.objects.get(pk=person.pk))
    assert theirs.get(reverse("desk:home")).status_code == 200
    browser.post(reverse("accounts:account-act", args=[boss.pk]), {"act": "close"})
    boss.refresh_from_db()
    assert boss.is_active


def test_a_new_password_takes_the_place_of_the_old(browser: Client) -> None:
    person = user("awa", "reader")
    answer = browser.post(reverse("accounts:account-act", args=[person.pk]), {"act": "password"})
    password = re.search(r"<code>([a-z0-9-]+)</code>", answer.content.decode()).group(1)
    person.refresh_from_db()
    assert person.check_password(password)
    assert password not in str(list(JournalEntry.objects.values_list("details", flat=True)))


@pytest.mark.parametrize("role", ["secretariat", "rapporteur", "member", "reader"])
def test_who_may_not_sees_nothing_of_accounts(boss: User, role: str) -> None:
    visitor = Client()
    visitor.force_login(user("visiteur", role))
    other = user("awa", "reader")
    for address in (reverse("accounts:accounts"), reverse("accounts:account-add"), sheet_of(other),
                    reverse("accounts:account", args=[99_999])):
        assert visitor.get(address).status_code == 403
    assert visitor.post(reverse("accounts:account-act", args=[other.pk]), {"act": "close"}).status_code == 403
    assert reverse("accounts:accounts") not in visitor.get(reverse("desk:home")).content.decode()


def test_an_auditor_reads_and_changes_nothing(boss: User) -> None:
    visitor, other = Client(), user("awa", "reader")
    visitor.force_login(user("auditrice", "auditor"))
    html = text_of(visitor, sheet_of(other))
    assert "Lecteur – tout" in html and 'method="post" action="/accounts' not in html
    assert reverse("accounts:accounts") in visitor.get(reverse("desk:home")).content.decode()
    assert visitor.post(sheet_of(other), {"first_name": "X"}).status_code == 403
    assert visitor.get(reverse("accounts:account-role", args=[other.pk]), {"role": "reader"}).status_code == 403
    regional = Client()
    regional.force_login(user("auditeur", "auditor", TAHOUA))
    assert regional.get(reverse("accounts:accounts")).status_code == 403
    assert reverse("accounts:accounts") not in regional.get(reverse("desk:home")).content.decode()


def test_the_operations_ask_for_the_right(boss: User) -> None:
    secretary, other = user(), user("awa", "reader")
    for act in (lambda: close_account(by=secretary, user=other), lambda: reopen_account(by=secretary, user=other),
                lambda: edit_account(by=secretary, user=other, first_name="", last_name="", email=""),
                lambda: give_role(by=secretary, user=secretary, role="administrator"),
                lambda: withdraw_role(by=secretary, grant=other.grants.get())):
        with pytest.raises(PermissionDenied):
            act()


def test_an_ended_role_opens_nothing(boss: User) -> None:
    person = user("awa", "rapporteur", Scope(ScopeKind.BODY, "GTM-TAHOUA"))
    assert may(person, "MINUTES_CONFIRM", body="GTM-TAHOUA")
    Grant.objects.filter(user=person).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert not may(User.objects.get(pk=person.pk), "MINUTES_CONFIRM", body="GTM-TAHOUA")


def test_words_of_a_scope_that_is_gone() -> None:
    grant = Grant(role="member", scope_kind="body", scope_key="DISPARUE")
    assert grant_in_words(grant, {}) == "Membre – DISPARUE"


def test_a_temporary_password_can_be_said_and_is_never_the_same() -> None:
    made = {temporary_password(secrets.choice) for _place in range(50)}
    assert len(made) == 50 and all(re.fullmatch(r"[a-z]{4}-[a-z]{4}-[2-9]{4}-[a-z]{6}", one) for one in made)
