"""Which lines of a table say again what an earlier one said."""
from __future__ import annotations

from collections.abc import Iterable

from canevas.governance.recommendations.models import LineageEdge
from canevas.governance.recommendations.rules.lineage import EdgeKind


def carried_from(earlier: Iterable[str], later: Iterable[str]) -> dict[str, str]:
    """By the identifier of each line of ``later``, that of the line of ``earlier`` that it carries on."""
    wanted = set(later)
    edges = LineageEdge.objects.filter(kind=EdgeKind.CARRIED.value, source__in=set(earlier)).order_by("pk")
    return {str(edge.target): str(edge.source) for edge in edges if str(edge.target) in wanted}
