"""Figures tallied by month, kept beside each batch: most questions are about months, quarters and years, and of those
that many rows bring day by day the tallies are few. They answer exactly as the rows do; what they cannot answer is
asked of the rows."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from datetime import timedelta
from pathlib import Path

from canevas.evidence.observatory.rules.counting import Asked
from canevas.evidence.observatory.rules.observation import FIELDS, Kind
from canevas.evidence.observatory.rules.periods import Grain
from canevas.evidence.observatory.rules.sharing import WHOLE, Terms
from canevas.evidence.observatory.rules.storing import Traits, arrow_schema
from canevas.evidence.observatory.rules.tallies import TALLIES, added_up
from canevas.tools.engines.libraries import ArrowSchema, Backend, Expression, ibis, pa
from canevas.tools.engines.reading import read_parquet

_WHOLE_MONTHS = (Grain.MONTH, Grain.QUARTER, Grain.YEAR)
KEPT = (*(field.name for field in FIELDS if field.is_dimension and field.name not in ("period", "grain")), "source")
"""By what the tallies are told apart, beside the days of their period."""
_TYPES = {"value": "float64", "figures": "int64", "known": "int64", "partial": "bool", "lowest": "int8",
          "highest": "int8", "spread": "float64"}


def monthly_schema() -> ArrowSchema:
    """The columns of the tallies."""
    figures = arrow_schema()
    return pa.schema([*(figures.field(name) for name in (*KEPT, "start", "end")),
                      *(pa.field(name, pa.type_for_alias(_TYPES[name])) for name in TALLIES)])


def monthly(table: Expression) -> Expression:
    """The tallies of ``table``: a period that lies whole in a month as that month, any other as it is. States of stocks
    are left out: of them the day is needed."""
    first = table.start.truncate("M")
    last = ((first + ibis.interval(months=1)) - ibis.interval(days=1)).cast("date")
    is_within = first == table.end.truncate("M")
    of_months = table.filter(table.kind != str(Kind.STOCK)).mutate(
        start=is_within.ifelse(first, table.start), end=is_within.ifelse(last, table.end))
    summed = of_months.aggregate(by=[*KEPT, "start", "end"], **added_up(of_months, Traits()))
    return _as_kept(summed)


def summary(table: Expression, together: Sequence[str]) -> Expression:
    """Tallies that no longer tell these breakdowns apart, of the same columns."""
    schema = monthly_schema()
    summed = table.aggregate(by=[*(name for name in KEPT if name not in together), "start", "end"],
                             **added_up(table, Traits()))
    empty = {name: ibis.null(str(ibis.Schema.from_pyarrow(schema)[name])) for name in together}
    return _as_kept(summed.mutate(**empty)).select(*schema.names).order_by(["kind", "unit", "start"])


def _as_kept(summed: Expression) -> Expression:
    return summed.cast({name: str(ibis.Schema.from_pyarrow(monthly_schema())[name]) for name in TALLIES})


def is_enough(asked: Asked, seen: Collection[Terms] = (WHOLE,)) -> bool:
    """Whether tallies by month answer this question as the rows do, to somebody who sees the sources so finely."""
    if (asked.measure.kind is Kind.STOCK or "grain" in (*asked.by, *asked.filters) or "period" in asked.filters
            or ("period" in asked.by and asked.grain is None)):
        return False
    grains = {one.grain for one in seen}
    # a week is no part of a month; and where only months are seen, finer days and periods find what months do
    return Grain.WEEK not in grains and (Grain.DAY not in grains or _is_by_month(asked))


def _is_by_month(asked: Asked) -> bool:
    return (("period" not in asked.by or asked.grain in _WHOLE_MONTHS)
            and (asked.start is None or asked.start.day == 1)
            and (asked.end is None or (asked.end + timedelta(days=1)).day == 1))


def tallies(backend: Backend, paths: Iterable[Path | str]) -> Expression:
    """The tallies of these files, as a table of Ibis."""
    return read_parquet(backend, list(paths), monthly_schema())
