"""The period of a row, from all that its columns, its heading and the title say of time."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.periods import Grain, Period, period_of, read_period
from canevas.tools.engines.libraries import pa

_IN_ORDER = (Meaning.DATE, Meaning.PERIOD, Meaning.WEEK, Meaning.MONTH, Meaning.QUARTER, Meaning.YEAR)
_FINENESS = {Grain.DAY: 0, Grain.WEEK: 1, None: 2, Grain.MONTH: 3, Grain.QUARTER: 4, Grain.YEAR: 5}


@dataclass(frozen=True, slots=True)
class When:
    """``period`` is ISO 8601, an interval ("2023-03-01/2023-03-15") where it is no whole day, week, month, quarter or
    year; ``grain`` is then ``None``. Nothing at all where nothing is said."""

    period: str | None = None
    start: date | None = None
    end: date | None = None
    grain: Grain | None = None
    is_partial: bool = False


NEVER = When()


def when_of(said: Mapping[str, str]) -> When:
    """``said``: by meaning (a time), its code as the readers of times give it. The finest whole period counts; a month
    without its year takes it from what else is said. Raises ``ValueError`` where the parts make no period."""
    if said.get(Meaning.START) and said.get(Meaning.END):
        return _between(read_one(said[Meaning.START]).start, read_one(said[Meaning.END]).end)
    whole = [read_one(said[one]) for one in _IN_ORDER if one in said and not said[one].startswith("--")]
    parts = [said[one] for one in _IN_ORDER if one in said and said[one].startswith("--")]
    if parts:
        if not (year := next((one.start.year for one in whole if one.start), None)):
            raise ValueError("no year")
        whole += [read_one(f"{year}{part[1:]}") for part in parts]
    if not whole and said.get(Meaning.START):
        return read_one(said[Meaning.START])
    return min(whole, key=lambda one: _FINENESS[one.grain], default=NEVER)


def read_one(code: str) -> When:
    """One code: "2023-03-15", "2023-03", "2023-Q1", "2023-W12", "2022*", "2023-03-01/2023-03-15"."""
    if "/" in code:
        first, last = code.split("/", 1)
        return _between(read_one(first).start, read_one(last).end)
    is_partial = code.endswith("*")
    return _of(read_period(code.rstrip("*")), is_partial)


def _of(period: Period, is_partial: bool = False) -> When:
    return When(period.iso, period.start, period.end, period.grain, is_partial)


def _between(start: date | None, end: date | None) -> When:
    if start is None or end is None or end < start:
        raise ValueError("ends before it begins")
    for grain in Grain:
        if (whole := period_of(start, grain)) == Period(grain, start, end):
            return _of(whole)
    return When(f"{start.isoformat()}/{end.isoformat()}", start, end)


def period_arrays(read: Sequence[When], inverse: Any) -> dict[str, Any]:
    """The columns of time in Arrow: ``inverse`` is by row the place of its period in ``read``."""
    at = pa.array(inverse)
    return {
        "period": pa.array([one.period for one in read], pa.string()).take(at),
        "start": pa.array([one.start for one in read], pa.date32()).take(at),
        "end": pa.array([one.end for one in read], pa.date32()).take(at),
        "grain": pa.array([one.grain and str(one.grain) for one in read], pa.string()).take(at),
        "is_partial": pa.array([one.is_partial for one in read], pa.bool_()).take(at)}
