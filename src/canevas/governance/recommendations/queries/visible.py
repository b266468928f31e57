"""What of this room somebody may see: every page, list, count, search and export begins here.

A set of recommendations is seen by whoever holds a role on the body whose session recommended it; without a body, on
its region; without either, on everything. While that session is a draft, so is the set. A recommendation that an
organisation answers for is also seen by those who hold a role on that organisation; one to all regions by those who
hold a role on an organisation of a region, which owes its part.
"""
from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django.db.models import BooleanField, Case, Q, QuerySet, Value, When

from canevas.commons.access import scopes
from canevas.commons.access.queries import may, reach
from canevas.commons.directory.queries import regions
from canevas.governance.recommendations.models import (
    Challenge,
    Evidence,
    Recommendation,
    RecommendationSet,
    Responsibility,
)
from canevas.governance.recommendations.permissions import (
    RECOMMENDATION_REPORT,
    RECOMMENDATION_STATUS,
    RECOMMENDATION_VIEW,
    RECOMMENDATION_WRITE,
)
from canevas.governance.recommendations.rules.implementation import Reporter
from canevas.governance.recommendations.rules.regional import ALL_REGIONS


def _drafts(user: Any) -> list[int]:
    return [key for hidden in scopes.answers(scopes.DRAFT_SETS) for key in hidden(user)]


def set_condition(user: Any, path: str = "") -> Q:
    """The sets that ``user`` may see, as a condition; ``path`` leads from the row to its set ("set__")."""
    seen, drafts = reach(user, RECOMMENDATION_VIEW), _drafts(user)
    shown = Q()
    if not seen.everything:
        rows = RecommendationSet.objects.filter(
            Q(origin_body__in=seen.bodies - {""}) | Q(origin_body="", region__pcode__in=seen.regions))
        shown = Q(**{f"{path}pk__in": rows.values("pk")})
    return shown & ~Q(**{f"{path}pk__in": drafts}) if drafts else shown


def sets(user: Any) -> QuerySet[RecommendationSet]:
    return RecommendationSet.objects.filter(set_condition(user))


def sees_set(user: Any, found: RecommendationSet) -> bool:
    return sets(user).filter(pk=found.pk).exists()


def recommendation_condition(user: Any) -> Q:
    mine = reach(user, RECOMMENDATION_VIEW).organisations
    of_sets = set_condition(user, "set__")
    if not mine or not of_sets:
        return of_sets
    owed = Q(pk__in=Responsibility.objects.filter(owed_by(mine)).values("recommendation"))
    drafts = _drafts(user)
    return of_sets | (owed & ~Q(set__in=drafts) if drafts else owed)


def owed_by(codes: Collection[str]) -> Q:
    """The responsibilities that these organisations have: those that name them, and where one is of a region, those
    that name all regions."""
    named = Q(organisation__code__in=codes)
    return named | Q(quantifier=ALL_REGIONS) if regions_of(codes) else named


def regions_of(codes: Collection[str]) -> list[Any]:
    """The regions (territories) that these organisations are of, by code."""
    if not codes:
        return []
    return list(regions().filter(organisations__code__in=codes).distinct())


def recommendations(user: Any) -> QuerySet[Recommendation]:
    """``is_set_shown`` tells where the row is seen only because one's organisation answers for it."""
    rows = Recommendation.objects.filter(recommendation_condition(user))
    of_sets = set_condition(user, "set__")
    if not of_sets or not reach(user, RECOMMENDATION_VIEW).organisations:
        return rows
    return rows.annotate(is_set_shown=Case(
        When(of_sets, then=Value(True)), default=Value(False), output_field=BooleanField()))


def uses_file(user: Any, file: int) -> bool:
    """Whether a set that ``user`` may see was read from this file (its key), or the file shows how far something is."""
    shown = set_condition(user, "set__")
    return (Recommendation.objects.filter(shown, source=file).exists()
            or Challenge.objects.filter(shown, source=file).exists()
            or Evidence.objects.filter(file=file, report__recommendation__in=Recommendation.objects.filter(
                recommendation_condition(user)).values("pk")).exists())


def region_of(found: RecommendationSet) -> str:
    """P-code of the region that a set without a body belongs to; "" of one with a body."""
    return found.region.pcode if found.region and not found.origin_body else ""


def may_follow(user: Any, recommendation: Recommendation) -> bool:
    """Whether ``user`` may say how far the whole of ``recommendation`` is."""
    return reporter_of(user, recommendation) in (Reporter.FOLLOWER, Reporter.ANSWERER)


def may_report(user: Any, recommendation: Recommendation) -> bool:
    """Whether ``user`` may say how far it is, be it a region's part alone."""
    return reporter_of(user, recommendation) is not None


def reporter_of(user: Any, recommendation: Recommendation) -> Reporter | None:
    """As what ``user`` reports on it: who follows the body that made it, speaks for an organisation that answers for
    it, or for a region that owes a part of it; ``None``: not at all."""
    found = recommendation.set
    if may(user, RECOMMENDATION_STATUS, body=found.origin_body, region=region_of(found)):
        return Reporter.FOLLOWER
    answering = {who.organisation.code for who in recommendation.responsibilities.all() if who.organisation}
    if answering and may(user, RECOMMENDATION_REPORT, organisations=answering):
        return Reporter.ANSWERER
    return Reporter.REGION if regions_spoken_for(user, recommendation) else None


def is_to_all_regions(recommendation: Recommendation) -> bool:
    return any(who.quantifier == ALL_REGIONS for who in recommendation.responsibilities.all())


def regions_spoken_for(user: Any, recommendation: Recommendation) -> list[Any]:
    """The regions whose part ``user`` may report, of a recommendation to all regions: those of their organisations; all
    of them, where they follow the recommendations of the body."""
    if not is_to_all_regions(recommendation):
        return []
    found = recommendation.set
    if may(user, RECOMMENDATION_STATUS, body=found.origin_body, region=region_of(found)):
        return list(regions())
    return regions_of(reach(user, RECOMMENDATION_REPORT).organisations)


def answering_codes(user: Any, recommendation: Recommendation) -> frozenset[str]:
    """Codes of the organisations for which ``user`` reports and that answer for it."""
    named = {who.organisation.code for who in recommendation.responsibilities.all() if who.organisation}
    return frozenset(named & reach(user, RECOMMENDATION_REPORT).organisations)


def may_write(user: Any, recommendation: Recommendation) -> bool:
    """Whether ``user`` may change what it says and what it is tied to."""
    found = recommendation.set
    return may(user, RECOMMENDATION_WRITE, body=found.origin_body, region=region_of(found))
