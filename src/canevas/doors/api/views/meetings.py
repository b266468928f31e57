"""Sessions, and what was decided there."""
from __future__ import annotations

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from canevas.commons.access.operations import require_somewhere
from canevas.commons.directory import queries as directory
from canevas.doors.api.views import looks
from canevas.doors.api.views import shapes as out
from canevas.doors.api.views.paging import Changed, Code, Hour, Page, Text, Words, cut
from canevas.doors.api.views.problems import found
from canevas.doors.api.views.shapes import MISTAKES
from canevas.doors.api.views.tokens import Token
from canevas.governance.concertation.operations import adoption, agenda, moves, planning, reservations, versions
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.body_sheet import body_with_code
from canevas.governance.concertation.rules.session_states import Move, State

MINUTES_VIEW = "MINUTES_VIEW"
MOVES = Literal["convene", "hold", "postpone", "cancel", "reopen"]
"""What a session is moved by without more; minutes are circulated and adopted at addresses of their own."""
STAGES = Literal["ordinary", "preparatory", "technical", "political", "relocated", "extraordinary"]
router = Router(auth=Token("meetings"), tags=["meetings"])


class SessionsAsked(Changed):
    body: Code = ""
    state: State | None = None
    stage: STAGES | None = None
    held_from: dt.date | None = None
    held_until: dt.date | None = None


class Facts(Schema):
    """What is known of a session before it is held; what is left out stays as it is."""

    date: dt.date | None = None
    start: Hour | None = None
    end: Hour | None = None
    place: Text | None = None
    number: int | None = Field(None, ge=1, le=9999)
    chairs: list[Words] | None = Field(None, max_length=20)
    signatory: Words | None = None


class Plan(Schema):
    body: Code
    date: dt.date
    stage: STAGES = "ordinary"
    start: Hour | None = None
    end: Hour | None = None
    place: Text = ""
    number: int | None = Field(None, ge=1, le=9999)


class MoveAsked(Schema):
    move: MOVES
    reason: Text = ""
    day: dt.date | None = None


class Title(Schema):
    title: Words


class ReservationAsked(Schema):
    """``organisation``: its code; ``person`` where it is none of the directory."""

    text: Text
    organisation: Code = ""
    person: Words = ""
    passage: Text = ""


class AdoptionAsked(Schema):
    day: dt.date
    reservations: list[ReservationAsked] = Field([], max_length=200)


@router.get("/sessions", response={200: out.SessionRows} | MISTAKES, summary="Les réunions")
def sessions(request: HttpRequest, asked: Query[SessionsAsked]) -> Any:
    require_somewhere(request.user, MINUTES_VIEW)
    rows = asked.since(visible.sessions(request.user).select_related("body"))
    wanted = {"body__code": asked.body, "state": asked.state, "stage": asked.stage, "date__gte": asked.held_from,
              "date__lte": asked.held_until}
    return cut(rows.filter(**{name: value for name, value in wanted.items() if value}), asked, looks.session)


@router.post("/sessions", response={201: out.SessionWhole} | MISTAKES, summary="Prévoir une réunion")
def plan(request: HttpRequest, asked: Plan) -> Any:
    made = planning.plan_session(by=request.user, body=found(body_with_code(asked.body)), day=asked.date,
                                 stage=asked.stage, place=asked.place, start=_time(asked.start), end=_time(asked.end),
                                 number=asked.number)
    return Status(201, _whole(request, made))


@router.get("/sessions/{uid}", response={200: out.SessionWhole} | MISTAKES, summary="Une réunion")
def session(request: HttpRequest, uid: UUID) -> Any:
    require_somewhere(request.user, MINUTES_VIEW)
    return _whole(request, seen(request, uid))


@router.patch("/sessions/{uid}", response={200: out.SessionWhole} | MISTAKES, summary="Corriger une réunion")
def edit(request: HttpRequest, uid: UUID, asked: Facts) -> Any:
    changes = asked.dict(exclude_unset=True)
    changes |= {name: _time(changes[name]) for name in ("start", "end") if name in changes}
    return _whole(request, planning.edit_facts(by=request.user, session=seen(request, uid), changes={
        name: value for name, value in changes.items() if value is not None or name in ("start", "end", "number")}))


