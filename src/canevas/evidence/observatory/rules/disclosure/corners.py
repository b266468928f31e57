"""Where the far corner of a box may be: leaves with a figure, drawn in large arrays at a time."""
from __future__ import annotations

from math import prod

import numpy as np

from .cube import Cube, Ints
from .moves import Cells, Sides, others, smallest_groups

Dice = np.random.Generator


class FarCorners:
    """``places``: (leaves, dimensions), the leaves that have something to lose."""

    def __init__(self, cube: Cube, places: Cells) -> None:
        self.dimensions, self.places = cube.dimensions, places
        self.homes = [smallest_groups(one) for one in cube.dimensions]
        self.fellows = [others(home) for home in self.homes]
        self.everyone = [others(np.zeros_like(home)) for home in self.homes]
        self.sorted_places: dict[tuple[Sides, Sides], tuple[Ints, Ints]] = {}

    def opposite(self, ours: Cells, sides: Sides, near: Sides, dice: Dice) -> Cells:
        """For each of our leaves one to be the far corner, within its smallest group along ``near`` dimensions.

        Two of the sides are taken from a leaf with a figure that agrees with ours in all the rest (so the corner
        across these two can lose something), the others from any leaf with a figure (so from where figures are many).
        """
        long = [axis for axis, is_long in enumerate(sides) if is_long]
        pair = {int(axis) for axis in dice.permutation(long)[:2]}
        far = self.pick(ours, tuple(axis in pair for axis in range(len(sides))), near, dice)
        if len(pair) < len(long):
            rest = self.pick(ours, sides, near, dice)
            for axis in {*long} - pair:
                far[:, axis] = rest[:, axis]
        for axis in long:
            same = np.flatnonzero(far[:, axis] == ours[:, axis])
            places, many = self.fellows[axis] if near[axis] else self.everyone[axis]
            here = ours[same, axis]
            far[same, axis] = places[here, dice.integers(0, 1 << 30, len(same)) % np.maximum(many[here], 1)]
        return far

    def pick(self, ours: Cells, sides: Sides, near: Sides, dice: Dice) -> Cells:
        """A leaf with a figure for each of ours, anywhere a box of these sides reaches; ours where there is none."""
        near = tuple(stays and side and len(set(home.tolist())) > 1
                     for stays, side, home in zip(near, sides, self.homes, strict=True))
        order, starts = self.by_slice(sides, near)
        if not len(order):
            return ours.copy()
        key = self.slices(ours, sides, near)
        start, end = starts[key], starts[key + 1]
        at = start + (dice.random(len(key)) * (end - start)).astype(np.int64)
        return np.where((start < end)[:, None], self.places[order[np.minimum(at, len(order) - 1)]], ours)

    def by_slice(self, sides: Sides, near: Sides) -> tuple[Ints, Ints]:
        """The leaves with a figure in the order of their slices, and where each slice starts among them."""
        if (sides, near) not in self.sorted_places:
            keys = self.slices(self.places, sides, near)
            many = prod(len(one.codes) for one, is_long, stays in zip(self.dimensions, sides, near, strict=True)
                        if stays or not is_long)
            starts = np.concatenate([[0], np.cumsum(np.bincount(keys, minlength=many))])
            self.sorted_places[sides, near] = (np.argsort(keys, kind="stable"), starts)
        return self.sorted_places[sides, near]

    def slices(self, places: Cells, sides: Sides, near: Sides) -> Ints:
        """A number for each leaf: the same for those that a box of these sides could join."""
        key = np.zeros(len(places), dtype=np.int64)
        for axis, (is_long, stays) in enumerate(zip(sides, near, strict=True)):
            if is_long and not stays:
                continue
            code = places[:, axis]
            key = key * len(self.dimensions[axis].codes) + (self.homes[axis][code] if is_long else code)
        return key
