"""The explorer's answers: one grid that the table, the chart and the map all show."""
from __future__ import annotations

import hashlib
import json
from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import Any
from uuid import UUID

from django.core.cache import cache
from django.db.models import Max, Min, OuterRef, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.directory.queries.lookup import vocabulary
from canevas.evidence.observatory.models import Source
from canevas.evidence.observatory.queries.figures import Answer, Origin, cell_sources, figures
from canevas.evidence.observatory.queries.points import WatchedPoint, flow_points, lies_in, words
from canevas.evidence.observatory.queries.store import files_in, folder, holding
from canevas.evidence.observatory.queries.visible import sources
from canevas.evidence.observatory.rules.observation import Kind
from canevas.evidence.observatory.rules.periods import Period, read_period
from canevas.evidence.observatory.rules.statistics.accounts import NO_ACCOUNTS, Accounts, accounts_in
from canevas.evidence.observatory.rules.statistics.explorer import PLACES, Grid, Question, SourceNote, asked, grid
from canevas.evidence.observatory.rules.statistics.foreseeing import Series, Step, foreseen
from canevas.evidence.observatory.rules.statistics.series import Break, Point
from canevas.tools.engines.forecasting import Forecast
from canevas.tools.engines.reading import distinct_extremes
from canevas.tools.vocabulary.indicators import IndicatorEntry, load_breaks, load_indicators


def indicators() -> dict[str, IndicatorEntry]:
    return {entry.code: entry for entry in load_indicators(vocabulary().folder)}


def answer(user: Any, question: Question) -> tuple[Grid, Answer]:
    """The grid of a question, and what the store said to it (its sources, what was limited)."""
    at = moment(question)
    found = figures(user, asked(question, question.indicator.measure), at=at)
    below = figures(user, asked(question, question.indicator.per), at=at).rows if question.indicator.per else ()
    return grid(question, found.rows, below, points(), _place), found


def accounts(user: Any, question: Question, sources: Collection[str] | None = None) -> Accounts:
    """Who tells of the same people in an answer, which must not add them; ``sources``: those of the answer."""
    if sources is not None and len(sources) < 2:
        return NO_ACCOUNTS
    return accounts_in(question, lambda one: figures(user, one, at=moment(question)).rows)


def origins(user: Any, question: Question, cell: Mapping[str, str | None]) -> list[Origin]:
    """Where a cell comes from; of a share, where what is divided comes from."""
    return cell_sources(user, asked(question, question.indicator.measure), cell, at=moment(question))


def moment(question: Question) -> datetime | None:
    """The last moment of the day at which the question asks for the figures; ``None``: now."""
    if question.at is None or question.at >= timezone.localdate():
        return None
    return timezone.make_aware(datetime.combine(question.at, time.max))


def told_by(question: Question, codes: Collection[str]) -> list[SourceNote]:
    """What a reader must know of these sources, those of their answer, as they stood when the question asks."""
    held = holding(moment(question)).filter(source=OuterRef("pk")).order_by("-valid_from")
    rows = Source.objects.filter(code__in=codes).select_related("organisation").annotate(
        brought=Subquery(held.values("valid_from")[:1]), newest=Subquery(held.values("uid")[:1])).order_by("name")
    return [SourceNote(row.name, str(row.organisation or ""), row.definition or _said(row.newest, "definition"),
                       row.coverage or _said(row.newest, "coverage"),
                       timezone.localdate(row.brought) if row.brought else None) for row in rows]


def _said(batch: UUID | None, column: str) -> str:
    """What the recipe of a batch says of all its figures."""
    return str(distinct_extremes(*files_in(folder(), [batch]), column)[0] or "") if batch else ""


def foreseen_of(series: Series) -> tuple[Forecast, list[Step]]:
    """The periods ahead, kept for a day: working them out takes seconds."""
    key = f"foreseen-{hashlib.sha256(repr(series).encode()).hexdigest()}"
    if (kept := cache.get(key)) is None:
        kept = foreseen(series)
        cache.set(key, kept, timeout=86_400)
    found: tuple[Forecast, list[Step]] = kept
    return found


