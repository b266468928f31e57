"""The search for worlds that protect hidden cells, in large arrays at a time (see :mod:`.secondary`)."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np

from .cube import Bools, Cube, Floats, Ints
from .moves import Cells, Geometry, Sides, Worlds, others, smallest_groups
from .primary import Policy, Primary

PROBE = 200      # cells on which every choice of sides is tried
BATCH = 4_000   # cells decided at once: what they hide is cheap for the next
LEAVES = 4       # leaves beneath one cell that a world may move
FAVOURITES = 3   # choices of sides that are tried on after the probe
FEWEST, MOST = 3, 60  # worlds tried for each choice of sides: the more the fewer cells there are, for few are coarse
WORK, SIDES = 10_000, 75
TINY = 1e-9


@dataclass
class Best:
    """The cheapest world found for each cell of a batch."""

    cost: Floats
    moves: list[Worlds]   # candidates, `world` = position of the cell in the batch
    trial: Ints           # which of them is the best


class Search:
    """Arrays over all cells, flat: ``hidden``, ``need``, ``width`` (what is reached), ``witness`` (by which world)."""

    def __init__(self, cube: Cube, primary: Primary, policy: Policy, *, frozen: Bools | None = None,
                 ceiling: Floats | None = None, movable: Bools | None = None, seed: int = 0) -> None:
        self.cube, self.geometry, self.dice = cube, Geometry(cube), np.random.default_rng(seed)
        self.need = np.maximum(primary.need.ravel(), TINY)
        self.hidden = primary.hidden.ravel().copy()
        self.width = np.zeros(self.geometry.size)
        self.witness = np.full(self.geometry.size, -1, dtype=np.int64)
        shown = cube.shown.ravel()
        cells = cube.cells.ravel()
        # what a cell costs is what it tells: a national total is not given for a few small cells
        self.weight = np.where(cells > 0, 1 + cells, 0.3 if policy.may_hide_zero else np.inf)
        self.weight[~shown | self.hidden] = 0
        if frozen is not None:
            self.weight[frozen.ravel()] = np.inf
        self.price = np.zeros(self.geometry.wide_shape, dtype=np.float32)
        room = np.nan_to_num(cube.values if ceiling is None else np.minimum(np.nan_to_num(cube.values), ceiling))
        fixed = np.isnan(cube.values) if movable is None else np.isnan(cube.values) | ~movable
        self.room = np.where(fixed, -1.0, room).ravel()  # how far a leaf may fall; -1: it may not move at all
        self.pool = np.flatnonzero(self.room > 0)
        self.pool_places = np.stack(np.unravel_index(self.pool, cube.leaf_shape), axis=1).astype(np.int32)
        self.sorted_pools: dict[tuple[Sides, Sides], tuple[Ints, Ints]] = {}
        self.homes = [smallest_groups(one) for one in cube.dimensions]
        self.fellows = [others(home) for home in self.homes]
        self.everyone = [others(np.zeros_like(home)) for home in self.homes]
        totals = [one.total for one in cube.dimensions]
        self.total_is_shown = None not in totals and bool(cube.shown[tuple(totals)])
        self.parts: list[Worlds] = []
        self.made = 0
        self.given_up: list[int] = []

    def worlds(self) -> Worlds:
        return Worlds.joined(self.parts, len(self.geometry.shape))

    def open(self, cells: Ints) -> Ints:
        """Those of these hidden cells that no world protects yet."""
        return cells[self.hidden[cells] & (self.width[cells] < self.need[cells] * (1 - TINY))]

    def go_on_from(self, other: Search) -> None:
        """Take over what another search has hidden and shown safe."""
        self.hidden, self.width, self.witness = other.hidden, other.width, other.witness
        self.parts, self.made = other.parts, other.made
        self.weight[self.hidden] = 0

    def run(self, *, lonely: bool = False) -> None:
        """Level after level, from the coarsest cells to the finest. ``lonely``: a single leaf may move, with all that
        is above it, where nothing else is found."""
        waiting = self.open(np.flatnonzero(self.hidden))
        if not (self.room >= 0).any():
            return
        for level, cells in self.levels(waiting):
            self.protect_level(level, cells)
            left = self.open(cells) if lonely else cells[:0]
            if len(left):
                self.commit(self.cheapest(level, left, [(False,) * len(level)], near=False)[0])

    def levels(self, cells: Ints) -> Iterator[tuple[tuple[int, ...], Ints]]:
        """(per dimension 0 total, 1 group, 2 leaf; cells of that level)."""
        places = np.unravel_index(cells, self.geometry.shape)
        mark, sizes = np.zeros(len(cells), dtype=np.int64), {}
        for axis, one in enumerate(self.cube.dimensions):
            full = one.members.all(axis=1)
            kind = np.where(np.arange(len(one.codes)) < one.leaves, 2, np.where(full, 0, 1))
            mark = mark * 3 + kind[places[axis]]
        for value in np.unique(mark):
            level = tuple(int(value) // 3 ** axis % 3 for axis in reversed(range(len(places))))
            sizes[int(value)] = (np.count_nonzero(level), sum(level), level)
        for value in sorted(sizes, key=lambda one: sizes[one]):
            yield sizes[value][2], cells[mark == value]

    def protect_level(self, level: tuple[int, ...], cells: Ints) -> None:
        allowed = [sides for sides in product((False, True), repeat=len(level))
                   if (any(sides) or not self.total_is_shown)
                   and all(kind or not side for kind, side in zip(level, sides, strict=True))]
        tried = allowed
        waiting = self.dice.permutation(self.open(cells))
        size = PROBE
        while len(waiting) and allowed:
            batch, waiting = waiting[:size], waiting[size:]
            best, wins = self.cheapest(level, self.open(batch), tried, near=True)
            self.commit(best)
            waiting = self.open(waiting)
            tried = [allowed[at] for at in np.argsort(-wins)[:FAVOURITES]] if size == PROBE else tried
            size = BATCH
        left = self.open(cells)
        if len(left) and allowed:  # what the favourites could not do
            for turn in range(4):
                self.commit(self.cheapest(level, left, allowed, near=turn == 0)[0])
                left = self.open(left)

    def cheapest(self, level: tuple[int, ...], cells: Ints, tried: list[Sides], *, near: bool) -> tuple[Best, Ints]:
        """Try these sides on each cell; how often each won. ``near``: boxes stay within a group of leaves."""
        best = Best(np.full(len(cells), np.inf), [], np.full(len(cells), -1, dtype=np.int64))
        self.price[tuple(map(slice, self.geometry.shape))] = self.weight.reshape(self.geometry.shape)
        beneath = self.leaves_beneath(level, cells)
        tries = int(np.clip(min(WORK // max(len(cells), 1), SIDES // len(tried)), FEWEST, MOST))
        for sides in tried:
            for _turn in range(tries):
                moves = self.candidate(level, cells, beneath, sides, near)
                cost = self.cost(len(cells), moves, sides)
                better = cost < best.cost
                best.cost[better], best.trial[better] = cost[better], len(best.moves)
                best.moves.append(moves)
        return best, np.bincount(best.trial[best.trial >= 0] // tries, minlength=len(tried))

    def leaves_beneath(self, level: tuple[int, ...], cells: Ints) -> tuple[Ints, Cells]:
        """Leaves beneath each cell that have something to lose, the largest first: (position of the cell, places)."""
        where = np.full(self.geometry.size, -1, dtype=np.int64)
        where[cells] = np.arange(len(cells))
        owners, leaves = [], []
        slots = [self.codes_of_kind(axis, kind) for axis, kind in enumerate(level)]
        for choice in product(*(range(one.shape[1]) for one in slots)):
            above = np.zeros(len(self.pool), dtype=np.int64)
            valid = np.ones(len(self.pool), dtype=bool)
            for axis, slot in enumerate(choice):
                code = slots[axis][self.pool_places[:, axis], slot]
                valid &= code >= 0
                above += code * self.geometry.strides[axis]
            owner = np.where(valid, where[above * valid], -1)
            leaves.append(np.flatnonzero(owner >= 0))
            owners.append(owner[leaves[-1]])
        owner, leaf = np.concatenate(owners), np.concatenate(leaves)
        order = np.lexsort((self.dice.random(len(leaf)), -self.room[self.pool[leaf]], owner))
        owner, leaf = owner[order], leaf[order]
        starts = np.flatnonzero(np.diff(owner, prepend=-1))
        kept = np.arange(len(owner)) - np.repeat(starts, np.diff(starts, append=len(owner))) < LEAVES
        empty = np.setdiff1d(np.arange(len(cells)), owner)
        extra_owner, extra = self.any_leaf(cells, empty)
        owners_found = np.concatenate([owner[kept], extra_owner])
        order = np.argsort(owners_found, kind="stable")  # worlds are numbered in this order, and looked up by it
        return owners_found[order], np.concatenate([self.pool_places[leaf[kept]], extra])[order]

    def codes_of_kind(self, axis: int, kind: int) -> Cells:
        """(leaves, most): codes of this kind that hold each leaf, filled up with -1."""
        one, above = self.cube.dimensions[axis], self.geometry.above[axis]
        full = one.members.all(axis=1)
        kinds = np.where(np.arange(len(one.codes)) < one.leaves, 2, np.where(full, 0, 1))
        kept = np.where((above >= 0) & (kinds[above] == kind), above, -1)
        kept = -np.sort(-kept, axis=1)
        return kept[:, :max(int((kept >= 0).sum(axis=1).max()), 1)]

    def any_leaf(self, cells: Ints, empty: Ints) -> tuple[Ints, Cells]:
        """One leaf beneath each cell where all are zero (or may not move: those are left out)."""
        places = np.unravel_index(cells[empty], self.geometry.shape)
        chosen = [np.argmax(one.members[code] * self.dice.random((len(empty), one.leaves)), axis=1)
                  for one, code in zip(self.cube.dimensions, places, strict=True)]
        leaves = np.stack(chosen, axis=1).astype(np.int32)
        kept = self.room[np.ravel_multi_index(chosen, self.cube.leaf_shape)] >= 0
        return empty[kept], leaves[kept]

    def candidate(self, level: tuple[int, ...], cells: Ints, beneath: tuple[Ints, Cells], sides: Sides,
                  near: bool) -> Worlds:
        """For each cell one world with boxes of these sides, where one is found that moves it far enough."""
        owner, u = beneath
        if not len(owner):
            return Worlds.none(len(sides))
        long = np.array(sides)
        guide = np.full(len(cells), -1, dtype=np.int64)
        shuffled = self.dice.permutation(len(owner))
        guide[owner[shuffled]] = shuffled
        opposite = self.opposite(u, guide, sides, tuple(near and kind == 2 for kind in level))
        v = np.where(long, opposite[owner], u).astype(np.int32)
        valid = ((u != v) == long).all(axis=1)
        codes = np.unravel_index(cells, self.geometry.shape)
        for axis in np.flatnonzero(long):
            valid &= ~self.cube.dimensions[axis].members[codes[axis][owner], v[:, axis]]
        if any(kind == 1 and side for kind, side in zip(level, sides, strict=True)):
            valid &= self.first_of_each(owner, u, sides)
        even, odd = self.geometry.corners(u, v, sides)
        down = self.room[even].min(axis=1)
        up = self.room[odd].min(axis=1) if odd.shape[1] else self.need[cells][owner]  # nothing bounds a leaf above
        valid &= (down >= 0) & (up >= 0) & (down + up > 0)
        reached = np.bincount(owner[valid], weights=(down + up)[valid], minlength=len(cells))
        valid &= (reached >= self.need[cells])[owner]
        return Worlds(owner, u, v, down, up).only(valid)

    def opposite(self, u: Cells, guide: Ints, sides: Sides, near: Sides) -> Cells:
        """For each cell a leaf to be the far corner, within the guide's smallest group along ``near`` dimensions.

        Two of the sides are taken from a leaf with a figure that agrees with the guide in all the rest (so the corner
        across these two can lose something), the others from any leaf with a figure (so from where figures are many).
        """
        ours = u[guide]
        long = [axis for axis, is_long in enumerate(sides) if is_long]
        pair = {int(axis) for axis in self.dice.permutation(long)[:2]}
        far, rest = (self.pick(ours, tuple(axis in axes for axis in range(len(sides))), near)
                     for axes in (pair, set(long)))
        for axis in long:
            if axis not in pair:
                far[:, axis] = rest[:, axis]
            same = far[:, axis] == ours[:, axis]
            places, many = self.fellows[axis] if near[axis] else self.everyone[axis]
            turn = self.dice.integers(0, 1 << 30, len(ours)) % np.maximum(many[ours[:, axis]], 1)
            far[:, axis] = np.where(same, places[ours[:, axis], turn], far[:, axis])
        return far

    def pick(self, ours: Cells, sides: Sides, near: Sides) -> Cells:
        """A leaf with a figure for each of ours, anywhere a box of these sides reaches; ours where there is none."""
        near = tuple(stays and side and len(set(home.tolist())) > 1
                     for stays, side, home in zip(near, sides, self.homes, strict=True))
        if (sides, near) not in self.sorted_pools:
            keys = self.slices(self.pool_places, sides, near)
            order = np.argsort(keys, kind="stable")
            self.sorted_pools[sides, near] = (order, keys[order])
        order, keys = self.sorted_pools[sides, near]
        if not len(order):
            return ours.copy()
        key = self.slices(ours, sides, near)
        start, end = np.searchsorted(keys, key, "left"), np.searchsorted(keys, key, "right")
        at = start + (self.dice.random(len(key)) * (end - start)).astype(np.int64)
        return np.where((start < end)[:, None], self.pool_places[order[np.minimum(at, len(order) - 1)]], ours)

    def slices(self, places: Cells, sides: Sides, near: Sides) -> Ints:
        """A number for each leaf: the same for those that a box of these sides could join."""
        key = np.zeros(len(places), dtype=np.int64)
        for axis, (is_long, stays) in enumerate(zip(sides, near, strict=True)):
            code = places[:, axis]
            if is_long:
                code = self.homes[axis][code] if stays else np.zeros_like(code)
            key = key * len(self.cube.dimensions[axis].codes) + code
        return key

    def first_of_each(self, owner: Ints, u: Cells, sides: Sides) -> Bools:
        """Moves of one world whose boxes do not touch: one for each place outside the sides."""
        key = owner * int(np.prod(self.cube.leaf_shape)) + u @ np.where(sides, 0, self.geometry.leaf_strides)
        first = np.zeros(len(owner), dtype=bool)
        first[np.unique(key, return_index=True)[1]] = True
        return first

    def cost(self, many: int, moves: Worlds, sides: Sides) -> Floats:
        """What each world would newly hide; infinite where there is no world."""
        if not len(moves):
            return np.full(many, np.inf)
        each = self.price.ravel()[self.geometry.touched(moves.u, moves.v, sides)].sum(axis=1)
        cost: Floats = np.bincount(moves.world, weights=each, minlength=many).astype(np.float64)
        cost[np.bincount(moves.world, minlength=many) == 0] = np.inf
        return cost

    def commit(self, best: Best) -> None:
        """Hide what the chosen worlds change, and note how far every hidden cell moves in them."""
        for trial in np.unique(best.trial[best.trial >= 0]):
            moves = best.moves[trial].only((best.trial == trial)[best.moves[trial].world])
            numbers, world = np.unique(moves.world, return_inverse=True)
            moves = Worlds(world + self.made, moves.u, moves.v, moves.down, moves.up)
            self.made += len(numbers)
            self.parts.append(moves)
            self.note(moves)

    def note(self, moves: Worlds) -> None:
        sides = tuple(bool(side) for side in moves.u[0] != moves.v[0])
        cells, signs = self.geometry.changed(moves.u, moves.v, sides)
        real = signs != 0
        self.hidden[cells[real]] = True
        self.weight[cells[real]] = 0
        row, column = np.nonzero(real & (self.width[cells] < self.need[cells]))
        cell, sign = cells[row, column].astype(np.int64), signs[row, column]
        keys, where = np.unique(moves.world[row] * self.geometry.size + cell, return_inverse=True)
        down = np.bincount(where, weights=-sign * moves.down[row])
        up = np.bincount(where, weights=sign * moves.up[row])
        span = np.maximum(np.maximum(down, up), 0) - np.minimum(np.minimum(down, up), 0)
        order = np.lexsort((span, keys % self.geometry.size))
        world, cell, span = keys[order] // self.geometry.size, keys[order] % self.geometry.size, span[order]
        last = np.flatnonzero(np.diff(cell, append=-1))
        better = last[span[last] > self.width[cell[last]]]
        self.width[cell[better]], self.witness[cell[better]] = span[better], world[better]
