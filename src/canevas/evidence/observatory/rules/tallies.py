"""What is added up to tell a figure, from rows of the store or from tallies made before: both say the same."""
from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from canevas.evidence.observatory.rules.observation import Bound
from canevas.evidence.observatory.rules.storing import Traits
from canevas.tools.engines.libraries import Expression, ibis

MARKS = {Bound.LESS_THAN: -2, Bound.AT_MOST: -1, Bound.ABOUT: 0, Bound.AT_LEAST: 1, Bound.MORE_THAN: 2}
"""Below zero: the figure is no more than that; above: no less. Exact figures and intervals have none."""
_BOUNDS = {mark: bound for bound, mark in MARKS.items()}
_EXACT = str(Bound.EXACT)
TALLIES = ("value", "figures", "known", "partial", "lowest", "highest", "spread")
"""The sum (of intervals, of their lower ends), of how many rows, how many of them with a figure, whether one is not
whole, the least and the greatest mark of the bounds (null: all exact, or intervals), and by how much the upper ends of
intervals are above the lower ones (null: no interval)."""
MEASURED = ("value", "upper", "bound", "figures", "missing", "is_partial")
"""What is told of them."""


def is_tallied(table: Expression) -> bool:
    """Whether these rows are tallies, and not figures as the store has them."""
    return "figures" in table.columns


def added_up(table: Expression, traits: Traits) -> dict[str, Expression]:
    """The tallies of ``table``, those that its traits leave open, to aggregate by whatever one asks for."""
    found, more = (_of_tallies if is_tallied(table) else _of_rows)(table)
    wanted = {"known": traits.has_gaps, "partial": traits.has_partial, "lowest": traits.is_bounded,
              "highest": traits.is_bounded, "spread": traits.has_intervals}
    return found | {name: tally for name, tally in more.items() if wanted[name]}


def _of_rows(table: Expression) -> tuple[dict[str, Expression], dict[str, Expression]]:
    # the least and the greatest of small numbers, since texts cannot be compared so; exact ones are told first, for
    # they are nearly all, and what follows is worked out for the others alone
    mark = ibis.cases((table.bound == str(Bound.EXACT), ibis.null("int8")), (table.value.isnull(), ibis.null("int8")),
                      (table.bound == str(Bound.BETWEEN), ibis.null("int8")),
                      *((table.bound == str(bound), ibis.literal(mark, "int8")) for bound, mark in MARKS.items()),
                      else_=ibis.literal(MARKS[Bound.ABOUT], "int8"))
    return {"value": table.value.sum(), "figures": table.count()}, {
        "known": table.value.count(), "partial": table.is_partial.any(), "lowest": mark.min(), "highest": mark.max(),
        "spread": (table.upper - table.value).sum()}


def _of_tallies(table: Expression) -> tuple[dict[str, Expression], dict[str, Expression]]:
    # a sum of no tally is no row: zero, as a count of no row is
    return {"value": table.value.sum(), "figures": table.figures.sum().fill_null(0)}, {
        "known": table.known.sum().fill_null(0), "partial": table.partial.any(),
        "lowest": table.lowest.min(), "highest": table.highest.max(), "spread": table.spread.sum()}


def told(row: Mapping[str, Any]) -> dict[str, Any]:
    """What tallies that were added up say: those of ``MEASURED``. What the traits left out of ``row`` cannot occur."""
    return tell(row["value"], row["figures"], row.get("known", row["figures"]), row.get("partial"), row.get("lowest"),
                row.get("highest"), row.get("spread"))


def tell(value: float | None, figures: int, known: int, partial: bool | None, lowest: int | None,
         highest: int | None, spread: float | None) -> dict[str, Any]:
    """The same of ``TALLIES``; ``None`` where the traits left one out."""
    if highest is None and spread is None and 0 < known == figures:  # nearly all: exact, and nothing lacks
        return {"value": value, "upper": None, "bound": _EXACT, "figures": figures, "missing": 0,
                "is_partial": bool(partial)}
    is_open = known < figures or (highest or 0) > 0  # above: more may be
    bound = _bound(known, figures, lowest, highest, is_open, spread is not None)
    upper = None if value is None or spread is None or is_open else value + spread
    return {"value": value, "upper": upper, "bound": bound and str(bound), "figures": figures,
            "missing": figures - known, "is_partial": bool(partial)}


def _bound(known: int, figures: int, lowest: int | None, highest: int | None, is_open: bool,
           has_interval: bool) -> Bound | None:
    """How a sum binds.

    An interval beside exact figures makes an interval, beside what is "at least" a sum that is at least its lower ends;
    beside what is "at most" nothing but an estimate, for its lower end is not that of the others."""
    if not known:
        return None
    exact = Bound.BETWEEN if has_interval else Bound.EXACT
    if known == figures == 1:
        return exact if highest is None else _BOUNDS[highest]
    if (lowest or 0) < 0:
        return Bound.ABOUT if is_open or has_interval else Bound.AT_MOST
    if is_open:
        return Bound.AT_LEAST
    return exact if highest is None else Bound.ABOUT
