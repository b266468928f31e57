"""Documents for partners tell one table: whatever of them is put side by side, nothing small is worked out."""
from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from scipy.optimize import linprog

from canevas.evidence.observatory.rules.disclosure.primary import policy_for
from canevas.evidence.observatory.rules.publish.common_table import Cell, told, told_of_quarter
from canevas.evidence.observatory.rules.publish.table import TOTAL

POLICY = policy_for("partner")
REGIONS, CODES, MONTHS = ("NE001", "NE005", "NE007"), ("F", "M", "_U"), ("2023-01", "2023-02", "2023-03")


def months_of(seed: int) -> dict[str, dict[Cell, float | None]]:
    dice = np.random.default_rng(seed)
    return {month: {cell: float(dice.poisson(dice.gamma(0.6, 25))) for cell in product(REGIONS, CODES)}
            for month in MONTHS}


def whole_of(months: dict[str, dict[Cell, float | None]]) -> dict[Cell, float | None]:
    return {cell: sum(month[cell] or 0 for month in months.values()) for cell in product(REGIONS, CODES)}


def row_of(cell: Cell, of: tuple[str, ...]) -> list[float]:
    """Over the finest figures: region, code, month."""
    return [float(cell[0] in (region, TOTAL) and cell[1] in (code, TOTAL) and month in of)
            for region, code, month in product(REGIONS, CODES, MONTHS)]


def narrowest(months: dict[str, dict[Cell, float | None]], every: dict[tuple[str, ...], dict[Cell, float]]) -> float:
    """The narrowest interval that linear programmes leave of a small figure of one region, month and code."""
    rows = [row_of(cell, of) for of, cells in every.items() for cell in cells]
    values = [value for cells in every.values() for value in cells.values()]
    found = [np.inf]
    for month, cells in months.items():
        for cell, value in cells.items():
            if 0 < (value or 0) < POLICY.threshold:
                ends = [linprog(sign * np.array(row_of(cell, (month,))), A_eq=rows, b_eq=values) for sign in (1, -1)]
                found.append(-ends[1].fun - ends[0].fun)
    return min(found)


@pytest.mark.parametrize("seed", range(6))
def test_a_quarter_beside_its_months_and_a_region_beside_the_country(seed: int) -> None:
    months = months_of(seed)
    every = {(month,): told(cells, POLICY, with_total=True) for month, cells in months.items()}
    every[MONTHS] = told_of_quarter(whole_of(months), months, POLICY, with_total=True)
    assert narrowest(months, every) >= 1
    assert all(every.values())


def test_this_attack_can_succeed() -> None:
    months = months_of(1)
    naive = {of: {cell: value for cell, value in cells.items() if value and value >= POLICY.threshold}
             for of, cells in [((month,), cells) for month, cells in months.items()]}
    sums = {of: {(region, TOTAL): float(sum(cells[region, code] or 0 for code in CODES)) for region in REGIONS}
            for of, cells in [((month,), cells) for month, cells in months.items()]}
    assert narrowest(months, {of: {**cells, **sums[of]} for of, cells in naive.items()}) < 1


def test_it_is_the_same_answer_whoever_asks_and_totals_agree_in_every_breakdown() -> None:
    months = months_of(3)
    cells = months["2023-01"]
    again = told(dict(reversed(list(cells.items()))), POLICY, with_total=True)
    assert told(cells, POLICY, with_total=True) == again
    by_one = {(region, "x"): sum(cells[region, code] or 0 for code in CODES) for region in REGIONS}
    margins = [{cell[0] for cell in told(one, POLICY, with_total=True) if cell[1] == TOTAL} for one in (cells, by_one)]
    assert margins[0] == margins[1]


def test_missing_stays_missing_and_a_quarter_told_as_such_is_no_month() -> None:
    assert told({}, POLICY, with_total=True) == {}
    assert told({("NE001", "F"): None, ("NE001", "M"): 20.0}, POLICY, with_total=True) == {
        ("NE001", "M"): 20, ("NE001", TOTAL): 20, (TOTAL, "M"): 20, (TOTAL, TOTAL): 20}
    whole = {("NE001", "F"): 40.0, ("NE001", "M"): 60.0}
    assert told_of_quarter(whole, {}, POLICY, with_total=True)["NE001", "F"] == 40
