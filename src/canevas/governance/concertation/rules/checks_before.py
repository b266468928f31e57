"""What is worth a look before the minutes of a session go out to the members."""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from canevas.governance.concertation.rules.quorum import Count
from canevas.tools.text.normalise import key


class Severity(StrEnum):
    """``BLOCKING``: the document would be wrong, and does not go out. ``WARNING``: it may, somebody will ask."""

    BLOCKING = "blocking"
    WARNING = "warning"


class Code(StrEnum):
    """What was found. The order is that of the list."""

    NO_DAY = "no-day"
    DAY_TO_COME = "day-to-come"
    HOURS_CROSSED = "hours-crossed"
    NOTHING_WRITTEN = "nothing-written"
    PREVIOUS_NOT_CIRCULATED = "previous-not-circulated"
    QUORUM = "quorum"
    ATTENDANCE_OPEN = "attendance-open"
    NOBODY_THERE = "nobody-there"
    ACTION_WITHOUT_OWNER = "action-without-owner"
    RECOMMENDATION_WITHOUT_OWNER = "recommendation-without-owner"
    PRIORITY_IS_STRATEGY = "priority-is-strategy"
    STRATEGY_AMONG_ACTORS = "strategy-among-actors"
    NO_SIGNATORY = "no-signatory"
    BODY_NOT_THEN = "body-not-then"
    SUNDAY = "sunday"
    NUMBER_TAKEN = "number-taken"


BLOCKING = frozenset({Code.NO_DAY, Code.DAY_TO_COME, Code.HOURS_CROSSED, Code.NOTHING_WRITTEN})


class Thing(StrEnum):
    """What a finding is about, and with it where it is mended."""

    FACTS = "facts"
    AGENDA = "agenda"
    ATTENDANCE = "attendance"
    MINUTES = "minutes"
    SESSION = "session"
    ACTION = "action"
    RECOMMENDATION = "recommendation"
    SYNTHESIS = "synthesis"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing found. ``key`` is the id of what it is about, ``words`` some of its text; ``numbers`` fill the
    sentence."""

    code: Code
    thing: Thing
    key: str = ""
    words: str = ""
    numbers: tuple[int, ...] = ()
    day: date | None = None

    @property
    def severity(self) -> Severity:
        return Severity.BLOCKING if self.code in BLOCKING else Severity.WARNING


@dataclass(frozen=True, slots=True)
class Owed:
    """An action or a recommendation; ``owners`` is how many answer for it (an addressee counts)."""

    key: str
    text: str
    owners: int


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the synthesis; ``stray`` is text of a strategy that stands in the actors' cell."""

    key: str
    priorities: Sequence[str]
    strategies: Sequence[str]
    stray: str = ""


@dataclass(frozen=True, slots=True)
class Before:
    """The session before this one, of the same body and stage."""

    key: str
    day: date
    is_circulated: bool


@dataclass(slots=True)
class Facts:
    """What the checks look at. ``today`` is the day on which somebody asks."""

    today: date
    day: date | None = None
    start: time | None = None
    end: time | None = None
    signatory: str = ""
    number: int | None = None
    number_elsewhere: tuple[str, date | None] | None = None
    """Id and day of another session of that body, stage and number."""
    body_from: date | None = None
    body_to: date | None = None
    before: Before | None = None
    has_text: bool = True
    quorum: Count | None = None
    there: int = 0
    still_expected: int = 0
    actions: list[Owed] = field(default_factory=list)
    recommendations: list[Owed] = field(default_factory=list)
    rows: list[Row] = field(default_factory=list)


def findings(facts: Facts) -> list[Finding]:
    """Everything found, what blocks first, then in the order of :class:`Code`."""
    found = [*_day(facts), *_attendance(facts), *_content(facts), *_synthesis(facts.rows)]
    order = list(Code)
    return sorted(found, key=lambda one: (one.severity is not Severity.BLOCKING, order.index(one.code)))


def _day(facts: Facts) -> Iterator[Finding]:
    day = facts.day
    if facts.start and facts.end and facts.end <= facts.start:
        yield Finding(Code.HOURS_CROSSED, Thing.FACTS)
    if facts.number_elsewhere is not None:
        uid, other = facts.number_elsewhere
        yield Finding(Code.NUMBER_TAKEN, Thing.FACTS, uid, numbers=(facts.number or 0,), day=other)
    if day is None:
        yield Finding(Code.NO_DAY, Thing.FACTS)
        return
    if day > facts.today:
        yield Finding(Code.DAY_TO_COME, Thing.FACTS, day=day)
    if (facts.body_from and day < facts.body_from) or (facts.body_to and day > facts.body_to):
        yield Finding(Code.BODY_NOT_THEN, Thing.FACTS, day=day)
    if day.weekday() == 6:
        yield Finding(Code.SUNDAY, Thing.FACTS, day=day)
    if facts.before and not facts.before.is_circulated:
        yield Finding(Code.PREVIOUS_NOT_CIRCULATED, Thing.SESSION, facts.before.key, day=facts.before.day)


def _attendance(facts: Facts) -> Iterator[Finding]:
    if facts.still_expected:
        yield Finding(Code.ATTENDANCE_OPEN, Thing.ATTENDANCE, numbers=(facts.still_expected,))
    elif not facts.there:
        yield Finding(Code.NOBODY_THERE, Thing.ATTENDANCE)
    if facts.quorum and facts.quorum.members and not facts.quorum.is_reached:
        count = facts.quorum
        yield Finding(Code.QUORUM, Thing.ATTENDANCE, numbers=(count.present, count.needed, count.members))


def _content(facts: Facts) -> Iterator[Finding]:
    if not facts.has_text:
        yield Finding(Code.NOTHING_WRITTEN, Thing.MINUTES)
    if not facts.signatory.strip():
        yield Finding(Code.NO_SIGNATORY, Thing.FACTS)
    for code, thing, owed in ((Code.ACTION_WITHOUT_OWNER, Thing.ACTION, facts.actions),
                              (Code.RECOMMENDATION_WITHOUT_OWNER, Thing.RECOMMENDATION, facts.recommendations)):
        yield from (Finding(code, thing, one.key, one.text) for one in owed if not one.owners)


def _synthesis(rows: Sequence[Row]) -> Iterator[Finding]:
    for row in rows:
        said = {key(text) for text in row.priorities if key(text)}
        for text in row.strategies:
            if key(text) in said:
                yield Finding(Code.PRIORITY_IS_STRATEGY, Thing.SYNTHESIS, row.key, text)
        if row.stray.strip():
            yield Finding(Code.STRATEGY_AMONG_ACTORS, Thing.SYNTHESIS, row.key, row.stray)
