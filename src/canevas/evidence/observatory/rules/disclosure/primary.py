"""Which cells may not be shown for what they say by themselves.

Threshold, dominance (n, k) and p % rules as in Hundepool et al., *Statistical Disclosure Control* (Wiley 2012), ch. 4.
Each hidden cell also says how wide an attacker's interval about it must stay (``need``, same unit as the figures).
"""
from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

import numpy as np

from .cube import Bools, Cube, Dimension, Floats, Ints


class Reason(IntEnum):
    """Why a cell is as it is in a release. Everything from SMALL on is hidden; DIFFERENCE: what changed since an
    earlier release is small; SECONDARY: hidden so that another cannot be worked out."""

    SHOWN = 0
    NOT_OFFERED = 1
    MISSING = 2
    SMALL = 3
    DOMINANCE = 4
    P_PERCENT = 5
    DIFFERENCE = 6
    SECONDARY = 7


PRIMARY = (Reason.SMALL, Reason.DOMINANCE, Reason.P_PERCENT, Reason.DIFFERENCE)


@dataclass(frozen=True)
class Policy:
    """``threshold``: counts below it are hidden (0 stays, unless ``hides_zero``). ``dominance``: (n, k), hidden where
    the n largest make more than k % of the cell. ``p_percent``: hidden where the second largest contributor can
    estimate the largest to within p %. ``width``: an attacker's interval about a hidden cell is at least this share
    of its figure, and at least 1 for counts. ``may_hide_zero``: zeros may serve as secondary cells."""

    threshold: float = 10
    hides_zero: bool = False
    dominance: tuple[int, float] | None = None
    p_percent: float | None = None
    width: float = 0.3
    may_hide_zero: bool = True

    def __post_init__(self) -> None:
        if self.threshold < 0 or not 0 < self.width <= 1:
            raise ValueError("a threshold below zero, or a width that is no share of one")
        if self.dominance and not (self.dominance[0] >= 1 and 0 < self.dominance[1] < 100):
            raise ValueError("dominance (n, k): n at least 1, k a percentage")
        if self.p_percent is not None and not 0 < self.p_percent < 100:
            raise ValueError("p is a percentage")


POLICIES = {"public": Policy(threshold=10), "partner": Policy(threshold=5)}


def policy_for(audience: str) -> Policy:
    """The house's default for an audience; KeyError where nothing is protected by tables (restricted)."""
    return POLICIES[audience]


@dataclass(frozen=True, eq=False)
class Primary:
    """Over all cells: ``reasons`` (uint8 of Reason) and ``need`` (width of interval; 0 where nothing is asked)."""

    reasons: np.typing.NDArray[np.uint8]
    need: Floats

    @property
    def hidden(self) -> Bools:
        return self.reasons >= Reason.SMALL


def primary_cells(cube: Cube, policy: Policy) -> Primary:
    """Every cell that the rules hide, before anything is said of secondary cells."""
    cells, reasons = cube.cells, np.zeros(cube.shape, dtype=np.uint8)
    need = np.zeros(cube.shape)
    least = 1.0 if cube.is_count else 0.0
    if cube.is_count:
        small = (cells < policy.threshold) & (policy.hides_zero | (cells > 0))
        reasons[small] = Reason.SMALL
        need[small] = np.maximum(least, policy.width * cells[small])
    if cube.top is not None:
        for rule, found, asked in concentrated(cells, cube.top, policy):
            reasons[found & (reasons == 0)] = rule
            need[found] = np.maximum(need, np.maximum(asked, np.maximum(least, policy.width * cells)))[found]
    elif policy.dominance or policy.p_percent is not None:
        raise ValueError("dominance needs the largest contributions of each cell")
    out = ~cube.shown
    reasons[out], need[out] = Reason.NOT_OFFERED, 0
    reasons[cube.missing] = Reason.MISSING
    return Primary(reasons, need)


