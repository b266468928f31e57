"""Nothing hidden can be worked out: random tables against the attack suite; and small ones worked out by hand."""
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canevas.evidence.observatory.rules.disclosure.audit import attack, proven, shuttle
from canevas.evidence.observatory.rules.disclosure.cube import TOTAL, Cube, Dimension
from canevas.evidence.observatory.rules.disclosure.gathering import rare
from canevas.evidence.observatory.rules.disclosure.primary import (
    Policy,
    Primary,
    Reason,
    policy_for,
    primary_cells,
    top_contributions,
)
from canevas.evidence.observatory.rules.disclosure.secondary import Protected, protect

from .cubes import AGE, SEX, TERRITORY, cube, cubes

ROWS, COLUMNS = Dimension.flat("row", ["r1", "r2", "r3"]), Dimension.flat("column", ["c1", "c2", "c3"])


@settings(max_examples=15, deadline=None)
@given(cubes(), st.sampled_from([Policy(), Policy(threshold=5), Policy(threshold=4, hides_zero=True, width=0.6)]))
def test_no_attack_works_out_a_hidden_cell(table: Cube, policy: Policy) -> None:
    protected = protect(table, policy)
    if protected.exposed.any():  # a line with one figure and the rest missing: told, not let out
        assert (protected.exposed & ~protected.published).sum() == protected.exposed.sum()
        return
    found = attack(protected)
    assert found.is_safe, (found.recovered[:3], found.too_narrow[:3])
    assert proven(protected)[protected.hidden].all()
    inside = protected.hidden & table.shown
    assert (found.low[inside] <= table.cells[inside]).all() and (found.high[inside] >= table.cells[inside]).all()


def test_without_secondary_cells_the_same_attacks_succeed() -> None:
    recovered = [len(attack(protect(cube(TERRITORY, SEX, AGE, seed=seed), Policy(), secondary=False)).recovered)
                 for seed in range(3)]
    assert all(recovered)


def test_hardly_any_table_is_given_up() -> None:
    given_up = [protect(cube(TERRITORY, SEX, AGE, seed=seed), Policy()).exposed.any() for seed in range(30)]
    assert sum(given_up) == 0


def test_one_hidden_cell_of_a_line_is_the_total_less_the_others() -> None:
    """row 1 = 20, 50, 3 (total 73): 73 - 20 - 50 gives the 3; so do 40 + 60 + 3 of its column."""
    table = Cube((ROWS, COLUMNS), np.array([[20, 50, 3], [30, 20, 40], [20, 30, 60]], dtype=float))
    naked = protect(table, Policy(), secondary=False)
    found = attack(naked)
    assert [(one.cell, one.low, one.high) for one in found.recovered] == [({"row": "r1", "column": "c3"}, 3, 3)]
    low, high = shuttle(naked)
    assert low[0, 2] == high[0, 2] == 3
    protected = protect(table, Policy())
    assert protected.reasons[0, 2] == Reason.SMALL
    assert (protected.reasons == Reason.SECONDARY).sum() == 3  # a rectangle, and no less would do
    assert protected.published[3, :].all() and protected.published[:, 3].all()  # every margin stays
    assert attack(protected).is_safe


def test_bounds_of_a_rectangle_are_those_of_the_book() -> None:
    """Hidden: 5 8 / 12 9 in the corner; each may go from its figure less the least of its diagonal to plus the least of
    the other: the first from 5 - min(5, 9) = 0 to 5 + min(8, 12) = 13."""
    values = np.array([[5, 8, 30], [12, 9, 30], [30, 30, 30]], dtype=float)
    table = Cube((ROWS, COLUMNS), values)
    reasons = np.zeros(table.shape, dtype=np.uint8)
    reasons[:2, :2] = Reason.SMALL
    hidden = protect(table, Policy(), primary=Primary(reasons, np.where(reasons > 0, 1.0, 0.0)), secondary=False)
    found = attack(hidden)
    assert found.is_safe
    assert found.low[:2, :2].tolist() == [[0, 0], [4, 4]] and found.high[:2, :2].tolist() == [[13, 13], [17, 17]]


def test_two_hidden_cells_far_apart_in_a_cube_are_given_away_by_planes() -> None:
    """In a 2×2×2 cube two hidden leaves that share no line leave each alone in three lines."""
    table = Cube((SEX, Dimension.flat("a", ["x", "y"]), Dimension.flat("b", ["x", "y"])), np.full((2, 2, 2), 20.0))
    reasons = np.zeros(table.shape, dtype=np.uint8)
    reasons[0, 0, 0] = reasons[1, 1, 1] = Reason.SMALL
    found = attack(protect(table, Policy(), primary=Primary(reasons, (reasons > 0) * 1.0), secondary=False))
    assert {one.attack for one in found.recovered} and len(found.recovered) == 2


def test_thresholds_are_those_of_the_audience_and_zero_stays() -> None:
    table = Cube((Dimension.flat("x", list("abcde")),), np.array([0, 4, 5, 9, 10], dtype=float))
    assert primary_cells(table, policy_for("public")).hidden.tolist() == [False, True, True, True, False, False]
    assert primary_cells(table, policy_for("partner")).hidden.tolist() == [False, True, False, False, False, False]
    assert primary_cells(table, Policy(hides_zero=True)).hidden[0]
    with pytest.raises(KeyError):
        policy_for("restricted")


