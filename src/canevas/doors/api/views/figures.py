"""Figures: those that are published, to whoever asks; and the explorer's question, as its page answers it."""
from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from canevas.commons.access.operations import require_somewhere
from canevas.doors.api.views.paging import Code
from canevas.doors.api.views.problems import found
from canevas.doors.api.views.shapes import MISTAKES
from canevas.doors.api.views.tokens import Token
from canevas.evidence.observatory.queries import explorer, published
from canevas.evidence.observatory.queries.releases import newest_public, public_release, table_of
from canevas.evidence.observatory.rules.publish.table import whole
from canevas.evidence.observatory.rules.statistics.explorer import read_question

public_router = Router(auth=None, tags=["public"])
router = Router(auth=Token("figures"), tags=["figures"])
Codes = Annotated[list[Code], Field(default_factory=list, max_length=2)]


class ReleaseDimension(Schema):
    name: str
    label: str
    codes: dict[str, str]


class PublicRelease(Schema):
    code: str
    version: int
    title: str
    definition: str
    unit: str
    issued: date
    publisher: str
    licence: str
    licence_url: str
    sha256: str
    sources: list[str]
    notes: list[str]
    dimensions: list[ReleaseDimension]


class PublicCell(Schema):
    """``status``: CL_OBS_STATUS of SDMX; without a figure it says why (L, M, Q)."""

    key: list[str]
    value: float | None
    status: str


class PublicTable(PublicRelease):
    cells: list[PublicCell]


class FigureCell(Schema):
    key: list[str | None]
    value: float | None
    bound: str
    standing: str


class Figures(Schema):
    indicator: str
    by: list[str]
    cells: list[FigureCell]


class FiguresAsked(Schema):
    indicator: Code
    by: Codes
    grain: Literal["day", "week", "month", "quarter", "year"] = "month"
    first: Code = ""
    last: Code = ""


@public_router.get("/releases", response={200: list[PublicRelease]} | MISTAKES, summary="Les chiffres publiés")
def public_releases(request: HttpRequest) -> Any:
    return [published.plain(one) for one in newest_public()]


@public_router.get("/releases/{code}", response={200: PublicTable} | MISTAKES, summary="Un tableau publié")
def public_table(request: HttpRequest, code: Code) -> Any:
    release = found(public_release(code))
    return published.plain(release) | {"cells": [
        {"key": list(cell.key), "value": whole(cell.value), "status": cell.status.value}
        for cell in table_of(release).cells]}


@router.get("", response={200: Figures} | MISTAKES, summary="Les chiffres que voit la personne du jeton")
def figures(request: HttpRequest, asked: Query[FiguresAsked]) -> Any:
    require_somewhere(request.user, "DATA_VIEW")
    known = explorer.indicators()
    found(known.get(asked.indicator))
    question = read_question({"indicator": [asked.indicator], "by": asked.by, "grain": [asked.grain],
                              "from": [asked.first], "to": [asked.last]}, known)
    grid, _answer = explorer.answer(request.user, question)
    cells = [([row, column][:len(question.by)], grid.cell(row, column)) for row in grid.rows for column in grid.columns]
    return {"indicator": asked.indicator, "by": list(question.by), "cells": [
        {"key": key, "value": cell.value, "bound": cell.bound, "standing": cell.standing} for key, cell in cells]}
