"""Counting figures, written once as expressions of Ibis and run by whichever engine.

Missing is never zero: a sum of nothing is missing, and a sum over figures of which one is missing is "at least".
Figures of a stock are never added over time: of each period the newest state of each source counts.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache
from typing import Any

from canevas.evidence.observatory.rules.observation import DIMENSIONS, Kind, Unit
from canevas.evidence.observatory.rules.periods import Grain, period_of
from canevas.evidence.observatory.rules.storing import Traits
from canevas.evidence.observatory.rules.tallies import TALLIES, added_up
from canevas.evidence.observatory.rules.tallies import told as tallied
from canevas.tools.engines.libraries import ArrowTable, Backend, Expression, ibis
from canevas.tools.engines.reading import run

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


def counted(table: Expression, asked: Asked, backend: Backend, traits: Traits | None = None) -> list[dict[str, Any]]:
    """The answer to a question: see :func:`told`."""
    return told(run(count(table, asked, traits), backend), asked)


def count(table: Expression, asked: Asked, traits: Traits | None = None) -> Expression:
    """The tallies of each combination of ``asked.by``, in no order: what an engine has to do. What follows of them is
    told in Python (:func:`told`): of a few rows that is sooner done than an engine has been told how."""
    traits = traits or Traits()
    kept = chosen(table, asked)
    if asked.measure.kind is Kind.STOCK:
        kept = newest(kept.select(*needed(asked, kept.columns)), asked, traits)
    by = [_period(kept, asked, traits) if name == "period" else kept[name] for name in asked.by]
    return kept.aggregate(by=by, **added_up(kept, traits))


def told(tallies: ArrowTable, asked: Asked) -> list[dict[str, Any]]:
    """One row for each combination of ``asked.by``: ``value`` (``None``: missing), ``upper`` (of an interval its upper
    end), ``bound``, ``figures`` (how many rows of the store), ``missing`` (how many of them without a figure),
    ``is_partial``; in the order of the breakdowns, what is not said last."""
    found = []
    for row in tallies.to_pylist():
        if asked.grain and row.get("period_"):
            row["period_"] = _iso(row["period_"], asked.grain)
        codes = {name: row[name if name != "period" else "period_"] for name in asked.by}
        found.append(codes | tallied(row))
    return sorted(found, key=lambda row: [(row[name] is None, row[name] or "") for name in asked.by])


@lru_cache(maxsize=4096)
def _iso(first: date, grain: Grain) -> str:
    return period_of(first, grain).iso


def needed(asked: Asked, available: Sequence[str]) -> list[str]:
    """The columns that a question needs of those ``available``: the fewer an expression names, the sooner it is
    compiled."""
    wanted = {"kind", "unit", "source", "is_partial", "bound", "value", "upper", *TALLIES, *asked.by, *asked.filters}
    if asked.start or asked.end or "period" in asked.by or asked.measure.kind is Kind.STOCK:
        wanted |= {"start", "end"}
    if asked.measure.kind is Kind.STOCK:
        wanted |= {"indicator", "population_group", "day_"}
    if asked.measure.indicator is not None:
        wanted.add("indicator")
    return [name for name in available if name in wanted]


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


def _period(table: Expression, asked: Asked, traits: Traits) -> Expression:
    """``period_``, what a figure's period counts under: its ISO text, or with a grain the first day of the period that
    it falls whole into."""
    if asked.grain is None:
        return table.period.name("period_")
    letter = _LETTER[asked.grain]
    first = table.start.truncate(letter)
    if traits.grain and asked.grain in _FALLS_INTO[Grain(traits.grain)]:
        return first.name("period_")
    return (first == table.end.truncate(letter)).ifelse(first, ibis.null("date")).name("period_")


def newest(table: Expression, asked: Asked, traits: Traits) -> Expression:
    """Of each source's stock of a group, the newest state (of each period, where it is asked for by period): by the
    true day, where ``table`` was made coarser for its reader and kept it as ``day_``."""
    of = [table.source, table.indicator, table.population_group]
    if "period" in asked.by:
        of.append(_period(table, asked, traits))
    day = "day_" if "day_" in table.columns else "start"
    # in two steps: of one, Ibis says to Spark what it does not understand
    last = table.mutate(newest_=table[day].max().over(group_by=of))
    return last.filter(last[day] == last.newest_)


def of_cell(table: Expression, asked: Asked, cell: Mapping[str, str | date | None],
            traits: Traits | None = None) -> Expression:
    """The rows that a cell of the answer was counted from: ``cell`` has the code of each breakdown of ``asked.by``; of
    a period that was rolled up its first day."""
    kept, traits = chosen(table, asked), traits or Traits()
    if asked.measure.kind is Kind.STOCK:
        kept = newest(kept, asked, traits)
    conditions = []
    for name in asked.by:
        code, column = cell.get(name), _period(kept, asked, traits) if name == "period" else kept[name]
        wanted: Any = ibis.date(code.isoformat()) if isinstance(code, date) else code
        conditions.append(column.isnull() if code is None else column == wanted)
    return kept.filter(conditions) if conditions else kept
