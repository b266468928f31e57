"""From a question to a table that may leave: what is shown, as sets of leaves, and the protection over them.

A leaf is a choice of one code in each dimension that this release or an earlier one of the same measure names; so
earlier releases, whatever they were broken down by and kept to, are tables over the same leaves. Periods of months are
the finest that is published; a figure whose own period is longer, or lies across months, is a leaf by itself.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any

import numpy as np

from canevas.evidence.observatory.rules.disclosure.audit import attack
from canevas.evidence.observatory.rules.disclosure.cell_key import KEYS, Noise, cell_keys
from canevas.evidence.observatory.rules.disclosure.cube import Cube, Dimension, Floats
from canevas.evidence.observatory.rules.disclosure.memory import Release, Tied, protect_with_memory
from canevas.evidence.observatory.rules.disclosure.primary import Policy, Reason, primary_cells
from canevas.evidence.observatory.rules.disclosure.report import ReleaseReport, noise_utility, report
from canevas.evidence.observatory.rules.disclosure.secondary import Protected
from canevas.evidence.observatory.rules.observation import Bound, Kind
from canevas.evidence.observatory.rules.periods import Grain, Period, read_period, within
from canevas.evidence.observatory.rules.publish.table import TOTAL, PublishedCell, Status
from canevas.evidence.observatory.rules.statistics.explorer import PERIOD, UNITS, Question

UNSAID = "_U"
"""The code of what the sources do not say, as SDMX code lists write it."""
PUBLISHABLE = (Grain.MONTH, Grain.QUARTER, Grain.YEAR)
MOST_CELLS = 20_000
MOST_LEAVES = 400_000
MOST_AUDITED = 1_500
"""Hidden cells up to which linear programmes attack a table; beyond, the proofs of the search are checked."""
SUPPRESSION, CELL_KEY = "suppression", "cell_key"

Key = tuple[str, ...]
Axis = dict[str, frozenset[str]]
"""Of one dimension: each published code ("" where the release does not name it) with its leaves."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """``value`` is ``None`` where rows stand without a figure; ``is_bound``: the figure is a bound or an estimate, or
    lacks a part; ``is_partial``: not all of its period."""

    value: float | None
    is_bound: bool = False
    is_partial: bool = False


@dataclass(frozen=True)
class Told:
    """An earlier release: its question, the leaves as they stood when it was counted, the cells that it shows."""

    name: str
    question: Question
    leaves: Mapping[Key, Leaf]
    shown: frozenset[Key]


@dataclass(frozen=True)
class Passed:
    """What the gate lets through: cells in the order of the question's breakdowns; codes by dimension; the report."""

    cells: tuple[PublishedCell, ...]
    codes: tuple[tuple[str, ...], ...]
    report: ReleaseReport


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


def check(question: Question) -> None:
    """Raises :class:`Refused` for a question that no table may answer."""
    if question.indicator.per is not None:
        raise Refused("share")
    if question.grain not in PUBLISHABLE or any(
            end and end.grain not in PUBLISHABLE for end in (question.first, question.last)):
        raise Refused("grain")
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


def leaves_of(rows: Iterable[Mapping[str, Any]], names: Sequence[str], question: Question) -> dict[Key, Leaf]:
    """The store's rows, added up over the leaves."""
    found: dict[Key, Leaf] = {}
    for row in rows:
        key = tuple(leaf_period(row[name] or UNSAID, question) if name == PERIOD else row[name] or UNSAID
                    for name in names)
        value = row["figures"] if question.indicator.measure.take == "count" else row["value"]
        bound = bool(row["missing"]) or (row["bound"] or str(Bound.EXACT)) != str(Bound.EXACT)
        old = found.get(key)
        if old is None:
            found[key] = Leaf(None if value is None else float(value), bound, bool(row["is_partial"]))
            continue
        both = [one for one in (old.value, value) if one is not None]
        found[key] = Leaf(float(sum(both)) if both else None, old.is_bound or bound or len(both) == 1,
                          old.is_partial or bool(row["is_partial"]))
    return found


def axis(question: Question, name: str, codes: Iterable[str]) -> Axis:
    """What a question shows of a dimension, over the leaves' ``codes`` that exist."""
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
        parts.setdefault(shown, set()).add(code)
    found = {code: frozenset(parts[code]) for code in sorted(parts, key=lambda one: (one == UNSAID, one))}
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


