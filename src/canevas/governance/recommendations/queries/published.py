"""The strategies of sets that a room above published: for whoever asks, without a user."""
from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from canevas.governance.recommendations.models import Recommendation


def strategies_of(sets: Iterable[int]) -> QuerySet[Recommendation]:
    """The standing strategies of these sets (their keys). The caller answers for their being public."""
    return Recommendation.objects.filter(set__in=list(sets), row__isnull=False, withdrawn_at=None)
