"""The tables of a bulletin for partners: what the observatory says that they may be told, and nothing else."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils import timezone

from canevas.evidence.observatory.queries import explorer, labels, meeting, visible
from canevas.evidence.observatory.queries.leaves import leaves_at, one_account
from canevas.evidence.observatory.queries.partners import POLICY, Sheet, shared_with_partners, told_to_partners
from canevas.evidence.observatory.rules.observation import Bound, Kind
from canevas.evidence.observatory.rules.periods import Grain, Period, periods_between
from canevas.evidence.observatory.rules.publish.leaves import UNSAID, axis
from canevas.evidence.observatory.rules.publish.table import TOTAL, Status
from canevas.evidence.observatory.rules.sharing import Terms
from canevas.evidence.observatory.rules.statistics.accounts import SOURCE, has_accounts
from canevas.evidence.observatory.rules.statistics.explorer import MISSING, PERIOD, Grid, Question, Shown
from canevas.evidence.observatory.rules.statistics.one_account import EVERY_ROW, OneAccount
from canevas.evidence.observatory.rules.statistics.series import Standing
from canevas.governance.bulletins.rules.bulletin import Aside
from canevas.governance.bulletins.rules.figures import (
    POINTS,
    Block,
    Figure,
    Line,
    lacking,
    months_of,
    shown_periods,
    with_lacks,
    with_whole_quarters,
)

NEEDED = Terms(frozenset({"direction", "nationality", "sex", "population_group", "activity", "event"}), "locality",
               Grain.MONTH)
"""What partners must be allowed to see of a source for its figures to stand in a bulletin."""
MOST_LINES = 12


@dataclass(frozen=True, slots=True)
class Wanted:
    """A table: which indicator, by what; with the total, where its lines may be added. ``code``: of the indicator.
    ``is_by_source``: what several sources tell of the same people stands as each tells it; a table with a total keeps
    to one account of each crossing (:class:`Sources`). ``kept_as``: what the observatory keeps of it for partners."""

    code: str
    by: str
    title: str
    has_total: bool = True

    @property
    def is_by_source(self) -> bool:
        return not self.has_total and has_accounts(Question(explorer.indicators()[self.code]))

    @property
    def kept_as(self) -> str:
        if self.by == "region":  # the totals of the first breakdown
            return FLOWS[0].by
        return f"{self.by}+{SOURCE}" if self.is_by_source else self.by


FLOWS = (Wanted("FLOW", "direction", "Flux par direction"), Wanted("FLOW", "region", "Flux par région"),
         Wanted("FLOW", "flow_point", "Flux par point de suivi"),
         Wanted("FLOW", "nationality", "Flux par nationalité"), Wanted("FLOW", "sex", "Flux par sexe"))
OTHERS = (Wanted("STOCK", "population_group", "Populations concernées", has_total=False),
          Wanted("EXPULSIONS", "event", "Expulsions et refoulements vers le Niger", has_total=False),
          Wanted("RESCUES", "event", "Migrants secourus", has_total=False),
          Wanted("SERVICES", "activity", "Services, par activité", has_total=False))
ORDERED_BY_SIZE = ("nationality", "flow_point")


def told_of() -> dict[str, tuple[str, ...]]:
    """By indicator, what the observatory keeps of it for partners."""
    return {code: tuple(dict.fromkeys(one.kept_as for one in (*FLOWS, *OTHERS) if one.code == code))
            for code in dict.fromkeys(one.code for one in (*FLOWS, *OTHERS))}


@dataclass(frozen=True, slots=True)
class Sources:
    """``codes``: of every source of a bulletin; ``account``: what of their flows it leaves out, because another source
    tells of the same crossings."""

    codes: Sequence[str]
    account: OneAccount = EVERY_ROW


def shareable_sources(user: Any) -> list[Any]:
    """The sources that ``user`` sees and that every partner may see as finely as a bulletin shows them."""
    today = timezone.localdate()
    return shared_with_partners(visible.sources(user).prefetch_related("agreements"), NEEDED, today)


def account_of_flows(sources: Sequence[str]) -> OneAccount:
    """What of the flows of ``sources`` (codes) a bulletin leaves out. Whoever asks, and for the whole country: all
    bulletins tell the same."""
    return one_account(Question(explorer.indicators()[FLOWS[0].code]), sources, timezone.now())


def set_aside(user: Any, region: str, period: Period, account: OneAccount) -> list[Aside]:
    """What ``account`` leaves out of a region ("": of any) within the year of a period, in words."""
    names, places = explorer.source_names(user), dict[tuple[str, str], list[tuple[str, str]]]()
    year = replace(period, start=shown_periods(period)[0].start)
    for place, each in account.in_region(region).within(year).places().items():
        told, left = (", ".join(sorted(names.get(one, one) for one in sources)) for sources in each)
        places.setdefault((told, left), []).append(place)
    return [Aside(meeting.in_words(each), told, left) for (told, left), each in places.items()]


def conditions(region: str, sources: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """The conditions of a bulletin's questions."""
    return {SOURCE: tuple(sources) or ("\0",), **({"region": (region,)} if region else {})}


