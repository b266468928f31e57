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
from canevas.tools.vocabulary.indicators import IndicatorEntry, MeasureEntry

PERIOD = "period"
GRAINS = (Grain.MONTH, Grain.QUARTER, Grain.YEAR, Grain.WEEK, Grain.DAY)
MOST_CELLS = 20_000
UNITS = {Kind.MOVEMENT: (Unit.MOVEMENTS, Unit.PERSONS), Kind.STOCK: (Unit.PERSONS,), Kind.EVENT: (Unit.PERSONS,),
         Kind.SERVICE: (Unit.PERSONS, Unit.SERVICES)}
"""What an indicator counts where it does not say: a person counted at a crossing is a movement."""
PLACES = ("region", "department", "commune", "flow_point", "locality")


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
        return read_period(text)
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
    """A cell: its figure, how it binds, and why there is none where there is none."""

    value: float | None
    bound: str = str(Bound.EXACT)
    standing: Standing = Standing.VALUE

    @property
    def is_whole(self) -> bool:
        return self.standing is Standing.VALUE and self.value is not None


MISSING = Shown(None, "", Standing.MISSING)


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

    @property
    def can_add(self) -> bool:
        """Whether figures of several cells may be added: no share, no stock over time."""
        return self.question.indicator.per is None and self.question.indicator.measure.take != "last"


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
    value = row["value"]
    if question.indicator.measure.take == "count":
        value = row["figures"]
    bound = row["bound"] or ""
    if below is not None:
        under = below.get(_key(question, row))
        over = under["value"] if under else None
        value = value / over * question.indicator.factor if value is not None and over else None
        bound = bound if bound == (under or {}).get("bound") == str(Bound.EXACT) else str(Bound.ABOUT)
    if value is None:
        return MISSING
    partial = row["missing"] or row["is_partial"]
    return Shown(float(value), bound or str(Bound.EXACT), Standing.PARTIAL if partial else Standing.VALUE)


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
    """Several cells together: the sum of what is known, "at least" where one of them is missing."""
    every = list(cells)
    given = [cell for cell in every if cell.value is not None]
    if not given:
        return MISSING
    whole = all(cell.is_whole for cell in every) and all(cell.bound == str(Bound.EXACT) for cell in given)
    lacks = any(cell.standing is Standing.MISSING for cell in every)
    bound = str(Bound.EXACT) if all(cell.bound == str(Bound.EXACT) for cell in given) and not lacks else str(
        Bound.AT_LEAST if {cell.bound for cell in given} <= {"exact", "at_least", "more_than"} else Bound.ABOUT)
    return Shown(sum(cell.value or 0 for cell in given), bound, Standing.VALUE if whole else Standing.PARTIAL)
