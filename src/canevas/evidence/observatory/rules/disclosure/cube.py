"""A table to protect, as a value: dimensions, figures of its finest cells, and every margin that may be shown beside.

A dimension is a list of codes, the finest ones (leaves) first; each further code is a set of leaves: a region, the
total, a zone that cuts across regions, the sum over the months of an earlier release. So hierarchies, overlapping
regions and tables that share a variable are one and the same thing, and a cell is a choice of one code in each
dimension. Arrays over the leaves have shape ``leaf_shape``; arrays over all cells have shape ``shape``.
Missing is never zero: what is missing adds nothing to a margin, cannot be hidden and is known to be missing.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]
Scalar = TypeVar("Scalar", bound=np.generic)
TOTAL = "_T"  # the code of SDMX for a total


@dataclass(frozen=True)
class Dimension:
    """``codes``: leaves first; ``groups``: for each code after the leaves, the positions of its leaves, ascending."""

    name: str
    codes: tuple[str, ...]
    groups: tuple[tuple[int, ...], ...]

    def __post_init__(self) -> None:
        if len(set(self.codes)) != len(self.codes):
            raise ValueError(f"{self.name}: a code stands twice")
        if self.leaves < 1 or any(not group or max(group) >= self.leaves for group in self.groups):
            raise ValueError(f"{self.name}: a group without leaves, or with one that is not there")

    @property
    def leaves(self) -> int:
        return len(self.codes) - len(self.groups)

    @classmethod
    def flat(cls, name: str, codes: Sequence[str], total: str | None = TOTAL) -> Dimension:
        """Codes and their total (None: the table shows no total)."""
        groups = ((tuple(range(len(codes))),) if total else ())
        return cls(name, (*codes, *([total] if total else [])), groups)

    @classmethod
    def tree(cls, name: str, parents: Mapping[str, str | None]) -> Dimension:
        """From code → parent (None or absent: a root). Leaves are those that are nobody's parent."""
        inner = {parent for parent in parents.values() if parent is not None}
        leaves = [code for code in parents if code not in inner]
        groups: dict[str, list[int]] = {}
        for position, leaf in enumerate(leaves):
            seen, code = {leaf}, parents.get(leaf)
            while code is not None:
                if code in seen:
                    raise ValueError(f"{name}: {code} is above itself")
                seen.add(code)
                groups.setdefault(code, []).append(position)
                code = parents.get(code)
        return cls(name, (*leaves, *groups), tuple(tuple(group) for group in groups.values()))

    def also(self, code: str, leaves: Iterable[str]) -> Dimension:
        """The same with one more group, whatever it cuts across."""
        group = tuple(sorted(self.codes.index(leaf) for leaf in leaves))
        return Dimension(self.name, (*self.codes, code), (*self.groups, group))

    @cached_property
    def members(self) -> Bools:
        """Which leaves are in each code: shape (codes, leaves)."""
        belongs = np.zeros((len(self.codes), self.leaves), dtype=bool)
        belongs[:self.leaves] = np.eye(self.leaves, dtype=bool)
        for row, group in enumerate(self.groups, start=self.leaves):
            belongs[row, list(group)] = True
        return belongs

    @cached_property
    def total(self) -> int | None:
        """Position of the code that holds every leaf; the last one written, None where there is none."""
        full = np.flatnonzero(self.members.all(axis=1))
        return int(full[-1]) if len(full) else None

    @cached_property
    def relations(self) -> tuple[tuple[int, tuple[int, ...]], ...]:
        """(code, codes that share it out): into its largest parts where these share it out, else into its leaves."""
        sizes = self.members.sum(axis=1)
        found = []
        for code in range(self.leaves, len(self.codes)):
            left, parts = self.members[code].copy(), []
            for part in np.argsort(-sizes, kind="stable"):
                inside = self.members[part]
                if (sizes[part] < sizes[code] or part < self.leaves) and not (inside & ~left).any():
                    parts.append(int(part))
                    left &= ~inside
            found.append((code, tuple(parts)))
        return tuple(found)


def frozen_array(values: npt.NDArray[Scalar]) -> npt.NDArray[Scalar]:
    values = values.copy() if values.flags.writeable else values
    values.setflags(write=False)
    return values


