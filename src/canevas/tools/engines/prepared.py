"""Questions of one shape compiled once, and short answers kept: compiling an expression takes longer than many an
answer, and of files that never change the same question has the same answer. Two questions of one shape may differ by
their values, by the set of files that is asked, and by the names of columns that one stands for in the other.

Where DuckDB counts, the text of a question is kept with a place for each value; where Spark does, which takes longer to
begin than to compile, it is compiled each time.
"""
from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, Generic, TypeVar

from canevas.tools.engines.connecting import is_spark
from canevas.tools.engines.libraries import ArrowSchema, ArrowTable, Backend, Expression, pa
from canevas.tools.engines.reading import run, typed, view

Thing = TypeVar("Thing")
MANY = 500
"""Shapes, and answers, that are kept; the one that was longest not asked goes first."""
SHORT = 2_000
"""Rows of an answer that is kept."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    sql: str
    schema: ArrowSchema


class _Kept(Generic[Thing]):
    """The things that were last asked for, by their key; for several threads."""

    def __init__(self) -> None:
        self._things: OrderedDict[Hashable, Thing] = OrderedDict()
        self._changing = Lock()

    def get(self, key: Hashable) -> Thing | None:
        with self._changing:
            if key in self._things:
                self._things.move_to_end(key)
            return self._things.get(key)

    def keep(self, key: Hashable, thing: Thing) -> None:
        with self._changing:
            self._things[key] = thing
            if len(self._things) > MANY:
                self._things.popitem(last=False)


_shapes: _Kept[_Prepared] = _Kept()
_answers: _Kept[ArrowTable] = _Kept()


_TABLE = "⟦table⟧"
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"([^\"]+)\"")
"""A text, or the name of a column or of a table."""


def run_prepared(shape: Hashable, make: Callable[[Sequence[Any]], Expression], values: Sequence[str | date],
                 backend: Backend, table: str, names: Mapping[str, str] | None = None) -> ArrowTable:
    """The rows of ``make(values)``, which asks the ``table`` that the backend knows by this name.

    ``shape`` is the same for two questions only where they differ by nothing but ``values``, the set of files behind
    ``table``, of the same columns, and ``names``; ``make`` puts each value somewhere as a text or a day, and looks at
    none. ``names`` (for DuckDB): by column that ``make`` names, the one that it stands for.
    """
    names = names or {}
    key = (backend.name, shape, table, tuple(names.items()), *values)
    answer = _answers.get(key)
    if answer is None:
        answer = run(make(values), backend) if is_spark(backend) else run_shape(
            shape, make, values, backend, table, names)
        if answer.num_rows <= SHORT:
            _answers.keep(key, answer)
    return answer


def run_shape(shape: Hashable, make: Callable[[Sequence[Any]], Expression], values: Sequence[str | date],
              backend: Backend, table: str, names: Mapping[str, str] | None = None) -> ArrowTable:
    """The same of DuckDB, whether it was answered before or not."""
    if (known := _shapes.get(shape)) is None:
        known = _prepared(make, values, backend, table)
        _shapes.keep(shape, known)
    names = names or {}
    given = {f"v{place}": value for place, value in enumerate(values)}
    found = backend.con.sql(_named(known.sql, {**names, _TABLE: table}), params=given).to_arrow_table()
    return typed(found, pa.schema([field.with_name(names.get(field.name, field.name)) for field in known.schema]))


def view_of(shape: Hashable, make: Callable[[], Expression], backend: Backend, table: str) -> Expression:
    """The rows of ``make()``, which asks ``table`` and nothing else, as a view of the backend. ``shape`` is the same
    for two only where they differ by nothing but the set of files behind ``table``."""
    key = ("view", backend.name, shape, table if is_spark(backend) else "")
    if (known := _shapes.get(key)) is None:
        known = _prepared(lambda _values: make(), (), backend, table)
        _shapes.keep(key, known)
    return view(backend, _named(known.sql, {_TABLE: table}), known.schema)


def _prepared(make: Callable[[Sequence[Any]], Expression], values: Sequence[str | date],
              backend: Backend, table: str) -> _Prepared:
    stand_ins = [date(1000 + place, 1, 1) if isinstance(value, date) else f"⟦{place}⟧"
                 for place, value in enumerate(values)]
    made = make(stand_ins)
    sql = str(backend.compile(made))
    for place, stand_in in enumerate(stand_ins):
        written = f"MAKE_DATE({stand_in.year}, 1, 1)" if isinstance(stand_in, date) else f"'{stand_in}'"
        if written not in sql:
            raise ValueError(f"value {place} stands nowhere in the question")
        sql = sql.replace(written, f"$v{place}")
    return _Prepared(_named(sql, {table: _TABLE}), made.schema().to_pyarrow())


def _named(sql: str, names: Mapping[str, str]) -> str:
    """``sql`` with other names of columns and tables, all at once."""
    return _QUOTED.sub(lambda found: f'"{names[found[1]]}"' if found[1] in names else found[0], sql)
