"""What the report of a release says: by which rules, what was hidden, the risk before and after, what was lost."""
from __future__ import annotations

from dataclasses import asdict, dataclass

import numpy as np

from .audit import Audit, proven, shuttle
from .cube import Cube, Floats
from .primary import Policy, Reason
from .secondary import Protected


@dataclass(frozen=True)
class Utility:
    """``hidden_cells``: share of the cells with a figure above zero; ``hidden_zeros``: of the cells that are zero;
    ``hidden_finest`` and ``hidden_sum``: share of what the finest cells, and all cells, sum to; ``hellinger``: between
    the finest cells and a reader's guess of them (0 the same, 1 nothing in common); ``deviation``: mean absolute
    difference to that guess. The guess for hidden cells: what is left of the grand total, evenly."""

    hidden_cells: float
    hidden_zeros: float
    hidden_finest: float
    hidden_sum: float
    hellinger: float
    deviation: float


@dataclass(frozen=True)
class ReleaseReport:
    """JSON-able with :meth:`as_json`. ``risk_before``: cells whose figure would be disclosed without the gate;
    ``risk_after``: hidden cells that an attack works out, ``risk_unproven``: for which no proof was found."""

    method: str
    rules: dict[str, object]
    cells: int
    shown: int
    hidden: dict[str, int]
    risk_before: int
    risk_after: int
    risk_unproven: int
    too_narrow: int
    smallest_interval: float | None
    earlier_releases: tuple[str, ...]
    utility: Utility

    @property
    def may_be_published(self) -> bool:
        return not self.risk_after and not self.risk_unproven and not self.too_narrow

    def as_json(self) -> dict[str, object]:
        return {**asdict(self), "earlier_releases": list(self.earlier_releases),
                "may_be_published": self.may_be_published}


def report(protected: Protected, policy: Policy, *, audit: Audit | None = None, earlier: tuple[str, ...] = (),
           ceiling: Floats | None = None) -> ReleaseReport:
    """With ``audit`` the attacker's intervals are those of the linear programmes, else quick bounds, beside the proofs.
    ``ceiling``: least figure of each leaf over the releases, where there are earlier ones."""
    cube = protected.cube
    counted = protected.hidden & cube.shown
    reasons = {reason.name.lower(): int((protected.reasons == reason)[counted].sum())
               for reason in Reason if reason >= Reason.SMALL}
    primary = counted & (protected.reasons != Reason.SECONDARY)
    # what an earlier release hid, and this one does not show, is hidden too
    unproven = (counted if audit else protected.hidden) & ~proven(protected, ceiling=ceiling)
    low, high = (audit.low, audit.high) if audit else shuttle(protected)
    span = (high - low)[counted]
    recovered = len(audit.recovered) if audit else int((span < 1e-7).sum())
    narrow = len(audit.too_narrow) if audit else int((span < protected.need[counted] * (1 - 1e-6)).sum()) - recovered
    if audit:  # what no linear programme works out needs no other proof
        unproven &= np.isnan(low) | (high - low < np.maximum(protected.need, 1e-7) * (1 - 1e-6))
    return ReleaseReport(
        "suppression", asdict(policy), int(cube.shown.sum()), int(protected.published.sum()), reasons,
        int(primary.sum()), recovered, int(unproven.sum()), max(narrow, 0),
        float(span.min()) if len(span) and np.isfinite(span.min()) else None, earlier, suppression_utility(protected))


def suppression_utility(protected: Protected) -> Utility:
    cube, hidden = protected.cube, protected.hidden & protected.cube.shown
    finest = tuple(slice(0, one.leaves) for one in cube.dimensions)
    leaves, lost = np.nan_to_num(cube.values), hidden[finest]
    guess = np.where(lost, leaves[lost].sum() / max(int(lost.sum()), 1), leaves)
    return Utility(
        _share(hidden & (cube.cells > 0), cube.shown & (cube.cells > 0)),
        _share(hidden & (cube.cells == 0), cube.shown & (cube.cells == 0)),
        float(leaves[lost].sum() / max(leaves.sum(), 1e-12)),
        float(cube.cells[hidden].sum() / max(cube.cells[cube.shown].sum(), 1e-12)),
        hellinger(leaves, guess), float(np.abs(leaves - guess).mean()))


def noise_utility(cube: Cube, published: Floats) -> Utility:
    """Of figures that were moved, not hidden (the cell-key method): the guess is what is published."""
    finest = tuple(slice(0, one.leaves) for one in cube.dimensions)
    leaves = np.nan_to_num(cube.values)
    return Utility(0.0, 0.0, 0.0, 0.0, hellinger(leaves, np.maximum(published[finest], 0)),
                   float(np.abs(cube.cells - published)[cube.shown].mean()) if cube.shown.any() else 0.0)


def hellinger(one: Floats, other: Floats) -> float:
    """Distance of two distributions given as figures, 0 … 1."""
    if not one.sum() or not other.sum():
        return 0.0 if one.sum() == other.sum() else 1.0
    apart = np.sqrt(one / one.sum()) - np.sqrt(other / other.sum())
    return float(np.sqrt((apart ** 2).sum() / 2))


def _share(part: Floats | np.typing.NDArray[np.bool_], whole: np.typing.NDArray[np.bool_]) -> float:
    return float(part.sum() / max(int(whole.sum()), 1))