def concentrated(cells: Floats, top: Floats, policy: Policy) -> list[tuple[Reason, Bools, Floats]]:
    """By each of the dominance rules the cells that it hides, and how wide their intervals must be. ``top``: shape
    (k, *shape), the largest contributions to each of ``cells``."""
    return [_dominance(cells, top, policy), _p_percent(cells, top, policy)]


def _dominance(cells: Floats, top: Floats, policy: Policy) -> tuple[Reason, Bools, Floats]:
    """The upper bound must leave the n largest at k %: x̄ ≥ (x1 + … + xn)·100/k (Hundepool et al. 2012, 4.2.2)."""
    if policy.dominance is None:
        return Reason.DOMINANCE, np.zeros(cells.shape, dtype=bool), np.zeros(cells.shape)
    n, k = policy.dominance
    if len(top) < n:
        raise ValueError(f"dominance of {n} contributors, where only {len(top)} are given")
    largest = top[:n].sum(axis=0)
    return Reason.DOMINANCE, largest > k / 100 * cells, np.maximum(largest * 100 / k - cells, 0)


def _p_percent(cells: Floats, top: Floats, policy: Policy) -> tuple[Reason, Bools, Floats]:
    """Sensitive where x − x1 − x2 < p/100·x1; the interval must reach x1·p/100 beyond what the others are."""
    if policy.p_percent is None:
        return Reason.P_PERCENT, np.zeros(cells.shape, dtype=bool), np.zeros(cells.shape)
    first = top[0]
    second = top[1] if len(top) > 1 else np.zeros_like(first)
    lacks = policy.p_percent / 100 * first - (cells - first - second)
    return Reason.P_PERCENT, (lacks > 0) & (cells > 0), np.maximum(lacks, 0)


@dataclass(frozen=True, eq=False)
class Given:
    """What each contributor gave: ``places`` (records, dimensions), positions of leaves; ``who`` (records,), the same
    number for the same contributor in every release; ``values`` (records,), in the unit of the figures."""

    places: Ints
    who: Ints
    values: Floats

    def largest(self, dimensions: tuple[Dimension, ...], k: int) -> Floats:
        """As :func:`top_contributions`."""
        if not len(self.values):
            return np.zeros((k, *(len(one.codes) for one in dimensions)))
        return top_contributions(dimensions, self.places, self.who, self.values, k)

    def less(self, other: Given) -> Given:
        """What each gave since: of the same leaves and contributors."""
        return Given(np.concatenate([self.places, other.places]), np.concatenate([self.who, other.who]),
                     np.concatenate([self.values, -other.values]))


def top_contributions(dimensions: tuple[Dimension, ...], places: Ints, contributor: Ints, value: Floats,
                      k: int = 2) -> Floats:
    """The k largest contributions to every cell, margins too: shape (k, *shape), 0 where there are fewer.

    ``places``: (records, dimensions), positions of leaves; ``contributor``: whose each record is (their records in one
    cell add up); ``value``: (records,); what was taken back counts by its size. Memory: records × cells that hold each,
    so for tables of establishments.
    """
    shape = tuple(len(one.codes) for one in dimensions)
    rows, cells = np.arange(len(value)), np.zeros(len(value), dtype=np.int64)
    for column, one in enumerate(dimensions):
        record, code = np.nonzero(one.members[:, places[rows, column]].T)
        rows, cells = rows[record], cells[record] * len(one.codes) + code
    key = np.stack([cells, contributor[rows]])
    pairs, where = np.unique(key, axis=1, return_inverse=True)
    sums = np.abs(np.bincount(where.ravel(), weights=value[rows], minlength=pairs.shape[1]))
    order = np.lexsort((-sums, pairs[0]))
    cell, amount = pairs[0][order], sums[order]
    starts = np.flatnonzero(np.diff(cell, prepend=-1))
    rank = np.arange(len(cell)) - np.repeat(starts, np.diff(starts, append=len(cell)))
    top = np.zeros((k, int(np.prod(shape))))
    kept = rank < k
    top[rank[kept], cell[kept]] = amount[kept]
    return top.reshape(k, *shape)


