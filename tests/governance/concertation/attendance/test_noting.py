"""The attendance list is kept: each note against what the person saw, nothing overwritten, what was written kept."""
from __future__ import annotations

from datetime import time

import pytest
from django.core.exceptions import PermissionDenied

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.commons.audit.queries import story_of
from canevas.commons.directory.models import NameProposal, Organisation
from canevas.governance.concertation.models import Body, BodyMember, Session
from canevas.governance.concertation.operations import attendance as acts
from canevas.governance.concertation.operations.errors import ChangedMeanwhile, MeetingRefused, NotNow
from canevas.governance.concertation.queries.attendance import lines_of, standing_of
from tests.factories.minutes import user


@pytest.fixture
def second(secretary: User) -> User:
    return user("collegue", "rapporteur", Scope(ScopeKind.BODY, "GTM-TAHOUA"))


def test_a_note_is_made_once_and_told(secretary: User, planned: Session) -> None:
    line = lines_of(planned)[0]
    for _again in range(2):  # a telephone that lost the answer sends it once more
        acts.note_attendance(by=secretary, line=line, seen=0, changes={"status": "late", "arrived_at": time(9, 20)})
    line.refresh_from_db()
    assert (line.status, line.arrived_at, line.revision, line.noted_by) == ("late", time(9, 20), 1, secretary)
    told = [entry for entry in story_of(planned) if entry.event == "attendance_noted"]
    assert len(told) == 1 and told[0].details["after"] == {"status": "late", "arrived_at": "09:20"}
    acts.note_attendance(by=secretary, line=line, seen=1, changes={"status": "present"})
    line.refresh_from_db()
    assert line.arrived_at is None, "the hour was that of coming late"


def test_two_people_on_one_line_see_each_other(secretary: User, second: User, planned: Session) -> None:
    line = lines_of(planned)[0]
    acts.note_attendance(by=secretary, line=line, seen=0, changes={"status": "excused"})
    with pytest.raises(ChangedMeanwhile, match="Entre-temps"):
        acts.note_attendance(by=second, line=line, seen=0, changes={"status": "absent"})
    acts.note_attendance(by=second, line=line, seen=0, changes={"status": "excused"})  # the same: no conflict
    line.refresh_from_db()
    assert (line.status, line.revision) == ("excused", 1)
    acts.note_attendance(by=second, line=line, seen=1, changes={"status": "absent"})
    with pytest.raises(ChangedMeanwhile):
        acts.remove_attendance(by=secretary, line=line, seen=1)


def test_ones_own_second_tap_overtakes_the_first(secretary: User, planned: Session) -> None:
    line = lines_of(planned)[0]
    acts.note_attendance(by=secretary, line=line, seen=0, changes={"status": "present"})
    acts.note_attendance(by=secretary, line=line, seen=0, changes={"status": "late"})
    line.refresh_from_db()
    assert line.status == "late"


def test_what_the_file_says_stays_as_written(secretary: User, held: Session) -> None:
    line = lines_of(held)[0]
    written, passages = line.verbatim, line.passages
    assert passages
    acts.note_attendance(by=secretary, line=line, seen=0, changes={
        "status": "replaced", "replaced_by": "  M.  Issa ", "function": "Adjoint", "verbatim": "autre"})
    line.refresh_from_db()
    assert (line.verbatim, line.passages) == (written, passages)
    assert (line.status, line.replaced_by, line.function) == ("replaced", "M. Issa", "Adjoint")


def test_who_is_added_is_known_or_asked_about(secretary: User, planned: Session) -> None:
    known = Organisation.objects.order_by("-code").first()
    assert known is not None
    made = acts.add_attendance(by=secretary, session=planned, text=known.name)
    assert made.organisation == known and made.resolved_by and made.confidence >= 0.9
    odd = acts.add_attendance(by=secretary, session=planned, text="Coopérative des puits de Zangon", person="Mme Zara")
    assert odd.organisation is None and odd.verbatim == "Coopérative des puits de Zangon"
    assert NameProposal.objects.filter(text="Coopérative des puits de Zangon").exists()
    assert [line.pk for line in lines_of(planned)][-2:] == [made.pk, odd.pk]
    for person in ("", "Mme Zara", "mme zara"):
        with pytest.raises(MeetingRefused):
            acts.add_attendance(by=secretary, session=planned, text="Coopérative des puits de Zangon", person=person)
    acts.add_attendance(by=secretary, session=planned, text="Coopérative des puits de Zangon", person="M. Sani")
    acts.attach_attendance(by=secretary, line=odd, seen=0, code=known.code)
    odd.refresh_from_db()
    assert odd.organisation == known and odd.verbatim == "Coopérative des puits de Zangon"


def test_taken_off_and_put_back_and_moved(secretary: User, planned: Session) -> None:
    first, middle, last = lines_of(planned)
    acts.remove_attendance(by=secretary, line=middle, seen=0)
    assert [line.pk for line in lines_of(planned)] == [first.pk, last.pk]
    acts.restore_attendance(by=secretary, line=middle)
    acts.move_attendance(by=secretary, line=last, places=-1)
    acts.move_attendance(by=secretary, line=first, places=-1)
    assert [line.pk for line in lines_of(planned)] == [first.pk, last.pk, middle.pk]


def test_the_quorum_counts_late_and_replaced(secretary: User, planned: Session, members: list[BodyMember]) -> None:
    Body.objects.filter(pk=planned.body_id).update(quorum_rule="majority")
    planned.refresh_from_db()
    first, second_, third = lines_of(planned)
    acts.note_attendance(by=secretary, line=first, seen=0, changes={"status": "late"})
    acts.add_attendance(by=secretary, session=planned, text="Comité inventé", person="x")
    quorum = standing_of(planned).quorum
    assert quorum is not None and (quorum.present, quorum.needed, quorum.is_reached) == (1, 2, False)
    acts.note_attendance(by=secretary, line=third, seen=0, changes={"status": "replaced", "replaced_by": "Mme Balki"})
    found = standing_of(planned)
    assert found.quorum is not None and found.quorum.is_reached and found.expected == 1
    assert acts.note_rest(by=secretary, session=planned, status="absent") == 1
    second_.refresh_from_db()
    assert second_.status == "absent" and standing_of(planned).expected == 0


def test_only_who_may_and_only_while_it_may(secretary: User, planned: Session) -> None:
    line = lines_of(planned)[0]
    for who in (user("agadez", "rapporteur", Scope(ScopeKind.BODY, "GTM-AGADEZ")), user("lecteur", "reader")):
        for act in (lambda who=who: acts.note_attendance(by=who, line=line, seen=0, changes={"status": "late"}),
                    lambda who=who: acts.add_attendance(by=who, session=planned, text="x"),
                    lambda who=who: acts.note_rest(by=who, session=planned, status="absent"),
                    lambda who=who: acts.remove_attendance(by=who, line=line, seen=0),
                    lambda who=who: acts.move_attendance(by=who, line=line, places=1)):
            with pytest.raises(PermissionDenied):
                act()
    for state in ("final", "adopted", "cancelled", "postponed"):
        Session.objects.filter(pk=planned.pk).update(state=state)
        with pytest.raises(NotNow):
            acts.note_attendance(by=secretary, line=line, seen=0, changes={"status": "late"})
    Session.objects.filter(pk=planned.pk).update(state="adopted-reserved")
    acts.note_attendance(by=secretary, line=line, seen=0, changes={"status": "late"})
