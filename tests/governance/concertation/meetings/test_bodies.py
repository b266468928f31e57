"""Bodies, their members, quorum and outline."""
from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.audit.queries import story_of
from canevas.commons.audit.sentences import sentence
from canevas.commons.directory.models import Organisation
from canevas.governance.concertation.models import Body, BodyMember, Outline, Session
from canevas.governance.concertation.operations import load_bodies
from canevas.governance.concertation.operations.bodies import (
    add_body,
    close_body,
    edit_body,
    reopen_body,
    set_quorum,
)
from canevas.governance.concertation.operations.errors import ChangedMeanwhile, MeetingRefused
from canevas.governance.concertation.operations.membership import (
    add_member,
    change_member,
    end_member,
    remove_member,
)
from canevas.governance.concertation.operations.session_outline import mark_of_outline, reset_outline, save_outline
from canevas.governance.concertation.queries.bodies import body_named
from canevas.governance.concertation.queries.meeting import members_on, outline_of, quorum_of
from canevas.governance.concertation.rules.outline import USUAL, Section, SectionKind
from tests.factories.minutes import user


def events(body: Body) -> list[str]:
    return [entry.event for entry in story_of(body)]


def test_the_bodies_of_the_country_are_federated(secretary: User) -> None:
    parents = dict(Body.objects.values_list("code", "parent__code"))
    assert parents["SP-CCM"] == parents["COPIL-PNM"] == parents["CRCM-AGADEZ"] == "CCM"
    assert parents["GTM-AGADEZ"] == parents["ORM-AGADEZ"] == "CRCM-AGADEZ"
    commissions = Body.objects.filter(parent__code="COPIL-PNM", kind=Body.Kind.COMMISSION)
    assert commissions.count() == 3
    assert body_named("Deuxième commission du comité de pilotage de la PNM").code == "COPIL-PNM-AXE2"


def test_loading_again_keeps_what_a_person_edited(secretary: User, body: Body) -> None:
    edit_body(by=secretary, body=body, changes={"name": "Groupe de Tahoua", "valid_from": date(2019, 1, 1)})
    set_quorum(by=secretary, body=body, rule="share", value=40)
    organisation = Organisation.objects.first()
    add_member(by=secretary, body=body, organisation=organisation)
    save_outline(by=secretary, body=body, sections=USUAL[:2])
    Body.objects.filter(pk=body.pk).update(short_name="xx", aliases=[])
    load_bodies(by=user("reference", "administrator"))
    body.refresh_from_db()
    assert (body.name, body.valid_from) == ("Groupe de Tahoua", date(2019, 1, 1))
    assert (body.quorum_rule, body.quorum_value) == ("share", 40)
    assert body.members.count() == 1
    assert body.outline.sections[0]["kind"] == "adoption"
    assert body.short_name != "xx", "what nobody edited comes from the vocabulary again"
    assert "GTM de Tahoua" in body.aliases


def test_add_body_below_another(secretary: User) -> None:
    parent = Body.objects.get(code="CRCM-TAHOUA")
    made = add_body(by=secretary, name="Sous-groupe diaspora de Tahoua", kind=Body.Kind.COMMISSION, parent=parent)
    assert (made.code, made.parent, made.region) == ("SOUS-GROUPE-DIASPORA-DE-TAHOUA", parent, parent.region)
    assert events(made) == ["body_added"]
    with pytest.raises(MeetingRefused, match="Sous-groupe diaspora de Tahoua"):
        add_body(by=secretary, name="sous-groupe Diaspora de TAHOUA", parent=parent)


def test_a_code_may_always_stand_in_an_address(secretary: User) -> None:
    made = add_body(by=secretary, name="Comité « Retour / Réinsertion » n° 2")
    assert made.code == "COMITE-RETOUR-REINSERTION-N-2"
    assert add_body(by=secretary, name="Add").code == "ADD-2"


def test_a_body_never_lies_below_itself(secretary: User) -> None:
    above, below = Body.objects.get(code="CRCM-TAHOUA"), Body.objects.get(code="GTM-TAHOUA")
    with pytest.raises(MeetingRefused):
        edit_body(by=secretary, body=above, changes={"parent_id": below.pk})
    edit_body(by=secretary, body=below, changes={"parent_id": Body.objects.get(code="CCM").pk})
    below.refresh_from_db()
    assert below.parent.code == "CCM"


def test_a_name_means_one_body(secretary: User, body: Body) -> None:
    with pytest.raises(MeetingRefused):
        edit_body(by=secretary, body=body, changes={"aliases": ["GTM d'Agadez", "groupe technique migration d'agadez",
                                                                "GTM Agadez"]})


