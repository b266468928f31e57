"""The search for worlds that protect hidden cells, in large arrays at a time (see :mod:`.secondary`)."""
from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from itertools import product
from math import prod

import numpy as np

from .corners import Dice, FarCorners
from .cube import Bools, Cube, Floats, Ints
from .moves import Cells, Geometry, Sides, Worlds
from .primary import Policy, Primary

PROBE = 200      # cells on which every choice of sides is tried
BATCH = 4_000   # cells decided at once: what they hide is cheap for the next
LEAVES = 4       # leaves beneath one cell that a world may move
FAVOURITES = 3   # choices of sides that are tried on after the probe
FEWEST, MOST = 20, 100  # worlds tried for each choice of sides: the more the fewer cells there are
WORK = 1_200_000       # worlds tried for each choice of sides, all cells together: a small table is searched thoroughly
COARSE = 10_000        # the same of one batch: a level of few cells is searched well, for it is coarse and costs much
ROWS = 24_000          # moves worked out at once: enough to keep every core busy, few enough for a processor's cache
TINY = 1e-9


@dataclass
class Best:
    """The cheapest world found for each cell of a batch."""

    cost: Floats
    moves: list[Worlds]   # candidates, `world` = position of the cell in the batch
    trial: Ints           # which of them is the best, -1: none

    @classmethod
    def none(cls, cells: int) -> Best:
        return cls(np.full(cells, np.inf), [], np.full(cells, -1, dtype=np.int64))

    def take(self, other: Best) -> Bools:
        """Take over what is cheaper in the other; for which cells."""
        better = np.asarray(other.cost < self.cost)
        self.cost[better], self.trial[better] = other.cost[better], other.trial[better] + len(self.moves)
        self.moves += [moves.only(better[moves.world]) for moves in other.moves]
        return better


def costs(cube: Cube, policy: Policy) -> Floats:
    """What hiding each cell costs: what it tells, so that no national total is given for a few small cells; nothing
    where it is not shown, without end where it may not be hidden."""
    told = np.where(cube.cells > 0, 1 + cube.cells, 0.3 if policy.may_hide_zero else np.inf)
    return np.where(cube.shown, told, 0.0)


