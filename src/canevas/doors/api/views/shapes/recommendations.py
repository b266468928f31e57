"""Recommendations and the sets that they came in."""
from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from canevas.doors.api.views.shapes.common import Rows, Who


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
