"""The checks before circulation, fed by the register."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from canevas.commons.access.queries import User
from canevas.commons.directory.models import Organisation
from canevas.governance.concertation.models import Attendance, Body, BodyMember, Intake, IntakeLine, Session
from canevas.governance.concertation.operations import confirm_intake, confirm_line
from canevas.governance.concertation.queries.before_circulation import blocks_circulation, checks_for, quorum_count
from canevas.governance.recommendations.models import Priority, Recommendation, SynthesisRow


@pytest.fixture
def held(secretary: User, taken: Callable[..., Intake]) -> Session:
    """A confirmed session, complete: nothing is found of it."""
    intake = taken()
    for line in intake.lines.filter(state=IntakeLine.State.DOUBTFUL):
        confirm_line(by=secretary, line=line)
    intake.refresh_from_db()
    return confirm_intake(by=secretary, intake=intake).session


def codes(session: Session) -> list[str]:
    return [one.code for one in checks_for(Session.objects.get(pk=session.pk))]


def test_a_complete_session_has_nothing_to_mend(held: Session) -> None:
    row = SynthesisRow.objects.order_by("pk").last()
    row.concerned = row.concerned or [{"kind": "actor", "text": "INS"}]
    row.save()
    assert codes(held) == []


def test_what_is_missing_is_found_with_the_place_to_mend_it(held: Session, client: Client, secretary: User) -> None:
    action = held.actions.first()
    action.responsibles.all().delete()
    flat = Recommendation.objects.filter(set=held.recommendation_set, row=None).first()
    flat.addressee = ""
    flat.save()
    flat.responsibilities.all().delete()
    priority = Priority.objects.first()
    priority.text = priority.row.strategies.first().text.upper()
    priority.save()
    SynthesisRow.objects.filter(pk=priority.row_id).update(stray="Ouvrir un guichet à chaque poste")
    Session.objects.filter(pk=held.pk).update(signatory="", end=time(8), number=None)
    client.force_login(secretary)
    found = checks_for(Session.objects.get(pk=held.pk))
    assert {one.code for one in found} >= {
        "hours-crossed", "action-without-owner", "recommendation-without-owner", "priority-is-strategy",
        "strategy-among-actors", "no-signatory"}
    assert blocks_circulation(found)
    assert found[0].code == "hours-crossed"
    for one in found:
        assert client.get(one.url.partition("#")[0]).status_code == 200, one
        assert one.sentence and one.where
    assert action.text[:40] in next(one.sentence for one in found if one.code == "action-without-owner")


def test_each_finding_is_a_sentence_that_says_what_and_leads_to_where(held: Session) -> None:
    """The six that a secretary is told of before the minutes go out, as she reads them, and the page each leads to."""
    sheet = f"/concertation/sessions/{held.uid}/"
    before = Session.objects.create(body=held.body, date=date(2025, 1, 15), state="held")
    action = held.actions.first()
    action.responsibles.all().delete()
    flat = Recommendation.objects.filter(set=held.recommendation_set, row=None).first()
    flat.responsibilities.all().delete()
    Recommendation.objects.filter(pk=flat.pk).update(addressee="", text="Tenir un registre des retours")
    type(action).objects.filter(pk=action.pk).update(text="Transmettre la liste des sites")
    priority = Priority.objects.select_related("row").first()
    said = priority.row.strategies.first()
    Recommendation.objects.filter(pk=said.pk).update(text="Former les agents des postes")
    Priority.objects.filter(pk=priority.pk).update(text="Former  les agents des postes.")
    SynthesisRow.objects.filter(pk=priority.row_id).update(stray="Ouvrir un guichet à chaque poste")
    Body.objects.filter(pk=held.body_id).update(quorum_rule="number", quorum_value=3)
    came = held.attendance.exclude(organisation=None).values("organisation")
    absent = Organisation.objects.exclude(pk__in=came)[:3]
    BodyMember.objects.bulk_create([BodyMember(body=held.body, organisation=one) for one in absent])
    told = {one.code: (one.sentence.replace("\xa0", " ").replace("\u202f", " "), one.url)
            for one in checks_for(Session.objects.get(pk=held.pk))}
    assert told["previous-not-circulated"] == (
        "Le compte rendu de la réunion précédente, du 15 janvier 2025, n’a pas encore été diffusé.",
        before.get_absolute_url())
    assert told["quorum"] == ("Le quorum n’est pas atteint : membres présents, 0 ; il en faut 3 sur 3.",
                              f"{sheet}attendance/")
    assert told["action-without-owner"] == (
        "Personne ne répond de l’action « Transmettre la liste des sites ».", action.get_absolute_url())
    assert told["recommendation-without-owner"] == (
        "La recommandation « Tenir un registre des retours » n’est adressée à personne.", flat.get_absolute_url())
    assert told["priority-is-strategy"] == (
        "Une priorité et sa stratégie recommandée disent la même chose : « Former les agents des postes ».",
        f"{sheet}#synthesis")
    assert told["strategy-among-actors"] == (
        "Un texte de stratégie se trouve dans la case des acteurs : « Ouvrir un guichet à chaque poste ».",
        f"{sheet}#synthesis")


def test_the_quorum_of_the_body_above_is_counted_on_the_members_of_that_day(held: Session) -> None:
    body = held.body
    assert quorum_count(held) is None
    Body.objects.filter(pk=body.parent_id).update(quorum_rule="majority")
    there = [row.organisation for row in held.attendance.all() if row.organisation]
    absent = list(Organisation.objects.exclude(pk__in=[one.pk for one in there])[:4])
    BodyMember.objects.bulk_create([BodyMember(body=body, organisation=one) for one in [there[0], *absent[:2]]])
    BodyMember.objects.create(body=body, organisation=absent[3], ends_on=held.date - timedelta(days=1))
    BodyMember.objects.create(body=body, organisation=absent[2], role="observer")
    count = quorum_count(Session.objects.get(pk=held.pk))
    assert (count.members, count.needed, count.present) == (3, 2, 1)
    assert "quorum" in codes(held)
    Attendance.objects.create(session=held, verbatim="x", organisation=absent[0], status="replaced")
    Attendance.objects.create(session=held, verbatim="y", organisation=absent[1], status="excused")
    assert "quorum" not in codes(held)


def test_the_meeting_before_still_in_draft_is_named(held: Session) -> None:
    before = Session.objects.create(body=held.body, date=date(2025, 1, 15), state="held")
    found = next(one for one in checks_for(held) if one.code == "previous-not-circulated")
    assert str(before.uid) in found.url
    assert "15" in found.sentence
    Session.objects.filter(pk=before.pk).update(state="circulated")
    assert "previous-not-circulated" not in codes(held)


def test_a_meeting_to_come_is_not_circulated(held: Session) -> None:
    Session.objects.filter(pk=held.pk).update(date=timezone.localdate() + timedelta(days=3))
    assert codes(held)[0] == "day-to-come"


def test_the_same_number_twice_in_a_year_is_asked(held: Session) -> None:
    Session.objects.filter(pk=held.pk).update(number=4)
    Session.objects.create(body=held.body, date=held.date - timedelta(days=60), number=4)
    assert "number-taken" in codes(held)
    Session.objects.exclude(pk=held.pk).update(date=held.date - timedelta(days=500))
    assert "number-taken" not in codes(held)


def test_somebody_still_expected_is_asked(held: Session) -> None:
    Attendance.objects.create(session=held, verbatim="x", status="expected")
    assert "attendance-open" in codes(held)


def test_an_empty_session_has_nothing_to_circulate(secretary: User, client: Client) -> None:
    session = Session.objects.create(body=Body.objects.get(code="CCM"), date=date(2025, 3, 12), state="held")
    assert {"nothing-written", "nobody-there", "no-signatory"} <= set(codes(session))
    found = next(one for one in checks_for(session) if one.code == "nothing-written")
    client.force_login(secretary)
    assert found.url.endswith("/writing/") and client.get(found.url).status_code == 200


def test_the_checks_of_a_large_session_take_a_bounded_number_of_queries(
        held: Session, django_assert_max_num_queries: Callable[[int], object]) -> None:
    with django_assert_max_num_queries(26):
        checks_for(Session.objects.select_related("body", "recommendation_set").get(pk=held.pk))
