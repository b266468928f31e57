"""Sessions and deadlines as a calendar program reads them (iCalendar, RFC 5545), through the library icalendar.

An event keeps its UID whatever becomes of it; ``sequence`` grows with each change, so that a telephone that has an
older one replaces it. A session without hours takes the whole day; a deadline always does.
"""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from icalendar import Calendar, Event, vCalAddress, vText

PRODUCT = "-//Canevas//FR"
DOMAIN = "canevas"
USUAL_LENGTH = timedelta(hours=3)
"""How long a session is shown to last when nobody wrote its end."""
_STATUS = {"planned": "TENTATIVE", "postponed": "CANCELLED", "cancelled": "CANCELLED"}
"""A postponed session does not take place on the day that it has; its next day revives the same event."""
_FIRST = int(datetime(2020, 1, 1, tzinfo=UTC).timestamp())


@dataclass(frozen=True, slots=True)
class SessionEvent:
    """``stamp`` is when the session last changed, with its zone; ``zone`` an IANA name such as ``Africa/Niamey``."""

    uid: str
    summary: str
    day: date
    state: str
    stamp: datetime
    zone: str
    start: time | None = None
    end: time | None = None
    place: str = ""
    description: str = ""
    url: str = ""
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class DeadlineEvent:
    """``due`` is the last day on which the action is not yet late."""

    uid: str
    summary: str
    due: date
    stamp: datetime
    description: str = ""
    url: str = ""
    sequence: int = 0


@dataclass(frozen=True, slots=True)
class Invited:
    """Somebody who is invited, or who invites."""

    name: str
    address: str


def sequence_at(changed: datetime, told: int | None = None, is_due: bool = False) -> int:
    """SEQUENCE of an event that last changed at that moment: seconds since 2020, so that it grows with each change
    whoever makes the event, for a feed or for a letter. ``told``: the one that went out with the last letter, which
    stands until another letter ``is_due``."""
    grown = max(int(changed.timestamp()) - _FIRST, 0)
    return grown if told is None else max(grown, told + int(is_due))


def calendar(name: str, events: Iterable[Event], method: str = "PUBLISH") -> bytes:
    """The text of a calendar file. ``method``: PUBLISH for one that is only read, REQUEST or CANCEL to invite."""
    made = Calendar()
    made.add("prodid", PRODUCT)
    made.add("version", "2.0")
    made.add("method", method)
    made.add("x-wr-calname", name)
    made.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    for event in events:
        made.add_component(event)
    made.add_missing_timezones()
    return bytes(made.to_ical())


def session_event(session: SessionEvent, organiser: Invited | None = None, invited: Iterable[Invited] = ()) -> Event:
    """A session as an event, tentative until it is convened."""
    event = _event("session", session.uid, session.summary, session.stamp, session.sequence)
    event.add("status", _STATUS.get(session.state, "CONFIRMED"))
    if session.start is None:
        event.add("dtstart", session.day)
        event.add("dtend", session.day + timedelta(days=1))
    else:
        start = datetime.combine(session.day, session.start, ZoneInfo(session.zone))
        end = datetime.combine(session.day, session.end, ZoneInfo(session.zone)) if session.end else None
        event.add("dtstart", start)
        event.add("dtend", end if end and end > start else start + USUAL_LENGTH)
    _say(event, location=session.place, description=session.description, url=session.url)
    if organiser is not None:
        event.add("organizer", _address(organiser), encode=False)
        for one in invited:
            event.add("attendee", _address(one, ROLE="REQ-PARTICIPANT", PARTSTAT="NEEDS-ACTION", RSVP="TRUE"),
                      encode=False)
    return event


def deadline_event(deadline: DeadlineEvent) -> Event:
    """A deadline as an event of a whole day that takes nobody's time: what telephones and Outlook both show."""
    event = _event("action", deadline.uid, deadline.summary, deadline.stamp, deadline.sequence)
    event.add("dtstart", deadline.due)
    event.add("dtend", deadline.due + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    _say(event, description=deadline.description, url=deadline.url)
    return event


def _event(kind: str, uid: str, summary: str, stamp: datetime, sequence: int) -> Event:
    event = Event()
    event.add("uid", f"{kind}-{uid}@{DOMAIN}")
    event.add("dtstamp", stamp.astimezone(ZoneInfo("UTC")))
    event.add("last-modified", stamp.astimezone(ZoneInfo("UTC")))
    event.add("sequence", sequence)
    event.add("summary", _clean(summary))
    return event


def _say(event: Event, **texts: str) -> None:
    for name, text in texts.items():
        if text:
            event.add(name, text if name == "url" else _clean(text))


def _clean(text: str) -> str:
    """Without the signs that a calendar file cannot hold."""
    return "".join(sign for sign in text.replace("\r\n", "\n") if sign >= " " or sign in "\n\t")


def _address(who: Invited, **parameters: str) -> vCalAddress:
    address = vCalAddress(f"mailto:{who.address}")
    for name, value in {"CN": _clean(who.name), **parameters}.items():
        address.params[name] = vText(value)
    return address