def blocks_of(user: Any, region: str, period: Period, sources: Sources) -> list[Block]:
    """Every table of which there is a figure within the year; those of flows first, the one by direction always."""
    places = "region" if region else "flow_point"  # a region by its points, the country by its regions
    flows = [_block(user, one, period, conditions(region, sources.codes), sources.account)
             for one in FLOWS if one.by != places]
    lacks = lacking(next(block for block in flows if block.name in POINTS))
    flows = [with_lacks(block, lacks) for block in flows]
    others = [_block(user, one, period, conditions(region, sources.codes)) for one in OTHERS]
    return [flows[0], *(block for block in [*flows[1:], *others] if block.says_something)]


def series_of(user: Any, region: str, first: Period, last: Period, sources: Sources) -> list[float | None]:
    """The whole flow, period after period, as it is told where it is; ``None``: missing, partial or small."""
    periods = periods_between(first, last)
    question = Question(explorer.indicators()["FLOW"], (PERIOD,), conditions(region, sources.codes), first, last,
                        last.grain)
    grid, _answer = explorer.answer(user, question)
    given, apart = Given(FLOWS[0], region or TOTAL, periods), _added_once(region, question, sources)
    found = []
    for one in periods:
        cell = apart.get(one.iso, grid.cell(one.iso, ""))
        figure = given.total(cell, one) if one.iso in given.sheets else Figure(cell)
        found.append(figure.value if figure.shown.is_whole and (figure.value or 0) >= POLICY.threshold else None)
    return found


def _added_once(region: str, question: Question, sources: Sources) -> dict[str, Shown]:
    """The months of a question in which sources tell of the same crossings, with one account of each."""
    account = sources.account.in_region(region)
    if not account:
        return {}
    leaves = leaves_at(question, ("region", PERIOD), sources.codes, timezone.now(), sources.account)
    found = {}
    for month in periods_between(question.first, question.last) if question.first and question.last else ():
        if account.within(month):
            each = [leaf for (place, when), leaf in leaves.items() if when == month.iso and region in ("", place)]
            is_whole = all(leaf.value is not None and not leaf.is_bound and not leaf.is_partial for leaf in each)
            found[month.iso] = Shown(sum(leaf.value or 0.0 for leaf in each)) if each and is_whole else MISSING
    return found


