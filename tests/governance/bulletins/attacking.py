"""An attacker with linear programmes, who knows nothing of the house's code, but which people a correction concerns."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from itertools import combinations

import numpy as np
from scipy.optimize import linprog

from canevas.evidence.observatory.rules.publish.table import TOTAL

Cell = tuple[str, ...]
"""Month, region, code; ``TOTAL`` for all of them."""
Table = Mapping[Cell, float | None]
"""``None``: hidden."""


def recovered(*tables: tuple[int, Table], changed: Collection[Cell] = ()) -> set[tuple[int, Cell]]:
    """Cells hidden wherever they stand that are known to within less than one person, of all that tables tell. A table
    stands for a state of the figures (0, 1 …); between states only the finest cells of ``changed`` may differ."""
    finest = [sorted({cell[at] for _state, table in tables for cell in table} - {TOTAL})
              for at in range(len(next(iter(tables[0][1]))))]
    unknown: dict[tuple[int, Cell], int] = {}
    for cell in _product(finest):
        for state in sorted({state for state, _table in tables}) if cell in changed else [0]:
            unknown[state, cell] = len(unknown)

    def row(state: int, cell: Cell) -> np.ndarray:
        made = np.zeros(len(unknown))
        for one in _product([[code] if code != TOTAL else codes for code, codes in zip(cell, finest, strict=True)]):
            made[unknown[state if one in changed else 0, one]] = 1
        return made

    known = [(row(state, cell), value) for state, table in tables for cell, value in table.items() if value is not None]
    equal, values = np.array([one for one, _value in known]), np.array([value for _one, value in known])
    found = set()
    told = {(state, cell) for state, table in tables for cell, value in table.items() if value is not None}
    hidden = {(state, cell) for state, table in tables for cell, value in table.items() if value is None}
    for state, cell in hidden - told:
        ends = [linprog(sign * row(state, cell), A_eq=equal, b_eq=values, bounds=(0, None)) for sign in (1, -1)]
        if all(one.status == 0 for one in ends) and -ends[1].fun - ends[0].fun < 1:
            found.add((state, cell))
    return found


def small_differences(*tables: Table, threshold: float = 10) -> set[Cell]:
    """Cells that two tables tell with figures so near to each other that their difference is a small figure."""
    return {cell for one, other in combinations(tables, 2) for cell in one.keys() & other.keys()
            if one[cell] is not None and other[cell] is not None and 0 < abs(one[cell] - other[cell]) < threshold}


def _product(codes: Iterable[Collection[str]]) -> list[Cell]:
    found: list[Cell] = [()]
    for each in codes:
        found = [(*cell, code) for cell in found for code in each]
    return found
