"""What of a bulletin's tables partners may not see: the threshold, and what would give a small figure away.

Totals of one subject stand in several tables of the bulletin, so they are held (``frozen``): another cell of the table
is hidden in their place. A total is hidden only where it is small itself, or where nothing else protects a cell.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from importlib import import_module

from canevas.governance.bulletins.rules.figures import TOTAL
from canevas.tools.engines.libraries import np

AUDIENCE = "partner"


def hidden_cells(values: Mapping[str, Sequence[float | None]], *, with_total: bool) -> set[tuple[str, int]]:
    """Which cells may not be shown, as (code, place of the period); the total's code is ``TOTAL``.

    ``values``: by code, the figures of each period (``None``: missing).
    """
    if not values or not any(value is not None for row in values.values() for value in row):
        return set()
    # loaded here: the gate brings scipy, which only who makes a bulletin should wait for
    gate = "canevas.evidence.observatory.rules.disclosure"
    cube, primary = import_module(f"{gate}.cube"), import_module(f"{gate}.primary")
    codes, periods = list(values), len(next(iter(values.values())))
    table = cube.Cube(
        (cube.Dimension.flat("what", codes, TOTAL if with_total else None),
         cube.Dimension.flat("period", [str(place) for place in range(periods)], None)),
        np.array([[np.nan if value is None else value for value in row] for row in values.values()]))
    rules = primary.policy_for(AUDIENCE)
    first = primary.primary_cells(table, rules)
    frozen = np.zeros(table.shape, dtype=bool)
    if with_total:
        frozen[-1] = ~first.hidden[-1]
    done = import_module(f"{gate}.secondary").protect(table, rules, primary=first, frozen=frozen)
    hidden = done.hidden & table.shown
    names = [*codes, *([TOTAL] if with_total else [])]
    found = {(names[row], int(place)) for row, place in zip(*np.nonzero(hidden), strict=True)}
    for place in {int(one) for one in np.nonzero((done.exposed & table.shown).any(axis=0))[0]}:
        found |= {(name, place) for name in names}
    return found
