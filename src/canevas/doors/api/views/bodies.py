"""Bodies: who sits in them, how many must be there, what their meetings follow."""
from __future__ import annotations

import datetime as dt
from typing import Any, Literal
from uuid import UUID

from django.http import HttpRequest
from ninja import Query, Router, Schema, Status
from pydantic import Field

from canevas.commons.access.operations import require, require_somewhere
from canevas.commons.directory import queries as directory
from canevas.doors.api.views import looks
from canevas.doors.api.views import shapes as out
from canevas.doors.api.views.paging import Code, Page, Words, cut
from canevas.doors.api.views.problems import found
from canevas.doors.api.views.shapes import MISTAKES
from canevas.doors.api.views.tokens import Token
from canevas.governance.concertation.operations import bodies as acts
from canevas.governance.concertation.operations import membership, session_outline
from canevas.governance.concertation.queries import meeting
from canevas.governance.concertation.queries.bodies import every_body
from canevas.governance.concertation.queries.body_sheet import body_with_code
from canevas.governance.concertation.rules.outline import Section, SectionKind

BODY_VIEW, BODY_EDIT = "BODY_VIEW", "BODY_EDIT"
KINDS = Literal["framework", "secretariat", "steering", "regional-framework", "technical-group", "observatory",
                "commission", "other"]
ROLES = Literal["chair", "co-chair", "secretary", "member", "observer"]
router = Router(auth=Token("meetings"), tags=["bodies"])


class BodyGiven(Schema):
    """``parent``: the code of the body above; ``region``: its P-code, that of the body above where it is left out."""

    name: Words
    short_name: Code = ""
    kind: KINDS = "other"
    parent: Code = ""
    region: Code = ""
    valid_from: dt.date | None = None


class BodyEdit(Schema):
    """What is left out stays as it is."""

    name: Words | None = None
    short_name: Code | None = None
    kind: KINDS | None = None
    parent: Code | None = None
    region: Code | None = None
    aliases: list[Words] | None = Field(None, max_length=50)
    valid_from: dt.date | None = None


class QuorumGiven(Schema):
    """``rule`` "": that of the body above. ``value``: a percentage for ``share``, else a number of members."""

    rule: Literal["", "none", "majority", "two-thirds", "share", "number"]
    value: int | None = Field(None, ge=1, le=32_767)


class SectionGiven(Schema):
    kind: SectionKind
    title: Words = ""


class OutlineGiven(Schema):
    """``seen``: the ``outline_mark`` that was read with the outline; another one now is a conflict."""

    sections: list[SectionGiven] = Field(max_length=60)
    seen: Words | None = None


class MemberGiven(Schema):
    """``organisation``: its code; ``starts_on`` empty: always."""

    organisation: Code
    role: ROLES = "member"
    person: Words = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


class MemberEdit(Schema):
    """What is left out stays as it is; ``ends_on`` ends the membership, with its last day."""

    role: ROLES | None = None
    person: Words | None = None
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None


class DayGiven(Schema):
    day: dt.date


@router.get("/bodies", response={200: out.BodyRows} | MISTAKES, summary="Les instances")
def bodies(request: HttpRequest, asked: Query[Page]) -> Any:
    require_somewhere(request.user, BODY_VIEW)
    return cut(every_body(), asked, looks.body)


@router.post("/bodies", response={201: out.BodyWhole} | MISTAKES, summary="Ajouter une instance")
def add(request: HttpRequest, asked: BodyGiven) -> Any:
    require_somewhere(request.user, BODY_EDIT)
    made = acts.add_body(by=request.user, name=asked.name, short_name=asked.short_name, kind=asked.kind,
                         parent=_body(asked.parent), region=_region(asked.region), valid_from=asked.valid_from)
    return Status(201, _whole(made))


@router.post("/bodies/{path:code}/members", response={201: out.Member} | MISTAKES, summary="Ajouter un membre")
def add_member(request: HttpRequest, code: Code, asked: MemberGiven) -> Any:
    row = _edited(request, code)
    return Status(201, looks.member(membership.add_member(
        by=request.user, body=row, **asked.dict() | {
            "organisation": found(directory.organisation_by_code(asked.organisation))})))


@router.patch("/bodies/{path:code}/members/{member}", response={200: out.Member} | MISTAKES,
              summary="Corriger un membre, ou mettre fin à sa place")
def edit_member(request: HttpRequest, code: Code, member: UUID, asked: MemberEdit) -> Any:
    row = _member(request, code, member)
    facts = {name: getattr(row, name) for name in ("role", "person", "starts_on", "ends_on")}
    given = {name: value for name, value in asked.dict(exclude_unset=True).items()
             if value is not None or name in ("starts_on", "ends_on")}
    return looks.member(membership.change_member(by=request.user, member=row, **facts | given))