def test_missing_is_neither_zero_nor_hidden() -> None:
    table = Cube((ROWS, COLUMNS), np.array([[np.nan, 50, 3], [30, 20, 40], [20, np.nan, 60]]))
    protected = protect(table, Policy())
    assert protected.reasons[0, 0] == Reason.MISSING and not protected.published[0, 0]
    assert table.cells[0, 3] == 53 and not np.isnan(protected.cube.cells).any()
    assert not protected.hidden[table.missing].any()
    assert attack(protected).is_safe
    empty = Cube((ROWS, COLUMNS), np.full((3, 3), np.nan))
    assert not protect(empty, Policy()).published.any()


def test_dominance_and_p_percent_by_hand() -> None:
    """Cell x: 70, 20, 10 of three establishments. (1, 65): 70 > 65. p %: 100 - 70 - 20 = 10 < 0.2·70 = 14."""
    x = Dimension.flat("x", ["x", "y", "z", "w"])
    places = np.array([[0], [0], [0], [0], *[[one] for one in (1, 2, 3) for _turn in range(4)]])
    who = np.array([1, 1, 2, 3, *[10 + turn for turn in range(12)]])
    amount = np.array([40, 30, 20, 10, *[50.0] * 12])
    top = top_contributions((x,), places, who, amount, k=2)
    assert top[:, 0].tolist() == [70, 20] and top[:, 4].tolist() == [70, 50]  # two records of one contributor add up
    table = Cube((x,), np.array([100, 200, 200, 200], dtype=float), top=top, is_count=False)
    by_k = primary_cells(table, Policy(dominance=(1, 65)))
    assert by_k.hidden.tolist() == [True, False, False, False, False] and by_k.reasons[0] == Reason.DOMINANCE
    by_p = primary_cells(table, Policy(p_percent=20, width=0.01))
    assert by_p.hidden.tolist() == [True, False, False, False, False] and by_p.need[0] == pytest.approx(4)
    assert not primary_cells(table, Policy(p_percent=10)).hidden.any()
    protected = protect(table, Policy(dominance=(1, 65)))
    assert attack(protected).is_safe and (protected.reasons == Reason.SECONDARY).sum() == 1


def test_linked_tables_are_protected_together() -> None:
    """region × sex and region × age share region × total: each table alone is safe, or not, by the other."""
    whole = cube(TERRITORY, SEX, AGE, seed=3, mean=9)
    linked = whole.offering(["territory", "sex"], ["territory", "age"])
    assert linked.shown.sum() == 8 * 3 + 8 * 4 - 8
    protected = protect(linked, Policy())
    assert protected.hidden.any() and attack(protected).is_safe
    assert attack(protect(linked, Policy(), secondary=False)).recovered
    assert (protected.reasons[~linked.offered] == Reason.NOT_OFFERED).all()  # type: ignore[operator]


def test_a_zone_that_cuts_across_regions_gives_nothing_away() -> None:
    """zone = a3 + b1, A = a1 + a2 + a3: with a1 and a2 shown, A gives a3, and the zone then gives b1."""
    territory = TERRITORY.also("zone", ["a3", "b1"])
    table = Cube((territory,), np.array([50, 40, 4, 30, 60], dtype=float))
    assert {one.cell["territory"] for one in attack(protect(table, Policy(), secondary=False)).recovered} == {"a3"}
    assert attack(protect(table, Policy())).is_safe
    without = protect(Cube((TERRITORY,), table.values), Policy())
    assert attack(without).is_safe


def test_a_witness_that_lies_is_not_believed() -> None:
    protected = protect(cube(TERRITORY, SEX, AGE, seed=1), Policy())
    worlds = protected.worlds
    assert proven(protected)[protected.hidden].all()
    open_now = protected.reasons.copy()
    open_now.flat[np.flatnonzero(protected.reasons == Reason.SECONDARY)[0]] = Reason.SHOWN
    assert not proven(Protected(protected.cube, open_now, worlds, protected.witness, protected.width,
                                protected.need)).any()
    greedy = Protected(protected.cube, protected.reasons,
                       type(worlds)(worlds.world, worlds.u, worlds.v, worlds.down + 1000, worlds.up),
                       protected.witness, protected.width, protected.need)
    assert not proven(greedy).any()


def test_the_same_call_gives_the_same_result() -> None:
    table = cube(TERRITORY, SEX, AGE, seed=8)
    assert (protect(table, Policy()).reasons == protect(table, Policy()).reasons).all()


def test_a_cube_refuses_what_is_no_table() -> None:
    with pytest.raises(ValueError, match="below zero"):
        Cube((SEX,), np.array([-1.0, 2]))
    with pytest.raises(ValueError, match="shape"):
        Cube((SEX,), np.zeros(3))
    with pytest.raises(ValueError, match="above itself"):
        Dimension.tree("x", {"a": "b", "b": "c", "c": "b"})
    table = Cube((TERRITORY, SEX), np.ones((5, 2)))
    with pytest.raises(ValueError, match="read-only"):
        table.values[0, 0] = 5
    assert table.cells.flat[table.cell(territory="A")] == 6
    assert table.names(table.cell(sex="F")) == {"territory": "NER", "sex": "F"} and TOTAL in SEX.codes


def test_codes_with_few_people_are_rare() -> None:
    """Of x nobody stands in a small figure; of y 3 of 32 do, of z all: these two would be told together."""
    figures = np.array([[50, 29, 3], [60, 3, 6]], dtype=float)
    assert rare(figures, 1, threshold=10, most_small=0.05).tolist() == [False, True, True]
    assert not rare(figures, 1, threshold=10).any(), "one alone is not gathered"
    figures[0, 1:] = np.nan
    assert rare(figures, 1, threshold=10).tolist() == [False, True, True], "what is missing is not counted as small"
