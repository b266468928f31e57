"""Moves: the smallest changes of a table that leave its published figures as they are.

A move takes ``t`` away from one corner of a box of leaves and gives it back at the next, corner after corner, so that
everything summed along a side of the box stays the same: the hypercube of Repsilber and Giessing (Hundepool et al.
2012, ch. 4.4.4), the basic move of Diaconis and Sturmfels (1998). A box is two opposite leaves, ``u`` and ``v``; it has
no length along a dimension in which they agree, and there every code above them changes as they do.
"""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
import numpy.typing as npt

from .cube import Bools, Cube, Dimension, Floats, Ints

Sides = tuple[bool, ...]  # along which dimensions a box has a length
Cells = npt.NDArray[np.int32]
Signs = npt.NDArray[np.int8]


@dataclass(frozen=True, eq=False)
class Worlds:
    """Tables that a reader cannot tell from the true one. Each world is one or several moves with boxes that do not
    touch: in its first table every even corner loses ``down``, in its second every odd corner loses ``up``.

    ``world``: (moves,) its number, ascending; ``u``, ``v``: (moves, dimensions) positions of leaves.
    """

    world: Ints
    u: Cells
    v: Cells
    down: Floats
    up: Floats

    @classmethod
    def none(cls, dimensions: int) -> Worlds:
        nothing = np.zeros((0, dimensions), dtype=np.int32)
        return cls(np.zeros(0, dtype=np.int64), nothing, nothing, np.zeros(0), np.zeros(0))

    @classmethod
    def joined(cls, parts: list[Worlds], dimensions: int) -> Worlds:
        if not parts:
            return cls.none(dimensions)
        return cls(*(np.concatenate([getattr(part, name) for part in parts])
                     for name in ("world", "u", "v", "down", "up")))

    def only(self, kept: Bools) -> Worlds:
        return Worlds(self.world[kept], self.u[kept], self.v[kept], self.down[kept], self.up[kept])

    def __len__(self) -> int:
        return len(self.world)


def codes_above(dimension: Dimension) -> Cells:
    """Codes that hold each leaf, itself first: (leaves, most), filled up with -1."""
    lists = [np.flatnonzero(column) for column in dimension.members.T]
    above = np.full((dimension.leaves, max(map(len, lists))), -1, dtype=np.int32)
    for leaf, codes in enumerate(lists):
        above[leaf, :len(codes)] = codes
    return above


def codes_apart(dimension: Dimension) -> Cells:
    """Codes that hold leaf a and not leaf b: (leaves, leaves, most), filled up with -1."""
    above = codes_above(dimension)
    held = dimension.members[above]  # (a, slot, b): does this code above a hold b too
    apart = np.where(held | (above < 0)[:, :, None], -1, above[:, :, None]).transpose(0, 2, 1)
    apart = np.take_along_axis(apart, np.argsort(apart < 0, axis=2, kind="stable"), axis=2)
    most = max(int((apart >= 0).sum(axis=2).max()), 1)
    return np.ascontiguousarray(apart[:, :, :most]).astype(np.int32)


def smallest_groups(dimension: Dimension) -> Cells:
    """For each leaf the smallest group that holds it and another leaf (0 where there is none)."""
    sizes = dimension.members.sum(axis=1)
    home = np.zeros(dimension.leaves, dtype=np.int32)
    for code in np.argsort(-sizes, kind="stable"):
        if sizes[code] > 1:
            home[dimension.members[code]] = code
    return home


def others(home: Cells) -> tuple[Cells, Cells]:
    """For each leaf the other leaves of its home: (leaves, most), filled up with itself; and how many they are."""
    lists = [np.flatnonzero((home == home[leaf]) & (np.arange(len(home)) != leaf)) for leaf in range(len(home))]
    table = np.repeat(np.arange(len(home), dtype=np.int32)[:, None], max(max(map(len, lists)), 1), axis=1)
    for leaf, fellows in enumerate(lists):
        table[leaf, :len(fellows)] = fellows
    return table, np.array(list(map(len, lists)), dtype=np.int32)


