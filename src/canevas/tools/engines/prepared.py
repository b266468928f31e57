"""Questions of one shape compiled once: compiling an expression takes longer than many an answer.

Where DuckDB counts, the text of a question is kept with a place for each value; where Spark does, which takes longer to
begin than to compile, it is compiled each time.
"""
from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date
from threading import Lock
from typing import Any

from canevas.tools.engines.connecting import is_spark
from canevas.tools.engines.libraries import ArrowSchema, ArrowTable, Backend, Expression
from canevas.tools.engines.reading import run, typed

MANY = 500
"""Shapes that are kept; the one that was longest not asked goes first."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    sql: str
    schema: ArrowSchema


_known: OrderedDict[Hashable, _Prepared] = OrderedDict()
_changing = Lock()


def run_prepared(shape: Hashable, make: Callable[[Sequence[Any]], Expression], values: Sequence[str | date],
                 backend: Backend) -> ArrowTable:
    """The rows of ``make(values)``. ``shape`` is the same for two questions only where they differ by nothing but
    ``values``; ``make`` puts each of them somewhere as a text or a day, and looks at none."""
    if is_spark(backend):
        return run(make(values), backend)
    with _changing:
        known = _known.get(shape)
        if known:
            _known.move_to_end(shape)
    if known is None:
        known = _prepared(make, values, backend)
        with _changing:
            _known[shape] = known
            if len(_known) > MANY:
                _known.popitem(last=False)
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
