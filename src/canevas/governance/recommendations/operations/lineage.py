"""Steps of lineages are kept. Whoever makes a line out of another says so here."""
from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db import transaction

from canevas.commons.access.queries import User
from canevas.governance.recommendations.models import LineageEdge
from canevas.governance.recommendations.rules.lineage import Edge


@transaction.atomic
def add_edges(by: User, edges: Iterable[Edge], *, origin: str) -> None:
    """Keep ``edges``. A part of the operation that made the lines: that one asks for the permission and writes the
    journal."""
    LineageEdge.objects.bulk_create([
        LineageEdge(kind=edge.kind, source=edge.source, target=edge.target, before=edge.before, after=edge.after,
                    words=list(edge.words), origin=origin, by=by) for edge in edges])


@transaction.atomic
def take_back_edges(*, by: User, origin: str, since: datetime) -> int:
    """Forget the steps made at ``origin`` from ``since`` on, because what made them was undone;
    how many. A part of the operation that undoes: that one asks for the permission and writes the journal."""
    return LineageEdge.objects.filter(origin=origin, at__gte=since).delete()[0]


def remove_edges(*, target: str, origin: str, sources: Collection[str] | None = None) -> None:
    """Forget the steps to ``target`` that ``origin`` made (those from ``sources`` alone, where they are named), where
    that line is taken back before anybody could read it. A part of an operation, as :func:`add_edges` is."""
    rows = LineageEdge.objects.filter(target=target, origin=origin).exclude(source=target)
    (rows if sources is None else rows.filter(source__in=sources)).delete()
