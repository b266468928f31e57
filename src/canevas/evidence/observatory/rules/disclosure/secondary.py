"""Secondary suppression: further cells are hidden until no hidden one can be worked out.

The model of Fischetti and Salazar (*Management Science* 47, 2001): a hidden cell is protected if there are other
tables, nowhere negative, that agree with everything published and in which the cell differs by what is needed. Such
tables are looked for first, as moves along boxes of leaves (:mod:`.moves`), and what they change is hidden; so
every hidden cell comes with tables that prove it, whatever linear programme an attacker solves. Coarse cells
come first, their boxes as long as they can be, so that the finest and smallest figures pay; among
the boxes tried for a cell the one that costs the least is taken (an opportunity cost, as in tau-Argus). Cells
that earlier releases published may not change in any of these tables.
"""
from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from .cube import Bools, Cube, Floats, Ints
from .moves import Worlds
from .primary import Policy, Primary, Reason, primary_cells
from .search import Search


@dataclass(frozen=True, eq=False)
class Protected:
    """A cube and what may be shown of it. ``reasons``: Reason of every cell; ``worlds`` and ``witness`` (number of the
    world in which a hidden cell moves by ``width``; -1: none) prove it; ``exposed``: hidden cells that could not be
    protected, because what was published before gives them away.
    ``frozen``: cells that earlier releases show, which no world before number ``alone`` changes."""

    cube: Cube
    reasons: np.typing.NDArray[np.uint8]
    worlds: Worlds
    witness: Ints
    width: Floats
    need: Floats
    frozen: Bools | None = None
    alone: int = 0

    @property
    def hidden(self) -> Bools:
        return np.asarray(self.reasons >= Reason.SMALL)

    @property
    def unsaid(self) -> Bools:
        """Hidden cells that no table of this release has, which earlier ones beside it could tell."""
        return np.asarray(self.hidden & ~self.cube.shown & (self.reasons != Reason.DIFFERENCE))

    @property
    def published(self) -> Bools:
        return np.asarray(self.reasons == Reason.SHOWN)

    @property
    def exposed(self) -> Bools:
        return self.hidden & ((self.width <= 0) | (self.width < self.need * (1 - 1e-9)))

    def figures(self) -> Floats:
        """What may be shown: NaN wherever nothing may."""
        return np.where(self.published, self.cube.cells, np.nan)


def protect(cube: Cube, policy: Policy, *, primary: Primary | None = None, frozen: Bools | None = None,
            ceiling: Floats | None = None, movable: Bools | None = None, secondary: bool = True,
            seed: int = 20221123) -> Protected:
    """Hide what ``policy`` (or ``primary``, where given) hides, and what would give it away.

    ``frozen``: cells that an earlier release shows; ``ceiling``: how far each leaf may fall in an attacker's eyes (its
    least figure over the releases; default: its figure); ``movable``: leaves that may be other than they are.
    ``secondary=False`` leaves the second step out: for comparison only. The same call gives the same result.
    """
    primary = primary or primary_cells(cube, policy)
    search = Search(cube, primary, policy, frozen=frozen, ceiling=ceiling, movable=movable, seed=seed)
    if secondary:
        search.run()
    return finished(cube, primary, search, frozen, search.made)


def finished(cube: Cube, primary: Primary, search: Search, frozen: Bools | None,
             alone: int) -> Protected:
    reasons = primary.reasons.copy().ravel()
    hidden = search.hidden & cube.shown.ravel() & (reasons == Reason.SHOWN)
    reasons[hidden] = Reason.SECONDARY
    return Protected(cube, reasons.reshape(cube.shape), search.worlds(), search.witness.reshape(cube.shape),
                     search.width.reshape(cube.shape), primary.need, frozen, alone)
