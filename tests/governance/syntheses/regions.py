"""Regions that recommended something, for a synthesis to gather."""
from __future__ import annotations

from datetime import date

from canevas.governance.concertation.models import Body
from canevas.governance.recommendations.models import RecommendationSet
from canevas.governance.recommendations.operations import write_recommendation_set
from canevas.governance.recommendations.rules.entries import (
    ChallengeEntry,
    PriorityEntry,
    RecommendationEntry,
    RowEntry,
)
from tests.factories.country import load_country
from tests.factories.minutes import user

WELLS = "Construire des points d'eau sur les sites d'accueil des réfugiés"
BORDER = "Doter les postes frontaliers de matériel biométrique"


def country() -> None:
    load_country(user("reference", "administrator"))


def body_of(region: str, kind: str = "technical-group") -> Body:
    return Body.objects.get(region__name=region, kind=kind)


def recommended(region: str, *texts: str, day: date = date(2026, 3, 10), withdrawn: str = "") -> RecommendationSet:
    """What the technical group of ``region`` recommended on ``day``; the text ``withdrawn`` no longer stands."""
    body = body_of(region)
    found: RecommendationSet = write_recommendation_set(
        by=user(), origin_key=f"file:{region}:{day}", origin_label=f"GTM {region}", origin_date=day,
        region_id=body.region_id, origin_body=body.code, origin_body_name=str(body),
        recommendations=[RecommendationEntry(text) for text in texts])
    if withdrawn:
        found.recommendations.filter(text=withdrawn).update(withdrawn_at="2026-04-01T00:00:00Z")
    return found


def national(text: str, day: date = date(2025, 7, 28)) -> RecommendationSet:
    """The table of the session before: one challenge, one strategy."""
    return write_recommendation_set(
        by=user(), origin_key=f"synthesis:CCM:{day}", origin_label="7e session du CCM", origin_date=day,
        origin_body="CCM", origin_body_name="CCM", challenges=[ChallengeEntry(
            "Améliorer l'accueil", rows=[RowEntry(priorities=[PriorityEntry("Accueillir")],
                                                  strategies=[RecommendationEntry(text)])])])
