"""What the journal says of accounts, in French down to the means by which somebody signed in."""
from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.utils import translation

from canevas.commons.access.story import SENTENCES
from canevas.commons.audit.sentences import heading_of, sentence


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
])
def test_the_sentence_is_french_to_its_last_word(event: str, details: dict[str, Any], expected: str) -> None:
    entry = SimpleNamespace(event=event, details=details, object_label="Zeinabou Adamou")
    with translation.override("fr"):
        assert sentence(entry).replace("\u202f", " ").replace("\xa0", " ") == expected


def test_every_event_has_a_heading_for_the_list() -> None:
    with translation.override("fr"):
        for event in SENTENCES:
            assert "()" not in heading_of(event), event