def pass_gate(question: Question, names: Sequence[str], leaves: Mapping[Key, Leaf], policy: Policy, *,
              method: str = SUPPRESSION, earlier: Sequence[Told] = (),
              keys: Mapping[Key, int] | None = None) -> Passed:
    """Protect what ``question`` shows, beside everything told before. ``names`` are the dimensions of the leaves of
    all; ``keys``: of each leaf, for the cell-key method. Raises :class:`Refused`."""
    check(question)
    cube, axes, places = _laid(question, names, leaves, [one.leaves for one in earlier])
    if method == CELL_KEY:
        figures, reasons, told = _moved(cube, names, keys or {}, policy, tuple(one.name for one in earlier))
    else:
        protected, tied = _hidden(cube, names, policy, earlier)
        told = _told(protected, tied, policy)
        if not told.may_be_published:
            raise Refused("exposed", told, cells=told.risk_after + told.risk_unproven + told.too_narrow)
        figures, reasons = protected.cube.cells, protected.reasons
    order = [names.index(name) for name in question.by]
    flags = _flags(leaves, names, cube)
    cells = []
    for choice in product(*axes):
        at = tuple(places[axis][code] for axis, code in enumerate(choice))
        key = tuple(choice[place] for place in order)
        cells.append(_cell(key, Reason(int(reasons[at])), float(figures[at]), [bool(flag[at]) for flag in flags]))
    return Passed(tuple(cells), tuple(tuple(axes[place]) for place in order), told)


def cells_of(question: Question, names: Sequence[str], leaves: Mapping[Key, Leaf]) -> dict[Key, float]:
    """The cells that a question shows, as they are."""
    cube, axes, places = _laid(question, names, leaves, ())
    order = [names.index(name) for name in question.by]
    found = {}
    for choice in product(*axes):
        at = tuple(places[axis][code] for axis, code in enumerate(choice))
        if not cube.missing[at]:
            found[tuple(choice[place] for place in order)] = float(cube.cells[at])
    return found


def _laid(question: Question, names: Sequence[str], leaves: Mapping[Key, Leaf], earlier: Sequence[Mapping[Key, Leaf]],
          ) -> tuple[Cube, list[Axis], list[dict[str, int]]]:
    """The cube, what the question shows of each dimension, and where each shown code stands in it."""
    every = [sorted({key[place] for told in (leaves, *earlier) for key in told}) for place in range(len(names))]
    mine = [{key[place] for key in leaves} for place in range(len(names))]
    axes = [axis(question, name, sorted(mine[place])) for place, name in enumerate(names)]
    if not leaves or any(not part for one in axes for part in one.values()) or not all(axes):
        raise Refused("nothing")
    if np.prod([len(one) for one in axes]) > MOST_CELLS or np.prod([len(one) for one in every]) > MOST_LEAVES:
        raise Refused("large")
    dimensions, places = [], []
    for name, codes, shown in zip(names, every, axes, strict=True):
        one = Dimension(name, tuple(codes), ())
        dimension, at = with_sets(one, shown)
        dimensions.append(dimension)
        places.append(at)
    values = _values(every, leaves)
    if np.nanmin(values, initial=0) < 0:
        raise Refused("negative")
    offered = np.zeros([len(one.codes) for one in dimensions], dtype=bool)
    offered[np.ix_(*[sorted(set(at.values())) for at in places])] = True
    return Cube(tuple(dimensions), values, offered), axes, places


def with_sets(dimension: Dimension, shown: Axis) -> tuple[Dimension, dict[str, int]]:
    """The dimension with a code for each of these sets of leaves, and where each stands."""
    known = {frozenset(dimension.codes[leaf] for leaf in np.flatnonzero(row)): at
             for at, row in enumerate(dimension.members)}
    places = {}
    for code, part in shown.items():
        if part not in known:
            known[part] = len(dimension.codes)
            dimension = dimension.also(f"={code}", part)
        places[code] = known[part]
    return dimension, places


def _values(codes: Sequence[Sequence[str]], leaves: Mapping[Key, Leaf]) -> Floats:
    at = [{code: place for place, code in enumerate(one)} for one in codes]
    values = np.full([len(one) for one in codes], np.nan)
    for key, leaf in leaves.items():
        if leaf.value is not None:
            values[tuple(place[code] for place, code in zip(at, key, strict=True))] = leaf.value
    return values


