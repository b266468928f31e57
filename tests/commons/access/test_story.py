"""What the journal says of accounts, in French down to the means by which somebody signed in."""
from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from canevas.commons.access.models import SignInRule
from canevas.commons.access.story import SENTENCES
from canevas.commons.audit.sentences import heading_of, seen_rows, sentence
from tests.factories.minutes import user


@pytest.mark.parametrize(("event", "details", "expected"), [
    ("signed_in", {"how": ["password", "totp"], "address": "192.0.2.1"},
     "a ouvert une connexion (mot de passe, code du téléphone) depuis 192.0.2.1."),
    ("signed_in", {"how": ["webauthn"], "address": "192.0.2.1"},
     "a ouvert une connexion (clé d’accès) depuis 192.0.2.1."),
    ("second_factor_added", {"kind": "recovery_codes"}, "a ajouté un second facteur (code de secours)."),
    ("second_factor_removed", {"kind": "totp"}, "a ôté un second facteur (code du téléphone)."),
    ("second_factor_roles_chosen", {"roles": ["administrator", "statistician"]},
     "a choisi les rôles qui demandent un second facteur : Administrateur, Statisticien."),
    ("role_given", {"role": "statistician", "scope": "region", "key": "NE005"},
     "a donné à Zeinabou Adamou le rôle « Statisticien » sur : une région NE005."),
    ("token_issued", {"name": "tableur", "until": "2027-02-21"},
     "a donné au programme « tableur » un jeton d’accès jusqu’au 21 février 2027."),
])
def test_the_sentence_is_french_to_its_last_word(event: str, details: dict[str, Any], expected: str) -> None:
    entry = SimpleNamespace(event=event, details=details, object_label="Zeinabou Adamou")
    with translation.override("fr"):
        assert sentence(entry).replace("\u202f", " ").replace("\xa0", " ") == expected


def test_every_event_has_a_heading_for_the_list() -> None:
    with translation.override("fr"):
        for event in SENTENCES:
            assert "()" not in heading_of(event), event


def test_what_somebody_typed_does_not_begin_a_line_with_its_punctuation() -> None:
    entry = SimpleNamespace(event="account_closed", details={}, object_label="Former les agents ;")
    with translation.override("fr"):
        assert "Former les agents\N{NO-BREAK SPACE};" in sentence(entry)


@pytest.mark.parametrize(("role", "seen"), [("administrator", True), ("reader", False)])
@pytest.mark.django_db
def test_the_rule_of_signing_in_is_shown_to_who_keeps_the_accounts(role: str, seen: bool) -> None:
    rule = SignInRule.objects.create(second_factor_roles=["auditor"])
    rows = seen_rows(user(role, role), "access.signinrule")
    assert rows is not None and rows.filter(pk=rule.pk).exists() is seen
