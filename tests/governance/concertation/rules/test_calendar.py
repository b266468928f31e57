"""What a calendar program is given, read back by the library."""
from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar

from canevas.governance.concertation.rules.calendar import (
    DeadlineEvent,
    Invited,
    SessionEvent,
    calendar,
    deadline_event,
    sequence_at,
    session_event,
)

STAMP = datetime(2026, 5, 4, 8, 30, tzinfo=UTC)


def session(**changes: object) -> SessionEvent:
    facts: dict[str, object] = {
        "uid": "7d1c", "summary": "GTM-Tahoua", "day": date(2026, 6, 18), "state": "convened", "stamp": STAMP,
        "zone": "Africa/Niamey", "start": time(9), "end": time(12, 30), "place": "Salle du gouvernorat, Tahoua"}
    return SessionEvent(**{**facts, **changes})  # type: ignore[arg-type]


def read(*events: object, **options: str) -> Calendar:
    return Calendar.from_ical(calendar("Canevas", events, **options))  # type: ignore[arg-type]


def test_a_session_says_when_and_where() -> None:
    found = read(session_event(session()))
    event = found.walk("VEVENT")[0]
    assert [str(zone["tzid"]) for zone in found.walk("VTIMEZONE")] == ["Africa/Niamey"]
    assert event.decoded("dtstart") == datetime(2026, 6, 18, 9, tzinfo=ZoneInfo("Africa/Niamey"))
    assert event.decoded("dtend").hour == 12 and str(event["location"]) == "Salle du gouvernorat, Tahoua"
    assert str(event["status"]) == "CONFIRMED" and str(event["uid"]) == "session-7d1c@canevas"


def test_without_hours_it_takes_the_day_and_planned_is_tentative() -> None:
    event = read(session_event(session(start=None, end=None, state="planned"))).walk("VEVENT")[0]
    assert event.decoded("dtstart") == date(2026, 6, 18) and event.decoded("dtend") == date(2026, 6, 19)
    assert str(event["status"]) == "TENTATIVE"


def test_the_sequence_grows_with_each_change_and_each_letter() -> None:
    first, later = sequence_at(STAMP), sequence_at(STAMP + timedelta(seconds=1))
    assert 0 < first < later < 2**31
    assert sequence_at(STAMP, told=first) == first, "what went out stands"
    assert sequence_at(STAMP, told=first, is_due=True) == first + 1, "a change within the same second, too"
    assert sequence_at(STAMP, told=later) == later, "the letter was made after the last change"
    assert sequence_at(STAMP + timedelta(days=1), told=first, is_due=True) > later


def test_what_is_put_off_leaves_the_day_free() -> None:
    for state in ("postponed", "cancelled"):
        assert str(read(session_event(session(state=state))).walk("VEVENT")[0]["status"]) == "CANCELLED"


def test_an_end_before_its_start_is_not_believed() -> None:
    event = read(session_event(session(end=time(8)))).walk("VEVENT")[0]
    assert event.decoded("dtend").hour == 12


def test_an_invitation_names_who_invites_and_who_is_invited() -> None:
    made = session_event(session(state="cancelled"), Invited("Secrétariat; « SP »", "sp@example.org"),
                         [Invited("OIM", "oim@example.org")])
    found = read(made, method="CANCEL")
    event = found.walk("VEVENT")[0]
    assert str(found["method"]) == "CANCEL" and str(event["status"]) == "CANCELLED"
    assert str(event["organizer"]) == "mailto:sp@example.org"
    assert event["organizer"].params["CN"] == "Secrétariat; « SP »"
    assert str(event["attendee"]) == "mailto:oim@example.org"


@given(st.text(max_size=300), st.text(max_size=300))
def test_any_words_come_back_and_lines_are_short(summary: str, description: str) -> None:
    text = calendar("Échéances", [deadline_event(DeadlineEvent("a1", summary, date(2026, 6, 30), STAMP, description))])
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    event = Calendar.from_ical(text).walk("VEVENT")[0]
    assert event.decoded("dtstart") == date(2026, 6, 30) and str(event["transp"]) == "TRANSPARENT"
    kept = "".join(sign for sign in summary.replace("\r\n", "\n") if sign >= " " or sign in "\n\t")
    assert str(event["summary"]) == kept