def _givers(user: Any, wanted: Wanted, period: Period, filters: Mapping[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """By line of a table, the sources that gave a figure of it within its year."""
    question = Question(explorer.indicators()[wanted.code], (wanted.by, SOURCE), filters, shown_periods(period)[0],
                        period, period.grain)
    grid, _answer = explorer.answer(user, question)
    return {row: [source for source in grid.columns if source and grid.cell(row, source).value is not None]
            for row in grid.rows if row}


def telling_sources(user: Any, region: str, period: Period, sources: Sources) -> set[str]:
    """Those that gave a figure of what the bulletin counts, within its year, and are told."""
    found: set[str] = set()
    for one in (FLOWS[0], *OTHERS):
        question = Question(explorer.indicators()[one.code], (SOURCE,), conditions(region, sources.codes),
                            shown_periods(period)[0], period, period.grain)
        grid, _answer = explorer.answer(user, question)
        rows = {row for row in grid.rows if row}
        if one.has_total and sources.account:
            leaves = leaves_at(question, (SOURCE, "region", PERIOD), sources.codes, timezone.now(), sources.account)
            when, places = axis(question, PERIOD, {key[2] for key in leaves}), (region,) if region else ()
            rows &= {source for source, place, month in leaves if any(month in codes for codes in when.values()) and (
                not places or place in places)}
        found |= rows
    return found


def _block(user: Any, wanted: Wanted, period: Period, filters: Mapping[str, tuple[str, ...]],
           account: OneAccount = EVERY_ROW) -> Block:
    periods, entry = shown_periods(period), explorer.indicators()[wanted.code]
    question = Question(entry, (wanted.by, PERIOD), filters, periods[0], period, period.grain)
    grid, given = _grid(user, question), Given(wanted, filters.get("region", (TOTAL,))[0], periods)
    words = labels.labels(wanted.by)
    lines = [given.line(grid, code, labels.label(wanted.by, code, words)) for code in grid.rows]
    if wanted.is_by_source:
        lines = _apart(user, question, lines, given, _givers(user, wanted, period, filters))
    if account:  # what only sources that are left out tell of is no line
        lines = [line for line in lines if any(figure != NOTHING for figure in line.cells.values())]
    if wanted.by in ORDERED_BY_SIZE:
        lines.sort(key=lambda line: (line.code is None, -(line.at(period).value or 0), line.label))
    total = None
    if wanted.has_total:
        sums = _grid(user, replace(question, by=(PERIOD,)))
        total = Line(TOTAL, "Ensemble", {one.iso: given.total(sums.cell(one.iso, ""), one) for one in periods})
    return Block(wanted.by if wanted.code == "FLOW" else wanted.code, wanted.title, labels.unit(entry.unit),
                 tuple(lines), total, tuple(explorer.breaks(question, grid, french=True)), given.withholds(period))


class Given:
    """What partners may be told of a table, of ``place`` (a region, or all of them)."""

    def __init__(self, wanted: Wanted, place: str, periods: Sequence[Period]) -> None:
        self.wanted, self.place, self.periods = wanted, place, periods
        entry = explorer.indicators()[wanted.code]
        self.is_stock = entry.measure.kind == Kind.STOCK
        self.sheets = told_to_partners(entry, wanted.kept_as, [
            part.iso for one in periods for part in (one, *months_of(one))])
        """By period (ISO): ``None`` where nothing may be told of it."""

    def line(self, grid: Grid, code: str | None, label: str, source: str = TOTAL) -> Line:
        by_code = (code or UNSAID, TOTAL) if self.wanted.by == "region" else (self.place, code or UNSAID)
        codes = (*by_code, source) if self.wanted.is_by_source else by_code
        return Line(code, label, {one.iso: self.figure(grid.cell(code, one.iso), codes, one) for one in self.periods})

    def withholds(self, period: Period) -> bool:
        return any(self.sheets.get(part.iso, EMPTY) is None for part in (period, *months_of(period)))

    def total(self, shown: Shown, period: Period) -> Figure:
        return self.figure(shown, (self.place, TOTAL), period)

    def figure(self, shown: Shown, codes: tuple[str, ...], period: Period) -> Figure:
        """A cell as it is told; ``shown`` says more of a figure that it agrees with. Of a quarter, what its months
        tell together."""
        parts = [period] if period.iso in self.sheets else months_of(period)
        cells = [_told(self.sheets.get(part.iso, EMPTY), codes) for part in parts]
        if self.is_stock and len(cells) > 1:  # the newest state
            cells = [next((cell for cell in reversed(cells) if cell != NOTHING), NOTHING)]
        values = [cell.shown.value for cell in cells if cell.value is not None]
        if not values:
            if any(cell.is_hidden for cell in cells) and (shown.value is not None or any(
                    self.sheets.get(part.iso) for part in parts)):
                return HIDDEN
            return Figure(shown) if shown.value is None else NOTHING
        if len(values) < len(cells):
            return Figure(Shown(sum(values), str(Bound.AT_LEAST), Standing.PARTIAL))
        told = Figure(Shown(sum(values))) if len(cells) > 1 else cells[0]
        return Figure(shown) if shown.value == told.value else told


EMPTY = Sheet({})
NOTHING, HIDDEN = Figure(MISSING), Figure(Shown(0.0), is_hidden=True)


def _told(sheet: Sheet | None, codes: tuple[str, ...]) -> Figure:
    if sheet is None:
        return HIDDEN
    cell = sheet.cell(codes)
    if cell is None:
        return NOTHING
    value, status = cell
    if value is None:
        return HIDDEN
    return Figure(Shown(value, str(Bound.ABOUT if status == Status.ESTIMATED else Bound.EXACT),
                        Standing.PARTIAL if status == Status.PROVISIONAL else Standing.VALUE))


def _apart(user: Any, question: Question, lines: Sequence[Line], given: Given, givers: Mapping[str, Sequence[str]],
           ) -> list[Line]:
    """What several sources tell of, as each tells it: « Convoi – compte de l’OIM »."""
    names, found = explorer.source_names(user), []
    for line in lines:
        each = givers.get(line.code or "", ())
        for source in each if len(each) > 1 else ():
            theirs = _grid(user, replace(question, filters={**question.filters, SOURCE: (source,)}))
            found.append(given.line(theirs, line.code, f"{line.label} – {names.get(source, source)}", source))
        if len(each) < 2:
            found.append(line)
    return found


def _grid(user: Any, question: Question) -> Grid:
    grid, _answer = explorer.answer(user, question)
    if question.grain is not Grain.QUARTER or question.indicator.measure.kind == Kind.STOCK:
        return grid
    months, _again = explorer.answer(user, replace(question, grain=Grain.MONTH))
    if len(question.by) == 1:  # rows are the periods themselves: turned, so that one rule serves both
        turned = with_whole_quarters(_turned(grid), _turned(months))
        return _turned(turned)
    return with_whole_quarters(grid, months)


def _turned(grid: Grid) -> Grid:
    return Grid(grid.question, grid.columns, grid.rows, {(two, one): cell for (one, two), cell in grid.cells.items()})