def _hidden(cube: Cube, names: Sequence[str], policy: Policy, earlier: Sequence[Told],
            ) -> tuple[Protected, list[Tied]]:
    leaves = [Dimension(one.name, one.codes[:one.leaves], ()) for one in cube.dimensions]
    return protect_with_memory(cube, policy, [_as_release(told, names, leaves) for told in earlier])


def _as_release(told: Told, names: Sequence[str], leaves: Sequence[Dimension]) -> Release:
    dimensions, places = [], []
    order = [told.question.by.index(name) if name in told.question.by else None for name in names]
    for place, (name, one) in enumerate(zip(names, leaves, strict=True)):
        then = sorted({key[place] for key in told.leaves})
        shown = {code: part for code, part in axis(told.question, name, then).items() if part}
        dimension, at = with_sets(one, shown)
        dimensions.append(dimension)
        places.append(at)
    figures = np.full([len(one.codes) for one in dimensions], np.nan)
    for key in told.shown:
        codes = [key[at] if at is not None else "" for at in order]
        if all(code in at for code, at in zip(codes, places, strict=True)):
            figures[tuple(at[code] for code, at in zip(codes, places, strict=True))] = 0.0  # that it is told is enough
    return Release(told.name, tuple(dimensions), figures, _values([one.codes for one in leaves], told.leaves))


def _told(protected: Protected, tied: Sequence[Tied], policy: Policy) -> ReleaseReport:
    cube = protected.cube
    ceiling = np.nan_to_num(cube.values)
    for one in tied:
        ceiling = np.minimum(ceiling, one.values)
    few = int((protected.hidden & cube.shown).sum()) <= MOST_AUDITED
    audit = attack(protected, tied, threshold=policy.threshold) if few else None
    return report(protected, policy, audit=audit, earlier=tuple(one.name for one in tied), ceiling=ceiling)


def _moved(cube: Cube, names: Sequence[str], keys: Mapping[Key, int], policy: Policy, earlier: tuple[str, ...],
           ) -> tuple[Floats, Any, ReleaseReport]:
    """The cell-key method: every figure moved by a noise that is always the same for the same people."""
    noise = Noise()
    at = [{code: place for place, code in enumerate(one.codes[:one.leaves])} for one in cube.dimensions]
    drawn = np.zeros(cube.leaf_shape, dtype=np.int64)
    for key, number in keys.items():
        drawn[tuple(place[code] for place, code in zip(at, key, strict=True))] += number
    counts = np.rint(cube.cells).astype(np.int64)
    figures = noise.perturbed(counts, cell_keys(cube.dimensions, drawn % KEYS)).astype(np.float64)
    reasons = np.where(cube.missing, Reason.MISSING, Reason.SHOWN)
    rules: dict[str, object] = {"bound": noise.bound, "variance": noise.variance}
    shown = int(cube.shown.sum())
    primary = primary_cells(cube, policy)
    return figures, reasons, ReleaseReport(
        CELL_KEY, rules, shown, shown, {}, int((primary.hidden & cube.shown).sum()), 0, 0, 0, None, earlier,
        noise_utility(cube, figures))


def _flags(leaves: Mapping[Key, Leaf], names: Sequence[str], cube: Cube) -> list[Any]:
    """Over all cells: something beneath is a bound or lacks a figure; something is not whole."""
    at = [{code: place for place, code in enumerate(one.codes[:one.leaves])} for one in cube.dimensions]
    flags = [np.zeros(cube.leaf_shape), np.zeros(cube.leaf_shape)]
    for key, leaf in leaves.items():
        place = tuple(one[code] for one, code in zip(at, key, strict=True))
        flags[0][place], flags[1][place] = leaf.is_bound or leaf.value is None, leaf.is_partial
    return [cube.spread(flag) > 0 for flag in flags]


def _cell(key: Key, reason: Reason, value: float, flags: Sequence[bool]) -> PublishedCell:
    if reason >= Reason.SMALL:
        return PublishedCell(key, None, Status.SUPPRESSED)
    if reason is not Reason.SHOWN:
        return PublishedCell(key, None, Status.MISSING)
    is_bound, is_partial = flags
    return PublishedCell(key, value, Status.ESTIMATED if is_bound else Status.PROVISIONAL if is_partial
                         else Status.NORMAL)
