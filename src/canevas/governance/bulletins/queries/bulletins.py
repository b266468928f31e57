"""Bulletins that somebody may see, and what a bulletin is made with."""
from __future__ import annotations

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from canevas.commons.access.queries import reach
from canevas.commons.directory.queries import regions
from canevas.evidence.observatory.rules.periods import Grain, Period, period_of
from canevas.governance.bulletins.models import Bulletin, BulletinTemplate
from canevas.governance.bulletins.permissions import DATA_VIEW, RELEASE_PREPARE
from canevas.governance.bulletins.queries.groups import group_of, may_for
from canevas.governance.concertation.queries.official import letterhead_of, template_for_all

COUNTRY = "Niger"


def bulletins(user: Any) -> QuerySet[Bulletin]:
    """Those of the regions whose figures ``user`` sees, and one's own."""
    seen = reach(user, DATA_VIEW)
    rows = Bulletin.objects.select_related("word", "pdf", "made_by", "approved_by")
    if seen.everything:
        return rows
    if not seen:
        return rows.none()
    here = Q(region__in=seen.regions - {""}) | Q(body__in=seen.bodies - {""}) | Q(made_by=user)
    return rows.filter(here)


def regions_to_make(user: Any) -> list[tuple[str, str]]:
    """Code and name of the regions whose bulletin ``user`` may make; "" for the country."""
    found = [(one.pcode, one.name) for one in regions() if may_for(user, RELEASE_PREPARE, one.pcode)]
    return [("", COUNTRY), *found] if may_for(user, RELEASE_PREPARE, "") else found


def period_before(day: date) -> Period:
    """The month before the one of ``day``: what is known when a session meets."""
    return period_of(day, Grain.MONTH).moved(-1)


def region_of_session(session: Any) -> str:
    return session.body.region.pcode if session.body.region else ""


def template_in_use() -> BulletinTemplate | None:
    return BulletinTemplate.objects.filter(is_active=True).first()


def templates() -> QuerySet[BulletinTemplate]:
    return BulletinTemplate.objects.defer("content").select_related("saved_by")


def letterhead() -> dict[str, Any]:
    """The head of the page, as the template names it."""
    head = letterhead_of(template_for_all())
    return {"pays": head.country, "devise": head.motto, "lignes": list(head.lines)}


def file_stem(region: str, period: Period) -> str:
    """« Bulletin_NE005_2023-03 »."""
    return f"Bulletin_{region or 'Niger'}_{period.iso}"


__all__ = ["bulletins", "file_stem", "group_of", "letterhead", "period_before", "region_of_session",
           "regions_to_make", "template_in_use", "templates"]
