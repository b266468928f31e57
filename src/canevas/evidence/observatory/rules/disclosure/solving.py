"""Linear systems and programmes about hidden figures: small ones, each independent part by itself."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from canevas.tools.engines.libraries import Matrix, csgraph, optimize, sparse

from .cube import Bools, Floats, Ints

EPSILON = 1e-7


@dataclass(frozen=True, eq=False)
class Knowledge:
    """What an attacker knows: ``rows @ x = figures``, x ≥ 0 (``free``: of either sign); ``targets @ x`` is wanted."""

    rows: Matrix
    figures: Floats
    targets: Matrix
    is_count: bool = True
    free: bool = False

    def without_the_known(self) -> tuple[Knowledge, Floats, Ints]:
        """Leaves that are known at once (shown, or beneath a zero, or the last unknown of a row) taken out.

        Returns what is left, with the part of each target that is known, and which leaves are left.
        """
        rows, figures = self.rows, self.figures.copy()
        known = np.full(rows.shape[1], np.nan)
        while True:
            open_leaves = np.isnan(known)
            left = rows @ open_leaves.astype(float)
            rest = figures - rows @ np.nan_to_num(known)
            single = np.flatnonzero(np.round(left) == 1)
            new = np.zeros_like(open_leaves)
            if len(single):
                part = sparse.coo_array(rows[single])
                inner = open_leaves[part.col]
                known[part.col[inner]] = rest[single][part.row[inner]] / part.data[inner]
                new[part.col[inner]] = True
            if not self.free:
                empty = np.flatnonzero((np.abs(rest) < EPSILON) & (left > 0))
                under = (np.abs(rows[empty]).sum(axis=0) > 0) & np.isnan(known)
                known[under], new[under] = 0, True
            if not new.any():
                break
        places = np.flatnonzero(np.isnan(known))
        kept = np.flatnonzero(np.abs(rows[:, places]).sum(axis=1) > 0) if len(places) else np.zeros(0, dtype=np.int64)
        values = np.nan_to_num(known)
        smaller = Knowledge(rows[kept][:, places], (figures - rows @ values)[kept], self.targets[:, places],
                            self.is_count, self.free)
        return smaller, self.targets @ values, places

    def parts(self) -> Iterator[tuple[Knowledge, Ints]]:
        """Independent parts: leaves that share a row or a target; which targets are in each."""
        both = sparse.vstack([self.rows, self.targets]).tocsr()
        many = both.shape[0]
        row, leaf = sparse.coo_array(both).coords
        graph = sparse.coo_array((np.ones(len(row)), (row, leaf + many)), shape=(many + both.shape[1],) * 2)
        labels = csgraph.connected_components(graph, directed=False)[1]
        target_labels = labels[self.rows.shape[0]:many]
        for label in np.unique(target_labels):
            leaves = np.flatnonzero(labels[many:] == label)
            rows = np.flatnonzero(labels[:self.rows.shape[0]] == label)
            targets = np.flatnonzero(target_labels == label)
            yield Knowledge(self.rows[rows][:, leaves], self.figures[rows], self.targets[targets][:, leaves],
                            self.is_count, self.free), targets

    def determined(self) -> Bools:
        """Targets that are combinations of the rows: found by arithmetic alone (Gaussian elimination)."""
        targets, rows = self.targets.toarray(), self.rows.toarray()
        if not rows.size:
            return np.asarray(~np.abs(targets).any(axis=1))
        _left, sizes, right = np.linalg.svd(rows, full_matrices=False)
        basis = right[sizes > max(rows.shape) * np.finfo(float).eps * sizes.max(initial=0)]
        rest = targets - targets @ basis.T @ basis
        return np.asarray(np.abs(rest).max(axis=1, initial=0) < EPSILON)

    def bounds(self, target: int) -> tuple[float, float]:
        """The attacker's interval, by two linear programmes (HiGHS). Infinite where nothing bounds it."""
        aim = self.targets[[target]].toarray()[0]
        ends = []
        for sign in (1, -1):
            done = optimize.linprog(sign * aim, A_eq=self.rows if self.rows.shape[0] else None,
                           b_eq=self.figures if self.rows.shape[0] else None,
                           bounds=(None, None) if self.free else (0, None), method="highs")
            if done.status not in (0, 3):
                raise ArithmeticError(f"the linear programme of a hidden cell was not solved: {done.message}")
            ends.append(-sign * np.inf if done.status == 3 else sign * done.fun)
        low, high = ends
        if self.is_count:
            low, high = float(np.ceil(low - 1e-6)), float(np.floor(high + 1e-6))
        return low, high
