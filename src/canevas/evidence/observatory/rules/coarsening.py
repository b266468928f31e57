"""Sharing agreements inside the question itself: before anything is filtered or counted, each source's figures, or
their tallies by month, are made as coarse as the reader may see them. What is hidden cannot be asked for either."""
from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping

from canevas.evidence.observatory.rules.observation import FIELDS, Field
from canevas.evidence.observatory.rules.periods import Grain
from canevas.evidence.observatory.rules.sharing import GRAINS, Terms
from canevas.tools.engines.libraries import Expression, ibis

_TYPES = {"string": "string", "double": "float64", "int32": "int32", "date": "date", "boolean": "boolean"}
_OF_TIME = {"start": "date", "end": "date", "period": "string", "grain": "string"}
_LETTERS = {Grain.WEEK: "W", Grain.MONTH: "M", Grain.QUARTER: "Q", Grain.YEAR: "Y"}
_LENGTHS = {Grain.WEEK: {"days": 7}, Grain.MONTH: {"months": 1}, Grain.QUARTER: {"months": 3}, Grain.YEAR: {"years": 1}}


def coarsened(table: Expression, terms: Mapping[str, Terms]) -> Expression:
    """``table`` as somebody sees it under these terms (by code of the source). Figures of any other source are left
    out, whatever files they stand in. Where anything is made coarser, ``day_`` is the true first day: for
    :func:`counting.newest` alone, never to be shown."""
    table = table.filter(table.source.isin(sorted(terms))) if terms else table.filter(ibis.literal(False))
    if all(one.is_whole for one in terms.values()):
        return table
    made = {field.name: said for field in FIELDS if field.name in table.columns
            for said in [_as_seen(table, field, terms)] if said is not None}
    # states of a stock within one coarser period must still be told apart, to count the newest alone
    return table.mutate(**made, day_=table.start)


def _as_seen(table: Expression, field: Field, terms: Mapping[str, Terms]) -> Expression | None:
    """A column as these terms show it; ``None``: as it is."""
    by_grain: dict[Grain | None, list[str]] = defaultdict(list)
    for code, one in sorted(terms.items()):
        if field.name in _OF_TIME and one.grain is not Grain.DAY:
            by_grain[one.grain].append(code)
        elif one.hides(field.name):
            by_grain[None].append(code)
    said = [(codes, _coarse(table, grain, field.name) if grain else ibis.null(_TYPES[field.type]))
            for grain, codes in by_grain.items()]
    if not said:
        return None
    if len(said) == 1 and len(said[0][0]) == len(terms):
        return said[0][1]
    return ibis.cases(*((table.source.isin(codes), one) for codes, one in said), else_=table[field.name])


def _coarse(table: Expression, grain: Grain, column: str) -> Expression:
    """A column of ``_OF_TIME`` where nothing finer than ``grain`` may be told: of the period of that grain that holds
    the whole; of a coarser one as it is; of any other, of its year, or nothing where it straddles two years. It is
    worked out from the days alone, so that rows and tallies say the same."""
    coarser = GRAINS[GRAINS.index(grain)::-1]
    cases = [((_is_within if one in (grain, Grain.YEAR) else _is_exactly)(table, one), _said(table, one, column))
             for one in coarser]
    return ibis.cases(*cases, else_=ibis.null(_OF_TIME[column]))


def _is_within(table: Expression, grain: Grain) -> Expression:
    letter = _LETTERS[grain]
    return table.start.truncate(letter) == table.end.truncate(letter)


def _is_exactly(table: Expression, grain: Grain) -> Expression:
    first = table.start.truncate(_LETTERS[grain])
    return (table.start == first) & (table.end == _last_day(first, grain))


def _last_day(first: Expression, grain: Grain) -> Expression:
    return ((first + ibis.interval(**_LENGTHS[grain])) - ibis.interval(days=1)).cast("date")


def _said(table: Expression, grain: Grain, column: str) -> Expression:
    first = table.start.truncate(_LETTERS[grain])
    match column:
        case "start":
            return first
        case "end":
            return _last_day(first, grain)
        case "grain":
            return ibis.literal(str(grain))
    return _written(first, grain)


def _written(first: Expression, grain: Grain) -> Expression:
    year = first.year().cast("string")
    match grain:
        case Grain.WEEK:
            thursday = (first + ibis.interval(days=3)).cast("date")
            return thursday.year().cast("string") + "-W" + first.week_of_year().cast("string").lpad(2, "0")
        case Grain.MONTH:
            return first.strftime("%Y-%m")
        case Grain.QUARTER:
            return year + "-Q" + first.quarter().cast("string")
    return year
