"""What things look like outside: dates as ISO 8601, ids as UUID or as codes of the directory, texts verbatim."""
from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from ninja import Schema

from canevas.doors.api.views.problems import STATUSES, Problem

MISTAKES: dict[Any, Any] = {frozenset(STATUSES): Problem}


class Rows(Schema):
    """A page of a list. ``next``: what to ask ``after``; nothing at the end. ``count``: of the whole list."""

    next: int | None
    count: int


class Named(Schema):
    """An entry of the directory: its code, and its name."""

    code: str
    name: str


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
    verbatim: str
    organisation: Named | None
    person: str
    function: str
    status: str


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


class Who(Schema):
    """Who answers: as written, and what it was understood to name."""

    verbatim: str
    part: str
    organisation: Named | None
    territory: Named | None
    quantifier: str


class Action(Schema):
    uid: UUID
    session: UUID
    body: str
    item: UUID | None
    text: str
    responsibles: list[Who]
    deadline_text: str
    deadline_kind: str
    due_on: date | None
    status: str
    is_late: bool
    done_on: date | None
    revision: int
    withdrawn: bool
    changed_at: datetime


class ActionRows(Rows):
    items: list[Action]


class Report(Schema):
    uid: UUID
    status: str
    note: str
    evidence_url: str
    evidence: UUID | None
    organisation: Named | None
    by: str
    at: datetime


class ActionWhole(Action):
    progress: list[Report]


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


class Recommendation(Schema):
    uid: UUID
    set: UUID
    text: str
    addressee: str
    addressee_kind: str
    axis: int | None
    responsibilities: list[Who]
    deadline_text: str
    status: str
    withdrawn: bool
    changed_at: datetime


class RecommendationRows(Rows):
    items: list[Recommendation]


class RecommendationSet(Schema):
    uid: UUID
    label: str
    date: date | None
    body: str


class RecommendationSetRows(Rows):
    items: list[RecommendationSet]


class Organisation(Schema):
    uid: UUID
    code: str
    name: str
    acronym: str
    kind: str
    region: str | None
    valid_from: date | None
    valid_to: date | None
    changed_at: datetime


class OrganisationRows(Rows):
    items: list[Organisation]


class Territory(Schema):
    uid: UUID
    pcode: str
    name: str
    level: int
    parent: str | None
    lat: float | None
    lon: float | None
    changed_at: datetime


class TerritoryRows(Rows):
    items: list[Territory]


class Axis(Schema):
    number: int
    title: str


class Hit(Schema):
    kind: str
    title: str
    passage: str
    url: str
    date: date | None


class Hits(Schema):
    total: int
    counts: dict[str, int]
    items: list[Hit]


class Intake(Schema):
    uid: UUID
    name: str
    kind: str
    state: str
    doubts: int
    error: str
    session: UUID | None
    created_at: datetime


class IntakeRows(Rows):
    items: list[Intake]


class Account(Schema):
    username: str
    name: str
    email: str
    is_active: bool
    roles: list[str]


class AccountRows(Rows):
    items: list[Account]


class Entry(Schema):
    number: int | None
    at: datetime
    by: str
    event: str
    object_type: str
    object_id: str
    object_label: str


class EntryRows(Rows):
    items: list[Entry]


class Me(Schema):
    username: str
    name: str
    roles: list[str]
    token: str
    may_write: bool
    registers: list[str]
    expires_on: date
