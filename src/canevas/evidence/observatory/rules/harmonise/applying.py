"""A recipe applied to a table: its rows become figures of the common model, by columns and by distinct values.

A cell that cannot be read as the recipe says is rejected with the reason. Where it says what the row is about, the
whole row stays out; where it is a figure, the others of its row stand. Totals and cumulative series do not go in: they
are checked (``Anomaly``). Names of persons, telephones and comments never enter.
"""
from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from canevas.evidence.observatory.rules.harmonise.coding import Coder, wider_than
from canevas.evidence.observatory.rules.harmonise.encoding import NOTHING, Codes, Encoded, together
from canevas.evidence.observatory.rules.harmonise.layout import Rows, Value
from canevas.evidence.observatory.rules.harmonise.matching import PlannedColumn, PlannedTable
from canevas.evidence.observatory.rules.harmonise.meanings import TIMES, Meaning
from canevas.evidence.observatory.rules.harmonise.planning import (
    Count,
    number_of,
    planned_cells,
    planned_numbers,
    unheard,
)
from canevas.evidence.observatory.rules.harmonise.proposal import Reject
from canevas.evidence.observatory.rules.harmonise.recipe import CLOSED, PERIOD_END, Recipe
from canevas.evidence.observatory.rules.harmonise.sides import filled
from canevas.evidence.observatory.rules.harmonise.values.figures import Figure, decimal_of
from canevas.evidence.observatory.rules.harmonise.when import NEVER, period_arrays, read_one, when_of
from canevas.evidence.observatory.rules.observation import DIMENSIONS, Unit
from canevas.evidence.observatory.rules.storing import arrow_schema
from canevas.tools.engines.libraries import ArrowTable, np, pa, pc
from canevas.tools.text.sentences import say
from canevas.tools.vocabulary import Vocabulary

_COUNTRY = {Meaning.COUNTRY: "country_origin"}
"""A country of which the heading says no more is that from which people come."""
_MEASURES = (Meaning.HOURS_OBSERVED, Meaning.LATITUDE, Meaning.LONGITUDE)


@dataclass(frozen=True, slots=True)
class Stamp:
    """What every figure bears of where it comes from."""

    source: str
    file: str = ""
    recipe_version: int = 0
    batch: str = ""


@dataclass(frozen=True, slots=True)
class PlacedReject(Reject):
    """A rejected cell with its sheet."""

    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Applied:
    """``observations``: an Arrow table with the columns of ``FIELDS``."""

    observations: ArrowTable
    rejects: tuple[PlacedReject, ...]


def apply_recipe(recipe: Recipe, table: PlannedTable, rows: Rows, vocabulary: Vocabulary, stamp: Stamp,
                 count: Count = unheard) -> Applied:
    """The figures of one table; ``rows`` are those of its sheet."""
    return _Applying(recipe, table, rows, Coder(recipe, table, vocabulary), stamp, count).run()


def cells_to_read(tables: Sequence[tuple[PlannedTable, Rows]]) -> int:
    """How many cells :func:`apply_all` reads of these tables."""
    return sum(len(table.proposed.layout.data_rows()) * len(planned_numbers(table.columns)) for table, _rows in tables)


def apply_all(recipe: Recipe, tables: Sequence[tuple[PlannedTable, Rows]], vocabulary: Vocabulary,
              stamp: Stamp, count: Count = unheard) -> Applied:
    """The figures of all the tables of a file; ``count`` hears of each column that was read."""
    found = [apply_recipe(recipe, table, rows, vocabulary, stamp, count) for table, rows in tables]
    made = [one.observations for one in found]
    return Applied(pa.concat_tables(made) if made else arrow_schema().empty_table(),
                   tuple(reject for one in found for reject in one.rejects))


