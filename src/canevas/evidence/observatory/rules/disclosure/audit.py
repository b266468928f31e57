"""The attack suite: what a reader with patience and a solver works out of everything published.

Four attacks: arithmetic (Gaussian elimination), bounds by linear programmes over all releases together, differences
between releases, and quick bounds by going round the margins (the shuttle algorithm: Buzzigoli and Giusti 1999), which
a table of a million cells bears. Overlapping regions need no attack of their own: they are codes of one dimension.
For such a large table the proof is the other way round: :func:`proven` checks, from nothing but the leaves, the
tables that a protection says are possible.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from canevas.tools.engines.libraries import Matrix, sparse

from .cube import Bools, Cube, Floats, Ints, spread
from .memory import Tied
from .moves import Geometry, by_sides
from .secondary import Protected
from .solving import EPSILON, Knowledge


@dataclass(frozen=True)
class Finding:
    """A hidden figure that an attacker gets at: exactly (``low == high``), or more closely than it should be."""

    release: str
    cell: dict[str, str]
    low: float
    high: float
    attack: str  # arithmetic, bounds, difference


@dataclass(frozen=True, eq=False)
class Audit:
    """``low``, ``high``: over the cells of the newest release, the attacker's interval (NaN: not hidden)."""

    recovered: tuple[Finding, ...]
    too_narrow: tuple[Finding, ...]
    low: Floats
    high: Floats

    @property
    def is_safe(self) -> bool:
        return not self.recovered and not self.too_narrow


def incidence(cube: Cube, cells: Ints) -> Matrix:
    """Which leaves are in each of these cells: (cells, leaves)."""
    whole = sparse.csr_array(np.ones((1, 1)))
    places = np.unravel_index(cells, cube.shape)
    for one, code in zip(cube.dimensions, places, strict=True):
        factor = sparse.csr_array(one.members[code].astype(float))
        whole = _row_wise(whole, factor) if whole.shape[0] == len(cells) else sparse.kron(whole, factor, format="csr")
    return sparse.csr_array(whole)