def test_who_holds_a_region_edits_its_bodies_only(secretary: User, body: Body) -> None:
    regional = user("tahoua", "secretariat", Scope(ScopeKind.REGION, body.region.pcode))
    set_quorum(by=regional, body=body, rule="majority")
    other = Body.objects.get(code="GTM-AGADEZ")
    for act in (lambda: set_quorum(by=regional, body=other, rule="majority"),
                lambda: edit_body(by=regional, body=other, changes={"name": "x"}),
                lambda: edit_body(by=regional, body=body, changes={"parent_id": other.pk}),
                lambda: close_body(by=regional, body=other, day=date(2030, 1, 1)),
                lambda: add_body(by=regional, name="x", parent=other),
                lambda: add_body(by=regional, name="x"),
                lambda: add_member(by=regional, body=other, organisation=Organisation.objects.first()),
                lambda: save_outline(by=regional, body=other, sections=USUAL),
                lambda: save_outline(by=regional, body=None, sections=USUAL),
                lambda: reset_outline(by=regional, body=other)):
        with pytest.raises(PermissionDenied):
            act()
    with pytest.raises(PermissionDenied):
        set_quorum(by=user("lecteur", "reader"), body=body, rule="majority")


@pytest.mark.parametrize(("rule", "value"), [("share", None), ("share", 120), ("number", 0), ("half", None)])
def test_a_quorum_without_its_number_is_refused(secretary: User, body: Body, rule: str, value: int | None) -> None:
    with pytest.raises(MeetingRefused):
        set_quorum(by=secretary, body=body, rule=rule, value=value)
    body.refresh_from_db()
    assert body.quorum_rule == ""


def test_the_quorum_is_inherited_unless_changed(secretary: User, body: Body) -> None:
    assert quorum_of(body).owner is None
    set_quorum(by=secretary, body=Body.objects.get(code="CCM"), rule="two-thirds")
    assert (quorum_of(body).owner.code, quorum_of(body).rule.quorum) == ("CCM", "two-thirds")
    set_quorum(by=secretary, body=body, rule="number", value=5)
    body.refresh_from_db()
    assert (quorum_of(body).owner.code, quorum_of(body).rule.value) == ("GTM-TAHOUA", 5)
    set_quorum(by=secretary, body=body, rule="")
    body.refresh_from_db()
    assert quorum_of(body).owner.code == "CCM"


def test_the_same_organisation_sits_once_at_a_time(secretary: User, body: Body) -> None:
    one = Organisation.objects.first()
    row = add_member(by=secretary, body=body, organisation=one, starts_on=date(2024, 1, 1))
    for first, last in ((None, None), (date(2025, 1, 1), None), (date(2023, 1, 1), date(2024, 1, 1))):
        with pytest.raises(MeetingRefused):
            add_member(by=secretary, body=body, organisation=one, role="chair", starts_on=first, ends_on=last)
    add_member(by=secretary, body=body, organisation=one, starts_on=date(2022, 1, 1), ends_on=date(2023, 12, 31))
    end_member(by=secretary, member=row, day=date(2024, 6, 30))
    again = add_member(by=secretary, body=body, organisation=one, role="chair", starts_on=date(2024, 7, 1))
    assert [one.pk for one in members_on(body, date(2024, 8, 1))] == [again.pk]
    assert body.members.count() == 3
    with pytest.raises(MeetingRefused):
        change_member(by=secretary, member=again, role="chair", starts_on=date(2024, 6, 30))
    with pytest.raises(MeetingRefused):
        end_member(by=secretary, member=again, day=date(2024, 1, 1))
    assert events(body).count("body_member_changed") == 1


def test_a_member_that_came_is_ended_and_not_removed(secretary: User, held: Session) -> None:
    body = held.body
    there = held.attendance.exclude(organisation=None).first().organisation
    came = add_member(by=secretary, body=body, organisation=there)
    mistake = add_member(by=secretary, body=body, organisation=Organisation.objects.exclude(
        pk__in=held.attendance.exclude(organisation=None).values("organisation")).first())
    remove_member(by=secretary, member=mistake)
    with pytest.raises(MeetingRefused):
        remove_member(by=secretary, member=came)
    assert list(body.members.all()) == [came]


def test_members_stand_with_the_chairs_first(body: Body, members: list[BodyMember]) -> None:
    assert [one.role for one in members_on(body, None)] == ["chair", "co-chair", "member"]


def test_close_body_ends_its_memberships(secretary: User, body: Body, members: list[BodyMember],
                                         planned: Session) -> None:
    with pytest.raises(MeetingRefused):
        close_body(by=secretary, body=Body.objects.get(code="CRCM-TAHOUA"), day=date(2025, 1, 1))
    with pytest.raises(MeetingRefused):
        close_body(by=secretary, body=body, day=date(2025, 1, 1))
    Session.objects.filter(pk=planned.pk).update(state="cancelled")
    close_body(by=secretary, body=body, day=date(2025, 1, 1))
    body.refresh_from_db()
    assert body.valid_to == date(2025, 1, 1)
    assert members_on(body, date(2025, 1, 2)) == []
    assert len(members_on(body, date(2024, 12, 31))) == 3
    reopen_body(by=secretary, body=body)
    body.refresh_from_db()
    assert body.valid_to is None
    assert events(body)[-2:] == ["body_closed", "body_opened_again"]


