"""The text of agenda items, and what comes out of them."""
from __future__ import annotations

from typing import Any, Literal
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from ninja import Router, Schema, Status
from pydantic import Field

from canevas.commons.access.operations import require
from canevas.doors.api.views import looks
from canevas.doors.api.views import shapes as out
from canevas.doors.api.views.paging import Text, Words
from canevas.doors.api.views.problems import found, problem
from canevas.doors.api.views.shapes import MISTAKES
from canevas.doors.api.views.tokens import Token
from canevas.governance.concertation.operations import action_points, agenda, deciding, minutes_writing
from canevas.governance.concertation.queries import visible
from canevas.governance.concertation.queries.writing import blocks_of, item_to_write
from canevas.governance.concertation.rules.blocks import read_blocks

MINUTES_WRITE = "MINUTES_WRITE"
router = Router(auth=Token("meetings"), tags=["minutes"])


OUTCOMES = Literal["", "adopted", "adopted-with-reservations", "validated", "validated-with-reservations", "rejected",
                   "postponed"]


class Given(Schema):
    """The whole text of an item, and the revision that it was written on."""

    base_revision: int = Field(ge=0, le=2**31 - 1)
    blocks: list[out.Cells] = Field(max_length=3000)


class ItemTitle(Schema):
    title: Words


class ActionGiven(Schema):
    text: Text
    responsibles: list[Words] = Field([], max_length=50)
    deadline_text: Words = ""


class DecisionGiven(Schema):
    text: Text
    outcome: OUTCOMES = ""


@router.get("/items/{uid}/blocks", response={200: out.Blocks} | MISTAKES, summary="Le texte d’un point")
def read(request: HttpRequest, uid: UUID) -> Any:
    item = _item(request, uid)
    if not visible.shows_content(request.user, item.session):
        raise Http404
    return {"item": item.uid, "revision": item.revision, "blocks": [looks.block(one) for one in blocks_of(item)]}


@router.put("/items/{uid}/blocks", response={200: out.Blocks} | MISTAKES,
            summary="Écrire le texte d’un point sur la révision que l’on a lue")
def write(request: HttpRequest, uid: UUID, asked: Given) -> Any:
    item = _item(request, uid)
    given = read_blocks([one.dict() | {"uid": str(one.uid)} for one in asked.blocks])
    done = minutes_writing.save_item(by=request.user, item=item, base_revision=asked.base_revision, blocks=given,
                                     client_id="api")
    said = {"item": item.uid, "revision": done.revision, "blocks": [looks.block(one) for one in done.blocks]}
    if isinstance(done, minutes_writing.Conflict):
        return problem(409, _("%(who)s changed this item in between: nothing was written. “current” is what it says "
                              "now.") % {"who": done.by or _("Somebody")}, current=out.Blocks(**said).model_dump())
    return said


@router.patch("/items/{uid}", response={200: out.Item} | MISTAKES, summary="Renommer un point")
def rename(request: HttpRequest, uid: UUID, asked: ItemTitle) -> Any:
    return looks.item(agenda.rename_item(by=request.user, item=_item(request, uid), title=asked.title))


@router.delete("/items/{uid}", response={204: None} | MISTAKES, summary="Ôter un point")
def remove(request: HttpRequest, uid: UUID) -> Any:
    agenda.remove_item(by=request.user, item=_item(request, uid))
    return Status(204, None)


@router.post("/items/{uid}/actions", response={201: out.Action} | MISTAKES, summary="Ajouter une action")
def add_action(request: HttpRequest, uid: UUID, asked: ActionGiven) -> Any:
    item = _item(request, uid)
    return Status(201, looks.action(action_points.add_action_point(
        by=request.user, session=item.session, item=item, text=asked.text, responsibles=asked.responsibles,
        deadline_text=asked.deadline_text)))


@router.post("/items/{uid}/decisions", response={201: out.Decision} | MISTAKES, summary="Ajouter une décision")
def add_decision(request: HttpRequest, uid: UUID, asked: DecisionGiven) -> Any:
    return Status(201, looks.decision(deciding.add_decision(by=request.user, item=_item(request, uid), text=asked.text,
                                                     outcome=asked.outcome)))


def _item(request: HttpRequest, uid: UUID) -> Any:
    item = found(item_to_write(request.user, uid))
    if request.method not in ("GET", "HEAD"):
        require(request.user, MINUTES_WRITE, body=item.session.body.code)
    return item
