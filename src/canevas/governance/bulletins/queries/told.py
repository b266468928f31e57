"""The tables of a bulletin for the public: cells of releases that stand before the public, and nothing else.

So it tells nothing that the gate did not let through: not beside other bulletins or releases, whatever was corrected
between them. A corrected figure stands in it once a release tells it.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from canevas.evidence.observatory.queries import explorer
from canevas.evidence.observatory.queries.releases import newest_public, question_of, table_of
from canevas.evidence.observatory.rules.observation import Bound
from canevas.evidence.observatory.rules.periods import Period
from canevas.evidence.observatory.rules.publish.leaves import UNSAID
from canevas.evidence.observatory.rules.publish.table import TOTAL, PublishedCell, PublishedTable, Status
from canevas.evidence.observatory.rules.statistics.accounts import SOURCE
from canevas.evidence.observatory.rules.statistics.explorer import MISSING, PERIOD, Grid, Question, Shown
from canevas.evidence.observatory.rules.statistics.series import Standing
from canevas.governance.bulletins.queries.figures import FLOWS, ORDERED_BY_SIZE, OTHERS, Wanted
from canevas.governance.bulletins.rules.figures import (
    POINTS,
    Block,
    Figure,
    Line,
    lacking,
    shown_periods,
    with_lacks,
)

BOUNDS = {Status.ESTIMATED: Bound.ABOUT, Status.PROVISIONAL: Bound.AT_LEAST}
STANDINGS = {Status.MISSING: Standing.MISSING, Status.CLOSED: Standing.CLOSED, Status.PROVISIONAL: Standing.PARTIAL}


@dataclass(frozen=True)
class Out:
    """A release that stands before the public. ``by``: its breakdown beside the period, ""; ``region`` and ``sources``:
    that it keeps to, "" and none."""

    release: Any
    question: Question
    table: PublishedTable
    by: str
    region: str
    sources: tuple[str, ...]
    cells: Mapping[tuple[str, ...], PublishedCell]

    @property
    def codes(self) -> dict[str, str]:
        """Of its breakdown, with their words."""
        return next((dict(one.labels) for one in self.table.dimensions if one.name == self.by and self.by), {})

    def figure(self, code: str, period: str) -> Figure:
        cell = self.cells.get(tuple(period if name == PERIOD else code for name in self.question.by))
        if cell is None:
            return Figure(MISSING)
        bound = BOUNDS.get(cell.status, Bound.EXACT)
        return Figure(Shown(cell.value, str(bound), STANDINGS.get(cell.status, Standing.VALUE)),
                      cell.status is Status.SUPPRESSED)

    def line(self, code: str, label: str, periods: Sequence[Period]) -> Line:
        return Line(None if code == UNSAID else code, label, {one.iso: self.figure(code, one.iso) for one in periods})


class ToldPublicly:
    """What the public releases tell of a region ("" for the country) at a period."""

    def __init__(self, region: str, period: Period) -> None:
        self.region, self.period = region, period
        found = [one for release in newest_public() if (one := _out(release, period)) is not None]
        self.out = sorted((one for one in found if one.region in ("", region)), key=lambda one: bool(one.sources))
        self.used: dict[str, Out] = {}

    def blocks(self) -> list[Block]:
        """That of flows by direction first, with the whole flow, where a release tells it; each table from one release.
        What several sources tell of the same people no release adds."""
        places = "region" if self.region else "flow_point"
        flows = [block for one in FLOWS if one.by != places and (block := self._block(one)) is not None]
        points = next((block for block in flows if block.name in POINTS), None)
        if points is not None:
            flows = [with_lacks(block, lacking(points)) for block in flows]
        return [*flows, *(block for one in OTHERS if (block := self._block(one)) is not None)]

    def whole_flow(self, periods: Sequence[Period]) -> list[float | None]:
        """``None`` where it is not told, or only in part."""
        total = self._total(FLOWS[0], periods)
        return [figure.value if (figure := total.at(one)).shown.is_whole else None for one in periods] if total else []

    def _block(self, wanted: Wanted) -> Block | None:
        periods = shown_periods(self.period)
        one = next((one for one in self._of(wanted) if one.by == wanted.by and one.region == self.region), None)
        total = self._total(wanted, periods, one) if wanted.has_total and (one or wanted is FLOWS[0]) else None
        if one is None and total is None:
            return None
        lines = [one.line(code, label, periods) for code, label in one.codes.items() if code != TOTAL] if one else []
        if wanted.by in ORDERED_BY_SIZE:
            lines.sort(key=lambda line: (line.code is None, -(line.at(self.period).value or 0), line.label))
        if one is not None:
            self.used[str(one.release.uid)] = one
        question = Question(explorer.indicators()[wanted.code], (wanted.by, PERIOD), {
            "region": (self.region,)} if self.region else {}, periods[0], self.period, self.period.grain)
        grid = Grid(question, tuple(line.code for line in lines), tuple(each.iso for each in periods), {})
        title = wanted.title if lines else "Flux observés"
        block = Block(wanted.by if wanted.code == "FLOW" else wanted.code, title, _unit(one, self._of(wanted)),
                      tuple(lines), total, tuple(explorer.breaks(question, grid, french=True)))
        return None if block.is_empty else block

    def _total(self, wanted: Wanted, periods: Sequence[Period], first: Out | None = None) -> Line | None:
        """All of a measure here: the total of a table (``first`` before others), or a region's line of the country."""
        for one in [*([first] if first else []), *self._of(wanted)]:
            code = ""
            if one.by == "region" and self.region and not one.region:
                code = self.region
            elif one.region != self.region:
                continue
            elif one.by:
                code = TOTAL if TOTAL in one.codes else next(iter(one.codes)) if len(one.codes) == 1 else "?"
            if not one.by or code in one.codes:
                self.used[str(one.release.uid)] = one
                return Line(TOTAL, "Ensemble", one.line(code, "", periods).cells)
        return None

    def _of(self, wanted: Wanted) -> list[Out]:
        """Those of its indicator, all of the same sources: where several count the same people, one account."""
        found = [one for one in self.out if one.question.indicator.code == wanted.code]
        return [one for one in found if one.sources == found[0].sources]


def _unit(one: Out | None, others: Sequence[Out]) -> str:
    return (one or others[0]).table.unit_label


def _out(release: Any, period: Period) -> Out | None:
    """``None`` where it tells nothing of this period, or something else than the whole of a region or the country."""
    if release.form != release.Form.TABLE:  # a file of records tells no totals
        return None
    question, table = question_of(release), table_of(release)
    more = [name for name in question.by if name != PERIOD]
    region = question.filters.get("region", ())
    known = next((one.labels for one in table.dimensions if one.name == PERIOD), {})
    if period.iso not in known or question.grain is not period.grain or len(region) > 1 or len(more) > 1 or set(
            question.filters) - {"region", SOURCE}:
        return None
    return Out(release, question, table, more[0] if more else "", region[0] if region else "",
               tuple(sorted(question.filters.get(SOURCE, ()))),
               {cell.key: cell for cell in table.cells})
