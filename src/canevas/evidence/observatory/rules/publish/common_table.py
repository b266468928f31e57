"""What documents for partners may tell of one period: one answer for all of them.

The bulletin of a region and that of the country tell the same figures. Were each protected by itself, one could be
subtracted from another; so of each period and breakdown there is one table of the whole country, by region and by code,
protected by nothing but its own figures: every document tells cells of it, or none. A quarter is protected beside its
months, which may have been told before.
"""
from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from canevas.evidence.observatory.rules.disclosure.cube import Bools, Cube, Dimension, Floats
from canevas.evidence.observatory.rules.disclosure.primary import Policy, Primary, Reason, primary_cells
from canevas.evidence.observatory.rules.disclosure.secondary import protect
from canevas.evidence.observatory.rules.publish.table import TOTAL

Cell = tuple[str, str]
"""Region (P-code), code of the breakdown; ``TOTAL`` for a margin."""
Figures = Mapping[Cell, float | None]


def told(figures: Figures, policy: Policy, *, with_total: bool) -> dict[Cell, float]:
    """The cells that may be told, margins too, with their figures. ``with_total``: codes may be added up."""
    cube = _cube(figures, with_total)
    if cube is None:
        return {}
    primary = primary_cells(cube, policy)
    if not primary.hidden.any():
        return _cells(cube, cube.shown)
    held = np.zeros(cube.shape, dtype=bool)
    if with_total:  # the same in every breakdown: decided by the totals alone
        column = Cube(cube.dimensions[:1], cube.values.sum(axis=1, where=~np.isnan(cube.values)))
        hidden = protect(column, policy).hidden
        primary = _also(primary, np.stack([np.zeros_like(hidden)] * (cube.shape[1] - 1) + [hidden], axis=1))
        held[:, -1] = ~hidden
    done = protect(cube, policy, primary=primary, frozen=held)
    if (done.exposed & cube.shown).any():  # nothing but the totals protects it
        return _cells(cube, held & cube.shown)
    return _cells(cube, done.published)


def told_of_quarter(whole: Figures, months: Mapping[str, Figures], policy: Policy, *, with_total: bool,
                    ) -> dict[Cell, float]:
    """As :func:`told`, of a quarter whose months are told too; what is in none of its months is its own part."""
    rest = {cell: max(value - sum(month.get(cell) or 0 for month in months.values()), 0)
            for cell, value in whole.items() if value is not None}
    parts = {**months, **({"": rest} if any(rest.values()) else {})}
    cubes = [_cube({**dict.fromkeys(whole), **part}, with_total) for part in parts.values()]
    flat = [one for one in cubes if one is not None]
    if not flat or len({one.shape for one in flat}) > 1:  # no figure, or a month that the quarter does not have
        return {}
    offered = np.ones((*flat[0].shape, len(parts) + 1), dtype=bool)
    offered[..., [name == "" for name in parts] + [False]] = False
    cube = Cube((*flat[0].dimensions, Dimension.flat("part", list(parts))),
                np.stack([one.values for one in flat], axis=2), offered)
    shown = np.zeros(cube.shape, dtype=bool)
    for place, (name, part) in enumerate(parts.items()):
        for cell in told(part, policy, with_total=with_total) if name else ():
            shown[(*_place(cube, cell), place)] = True
    hidden = ~shown & cube.shown
    hidden[..., -1] = False
    primary = primary_cells(cube, policy)
    primary = _also(Primary(np.where(shown, Reason.SHOWN, primary.reasons).astype(np.uint8),
                            np.where(shown, 0, primary.need)), hidden)
    may = cube.shown[..., -1]
    if primary.hidden.any():
        done = protect(cube, policy, primary=primary, frozen=shown)
        may = done.published[..., -1] & (not (done.exposed & cube.shown).any())
    return _cells(flat[0], may, cube.cells[..., -1])


def _cube(figures: Figures, with_total: bool) -> Cube | None:
    """``None`` without any cell; cells without a figure are missing."""
    if not figures:
        return None
    regions, codes = (sorted({cell[at] for cell in figures}) for at in (0, 1))
    values = np.full((len(regions), len(codes)), np.nan)
    for (region, code), value in figures.items():
        values[regions.index(region), codes.index(code)] = np.nan if value is None else value
    return Cube((Dimension.flat("region", regions), Dimension.flat("code", codes, TOTAL if with_total else None)),
                values)


def _place(cube: Cube, cell: Cell) -> tuple[int, int]:
    return cube.dimensions[0].codes.index(cell[0]), cube.dimensions[1].codes.index(cell[1])


def _also(primary: Primary, hidden: Bools) -> Primary:
    reasons = np.where(hidden & (primary.reasons == Reason.SHOWN), Reason.SECONDARY, primary.reasons)
    return Primary(reasons.astype(np.uint8), np.where(hidden, np.maximum(primary.need, 1), primary.need))


def _cells(cube: Cube, may: Bools, figures: Floats | None = None) -> dict[Cell, float]:
    figures = cube.cells if figures is None else figures
    regions, codes = (one.codes for one in cube.dimensions)
    return {(regions[row], codes[column]): float(figures[row, column]) for row, column in np.argwhere(may)}
