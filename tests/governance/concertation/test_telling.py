"""Minutes that say that they adopted the ones before make it so, once, and unmake it where they are corrected."""
from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from canevas.commons.access.queries import User
from canevas.commons.audit.queries import story_of
from canevas.governance.concertation.models import Adoption, Intake, IntakeLine, Session, SessionState
from canevas.governance.concertation.operations import confirm_intake
from canevas.governance.concertation.operations.adoption import Asked
from canevas.governance.concertation.operations.reservations import reword_reservation
from canevas.governance.concertation.rules.minutes import PreviousMinutes
from canevas.tools.documents.found import Found
from tests.factories.minutes import small_reading

FIRST, SECOND = date(2025, 1, 15), date(2025, 3, 12)


@pytest.fixture
def bring(secretary: User, taken: Callable[..., Intake]) -> Callable[..., Session]:
    def brought(day: date, outcome: str | None, name: str, previous: date = FIRST) -> Session:
        told = PreviousMinutes(Found(previous), Found(outcome)) if outcome else None
        intake = taken(small_reading(name, date=Found(day), previous_minutes=told))
        intake.lines.filter(state=IntakeLine.State.DOUBTFUL).update(state=IntakeLine.State.CONFIRMED)
        session = confirm_intake(by=secretary, intake=intake).session
        assert session is not None
        return session
    return brought


def state(session: Session) -> str:
    session.refresh_from_db()
    return session.state


@pytest.mark.parametrize("order", [(0, 1), (1, 0)], ids=["first first", "last first"])
def test_adopted_minutes_are_final(order: tuple[int, int], bring: Callable[..., Session]) -> None:
    held: dict[int, Any] = {}
    for which in order:
        held[which] = bring(FIRST, None, "un.docx") if which == 0 else bring(SECOND, "adopted", "deux.docx")
    assert (state(held[0]), state(held[1])) == (SessionState.FINAL, SessionState.CIRCULATED)
    adoption = Adoption.objects.get()
    assert (adoption.session, adoption.at_session, adoption.day, adoption.final_on) == (
        held[0], held[1], SECOND, SECOND)
    assert [entry.event for entry in story_of(adoption)] == ["minutes_adoption_told"]
    assert [move.move for move in held[0].moves.all()] == ["adopt", "finalise"]


def test_reservations_that_nobody_listed_are_to_be_made_clear(secretary: User, bring: Callable[..., Session]) -> None:
    first = bring(FIRST, None, "un.docx")
    bring(SECOND, "adopted-with-reservations", "deux.docx")
    assert state(first) == SessionState.ADOPTED_RESERVED
    one = Adoption.objects.get().reservations.get()
    assert one.state == "open"
    reword_reservation(by=secretary, reservation=one, asked=Asked("Citer la source", person="OIM"))


@pytest.mark.parametrize("outcome", [None, "rejected", "postponed"])
def test_what_was_not_adopted_stays_circulated(outcome: str | None, bring: Callable[..., Session]) -> None:
    first = bring(FIRST, None, "un.docx")
    bring(SECOND, outcome, "deux.docx")
    assert state(first) == SessionState.CIRCULATED
    assert not Adoption.objects.exists()


@pytest.mark.parametrize("outcome", ["adopted", "adopted-with-reservations"])
def test_a_corrected_file_takes_it_back(outcome: str, bring: Callable[..., Session]) -> None:
    first = bring(FIRST, None, "un.docx")
    bring(SECOND, outcome, "deux.docx")
    bring(SECOND, "postponed", "deux corrigé.docx")
    assert state(first) == SessionState.CIRCULATED
    assert not Adoption.objects.exists()
    assert first.moves.last().reason  # type: ignore[union-attr]
    bring(SECOND, "adopted", "deux encore corrigé.docx")
    assert state(first) == SessionState.FINAL
    assert Adoption.objects.count() == 1


def test_a_corrected_file_that_says_the_same_changes_nothing(bring: Callable[..., Session]) -> None:
    first = bring(FIRST, None, "un.docx")
    second = bring(SECOND, "adopted", "deux.docx")
    told = Adoption.objects.get()
    again = small_reading("deux bis.docx", date=Found(SECOND), place=Found("Autre salle"))
    assert again
    bring(SECOND, "validated", "deux ter.docx")
    assert Adoption.objects.get() == told
    assert (state(first), second.moves.count()) == (SessionState.FINAL, 0)
