"""The directory, the policy, what a search finds, files on their way in."""
from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from canevas.doors.api.views.shapes.common import Rows


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
