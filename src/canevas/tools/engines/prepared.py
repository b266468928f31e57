"""Questions of one shape compiled once, and short answers kept: compiling an expression takes longer than many an
answer, and of files that never change the same question has the same answer. Two questions of one shape may differ by
their values and by the set of files that is asked.

A question may be given whole, or in parts (:class:`Part`): conditions and what follows of the rows that meet them.
Parts are compiled each for itself and put together as text, so that a few of them make any number of questions.

Where DuckDB counts, the text of a question is kept with a place for each value; where Spark does, which takes longer to
begin than to compile, it is compiled each time.
"""
from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from threading import Lock
from typing import Any, Generic, TypeVar

from canevas.tools.engines.connecting import is_spark
from canevas.tools.engines.libraries import ArrowSchema, ArrowTable, Backend, Expression, pa
from canevas.tools.engines.reading import named, run, typed, view

Thing = TypeVar("Thing")
MANY = 500
"""Shapes, and answers, that are kept; the one that was longest not asked goes first."""
SHORT = 2_000
"""Rows of an answer that is kept."""


Columns = Mapping[str, Sequence[Any]]
"""An answer by its columns, as Python has values: what is added up of numbers a number, days ``date``."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a question. ``make(table, columns, values)`` makes one table of another; of a condition, it says which
    rows of the table are kept. Two parts of one ``shape`` differ by nothing but ``columns``, all of texts and none of
    them named by ``make`` itself, and ``values``, which ``make`` puts somewhere and looks at none."""

    shape: Hashable
    make: Callable[[Expression, Sequence[str], Sequence[Any]], Expression]
    columns: tuple[str, ...] = ()
    values: tuple[str | date, ...] = ()

    def of(self, table: Expression) -> Expression:
        """What it makes of a table."""
        return self.make(table, self.columns, self.values)


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
_told: _Kept[Columns] = _Kept()


_TABLE = "⟦table⟧"
_QUOTED = re.compile(r"'(?:[^']|'')*'|\"([^\"]+)\"")
"""A text, or the name of a column or of a table."""
_PLACE = re.compile(r"\$v(\d+)")


def run_prepared(shape: Hashable, make: Callable[[Sequence[Any]], Expression], values: Sequence[str | date],
                 backend: Backend, table: str) -> ArrowTable:
    """The rows of ``make(values)``, which asks the ``table`` that the backend knows by this name.

    ``shape`` is the same for two questions only where they differ by nothing but ``values`` and the set of files behind
    ``table``, of the same columns; ``make`` puts each value somewhere as a text or a day, and looks at none.
    """
    key = (backend.name, shape, table, *values)
    answer = _answers.get(key)
    if answer is None:
        answer = run(make(values), backend) if is_spark(backend) else run_shape(shape, make, values, backend, table)
        if answer.num_rows <= SHORT:
            _answers.keep(key, answer)
    return answer


def run_shape(shape: Hashable, make: Callable[[Sequence[Any]], Expression], values: Sequence[str | date],
              backend: Backend, table: str) -> ArrowTable:
    """The same of DuckDB, whether it was answered before or not."""
    if (known := _shapes.get(shape)) is None:
        known = _prepared(make, values, backend, table)
        _shapes.keep(shape, known)
    given = {f"v{place}": value for place, value in enumerate(values)}
    found = backend.con.sql(_named(known.sql, {_TABLE: table}), params=given).to_arrow_table()
    return typed(found, known.schema)


def run_parts(table: Expression, conditions: Sequence[Part], steps: Sequence[Part], stand_ins: Sequence[str],
              backend: Backend) -> Columns:
    """What the ``steps``, one after the other, make of the rows of ``table`` that meet all ``conditions``; ``table`` is
    one that the backend knows by its name. ``stand_ins``: columns of texts that no part names; a part that has no more
    of them is compiled with these in the place of its own. Of the steps the last alone may have columns."""
    key = (backend.name, table.get_name(), *((one.shape, one.columns, one.values) for one in (*conditions, *steps)))
    if (found := _told.get(key)) is None:
        if is_spark(backend):
            found = run(whole(table, conditions, steps), backend).to_pydict()
        else:
            found = _put_together(table, conditions, steps, stand_ins, backend)
        if all(len(column) <= SHORT for column in found.values()):
            _told.keep(key, found)
    return found


def whole(table: Expression, conditions: Sequence[Part], steps: Sequence[Part]) -> Expression:
    """The same as one expression."""
    made = table.filter([one.of(table) for one in conditions]) if conditions else table
    for step in steps:
        made = step.of(made)
    return made


