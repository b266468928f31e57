"""Open actions come back on the agenda of their body, until they are done."""
from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from canevas.commons.access.queries import User
from canevas.commons.access.rules import Scope, ScopeKind
from canevas.governance.concertation.models import ActionPoint, ActionReview, Session
from canevas.governance.concertation.operations.carrying_over import bring_back_open_actions, record_review
from canevas.governance.concertation.operations.errors import Conflict, NotNow
from canevas.governance.concertation.operations.progress import report_progress
from canevas.governance.concertation.queries.carrying_over import carried_at_least, reviewed
from canevas.governance.concertation.rules.carrying_over import Age, age_of
from tests.factories.minutes import user
from tests.governance.concertation.following.conftest import Meetings


def under_review(session: Session) -> list[str]:
    return [review.action.text for review in session.reviews.select_related("action")]


@pytest.fixture
def later(meetings: Meetings) -> Session:
    old, new = meetings.session(date(2025, 11, 4), "final"), meetings.session(date(2026, 3, 12), "circulated")
    meetings.action(new, "La plus récente")
    meetings.action(old, "La plus ancienne")
    meetings.action(old, "Déjà faite", status="done")
    meetings.action(meetings.session(date(2026, 1, 7), "final", body="CRCM-TAHOUA"), "D’une autre instance")
    return meetings.session(date(2026, 6, 4), "planned")


def test_open_actions_of_the_body_come_back_oldest_first(secretary: User, later: Session) -> None:
    assert bring_back_open_actions(by=secretary, session=later) == 2
    assert under_review(later) == ["La plus ancienne", "La plus récente"]
    assert bring_back_open_actions(by=secretary, session=later) == 2  # again: the same rows
    assert ActionReview.objects.filter(session=later).count() == 2


def test_what_was_done_meanwhile_drops_out_before_the_session_and_stays_after(
        secretary: User, later: Session) -> None:
    bring_back_open_actions(by=secretary, session=later)
    ActionPoint.objects.filter(text="La plus ancienne").update(status="done")
    ActionPoint.objects.filter(text="La plus récente").update(status="in_progress")
    bring_back_open_actions(by=secretary, session=later)
    assert under_review(later) == ["La plus récente"]
    assert later.reviews.get().status == "in_progress"
    Session.objects.filter(pk=later.pk).update(state="held")
    ActionPoint.objects.filter(text="La plus récente").update(status="done")
    bring_back_open_actions(by=secretary, session=later)
    assert under_review(later) == ["La plus récente"]


def test_what_something_was_said_of_stays(secretary: User, later: Session) -> None:
    bring_back_open_actions(by=secretary, session=later)
    later.reviews.filter(action__text="La plus ancienne").update(note="Achevée le mois dernier.")
    ActionPoint.objects.filter(text="La plus ancienne").update(status="done")
    assert bring_back_open_actions(by=secretary, session=later) == 2


def test_withdrawn_actions_and_those_of_later_sessions_do_not_come_back(
        secretary: User, meetings: Meetings, later: Session) -> None:
    meetings.action(meetings.session(date(2026, 9, 1), "held"), "D’une réunion suivante")
    ActionPoint.objects.filter(text="La plus récente").update(withdrawn_at="2026-04-01T00:00:00Z")
    bring_back_open_actions(by=secretary, session=later)
    assert under_review(later) == ["La plus ancienne"]


@pytest.mark.parametrize("state", ["adopted", "final", "cancelled", "postponed"])
def test_nothing_comes_back_where_the_agenda_is_closed(state: str, secretary: User, later: Session) -> None:
    Session.objects.filter(pk=later.pk).update(state=state)
    with pytest.raises(NotNow):
        bring_back_open_actions(by=secretary, session=later)


def test_only_who_edits_the_session_brings_back(later: Session) -> None:
    with pytest.raises(PermissionDenied):
        bring_back_open_actions(by=user("agadez", "rapporteur", Scope(ScopeKind.REGION, "NE001")), session=later)


