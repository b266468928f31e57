"""The form in which figures are kept: one row for each figure, a column for each field of the common model."""
from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from pathlib import Path

from canevas.evidence.observatory.rules.observation import FIELDS, Bound
from canevas.evidence.observatory.rules.periods import Grain
from canevas.tools.engines.libraries import ArrowSchema, ArrowTable, Backend, Expression, pa, pq
from canevas.tools.engines.reading import distinct_extremes, read_parquet

COMPRESSION = "zstd"
ROWS_A_GROUP = 262_144
"""Rows of a group of a Parquet file: what is read, or left unread, at once."""


@cache
def arrow_schema() -> ArrowSchema:
    """The columns of the store, in the order of ``FIELDS``."""
    types = {"string": pa.string(), "double": pa.float64(), "int32": pa.int32(), "date": pa.date32(),
             "boolean": pa.bool_()}
    return pa.schema([(field.name, types[field.type]) for field in FIELDS])


def observations(backend: Backend, paths: Iterable[Path | str]) -> Expression:
    """Every figure of these files of the store, as a table of Ibis."""
    return read_parquet(backend, list(paths), arrow_schema())


def read_figures(path: Path) -> ArrowTable:
    """The figures of one file of the store; a column that it lacks is empty."""
    return pq.read_table(path, schema=arrow_schema())


@dataclass(frozen=True, slots=True)
class Traits:
    """What is known of a set of files before a row is read, so that nothing is worked out that cannot occur.

    ``is_bounded``: some figure is no exact one; ``has_intervals``: some has an upper end; ``has_gaps``: some is
    missing; ``has_partial``: some period is not whole; ``grain``: that of every period, "" where they differ.
    """

    is_bounded: bool = True
    has_intervals: bool = True
    has_gaps: bool = True
    has_partial: bool = True
    grain: str = ""


def traits_of(paths: Iterable[Path | str]) -> Traits:
    """From the footers of the files, which are read once."""
    return _traits_of(tuple(str(path) for path in paths))


@lru_cache(maxsize=256)
def _traits_of(names: tuple[str, ...]) -> Traits:
    bounds = [distinct_extremes(name, "bound") for name in names]
    uppers = [distinct_extremes(name, "upper") for name in names]
    values = [distinct_extremes(name, "value") for name in names]
    partial = [distinct_extremes(name, "is_partial") for name in names]
    grains = {grain for name in names for grain in distinct_extremes(name, "grain")[:2]}
    grain = grains.pop() if len(grains) == 1 else ""
    return Traits(
        is_bounded=any({least, greatest} - {None, str(Bound.EXACT)} or empty < 0 for least, greatest, empty in bounds),
        has_intervals=any(greatest is not None or empty < 0 for _least, greatest, empty in uppers),
        has_gaps=any(empty != 0 for _least, _greatest, empty in values),
        has_partial=any(greatest or empty < 0 for _least, greatest, empty in partial),
        grain=grain if grain in set(Grain) else "")


def may_hold(path: Path | str, column: str, codes: Collection[str]) -> bool:
    """Whether a file may have a row with one of these codes ("": with none), by its footer alone."""
    least, greatest, empty = distinct_extremes(str(path), column)
    if empty < 0 or (empty and "" in codes):
        return True
    return least is not None and any(least <= code <= greatest for code in codes if code)


def may_overlap(path: Path | str, start: date | None, end: date | None) -> bool:
    """Whether a file may have a period between two days, by its footer alone."""
    first, last = distinct_extremes(str(path), "start"), distinct_extremes(str(path), "end")
    return (end is None or first[0] is None or first[0] <= end) and (
        start is None or last[1] is None or last[1] >= start)


@dataclass(frozen=True, slots=True)
class Extent:
    """What a batch is about, for the catalogue. ``start`` and ``end`` are the first and the last day of all."""

    rows: int
    start: date | None
    end: date | None


def extent_of(table: ArrowTable) -> Extent:
    days = [day for name in ("start", "end") for day in table.column(name).unique().to_pylist() if day is not None]
    return Extent(table.num_rows, min(days, default=None), max(days, default=None))