class Search:
    """Arrays over all cells, flat: ``hidden``, ``need``, ``width`` (what is reached), ``witness`` (by which world)."""

    def __init__(self, cube: Cube, primary: Primary, policy: Policy, *, frozen: Bools | None = None,
                 ceiling: Floats | None = None, movable: Bools | None = None, seed: int = 0) -> None:
        self.cube, self.geometry, self.dice = cube, Geometry(cube), np.random.default_rng(seed)
        self.need = np.maximum(primary.need.ravel(), TINY)
        self.hidden = primary.hidden.ravel().copy()
        self.width = np.zeros(self.geometry.size)
        self.witness = np.full(self.geometry.size, -1, dtype=np.int64)
        self.weight = costs(cube, policy).ravel()
        self.weight[self.hidden] = 0
        if frozen is not None:
            self.weight[frozen.ravel()] = np.inf
        self.price = np.zeros(self.geometry.wide_shape, dtype=np.float32)
        room = np.nan_to_num(cube.values if ceiling is None else np.minimum(np.nan_to_num(cube.values), ceiling))
        fixed = np.isnan(cube.values) if movable is None else np.isnan(cube.values) | ~movable
        self.room = np.where(fixed, -1.0, room).ravel()  # how far a leaf may fall; -1: it may not move at all
        self.pool = np.flatnonzero(self.room > 0)
        self.pool_places = np.stack(np.unravel_index(self.pool, cube.leaf_shape), axis=1).astype(np.int32)
        self.far = FarCorners(cube, self.pool_places)
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
        self.effort = WORK // max(len(waiting), 1)
        with ThreadPoolExecutor(os.cpu_count()) as self.threads:
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
        self.price[tuple(map(slice, self.geometry.shape))] = self.weight.reshape(self.geometry.shape)
        beneath = self.leaves_beneath(level, cells)
        share = FAVOURITES / max(len(tried), FAVOURITES)
        batch = int(min(COARSE // max(len(cells), 1), MOST) * share)
        tries = int(np.clip(max(batch, self.effort), FEWEST if share == 1 else FAVOURITES, MOST))
        at_once = max(ROWS // max(len(beneath[0]), 1), 1)
        tasks = [(at, min(at_once, turns - first)) for at, sides in enumerate(tried)
                 for turns in (self.turns(sides, tries),) for first in range(0, turns, at_once)]
        found = self.threads.map(partial(self.cheapest_along, level, cells, beneath, near),
                                 [tried[at] for at, _many in tasks], [many for _at, many in tasks],
                                 self.dice.spawn(len(tasks)))
        best, which = Best.none(len(cells)), np.full(len(cells), -1, dtype=np.int64)
        for (at, _many), one in zip(tasks, found, strict=True):
            which[best.take(one)] = at
        return best, np.bincount(which[which >= 0], minlength=len(tried))

    def turns(self, sides: Sides, tries: int) -> int:
        """How many worlds are tried with boxes of these sides; of a small table hardly more than there are."""
        places = [most - 1 for most, is_long in zip(self.cube.leaf_shape, sides, strict=True) if is_long]
        return min(tries, 4 * prod(places)) if places else 1

    def cheapest_along(self, level: tuple[int, ...], cells: Ints, beneath: tuple[Ints, Cells], near: bool,
                       sides: Sides, turns: int, dice: Dice) -> Best:
        """The cheapest of so many worlds with boxes of these sides, all drawn at once: turn after turn of all cells."""
        many, (owner, u) = len(cells), beneath
        owners = (owner + np.arange(turns)[:, None] * many).ravel()
        moves = self.candidate(level, np.tile(cells, turns), (owners, np.tile(u, (turns, 1))), sides, near, dice)
        cost = self.cost(many * turns, moves, sides).reshape(turns, many)
        best = cost.argmin(axis=0)
        turn, cell = np.divmod(moves.world, max(many, 1))
        kept = np.flatnonzero(best[cell] == turn)
        kept = kept[np.argsort(cell[kept], kind="stable")]
        moves = Worlds(cell[kept], moves.u[kept], moves.v[kept], moves.down[kept], moves.up[kept])
        return Best(cost[best, np.arange(many)], [moves], np.zeros(many, dtype=np.int64))

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

    def candidate(self, level: tuple[int, ...], cells: Ints, beneath: tuple[Ints, Cells], sides: Sides, near: bool,
                  dice: Dice) -> Worlds:
        """For each cell one world with boxes of these sides, where one is found that moves it far enough."""
        owner, u = beneath
        if not len(owner):
            return Worlds.none(len(sides))
        long = np.array(sides)
        guide = np.full(len(cells), -1, dtype=np.int64)
        shuffled = dice.permutation(len(owner))
        guide[owner[shuffled]] = shuffled
        opposite = self.far.opposite(u[guide], sides, tuple(near and kind == 2 for kind in level), dice)
        v = np.where(long, opposite[owner], u).astype(np.int32)
        valid = ((u != v) == long).all(axis=1)
        for axis in np.flatnonzero(long):
            code = np.unravel_index(cells, self.geometry.shape)[axis]
            valid &= ~self.cube.dimensions[axis].members[code[owner], v[:, axis]]
        owner, u, v = owner[valid], u[valid], v[valid]
        even, odd = self.geometry.corners(u, v, sides)
        down = self.room.take(even).min(axis=0)
        up = self.room.take(odd).min(axis=0) if len(odd) else self.need[cells][owner]  # no bound above a leaf
        valid = (down >= 0) & (up >= 0) & (down + up > 0)
        if any(kind == 1 and side for kind, side in zip(level, sides, strict=True)):
            valid &= self.first_of_each(owner, u, sides)
        reached = np.bincount(owner[valid], weights=(down + up)[valid], minlength=len(cells))
        valid &= (reached >= self.need[cells])[owner]
        return Worlds(owner, u, v, down, up).only(valid)

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
        each = self.price.take(self.geometry.touched(moves.u, moves.v, sides)).sum(axis=0)
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
