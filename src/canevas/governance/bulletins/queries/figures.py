"""The tables of a bulletin: counted from what may go to partners, then protected together."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from canevas.evidence.observatory.queries import explorer, labels, visible
from canevas.evidence.observatory.queries.partners import (
    Told,
    codes_for_partners,
    may_tell,
    shared_with_partners,
    told_to_partners,
)
from canevas.evidence.observatory.rules.periods import Grain, Period, periods_between, read_period
from canevas.evidence.observatory.rules.publish.leaves import UNSAID
from canevas.evidence.observatory.rules.sharing import Terms
from canevas.evidence.observatory.rules.statistics.explorer import Grid, Question
from canevas.governance.bulletins.rules.figures import (
    POINTS,
    TOTAL,
    Block,
    Figure,
    Line,
    lacking,
    shown_periods,
    with_lacks,
    with_whole_quarters,
)

PERIOD = "period"
NEEDED = Terms(frozenset({"direction", "nationality", "sex", "population_group", "activity", "event"}), "locality",
               Grain.MONTH)
"""What partners must be allowed to see of a source for its figures to stand in a bulletin."""
MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """A table: which indicator, by what; with the total, where its lines may be added. ``code``: of the indicator.
    ``is_told_twice``: several sources may tell of the same people, so that theirs are not added."""

    code: str
    by: str
    title: str
    has_total: bool = True
    is_told_twice: bool = False


FLOWS = (Wanted("FLOW", "direction", "Flux par direction"), Wanted("FLOW", "region", "Flux par région"),
         Wanted("FLOW", "flow_point", "Flux par point de suivi"),
         Wanted("FLOW", "nationality", "Flux par nationalité"), Wanted("FLOW", "sex", "Flux par sexe"))
OTHERS = (Wanted("STOCK", "population_group", "Populations concernées", False, is_told_twice=True),
          Wanted("EXPULSIONS", "event", "Expulsions et refoulements vers le Niger", False, is_told_twice=True),
          Wanted("RESCUES", "event", "Migrants secourus", False, is_told_twice=True),
          Wanted("SERVICES", "activity", "Services rendus", has_total=False))
ORDERED_BY_SIZE = ("nationality", "flow_point")


def shareable_sources(user: Any) -> list[Any]:
    """The sources that ``user`` sees and that every partner may see as finely as a bulletin shows them."""
    today = timezone.localdate()
    return shared_with_partners(visible.sources(user).prefetch_related("agreements"), NEEDED, today)


def blocks_of(user: Any, region: str, period: Period, sources: Sequence[str]) -> list[Block]:
    """Every table of which there is a figure within the year; those of flows first, the one by direction always."""
    filters = {"source": tuple(sources) or ("\0",), **({"region": (region,)} if region else {})}
    places = "region" if region else "flow_point"  # a region by its points, the country by its regions
    flows = [_block(user, one, period, filters) for one in FLOWS if one.by != places]
    lacks = lacking(next(block for block in flows if block.name in POINTS))
    counted = codes_for_partners(NEEDED, timezone.localdate())
    flows = [with_lacks(block, lacks) for block in _protected(flows, region, period, counted)]
    others = [_protected([_block(user, one, period, filters)], region, period, counted)[0] for one in OTHERS]
    return [flows[0], *(block for block in [*flows[1:], *others] if block.says_something)]


def series_of(user: Any, region: str, first: Period, last: Period, sources: Sequence[str]) -> list[float | None]:
    """The whole flow, period after period; ``None`` where it is missing or partial."""
    filters = {"source": tuple(sources) or ("\0",), **({"region": (region,)} if region else {})}
    question = Question(explorer.indicators()["FLOW"], (PERIOD,), filters, first, last, last.grain)
    grid, _answer = explorer.answer(user, question)
    return [cell.value if (cell := grid.cell(one.iso, "")).is_whole else None for one in periods_between(first, last)]


def _givers(user: Any, wanted: Wanted, period: Period, filters: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """By line of a table, the sources that gave a figure of it within its year."""
    question = Question(explorer.indicators()[wanted.code], (wanted.by, "source"), filters, shown_periods(period)[0],
                        period, period.grain)
    grid, _answer = explorer.answer(user, question)
    return {row: [source for source in grid.columns if source and grid.cell(row, source).value is not None]
            for row in grid.rows if row}


def counted_twice(user: Any, region: str, period: Period, sources: Sequence[str]) -> list[str]:
    """The flow points of which several sources gave figures, with their names: these figures are added."""
    filters = {"source": tuple(sources) or ("\0",), **({"region": (region,)} if region else {})}
    names, words = explorer.source_names(user), labels.labels("flow_point")
    givers = _givers(user, Wanted("FLOW", "flow_point", ""), period, filters)
    return [f"{labels.label('flow_point', code, words)} ({', '.join(names.get(one, one) for one in each)})"
            for code, each in givers.items() if len(each) > 1]


def telling_sources(user: Any, region: str, period: Period, sources: Sequence[str]) -> set[str]:
    """Those that gave a figure of what the bulletin counts, within its year."""
    filters = {"source": tuple(sources) or ("\0",), **({"region": (region,)} if region else {})}
    found: set[str] = set()
    for code in dict.fromkeys(one.code for one in (*FLOWS, *OTHERS)):
        question = Question(explorer.indicators()[code], ("source",), filters, shown_periods(period)[0], period,
                            period.grain)
        grid, _answer = explorer.answer(user, question)
        found |= {row for row in grid.rows if row}
    return found


def _block(user: Any, wanted: Wanted, period: Period, filters: Mapping[str, tuple[str, ...]]) -> Block:
    periods, entry = shown_periods(period), explorer.indicators()[wanted.code]
    question = Question(entry, (wanted.by, PERIOD), filters, periods[0], period, period.grain)
    grid = _grid(user, question)
    words = labels.labels(wanted.by)
    lines = [_line(grid, code, labels.label(wanted.by, code, words), periods) for code in grid.rows]
    if wanted.is_told_twice:
        lines = _apart(user, question, lines, _givers(user, wanted, period, filters))
    if wanted.by in ORDERED_BY_SIZE:
        lines.sort(key=lambda line: (line.code is None, -(line.at(period).shown.value or 0), line.label))
    total = None
    if wanted.has_total:
        sums = _grid(user, replace(question, by=(PERIOD,)))
        total = Line(TOTAL, "Ensemble", {one.iso: Figure(sums.cell(one.iso, "")) for one in periods})
    unit = str({str(one): text for one, text in labels.UNITS.items()}.get(entry.unit, entry.unit))
    return Block(wanted.by if wanted.code == "FLOW" else wanted.code, wanted.title, unit, tuple(lines), total,
                 tuple(explorer.breaks(question, grid, french=True)))


def _line(grid: Grid, code: str | None, label: str, periods: Sequence[Period]) -> Line:
    return Line(code, label, {one.iso: Figure(grid.cell(code, one.iso)) for one in periods})


def _apart(user: Any, question: Question, lines: Sequence[Line], givers: Mapping[str, Sequence[str]]) -> list[Line]:
    """What several sources tell of, as each tells it: « Convoi – compte de l’OIM »."""
    names, found = explorer.source_names(user), []
    for line in lines:
        each = givers.get(line.code or "", ())
        for source in each if len(each) > 1 else ():
            theirs = _grid(user, replace(question, filters={**question.filters, "source": (source,)}))
            found.append(_line(theirs, line.code, f"{line.label} – {names.get(source, source)}",
                               [read_period(iso) for iso in line.cells]))
        if len(each) < 2:
            found.append(line)
    return found


def _grid(user: Any, question: Question) -> Grid:
    grid, _answer = explorer.answer(user, question)
    if question.grain is not Grain.QUARTER or question.indicator.measure.kind == "stock":
        return grid
    months, _again = explorer.answer(user, replace(question, grain=Grain.MONTH))
    if len(question.by) == 1:  # rows are the periods themselves: turned, so that one rule serves both
        turned = with_whole_quarters(_turned(grid), _turned(months))
        return _turned(turned)
    return with_whole_quarters(grid, months)


def _turned(grid: Grid) -> Grid:
    return Grid(grid.question, grid.columns, grid.rows, {(two, one): cell for (one, two), cell in grid.cells.items()})


def _protected(blocks: Sequence[Block], region: str, period: Period, sources: Sequence[str]) -> list[Block]:
    """The same with what may not be told hidden; a total that one of them hides is hidden in all."""
    found = [_told(block, period, sources) for block in blocks]
    place, periods = region or TOTAL, shown_periods(period)
    totals = {one.iso for block, cells in zip(blocks, found, strict=True) if block.total for one in periods
              if not may_tell(cells.get(one.iso, {}), place, TOTAL, block.total.at(one).shown.value)}
    return [_hiding(block, cells, place, totals) for block, cells in zip(blocks, found, strict=True)]


def _told(block: Block, period: Period, sources: Sequence[str]) -> Told:
    wanted = next(one for one in (*FLOWS, *OTHERS) if block.name in (one.by if one.code == "FLOW" else one.code,))
    return told_to_partners(explorer.indicators()[wanted.code], wanted.by, shown_periods(period), sources,
                            with_total=wanted.has_total)


def _hiding(block: Block, told: Told, place: str, totals: set[str]) -> Block:
    def hides(line: Line, iso: str, value: float | None) -> bool:
        code = line.code or UNSAID
        cell = (code, TOTAL) if block.name == "region" else (place, code)
        return not may_tell(told.get(iso, {}), *cell, value)
    lines = [replace(line, cells=_cells(line, {iso for iso, figure in line.cells.items()
                                               if hides(line, iso, figure.shown.value)})) for line in block.lines]
    return replace(block, lines=tuple(lines), total=replace(
        block.total, cells=_cells(block.total, totals)) if block.total else None)


def _cells(line: Line, hidden: set[str]) -> dict[str, Figure]:
    return {period: replace(figure, is_hidden=period in hidden and figure.shown.value is not None)
            for period, figure in line.cells.items()}
