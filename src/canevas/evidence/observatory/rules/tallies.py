"""What is added up to tell a figure, from rows of the store or from tallies made before: both say the same."""
from __future__ import annotations

from typing import Any

from canevas.evidence.observatory.rules.observation import Bound
from canevas.evidence.observatory.rules.storing import Traits
from canevas.tools.engines.libraries import Expression, ibis

_MARKS = {Bound.LESS_THAN: -2, Bound.AT_MOST: -1, Bound.ABOUT: 0, Bound.AT_LEAST: 1, Bound.MORE_THAN: 2}
"""Below zero: the figure is no more than that; above: no less."""
_NONE = 9
TALLIES = ("value", "figures", "known", "partial", "lowest", "highest")
"""The sum, of how many rows, how many of them with a figure, whether one is not whole, the least and the greatest mark
of the bounds (null: all exact)."""
MEASURED = ("value", "bound", "figures", "missing", "is_partial")
"""What is told of them."""


def is_tallied(table: Expression) -> bool:
    """Whether these rows are tallies, and not figures as the store has them."""
    return "figures" in table.columns


def added_up(table: Expression, traits: Traits) -> dict[str, Expression]:
    """The tallies of ``table``, those that its traits leave open, to aggregate by whatever one asks for."""
    found, more = (_of_tallies if is_tallied(table) else _of_rows)(table)
    wanted = {"known": traits.has_gaps, "partial": traits.has_partial, "lowest": traits.is_bounded,
              "highest": traits.is_bounded}
    return found | {name: tally for name, tally in more.items() if wanted[name]}


def _of_rows(table: Expression) -> tuple[dict[str, Expression], dict[str, Expression]]:
    # the least and the greatest of small numbers, since texts cannot be compared so; exact ones are told first, for
    # they are nearly all, and what follows is worked out for the others alone
    mark = ibis.cases((table.bound == str(Bound.EXACT), ibis.null("int8")), (table.value.isnull(), ibis.null("int8")),
                      *((table.bound == str(bound), ibis.literal(mark, "int8")) for bound, mark in _MARKS.items()),
                      else_=ibis.literal(_MARKS[Bound.ABOUT], "int8"))
    return {"value": table.value.sum(), "figures": table.count()}, {
        "known": table.value.count(), "partial": table.is_partial.any(), "lowest": mark.min(), "highest": mark.max()}


def _of_tallies(table: Expression) -> tuple[dict[str, Expression], dict[str, Expression]]:
    # a sum of no tally is no row: zero, as a count of no row is
    return {"value": table.value.sum(), "figures": table.figures.sum().fill_null(0)}, {
        "known": table.known.sum().fill_null(0), "partial": table.partial.any(),
        "lowest": table.lowest.min(), "highest": table.highest.max()}


def told(summed: Expression, traits: Traits) -> Expression:
    """``summed`` with ``bound``, ``missing`` and ``is_partial``."""
    known = summed.known if traits.has_gaps else summed.figures
    lacks = known < summed.figures
    exact = ibis.literal(str(Bound.EXACT))
    if traits.is_bounded:
        lowest, highest = summed.lowest.fill_null(_NONE), summed.highest.fill_null(-_NONE)
        up, down, about = highest > 0, lowest < 0, highest == 0
        own = [(highest == mark, str(bound)) for bound, mark in _MARKS.items()]
        bound: Any = ibis.cases(
            (known == 0, ibis.null("string")),
            ((known == 1) & (summed.figures == 1), ibis.cases(*own, else_=exact)),
            ((up | lacks) & down, str(Bound.ABOUT)),
            (up | lacks, str(Bound.AT_LEAST)),
            (down, str(Bound.AT_MOST)),
            (about, str(Bound.ABOUT)), else_=exact)
    elif traits.has_gaps:
        bound = ibis.cases((known == 0, ibis.null("string")), (lacks, str(Bound.AT_LEAST)), else_=exact)
    else:
        bound = ibis.cases((known == 0, ibis.null("string")), else_=exact)
    return summed.mutate(
        bound=bound, missing=summed.figures - known,
        is_partial=summed.partial.fill_null(False) if traits.has_partial else ibis.literal(False))
