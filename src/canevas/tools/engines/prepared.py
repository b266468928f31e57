"""Questions of one shape compiled once, and short answers kept: compiling an expression takes longer than many an
answer, and of files that never change the same question has the same answer.

Where DuckDB counts, the text of a question is kept with a place for each value; where Spark does, which takes longer to
begin than to compile, it is compiled each time.
"""
from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any, Generic, TypeVar

from canevas.tools.engines.connecting import is_spark
from canevas.tools.engines.libraries import ArrowSchema, ArrowTable, Backend, Expression
from canevas.tools.engines.reading import run, typed

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


def run_prepared(shape: Hashable, make: Callable[[Sequence[Any]], Expression], values: Sequence[str | date],
                 backend: Backend) -> ArrowTable:
    """The rows of ``make(values)``. ``shape`` is the same for two questions only where they ask the same files and
    differ by nothing but ``values``; ``make`` puts each of them somewhere as a text or a day, and looks at none."""
    answer = _answers.get((backend.name, shape, *values))
    if answer is None:
        answer = run(make(values), backend) if is_spark(backend) else run_shape(shape, make, values, backend)
        if answer.num_rows <= SHORT:
            _answers.keep((backend.name, shape, *values), answer)
    return answer


def run_shape(shape: Hashable, make: Callable[[Sequence[Any]], Expression], values: Sequence[str | date],
              backend: Backend) -> ArrowTable:
    """The same of DuckDB, whether it was answered before or not."""
    if (known := _shapes.get(shape)) is None:
        known = _prepared(make, values, backend)
        _shapes.keep(shape, known)
    given = {f"v{place}": value for place, value in enumerate(values)}
    return typed(backend.con.sql(known.sql, params=given).to_arrow_table(), known.schema)


def _prepared(make: Callable[[Sequence[Any]], Expression], values: Sequence[str | date],
              backend: Backend) -> _Prepared:
    stand_ins = [date(1000 + place, 1, 1) if isinstance(value, date) else f"⟦{place}⟧"
                 for place, value in enumerate(values)]
    table = make(stand_ins)
    sql = str(backend.compile(table))
    for place, stand_in in enumerate(stand_ins):
        written = f"MAKE_DATE({stand_in.year}, 1, 1)" if isinstance(stand_in, date) else f"'{stand_in}'"
        if written not in sql:
            raise ValueError(f"value {place} stands nowhere in the question")
        sql = sql.replace(written, f"$v{place}")
    return _Prepared(sql, table.schema().to_pyarrow())
