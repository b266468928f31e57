"""The cell-key method: every figure is moved by a small noise that is always the same for the same people.

Fraser and Wooton (UNECE/Eurostat work session on confidentiality, 2005; Australian Bureau of Statistics), and the
guidance of the UK Office for National Statistics: each record has a key drawn once, a cell's key is the sum of the keys
of its records modulo the number of keys, and a table says what a figure with that key becomes. Margins are moved
by themselves and need not add up. The table is the law of greatest entropy among those without bias, with the variance
asked for, within a bound, below which no figure falls (Giessing 2016; Marley and Leaver 2011): zero stays zero.
"""
from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from canevas.tools.engines.libraries import optimize

from .cube import Dimension, Floats, Ints, frozen_array, spread

KEYS = 4096  # as many as make a table's probabilities exact to a quarter of a thousandth


def record_keys(identifiers: Sequence[str], secret: bytes, keys: int = KEYS) -> Ints:
    """A key for each record, from what identifies it and a secret of the house: the same in every release.

    Needs identifiers that stay; the secret must never leave the house (who has it takes the noise away).
    """
    found = (hashlib.blake2b(one.encode(), key=secret[:64], digest_size=8).digest() for one in identifiers)
    return np.array([int.from_bytes(one, "big") % keys for one in found], dtype=np.int64)


def group_keys(counts: npt.NDArray[np.int64], codes: Sequence[Sequence[str]], secret: bytes,
               keys: int = KEYS) -> Ints:
    """Keys of leaves of which only numbers are known: those of "leaf, first", "leaf, second"… added up.

    ``counts``: over the leaves; ``codes``: of each dimension. A leaf that gains one person keeps the keys of the
    others, as if records had been appended.
    """
    result = np.zeros(counts.shape, dtype=np.int64)
    for place in np.argwhere(counts > 0):
        name = "\x1f".join(one[at] for one, at in zip(codes, place, strict=True))
        seed = hashlib.blake2b(name.encode(), key=secret[:64], digest_size=16).digest()
        drawn = np.random.default_rng(int.from_bytes(seed, "big")).integers(0, keys, int(counts[tuple(place)]))
        result[tuple(place)] = drawn.sum() % keys
    return result


def cell_keys(dimensions: Sequence[Dimension], leaf_keys: Ints, keys: int = KEYS) -> Ints:
    """Keys of every cell, margins too, from those of the leaves (sums of record keys)."""
    return np.asarray(spread(dimensions, leaf_keys) % keys)


@dataclass(frozen=True)
class Noise:
    """``bound``: no figure moves by more; ``variance``: of the noise, where the figure is large enough to bear it
    (small figures bear less); ``least``: no figure comes out as 1 … least - 1 (0: any may)."""

    bound: int = 5
    variance: float = 2.0
    least: int = 0
    keys: int = KEYS

    def __post_init__(self) -> None:
        if self.bound < 1 or not 0 < self.variance < self.bound ** 2 or not 0 <= self.least <= self.bound:
            raise ValueError("noise: bound ≥ 1, 0 < variance < bound², 0 ≤ least ≤ bound")

    @cached_property
    def laws(self) -> Floats:
        """Probability of each change: (figures 0 … bound + least, changes -bound … bound); the last row is for all
        larger figures."""
        rows = [_law(figure, self) for figure in range(self.bound + max(self.least, 1) + 1)]
        return frozen_array(np.array(rows))

    @cached_property
    def table(self) -> npt.NDArray[np.int64]:
        """The p-table: change by (figure, key), from the laws, as whole numbers of keys, without bias."""
        return frozen_array(np.array([_row(law, self) for law in self.laws], dtype=np.int64))

    def perturbed(self, counts: npt.NDArray[np.int64], keys: Ints) -> npt.NDArray[np.int64]:
        """What is published: the same figure with the same key is always moved alike."""
        return counts + self.table[np.minimum(counts, len(self.table) - 1), keys]


def _law(figure: int, noise: Noise) -> Floats:
    """The law of greatest entropy over the changes that this figure may have: p ∝ exp(a·d + b·d²)."""
    changes = np.arange(-noise.bound, noise.bound + 1)
    law = np.zeros(len(changes))
    after = figure + changes
    may = (after == 0) | (after >= max(noise.least, 1)) if figure else changes == 0
    allowed = changes[may]
    if len(allowed) == 1:
        law[may] = 1
        return law
    variance = min(noise.variance, 0.95 * _widest(allowed))
    variance = max(variance, 1.0001 * _narrowest(allowed))

    def dual(point: Floats) -> float:
        power = point[0] * allowed + point[1] * (allowed ** 2 - variance)
        top = power.max()
        return float(top + np.log(np.exp(power - top).sum()))

    found = optimize.minimize(dual, np.array([0.0, -1 / (2 * variance)]), method="BFGS", options={"gtol": 1e-10})
    power = found.x[0] * allowed + found.x[1] * allowed ** 2
    law[may] = np.exp(power - power.max()) / np.exp(power - power.max()).sum()
    return law


def _widest(allowed: npt.NDArray[np.int64]) -> float:
    """The largest variance without bias on these changes: at its two ends."""
    return float(-allowed.min() * allowed.max())


def _narrowest(allowed: npt.NDArray[np.int64]) -> float:
    """The smallest: on the two changes next to none (0 where none is allowed)."""
    if (allowed == 0).any():
        return 0.0
    return float(-allowed[allowed < 0].max() * allowed[allowed > 0].min())


def _row(law: Floats, noise: Noise) -> npt.NDArray[np.int64]:
    """Keys shared out by the law, then as few as possible handed on so that the noise sums to zero over the keys."""
    changes = np.arange(-noise.bound, noise.bound + 1)
    exact = law * noise.keys
    many = np.floor(exact).astype(np.int64)
    short = noise.keys - int(many.sum())
    many[np.argsort(-(exact - many), kind="stable")[:short]] += 1
    while (bias := int(many @ changes)) != 0:
        many = _less_biased(many, law, changes, bias)
    return np.repeat(changes, many)


def _less_biased(many: npt.NDArray[np.int64], law: Floats, changes: npt.NDArray[np.int64], bias: int,
                 ) -> npt.NDArray[np.int64]:
    """One key given from a change to another, by the step that takes most of the bias away."""
    best, pair = abs(bias), None
    for giver in np.flatnonzero(many > 1):
        for taker in np.flatnonzero(law > 0):
            left = abs(bias + int(changes[taker] - changes[giver]))
            if left < best:
                best, pair = left, (giver, taker)
    if pair is None:
        raise ValueError("no table without bias for this noise: more keys, or a wider bound")
    many = many.copy()
    many[pair[0]] -= 1
    many[pair[1]] += 1
    return many