@dataclass(frozen=True, eq=False)
class Cube:
    """``values``: figures of the leaves, ≥ 0, NaN where missing. ``offered``: the cells that a release means to show
    (None: all). ``top``: shape (k, *shape), the k largest contributions to each cell, for the dominance rules."""

    dimensions: tuple[Dimension, ...]
    values: Floats
    offered: Bools | None = None
    top: Floats | None = None
    is_count: bool = field(default=True)

    def __post_init__(self) -> None:
        if self.values.shape != self.leaf_shape:
            raise ValueError(f"figures of shape {self.values.shape} where the leaves make {self.leaf_shape}")
        if np.nanmin(self.values, initial=0) < 0 or np.isinf(self.values).any():
            raise ValueError("a figure below zero, or without end")
        object.__setattr__(self, "values", frozen_array(np.asarray(self.values, dtype=np.float64)))
        for name, shape in (("offered", self.shape), ("top", (-1, *self.shape))):
            array = getattr(self, name)
            if array is not None and array.shape[-len(self.shape):] != self.shape:
                raise ValueError(f"{name}: shape {array.shape} where {shape} is expected")
            if array is not None:
                object.__setattr__(self, name, frozen_array(array))

    @property
    def leaf_shape(self) -> tuple[int, ...]:
        return tuple(dimension.leaves for dimension in self.dimensions)

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(dimension.codes) for dimension in self.dimensions)

    @cached_property
    def missing(self) -> Bools:
        """Cells without any figure beneath."""
        return np.asarray(self.spread((~np.isnan(self.values)).astype(np.float64)) == 0)

    @cached_property
    def cells(self) -> Floats:
        """The figure of every cell, margins too: the sum of the leaves that are not missing."""
        return self.spread(np.nan_to_num(self.values))

    @cached_property
    def shown(self) -> Bools:
        """Cells that the release means to show."""
        return ~self.missing if self.offered is None else self.offered & ~self.missing

    def spread(self, leaves: npt.NDArray[Scalar]) -> npt.NDArray[Scalar]:
        """Sums of an array over the leaves, for every cell; integers stay integers (and wrap round)."""
        return spread(self.dimensions, leaves)

    def cell(self, **codes: str) -> int:
        """Flat position of a cell; a dimension that is not named stands at its total."""
        at = []
        for dimension in self.dimensions:
            code = codes.get(dimension.name)
            place = dimension.total if code is None else dimension.codes.index(code)
            if place is None:
                raise KeyError(f"{dimension.name} has no total")
            at.append(place)
        return int(np.ravel_multi_index(at, self.shape))

    def names(self, cell: int) -> dict[str, str]:
        places = np.unravel_index(cell, self.shape)
        return {one.name: one.codes[int(place)] for one, place in zip(self.dimensions, places, strict=True)}

    def offering(self, *breakdowns: Iterable[str]) -> Cube:
        """Only the tables that these breakdowns make, with their margins: ``cube.offering(["region", "sex"],
        ["region", "age"])``. What is not named stands at its total. These linked tables are protected together."""
        offered = np.zeros(self.shape, dtype=bool)
        for named in map(set, breakdowns):
            part: list[slice] = []
            for one in self.dimensions:
                if one.name not in named and one.total is None:
                    raise ValueError(f"{one.name} has no total, every table must name it")
                part.append(slice(None) if one.name in named else slice(one.total or 0, (one.total or 0) + 1))
            offered[tuple(part)] = True
        return replace(self, offered=offered)


def spread(dimensions: Sequence[Dimension], leaves: npt.NDArray[Scalar]) -> npt.NDArray[Scalar]:
    """Sums over every code of every dimension: (leaves…) → (codes…), one axis after the other."""
    sums = leaves
    for axis, dimension in enumerate(dimensions):
        whole = np.empty((*sums.shape[:axis], len(dimension.codes), *sums.shape[axis + 1:]), dtype=sums.dtype)
        at = (slice(None),) * axis
        whole[at + (slice(0, dimension.leaves),)] = sums  # noqa: RUF005 (typed so)
        for code, group in enumerate(dimension.groups, start=dimension.leaves):
            part = sums if len(group) == dimension.leaves else sums.take(group, axis=axis)
            whole[at + (code,)] = part.sum(axis=axis, dtype=sums.dtype)  # noqa: RUF005
        sums = whole
    return sums