def _row_wise(left: Matrix, right: Matrix) -> Matrix:
    """Kronecker product row by row."""
    one, two = sparse.csr_array(left), sparse.csr_array(right)
    counts = np.diff(one.indptr) * np.diff(two.indptr)
    row = np.repeat(np.arange(one.shape[0]), counts)
    inside = np.arange(len(row)) - np.repeat(np.cumsum(counts) - counts, counts)
    wide = np.diff(two.indptr)[row]
    first = one.indices[one.indptr[row] + inside // wide]
    second = two.indices[two.indptr[row] + inside % wide]
    data = np.ones(len(row))
    return sparse.csr_array((data, (row, first * right.shape[1] + second)),
                     shape=(one.shape[0], left.shape[1] * right.shape[1]))


def attack(protected: Protected, earlier: Sequence[Tied] = (), *, threshold: float = 0,
           safe: Bools | None = None) -> Audit:
    """Everything against a release and those before it; for tables of some thousand hidden cells.

    ``earlier`` in the terms of the protected cube (from ``protect_with_memory`` or ``tie``); ``threshold``: differences
    between two published figures below it are findings, and so are figures below it that an earlier release hid. Of
    releases that ``protect_with_memory`` judged, what it found is attacked instead. ``safe``: of the cells that this
    release does not have, those that need no attack, for they are proven (:func:`proven`).
    """
    cube = protected.cube
    asked = cube.shown | protected.unsaid
    for release in earlier:
        asked = asked if release.telling is None else asked | release.telling
    left = np.ones(cube.shape, dtype=bool) if safe is None else cube.shown | ~safe
    hidden = np.flatnonzero(protected.hidden & asked & left)
    low, high = np.full(cube.cells.size, np.nan), np.full(cube.cells.size, np.nan)
    knowledge, owners = _known(protected, hidden, earlier, threshold, left)
    found: list[tuple[int, float, float, str]] = []
    smaller, base, _leaves = knowledge.without_the_known()
    for part, targets in smaller.parts():
        exact = part.determined()
        for at, target in enumerate(targets):
            ends = part.bounds(at) if not exact[at] else (_solved(part, at),) * 2
            found.append((int(target), ends[0] + base[target], ends[1] + base[target],
                          "arithmetic" if exact[at] else "bounds"))
    need = protected.need.ravel()
    recovered, narrow = [], []
    for target, least, most, how in found:
        name, cell = owners[target]
        if not name:
            low[cell], high[cell] = least, most
        finding = Finding(name, cube.names(cell), least, most, how)
        if most - least < EPSILON * max(1, abs(most)):
            recovered.append(finding)
        elif not name and most - least < need[cell] * (1 - 1e-6):
            narrow.append(finding)
    return Audit((*recovered, *differences(protected, earlier, threshold)), tuple(narrow),
                 low.reshape(cube.shape), high.reshape(cube.shape))


def _solved(part: Knowledge, target: int) -> float:
    if not part.rows.shape[0]:
        return 0.0
    weights = np.linalg.lstsq(part.rows.toarray().T, part.targets[[target]].toarray()[0], rcond=None)[0]
    return float(weights @ part.figures)


def _known(protected: Protected, hidden: Ints, earlier: Sequence[Tied], secrets: float, left: Bools,
           ) -> tuple[Knowledge, list[tuple[str, int]]]:
    """Unknowns: the leaves of now, then for each release the leaves that have changed since."""
    cube = protected.cube
    leaves, shown = int(np.prod(cube.leaf_shape)), np.flatnonzero(protected.published)
    rows, figures = [incidence(cube, shown)], [cube.cells.ravel()[shown]]
    targets, owners = [incidence(cube, hidden)], [("", int(cell)) for cell in hidden]
    for release in earlier:
        changed = np.flatnonzero(release.changed)
        column = np.arange(leaves)
        column[changed] = leaves + np.arange(len(changed))
        told = np.flatnonzero(release.shown)
        before = spread(cube.dimensions, release.values)
        moved = (np.abs(before - cube.cells) > 1e-9) | ~cube.shown  # the others are cells of now
        small = release.hidden & (before > 0) & (before < secrets) & moved
        secret = np.flatnonzero(left & (small if release.secret is None else release.secret))
        rows.append(_moved(incidence(cube, told), column, leaves + len(changed)))
        figures.append(spread(cube.dimensions, release.values).ravel()[told].astype(np.float64))
        targets.append(_moved(incidence(cube, secret), column, leaves + len(changed)))
        owners += [(release.name, int(cell)) for cell in secret]
    missing = np.flatnonzero(np.isnan(cube.values.ravel()))
    ones = (np.ones(len(missing)), (np.arange(len(missing)), missing))
    rows.append(sparse.csr_array(ones, shape=(len(missing), leaves)))
    figures.append(np.zeros(len(missing)))
    return Knowledge(_stacked(rows, leaves), np.concatenate(figures), _stacked(targets, leaves), cube.is_count), owners


def _moved(matrix: Matrix, column: Ints, width: int) -> Matrix:
    parts = sparse.coo_array(matrix)
    return sparse.csr_array((parts.data, (parts.row, column[parts.col])), shape=(matrix.shape[0], width))


def _stacked(blocks: list[Matrix], leaves: int) -> Matrix:
    """One under the other: the leaves of now are shared, further columns belong to each block in order (the last
    block, and the first, have none)."""
    extra = [block.shape[1] - leaves for block in blocks]
    wide = []
    for at, block in enumerate(blocks):
        before, after = sum(extra[:at]), sum(extra[at + 1:])
        csc = block.tocsc()
        wide.append(sparse.hstack([csc[:, :leaves], sparse.csr_array((block.shape[0], before)), csc[:, leaves:],
                            sparse.csr_array((block.shape[0], after))]))
    return sparse.csr_array(sparse.vstack(wide))


def differences(protected: Protected, earlier: Sequence[Tied], threshold: float) -> list[Finding]:
    """Figures published now and before that differ by less than the threshold."""
    cube, found = protected.cube, []
    for release in earlier:
        change = cube.cells - spread(cube.dimensions, release.values)
        telling = release.shown & (np.abs(change) > 1e-9) & (np.abs(change) < threshold)
        seen = protected.published & (telling if release.telling is None else release.telling)
        found += [Finding(release.name, cube.names(int(cell)), float(change.flat[cell]), float(change.flat[cell]),
                          "difference") for cell in np.flatnonzero(seen)]
    return found


def proven(protected: Protected, *, ceiling: Floats | None = None, seed: int = 1) -> Bools:
    """Hidden cells whose witness holds: tables, nowhere negative, that leave every published figure as it is and in
    which the cell moves by what is needed. Trusts nothing of the search but the boxes themselves.

    That no move changes a published cell is checked for all at once, with random weights modulo 2**64 (Freivalds 1979):
    a wrong one passes with a chance below 2**-60. Once for all moves against what is published now, once for those in
    which earlier releases move too against what was published ever.
    """
    cube, worlds = protected.cube, protected.worlds
    good = np.ones(len(worlds), dtype=bool)
    dice = np.random.default_rng(seed)
    room = np.where(np.isnan(cube.values), -1, np.nan_to_num(cube.values) if ceiling is None else ceiling).ravel()
    weights = dice.integers(0, 1 << 63, (2, len(worlds)), dtype=np.uint64)
    weights[1, worlds.world >= protected.alone] = 0  # an earlier release does not move with these
    held = [protected.published, protected.published if protected.frozen is None
            else protected.published | protected.frozen]
    leaves = np.zeros((2, room.size), dtype=np.uint64)
    geometry = Geometry(cube)
    corners, owners = [], []
    for sides, at in by_sides(worlds.u, worlds.v):
        even, odd = geometry.corners(worlds.u[at], worlds.v[at], sides)
        good[at] &= (room[even].min(axis=0) >= worlds.down[at]) & (worlds.down[at] >= 0) & (worlds.up[at] >= 0)
        if len(odd):
            good[at] &= room[odd].min(axis=0) >= worlds.up[at]
        for turn in range(2):
            np.add.at(leaves[turn], even.ravel(), np.tile(weights[turn, at], len(even)))
            np.subtract.at(leaves[turn], odd.ravel(), np.tile(weights[turn, at], len(odd)))
        both = np.concatenate([even, odd])
        corners.append(both.ravel())
        owners.append(np.tile(worlds.world[at], len(both)))
    for turn in range(2):
        if spread(cube.dimensions, leaves[turn].reshape(cube.leaf_shape))[held[turn]].any():
            return np.zeros(cube.shape, dtype=bool)
    key = np.concatenate(owners) * room.size + np.concatenate(corners) if corners else np.zeros(0, dtype=np.int64)
    many, times = np.unique(key, return_counts=True)
    bad = {*worlds.world[~good].tolist(), *(many[times > 1] // room.size).tolist()}
    return _reached(protected, np.array(sorted(bad), dtype=np.int64))


def _reached(protected: Protected, bad: Ints) -> Bools:
    """How far each cell moves in its witness, by the product of what its codes hold of the two far corners."""
    cube, worlds = protected.cube, protected.worlds
    cells = np.flatnonzero(protected.hidden.ravel() & (protected.witness.ravel() >= 0))
    world = protected.witness.ravel()[cells]
    start, end = np.searchsorted(worlds.world, world, "left"), np.searchsorted(worlds.world, world, "right")
    many = end - start
    row = np.repeat(np.arange(len(cells)), many)
    move = np.arange(len(row)) - np.repeat(np.cumsum(many) - many, many) + start[row]
    share = np.ones(len(row), dtype=np.int8)
    for one, codes, u, v in zip(cube.dimensions, np.unravel_index(cells, cube.shape), worlds.u.T, worlds.v.T,
                                strict=True):
        belongs = one.members.astype(np.int8)
        code, here, there = codes[row], u[move], v[move]
        share *= belongs[code, here] - np.where(here != there, belongs[code, there], 0).astype(np.int8)
    down = np.bincount(row, weights=-share * worlds.down[move], minlength=len(cells))
    up = np.bincount(row, weights=share * worlds.up[move], minlength=len(cells))
    span = np.maximum(np.maximum(down, up), 0) - np.minimum(np.minimum(down, up), 0)
    asked = protected.need.ravel()[cells]
    done = (span > 0) & (span >= asked * (1 - 1e-9)) & ~np.isin(world, bad)
    result = np.zeros(cube.cells.size, dtype=bool)
    result[cells[done]] = True
    return result.reshape(cube.shape)


def shuttle(protected: Protected, rounds: int = 6) -> tuple[Floats, Floats]:
    """Bounds on every cell by going round the margins until nothing moves: quick, never tighter than the truth."""
    cube = protected.cube
    known = protected.published | cube.missing
    low = np.where(known, cube.cells, 0.0)
    high = np.where(known, cube.cells, np.inf)
    for _round in range(rounds):
        before = float(low.sum()), int(np.isinf(high).sum()), float(high[np.isfinite(high)].sum())
        for axis, one in enumerate(cube.dimensions):
            lows, highs = np.moveaxis(low, axis, 0), np.moveaxis(high, axis, 0)
            for code, parts in one.relations:
                _tighten(lows, highs, code, np.array(parts))
        if before == (float(low.sum()), int(np.isinf(high).sum()), float(high[np.isfinite(high)].sum())):
            break
    return low, high


def _tighten(low: Floats, high: Floats, code: int, parts: Ints) -> None:
    lows, highs = low[parts], high[parts]
    endless = np.isinf(highs)
    least, finite = lows.sum(axis=0), np.where(endless, 0, highs).sum(axis=0)
    ends = endless.sum(axis=0)
    low[code] = np.maximum(low[code], least)
    high[code] = np.minimum(high[code], np.where(ends > 0, np.inf, finite))
    high[parts] = np.minimum(highs, high[code] - (least - lows))
    others = finite - np.where(endless, 0, highs)
    low[parts] = np.maximum(lows, np.where(ends - endless > 0, -np.inf, low[code] - others))
