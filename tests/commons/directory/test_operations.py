from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from canevas.commons.access.models import User
from canevas.commons.audit.models import JournalEntry
from canevas.commons.directory.models import NameProposal, Organisation, Territory
from canevas.commons.directory.operations import (
    accept_locality,
    accept_organisation,
    add_locality,
    add_organisation,
    add_organisation_name,
    add_person,
    add_territory_name,
    attach_proposal,
    decline_proposal,
    edit_organisation,
    propose_name,
    remove_name,
    reopen_proposal,
)
from canevas.commons.directory.queries import (
    find_territories,
    organisation_id,
    resolve_organisation,
    resolve_party,
    resolve_quantifier,
    resolve_territory,
    territory_id,
)

ORGANISATION, TERRITORY = NameProposal.Kind.ORGANISATION, NameProposal.Kind.TERRITORY


def events() -> list[str]:
    return list(JournalEntry.objects.order_by("pk").values_list("event", flat=True))


def test_two_spellings_mean_one_thing(loaded: User) -> None:
    for one, other in (("MAE/C", "MAEC"), ("UNHCR", "HCR"), ("OIM", "IOM"), ("conseil régional", "CONSEIL REGIONAL")):
        assert resolve_organisation(one)[0].code == resolve_organisation(other)[0].code
    assert resolve_quantifier("Toutes les régions")[0].code == "*"
    assert resolve_territory("NER005007")[0].code == "NE005007"


def test_a_new_organisation_is_found_at_once(loaded: User) -> None:
    assert not resolve_organisation("Tattalin Arziki")
    made = add_organisation(by=loaded, name="Tattalin Arziki", kind="ngo", acronym="TAZ")
    found = resolve_organisation("taz")[0]
    assert (found.code, found.score) == (made.code, 1.0)
    assert organisation_id(made.code) == made.pk
    assert events()[-1] == "organisation_added"


def test_a_code_is_never_taken_twice(loaded: User) -> None:
    first = add_organisation(by=loaded, name="Tattali", kind="ngo")
    second = add_organisation(by=loaded, name="Tattali", kind="ngo")
    assert (first.code, second.code) == ("TATTALI", "TATTALI-2")
    with pytest.raises(ValidationError, match="TATTALI"):
        add_organisation(by=loaded, name="Autre", kind="ngo", code="TATTALI")


@pytest.mark.parametrize("name, kind", [("  ", "ngo"), ("…", "ngo"), ("X" * 301, "ngo"), ("Tattali", "inconnu")])
def test_what_is_no_name_or_no_kind_is_refused(loaded: User, name: str, kind: str) -> None:
    count = Organisation.objects.count()
    with pytest.raises(ValidationError):
        add_organisation(by=loaded, name=name, kind=kind)
    assert Organisation.objects.count() == count


def test_a_renamed_organisation_keeps_its_former_name(loaded: User) -> None:
    ciaud = Organisation.objects.get(code="CIAUD")
    old = ciaud.name
    edit_organisation(by=loaded, organisation=ciaud, name="Comité nouveau", kind="ngo", acronym="CIAUD")
    assert resolve_organisation(old)[0].code == "CIAUD"
    assert ciaud.names.get(text=old).kind == "former"
    assert resolve_organisation("comite nouveau")[0].score == 1.0


def test_an_organisation_cannot_be_part_of_itself(loaded: User) -> None:
    ministry, direction = Organisation.objects.get(code="MI"), Organisation.objects.get(code="DRECMR")
    with pytest.raises(ValidationError):
        edit_organisation(by=loaded, organisation=ministry, name=ministry.name, kind="state", parent=direction)


def test_a_name_is_remembered_once(loaded: User) -> None:
    oim = Organisation.objects.get(code="OIM")
    for spelling in ("Bureau des Migrations", "bureau des migrations"):
        add_organisation_name(by=loaded, organisation=oim, text=spelling)
    assert oim.names.filter(normalised="bureau des migrations").count() == 1
    assert events().count("organisation_name_added") == 1


def test_a_locality_is_added_and_found_in_running_text(loaded: User) -> None:
    commune = Territory.objects.get(pcode="NE005007002")
    made = add_locality(by=loaded, name="Kwanan Dila", parent=commune, lat=13.7, lon=6.1)
    assert made.pcode == "NE-KWANAN-DILA"
    assert [mention.text for mention in find_territories("Mission à kwanan-dila le matin")] == ["kwanan-dila"]
    assert territory_id(made.pcode) == made.pk
    add_territory_name(by=loaded, territory=made, text="Kouanane Dila")
    assert resolve_territory("kouanane dila")[0].code == made.pcode


@pytest.mark.parametrize("place", [{"lat": 13.0}, {"lat": 113.0, "lon": 6.0}])
def test_coordinates_off_the_earth_are_refused(loaded: User, place: dict[str, float]) -> None:
    with pytest.raises(ValidationError):
        add_locality(by=loaded, name="Nulle part", **place)
    assert not Territory.objects.filter(name="Nulle part").exists()


def test_an_unknown_name_is_asked_once(loaded: User) -> None:
    first = propose_name(by=loaded, kind=ORGANISATION, text="ONG Rayuwa")
    again = propose_name(by=loaded, kind=ORGANISATION, text="ong RAYUWA", occurrences=3)
    assert first and again and first.pk == again.pk
    assert again.occurrences == 4
    assert propose_name(by=loaded, kind=ORGANISATION, text="iom") is None


