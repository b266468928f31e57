"""Action points and what is reported of them."""
from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from canevas.doors.api.views.shapes.common import Named, Rows, Who


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
