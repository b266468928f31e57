"""What the list of recommendations shows, and the ways to narrow it."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.utils import timezone

from canevas.commons.audit.queries import stories_of
from canevas.commons.directory.queries import territories
from canevas.governance.recommendations.models import (
    UNFINISHED,
    Milestone,
    Recommendation,
    RecommendationSet,
    Responsibility,
)
from canevas.governance.recommendations.queries import visible
from canevas.governance.recommendations.rules.implementation import lateness
from canevas.governance.recommendations.rules.regional import ALL_REGIONS


def recommendations(user: Any) -> QuerySet[Recommendation]:
    """The recommendations that ``user`` sees, withdrawn ones included, with their origin, their challenge and those who
    answer for them."""
    rows = visible.recommendations(user).select_related(
        "set__region", "row__challenge", "axis", "programme", "subprogramme", "source")
    return rows.prefetch_related(
        "responsibilities__organisation", "responsibilities__territory", "milestones")


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
    """Not finished, and its day is past, or that of a milestone that was not reached."""
    day = today or timezone.localdate()
    missed = Milestone.objects.filter(reached=None, due__lt=day).values("recommendation")
    return Q(status__in=UNFINISHED) & (Q(deadline_date__lt=day) | Q(pk__in=missed))


def is_late(row: Recommendation, today: date | None = None) -> bool:
    """The same of one row, whose milestones are at hand."""
    steps = [(one.label, one.due, one.reached) for one in row.milestones.all()]
    return row.withdrawn_at is None and lateness(
        row.status, row.deadline_date, steps, today or timezone.localdate()) is not None


def answered_for_by(organisation_id: int) -> Q:
    return Q(pk__in=Responsibility.objects.filter(organisation=organisation_id).values("recommendation"))


def concerning_place(territory_id: int) -> Q:
    """Recommendations whose table names this place among those concerned."""
    return Q(pk__in=Responsibility.objects.filter(territory=territory_id).values("recommendation"))


def concerning_region(territory_id: int) -> Q:
    """What is owed in this region: recommended to all regions, to it or to a place in it; and what one of its bodies
    recommended without naming a place."""
    depth = ("pk", "parent", "parent__parent", "parent__parent__parent")
    inside = territories().filter(Q(*[(path, territory_id) for path in depth], _connector=Q.OR))
    answering = Responsibility.objects.order_by()
    to_all = Q(pk__in=answering.filter(quantifier=ALL_REGIONS).values("recommendation"))
    named = Q(pk__in=answering.filter(territory__in=inside.values("pk")).values("recommendation"))
    elsewhere = Q(pk__in=answering.filter(territory__isnull=False).values("recommendation"))
    return to_all | named | (from_region(territory_id) & ~elsewhere)


def of_no_axis() -> Q:
    """The general recommendations of tables, and what lists say of no axis."""
    return Q(axis=None) & (Q(row=None) | Q(row__challenge__axis_number=None))


def story_of_recommendation(recommendation: Recommendation) -> list[Any]:
    return list(stories_of({"recommendations.recommendation": [recommendation.pk]})[:500])
