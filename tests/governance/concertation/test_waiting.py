"""Which meetings wait for an act, and for whom."""
from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from canevas.commons.access.rules import Scope, ScopeKind
from canevas.governance.concertation.models import Adoption, Body, Minutes, Reservation, Session
from canevas.governance.concertation.queries.waiting import waiting_sessions
from tests.factories.country import load_country
from tests.factories.minutes import user

TODAY = date(2026, 5, 4)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def country() -> None:
    load_country(user("reference", "administrator"))


def meeting(state: str, days: int, code: str = "GTM-TAHOUA") -> Session:
    return Session.objects.create(body=Body.objects.get(code=code), date=TODAY + timedelta(days=days), state=state)


def acts(by: object) -> list[tuple[Session, str]]:
    return [(one.session, one.act) for one in waiting_sessions(by, TODAY)]


def test_each_state_says_what_it_waits_for() -> None:
    convene, held = meeting("planned", 10), meeting("held", -2)
    forgotten, reopened = meeting("convened", -1), meeting("reopened", -60)
    for state, days in (("planned", 40), ("convened", 5), ("circulated", -9), ("final", -90), ("cancelled", -3)):
        meeting(state, days)
    assert acts(user()) == [(forgotten, "hold"), (held, "circulate"), (reopened, "correct"), (convene, "convene")]


def test_an_adoption_waits_only_while_a_reservation_is_open() -> None:
    session = meeting("adopted-reserved", -50)
    minutes = Minutes.objects.create(session=session, confirmed_by=user(), confirmed_at=timezone.now())
    adoption = Adoption.objects.create(session=session, minutes=minutes, day=TODAY, with_reservations=True,
                                       by=user())
    reservation = Reservation.objects.create(adoption=adoption, minutes=minutes, text="Préciser le lieu",
                                             made_by=user())
    assert acts(user()) == [(session, "settle")]
    reservation.state, reservation.reason = "declined", "Hors du sujet"
    reservation.save()
    assert acts(user()) == []


def test_nothing_waits_for_who_may_not_move_it() -> None:
    here, there = meeting("held", -2), meeting("held", -3, "GTM-DIFFA")
    assert acts(user("lecteur", "reader")) == []
    assert acts(user("tahoua", "rapporteur", Scope(ScopeKind.REGION, "NE005"))) == [(here, "circulate")]
    assert [session for session, _act in acts(user())] == [there, here]
