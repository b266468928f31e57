"""The figures of a bulletin: each cell a figure or the reason why there is none, compared only with what compares."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from canevas.evidence.observatory.rules.observation import Bound
from canevas.evidence.observatory.rules.periods import Grain, Period, period_of, periods_between, read_period
from canevas.evidence.observatory.rules.statistics.explorer import Grid, Shown
from canevas.evidence.observatory.rules.statistics.series import Break, Cell, Comparison, Standing, compare
from canevas.evidence.observatory.rules.written_periods import read_written_period

GRAINS = (Grain.MONTH, Grain.QUARTER)
POINTS = ("flow_point", "region")
"""The tables that tell who gave figures: of a region, of the country."""


@dataclass(frozen=True, slots=True)
class Figure:
    """``is_hidden``: there is a figure, too small to be shown, or one that would give such a one away. ``lacks``: the
    points (of the country: the regions) that gave a figure within the year and are missing in this one."""

    shown: Shown
    is_hidden: bool = False
    lacks: frozenset[str] = frozenset()

    @property
    def value(self) -> float | None:
        return None if self.is_hidden else self.shown.value

    @property
    def upper(self) -> float | None:
        """The upper end of an interval, of which ``value`` is the lower one."""
        return None if self.is_hidden else self.shown.upper

    @property
    def is_partial(self) -> bool:
        """A figure of which a part is missing: a point, a region, a month."""
        return self.value is not None and (bool(self.lacks) or self.shown.standing is Standing.PARTIAL)


@dataclass(frozen=True, slots=True)
class Line:
    """One thing counted: its figures by period (ISO)."""

    code: str | None
    label: str
    cells: Mapping[str, Figure]

    def at(self, period: Period) -> Figure:
        return self.cells.get(period.iso, Figure(Shown(None, "", Standing.MISSING)))


@dataclass(frozen=True, slots=True)
class Block:
    """A table: lines in their order, and their total where they may be added. ``is_withheld``: nothing of its period
    may be told beside what is out already."""

    name: str
    title: str
    unit: str
    lines: tuple[Line, ...]
    total: Line | None = None
    breaks: tuple[Break, ...] = ()
    is_withheld: bool = False

    @property
    def is_empty(self) -> bool:
        lines = (*self.lines, *([self.total] if self.total else []))
        return not any(figure.shown.value is not None for line in lines for figure in line.cells.values())

    @property
    def says_something(self) -> bool:
        """Whether it has a figure, and not only of what is not said."""
        return not self.is_empty and any(line.code for line in self.lines)


def read_bulletin_period(text: str) -> Period:
    """A month or a quarter ("2023-03", "mars 2023", "T1 2023"); ``ValueError`` for anything else."""
    period = read_written_period(text)
    if period.grain not in GRAINS:
        raise ValueError(text)
    return period


def shown_periods(period: Period) -> list[Period]:
    """From the same period of last year to this one."""
    return periods_between(period.a_year_before(), period)


def months_of(period: Period) -> list[Period]:
    """The months of a quarter; of a month, itself."""
    first = period_of(period.start, Grain.MONTH)
    return periods_between(first, period_of(period.end, Grain.MONTH))


def lacking(points: Block) -> dict[str, frozenset[str]]:
    """By period, who was open, gave a figure within the year and gave none then, or only for a part of it."""
    lines = [line for line in points.lines if line.code and any(
        figure.shown.value is not None for figure in line.cells.values())]
    periods = {period for line in lines for period in line.cells}
    return {period: frozenset(str(line.code) for line in lines if line.cells[period].shown.standing in (
        Standing.MISSING, Standing.PARTIAL)) for period in periods}


def with_lacks(block: Block, lacks: Mapping[str, frozenset[str]]) -> Block:
    """Figures of all the points together, told which of these they lack."""
    def told(line: Line) -> Line:
        return replace(line, cells={period: replace(figure, lacks=lacks.get(period, frozenset()))
                                    for period, figure in line.cells.items()})
    lines = block.lines if block.name in POINTS else tuple(told(line) for line in block.lines)
    return replace(block, lines=lines, total=told(block.total) if block.total else None)


def cell_of(figure: Figure, period: Period, place: int) -> Cell:
    """As the rules of series compare it: what is partial or bounded compares with nothing."""
    shown = figure.shown
    whole = shown.is_whole and shown.bound == str(Bound.EXACT)
    return Cell(period, figure.value, Standing.VALUE if whole else Standing.PARTIAL, 1 if whole else -place)


def compared(line: Line, now: Period, before: Period, breaks: Sequence[Break]) -> Comparison:
    if line.at(now).lacks != line.at(before).lacks:
        return Comparison(None, None, "coverage")
    return compare(cell_of(line.at(now), now, 1), cell_of(line.at(before), before, 2), breaks)


def with_whole_quarters(grid: Grid, months: Grid) -> Grid:
    """Of a quarter of which a month has no figure, the sum of the others is "at least", and partial."""
    cells = dict(grid.cells)
    for (row, quarter), shown in grid.cells.items():
        if quarter is None or shown.value is None:
            continue
        if any(months.cell(row, month.iso).value is None for month in months_of(read_period(quarter))):
            bound = Bound.AT_LEAST if shown.bound == Bound.EXACT else shown.bound
            cells[row, quarter] = replace(shown, bound=str(bound), standing=Standing.PARTIAL)
    return Grid(grid.question, grid.rows, grid.columns, cells)