class Geometry:
    """Where the corners of a box stand, and which cells a move along it changes."""

    def __init__(self, cube: Cube) -> None:
        self.dimensions = cube.dimensions
        self.shape, self.leaf_shape = cube.shape, cube.leaf_shape
        self.size = int(np.prod(self.shape))
        self.above = [codes_above(one) for one in cube.dimensions]
        self.strides = [int(np.prod(self.shape[axis + 1:])) for axis in range(len(self.shape))]
        self.leaf_strides = [int(np.prod(self.leaf_shape[axis + 1:])) for axis in range(len(self.shape))]

    @cached_property
    def apart(self) -> list[Cells]:
        return [codes_apart(one) for one in self.dimensions]

    @cached_property
    def wide_shape(self) -> tuple[int, ...]:
        """One place more along each dimension: where no cell is."""
        return tuple(size + 1 for size in self.shape)

    @cached_property
    def wide_steps(self) -> list[int]:
        return [int(np.prod(self.wide_shape[axis + 1:])) for axis in range(len(self.shape))]

    @cached_property
    def nowhere(self) -> list[int]:
        """The step to the place along each dimension where no cell is."""
        return [size * step for size, step in zip(self.shape, self.wide_steps, strict=True)]

    @cached_property
    def wide(self) -> list[tuple[Cells, Cells]]:
        """``above`` and ``apart``, slots first, as steps within an array of ``wide_shape``."""
        def stepped(codes: Cells, axis: int) -> Cells:
            steps = np.where(codes < 0, self.shape[axis], codes).astype(np.int32) * np.int32(self.wide_steps[axis])
            return np.ascontiguousarray(np.moveaxis(steps, -1, 0))
        return [(stepped(above, axis), stepped(apart, axis))
                for axis, (above, apart) in enumerate(zip(self.above, self.apart, strict=True))]

    def touched(self, u: Cells, v: Cells, sides: Sides) -> Cells:
        """The cells that a move changes, in an array of ``wide_shape``: (most, moves)."""
        cells = np.zeros((1, len(u)), dtype=np.int32)
        for axis, is_long in enumerate(sides):
            above, apart = self.wide[axis]
            here, there = u[:, axis], v[:, axis]
            codes = np.concatenate([apart[:, here, there], apart[:, there, here]]) if is_long else above[:, here]
            codes = codes[(codes != self.nowhere[axis]).any(axis=1)]
            cells = (cells[:, None, :] + codes[None, :, :]).reshape(-1, len(u))
        return cells

    def corners(self, u: Cells, v: Cells, sides: Sides) -> tuple[Cells, Cells]:
        """Flat positions of the even and of the odd corners: (half of the corners, moves) each. u is even."""
        places = np.zeros((1, len(u)), dtype=np.int32)
        parity = np.zeros(1, dtype=np.int8)
        for axis, is_long in enumerate(sides):
            step = self.leaf_strides[axis]
            here = places + u[:, axis] * np.int32(step)
            if is_long:
                there = places + v[:, axis] * np.int32(step)
                places, parity = np.concatenate([here, there]), np.concatenate([parity, 1 - parity])
            else:
                places = here
        return places[parity == 0], places[parity == 1]

    def changed(self, u: Cells, v: Cells, sides: Sides) -> tuple[Cells, Signs]:
        """Cells that a move changes, and as which corner does (+1 even, -1 odd, 0 no cell): (moves, most) each."""
        cells, signs = np.zeros((len(u), 1), dtype=np.int32), np.ones((len(u), 1), dtype=np.int8)
        for axis, is_long in enumerate(sides):
            if is_long:
                ours = self.apart[axis][u[:, axis], v[:, axis]]
                theirs = self.apart[axis][v[:, axis], u[:, axis]]
                codes = np.concatenate([ours, theirs], axis=1)
                turn = np.concatenate([np.sign(ours + 1), -np.sign(theirs + 1)], axis=1).astype(np.int8)
            else:
                codes = self.above[axis][u[:, axis]]
                turn = np.sign(codes + 1).astype(np.int8)
            step = np.maximum(codes, 0) * np.int32(self.strides[axis])
            cells = (cells[:, :, None] + step[:, None, :]).reshape(len(u), -1)
            signs = (signs[:, :, None] * turn[:, None, :]).reshape(len(u), -1)
        return cells, signs


def all_sides(dimensions: int) -> list[Sides]:
    """Every choice of sides, the fewest first."""
    return sorted(product((False, True), repeat=dimensions), key=lambda sides: (sum(sides), sides))


def by_sides(u: Cells, v: Cells) -> list[tuple[Sides, Ints]]:
    """Moves sorted by the sides of their boxes: (sides, positions)."""
    marks = (u != v) @ (1 << np.arange(u.shape[1]))
    return [(tuple(bool(mark >> axis & 1) for axis in range(u.shape[1])), np.flatnonzero(marks == mark))
            for mark in np.unique(marks)]
