"""Which lines of a table say again what an earlier one said."""
from __future__ import annotations

from collections.abc import Iterable

from django.db.models import QuerySet

from canevas.governance.recommendations.models import LineageEdge, Recommendation
from canevas.governance.recommendations.rules.lineage import EdgeKind


def carried_from(earlier: Iterable[str], later: Iterable[str]) -> dict[str, str]:
    """By the identifier of each line of ``later``, that of the line of ``earlier`` that it carries on."""
    wanted = set(later)
    edges = LineageEdge.objects.filter(kind=EdgeKind.CARRIED.value, source__in=set(earlier)).order_by("pk")
    return {str(edge.target): str(edge.source) for edge in edges if str(edge.target) in wanted}


def latest(rows: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """``rows`` without those that another of them says again, in a later session: what was carried over is followed
    once, where it stands last."""
    again = LineageEdge.objects.filter(kind=EdgeKind.CARRIED.value, target__in=rows.order_by().values("uid"))
    return rows.exclude(uid__in=again.values("source"))
