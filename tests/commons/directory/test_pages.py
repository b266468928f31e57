from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from canevas.commons.access.models import User
from canevas.commons.directory.checks import vocabulary_is_sound
from canevas.commons.directory.models import NameProposal, Organisation, Territory
from canevas.commons.directory.operations import propose_name
from canevas.commons.directory.queries import resolve_organisation, resolve_territory


@pytest.fixture
def browser(loaded: User, client: Client) -> Client:
    client.force_login(loaded)
    return client


@pytest.fixture
def visitor(reader: User, client: Client) -> Client:
    client.force_login(reader)
    return client


def text_of(browser: Client, address: str, **query: str) -> str:
    response = browser.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def test_organisations_are_listed_narrowed_and_exported(browser: Client) -> None:
    address = reverse("directory:organisations")
    assert "Organisation Internationale pour les Migrations" in text_of(browser, address, kind="un")
    assert "Médecins Sans Frontières" not in text_of(browser, address, kind="un")
    found = text_of(browser, address, q="migrations internationale")
    assert "Organisation Internationale pour les Migrations" in found
    assert "UNICEF" not in found
    exported = b"".join(browser.get(address, {"kind": "red-cross", "format": "csv"}).streaming_content).decode()
    assert "Croix-Rouge Nigérienne" in exported
    assert exported.count("\r\n") == 1 + Organisation.objects.filter(kind="red-cross").count()


def test_a_sheet_tells_every_way_an_organisation_is_written(browser: Client) -> None:
    page = text_of(browser, reverse("directory:organisation", args=["MAE"]))
    for name in ("MAE/C", "MAEC", "MAECNE"):
        assert name in page
    page = text_of(browser, reverse("directory:organisation", args=["MI"]))
    assert "26/07/2023" in page


def test_a_name_is_added_from_the_sheet(browser: Client) -> None:
    address = reverse("directory:organisation-name-add", args=["OIM"])
    response = browser.post(address, {"text": "Bureau des migrations", "kind": "alias"})
    assert response.status_code == 302
    assert resolve_organisation("bureau des migrations")[0].code == "OIM"
    response = browser.post(address, {"text": "…", "kind": "alias"})
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()


def test_an_organisation_is_added_and_changed(browser: Client) -> None:
    response = browser.post(reverse("directory:organisation-add"), {
        "name": "ONG Tattali", "kind": "ngo", "acronym": "TTL", "region": "NE005"})
    made = Organisation.objects.get(acronym="TTL")
    assert response.status_code == 302
    assert made.region.pcode == "NE005"
    edit = reverse("directory:organisation-edit", args=[made.code])
    assert 'value="ONG Tattali"' in text_of(browser, edit)
    browser.post(edit, {"name": "ONG Tattali Iyali", "kind": "ngo", "acronym": "TTL", "parent": "hcr",
                        "valid_from": "2020-01-01"})
    made.refresh_from_db()
    assert (made.name, made.parent.code, made.region) == ("ONG Tattali Iyali", "HCR", None)


def test_a_parent_that_may_mean_several_is_asked_back(browser: Client) -> None:
    response = browser.post(reverse("directory:locality-add"), {"name": "Kwanan Dila", "parent": "Tahoua département"})
    assert response.status_code == 302
    response = browser.post(reverse("directory:locality-add"), {"name": "Garin Dila", "parent": "Gangara"})
    page = response.content.decode()
    assert "NE004004001" in page
    assert "NE007009002" in page
    assert not Territory.objects.filter(name="Garin Dila").exists()


def test_territories_are_listed_by_level_and_region(browser: Client) -> None:
    address = reverse("directory:territories")
    page = text_of(browser, address, level="4", region="NE005")
    assert "Eroufan" in page
    assert "Assamaka" not in page
    assert "Guidan Roumdji" in text_of(browser, address, level="2", region="NE004")


def test_a_territory_sheet_has_its_map(browser: Client) -> None:
    page = text_of(browser, reverse("directory:territory", args=["NE-ASSAMAKA"]))
    assert page.count("<path") >= 8
    assert page.count('fill-opacity=".3"') == 1
    assert "<circle" in page
    assert "19,345" in page
    assert "<circle" not in text_of(browser, reverse("directory:territory", args=["LY-TRIPOLI"]))
    assert "Arlit" in text_of(browser, reverse("directory:territory", args=["NE001"]))


def test_unknown_addresses_are_not_found(browser: Client) -> None:
    for name, argument in (("organisation", "RIEN"), ("territory", "XX1")):
        assert browser.get(reverse(f"directory:{name}", args=[argument])).status_code == 404


def proposed(by: User, text: str, kind: str = "organisation") -> NameProposal:
    proposal = propose_name(by=by, kind=kind, text=text)
    assert proposal is not None
    return proposal


