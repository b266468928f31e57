from __future__ import annotations

import time

import pytest
from django.db import transaction

from canevas.commons.access.models import User
from canevas.commons.directory.models import Edition, Organisation
from canevas.commons.directory.operations import add_organisation, load_vocabulary_into_directory
from canevas.commons.directory.queries import findable, lookup, resolve_organisation, resolve_territory
from canevas.commons.search.queries import search
from tests.factories.minutes import user


def test_nothing_is_found_in_an_empty_directory(db: None) -> None:
    assert resolve_organisation("OIM") == []
    assert resolve_territory("Tahoua") == []


@pytest.mark.django_db(transaction=True)
def test_an_organisation_whose_transaction_failed_is_not_found(transactional_db: None) -> None:
    secretary = user("secretariat", "secretariat")
    with pytest.raises(RuntimeError), transaction.atomic():
        add_organisation(by=secretary, name="Tattali", kind="ngo")
        assert resolve_organisation("tattali")[0].score == 1.0
        raise RuntimeError
    assert resolve_organisation("tattali") == []
    add_organisation(by=secretary, name="Tattali", kind="ngo")
    assert resolve_organisation("tattali")[0].score == 1.0


def test_another_process_changing_the_directory_is_noticed(loaded: User) -> None:
    assert resolve_organisation("OIM")[0].label.startswith("Organisation Internationale")
    Organisation.objects.filter(code="OIM").update(name="Nom d'ailleurs")
    Edition.objects.update(mark="00000000-0000-4000-8000-000000000000")
    assert resolve_organisation("OIM")[0].label == "Nom d'ailleurs"


def test_names_of_a_thousand_minutes_are_looked_up_within_seconds(
    loaded: User, monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A budget, generous for a busy machine: 40,000 look-ups, one in ten never met before."""
    monkeypatch.setattr(lookup, "RECHECK_SECONDS", 60.0)
    monkeypatch.setattr(lookup._memory, "pending", False)
    resolve_organisation("OIM")
    names = ["OIM", "UNHCR", "DRECM/R", "conseil régional", "INS", "la police nationale", "HCR Tahoua", "MI/D", "PNUD"]
    start = time.perf_counter()
    for number in range(400):
        for name in names:
            resolve_organisation(name)
        resolve_organisation(f"structure inconnue numéro {number}")
    assert time.perf_counter() - start < 4


def test_the_directory_is_found_by_search(loaded: User) -> None:
    assert "OIM" in search("iom", user=loaded).hits[0].title.text
    assert search("Tchin-Tabaraden", user=loaded).hits
    kinds = {document.object_type for document in findable()}
    assert kinds == {"organisation", "territory"}


def test_loading_makes_everything_findable_once(loaded: User) -> None:
    before = search("organisation", user=loaded).total
    load_vocabulary_into_directory(by=loaded)
    assert search("organisation", user=loaded).total == before
