"""From a question to a table that may leave: the protection over its leaves, beside every earlier release."""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b
from itertools import product
from typing import Any

import numpy as np

from canevas.evidence.observatory.rules.disclosure.audit import attack, proven
from canevas.evidence.observatory.rules.disclosure.cell_key import KEYS, Noise, cell_keys
from canevas.evidence.observatory.rules.disclosure.cube import Bools, Cube, Dimension, Floats
from canevas.evidence.observatory.rules.disclosure.gathering import rare
from canevas.evidence.observatory.rules.disclosure.memory import Release, Tied, protect_with_memory
from canevas.evidence.observatory.rules.disclosure.primary import Given, Policy, Reason, primary_cells
from canevas.evidence.observatory.rules.disclosure.report import ReleaseReport, noise_utility, report
from canevas.evidence.observatory.rules.disclosure.secondary import Protected
from canevas.evidence.observatory.rules.periods import Grain, period_of, periods_between, read_period
from canevas.evidence.observatory.rules.publish.leaves import (
    UNSAID,
    Axis,
    Key,
    Leaf,
    OneByOne,
    Refused,
    axis,
    check_table,
    is_contributed,
    is_stock,
)
from canevas.evidence.observatory.rules.publish.table import TOTAL, PublishedCell, Status
from canevas.evidence.observatory.rules.statistics.explorer import PERIOD, PLACES, Question

MOST_CELLS = 20_000
MOST_LEAVES = 400_000
MOST_AUDITED = 1_500
"""Hidden cells up to which linear programmes attack a table; beyond, the proofs of the search are checked."""
DOMINANCE, P_PERCENT = (2, 85.0), 10.0
"""Of what organisations do: hidden where two make more than 85 %, or where the second could tell the first to within
10 % (the usual values: Hundepool et al. 2012, ch. 4.2)."""
SUPPRESSION, GATHERED, CELL_KEY = "suppression", "gathered", "cell_key"

Contributions = Mapping[Key, Mapping[str, float]]


@dataclass(frozen=True)
class Told:
    """An earlier release: its question, the leaves as they stood when it was counted, the cells that it shows.
    ``one_by_one``: of a dimension with gathered codes, those that were told by themselves; ``contributions``: of each
    leaf, what each organisation gave to it then."""

    name: str
    question: Question
    leaves: Mapping[Key, Leaf]
    shown: frozenset[Key]
    one_by_one: OneByOne = field(default_factory=dict)
    contributions: Contributions | None = None


@dataclass(frozen=True)
class Passed:
    """What the gate lets through: cells in the order of the question's breakdowns; codes by dimension; the report."""

    cells: tuple[PublishedCell, ...]
    codes: tuple[tuple[str, ...], ...]
    report: ReleaseReport


def pass_gate(question: Question, names: Sequence[str], leaves: Mapping[Key, Leaf], policy: Policy, *,
              method: str = SUPPRESSION, earlier: Sequence[Told] = (),
              keys: Mapping[Key, int] | None = None,
              contributions: Contributions | None = None, is_proof_enough: bool = False,
              tell: Callable[[int], None] = lambda step: None) -> Passed:
    """Protect what ``question`` shows, beside everything told before. ``names`` are the dimensions of the leaves of
    all; ``keys``: of each leaf, for the cell-key method; ``contributions``: of each leaf, what each
    organisation gave to it, for the dominance rules. ``is_proof_enough``: linear programmes, which are slow, attack
    only where a hidden cell lacks the tables that prove it safe. Raises :class:`Refused`."""
    check_table(question)
    before = [one.leaves for one in earlier]
    cube, axes, places = _laid(question, names, leaves, before)
    if method == GATHERED and (told_alone := _often(question, names, cube, axes, places, policy)):
        cube, axes, places = _laid(question, names, leaves, before, told_alone)
    if method == CELL_KEY:
        figures, reasons, told = _moved(cube, names, keys or {}, policy, tuple(one.name for one in earlier))
    else:
        given = _given(cube, contributions or {}) if is_contributed(question) else None
        if given and len({one for each in (contributions or {}).values() for one in each}) > 1:
            cube = replace(cube, top=given.largest(cube.dimensions, DOMINANCE[0]))
            policy = replace(policy, dominance=DOMINANCE, p_percent=P_PERCENT)
        protected, tied = _hidden(cube, names, policy, earlier, given)
        tell(2)
        told = _told(protected, tied, policy, is_proof_enough)
        if not told.may_be_published:
            raise Refused("exposed", told, cells=told.risk_after + told.risk_unproven + told.too_narrow)
        figures, reasons = protected.cube.cells, protected.reasons
    order = [names.index(name) for name in question.by]
    is_bound, is_partial = _flags(leaves, names, cube)
    if PERIOD in question.by:
        place = names.index(PERIOD)
        is_partial |= _lacking_a_month(question, cube, place, axes[place], places[place])
    cells = []
    for choice in product(*axes):
        at = tuple(places[axis][code] for axis, code in enumerate(choice))
        key = tuple(choice[place] for place in order)
        cells.append(_cell(key, Reason(int(reasons[at])), float(figures[at]), bool(is_bound[at]), bool(is_partial[at])))
    return Passed(tuple(cells), tuple(tuple(axes[place]) for place in order), told)