def test_a_secretary_attaches_an_unknown_name(browser: Client, loaded: User) -> None:
    proposal = proposed(loaded, "Organisation Internat. Migrations")
    page = text_of(browser, reverse("directory:proposals"))
    assert "Organisation Internat. Migrations" in page
    assert 'value="OIM"' in page
    browser.post(reverse("directory:proposal-decide", args=[proposal.uid]),
                 {"decision": "attach", "target": "OIM", "then": "list"})
    assert resolve_organisation("organisation internat. migrations")[0].score == 1.0
    page = text_of(browser, reverse("directory:proposals"), state="attached")
    assert "Organisation Internat. Migrations" in page
    browser.post(reverse("directory:proposal-decide", args=[proposal.uid]), {"decision": "reopen"})
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_a_typed_entry_wins_over_the_suggested(browser: Client, loaded: User) -> None:
    proposal = proposed(loaded, "Organisation Internat. Migrations")
    decide = reverse("directory:proposal-decide", args=[proposal.uid])
    page = browser.post(decide, {"decision": "attach", "target": "OIM", "other": "nulle part"}).content.decode()
    assert "nulle part" in page
    browser.post(decide, {"decision": "attach", "target": "OIM", "other": "ICMPD"})
    proposal.refresh_from_db()
    assert proposal.organisation.code == "ICMPD"


def test_nothing_chosen_is_said(browser: Client, loaded: User) -> None:
    proposal = proposed(loaded, "Tattali")
    page = browser.post(reverse("directory:proposal-decide", args=[proposal.uid]), {"decision": "attach"})
    assert 'role="alert"' in page.content.decode()
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_a_secretary_makes_new_entries_of_unknown_names(browser: Client, loaded: User) -> None:
    first, second = proposed(loaded, "ONG Rayuwa"), proposed(loaded, "Kwanan Dila", "territory")
    response = browser.post(reverse("directory:proposal-decide", args=[first.uid]), {
        "decision": "accept", "new-name": "ONG Rayuwa", "new-kind": "ngo", "new-acronym": "RYW"})
    assert response.url == reverse("directory:proposal", args=[second.uid])
    browser.post(reverse("directory:proposal-decide", args=[second.uid]), {
        "decision": "accept", "new-name": "Kwanan Dila", "new-parent": "NE005007002"})
    assert resolve_organisation("RYW")[0].label == "ONG Rayuwa"
    assert resolve_territory("kwanan dila")[0].label == "Kwanan Dila"


def test_settling_twice_says_so(browser: Client, loaded: User) -> None:
    proposal = proposed(loaded, "Tattali")
    decide = reverse("directory:proposal-decide", args=[proposal.uid])
    browser.post(decide, {"decision": "decline"})
    page = browser.post(decide, {"decision": "decline"}, follow=True).content.decode()
    assert "Tattali" in page
    assert NameProposal.objects.get(pk=proposal.pk).state == "declined"


def test_a_reader_sees_but_may_not_change(loaded: User, visitor: Client) -> None:
    proposal = proposed(loaded, "Tattali")
    for address in (reverse("directory:organisations"), reverse("directory:organisation", args=["OIM"]),
                    reverse("directory:territory", args=["NE001"])):
        shown = text_of(visitor, address)
        assert '<form method="post" action="/directory/' not in shown and reverse("directory:proposals") not in shown
    for address in (reverse("directory:proposals"), reverse("directory:proposal", args=[proposal.uid])):
        assert visitor.get(address).status_code == 403
    assert visitor.get(reverse("directory:organisation-add")).status_code == 403
    assert visitor.post(reverse("directory:organisation-name-add", args=["OIM"]),
                        {"text": "X", "kind": "alias"}).status_code == 403
    assert visitor.post(reverse("directory:proposal-decide", args=[proposal.uid]),
                        {"decision": "decline"}).status_code == 403
    proposal.refresh_from_db()
    assert proposal.state == "open"


@pytest.mark.django_db
def test_who_is_not_signed_in_is_sent_to_sign_in(client: Client) -> None:
    assert client.get(reverse("directory:organisations")).status_code == 302


def test_a_name_is_taken_away_on_the_sheet(browser: Client, loaded: User) -> None:
    oim = Organisation.objects.get(code="OIM")
    browser.post(reverse("directory:organisation-name-add", args=["OIM"]), {"text": "Bureau bleu", "kind": "alias"})
    name = oim.names.get(text="Bureau bleu")
    remove = reverse("directory:organisation-name-remove", args=["OIM", name.pk])
    page = text_of(browser, reverse("directory:organisation", args=["OIM"]))
    assert page.count("/remove/") == 1
    assert remove in page
    assert browser.post(reverse("directory:organisation-name-remove", args=["HCR", name.pk])).status_code == 404
    browser.post(remove)
    assert not oim.names.filter(text="Bureau bleu").exists()


def test_a_broken_vocabulary_is_said_at_start(tmp_path: Path, settings: Any) -> None:
    assert vocabulary_is_sound(None) == []
    settings.CANEVAS_VOCABULARY = str(tmp_path)
    (tmp_path / "territories.csv").write_text("pcode,level,name\nXX,zéro,Pays\n", encoding="utf-8")
    found = vocabulary_is_sound(None)
    assert "territories.csv" in found[0].msg
    assert "2" in found[0].msg
