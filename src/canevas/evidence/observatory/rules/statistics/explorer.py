"""A question to the explorer, as its address writes it, and its answer as a grid that table, chart and map all draw.

``?indicator=FLOW&by=period&by=region&grain=month&from=2023-01&to=2023-12&at=2024-03-01&sex=F``
"""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from typing import Any

from canevas.evidence.observatory.rules.counting import Asked, Measure
from canevas.evidence.observatory.rules.observation import Bound, Kind, Unit
from canevas.evidence.observatory.rules.periods import Grain, Period, periods_between, read_period
from canevas.evidence.observatory.rules.statistics.series import Point, Standing
from canevas.evidence.observatory.rules.tallies import MARKS, told
from canevas.evidence.observatory.rules.written_periods import read_written_period
from canevas.tools.vocabulary.indicators import IndicatorEntry, MeasureEntry

PERIOD = "period"
GRAINS = (Grain.MONTH, Grain.QUARTER, Grain.YEAR, Grain.WEEK, Grain.DAY)
MOST_CELLS = 20_000
UNITS = {Kind.MOVEMENT: (Unit.MOVEMENTS, Unit.PERSONS), Kind.STOCK: (Unit.PERSONS,), Kind.EVENT: (Unit.PERSONS,),
         Kind.SERVICE: (Unit.PERSONS, Unit.SERVICES)}
"""What an indicator counts where it does not say: a person counted at a crossing is a movement."""
PLACES = ("region", "department", "commune", "flow_point", "locality")


@dataclass(frozen=True, slots=True)
class SourceNote:
    """What is to be known of a source: ``organisation`` answers for it; "" where it is not said. ``brought``: the day
    on which its newest figures came in."""

    name: str
    organisation: str
    definition: str
    coverage: str
    brought: date | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """``by`` holds at most two breakdowns, rows then columns (of a file of records: its columns); ``first`` and
    ``last`` are whole periods, both in; ``at`` asks for the figures as they were known at the end of that day."""

    indicator: IndicatorEntry
    by: tuple[str, ...] = (PERIOD,)
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    first: Period | None = None
    last: Period | None = None
    grain: Grain = Grain.MONTH
    at: date | None = None

    def parameters(self) -> list[tuple[str, str]]:
        """As an address writes it, always in the same order."""
        found = [("indicator", self.indicator.code), *(("by", name) for name in self.by), ("grain", str(self.grain))]
        found += [(name, period.iso) for name, period in (("from", self.first), ("to", self.last)) if period]
        found += [("at", self.at.isoformat())] if self.at else []
        return found + [(name, code) for name in sorted(self.filters) for code in self.filters[name]]

    def without(self, name: str) -> Question:
        """The same without one breakdown."""
        return replace(self, by=tuple(one for one in self.by if one != name))


def breakdowns(indicator: IndicatorEntry) -> tuple[str, ...]:
    """What an indicator may be broken down by and kept to."""
    return (PERIOD, *indicator.breakdowns, "source")


def read_question(given: Mapping[str, Sequence[str]], indicators: Mapping[str, IndicatorEntry], *, most: int = 2,
                  ) -> Question:
    """The question of an address, with at most so many breakdowns. What it does not say, or says wrongly, is as plain
    as can be: an address that somebody shared long ago still opens. Raises ``KeyError`` where there is no such
    indicator."""
    indicator = indicators[_one(given, "indicator") or next(iter(indicators))]
    known = breakdowns(indicator)
    by = tuple(dict.fromkeys(name for name in given.get("by", ()) if name in known))[:most] or (PERIOD,)
    grain = Grain(_one(given, "grain")) if _one(given, "grain") in set(GRAINS) else Grain(indicator.grain)
    filters = {name: tuple(dict.fromkeys(codes)) for name in known if name != PERIOD and (codes := given.get(name))}
    return Question(indicator, by, filters, _period(_one(given, "from")), _period(_one(given, "to")), grain,
                    _day(_one(given, "at")))


def _one(given: Mapping[str, Sequence[str]], name: str) -> str:
    values = given.get(name) or ("",)
    return values[-1]


def _period(text: str) -> Period | None:
    try:
        return read_written_period(text)
    except ValueError:
        return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def asked(question: Question, measure: MeasureEntry) -> Asked:
    """What the store is asked for one part of the indicator. A filter of the reader narrows one of the indicator."""
    filters: dict[str, Sequence[str]] = dict(measure.where)
    for name, codes in question.filters.items():
        allowed = measure.where.get(name)
        filters[name] = [code for code in codes if allowed is None or code in allowed] or ["\0"]
    kind = Kind(measure.kind)
    units = tuple(Unit(unit) for unit in measure.units) or UNITS[kind]
    return Asked(
        Measure(kind, units[0], also=units[1:]), question.by, filters,
        question.first.start if question.first else None, question.last.end if question.last else None, question.grain)


@dataclass(frozen=True, slots=True)
class Shown:
    """A cell: its figure (of an interval the lower end, beside ``upper``), how it binds, and why there is none where
    there is none."""

    value: float | None
    bound: str = str(Bound.EXACT)
    standing: Standing = Standing.VALUE
    upper: float | None = None

    @property
    def is_whole(self) -> bool:
        return self.standing is Standing.VALUE and self.value is not None

    @property
    def is_plain(self) -> bool:
        """Whether it is one exact figure, and whole."""
        return self.is_whole and self.upper is None and self.bound == Bound.EXACT