def _put_together(table: Expression, conditions: Sequence[Part], steps: Sequence[Part], stand_ins: Sequence[str],
                  backend: Backend) -> Columns:
    given: dict[str, str | date] = {}

    def text(part: Part, schema: ArrowSchema, is_condition: bool) -> _Prepared:
        known = _part(part, schema, is_condition, stand_ins, backend)
        places = [f"v{len(given) + place}" for place in range(len(part.values))]
        given.update(zip(places, part.values, strict=True))
        names = dict(zip(_standing_for(part, stand_ins), part.columns, strict=True))
        sql = _PLACE.sub(lambda found: f"${places[int(found[1])]}", _named(known.sql, names))
        return _Prepared(sql, known.schema)

    schema, asked = table.schema().to_pyarrow(), f'"{table.get_name()}"'
    if conditions:
        said = " AND ".join(f"({text(one, schema, True).sql})" for one in conditions)
        # of texts that Ibis wrote, with a place for each value
        asked = f'(SELECT * FROM {asked} AS "t0" WHERE {said})'  # noqa: S608
    for step in steps:
        made = text(step, schema, False)
        asked, schema = "(" + made.sql.replace(f'"{_TABLE}"', asked) + ")", made.schema
    names = dict(zip(_standing_for(steps[-1], stand_ins), steps[-1].columns, strict=True))
    # rows as Python has them: a table of Arrow would be bound twice, and then taken apart
    rows = backend.con.execute(asked.removeprefix("(").removesuffix(")"), given).fetchall()
    columns = list(zip(*rows, strict=True)) if rows else [()] * len(schema)
    return {names.get(field.name, field.name): _days(column) if pa.types.is_date(field.type) else column
            for field, column in zip(schema, columns, strict=True)}


def _days(column: Sequence[Any]) -> Sequence[Any]:
    return [one.date() if isinstance(one, datetime) else one for one in column]


def _part(part: Part, schema: ArrowSchema, is_condition: bool, stand_ins: Sequence[str],
          backend: Backend) -> _Prepared:
    """The text of a part: of a condition what stands after WHERE, of ``"t0"``; it is the same for every table."""
    columns = _standing_for(part, stand_ins)
    key = ("part", backend.name, part.shape, columns, () if is_condition else tuple(schema.names))
    if (known := _shapes.get(key)) is None:
        table = named(_TABLE, schema)

        def made(values: Sequence[Any]) -> Expression:
            found = part.make(table, columns, values)
            # what a filter says is as soon selected, and that is sooner compiled
            return table.select(kept=found) if is_condition else found

        known = _prepared(made, part.values, backend, _TABLE, is_condition=is_condition)
        _shapes.keep(key, known)
    return known


def _standing_for(part: Part, stand_ins: Sequence[str]) -> tuple[str, ...]:
    return tuple(stand_ins[:len(part.columns)]) if len(part.columns) <= len(stand_ins) else part.columns


def view_of(shape: Hashable, make: Callable[[], Expression], backend: Backend, table: str) -> Expression:
    """The rows of ``make()``, which asks ``table`` and nothing else, as a view of the backend. ``shape`` is the same
    for two only where they differ by nothing but the set of files behind ``table``."""
    key = ("view", backend.name, shape, table if is_spark(backend) else "")
    if (known := _shapes.get(key)) is None:
        known = _prepared(lambda _values: make(), (), backend, table)
        _shapes.keep(key, known)
    return view(backend, _named(known.sql, {_TABLE: table}), known.schema)


def _prepared(make: Callable[[Sequence[Any]], Expression], values: Sequence[str | date],
              backend: Backend, table: str, *, is_condition: bool = False) -> _Prepared:
    stand_ins = [date(1000 + place, 1, 1) if isinstance(value, date) else f"⟦{place}⟧"
                 for place, value in enumerate(values)]
    made = make(stand_ins)
    sql = (backend.compiler.to_sqlglot(made).selects[0].unalias().sql(backend.dialect) if is_condition
           else str(backend.compile(made)))
    for place, stand_in in enumerate(stand_ins):
        written = f"MAKE_DATE({stand_in.year}, 1, 1)" if isinstance(stand_in, date) else f"'{stand_in}'"
        if written not in sql:
            raise ValueError(f"value {place} stands nowhere in the question")
        sql = sql.replace(written, f"$v{place}")
    return _Prepared(_named(sql, {table: _TABLE}), made.schema().to_pyarrow())


def _named(sql: str, names: Mapping[str, str]) -> str:
    """``sql`` with other names of columns and tables, all at once."""
    return _QUOTED.sub(lambda found: f'"{names[found[1]]}"' if found[1] in names else found[0], sql)
