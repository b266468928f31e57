"""A set of Parquet files as one table of an engine."""
from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from canevas.tools.engines.connecting import is_spark
from canevas.tools.engines.libraries import ArrowSchema, ArrowTable, Backend, Expression, ibis, pa, pq

MANY = 400
"""Sets of files, and views, that a backend knows by name at a time; then it forgets them all."""


def read_parquet(backend: Backend, paths: Sequence[Path | str], schema: ArrowSchema) -> Expression:
    """The rows of ``paths`` as one table with exactly the columns of ``schema``.

    The files never change once written, so a set of them keeps its name. A column that a file lacks (it was written
    before the column was thought of) is empty; without any file the table has no rows.
    """
    if not paths:
        return ibis.memtable(schema.empty_table())
    names = sorted(str(path) for path in paths)
    table = _registered(backend, names)
    kept = {field.name: table[field.name] if field.name in table.columns else
            ibis.null(ibis.dtype(ibis.Schema.from_pyarrow(pa.schema([field]))[field.name])) for field in schema}
    return table.select(**kept) if list(table.columns) != schema.names else table


def known_as(backend: Backend, paths: Sequence[Path | str]) -> tuple[str, tuple[str, ...]]:
    """The name by which ``backend`` knows this set of files from now on, and the columns that they have."""
    names = sorted(str(path) for path in paths)
    return _set_name(names), tuple(_registered(backend, names).columns)


def view(backend: Backend, sql: str, schema: ArrowSchema) -> Expression:
    """The rows of ``sql``, which the backend knows from now on by a name that is worked out from it: no other view can
    bear it."""
    name = _name("view", sql)

    def made() -> Expression:
        if is_spark(backend):
            backend._session.sql(sql).createOrReplaceTempView(name)
        else:
            backend.con.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS {sql}')
        return named(name, schema)
    return _known(backend, name, made)


def _name(kind: str, text: str) -> str:
    return f"{kind}_{hashlib.sha256(text.encode()).hexdigest()[:24]}"


def _set_name(paths: list[str]) -> str:
    return _name("figures", "\n".join(paths))


def _registered(backend: Backend, paths: list[str]) -> Expression:
    name = _set_name(paths)
    return _known(backend, name, lambda: _register(backend, paths, name))


def _known(backend: Backend, name: str, make: Callable[[], Expression]) -> Expression:
    known: dict[str, Expression] = backend.__dict__.setdefault("_canevas_sets", {})
    if name not in known:
        if len(known) >= MANY:
            known.clear()
        known[name] = make()
    return known[name]


def _register(backend: Backend, paths: list[str], name: str) -> Expression:
    if is_spark(backend):
        # Ibis gives Spark one path only
        rows = backend._session.read.option("mergeSchema", "true").parquet(*paths)
        rows.createOrReplaceTempView(name)
        return backend.table(name)
    schemas = [_schema(path) for path in paths]
    # taking the columns by name opens every file for each question: only where they differ
    by_name = len({tuple(schema.names) for schema in schemas}) > 1
    files = ", ".join("'" + path.replace("'", "''") + "'" for path in paths)
    # as text: asked by its methods, the engine would look into the files twice
    backend.con.execute(f'CREATE OR REPLACE TEMP VIEW "{name}" AS SELECT * FROM '  # noqa: S608 (quoted above)
                        f"read_parquet([{files}], union_by_name = {by_name})")
    return named(name, pa.unify_schemas(schemas))


def named(name: str, schema: ArrowSchema) -> Expression:
    """The rows that a backend knows by this name. Ibis would ask it for the columns, which takes longer than to ask for
    some rows."""
    return ibis.table(ibis.Schema.from_pyarrow(schema), name=name)


@lru_cache(maxsize=4096)
def _schema(path: str) -> ArrowSchema:
    return pq.read_schema(path)


def distinct_extremes(path: str, column: str) -> tuple[Any, Any, int]:
    """(least, greatest, empty cells) of a column of a Parquet file, from its footer; (None, None, -1) where the footer
    does not say. Without reading a row. A column that the file lacks is empty."""
    extremes, rows = _extremes(path)
    return extremes.get(column, (None, None, rows))


@lru_cache(maxsize=8192)
def _extremes(path: str) -> tuple[dict[str, tuple[Any, Any, int]], int]:
    """The same of every column, and how many rows there are: to open a file takes longer than to read all of its
    footer."""
    with pq.ParquetFile(path) as file:
        groups = [file.metadata.row_group(group) for group in range(file.metadata.num_row_groups)]
        return {name: _extremes_of([group.column(place).statistics for group in groups])
                for place, name in enumerate(file.schema_arrow.names)}, file.metadata.num_rows


def _extremes_of(said_by_groups: Sequence[Any]) -> tuple[Any, Any, int]:
    least: Any = None
    greatest: Any = None
    empty = 0
    for said in said_by_groups:
        if said is None or not said.has_null_count:
            return None, None, -1
        empty += said.null_count
        if said.has_min_max:
            least = said.min if least is None else min(least, said.min)
            greatest = said.max if greatest is None else max(greatest, said.max)
    return least, greatest, empty


def run(table: Expression, backend: Backend) -> ArrowTable:
    """The rows of an expression, typed as the expression says whatever the engine hands over."""
    return typed(backend.to_pyarrow(table), table.schema().to_pyarrow())


def typed(found: ArrowTable, wanted: ArrowSchema) -> ArrowTable:
    if found.schema.equals(wanted):
        return found
    return pa.table({field.name: found.column(field.name).cast(field.type) for field in wanted}, schema=wanted)