@router.delete("/bodies/{path:code}/members/{member}", response={204: None} | MISTAKES,
               summary="Reprendre un membre ajouté par erreur")
def remove_member(request: HttpRequest, code: Code, member: UUID) -> Any:
    membership.remove_member(by=request.user, member=_member(request, code, member))
    return Status(204, None)


@router.put("/bodies/{path:code}/quorum", response={200: out.BodyWhole} | MISTAKES, summary="Choisir le quorum")
def set_quorum(request: HttpRequest, code: Code, asked: QuorumGiven) -> Any:
    return _whole(acts.set_quorum(by=request.user, body=_edited(request, code), rule=asked.rule, value=asked.value))


@router.put("/bodies/{path:code}/outline", response={200: out.BodyWhole} | MISTAKES,
            summary="Choisir le canevas des réunions")
def save_outline(request: HttpRequest, code: Code, asked: OutlineGiven) -> Any:
    row = _edited(request, code)
    session_outline.save_outline(by=request.user, body=row, seen=asked.seen, sections=[
        Section(one.kind, " ".join(one.title.split())) for one in asked.sections])
    return _whole(row)


@router.delete("/bodies/{path:code}/outline", response={200: out.BodyWhole} | MISTAKES,
               summary="Suivre de nouveau le canevas de l’instance du dessus")
def reset_outline(request: HttpRequest, code: Code) -> Any:
    row = _edited(request, code)
    session_outline.reset_outline(by=request.user, body=row)
    return _whole(row)


@router.post("/bodies/{path:code}/close", response={200: out.BodyWhole} | MISTAKES, summary="Clore une instance")
def close(request: HttpRequest, code: Code, asked: DayGiven) -> Any:
    return _whole(acts.close_body(by=request.user, body=_edited(request, code), day=asked.day))


@router.post("/bodies/{path:code}/reopen", response={200: out.BodyWhole} | MISTAKES,
             summary="Rouvrir une instance close")
def reopen(request: HttpRequest, code: Code) -> Any:
    return _whole(acts.reopen_body(by=request.user, body=_edited(request, code)))


@router.get("/bodies/{path:code}", response={200: out.BodyWhole} | MISTAKES,
            summary="Une instance : membres, quorum, canevas")
def body(request: HttpRequest, code: Code) -> Any:
    require_somewhere(request.user, BODY_VIEW)
    return _whole(found(body_with_code(code)))


@router.patch("/bodies/{path:code}", response={200: out.BodyWhole} | MISTAKES, summary="Corriger une instance")
def edit(request: HttpRequest, code: Code, asked: BodyEdit) -> Any:
    row, given = _edited(request, code), asked.dict(exclude_unset=True)
    changes: dict[str, Any] = {name: given[name] for name in ("name", "short_name", "kind", "aliases")
                               if given.get(name) is not None}
    if "valid_from" in given:
        changes["valid_from"] = given["valid_from"]
    for name, of_code in (("parent", _body), ("region", _region)):
        if name in given:
            entry = of_code(given[name] or "")
            changes[f"{name}_id"] = entry.pk if entry else None
    return _whole(acts.edit_body(by=request.user, body=row, changes=changes))


def _body(code: str) -> Any:
    return found(body_with_code(code)) if code else None


def _region(pcode: str) -> Any:
    return found(directory.territory_by_pcode(pcode)) if pcode else None


def _edited(request: HttpRequest, code: str) -> Any:
    """A body that is to be changed. That it exists is no secret to whoever sees any."""
    require_somewhere(request.user, BODY_VIEW)
    row = found(body_with_code(code))
    require(request.user, BODY_EDIT, body=row.code)
    return row


def _member(request: HttpRequest, code: str, uid: UUID) -> Any:
    return found(meeting.members_of(_edited(request, code)).select_related("body").filter(uid=uid).first())


def _whole(row: Any) -> Any:
    quorum, outline = meeting.quorum_of(row).rule, meeting.outline_of(row)
    own = outline.saved if outline.owner is not None and outline.owner.pk == row.pk else None
    return looks.body(row) | {
        "aliases": row.aliases, "valid_from": row.valid_from, "valid_to": row.valid_to,
        "members": [looks.member(one) for one in meeting.members_of(row)], "quorum_rule": str(quorum.quorum),
        "quorum_value": quorum.value, "outline_mark": session_outline.mark_of_outline(own),
        "outline": [{"kind": str(one.kind), "title": one.title} for one in outline.sections]}