def source_names(user: Any) -> dict[str, str]:
    """Code and name of the sources that ``user`` sees something of."""
    return dict(sources(user).values_list("code", "name"))


def _place(code: str) -> tuple[int, str]:
    return 0, code


def points() -> list[Point]:
    """The flow points with the days between which they were watched, where known."""
    return [Point(point.code, point.watched) for point in flow_points()]


def period_named(code: str) -> Period | None:
    """The period of a code; ``None`` where it is none (a total, what is not said)."""
    try:
        return read_period(code)
    except ValueError:
        return None


def extent(question: Question, codes: Collection[str]) -> tuple[date | None, date | None]:
    """The first and the last day that files of these sources are about."""
    found = holding(moment(question)).filter(source__code__in=codes).aggregate(first=Min("start"), last=Max("end"))
    return found["first"], found["last"]


def breaks(question: Question, found: Grid, french: bool,
           days: tuple[date | None, date | None] = (None, None)) -> list[Break]:
    """The days that break this series, of the periods that are shown; where none are, of those that were asked for,
    and between these ``days``."""
    codes = [code for at, name in enumerate(question.by) if name == "period" for code in (found.rows, found.columns)[at]
             if code]
    first, last = (read_period(codes[0]), read_period(codes[-1])) if codes else (question.first, question.last)
    start, end = first.start if first else days[0], last.end if last else days[1]
    places = [code for name in PLACES for code in question.filters.get(name, ())]
    every = [Break(entry.day, entry.title.fr if french else entry.title.en, entry.kinds, entry.place, entry.source)
             for entry in load_breaks(vocabulary().folder)]
    every = sorted([*every, *_points_that_changed(question, found)], key=lambda one: one.day)
    return [one for one in every if one.concerns(question.indicator.measure.kind, places)
            and (start is None or start <= one.day) and (end is None or one.day <= end)]


def _points_that_changed(question: Question, found: Grid) -> list[Break]:
    """The days on which a point that the question is about was opened or left."""
    codes = {code for at, name in enumerate(question.by) if name == "flow_point"
             for code in (found.rows, found.columns)[at]} or set(question.filters.get("flow_point", ()))
    around = {code for name in ("region", "department", "commune") for code in question.filters.get(name, ())}
    return [one for point in flow_points()
            if (point.code in codes if codes else not around or lies_in(point.code, around)) for one in _life_of(point)]


def _life_of(point: WatchedPoint) -> list[Break]:
    """The days on which a point was opened, opened again and left; why stands where a break's source does."""
    made, kinds, name = [], (str(Kind.MOVEMENT),), {"point": point.name}
    for place, one in enumerate(point.stretches):
        if one.watched.first:
            title = _("“%(point)s” is opened again") if place else _("“%(point)s” is opened")
            made.append(Break(one.watched.first, title % name, kinds, source=one.opened_because))
        if one.watched.last:
            made.append(Break(one.watched.last + timedelta(days=1), _("“%(point)s” is closed") % name, kinds,
                              source=one.closed_because))
    return made


def position(code: str) -> tuple[float, float] | None:
    """Latitude and longitude of a place (degrees, WGS 84): its own, or the centre of the department that it lies in."""
    entry = vocabulary().by_pcode.get(code) or words().by_pcode.get(code)
    while entry and entry.level > 1:
        if entry.lat is not None and entry.lon is not None:
            return entry.lat, entry.lon
        entry = vocabulary().by_pcode.get(entry.parent)
    return (entry.lat, entry.lon) if entry and entry.level == 1 and code == entry.pcode and entry.lat is not None and (
        entry.lon is not None) else None


@lru_cache
def _outlines(path: Path) -> dict[str, Any]:
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {
        "type": "FeatureCollection", "features": []}


def outlines() -> dict[str, Any]:
    """The outlines of the regions as GeoJSON, each with its ``pcode``."""
    return _outlines(vocabulary().outlines)
