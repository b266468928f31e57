"""Recommendations and the sets that they came in."""
from __future__ import annotations

from datetime import date
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from canevas.commons.access.operations import require_somewhere
from canevas.commons.directory import queries as directory
from canevas.doors.api.views import looks
from canevas.doors.api.views import shapes as out
from canevas.doors.api.views.paging import Changed, Code, Text, cut
from canevas.doors.api.views.problems import found
from canevas.doors.api.views.shapes import MISTAKES
from canevas.doors.api.views.tokens import Token
from canevas.governance.recommendations import operations
from canevas.governance.recommendations.operations.implementation import report_recommendation
from canevas.governance.recommendations.queries import visible
from canevas.governance.recommendations.queries.implementation import progress_of
from canevas.governance.recommendations.queries.lineage import lineage_of

RECOMMENDATION_VIEW = "RECOMMENDATION_VIEW"
STATUSES = Literal["open", "in_progress", "done", "abandoned"]
router = Router(auth=Token("recommendations"), tags=["recommendations"])


class RecommendationsAsked(Changed):
    body: Code = ""
    status: STATUSES | None = None
    axis: int | None = Field(None, ge=1, le=99)
    set: UUID | None = None
    withdrawn: bool = False


class ReportGiven(Schema):
    """``organisation`` is the code of the one in whose name it is said, of who speaks for several."""

    status: STATUSES | None = None
    percent: int | None = Field(None, ge=0, le=100)
    text: Text = ""
    link: Text = ""
    label: Text = ""
    organisation: Code = ""
    day: date | None = None


class Standing(Schema):
    status: STATUSES
    note: Text = ""


@router.get("/recommendations", response={200: out.RecommendationRows} | MISTAKES, summary="Les recommandations")
def recommendations(request: HttpRequest, asked: Query[RecommendationsAsked]) -> Any:
    require_somewhere(request.user, RECOMMENDATION_VIEW)
    rows = asked.since(_rows(request))
    if not asked.withdrawn:
        rows = rows.filter(withdrawn_at=None)
    wanted = {"set__origin_body": asked.body, "status": asked.status, "axis__number": asked.axis,
              "set__uid": asked.set}
    return cut(rows.filter(**{name: value for name, value in wanted.items() if value}), asked, looks.recommendation)


@router.get("/recommendations/{uid}", response={200: out.Recommendation} | MISTAKES, summary="Une recommandation")
def recommendation(request: HttpRequest, uid: UUID) -> Any:
    require_somewhere(request.user, RECOMMENDATION_VIEW)
    return looks.recommendation(_one(request, uid))


@router.post("/recommendations/{uid}/status", response={200: out.Recommendation} | MISTAKES,
             summary="Dire où en est une recommandation")
def change_status(request: HttpRequest, uid: UUID, asked: Standing) -> Any:
    operations.change_recommendation_status(by=request.user, recommendation=_one(request, uid), status=asked.status,
                                            note=asked.note)
    return looks.recommendation(_one(request, uid))


@router.get("/recommendations/{uid}/lineage", response={200: out.Lineage} | MISTAKES,
            summary="D’où vient une recommandation et ce qu’elle est devenue")
def lineage(request: HttpRequest, uid: UUID) -> Any:
    require_somewhere(request.user, RECOMMENDATION_VIEW)
    row = _one(request, uid)
    return looks.lineage(row, lineage_of(row, request.user))


@router.get("/recommendations/{uid}/reports", response={200: out.Implementation} | MISTAKES,
            summary="Les comptes rendus d’avancement, les jalons et les indicateurs d’une recommandation")
def reports(request: HttpRequest, uid: UUID) -> Any:
    require_somewhere(request.user, RECOMMENDATION_VIEW)
    row = _one(request, uid)
    return looks.implementation(row, progress_of(row))


@router.post("/recommendations/{uid}/reports", response={201: out.ImplementationReport} | MISTAKES,
             summary="Rendre compte de l’avancement d’une recommandation")
def report(request: HttpRequest, uid: UUID, asked: ReportGiven) -> Any:
    organisation = found(directory.organisation_by_code(asked.organisation)) if asked.organisation else None
    return Status(201, looks.implementation_report(report_recommendation(
        by=request.user, recommendation=_one(request, uid), status=asked.status or "", percent=asked.percent,
        text=asked.text, link=asked.link, label=asked.label, organisation=organisation, day=asked.day)))


@router.get("/sets", response={200: out.RecommendationSetRows} | MISTAKES,
            summary="Les ensembles de recommandations : une réunion, une synthèse")
def sets(request: HttpRequest, asked: Query[Changed]) -> Any:
    require_somewhere(request.user, RECOMMENDATION_VIEW)
    return cut(asked.since(visible.sets(request.user)), asked, looks.recommendation_set)


def _rows(request: HttpRequest) -> Any:
    return visible.recommendations(request.user).select_related("set", "axis").prefetch_related(
        "responsibilities__organisation", "responsibilities__territory")


def _one(request: HttpRequest, uid: UUID) -> Any:
    return found(_rows(request).filter(uid=uid).first())