@router.post("/sessions/{uid}/move", response={200: out.SessionWhole} | MISTAKES,
             summary="Convoquer, tenir, reporter, annuler ou rouvrir une réunion")
def move(request: HttpRequest, uid: UUID, asked: MoveAsked) -> Any:
    return _whole(request, moves.move_session(by=request.user, session=seen(request, uid), move=Move(asked.move),
                                              reason=asked.reason, day=asked.day))


@router.post("/sessions/{uid}/agenda", response={201: out.Item} | MISTAKES, summary="Ajouter un point")
def add_item(request: HttpRequest, uid: UUID, asked: Title) -> Any:
    return Status(201, looks.item(agenda.add_item(by=request.user, session=seen(request, uid), title=asked.title)))


@router.post("/sessions/{uid}/circulate", response={200: out.SessionWhole} | MISTAKES,
             summary="Diffuser le compte rendu")
def circulate(request: HttpRequest, uid: UUID) -> Any:
    return _whole(request, versions.circulate_minutes(by=request.user, session=seen(request, uid)))


@router.post("/sessions/{uid}/adopt", response={200: out.SessionWhole} | MISTAKES,
             summary="Adopter le compte rendu, tel quel ou sous réserve")
def adopt(request: HttpRequest, uid: UUID, asked: AdoptionAsked) -> Any:
    adoption.adopt_minutes(by=request.user, session=seen(request, uid), day=asked.day,
                           reservations=[_asked(one) for one in asked.reservations])
    return _whole(request, seen(request, uid))


@router.post("/sessions/{uid}/reservations", response={201: out.Reservation} | MISTAKES,
             summary="Faire une réserve sur un compte rendu diffusé")
def reserve(request: HttpRequest, uid: UUID, asked: ReservationAsked) -> Any:
    return Status(201, looks.reservation(reservations.make_reservation(
        by=request.user, session=seen(request, uid), asked=_asked(asked))))


@router.get("/decisions", response={200: out.DecisionRows} | MISTAKES, summary="Les décisions")
def decisions(request: HttpRequest, asked: Query[Page]) -> Any:
    require_somewhere(request.user, MINUTES_VIEW)
    rows = visible.decisions(request.user).filter(withdrawn_at=None).select_related("session")
    return cut(rows, asked, looks.decision)


@router.get("/contributions", response={200: out.ContributionRows} | MISTAKES, summary="Les contributions")
def contributions(request: HttpRequest, asked: Query[Page]) -> Any:
    require_somewhere(request.user, MINUTES_VIEW)
    rows = visible.contributions(request.user).filter(withdrawn_at=None).select_related("session")
    return cut(rows, asked, looks.contribution)


def seen(request: HttpRequest, uid: UUID) -> Any:
    """The session, or what answers for one that never existed."""
    return found(visible.sessions(request.user).select_related("body__region", "recommendation_set").filter(
        uid=uid).first())


def _time(written: str | None) -> dt.time | None:
    return dt.time.fromisoformat(written) if written else None


def _asked(one: ReservationAsked) -> adoption.Asked:
    organisation = found(directory.organisation_by_code(one.organisation)) if one.organisation else None
    return adoption.Asked(one.text, organisation.pk if organisation else None, one.person, one.passage)


def _whole(request: HttpRequest, row: Any) -> Any:
    shown = visible.shows_content(request.user, row)
    agenda_rows = row.items.filter(withdrawn_at=None).order_by("number", "pk")
    present = row.attendance.filter(withdrawn_at=None).select_related("organisation")
    return looks.session(row) | {
        "agenda": [looks.item(one) for one in agenda_rows],
        "attendance": [looks.present(one) for one in present] if shown else [],
        "versions": [looks.version(one) for one in row.minutes.select_related("file").order_by("version")]
        if shown else [],
        "moves": [looks.moved(one) for one in row.moves.all()],
        "adoptions": [looks.adoption(one) for one in row.adoptions.all()] if shown else [],
        "recommendation_set": row.recommendation_set.uid if shown and row.recommendation_set_id else None}
