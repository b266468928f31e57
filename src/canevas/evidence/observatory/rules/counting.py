"""Counting figures, written once as expressions of Ibis and run by whichever engine.

Missing is never zero: a sum of nothing is missing, and a sum over figures of which one is missing is "at least".
Figures of a stock are never added over time: of each period the newest state of each source counts.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from canevas.evidence.observatory.rules.observation import DIMENSIONS, FIELDS, Kind, Unit
from canevas.evidence.observatory.rules.periods import Grain
from canevas.evidence.observatory.rules.storing import Traits
from canevas.evidence.observatory.rules.tallies import MEASURED, TALLIES, added_up, told
from canevas.tools.engines.libraries import Expression, ibis

BREAKDOWNS = (*DIMENSIONS, "source")
"""What figures may be broken down by, and kept to."""
_LETTER = {Grain.DAY: "D", Grain.WEEK: "W", Grain.MONTH: "M", Grain.QUARTER: "Q", Grain.YEAR: "Y"}
_FALLS_INTO = {Grain.DAY: frozenset(Grain), Grain.WEEK: frozenset({Grain.WEEK}),
               Grain.MONTH: frozenset({Grain.MONTH, Grain.QUARTER, Grain.YEAR}),
               Grain.QUARTER: frozenset({Grain.QUARTER, Grain.YEAR}), Grain.YEAR: frozenset({Grain.YEAR})}


@dataclass(frozen=True, slots=True)
class Measure:
    """What is counted: figures of one kind in one unit, which alone may be added; ``also`` are units that say the same
    of this kind (a person counted at a crossing is a movement). ``indicator`` keeps to the figures
    that their source names so; ``None``: whatever they are called."""

    kind: Kind
    unit: Unit = Unit.PERSONS
    indicator: str | None = None
    also: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. ``filters`` keep, of a breakdown, the figures with one of these codes ("" stands for what is not
    said); ``start`` and ``end`` are the first and the last day of whole periods; with a ``grain`` periods are rolled up
    to it, and what does not fall whole into one is told under the period ``None``."""

    measure: Measure
    by: tuple[str, ...] = ()
    filters: Mapping[str, Sequence[str]] = field(default_factory=dict)
    start: date | None = None
    end: date | None = None
    grain: Grain | None = None

    def __post_init__(self) -> None:
        unknown = [name for name in (*self.by, *self.filters) if name not in BREAKDOWNS]
        if unknown:
            raise ValueError(f"no breakdown: {', '.join(unknown)}")

    @property
    def values(self) -> list[Any]:
        """What may differ between two questions of one shape: the codes that filters keep, and the days."""
        codes = [code for kept in self.filters.values() for code in kept if code]
        return [*codes, *(day for day in (self.start, self.end) if day)]

    def holding(self, values: Iterable[Any]) -> Asked:
        """The question of the same shape with these in the place of its own ``values``."""
        given = iter(values)
        filters = {name: tuple(code and next(given) for code in kept) for name, kept in self.filters.items()}
        return replace(self, filters=filters, start=self.start and next(given), end=self.end and next(given))


def count(table: Expression, asked: Asked, traits: Traits | None = None) -> Expression:
    """One row for each combination of ``asked.by``: ``value`` (null: missing), ``bound``, ``figures`` (how many rows of
    the store), ``missing`` (how many of them without a figure), ``is_partial``; in the order of the breakdowns."""
    traits = traits or Traits()
    kept = rolled_up(chosen(table, asked), asked, traits)
    if asked.measure.kind is Kind.STOCK:
        kept = newest(kept, "period" in asked.by)
    by = [name if name != "period" else "period_" for name in asked.by]
    summed = told(kept.aggregate(by=by, **added_up(kept, traits)), traits)
    names = {"period": _label(summed.period_, asked.grain) if asked.grain else summed.period_
             } if "period" in asked.by else {}
    # a sum over no row at all has a row of its own, but says nothing
    found = summed.select(**{name: names.get(name, summed[name] if name != "period" else None) for name in asked.by},
                          **{name: summed[name] for name in MEASURED})
    return found.order_by([ibis.asc(found[name], nulls_first=False) for name in asked.by]) if asked.by else found


