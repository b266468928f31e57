"""What one set holds, as the register has it today."""
from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Prefetch, QuerySet

from canevas.governance.recommendations.models import Challenge, Recommendation, RecommendationSet, SynthesisRow


def set_with_key(origin_key: str) -> RecommendationSet | None:
    return RecommendationSet.objects.filter(origin_key=origin_key).first()


def challenges_of(recommendation_set: RecommendationSet) -> QuerySet[Challenge]:
    """The challenges still standing, with their rows, priorities, strategies and who answers for them."""
    strategies = Recommendation.objects.filter(withdrawn_at=None).prefetch_related("responsibilities")
    rows = SynthesisRow.objects.prefetch_related("priorities", Prefetch("strategies", queryset=strategies))
    return recommendation_set.challenges.filter(withdrawn_at=None).prefetch_related(Prefetch("rows", queryset=rows))


def flat_recommendations_of(recommendation_set: RecommendationSet) -> QuerySet[Recommendation]:
    """The recommendations still standing that are no strategy of a row."""
    return recommendation_set.recommendations.filter(
        row=None, withdrawn_at=None).prefetch_related("responsibilities")


def recommendations_of_sets(sets: Iterable[RecommendationSet]) -> QuerySet[Recommendation]:
    """Every recommendation of these sets, withdrawn ones included, with what stands around it."""
    return Recommendation.objects.filter(set__in=list(sets)).select_related(
        "set__region", "row__challenge").prefetch_related("responsibilities__organisation")


def sets_without_session() -> QuerySet[RecommendationSet]:
    """Syntheses that came by themselves, with no minutes of a session."""
    return RecommendationSet.objects.filter(origin_key__regex="^(file|document|synthesis):")
