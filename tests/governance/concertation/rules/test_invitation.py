"""Which letter a meeting calls for, what is wanting, what changed."""
from __future__ import annotations

from dataclasses import replace
from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canevas.governance.concertation.rules.invitation import (
    Lack,
    Letter,
    Sent,
    Told,
    blocks,
    changes,
    due,
    lacking,
)

TOLD = Told(date(2026, 5, 17), time(9), time(13), "Gouvernorat", ("Adoption", "Divers"))
TODAY = date(2026, 5, 1)


@pytest.mark.parametrize(("state", "now", "last", "expected"), [
    ("planned", TOLD, None, Letter.CONVENE),
    ("convened", TOLD, None, Letter.CONVENE),
    ("convened", TOLD, Sent(Letter.CONVENE, 0, TOLD), None),
    ("convened", replace(TOLD, place="Mairie"), Sent(Letter.CONVENE, 0, TOLD), Letter.CHANGE),
    ("postponed", TOLD, Sent(Letter.CONVENE, 0, TOLD), Letter.CANCEL),
    ("cancelled", TOLD, None, None),
    ("cancelled", TOLD, Sent(Letter.CANCEL, 1, TOLD), None),
    ("planned", TOLD, Sent(Letter.CANCEL, 1, TOLD), Letter.CONVENE),
    ("held", replace(TOLD, place="Mairie"), Sent(Letter.CONVENE, 0, TOLD), None),
])
def test_the_letter_that_is_due(state: str, now: Told, last: Sent | None, expected: Letter | None) -> None:
    assert due(state, now, last) is expected


MINUTES = st.builds(time, st.integers(0, 23), st.integers(0, 59))


@given(st.builds(Told, st.none() | st.dates(), st.none() | MINUTES, st.none(), st.text(max_size=20),
                 st.lists(st.text(max_size=8), max_size=4).map(tuple)))
def test_what_was_told_comes_back(told: Told) -> None:
    assert Told.from_json(told.to_json()) == told
    assert changes(told, told) == []


def test_what_is_wanting() -> None:
    assert lacking(TOLD, TODAY, 3, 3, "Le DRECM/R") == []
    found = lacking(Told(), TODAY, 0, 0, " ")
    assert found[:2] == [Lack.NO_DAY, Lack.NOBODY] and blocks(found)
    assert set(found[2:]) == {Lack.NO_PLACE, Lack.NO_HOUR, Lack.NO_AGENDA, Lack.NO_SIGNATORY}
    assert lacking(TOLD, date(2026, 6, 1), 3, 1, "x") == [Lack.DAY_PAST, Lack.NO_ADDRESS]


def test_what_changed() -> None:
    assert changes(TOLD, replace(TOLD, day=date(2026, 6, 1), end=None, agenda=())) == ["day", "hours", "agenda"]
