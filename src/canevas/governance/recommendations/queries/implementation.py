"""How far recommendations are, and of which a report is awaited."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import F, OrderBy, Q, QuerySet
from django.utils import timezone

from canevas.commons.access.queries import reach
from canevas.commons.directory.queries import regions
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
from canevas.governance.recommendations.rules.regional import ALL_REGIONS, part_of, share


@dataclass(frozen=True, slots=True)
class Measured:
    """An indicator, and how much of its way is done (None where it cannot be said)."""

    target: Target
    share: float | None


@dataclass(frozen=True, slots=True)
class RegionPart:
    """One region's part of what is recommended to all: its last report, and the state that it gives."""

    region: Any
    last: ProgressReport | None
    status: str


@dataclass(slots=True)
class Progress:
    """``reports`` the last first; ``percent`` the last share that a report gave; ``late`` worked out today."""

    reports: list[ProgressReport]
    milestones: list[Milestone]
    targets: list[Measured]
    late: Late | None
    percent: int | None
    parts: list[RegionPart] = field(default_factory=list)

    @property
    def last(self) -> ProgressReport | None:
        """The last report of the whole; where there is none, of a region."""
        return next((one for one in self.reports if one.region_id is None), next(iter(self.reports), None))

    @property
    def regions_reported(self) -> int:
        return sum(one.last is not None for one in self.parts)

    @property
    def regions_share(self) -> int | None:
        """In percent, how many regions reported."""
        return share(self.regions_reported, len(self.parts))


def progress_of(recommendation: Recommendation, today: date | None = None) -> Progress:
    reports = list(recommendation.reports.select_related("organisation", "region", "by").prefetch_related(
        "evidence__file").order_by("-day", "-pk")[:200])
    milestones = list(recommendation.milestones.order_by(OrderBy(F("due"), nulls_last=True), "pk"))
    targets = [Measured(one, share_of_target(one.baseline, one.target, one.value))
               for one in recommendation.targets.all()]
    steps = [(one.label, one.due, one.reached) for one in milestones]
    late = None if recommendation.withdrawn_at else lateness(
        recommendation.status, recommendation.deadline_date, steps, today or timezone.localdate())
    percent = next((one.percent for one in reports if one.percent is not None and one.region_id is None), None)
    return Progress(reports, milestones, targets, late, percent, _parts(recommendation))


def _parts(recommendation: Recommendation) -> list[RegionPart]:
    if not visible.is_to_all_regions(recommendation):
        return []
    last = {one.region_id: one for one in recommendation.reports.exclude(region=None).select_related(
        "organisation").order_by("day", "pk")}
    return [RegionPart(one, last.get(one.pk), part_of(recommendation.status, last[one.pk].status if one.pk in last
                                                      else "")) for one in regions()]


def region_reports(rows: QuerySet[Recommendation]) -> dict[int, dict[str, str]]:
    """By key of a recommendation of ``rows``: by P-code, the state of its part that a region reported last."""
    found: dict[int, dict[str, str]] = {}
    reports = ProgressReport.objects.filter(recommendation__in=rows.order_by().values("pk"), region__isnull=False)
    for key, code, status in reports.order_by("day", "pk").values_list("recommendation", "region__pcode", "status"):
        found.setdefault(key, {})[code] = status
    return found


def awaited_condition(user: Any, today: date | None = None) -> Q:
    """What the organisations of ``user`` answer for, or owe as those of a region, is not finished, and on which nothing
    was reported for a quarter."""
    codes = reach(user, RECOMMENDATION_REPORT).organisations
    if not codes:
        return Q(pk__in=[])
    since = (today or timezone.localdate()) - REPORT_EVERY
    recent = ProgressReport.objects.filter(day__gte=since)
    answering, own = Responsibility.objects.order_by(), visible.regions_of(codes)
    awaited = Q(pk__in=answering.filter(organisation__code__in=codes).values("recommendation")) & ~Q(
        pk__in=recent.filter(region=None).values("recommendation"))
    for region in own:
        awaited |= Q(pk__in=answering.filter(quantifier=ALL_REGIONS).values("recommendation")) & ~Q(
            pk__in=recent.filter(region=region).values("recommendation"))
    return Q(awaited, status__in=UNFINISHED, withdrawn_at=None)


def awaited_reports(user: Any, today: date | None = None) -> QuerySet[Recommendation]:
    """The recommendations on which ``user`` is to report, those due first."""
    rows = visible.recommendations(user).filter(awaited_condition(user, today))
    return rows.select_related("set").prefetch_related("responsibilities__organisation", "responsibilities__territory"
                                                       ).order_by(OrderBy(F("deadline_date"), nulls_last=True), "-pk")


def answers_for_any(user: Any) -> bool:
    """Whether ``user`` reports in the name of an organisation."""
    return bool(reach(user, RECOMMENDATION_REPORT).organisations)
