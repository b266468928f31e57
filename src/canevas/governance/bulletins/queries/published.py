"""Bulletins that everybody may read: no user is asked for."""
from __future__ import annotations

from typing import Any

from django.db.models import QuerySet

from canevas.evidence.observatory.queries.releases import public
from canevas.governance.bulletins.models import Bulletin

ABOUT = "Tendances migratoires du mois ou du trimestre, d’après les chiffres publiés."
"""What catalogues say that a bulletin is; in French, as it is."""


def lets_out(bulletin: Bulletin) -> bool:
    """Whether every release that it tells of stands before the public still."""
    return set(bulletin.releases) <= _released()


def _released() -> set[str]:
    return {str(uid) for uid in public().values_list("uid", flat=True)}


def _approved() -> QuerySet[Bulletin]:
    return Bulletin.objects.filter(
        audience=Bulletin.For.PUBLIC, published_at__isnull=False, withdrawn_at=None).select_related("word", "pdf")


def public_bulletins() -> list[Bulletin]:
    """Of each region and period the newest that stands before the public, the last period first."""
    released, found = _released(), {}
    for row in _approved().order_by("-published_at", "-pk"):
        if set(row.releases) <= released:
            found.setdefault((row.region, row.period), row)
    return sorted(found.values(), key=lambda row: (row.period, row.region == "", row.title), reverse=True)


def public_bulletin(uid: Any) -> Bulletin | None:
    row = _approved().filter(uid=uid).first()
    return row if row is not None and lets_out(row) else None
