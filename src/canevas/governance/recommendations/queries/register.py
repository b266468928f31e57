"""What the list of recommendations shows, and the ways to narrow it."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from canevas.commons.audit.queries import stories_of
from canevas.governance.recommendations.models import Recommendation, RecommendationSet, Responsibility

UNFINISHED = (Recommendation.Status.OPEN, Recommendation.Status.IN_PROGRESS)


def recommendations() -> QuerySet[Recommendation]:
    """Every recommendation, withdrawn ones included, with its origin, its challenge and those who answer for it."""
    return Recommendation.objects.select_related("set__region", "row__challenge", "axis", "source").prefetch_related(
        "responsibilities__organisation", "responsibilities__territory")


def recommendation_with_uid(uid: object) -> Recommendation | None:
    return recommendations().select_related("row__challenge__source").filter(uid=uid).first()


def set_with_uid(uid: object) -> RecommendationSet | None:
    return RecommendationSet.objects.select_related("region").filter(uid=uid).first()


def origin_bodies() -> list[str]:
    """The codes of the bodies that recommended something."""
    found = RecommendationSet.objects.order_by().values_list("origin_body", flat=True).distinct()
    return sorted(code for code in found if code)  # some dozens: the database would sort all the sets for them


def from_body(code: str) -> Q:
    return Q(set__in=RecommendationSet.objects.filter(origin_body=code).values("pk"))


def from_region(territory_id: int) -> Q:
    """Recommended by a body of this region."""
    return Q(set__in=RecommendationSet.objects.filter(region=territory_id).values("pk"))


def late(today: date | None = None) -> Q:
    return Q(status__in=UNFINISHED, deadline_date__lt=today or timezone.localdate())


def answered_for_by(organisation_id: int) -> Q:
    return Q(pk__in=Responsibility.objects.filter(organisation=organisation_id).values("recommendation"))


def concerning_place(territory_id: int) -> Q:
    """Recommendations whose table names this place among those concerned."""
    return Q(pk__in=Responsibility.objects.filter(territory=territory_id).values("recommendation"))


def story_of_recommendation(recommendation: Recommendation) -> list[Any]:
    return list(stories_of({"recommendations.recommendation": [recommendation.pk]})[:500])