def needed(asked: Asked, available: Sequence[str] = ()) -> list[str]:
    """The columns that a question needs of those ``available`` (without: of the store's): the fewer an expression
    names, the sooner it is compiled."""
    wanted = {"kind", "unit", "indicator", "bound", "is_partial", "source", "period", "start", "end", "grain",
              "population_group", *TALLIES, *asked.by, *asked.filters}
    return [name for name in available or [field.name for field in FIELDS] if name in wanted]


def chosen(table: Expression, asked: Asked) -> Expression:
    """The rows that a question is about."""
    units = [str(unit) for unit in (asked.measure.unit, *asked.measure.also)]
    conditions = [table.kind == str(asked.measure.kind),
                  table.unit.isin(units) if len(units) > 1 else table.unit == units[0]]
    if asked.measure.indicator is not None:
        conditions.append(_one_of(table.indicator, [asked.measure.indicator]))
    conditions += [_one_of(table[name], codes) for name, codes in asked.filters.items()]
    if asked.start:
        conditions.append(table.start >= ibis.date(asked.start.isoformat()))
    if asked.end:
        conditions.append(table.end <= ibis.date(asked.end.isoformat()))
    return table.filter(conditions)


def _one_of(column: Expression, codes: Sequence[str]) -> Expression:
    said = [code for code in codes if code]
    # one code as it is: an engine leaves unread what cannot equal it, of a list not always
    condition = column == said[0] if len(said) == 1 else column.isin(said) if said else ibis.literal(False)
    return condition | column.isnull() if "" in codes else condition


def rolled_up(table: Expression, asked: Asked, traits: Traits) -> Expression:
    """``period_`` is what a figure's period counts under: its ISO text, or with a grain the first day of the period
    that it falls whole into."""
    if asked.grain is None or "period" not in asked.by:
        return table.mutate(period_=table.period) if "period" in asked.by else table
    letter = _LETTER[asked.grain]
    first = table.start.truncate(letter)
    if traits.grain and asked.grain in _FALLS_INTO[Grain(traits.grain)]:
        return table.mutate(period_=first)
    return table.mutate(period_=(first == table.end.truncate(letter)).ifelse(first, ibis.null("date")))


def newest(table: Expression, each_period: bool) -> Expression:
    """Of each source's stock of a group, the newest state (of each period): by the true day, where ``table`` was made
    coarser for its reader and kept it as ``day_``."""
    of = ["source", "indicator", "population_group", *(["period_"] if each_period else [])]
    day = "day_" if "day_" in table.columns else "start"
    last = table.mutate(newest_=table[day].max().over(group_by=of))
    return last.filter(last[day] == last.newest_).drop("newest_")


def _label(first: Expression, grain: Grain) -> Expression:
    """The ISO text of the period of ``grain`` that begins on the day ``first``."""
    year = first.year().cast("string")
    match grain:
        case Grain.DAY:
            return first.strftime("%Y-%m-%d")
        case Grain.WEEK:
            # the year of a week is that of its Thursday
            thursday = first + ibis.interval(days=3)
            return thursday.year().cast("string") + "-W" + first.week_of_year().cast("string").lpad(2, "0")
        case Grain.MONTH:
            return first.strftime("%Y-%m")
        case Grain.QUARTER:
            return year + "-Q" + first.quarter().cast("string")
    return year


def of_cell(table: Expression, asked: Asked, cell: Mapping[str, str | date | None],
            traits: Traits | None = None) -> Expression:
    """The rows that a cell of the answer was counted from: ``cell`` has the code of each breakdown of ``asked.by``; of
    a period that was rolled up its first day."""
    kept = rolled_up(chosen(table, asked), asked, traits or Traits())
    if asked.measure.kind is Kind.STOCK:
        kept = newest(kept, "period" in asked.by)
    conditions = []
    for name in asked.by:
        code, column = cell.get(name), kept.period_ if name == "period" else kept[name]
        wanted: Any = ibis.date(code.isoformat()) if isinstance(code, date) else code
        conditions.append(column.isnull() if code is None else column == wanted)
    return kept.filter(conditions) if conditions else kept
