"""The pictures of a bulletin: evolution, map, bars."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from canevas.evidence.observatory.rules.periods import Grain, Period
from canevas.governance.bulletins.export.words import SHORT_MONTHS, figure_words, in_period
from canevas.governance.bulletins.rules.bulletin import Bulletin
from canevas.governance.bulletins.rules.figures import Block, Line, shown_periods
from canevas.tools.documents.charts import (
    MOST_SERIES,
    Bar,
    Lines,
    Series,
    bar_chart,
    drawn,
    line_chart,
)
from canevas.tools.documents.maps import Place, map_chart

MOST_BARS = 14


@dataclass(frozen=True, slots=True)
class Picture:
    """A PNG and what it says, for whoever does not see it."""

    content: bytes
    said: str


def pictures_of(bulletin: Bulletin, outlines: Mapping[str, Any]) -> dict[str, Picture]:
    """Those that there is something to draw of: evolution, carte, points."""
    found = {}
    if bulletin.flow and not bulletin.flow.is_empty:
        found["evolution"] = _evolution(bulletin.flow, bulletin.period)
    points = bulletin.points
    if points and not points.is_empty:
        found["carte"] = _map(bulletin, points, outlines)
        if sum(line.code is not None for line in points.lines) > 1:
            found["points"] = _bars(points, bulletin.period)
    return found


def short_period(period: Period) -> str:
    """« mars 23 », « T1 23 »."""
    year = f"{period.start.year % 100:02}"
    if period.grain is Grain.QUARTER:
        return f"T{(period.start.month + 2) // 3} {year}"
    return f"{SHORT_MONTHS[period.start.month - 1]} {year}"


def _evolution(block: Block, period: Period) -> Picture:
    periods = shown_periods(period)
    lines = [line for line in block.lines if any(line.at(one).value is not None for one in periods)][:MOST_SERIES - 1]
    every = [*([block.total] if block.total else []), *(lines if len(lines) > 1 else [])]
    series = [_series(line, periods) for line in every]
    breaks = [(short_period(one), each.title) for each in block.breaks for one in periods
              if one.start <= each.day <= one.end]
    labels = [short_period(one) for one in periods]
    said = " ; ".join(f"{line.label} : {figure_words(line.at(periods[0]))} {in_period(periods[0])}, "
                      f"{figure_words(line.at(period))} {in_period(period)}" for line in every)
    return Picture(drawn(line_chart(Lines(labels, series, block.unit, breaks))), f"Courbe des flux. {said}")


def _series(line: Line, periods: Sequence[Period]) -> Series:
    figures = [line.at(one) for one in periods]
    return Series(line.label, [one.value for one in figures],
                  frozenset(place for place, one in enumerate(figures) if one.is_partial),
                  {place: one.upper for place, one in enumerate(figures) if one.upper is not None})


def _bars(block: Block, period: Period) -> Picture:
    rows = [Bar(line.label, figure.value, figure_words(figure), figure.upper)
            for line in block.lines if line.code for figure in [line.at(period)]][:MOST_BARS]
    said = " ; ".join(f"{one.name} : {one.said}" for one in rows)
    return Picture(drawn(bar_chart(rows, block.unit)), f"Barres. {said}")


def _map(bulletin: Bulletin, block: Block, outlines: Mapping[str, Any]) -> Picture:
    by_code = {line.code: line for line in block.lines}
    places = [Place(line.label, spot.lat, spot.lon, line.at(bulletin.period).value,
                    figure_words(line.at(bulletin.period)))
              for spot in bulletin.spots if (line := by_code.get(spot.code))]
    said = " ; ".join(f"{one.name} : {one.said}" for one in places)
    return Picture(drawn(map_chart(outlines, places, marked=[bulletin.region] if bulletin.region else [])),
                   f"Carte. {said}")

