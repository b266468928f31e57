"""Bodies, sessions and what their minutes say."""
from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from canevas.doors.api.views.shapes.common import Named, Rows


class Body(Schema):
    code: str
    name: str
    short_name: str
    kind: str
    parent: str | None
    region: str | None
    """P-code."""


class Member(Schema):
    uid: UUID
    organisation: Named
    role: str
    person: str
    starts_on: date | None
    ends_on: date | None


class BodyWhole(Body):
    """``quorum_*`` and ``outline``: those that hold, be they of a body above. ``outline_mark``: when its own outline
    was saved, "" where it has none; it goes back with a change of it."""

    aliases: list[str]
    valid_from: date | None
    valid_to: date | None
    outline_mark: str
    members: list[Member]
    quorum_rule: str
    quorum_value: int | None
    outline: list[dict[str, str]]


class BodyRows(Rows):
    items: list[Body]


class Session(Schema):
    uid: UUID
    body: str
    number: int | None
    stage: str
    state: str
    date: date | None
    start: str | None
    end: str | None
    place: str
    chairs: list[str]
    signatory: str
    changed_at: datetime


class SessionRows(Rows):
    items: list[Session]


class Item(Schema):
    uid: UUID
    number: int
    title: str
    kind: str
    revision: int


class Present(Schema):
    """A line of the attendance list; ``id`` names it there."""

    id: int
    verbatim: str
    organisation: Named | None
    person: str
    function: str
    status: str
    arrived_at: str | None
    replaced_by: str
    revision: int


class Quorum(Schema):
    members: int
    present: int
    needed: int
    is_reached: bool


class AttendanceList(Schema):
    """The lines in order; how many are still expected and how many there; ``quorum``: nothing where there is none."""

    lines: list[Present]
    expected: int
    there: int
    quorum: Quorum | None


class Version(Schema):
    version: int
    confirmed_at: datetime
    file: UUID | None


class Reservation(Schema):
    uid: UUID
    organisation: Named | None
    person: str
    passage: str
    text: str
    state: str
    reason: str


class Adoption(Schema):
    uid: UUID
    day: date
    with_reservations: bool
    final_on: date | None
    reservations: list[Reservation]


class Moved(Schema):
    move: str
    before: str
    after: str
    reason: str
    day: date | None
    at: datetime


class SessionWhole(Session):
    """``versions``, ``adoptions``: nothing while the minutes are a draft to whoever asks."""

    agenda: list[Item]
    attendance: list[Present]
    versions: list[Version]
    moves: list[Moved]
    adoptions: list[Adoption]
    recommendation_set: UUID | None


class Cells(Schema):
    """A block of an item's text. ``cells``: of a table, row by row; ``level``: of a bullet, from 0."""

    uid: UUID
    form: str
    text: str
    level: int
    cells: list[list[str]]


class Blocks(Schema):
    item: UUID
    revision: int
    blocks: list[Cells]


class Decision(Schema):
    uid: UUID
    session: UUID
    text: str
    outcome: str
    stage: str
    is_main: bool


class DecisionRows(Rows):
    items: list[Decision]


class Contribution(Schema):
    uid: UUID
    session: UUID
    text: str


class ContributionRows(Rows):
    items: list[Contribution]
