"""What the list of recommendations shows, and the ways to narrow it."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from canevas.commons.audit.queries import stories_of
from canevas.governance.recommendations.models import UNFINISHED, Recommendation, RecommendationSet, Responsibility
from canevas.governance.recommendations.queries import visible


def recommendations(user: Any) -> QuerySet[Recommendation]:
    """The recommendations that ``user`` sees, withdrawn ones included, with their origin, their challenge and those who
    answer for them."""
    rows = visible.recommendations(user).select_related("set__region", "row__challenge", "axis", "programme", "subprogramme", "source")
    return rows.prefetch_related(
        "responsibilities__organisation", "responsibilities__territory")


def part_of_policy(row: Recommendation) -> str:
    """Code of its sub-programme ("1.2"), of its programme where it has none ("P1"); ""."""
    if row.subprogramme:
        return row.subprogramme.code
    return f"P{row.programme.number}" if row.programme else ""


def recommendation_with_uid(uid: object, user: Any) -> Recommendation | None:
    return recommendations(user).select_related(
        "row__challenge__source", "programme__axis", "subprogramme__programme__axis").prefetch_related(
        "indicators").filter(uid=uid).first()


def set_with_uid(uid: object, user: Any) -> RecommendationSet | None:
    return visible.sets(user).select_related("region").filter(uid=uid).first()


def origin_bodies(user: Any) -> list[tuple[str, str]]:
    """Code and name of the bodies that recommended something that ``user`` sees, by name."""
    found = visible.sets(user).order_by().values_list("origin_body", "origin_body_name").distinct()
    names = {code: name or code for code, name in found if code}  # some dozens: the database would sort all the sets
    return sorted(names.items(), key=lambda one: one[1].casefold())


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
