"""How far recommendations are, and of which a report is awaited."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import F, OrderBy, Q, QuerySet
from django.utils import timezone

from canevas.commons.access.queries import reach
from canevas.governance.recommendations.models import (
    UNFINISHED,
    Milestone,
    ProgressReport,
    Recommendation,
    Responsibility,
    Target,
)
from canevas.governance.recommendations.permissions import RECOMMENDATION_REPORT
from canevas.governance.recommendations.queries import visible
from canevas.governance.recommendations.rules.implementation import REPORT_EVERY, Late, lateness, share_of_target


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator, and how much of its way is done (None where it cannot be said)."""

    target: Target
    share: float | None


@dataclass(slots=True)
class Progress:
    """``reports`` the last first; ``percent`` the last share that a report gave; ``late`` worked out today."""

    reports: list[ProgressReport]
    milestones: list[Milestone]
    targets: list[Measured]
    late: Late | None
    percent: int | None

    @property
    def last(self) -> ProgressReport | None:
        return self.reports[0] if self.reports else None


def progress_of(recommendation: Recommendation, today: date | None = None) -> Progress:
    reports = list(recommendation.reports.select_related("organisation", "by").prefetch_related("evidence__file")
                   .order_by("-day", "-pk")[:200])
    milestones = list(recommendation.milestones.order_by(OrderBy(F("due"), nulls_last=True), "pk"))
    targets = [Measured(one, share_of_target(one.baseline, one.target, one.value))
               for one in recommendation.targets.all()]
    steps = [(one.label, one.due, one.reached) for one in milestones]
    late = None if recommendation.withdrawn_at else lateness(
        recommendation.status, recommendation.deadline_date, steps, today or timezone.localdate())
    percent = next((one.percent for one in reports if one.percent is not None), None)
    return Progress(reports, milestones, targets, late, percent)


def awaited_condition(user: Any, today: date | None = None) -> Q:
    """What the organisations of ``user`` answer for, is not finished, and on which nothing was reported for a
    quarter."""
    codes = reach(user, RECOMMENDATION_REPORT).organisations
    if not codes:
        return Q(pk__in=[])
    since = (today or timezone.localdate()) - REPORT_EVERY
    return Q(pk__in=Responsibility.objects.filter(organisation__code__in=codes).values("recommendation"),
             status__in=UNFINISHED, withdrawn_at=None) & ~Q(
        pk__in=ProgressReport.objects.filter(day__gte=since).values("recommendation"))


def awaited_reports(user: Any, today: date | None = None) -> QuerySet[Recommendation]:
    """The recommendations on which ``user`` is to report, those due first."""
    rows = visible.recommendations(user).filter(awaited_condition(user, today))
    return rows.select_related("set").prefetch_related("responsibilities__organisation", "responsibilities__territory"
                                                       ).order_by(OrderBy(F("deadline_date"), nulls_last=True), "-pk")


def answers_for_any(user: Any) -> bool:
    """Whether ``user`` reports in the name of an organisation."""
    return bool(reach(user, RECOMMENDATION_REPORT).organisations)
