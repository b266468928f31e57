"""Which figures documents for partners may tell, whoever has them made."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from canevas.evidence.observatory.models import Source
from canevas.evidence.observatory.queries.store import backend, holding, path_of
from canevas.evidence.observatory.queries.visible import shared
from canevas.evidence.observatory.rules.counting import count, needed
from canevas.evidence.observatory.rules.disclosure.primary import policy_for
from canevas.evidence.observatory.rules.periods import Grain, Period
from canevas.evidence.observatory.rules.publish.common_table import Cell, told, told_of_quarter
from canevas.evidence.observatory.rules.publish.leaves import UNSAID, is_stock
from canevas.evidence.observatory.rules.sharing import Reader, Terms, terms_for
from canevas.evidence.observatory.rules.statistics.explorer import PERIOD, Question, asked
from canevas.evidence.observatory.rules.storing import observations, traits_of
from canevas.tools.engines.reading import run
from canevas.tools.vocabulary.indicators import IndicatorEntry

PARTNERS = Reader(sees_everything=True, may_see=True)
"""A partner of whom nothing more is known."""
THRESHOLD = policy_for("partner").threshold
Told = Mapping[str, Mapping[Cell, float]]
"""By period (ISO): the cells that may be told, with their figures."""


def shared_with_partners(sources: Iterable[Source], needed_terms: Terms, day: date) -> list[Source]:
    """Those of these sources that every partner may see as finely as ``needed_terms``."""
    return [row for row in sources if (terms := terms_for(PARTNERS, shared(row), day)) and terms.covers(needed_terms)]


def codes_for_partners(needed_terms: Terms, day: date) -> list[str]:
    """The sources that every partner may see so, whoever asks."""
    rows = Source.objects.select_related("organisation").prefetch_related("agreements")
    return [one.code for one in shared_with_partners(rows, needed_terms, day)]


def told_to_partners(indicator: IndicatorEntry, breakdown: str, periods: Sequence[Period], sources: Sequence[str], *,
                     with_total: bool) -> Told:
    """What may be told of these periods (all of one grain) by region and by ``breakdown``, counted from ``sources``."""
    policy, grain = policy_for("partner"), periods[0].grain
    found = _figures(indicator, breakdown, periods, grain, sources)
    if grain is not Grain.QUARTER or is_stock(Question(indicator)):
        return {iso: told(figures, policy, with_total=with_total) for iso, figures in found.items()}
    months = _figures(indicator, breakdown, periods, Grain.MONTH, sources)
    return {period.iso: told_of_quarter(found.get(period.iso, {}), {
        iso: figures for iso, figures in months.items() if period.start.isoformat()[:7] <= iso <= str(period.end)[:7]},
        policy, with_total=with_total) for period in periods}


def may_tell(cells: Mapping[Cell, float], region: str, code: str, value: float | None) -> bool:
    """Whether a document may tell ``value`` of a cell: it is told in the table of the whole country, and is its figure
    or far from it (its maker sees fewer sources: a small difference would tell the others')."""
    if value is None:
        return True
    whole = cells.get((region, code))
    return whole is not None and (value == 0 or value >= THRESHOLD) and (
        abs(whole - value) < 1e-9 or abs(whole - value) >= THRESHOLD)


def _figures(indicator: IndicatorEntry, breakdown: str, periods: Sequence[Period], grain: Grain,
             sources: Sequence[str]) -> dict[str, dict[Cell, float | None]]:
    by = tuple(dict.fromkeys(("region", breakdown, PERIOD)))
    plain = asked(Question(indicator, by, {"source": tuple(sources) or ("\0",)}, periods[0], periods[-1], grain),
                  indicator.measure)
    files = [path_of(batch) for batch in holding().filter(source__code__in=sources).order_by("pk").only("uid")]
    engine = backend()
    rows: list[dict[str, Any]] = run(count(observations(engine, files).select(*needed(plain)), plain, traits_of(files)),
                                     engine).to_pylist()
    found: dict[str, dict[Cell, float | None]] = {}
    for row in rows:
        if row[PERIOD]:
            value = row["figures"] if indicator.measure.take == "count" else row["value"]
            cell = (row["region"] or UNSAID, UNSAID if breakdown == "region" else row[breakdown] or UNSAID)
            found.setdefault(row[PERIOD], {})[cell] = value
    return found
