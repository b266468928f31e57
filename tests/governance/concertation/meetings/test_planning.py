"""A session is planned, its facts corrected, its blanks completed."""
from __future__ import annotations

from datetime import date, time, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.audit.queries import story_of
from canevas.governance.concertation.models import ActionReview, Body, BodyMember, Session
from canevas.governance.concertation.operations.errors import MeetingRefused, MoveRefused, NotNow
from canevas.governance.concertation.operations.moves import move_session
from canevas.governance.concertation.operations.planning import (
    attach_document,
    complete_attendance,
    complete_session,
    detach_document,
    edit_facts,
    plan_again,
    plan_session,
)
from canevas.governance.concertation.queries.meeting import next_number
from canevas.governance.concertation.rules.session_states import Move
from tests.factories.minutes import user


def titles(session: Session) -> list[str]:
    return list(session.items.filter(withdrawn_at=None).order_by("number").values_list("title", flat=True))


def test_a_first_meeting_gets_its_agenda_and_its_members(planned: Session, members: list[BodyMember]) -> None:
    assert planned.state == "planned"
    assert titles(planned) == ["Divers", "Recommandations"]
    rows = list(planned.attendance.order_by("order"))
    assert [row.status for row in rows] == ["expected"] * 3
    assert [row.organisation for row in rows] == [members[1].organisation, members[2].organisation,
                                                  members[0].organisation]
    assert planned.chairs == [members[1].organisation.acronym or members[1].organisation.name, "Mme Hadiza Oumarou"]
    assert [entry.event for entry in story_of(planned)][:2] == ["session_planned", "agenda_built"]


def test_the_next_meeting_adopts_the_last_minutes_and_reviews_what_is_open(
        secretary: User, held: Session, soon: date) -> None:
    session = plan_session(by=secretary, body=held.body, day=soon)
    assert titles(session) == ["Adoption du compte rendu de la réunion du mercredi 12 mars 2025",
                               "Suivi des points d’action", "Divers", "Recommandations"]
    assert ActionReview.objects.filter(session=session).count() == held.actions.count() == 2


def test_minutes_adopted_at_a_later_meeting_are_not_adopted_again(secretary: User, held: Session, soon: date) -> None:
    Session.objects.create(body=held.body, date=date(2025, 6, 1), state="held", previous_date=held.date,
                           previous_outcome="adopted")
    session = plan_session(by=secretary, body=held.body, day=soon)
    assert titles(session)[0] == "Adoption du compte rendu de la réunion du dimanche 1er juin 2025"


def test_the_number_after_the_last_one(secretary: User, body: Body) -> None:
    assert next_number(body, "ordinary") == 1
    Session.objects.create(body=body, date=date(2025, 1, 8), number=6)
    Session.objects.create(body=body, date=date(2025, 1, 9), number=9, stage="technical")
    assert (next_number(body, "ordinary"), next_number(body, "technical")) == (7, 10)
    Session.objects.filter(number=6).update(number=None)
    assert next_number(body, "ordinary") is None


def test_a_body_meets_once_a_day_in_a_stage(secretary: User, planned: Session, soon: date) -> None:
    with pytest.raises(MeetingRefused, match=planned.body.name):
        plan_session(by=secretary, body=planned.body, day=soon)
    plan_session(by=secretary, body=planned.body, day=soon, stage="technical")
    with pytest.raises(MeetingRefused):
        edit_facts(by=secretary, session=planned, changes={"stage": "technical"})
    assert Session.objects.count() == 2


@pytest.mark.parametrize("wrong", [{"start": time(12), "end": time(9)}, {"stage": "informal"}])
def test_a_meeting_that_cannot_be_so_is_not_planned(
        secretary: User, body: Body, soon: date, wrong: dict[str, object]) -> None:
    with pytest.raises(MeetingRefused):
        plan_session(by=secretary, body=body, day=soon, **wrong)
    assert not Session.objects.exists()


def test_a_closed_body_does_not_meet(secretary: User, body: Body, soon: date) -> None:
    Body.objects.filter(pk=body.pk).update(valid_to=soon - timedelta(days=1))
    body.refresh_from_db()
    with pytest.raises(MeetingRefused):
        plan_session(by=secretary, body=body, day=soon)


