"""Sharing agreements inside the question itself: before anything is filtered or counted, each source's figures are made
as coarse as the reader may see them. What is hidden cannot be asked for either."""
from __future__ import annotations

from collections.abc import Mapping

from canevas.evidence.observatory.rules.observation import FIELDS
from canevas.evidence.observatory.rules.periods import Grain
from canevas.evidence.observatory.rules.sharing import GRAINS, Terms
from canevas.tools.engines.libraries import Expression, ibis

_TYPES = {"string": "string", "double": "float64", "int32": "int32", "date": "date", "boolean": "boolean"}
_TRUNCATED = {Grain.WEEK: "W", Grain.MONTH: "M", Grain.QUARTER: "Q", Grain.YEAR: "Y"}


def coarsened(table: Expression, terms: Mapping[str, Terms]) -> Expression:
    """``table`` as somebody sees it under these terms (by code of the source). Figures of any other source are left
    out, whatever files they stand in. Where anything is made coarser, ``day_`` is the true first day: for
    :func:`counting.newest` alone, never to be shown."""
    table = table.filter(table.source.isin(sorted(terms))) if terms else table.filter(ibis.literal(False))
    limited = {code: one for code, one in terms.items() if not one.is_whole}
    if not limited:
        return table
    emptied = {}
    for field in (field for field in FIELDS if field.name in table.columns):
        hidden = sorted(code for code, one in limited.items() if one.hides(field.name))
        if hidden:
            emptied[field.name] = table.source.isin(hidden).ifelse(ibis.null(_TYPES[field.type]), table[field.name])
    # states of a stock within one coarser period must still be told apart, to count the newest alone
    return _in_coarser_periods(table.mutate(**emptied, day_=table.start), limited)


def _in_coarser_periods(table: Expression, limited: Mapping[str, Terms]) -> Expression:
    for grain in GRAINS:
        of = sorted(code for code, one in limited.items() if one.grain is grain)
        if of and grain is not Grain.DAY:
            table = _at_grain(table, of, grain)
    return table


def _at_grain(table: Expression, sources: list[str], grain: Grain) -> Expression:
    """Periods finer than ``grain`` become the period of that grain that they fall whole into; one that straddles two
    becomes its year, or nothing where it straddles two years."""
    finer = [str(one) for one in GRAINS[GRAINS.index(grain) + 1:]]
    # a period with no grain that the house knows (from one day to another) is as fine as can be
    is_finer = table.source.isin(sources) & (table.grain.isin(finer) | table.grain.isnull() | ~table.grain.isin(
        [str(one) for one in GRAINS]))
    letter = _TRUNCATED[grain]
    whole = table.start.truncate(letter) == table.end.truncate(letter)
    in_year = table.start.truncate("Y") == table.end.truncate("Y")
    first = ibis.cases((whole, table.start.truncate(letter)), (in_year, table.start.truncate("Y")),
                       else_=ibis.null("date"))
    coarse = ibis.cases((whole, str(grain)), (in_year, str(Grain.YEAR)), else_=ibis.null("string"))
    marked = table.mutate(finer_=is_finer.fill_null(True), first_=first, coarse_=coarse)
    return marked.mutate(
        start=marked.finer_.ifelse(marked.first_, marked.start),
        end=marked.finer_.ifelse(_last_day(marked.first_, marked.coarse_), marked.end),
        period=marked.finer_.ifelse(_written(marked.first_, marked.coarse_), marked.period),
        grain=marked.finer_.ifelse(marked.coarse_, marked.grain)).drop("finer_", "first_", "coarse_")


def _last_day(first: Expression, grain: Expression) -> Expression:
    day = ibis.interval(days=1)
    return ibis.cases(
        (grain == "week", (first + ibis.interval(days=6)).cast("date")),
        (grain == "month", ((first + ibis.interval(months=1)) - day).cast("date")),
        (grain == "quarter", ((first + ibis.interval(months=3)) - day).cast("date")),
        (grain == "year", ((first + ibis.interval(years=1)) - day).cast("date")), else_=ibis.null("date"))


def _written(first: Expression, grain: Expression) -> Expression:
    year = first.year().cast("string")
    thursday = (first + ibis.interval(days=3)).cast("date")
    week = thursday.year().cast("string") + "-W" + first.week_of_year().cast("string").lpad(2, "0")
    return ibis.cases(
        (grain == "week", week), (grain == "month", first.strftime("%Y-%m")),
        (grain == "quarter", year + "-Q" + first.quarter().cast("string")), (grain == "year", year),
        else_=ibis.null("string"))