class _Applying:
    def __init__(self, recipe: Recipe, table: PlannedTable, rows: Rows, coder: Coder, stamp: Stamp,
                 count: Count) -> None:
        self.recipe, self.table, self.coder, self.stamp = recipe, table, coder, stamp
        layout = table.proposed.layout
        self.numbers = np.array(layout.data_rows(), dtype=np.int32)
        self.size = len(self.numbers)
        self.cells = planned_cells(layout, filled(rows, layout), table.columns, count)
        self.rejects: list[PlacedReject] = []
        self.stands = np.ones(self.size, dtype=bool)

    def run(self) -> Applied:
        said = {column.number: column for column in self.table.columns}
        codes = self._dimensions()
        times = {str(column.rule.meaning): self._coded(column) for column in said.values()
                 if column.rule.meaning in TIMES}
        measures = {str(column.rule.meaning): self._measured(column) for column in said.values()
                    if column.rule.meaning in _MEASURES}
        self._skip_empty_rows()
        parts = [self._figures(column, codes, times, measures) for column in self._figure_columns()]
        whole = pa.concat_tables(parts) if parts else arrow_schema().empty_table()
        return Applied(whole, tuple(sorted(self.rejects, key=lambda one: one.row)))

    # What rows are about

    def _dimensions(self) -> dict[str, Codes]:
        """By field of the store, the codes that columns and the title give."""
        found: dict[str, Codes] = {}
        for column in self.table.columns:
            if column.rule.meaning in CLOSED or column.rule.meaning in (Meaning.INDICATOR, Meaning.AGE):
                field = self._field(column.rule.meaning)
                codes = self._coded(column)
                found[field] = found[field].or_else(codes) if field in found else codes
        for meaning, code in self.table.fixed.items():
            if meaning not in TIMES:
                fixed = Codes.constant(code, self.size)
                field = self._field(meaning)
                found[field] = found[field].or_else(fixed) if field in found else fixed
        return found

    @staticmethod
    def _field(meaning: Meaning) -> str:
        if meaning is Meaning.AGE:
            return str(Meaning.AGE_GROUP)
        return _COUNTRY.get(meaning, str(meaning))

    def _coded(self, column: PlannedColumn) -> Codes:
        """The codes of a column; rows whose value has none are rejected."""
        cells = self.cells[column.number]
        around = self._around(column)
        if around is not None and self.coder.depends(column.rule.meaning):
            return self._coded_apart(column, cells, around)
        whys: dict[int, str] = {}
        codes = Codes.read(cells, self._reading(column, cells, whys))
        self._reject(column, cells, whys)
        return codes

    def _reading(self, column: PlannedColumn, cells: Encoded, whys: dict[int, str]) -> Any:
        places = iter(range(len(cells.values)))
        read = self.coder.reader(column, cells.values)

        def code_of(value: Value) -> str | None:
            place = next(places)
            code, why = read(value)
            if why:
                whys[place] = why
            return code
        return code_of

    def _coded_apart(self, column: PlannedColumn, cells: Encoded, around: Encoded) -> Codes:
        """A name that several places bear, by what the wider place's column writes."""
        width = len(around.values) + 1
        pairs, inverse = np.unique(cells.index.astype(np.int64) * width + around.index + 1, return_inverse=True)
        values = tuple(
            (cells.values[pair // width], around.values[pair % width - 1] if pair % width else None)
            if pair >= 0 and pair // width >= 0 else (None, None) for pair in pairs.tolist())
        whys: dict[int, str] = {}
        places: dict[str, int] = {}
        table = np.full(len(values), NOTHING, dtype=np.int32)
        for at, (value, wider) in enumerate(values):
            code, why = self.coder.place(column.rule.meaning, value, wider)
            if why:
                whys[at] = why
            elif code:
                table[at] = places.setdefault(code, len(places))
        self._reject(column, Encoded(inverse, tuple(value for value, _wider in values)), whys)
        return Codes(table[inverse], tuple(places))

    def _around(self, column: PlannedColumn) -> Encoded | None:
        return next((self.cells[other.number] for meaning in wider_than(column.rule.meaning)
                     for other in self.table.columns
                     if other.rule.meaning is meaning and other.number != column.number), None)

    def _reject(self, column: PlannedColumn, cells: Encoded, whys: Mapping[int, str], *, row_falls: bool = True) -> Any:
        """Mark the rows whose value is among ``whys``; gives the mask of those that stand."""
        if not whys:
            return np.ones(self.size, dtype=bool)
        wrong = np.isin(cells.index, list(whys))
        for at in np.flatnonzero(wrong & self.stands if row_falls else wrong).tolist():
            place = int(cells.index[at])
            self._say(at, column.header, str(cells.values[place]), whys[place], column.number)
        if row_falls:
            self.stands &= ~wrong
        return ~wrong

    def _say(self, at: int, column: str, value: str, why: str, number: int = 0) -> None:
        layout, row = self.table.proposed.layout, int(self.numbers[at])
        self.rejects.append(PlacedReject(row, column, value, layout.where(row, number, why), number, layout.sheet))

    def _measured(self, column: PlannedColumn) -> Any:
        """Numbers as they stand: hours, degrees (which may be below zero)."""
        cells = self.cells[column.number]
        read = [number_of(value) for value in cells.values]
        table = np.array([*read, np.nan], dtype=np.float64)
        return table[cells.index]

    def _skip_empty_rows(self) -> None:
        """A row of which nothing but empty cells is left says nothing."""
        full = np.zeros(self.size, dtype=bool)
        for cells in self.cells.values():
            full |= cells.index >= 0
        self.stands &= full

    # Figures

    def _figure_columns(self) -> Iterator[PlannedColumn | None]:
        yield from (column for column in self.table.columns if column.rule.meaning is Meaning.COUNT)
        if self.table.rule.counts_rows:
            yield None

    def _figures(self, column: PlannedColumn | None, codes: Mapping[str, Codes], times: Mapping[str, Codes],
                 measures: Mapping[str, Any]) -> ArrowTable:
        """One figure for each row that stands, of one column of figures (``None``: each row is one)."""
        figures, stands = self._read_figures(column)
        fixed = dict(column.fixed) if column else {}
        periods, stands = self._periods(fixed, times, stands)
        stands = stands & self.stands
        columns = dict(codes)
        for meaning, code in fixed.items():
            if meaning not in TIMES:
                columns[self._field(meaning)] = Codes.constant(code, self.size)
        for name, filled_in in self.coder.wider_places(columns).items():
            columns[name] = filled_in
        made = {name: one.kept(stands).arrow() for name, one in columns.items() if name in DIMENSIONS}
        made |= {name: pa.array(values[stands], pa.float64(), from_pandas=True) for name, values in measures.items()}
        made |= {name: array.filter(pa.array(stands)) for name, array in figures.items()}
        made |= {name: array.filter(pa.array(stands)) for name, array in periods.items()}
        return self._stamped(made, int(stands.sum()), column, stands, times)

    def _read_figures(self, column: PlannedColumn | None) -> tuple[dict[str, Any], Any]:
        stands = np.ones(self.size, dtype=bool)
        if column is None:
            return {"value": pa.array(np.ones(self.size)), "bound": pa.array(["exact"] * self.size)}, stands
        cells = self.cells[column.number]
        decimal = decimal_of(cells.values)
        read = [self.coder.figure(value, decimal) for value in cells.values]
        stands = self._reject(column, cells, {at: one.why for at, one in enumerate(read) if one.why}, row_falls=False)
        read.append(Figure(None))  # the empty cell
        at = pa.array(np.where(cells.index < 0, len(read) - 1, cells.index))
        raw = [None if value is None else str(value) for value in (*cells.values, None)]
        return {
            "value": pa.array([one.value for one in read], pa.float64()).take(at),
            "upper": pa.array([one.upper for one in read], pa.float64()).take(at),
            "bound": pa.array([None if one.value is None else str(one.bound) for one in read], pa.string()).take(at),
            "raw_value": pa.array(raw, pa.string()).take(at)}, stands

    def _periods(self, fixed: Mapping[Meaning, str], times: Mapping[str, Codes],
                 stands: Any) -> tuple[dict[str, Any], Any]:
        said = {str(one): Codes.constant(code, self.size) for one, code in (*self.table.fixed.items(), *fixed.items())
                if one in TIMES and one is not Meaning.AS_OF}
        said |= {name: codes.or_else(said[name]) if name in said else codes for name, codes in times.items()
                 if name != Meaning.AS_OF}
        inverse, combinations = together(said, self.size)
        read, wrong = [], {}
        for at, one in enumerate(combinations):
            try:
                read.append(when_of(one))
            except ValueError:
                read.append(NEVER)
                wrong[at] = say("These parts make no period: %(parts)s.", parts=", ".join(one.values()))
        if wrong:
            bad = np.isin(inverse, list(wrong))
            for row in np.flatnonzero(bad & self.stands & stands).tolist():
                place = int(inverse[row])
                self._say(row, say("Period"), " ".join(combinations[place].values()), wrong[place])
            stands = stands & ~bad
        return period_arrays(read, inverse), stands

    def _stamped(self, made: dict[str, Any], rows: int, column: PlannedColumn | None, stands: Any,
                 times: Mapping[str, Codes]) -> ArrowTable:
        recipe, rule = self.recipe, column.rule if column else None
        constant = {
            "kind": self.table.rule.subject, "unit": (rule.unit if rule else "") or str(Unit.PERSONS),
            "definition": recipe.definition or None, "coverage": recipe.coverage or None, "source": self.stamp.source,
            "file": self.stamp.file, "sheet": self.table.proposed.layout.sheet,
            "column": column.header if column else None, "recipe": recipe.name, "batch": self.stamp.batch or None}
        made |= {name: pa.repeat(pa.scalar(value, pa.string()), rows) for name, value in constant.items()}
        made["row"] = pa.array(self.numbers[stands], pa.int32())
        made["recipe_version"] = pa.repeat(pa.scalar(self.stamp.recipe_version, pa.int32()), rows)
        made["as_of"] = self._as_of(made, rows, stands, times)
        return pa.table([made[field.name] if field.name in made else pa.nulls(rows, field.type)
                         for field in arrow_schema()], schema=arrow_schema())

    def _as_of(self, made: Mapping[str, Any], rows: int, stands: Any, times: Mapping[str, Codes]) -> Any:
        said = self.table.fixed.get(Meaning.AS_OF) or self.recipe.as_of
        if said == PERIOD_END:
            base = made["end"]
        else:
            base = pa.repeat(pa.scalar(read_one(said).end if said else None, pa.date32()), rows)
        if Meaning.AS_OF not in times:
            return base
        own = times[Meaning.AS_OF].kept(stands)
        days = pa.array([read_one(code).end for code in own.codes], pa.date32())
        return pc.coalesce(days.take(pa.array(own.index, mask=own.index < 0)), base)
