"""Action points and what is reported of them."""
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
from canevas.doors.api.views.paging import Changed, Code, Text, Words, cut
from canevas.doors.api.views.problems import found
from canevas.doors.api.views.shapes import MISTAKES
from canevas.doors.api.views.tokens import Token
from canevas.governance.concertation.operations import action_points, progress
from canevas.governance.concertation.queries import register, visible

ACTION_POINT_VIEW = "ACTION_POINT_VIEW"
STATUSES = Literal["open", "in_progress", "done", "cancelled"]
router = Router(auth=Token("actions"), tags=["actions"])


class ActionsAsked(Changed):
    """``organisation``: the code of one that answers; ``late``: only those whose day has passed."""

    body: Code = ""
    organisation: Code = ""
    status: STATUSES | None = None
    late: bool = False
    due_until: date | None = None
    session: UUID | None = None
    withdrawn: bool = False


class ActionEdit(Schema):
    base_revision: int = Field(ge=0, le=2**31 - 1)
    text: Text
    responsibles: list[Words] = Field(max_length=50)
    deadline_text: Words


class ReportGiven(Schema):
    """A state, a word, a link: at least one of them."""

    status: STATUSES | None = None
    note: Text = ""
    evidence_url: str = Field("", max_length=500, pattern=r"^(https?://[^\s\x00]+)?$")
    organisation: Code = ""
    done_on: date | None = None


@router.get("", response={200: out.ActionRows} | MISTAKES, summary="Les points d’action")
def actions(request: HttpRequest, asked: Query[ActionsAsked]) -> Any:
    require_somewhere(request.user, ACTION_POINT_VIEW)
    rows = asked.since(_rows(request))
    if not asked.withdrawn:
        rows = rows.filter(withdrawn_at=None)
    wanted = {"session__body__code": asked.body, "status": asked.status, "due_on__lte": asked.due_until,
              "session__uid": asked.session}
    rows = rows.filter(**{name: value for name, value in wanted.items() if value})
    if asked.organisation:
        organisation = directory.organisation_by_code(asked.organisation)
        rows = rows.filter(register.answered_for_by(organisation.pk)) if organisation else rows.none()
    return cut(rows.filter(register.late()) if asked.late else rows, asked, looks.action)


@router.get("/{uid}", response={200: out.ActionWhole} | MISTAKES, summary="Une action et son avancement")
def action(request: HttpRequest, uid: UUID) -> Any:
    require_somewhere(request.user, ACTION_POINT_VIEW)
    return _whole(_one(request, uid))


@router.patch("/{uid}", response={200: out.ActionWhole} | MISTAKES,
              summary="Changer les mots, les responsables ou l’échéance d’une action")
def edit(request: HttpRequest, uid: UUID, asked: ActionEdit) -> Any:
    return _whole(action_points.edit_action_point(
        by=request.user, action=_one(request, uid), base_revision=asked.base_revision, text=asked.text,
        responsibles=asked.responsibles, deadline_text=asked.deadline_text))


@router.delete("/{uid}", response={204: None} | MISTAKES, summary="Ôter une action du compte rendu")
def remove(request: HttpRequest, uid: UUID) -> Any:
    action_points.remove_action_point(by=request.user, action=_one(request, uid))
    return Status(204, None)


@router.post("/{uid}/progress", response={201: out.Report} | MISTAKES, summary="Dire où en est une action")
def report(request: HttpRequest, uid: UUID, asked: ReportGiven) -> Any:
    organisation = found(directory.organisation_by_code(asked.organisation)) if asked.organisation else None
    return Status(201, looks.report(progress.report_progress(
        by=request.user, action=_one(request, uid), status=asked.status or "", note=asked.note,
        evidence_url=asked.evidence_url, organisation=organisation, channel="api", done_on=asked.done_on)))


def _rows(request: HttpRequest) -> Any:
    return visible.actions(request.user).select_related("session__body", "item").prefetch_related(
        "responsibles__organisation", "responsibles__territory")


def _one(request: HttpRequest, uid: UUID) -> Any:
    return found(_rows(request).filter(uid=uid).first())


def _whole(row: Any) -> Any:
    rows = row.progress.select_related("organisation", "by", "evidence")
    return looks.action(row) | {"progress": [looks.report(one) for one in rows]}
