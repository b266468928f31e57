"""Figures: those that are published, to whoever asks; and the explorer's question, as its page answers it."""
from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Query, Router, Schema
from pydantic import Field, create_model

from canevas.commons.access.operations import require_somewhere
from canevas.doors.api.views.paging import BIGGEST, Code
from canevas.doors.api.views.problems import WrongValues, found
from canevas.doors.api.views.shapes import MISTAKES
from canevas.doors.api.views.tokens import Token
from canevas.evidence.observatory.queries import explorer, meeting, published
from canevas.evidence.observatory.queries.releases import newest_public, public_release, table_of
from canevas.evidence.observatory.rules.counting import BREAKDOWNS
from canevas.evidence.observatory.rules.publish.table import whole
from canevas.evidence.observatory.rules.statistics.explorer import PERIOD, Question, breakdowns, read_question
from canevas.tools.vocabulary.indicators import IndicatorEntry

public_router = Router(auth=None, tags=["public"])
router = Router(auth=Token("figures"), tags=["figures"])
FILTERS = tuple(name for name in BREAKDOWNS if name not in (PERIOD, "kind", "unit", "indicator", "grain"))
"""All but what the question says otherwise."""


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
    """``key``: the codes of ``by``, ``null`` for what is not said. ``standing``: why there is no figure, or whether it
    is partial; ``bound``: exact, at_least, between…; ``upper``: of an interval its upper end, ``value`` being its lower
    one."""

    key: list[str | None]
    value: float | None
    upper: float | None
    bound: str
    standing: str


class Figures(Schema):
    """Cells in the order of the table, ``count`` in all; ``next`` is ``null`` at the end. ``limited``: sources that an
    agreement shows less finely than they are; ``left_out``: those of which earlier states (``at``) are not to be
    seen."""

    indicator: str
    unit: str
    by: list[str]
    grain: str
    sources: list[str]
    limited: list[str]
    left_out: list[str]
    cells: list[FigureCell]
    count: int
    next: int | None


class _Asked(Schema):
    indicator: Code
    by: Annotated[list[Code], Field(default_factory=list, max_length=2)]
    grain: Literal["day", "week", "month", "quarter", "year"] | None = None
    first: Code = ""
    last: Code = ""
    at: date | None = None
    after: int = Field(0, ge=0, le=BIGGEST)
    limit: int = Field(1000, ge=1, le=10_000)


FiguresAsked: Any = create_model("FiguresAsked", __base__=_Asked, **{
    name: (list[Code], Field(default_factory=list, max_length=200)) for name in FILTERS})
"""Each breakdown keeps to the codes that are given; "" keeps what is not said."""


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
    question = _question(asked, set(request.GET))
    grid, answer = explorer.answer(request.user, question)
    if (accounts := explorer.accounts(request.user, question, answer.sources)).meetings:
        raise WrongValues({"source": meeting.said(accounts)})
    cells = [([row, column][:len(question.by)], grid.cell(row, column)) for row in grid.rows for column in grid.columns]
    after = asked.after + asked.limit
    return {"indicator": asked.indicator, "unit": question.indicator.unit, "by": list(question.by),
            "grain": str(question.grain), "sources": list(answer.sources), "limited": sorted(answer.limited),
            "left_out": list(answer.left_out),
            "count": len(cells), "next": after if after < len(cells) else None,
            "cells": [{"key": key, "value": cell.value, "upper": cell.upper, "bound": cell.bound,
                       "standing": cell.standing}
                      for key, cell in cells[asked.after:after]]}


def _question(asked: Any, named: set[str]) -> Question:
    """What the explorer's page would ask; what it would pass over in silence is refused, for a program would take the
    answer for that of another question. Raises :class:`WrongValues`."""
    known = explorer.indicators()
    entry = known.get(asked.indicator)
    if entry is None:
        raise WrongValues({"indicator": _("There is no such indicator. Known: %(codes)s.") % {
            "codes": ", ".join(known)}})
    filters = {name: codes for name in FILTERS if (codes := getattr(asked, name))}
    if wrong := _wrong(entry, asked, filters, named):
        raise WrongValues(wrong)
    return read_question({"indicator": [asked.indicator], "by": asked.by, "grain": [asked.grain or entry.grain],
                          "from": [asked.first], "to": [asked.last],
                          "at": [asked.at.isoformat() if asked.at else ""], **filters}, known)


def _wrong(entry: IndicatorEntry, asked: Any, filters: dict[str, list[str]], named: set[str]) -> dict[str, str]:
    """By the name of the value, what is wrong with it."""
    wrong = {name: _("This address does not know “%(name)s”.") % {"name": name[:60]}
             for name in sorted(named - set(FiguresAsked.model_fields))}
    can = breakdowns(entry)
    for where, name in [*(("by", name) for name in asked.by), *((name, name) for name in filters)]:
        if name not in can:
            wrong[where] = _("This indicator is not broken down by “%(name)s”. Possible: %(names)s.") % {
                "name": name, "names": ", ".join(can)}
    periods = {name: explorer.period_named(text) for name in ("first", "last") if (text := getattr(asked, name))}
    for name, period in periods.items():
        if period is None:
            wrong[name] = _("Write a period: 2023, 2023-Q1, 2023-03, 2023-W05 or 2023-03-15.")
    first, last = periods.get("first"), periods.get("last")
    if first and last and last.end < first.start:
        wrong["last"] = _("The last period comes before the first.")
    return wrong