def _given(cube: Cube, contributions: Contributions) -> Given:
    """Who gave what. A table of one organisation alone is held to no dominance rule: that all of it is that
    organisation's, its source says."""
    at = [{code: place for place, code in enumerate(one.codes[:one.leaves])} for one in cube.dimensions]
    rows = [([one[code] for one, code in zip(at, key, strict=True)], _number(name), value)
            for key, each in contributions.items() for name, value in each.items()]
    places = np.array([row[0] for row in rows], dtype=np.int64).reshape(len(rows), len(at))
    return Given(places, np.array([row[1] for row in rows], dtype=np.int64), np.array([row[2] for row in rows], float))


def _number(name: str) -> int:
    """The same for the same organisation, in every release."""
    return int.from_bytes(blake2b(name.encode(), digest_size=7).digest(), "big")


def _often(question: Question, names: Sequence[str], cube: Cube, axes: Sequence[Axis],
           places: Sequence[Mapping[str, int]], policy: Policy) -> dict[str, list[str]]:
    """Of each dimension with rare codes, those that are not; periods and places are never gathered."""
    codes = [[code for code in one if code != TOTAL] for one in axes]
    finest = cube.cells[np.ix_(*[[at[code] for code in one] for at, one in zip(places, codes, strict=True)])]
    found = {}
    for place, name in enumerate(names):
        if name in question.by and name != PERIOD and name not in PLACES:
            together = rare(finest, place, policy.threshold)
            if together.any():
                found[name] = [code for code, is_rare in zip(codes[place], together, strict=True) if not is_rare]
    return found


def cells_of(question: Question, names: Sequence[str], leaves: Mapping[Key, Leaf],
             one_by_one: OneByOne | None = None) -> dict[Key, float]:
    """The cells that a question shows, as they are."""
    cube, axes, places = _laid(question, names, leaves, (), one_by_one)
    order = [names.index(name) for name in question.by]
    found = {}
    for choice in product(*axes):
        at = tuple(places[axis][code] for axis, code in enumerate(choice))
        if not cube.missing[at]:
            found[tuple(choice[place] for place in order)] = float(cube.cells[at])
    return found


def _laid(question: Question, names: Sequence[str], leaves: Mapping[Key, Leaf], earlier: Sequence[Mapping[Key, Leaf]],
          one_by_one: OneByOne | None = None) -> tuple[Cube, list[Axis], list[dict[str, int]]]:
    """The cube, what the question shows of each dimension, and where each shown code stands in it."""
    every = [sorted({key[place] for told in (leaves, *earlier) for key in told}) for place in range(len(names))]
    mine = [{key[place] for key in leaves} for place in range(len(names))]
    axes = [axis(question, name, sorted(mine[place]), one_by_one) for place, name in enumerate(names)]
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


def _hidden(cube: Cube, names: Sequence[str], policy: Policy, earlier: Sequence[Told], given: Given | None,
            ) -> tuple[Protected, list[Tied]]:
    leaves = [Dimension(one.name, one.codes[:one.leaves], ()) for one in cube.dimensions]
    releases = [replace(_as_release(told, names, leaves), given=None if told.contributions is None else _given(
        cube, told.contributions)) for told in earlier]
    return protect_with_memory(cube, policy, releases, given=given)