def test_one_outline_for_all_unless_changed(secretary: User, body: Body) -> None:
    assert outline_of(body).sections == USUAL
    common = (Section(SectionKind.ADOPTION, "Adoption du PV du {date}"), Section(SectionKind.FREE, ""))
    save_outline(by=secretary, body=None, sections=common)
    assert outline_of(body).sections == common and outline_of(body).owner is None
    regional = (Section(SectionKind.FREE, "Tour de table"),)
    save_outline(by=secretary, body=Body.objects.get(code="CRCM-TAHOUA"), sections=regional)
    assert (outline_of(body).sections, outline_of(body).owner.code) == (regional, "CRCM-TAHOUA")
    save_outline(by=secretary, body=body, sections=USUAL)
    assert outline_of(body).owner == body
    reset_outline(by=secretary, body=body)
    assert outline_of(body).owner.code == "CRCM-TAHOUA"
    assert events(body) == ["outline_saved", "outline_reset"]


def test_an_outline_changed_meanwhile_is_not_overwritten(secretary: User, body: Body) -> None:
    first = save_outline(by=secretary, body=body, sections=USUAL, seen="")
    with pytest.raises(ChangedMeanwhile):
        save_outline(by=secretary, body=body, sections=USUAL[:1], seen="")
    with pytest.raises(ChangedMeanwhile):
        reset_outline(by=secretary, body=body, seen="")
    assert len(Outline.objects.get(body=body).sections) == len(USUAL)
    save_outline(by=secretary, body=body, sections=USUAL[:1], seen=mark_of_outline(first))


def test_an_outline_that_cannot_serve_is_refused_whole(secretary: User, body: Body) -> None:
    with pytest.raises(MeetingRefused):
        save_outline(by=secretary, body=body, sections=(Section(SectionKind.FREE, "x"), USUAL[0]))
    assert not Outline.objects.exists()


def told(body: Body) -> str:
    """The last row of the body's story, as the journal says it, with plain spaces."""
    return sentence(list(story_of(body))[-1]).replace("\u00a0", " ")


def test_the_journal_says_what_changed_of_a_body(secretary: User, body: Body) -> None:
    name, region = body.name, str(body.region)
    edit_body(by=secretary, body=body, changes={
        "name": "Groupe de Tahoua", "region_id": None, "parent_id": None, "kind": "commission",
        "valid_from": date(2019, 1, 1)})
    assert told(body) == (
        f"a corrigé l’instance « {body} » : nom : {name} → Groupe de Tahoua, nature : groupe technique → "
        f"commission, instance au-dessus : CRCM-Tahoua → –, région : {region} → –, "
        "valable à partir du : – → 1er janvier 2019.")
    set_quorum(by=secretary, body=body, rule="share", value=40)
    assert told(body) == f"a choisi le quorum de « {body} » : 40 % des membres (avant : comme l’instance au-dessus)."
    set_quorum(by=secretary, body=body, rule="majority")
    assert told(body) == (
        f"a choisi le quorum de « {body} » : plus de la moitié des membres (avant : 40 % des membres).")
    close_body(by=secretary, body=body, day=date(2030, 1, 1))
    assert told(body) == f"a clos l’instance « {body} » à partir du 1er janvier 2030."


def test_the_journal_says_what_changed_of_a_member(secretary: User, body: Body) -> None:
    organisation = Organisation.objects.first()
    row = add_member(by=secretary, body=body, organisation=organisation, starts_on=date(2024, 1, 1))
    change_member(by=secretary, member=row, role="chair", person="Ali Idé", starts_on=date(2024, 1, 1))
    assert told(body) == (f"a modifié un membre de « {body} » : {organisation} (rôle : membre → président, "
                          "personne : – → Ali Idé).")
    end_member(by=secretary, member=row, day=date(2024, 6, 30))
    assert "au : – → 30 juin 2024" in told(body)


def test_the_journal_says_what_changed_of_an_outline(secretary: User, body: Body) -> None:
    review, talk = Section(SectionKind.REVIEW, "Suivi"), Section(SectionKind.FREE, "Tour de table")
    save_outline(by=secretary, body=body, sections=(review, Section(SectionKind.FREE, "")))
    assert told(body) == f"a donné à « {body} » un canevas propre : « Suivi », « Points du jour »."
    save_outline(by=secretary, body=body, sections=(review, talk))
    assert told(body) == (
        f"a modifié le canevas de « {body} » : ajouté « Tour de table » ; ôté « Points du jour ».")
    save_outline(by=secretary, body=body, sections=(talk, review))
    assert told(body) == (
        f"a modifié le canevas de « {body} » : désormais dans cet ordre : « Tour de table », « Suivi ».")
