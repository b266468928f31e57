"""Counting figures, written once as expressions of Ibis and run by whichever engine.

Missing is never zero: a sum of nothing is missing, and a sum over figures of which one is missing is "at least".
Figures of a stock are never added over time: of each period the newest state of each source counts.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import lru_cache, partial
from typing import Any

from canevas.evidence.observatory.rules.observation import DIMENSIONS, Kind, Unit
from canevas.evidence.observatory.rules.periods import Grain, period_of
from canevas.evidence.observatory.rules.storing import Traits
from canevas.evidence.observatory.rules.tallies import TALLIES, added_up, tell
from canevas.tools.engines.libraries import ArrowTable, Backend, Expression, ibis
from canevas.tools.engines.prepared import Columns, Part, whole
from canevas.tools.engines.reading import run

BREAKDOWNS = (*DIMENSIONS, "source")
"""What figures may be broken down by, and kept to."""
STAND_INS = ("flow_point", "direction", "region", "sex", "nationality", "age_group", "organisation", "event")
"""Breakdowns that counting never names, so that a question about others is compiled with these (:class:`Part`)."""
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
    return whole(table, conditions(asked), steps(asked, traits or Traits()))


def conditions(asked: Asked) -> list[Part]:
    """What makes a row one that the question is about."""
    units = [str(unit) for unit in (asked.measure.unit, *asked.measure.also)]
    named = [("kind", [str(asked.measure.kind)]), ("unit", units), *asked.filters.items()]
    if asked.measure.indicator is not None:
        named.append(("indicator", [asked.measure.indicator]))
    found = []
    for name, codes in named:
        said, unsaid = tuple(code for code in codes if code), "" in codes
        found.append(Part(("one of", len(said), unsaid), partial(_is_one_of, unsaid=unsaid), (name,), said))
    if asked.start:
        found.append(Part("from", _is_from, (), (asked.start,)))
    if asked.end:
        found.append(Part("until", _is_until, (), (asked.end,)))
    return found


def _is_one_of(table: Expression, columns: Sequence[str], said: Sequence[str], *, unsaid: bool) -> Expression:
    column = table[columns[0]]
    # one code as it is: an engine leaves unread what cannot equal it, of a list not always
    condition = column == said[0] if len(said) == 1 else column.isin(said) if said else ibis.literal(False)
    return condition | column.isnull() if unsaid else condition


def _is_from(table: Expression, _columns: Sequence[str], values: Sequence[date]) -> Expression:
    return table.start >= ibis.date(values[0].isoformat())


def _is_until(table: Expression, _columns: Sequence[str], values: Sequence[date]) -> Expression:
    return table.end <= ibis.date(values[0].isoformat())


def steps(asked: Asked, traits: Traits) -> list[Part]:
    """What is made of these rows, one after the other."""
    names = tuple(name for name in asked.by if name != "period")
    by_period = len(names) < len(asked.by)
    period = (by_period, asked.grain if by_period else None, traits.grain)
    more = [Part(("newest", period), lambda table, _columns, _values: newest(table, asked, traits))
            ] if asked.measure.kind is Kind.STOCK else []

    def summed(table: Expression, columns: Sequence[str], _values: Sequence[Any]) -> Expression:
        by = [_period(table, asked, traits)] if by_period else []
        return table.aggregate(by=by + [table[name] for name in columns], **added_up(table, traits))
    return [*more, Part(("tallies", period, traits), summed, names)]


def told(tallies: ArrowTable, asked: Asked) -> list[dict[str, Any]]:
    """One row for each combination of ``asked.by``: ``value`` (``None``: missing), ``upper`` (of an interval its upper
    end), ``bound``, ``figures`` (how many rows of the store), ``missing`` (how many of them without a figure),
    ``is_partial``; in the order of the breakdowns, what is not said last."""
    return told_of(tallies.to_pydict(), asked)


def told_of(tallies: Columns, asked: Asked) -> list[dict[str, Any]]:
    """The same of tallies by their columns."""
    keys = [_codes(tallies, name, asked.grain) for name in asked.by]
    nothing = [None] * len(tallies["value"])
    said = zip(*(tallies.get(name, tallies["figures"] if name == "known" else nothing) for name in TALLIES),
               strict=True)
    found = [dict(zip(asked.by, codes, strict=True)) | tell(*one) for codes, one in zip(
        zip(*keys, strict=True) if keys else [()] * len(nothing), said, strict=True)]
    return sorted(found, key=lambda row: [(row[name] is None, row[name] or "") for name in asked.by])


def _codes(tallies: Columns, name: str, grain: Grain | None) -> Sequence[str | None]:
    if name != "period":
        return tallies[name]
    periods = tallies["period_"]
    return [first and _iso(first, grain) for first in periods] if grain else periods


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
    return whole(table, conditions(asked), ())


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
