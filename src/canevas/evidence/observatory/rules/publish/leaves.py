"""What a question asks to let out, as sets of leaves.

A leaf is a choice of one code in each dimension that this release or an earlier one of the same measure names; so
earlier releases, whatever they were broken down by and kept to, are tables over the same leaves. Periods of months are
the finest that is published; a figure whose own period is longer, or lies across months, is a leaf by itself.
"""
from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from canevas.evidence.observatory.rules.disclosure.gathering import OTHER
from canevas.evidence.observatory.rules.disclosure.report import ReleaseReport
from canevas.evidence.observatory.rules.observation import Bound, Kind
from canevas.evidence.observatory.rules.periods import Grain, Period, read_period, within
from canevas.evidence.observatory.rules.publish.table import TOTAL
from canevas.evidence.observatory.rules.statistics.explorer import PERIOD, UNITS, Question

UNSAID = "_U"
"""The code of what the sources do not say, as SDMX code lists write it."""
PUBLISHABLE = (Grain.MONTH, Grain.QUARTER, Grain.YEAR)

Key = tuple[str, ...]
Axis = dict[str, frozenset[str]]
"""Of one dimension: each published code ("" where the release does not name it) with its leaves."""
OneByOne = Mapping[str, Collection[str]]


@dataclass(frozen=True, slots=True)
class Leaf:
    """``value`` is ``None`` where rows stand without a figure; ``is_bound``: the figure is a bound or an estimate, or
    lacks a part; ``is_partial``: not all of its period."""

    value: float | None
    is_bound: bool = False
    is_partial: bool = False


class Refused(ValueError):  # noqa: N818 (said to the person)
    """The gate lets nothing out; ``report`` says what stands open, where it came so far."""

    def __init__(self, code: str, report: ReleaseReport | None = None, **values: Any) -> None:
        super().__init__(code)
        self.code, self.report, self.values = code, report, values


def measure_key(question: Question) -> str:
    """Questions with the same key count the same figures, whatever they keep of them."""
    measure = question.indicator.measure
    units = measure.units or tuple(str(unit) for unit in UNITS[Kind(measure.kind)])
    return f"{measure.kind}:{'+'.join(sorted(units))}:{'count' if measure.take == 'count' else 'sum'}"


def is_stock(question: Question) -> bool:
    return question.indicator.measure.kind == str(Kind.STOCK)


def is_contributed(question: Question) -> bool:
    """Whether what is counted is what organisations do: then no figure may tell how much one of them does."""
    return question.indicator.measure.kind == str(Kind.SERVICE)


def check(question: Question) -> None:
    """Raises :class:`Refused` for a question that nothing which leaves may answer."""
    if question.indicator.per is not None:
        raise Refused("share")
    if question.grain not in PUBLISHABLE or any(
            end and end.grain not in PUBLISHABLE for end in (question.first, question.last)):
        raise Refused("grain")


def check_table(question: Question) -> None:
    """Raises :class:`Refused` for a question that no table may answer."""
    check(question)
    if is_stock(question) and PERIOD not in question.by:
        raise Refused("stock")


def kept(question: Question) -> dict[str, tuple[str, ...]]:
    """The codes that a question keeps to, with those of its indicator ("" is what is not said)."""
    found = {name: tuple(code or UNSAID for code in codes) for name, codes in question.indicator.measure.where.items()}
    for name, codes in question.filters.items():
        asked = tuple(code or UNSAID for code in codes)
        found[name] = tuple(code for code in asked if code in found.get(name, asked))
    return found


def named(questions: Iterable[Question]) -> tuple[str, ...]:
    """The dimensions that any of these questions names."""
    found: dict[str, None] = {}
    for question in questions:
        found |= dict.fromkeys([*question.by, *kept(question)])
        if question.first or question.last or is_stock(question):
            found[PERIOD] = None
    return tuple(found)


def leaf_period(code: str, question: Question) -> str:
    """The leaf that a figure's own period is in: its month, or itself. States of a stock are told by what is asked."""
    if is_stock(question) or code == UNSAID:
        return code
    month = _within(read_period(code), Grain.MONTH)
    return month or code


def _within(period: Period, grain: Grain) -> str:
    """The period of this grain that it lies whole within; "" where there is none."""
    found = within(period, grain)
    return found.iso if found else ""


def figure_of(row: Mapping[str, Any], question: Question) -> float | None:
    """What a row of the store says to a question: its figure, or how many rows it stands for."""
    found: float | None = row["figures"] if question.indicator.measure.take == "count" else row["value"]
    return found


def leaves_of(rows: Iterable[Mapping[str, Any]], names: Sequence[str], question: Question) -> dict[Key, Leaf]:
    """The store's rows, added up over the leaves."""
    found: dict[Key, Leaf] = {}
    for row in rows:
        key = tuple(leaf_period(row[name] or UNSAID, question) if name == PERIOD else row[name] or UNSAID
                    for name in names)
        value = figure_of(row, question)
        bound = bool(row["missing"]) or (row["bound"] or str(Bound.EXACT)) != str(Bound.EXACT)
        old = found.get(key)
        if old is None:
            found[key] = Leaf(None if value is None else float(value), bound, bool(row["is_partial"]))
            continue
        both = [one for one in (old.value, value) if one is not None]
        found[key] = Leaf(float(sum(both)) if both else None, old.is_bound or bound or len(both) == 1,
                          old.is_partial or bool(row["is_partial"]))
    return found


def axis(question: Question, name: str, codes: Iterable[str], one_by_one: OneByOne | None = None) -> Axis:
    """What a question shows of a dimension, over the leaves' ``codes`` that exist; where ``one_by_one`` speaks of it,
    all but these codes are told as one."""
    wanted = kept(question).get(name)
    inside = [code for code in codes if wanted is None or code in wanted]
    if name == PERIOD:
        inside = [code for code in inside if _in_range(code, question)]
    if name not in question.by:
        return {"": frozenset(inside)}
    parts: dict[str, set[str]] = {}
    for code in inside:
        shown = code
        if name == PERIOD and code != UNSAID and not is_stock(question):
            shown = _within(read_period(code), question.grain) or UNSAID
        if one_by_one and shown not in (UNSAID, *one_by_one.get(name, (shown,))):
            shown = OTHER
        parts.setdefault(shown, set()).add(code)
    found = {code: frozenset(parts[code]) for code in sorted(parts, key=lambda one: (one == UNSAID, one == OTHER, one))}
    if len(found) > 1 and not (name == PERIOD and is_stock(question)):
        found[TOTAL] = frozenset(inside)
    return found


def _in_range(code: str, question: Question) -> bool:
    if question.first is None and question.last is None:
        return True
    if code == UNSAID:
        return False
    period = read_period(code)
    return (question.first is None or question.first.start <= period.start) and (
        question.last is None or period.end <= question.last.end)