def test_an_accepted_name_is_known_from_then_on(loaded: User) -> None:
    proposal = propose_name(by=loaded, kind=ORGANISATION, text="Rayuwa/Diffa")
    made = accept_organisation(by=loaded, proposal=proposal, name="ONG Rayuwa", kind="ngo")
    assert propose_name(by=loaded, kind=ORGANISATION, text="Rayuwa/Diffa") is None
    assert resolve_organisation("rayuwa diffa")[0].code == made.code
    assert {"proposal_added", "organisation_added", "proposal_accepted"} <= set(events())


def test_an_attached_name_becomes_an_alias_and_can_be_taken_back(loaded: User) -> None:
    oim = Organisation.objects.get(code="OIM")
    proposal = propose_name(by=loaded, kind=ORGANISATION, text="Bureau du Point Focal")
    attach_proposal(by=loaded, proposal=proposal, target=oim)
    assert resolve_organisation("bureau du point focal")[0].code == "OIM"
    reopened = reopen_proposal(by=loaded, proposal=proposal)
    assert reopened.state == "open"
    assert reopened.organisation is None
    assert all(candidate.score < 1 for candidate in resolve_organisation("bureau du point focal"))


def test_a_declined_name_is_not_asked_again(loaded: User) -> None:
    proposal = propose_name(by=loaded, kind=ORGANISATION, text="liste en annexe")
    decline_proposal(by=loaded, proposal=proposal)
    again = propose_name(by=loaded, kind=ORGANISATION, text="Liste en annexe")
    assert again and again.state == "declined"
    assert again.occurrences == 1


def test_a_proposal_is_settled_once(loaded: User) -> None:
    proposal = propose_name(by=loaded, kind=TERRITORY, text="Kwanan Dila")
    accept_locality(by=loaded, proposal=proposal, name="Kwanan Dila")
    with pytest.raises(ValidationError, match="Kwanan Dila"):
        decline_proposal(by=loaded, proposal=proposal)


def test_a_name_goes_only_to_an_entry_of_its_kind(loaded: User) -> None:
    proposal = propose_name(by=loaded, kind=TERRITORY, text="Kwanan Dila")
    with pytest.raises(ValidationError):
        attach_proposal(by=loaded, proposal=proposal, target=Organisation.objects.get(code="OIM"))
    proposal.refresh_from_db()
    assert proposal.state == "open"


def test_a_party_may_be_an_organisation_a_territory_or_a_quantifier(loaded: User) -> None:
    assert resolve_party("MI/D")[0][0] == "organisation"
    assert resolve_party("Toutes les régions")[0][0] == "quantifier"
    assert resolve_party("Tillabéri")[0][0] == "territory"
    assert resolve_party("collectivités territoriales")[0][1].code == "local-authorities"


def test_a_person_is_kept_once_an_organisation(loaded: User) -> None:
    oim = Organisation.objects.get(code="OIM")
    assert add_person(by=loaded, name="Mariama Illo", organisation=oim) == add_person(
        by=loaded, name="Mariama  Illo", organisation=oim)


def test_a_reader_writes_nothing(loaded: User, reader: User) -> None:
    oim, niger = Organisation.objects.get(code="OIM"), Territory.objects.get(pcode="NE")
    proposal = propose_name(by=loaded, kind=ORGANISATION, text="ONG Rayuwa")
    before = events()
    for refused in (
        lambda: add_organisation(by=reader, name="Tattali", kind="ngo"),
        lambda: edit_organisation(by=reader, organisation=oim, name="X", kind="un"),
        lambda: add_organisation_name(by=reader, organisation=oim, text="X"),
        lambda: add_locality(by=reader, name="X"),
        lambda: add_territory_name(by=reader, territory=niger, text="X"),
        lambda: add_person(by=reader, name="X"),
        lambda: propose_name(by=reader, kind=ORGANISATION, text="ONG Tattali"),
        lambda: accept_organisation(by=reader, proposal=proposal, name="X", kind="ngo"),
        lambda: attach_proposal(by=reader, proposal=proposal, target=oim),
        lambda: decline_proposal(by=reader, proposal=proposal),
    ):
        with pytest.raises(PermissionDenied):
            refused()
    assert events() == before


def test_a_name_that_a_person_gave_can_be_taken_back(loaded: User, reader: User) -> None:
    oim = Organisation.objects.get(code="OIM")
    name = add_organisation_name(by=loaded, organisation=oim, text="Bureau des Migrations")
    with pytest.raises(PermissionDenied):
        remove_name(by=reader, name=name)
    remove_name(by=loaded, name=name)
    assert all(candidate.score < 1 for candidate in resolve_organisation("Bureau des Migrations"))
    assert events()[-1] == "organisation_name_removed"


def test_names_of_the_reference_and_the_shown_name_stay(loaded: User) -> None:
    mine = add_organisation(by=loaded, name="Tattali", kind="ngo")
    for name in (Organisation.objects.get(code="OIM").names.get(text="IOM"), mine.names.get(),
                 Territory.objects.get(pcode="NE006").names.get(text="Tillabery")):
        with pytest.raises(ValidationError, match=name.text):
            remove_name(by=loaded, name=name)
        name.refresh_from_db()
