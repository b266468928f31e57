"""Recommendations and the sets that they came in."""
from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from ninja import Schema

from canevas.doors.api.views.shapes.common import Named, Rows, Who


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


class Shown(Schema):
    """A piece of evidence: a file of the register, or a link."""

    label: str
    link: str
    file: UUID | None


class ImplementationReport(Schema):
    uid: UUID
    day: date
    status: str
    percent: int | None
    text: str
    organisation: Named | None
    by: str
    evidence: list[Shown]


class MilestoneShape(Schema):
    uid: UUID
    label: str
    due: date | None
    reached: date | None


class Indicator(Schema):
    uid: UUID
    indicator: str
    unit: str
    baseline: float | None
    target: float | None
    value: float | None
    value_day: date | None


class Implementation(Schema):
    """``late_days``: worked out today, by the deadline or a milestone that was missed (``late_for``)."""

    status: str
    percent: int | None
    late_days: int | None
    late_for: str
    reports: list[ImplementationReport]
    milestones: list[MilestoneShape]
    indicators: list[Indicator]


class LineStage(Schema):
    stage: str
    label: str
    text: str
    outcome: str
    day: date | None


class LineageLine(Schema):
    """``status`` is "" for a line that stands in no register yet."""

    uid: UUID
    text: str
    origin: str
    day: date | None
    status: str
    stages: list[LineStage]


class LineageStep(Schema):
    kind: str
    source: UUID
    target: UUID
    words: list[str]


class Lineage(Schema):
    """``lines`` are those that the reader sees, ``steps`` those between them."""

    uid: UUID
    lines: list[LineageLine]
    steps: list[LineageStep]
    is_cut: bool


class RecommendationSet(Schema):
    uid: UUID
    label: str
    date: date | None
    body: str


class RecommendationSetRows(Rows):
    items: list[RecommendationSet]
