from __future__ import annotations

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.core.management import CommandError, call_command

from canevas.commons.access.queries import has_accounts, user_named
from tests.factories.country import load_country
from tests.factories.minutes import user


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch):
    def type_in(text: str) -> None:
        monkeypatch.setattr("sys.stdin", StringIO(text + "\n"))
    return type_in


@pytest.mark.django_db
def test_an_account_is_opened_then_given_another_password(typed) -> None:
    assert not has_accounts()
    typed("quatre chameaux blancs")
    call_command("user", "aissa", "--password-stdin", stdout=StringIO())
    assert has_accounts()
    assert [grant.role for grant in user_named("aissa").grants.all()] == ["secretariat"]
    typed("cinq chameaux bruns")
    call_command("user", "aissa", "--password-stdin", stdout=StringIO())
    assert user_named("aissa").check_password("cinq chameaux bruns")


@pytest.mark.django_db
def test_a_weak_password_opens_nothing(typed) -> None:
    typed("1234")
    with pytest.raises(CommandError, match="mot de passe"):
        call_command("user", "aissa", "--password-stdin", stdout=StringIO())
    assert user_named("aissa") is None


@pytest.mark.django_db
def test_a_role_is_held_on_what_is_said(typed) -> None:
    load_country(user("reference", "administrator"))
    typed("quatre chameaux blancs")
    call_command("user", "aissa", "--role=rapporteur", "--scope=body:GTM-TAHOUA", "--password-stdin", stdout=StringIO())
    grant = user_named("aissa").grants.get()
    assert (grant.role, grant.scope_kind, grant.scope_key) == ("rapporteur", "body", "GTM-TAHOUA")


@pytest.mark.django_db
@pytest.mark.parametrize("scope", ["village:Tanout", "body:NULLE-PART", "body", "everything:x"])
def test_a_scope_that_is_none_opens_nothing(typed, scope: str) -> None:
    typed("quatre chameaux blancs")
    with pytest.raises(CommandError):
        call_command("user", "aissa", "--role=rapporteur", f"--scope={scope}", "--password-stdin", stdout=StringIO())
    assert user_named("aissa") is None


@pytest.mark.django_db
def test_somebody_locked_out_or_without_their_phone_is_let_in_again(typed) -> None:
    typed("quatre chameaux blancs")
    call_command("user", "aissa", "--password-stdin", stdout=StringIO())
    aissa = user_named("aissa")
    AccessAttempt.objects.create(username="aissa", ip_address="10.0.0.1", failures_since_start=5)
    Authenticator.objects.create(user=aissa, type="totp", data={"secret": "x"})
    said = StringIO()
    call_command("user", "aissa", "--unlock", stdout=said)
    assert not AccessAttempt.objects.exists() and Authenticator.objects.exists()
    call_command("user", "aissa", "--forget-second-factor", stdout=said)
    assert not Authenticator.objects.exists() and user_named("aissa").check_password("quatre chameaux blancs")
    assert "peut essayer" in said.getvalue() and "second facteur" in said.getvalue()
    with pytest.raises(CommandError, match="personne"):
        call_command("user", "personne", "--unlock", stdout=said)
