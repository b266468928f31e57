"""The attendance list of a meeting: who is expected, who came, late, in whose place."""
from __future__ import annotations

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from django.db import transaction
from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from canevas.commons.access.operations import require, require_somewhere
from canevas.doors.api.views import looks
from canevas.doors.api.views import shapes as out
from canevas.doors.api.views.meetings import seen
from canevas.doors.api.views.paging import Code, Hour, Words
from canevas.doors.api.views.problems import found
from canevas.doors.api.views.shapes import MISTAKES
from canevas.doors.api.views.tokens import Token
from canevas.governance.concertation.operations import attendance as acts
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.attendance import line_of, lines_of, standing_of

MINUTES_VIEW, ATTENDANCE_EDIT = "MINUTES_VIEW", "ATTENDANCE_EDIT"
NOTES = Literal["expected", "present", "late", "replaced", "excused", "absent"]
router = Router(auth=Token("meetings"), tags=["attendance"])


class LineGiven(Schema):
    """``text``: the organisation as one writes it; the directory says which it is, or is asked about it."""

    text: Words
    person: Words = ""
    function: Words = ""
    status: NOTES


class LineEdit(Schema):
    """``base_revision``: the revision that was read. What is left out stays as it is. ``organisation``: the code of the
    one that the line names."""

    base_revision: int = Field(ge=0, le=2**31 - 1)
    status: NOTES | None = None
    arrived_at: Hour | None = None
    replaced_by: Words | None = None
    person: Words | None = None
    function: Words | None = None
    organisation: Code = ""


class RestGiven(Schema):
    status: Literal["present", "late", "replaced", "excused", "absent"]


class MoveGiven(Schema):
    places: Literal[-1, 1]


class Base(Schema):
    base_revision: int | None = Field(None, ge=0, le=2**31 - 1)


@router.get("/sessions/{uid}/attendance", response={200: out.AttendanceList} | MISTAKES,
            summary="La liste de présence et le quorum")
def lines(request: HttpRequest, uid: UUID) -> Any:
    require_somewhere(request.user, MINUTES_VIEW)
    session = seen(request, uid)
    if not visible.shows_content(request.user, session):
        require(request.user, ATTENDANCE_EDIT, body=session.body.code)
    return _list(session)


@router.post("/sessions/{uid}/attendance", response={201: out.Present} | MISTAKES,
             summary="Ajouter une structure à la liste")
def add(request: HttpRequest, uid: UUID, asked: LineGiven) -> Any:
    return Status(201, looks.present(acts.add_attendance(by=request.user, session=seen(request, uid), **asked.dict())))


@router.post("/sessions/{uid}/attendance/rest", response={200: out.AttendanceList} | MISTAKES,
             summary="Noter de la même façon toutes les structures encore attendues")
def note_rest(request: HttpRequest, uid: UUID, asked: RestGiven) -> Any:
    session = seen(request, uid)
    acts.note_rest(by=request.user, session=session, status=asked.status)
    return _list(session)


@router.patch("/sessions/{uid}/attendance/{line}", response={200: out.Present} | MISTAKES,
              summary="Noter qui est venu, à quelle heure, qui pour qui")
def note(request: HttpRequest, uid: UUID, line: Code, asked: LineEdit) -> Any:
    row = _line(request, uid, line)
    changes = asked.dict(exclude_unset=True, exclude={"base_revision", "organisation"})
    changes = {name: value for name, value in changes.items() if value is not None or name == "arrived_at"}
    if changes.get("arrived_at"):
        changes["arrived_at"] = dt.time.fromisoformat(changes["arrived_at"])
    with transaction.atomic():
        noted = acts.note_attendance(by=request.user, line=row, seen=asked.base_revision, changes=changes)
        if asked.organisation:
            before = noted.revision if noted.revision != row.revision else asked.base_revision
            acts.attach_attendance(by=request.user, line=noted, seen=before, code=asked.organisation)
    return looks.present(found(line_of(row.session, row.pk)))


@router.delete("/sessions/{uid}/attendance/{line}", response={204: None} | MISTAKES,
               summary="Ôter une structure de la liste")
def remove(request: HttpRequest, uid: UUID, line: Code, asked: Query[Base]) -> Any:
    row = _line(request, uid, line)
    acts.remove_attendance(by=request.user, line=row,
                           seen=row.revision if asked.base_revision is None else asked.base_revision)
    return Status(204, None)


@router.post("/sessions/{uid}/attendance/{line}/restore", response={200: out.Present} | MISTAKES,
             summary="Remettre une structure sur la liste")
def restore(request: HttpRequest, uid: UUID, line: Code) -> Any:
    return looks.present(acts.restore_attendance(by=request.user, line=_line(request, uid, line)))


@router.post("/sessions/{uid}/attendance/{line}/move", response={200: out.AttendanceList} | MISTAKES,
             summary="Monter ou descendre une structure dans la liste")
def move(request: HttpRequest, uid: UUID, line: Code, asked: MoveGiven) -> Any:
    row = _line(request, uid, line)
    acts.move_attendance(by=request.user, line=row, places=asked.places)
    return _list(row.session)


def _line(request: HttpRequest, uid: UUID, line: str) -> Any:
    session = seen(request, uid)
    require(request.user, ATTENDANCE_EDIT, body=session.body.code)
    return found(line_of(session, line))


def _list(session: Any) -> Any:
    standing = standing_of(session)
    quorum = standing.quorum
    return {"lines": [looks.present(row) for row in lines_of(session)], "expected": standing.expected,
            "there": standing.there, "quorum": quorum and {
                "members": quorum.members, "present": quorum.present, "needed": quorum.needed,
                "is_reached": quorum.is_reached}}