def test_only_who_may_plan_for_that_body_does(secretary: User, body: Body, soon: date, planned: Session) -> None:
    other = user("agadez", "rapporteur", Scope(ScopeKind.BODY, "GTM-AGADEZ"))
    reader = user("lecteur", "reader")
    for who in (other, reader):
        for act in (lambda who=who: plan_session(by=who, body=body, day=soon + timedelta(days=1)),
                    lambda who=who: edit_facts(by=who, session=planned, changes={"place": "x"}),
                    lambda who=who: complete_session(by=who, session=planned, values={"place": "x"}),
                    lambda who=who: attach_document(by=who, session=planned, name="x.pdf", content=b"x"),
                    lambda who=who: plan_again(by=who, session=planned, day=soon)):
            with pytest.raises(PermissionDenied):
                act()
    mine = user("tahoua", "rapporteur", Scope(ScopeKind.BODY, "GTM-TAHOUA"))
    assert plan_session(by=mine, body=body, day=soon + timedelta(days=1)).attendance.count() == 3


def test_facts_are_edited_and_told(secretary: User, planned: Session) -> None:
    edit_facts(by=secretary, session=planned, changes={"place": "  Salle   du gouvernorat ", "start": time(9),
                                                       "chairs": ["", " Maman Sani "]})
    planned.refresh_from_db()
    assert (planned.place, planned.start, planned.chairs) == ("Salle du gouvernorat", time(9), ["Maman Sani"])
    last = story_of(planned).filter(event="session_edited").last()
    assert last.details["after"]["start"] == "09:00:00"


def test_an_adopted_session_is_only_completed(secretary: User, planned: Session) -> None:
    edit_facts(by=secretary, session=planned, changes={"start": time(9)})
    Session.objects.filter(pk=planned.pk).update(state="final")
    planned.refresh_from_db()
    with pytest.raises(NotNow):
        edit_facts(by=secretary, session=planned, changes={"place": "x"})
    complete_session(by=secretary, session=planned, values={"end": time(12), "place": "", "signatory": "Le DRECM/R"})
    planned.refresh_from_db()
    assert (planned.end, planned.signatory, planned.place) == (time(12), "Le DRECM/R", "")
    with pytest.raises(MeetingRefused):
        complete_session(by=secretary, session=planned, values={"start": time(8)})
    with pytest.raises(MeetingRefused):
        complete_session(by=secretary, session=planned, values={"end": time(11)})
    planned.refresh_from_db()
    assert (planned.start, planned.end) == (time(9), time(12))


def test_the_function_of_a_participant_is_completed_once(secretary: User, planned: Session) -> None:
    row = planned.attendance.filter(person="").first()
    complete_attendance(by=secretary, session=planned, row_id=row.pk, person="Ali Maïga", function="Point focal")
    with pytest.raises(MeetingRefused):
        complete_attendance(by=secretary, session=planned, row_id=row.pk, function="Directeur")
    row.refresh_from_db()
    assert (row.person, row.function) == ("Ali Maïga", "Point focal")


def test_a_file_stands_beside_the_minutes_once(secretary: User, planned: Session, tmp_path: object) -> None:
    one = attach_document(by=secretary, session=planned, name="liste signée.jpg", content=b"\xff\xd8x", label="Liste")
    again = attach_document(by=secretary, session=planned, name="autre nom.jpg", content=b"\xff\xd8x")
    assert one == again and planned.documents.count() == 1
    with pytest.raises(MeetingRefused):
        attach_document(by=secretary, session=planned, name="vide.pdf", content=b"")
    Session.objects.filter(pk=planned.pk).update(state="final")
    planned.refresh_from_db()
    attach_document(by=secretary, session=planned, name="présentation.pdf", content=b"%PDF")
    detach_document(by=secretary, document=one)
    assert [row.label for row in planned.documents.all()] == ["présentation.pdf"]


def test_a_postponed_session_is_planned_again_with_its_agenda(secretary: User, planned: Session, soon: date) -> None:
    with pytest.raises(MoveRefused):
        move_session(by=secretary, session=planned, move=Move.POSTPONE)
    move_session(by=secretary, session=planned, move=Move.POSTPONE, reason="La salle est fermée.")
    planned.refresh_from_db()
    other = plan_session(by=secretary, body=planned.body, day=soon + timedelta(days=7))
    with pytest.raises(MeetingRefused):
        plan_again(by=secretary, session=planned, day=other.date)
    plan_again(by=secretary, session=planned, day=soon + timedelta(days=8))
    planned.refresh_from_db()
    assert (planned.state, planned.date) == ("planned", soon + timedelta(days=8))
    assert titles(planned) == ["Divers", "Recommandations"]
