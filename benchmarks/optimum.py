"""The least that could be hidden of a small table: the exact peer of the suppression.

The model of Fischetti and Salazar (*Management Science* 47, 2001) as one mixed-integer programme (HiGHS): a cell is
hidden or not; for each cell that the rules hide there are two tables, nowhere negative, that agree with all that is
shown and between which the cell moves by what is needed. Hiding costs what the house says it costs. In these tables no
cell moves by more than ``REACH`` times that need, so that the programme can be solved.
"""
from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from scipy import optimize, sparse

from canevas.evidence.observatory.rules.disclosure.audit import attack, incidence
from canevas.evidence.observatory.rules.disclosure.cube import Bools, Cube, Dimension
from canevas.evidence.observatory.rules.disclosure.primary import Policy, primary_cells
from canevas.evidence.observatory.rules.disclosure.search import costs
from canevas.evidence.observatory.rules.disclosure.secondary import protect

REACH, SECONDS = 3, 60


@dataclass(frozen=True)
class Compared:
    """Of some tables: cells and figures hidden beyond what the rules hide, by the optimum and by the house."""

    tables: int
    same: int
    primary: int
    cells: tuple[int, int]
    figures: tuple[float, float]


@contextmanager
def quiet() -> Iterator[None]:
    """HiGHS writes lines for its own makers to the standard output, whatever is asked of it: to nowhere with them."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        ctypes.CDLL(None).fflush(None)
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def least_hidden(cube: Cube, policy: Policy) -> Bools | None:
    """The cells of the cheapest safe suppression, over all cells; None where it was not found in time."""
    primary = primary_cells(cube, policy)
    secret, other = np.flatnonzero(primary.hidden), np.flatnonzero(~primary.hidden & cube.shown)
    inside = incidence(cube, np.arange(cube.cells.size))
    figures, need = cube.cells.ravel(), primary.need.ravel()[secret]
    leaves, worlds = inside.shape[1], 2 * len(secret)
    reach = REACH * np.repeat(need, 2)
    moved = sparse.kron(sparse.eye_array(worlds), inside[other], format="csr")
    up = sparse.kron(reach[:, None], sparse.eye_array(len(other)), format="csr")
    down = sparse.vstack([sparse.diags_array(np.minimum(figures[other], one)) for one in reach], format="csr")
    apart = sparse.vstack([sparse.kron(np.eye(worlds)[[2 * at]] - np.eye(worlds)[[2 * at + 1]], inside[[cell]])
                           for at, cell in enumerate(secret)], format="csr")
    nothing = sparse.csr_array((len(secret), len(other)))
    with quiet():
        done = optimize.milp(
            np.concatenate([costs(cube, policy).ravel()[other], np.zeros(worlds * leaves)]),
            integrality=np.concatenate([np.ones(len(other)), np.zeros(worlds * leaves)]),
            bounds=optimize.Bounds(np.concatenate([np.zeros(len(other)), np.tile(-cube.values.ravel(), worlds)]),
                                   np.concatenate([np.ones(len(other)), np.full(worlds * leaves, np.inf)])),
            constraints=[optimize.LinearConstraint(sparse.hstack([-up, moved]), -np.inf, 0),
                         optimize.LinearConstraint(sparse.hstack([down, moved]), 0, np.inf),
                         optimize.LinearConstraint(sparse.hstack([nothing, apart]), need, np.inf)],
            options={"time_limit": SECONDS})
    if done.status != 0:
        return None
    hidden = primary.hidden.ravel().copy()
    hidden[other[done.x[:len(other)] > 0.5]] = True
    return hidden.reshape(cube.shape)


def small_table(seed: int) -> Cube:
    """Two regions of five departments, by three ages, with every margin; counts as they are met."""
    dice = np.random.default_rng(seed)
    places = Dimension.tree("territory", {"N": None, "A": "N", "B": "N", **dict.fromkeys(("a1", "a2", "a3"), "A"),
                                          **dict.fromkeys(("b1", "b2"), "B")})
    return Cube((places, Dimension.flat("age", ["0-17", "18-59", "60+"])),
                dice.poisson(dice.gamma(0.8, 25, (5, 3))).astype(float))


def compared(tables: int, policy: Policy) -> Compared:
    seen = same = secret = 0
    cells, figures = np.zeros(2, dtype=int), np.zeros(2)
    for seed in range(tables):
        cube = small_table(seed)
        primary = primary_cells(cube, policy).hidden
        best = least_hidden(cube, policy) if primary.any() else primary
        if best is None:
            continue
        protected = protect(cube, policy)
        assert attack(protected).is_safe
        more = np.stack([best & ~primary, protected.hidden & ~primary])
        price = [float(costs(cube, policy)[one].sum()) for one in more]
        assert price[1] >= price[0] - 1e-6, "cheaper than the optimum: one of the two is wrong"
        seen, secret, same = seen + 1, secret + int(primary.sum()), same + (price[1] <= price[0] + 1e-6)
        cells += more.sum(axis=(1, 2))
        figures += (more * cube.cells).sum(axis=(1, 2))
    return Compared(seen, same, secret, (int(cells[0]), int(cells[1])), (float(figures[0]), float(figures[1])))