@pytest.mark.parametrize(("start", "age"), [
    (date(2026, 6, 4), Age(0, "days")),
    (date(2026, 5, 22), Age(13, "days")),
    (date(2026, 5, 10), Age(3, "weeks")),
    (date(2026, 4, 4), Age(2, "months")),
    (date(2026, 4, 5), Age(8, "weeks")),
    (date(2025, 11, 4), Age(7, "months")),
    (date(2024, 6, 4), Age(2, "years")),
    (date(2026, 7, 1), Age(0, "days")),
    (None, None),
])
def test_age(start: date | None, age: Age | None) -> None:
    assert age_of(start, date(2026, 6, 4)) == age


def test_what_is_said_at_the_session_enters_the_story_of_the_action(secretary: User, later: Session) -> None:
    bring_back_open_actions(by=secretary, session=later)
    Session.objects.filter(pk=later.pk).update(state="held")
    review = later.reviews.get(action__text="La plus ancienne")
    record_review(by=secretary, review=review, status="done", note="Remise au gouvernorat.", base_note="")
    action = ActionPoint.objects.get(text="La plus ancienne")
    (report,) = action.progress.all()
    assert (action.status, report.status, report.note, report.session, report.channel) == (
        "done", "done", "Remise au gouvernorat.", later, "session")
    first, second = reviewed(later)
    assert (first.review.note, first.status_after, first.is_settled) == ("Remise au gouvernorat.", "done", True)
    assert (second.review.note, second.status_after, second.is_settled) == ("", "open", False)
    record_review(by=secretary, review=review, status="done", note="Remise au gouvernorat.")  # saved again: nothing new
    assert action.progress.count() == 1


def test_two_people_do_not_overwrite_what_was_said(secretary: User, later: Session) -> None:
    bring_back_open_actions(by=secretary, session=later)
    review = later.reviews.first()
    assert review is not None
    record_review(by=secretary, review=review, note="Reportée.", base_note="")
    with pytest.raises(Conflict):
        record_review(by=secretary, review=review, note="Abandonnée.", base_note="")
    review.refresh_from_db()
    assert review.note == "Reportée."


def test_an_action_says_how_often_it_came_back_and_since_when_it_is_open(
        secretary: User, meetings: Meetings, later: Session) -> None:
    between = meetings.session(date(2026, 4, 2), "held")
    cancelled = meetings.session(date(2026, 5, 5), "planned")
    for session in (between, cancelled, later):
        bring_back_open_actions(by=secretary, session=session)
    Session.objects.filter(pk=cancelled.pk).update(state="cancelled")
    report_progress(by=secretary, action=ActionPoint.objects.get(text="La plus ancienne"), note="Bientôt.")
    found = {one.action.text: one for one in reviewed(later)}
    assert (found["La plus ancienne"].passage, found["La plus ancienne"].age) == (2, Age(7, "months"))
    assert [one.passage for one in reviewed(between)] == [1, 1]
    assert ActionPoint.objects.filter(carried_at_least(2)).count() == 2
    assert not ActionPoint.objects.filter(carried_at_least(3)).exists()


def test_only_who_follows_the_actions_of_the_body_writes_what_was_said(secretary: User, later: Session) -> None:
    bring_back_open_actions(by=secretary, session=later)
    review = later.reviews.first()
    assert review is not None
    for other in (user("lecteur", "reader"), user("oim", "focal_point", Scope(ScopeKind.ORGANISATION, "OIM"))):
        with pytest.raises(PermissionDenied):
            record_review(by=other, review=review, note="Rien à dire.")
    Session.objects.filter(pk=later.pk).update(state="final")
    review.refresh_from_db()
    with pytest.raises(NotNow):
        record_review(by=secretary, review=later.reviews.select_related("session").get(pk=review.pk), note="Trop tard.")