MISSING = Shown(None, "", Standing.MISSING)
Ends = tuple[float | None, float | None]
"""A figure; of an interval its lower and its upper end."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The answer: codes of rows and columns in their order (one column "" without a second breakdown), and the cells.
    ``None`` as a code: what the sources do not say."""

    question: Question
    rows: tuple[str | None, ...]
    columns: tuple[str | None, ...]
    cells: Mapping[tuple[str | None, str | None], Shown]

    def cell(self, row: str | None, column: str | None) -> Shown:
        return self.cells.get((row, column), MISSING)


def grid(question: Question, rows: Iterable[Mapping[str, Any]], below: Iterable[Mapping[str, Any]] = (),
         points: Sequence[Point] = (), first_of: Callable[[str], tuple[int, str]] = lambda code: (0, code)) -> Grid:
    """The answer of the store as a grid. ``rows`` are those of the indicator's measure, ``below`` those of what it is
    divided by. Periods between the first and the last that are known are all there, empty ones too; ``points`` tell
    which flow points were closed or not open yet; ``first_of`` orders codes."""
    over = None if question.indicator.per is None else {_key(question, row): row for row in below}
    cells = {_key(question, row): _shown(question, row, over) for row in rows}
    heads = [_codes(question, place, {key[place] for key in cells}, first_of) for place in range(2)]
    if PERIOD in question.by:
        known, kept = {point.code: point for point in points}, question.filters.get("flow_point", ())
        for key in product(heads[0], heads[1]):
            named = dict(zip(question.by, key, strict=False))
            codes = [named["flow_point"]] if "flow_point" in named else kept
            if key not in cells and codes:
                cells[key] = _unwatched(named[PERIOD], [known.get(str(code)) for code in codes])
    return Grid(question, heads[0], heads[1], cells)


def _key(question: Question, row: Mapping[str, Any]) -> tuple[str | None, str | None]:
    codes = [row[name] for name in question.by]
    return codes[0], codes[1] if len(codes) > 1 else ""


def _shown(question: Question, row: Mapping[str, Any], below: Mapping[Any, Mapping[str, Any]] | None) -> Shown:
    value, upper = row["value"], row["upper"]
    if question.indicator.measure.take == "count":
        value, upper = row["figures"], None
    bound = row["bound"] or ""
    if below is not None:
        under = below.get(_key(question, row)) or {"value": None, "upper": None, "bound": None}
        value, upper = _share(question, (value, upper), (under["value"], under["upper"]))
        bound = bound if bound == under["bound"] == str(Bound.EXACT) else str(Bound.ABOUT)
    if value is None:
        return MISSING
    partial = row["missing"] or row["is_partial"]
    return Shown(float(value), bound or str(Bound.EXACT), Standing.PARTIAL if partial else Standing.VALUE, upper)


def _share(question: Question, part: Ends, whole: Ends) -> Ends:
    """``part`` of the ``whole`` that it is in: from the least beside the most of the rest, to the most."""
    (low, high), (of, most) = part, whole
    if low is None or not of:
        return None, None
    high = low if high is None else high
    rest, most_of_rest = of - low, of - low if most is None else most - high
    least, greatest = (end / (end + other) * question.indicator.factor for end, other in (
        (low, most_of_rest), (high, rest)))
    return least, greatest if greatest > least else None


def _codes(question: Question, place: int, found: set[str | None],
           first_of: Callable[[str], tuple[int, str]]) -> tuple[str | None, ...]:
    if place >= len(question.by):
        return ("",)
    said = sorted((code for code in found if code is not None), key=first_of)
    if question.by[place] == PERIOD:
        named = sorted(code for code in found if code)
        said = _every_period(question, named) if named else []
    return (*said, None) if None in found else tuple(said)


def _every_period(question: Question, found: list[str]) -> list[str]:
    first, last = read_period(found[0]), read_period(found[-1])
    if question.first and question.first.grain is first.grain:
        first = min(first, question.first, key=lambda period: period.start)
    if question.last and question.last.grain is last.grain:
        last = max(last, question.last, key=lambda period: period.start)
    every = [period.iso for period in periods_between(first, last)]
    return every if len(every) <= MOST_CELLS else found


def _unwatched(code: str | None, points: Sequence[Point | None]) -> Shown:
    """Why there is no figure of these points: one that was watched, or is not known, gave none."""
    period = _period(code or "")
    standings = {point.standing(period) if point and period else Standing.VALUE for point in points}
    if Standing.VALUE in standings:
        return MISSING
    return Shown(None, "", Standing.CLOSED if Standing.CLOSED in standings else Standing.NOT_OPEN)


def total(cells: Iterable[Shown]) -> Shown:
    """Several cells together, as their figures would be told together: the sum of what is known, "at least" where one
    of them is missing."""
    every = list(cells)
    if every and all(cell.is_plain for cell in every):
        return Shown(sum(cell.value or 0 for cell in every))
    given = [cell for cell in every if cell.value is not None]
    if not given:
        return MISSING
    marks = [MARKS[Bound(cell.bound)] for cell in given if cell.bound in MARKS]
    spreads = [cell.upper - cell.value for cell in given if cell.upper is not None and cell.value is not None]
    said = told({
        "value": sum(cell.value or 0 for cell in given), "known": len(given),
        "figures": len(given) + sum(cell.standing is Standing.MISSING for cell in every),
        "lowest": min(marks, default=None), "highest": max(marks, default=None),
        "spread": sum(spreads) if spreads else None})
    standing = Standing.VALUE if all(cell.is_whole for cell in every) else Standing.PARTIAL
    return Shown(said["value"], said["bound"], standing, said["upper"])