def _as_release(told: Told, names: Sequence[str], leaves: Sequence[Dimension]) -> Release:
    dimensions, places = [], []
    order = [told.question.by.index(name) if name in told.question.by else None for name in names]
    for place, (name, one) in enumerate(zip(names, leaves, strict=True)):
        then = sorted({key[place] for key in told.leaves})
        shown = {code: part for code, part in axis(told.question, name, then, told.one_by_one).items() if part}
        dimension, at = with_sets(one, shown)
        dimensions.append(dimension)
        places.append(at)
    figures = np.full([len(one.codes) for one in dimensions], np.nan)
    for key in told.shown:
        codes = [key[at] if at is not None else "" for at in order]
        if all(code in at for code, at in zip(codes, places, strict=True)):
            figures[tuple(at[code] for code, at in zip(codes, places, strict=True))] = 0.0  # that it is told is enough
    return Release(told.name, tuple(dimensions), figures, _values([one.codes for one in leaves], told.leaves))


def _told(protected: Protected, tied: Sequence[Tied], policy: Policy, is_proof_enough: bool) -> ReleaseReport:
    cube = protected.cube
    ceiling = np.nan_to_num(cube.values)
    for one in tied:
        ceiling = np.minimum(ceiling, one.values)
    names = tuple(one.name for one in tied)
    few = int(protected.hidden.sum()) <= MOST_AUDITED  # what earlier releases hid is attacked too
    is_gone = any((one.secret & cube.missing).any() for one in tied if one.secret is not None)  # has no proof
    if not is_gone and (is_proof_enough or not few):
        found = report(protected, policy, earlier=names, ceiling=ceiling)
        if found.may_be_published or not few:
            return found
    audit = attack(protected, tied, threshold=policy.threshold, safe=proven(protected, ceiling=ceiling))
    return report(protected, policy, audit=audit, earlier=names, ceiling=ceiling)


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


def _flags(leaves: Mapping[Key, Leaf], names: Sequence[str], cube: Cube) -> list[Bools]:
    """Over all cells: something beneath is a bound or lacks a figure; something is not whole."""
    at = [{code: place for place, code in enumerate(one.codes[:one.leaves])} for one in cube.dimensions]
    flags = [np.zeros(cube.leaf_shape), np.zeros(cube.leaf_shape)]
    for key, leaf in leaves.items():
        place = tuple(one[code] for one, code in zip(at, key, strict=True))
        flags[0][place], flags[1][place] = leaf.is_bound or leaf.value is None, leaf.is_partial
    return [cube.spread(flag) > 0 for flag in flags]


def _lacking_a_month(question: Question, cube: Cube, place: int, shown: Axis, at: Mapping[str, int]) -> Bools:
    """Over all cells: sums over a quarter or a year of which a month has no figure, where nobody gave one of it all."""
    found = np.zeros(cube.shape, dtype=bool)
    if question.grain is Grain.MONTH or is_stock(question):
        return found
    known = np.moveaxis(~cube.missing, place, 0)
    lacks, leaves = np.moveaxis(found, place, 0), cube.dimensions[place].codes
    for code, parts in shown.items():
        if code not in (TOTAL, UNSAID):
            period = read_period(code)
            months = {one.iso for one in periods_between(period_of(period.start, Grain.MONTH),
                                                         period_of(period.end, Grain.MONTH))}
            lacks[at[code]] = np.any([~known[leaves.index(one)] if one in parts else np.ones_like(known[0])
                                      for one in months], axis=0)
            lacks[at[code]] &= ~known[leaves.index(code)] if code in parts else True
    if TOTAL in shown:
        lacks[at[TOTAL]] = np.any([lacks[at[code]] for code in shown if code != TOTAL], axis=0)
    return found


def _cell(key: Key, reason: Reason, value: float, is_bound: bool, is_partial: bool) -> PublishedCell:
    if reason >= Reason.SMALL:
        return PublishedCell(key, None, Status.SUPPRESSED)
    if reason is not Reason.SHOWN:
        return PublishedCell(key, None, Status.MISSING)
    return PublishedCell(key, value, Status.ESTIMATED if is_bound else Status.PROVISIONAL if is_partial
                         else Status.NORMAL)
