"""What goes out before a meeting: what is lacking, which letter is due, what changed since the last one."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from typing import Any

from canevas.governance.concertation.rules.session_states import State


class Letter(StrEnum):
    """The same codes as the register keeps (``models.Invitation.Kind``)."""

    CONVENE = "convene"
    CHANGE = "change"
    CANCEL = "cancel"


class Lack(StrEnum):
    """Something that is wanting. Those of ``BLOCKING`` leave nothing to send."""

    NO_DAY = "no-day"
    NOBODY = "nobody"
    DAY_PAST = "day-past"
    NO_PLACE = "no-place"
    NO_HOUR = "no-hour"
    NO_AGENDA = "no-agenda"
    NO_SIGNATORY = "no-signatory"
    NO_ADDRESS = "no-address"


BLOCKING = frozenset({Lack.NO_DAY, Lack.NOBODY})
METHODS = {Letter.CONVENE: "REQUEST", Letter.CHANGE: "REQUEST", Letter.CANCEL: "CANCEL"}
"""Of iTIP (RFC 5546), for the calendar event that goes with a letter."""
_TO_COME = frozenset({State.PLANNED, State.CONVENED})
_OFF = frozenset({State.POSTPONED, State.CANCELLED})


@dataclass(frozen=True, slots=True)
class Told:
    """What a letter says of a meeting, so that a later one can say what changed."""

    day: date | None = None
    start: time | None = None
    end: time | None = None
    place: str = ""
    agenda: tuple[str, ...] = field(default=())

    def to_json(self) -> dict[str, Any]:
        return {"day": self.day.isoformat() if self.day else "", "start": _hour(self.start), "end": _hour(self.end),
                "place": self.place, "agenda": list(self.agenda)}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Told:
        def hour(name: str) -> time | None:
            return time.fromisoformat(stored[name]) if stored.get(name) else None
        day = date.fromisoformat(stored["day"]) if stored.get("day") else None
        return cls(day, hour("start"), hour("end"), stored.get("place", ""), tuple(stored.get("agenda", ())))


@dataclass(frozen=True, slots=True)
class Sent:
    """The last letter about a meeting: its kind, the sequence of its calendar event, what it said."""

    kind: Letter
    sequence: int
    told: Told


def lacking(told: Told, today: date, invited: int, addresses: int, signatory: str) -> list[Lack]:
    """What is wanting before a letter goes out, what blocks first. ``invited`` organisations, ``addresses`` of them
    with an e-mail address."""
    found = [Lack.NO_DAY] if told.day is None else [Lack.DAY_PAST] if told.day < today else []
    wanting = ((Lack.NOBODY, not invited), (Lack.NO_PLACE, not told.place), (Lack.NO_HOUR, told.start is None),
               (Lack.NO_AGENDA, not told.agenda), (Lack.NO_SIGNATORY, not signatory.strip()),
               (Lack.NO_ADDRESS, bool(invited) and addresses < invited))
    found += [lack for lack, is_so in wanting if is_so]
    return sorted(found, key=lambda lack: lack not in BLOCKING)


def blocks(lacks: Sequence[Lack]) -> bool:
    return any(lack in BLOCKING for lack in lacks)


def due(state: str, now: Told, last: Sent | None) -> Letter | None:
    """The letter that a meeting in ``state`` calls for; ``None`` where the last one still says how it is."""
    where = State(state)
    if where in _OFF:
        return Letter.CANCEL if last is not None and last.kind is not Letter.CANCEL else None
    if where not in _TO_COME:
        return None
    if last is None or last.kind is Letter.CANCEL:
        return Letter.CONVENE
    return Letter.CHANGE if now != last.told else None


def changes(before: Told, now: Told) -> list[str]:
    """Names of the fields of :class:`Told` in which the two differ; the hours are one."""
    found = [name for name in ("day", "place", "agenda") if getattr(before, name) != getattr(now, name)]
    if (before.start, before.end) != (now.start, now.end):
        found.insert(1 if "day" in found else 0, "hours")
    return found


def _hour(moment: time | None) -> str:
    return moment.isoformat("minutes") if moment else ""
