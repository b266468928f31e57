"""Earlier releases are part of the table: nothing is given away by what changed, or by what was shown before."""
from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canevas.evidence.observatory.rules.disclosure.audit import attack, differences, proven
from canevas.evidence.observatory.rules.disclosure.cube import Cube, Dimension, Floats
from canevas.evidence.observatory.rules.disclosure.memory import Release, protect_with_memory, tie
from canevas.evidence.observatory.rules.disclosure.primary import Policy, Reason
from canevas.evidence.observatory.rules.disclosure.secondary import protect

from .cubes import SEX, TERRITORY, cube

PLACES = Dimension.flat("place", ["p", "q", "r", "s"])


def months(many: int) -> Dimension:
    return Dimension.flat("month", [f"2023-0{month + 1}" for month in range(many)])


def least(table: Cube, releases: list[Release]) -> Floats:
    wide, tied = tie(table, releases)
    return np.minimum.reduce([np.nan_to_num(wide.values), *[one.values for one in tied]])


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10 ** 6))
def test_a_table_that_grows_by_a_month_gives_nothing_away(seed: int) -> None:
    later = cube(TERRITORY, months(3), seed=seed, mean=15)
    earlier = Cube((TERRITORY, months(2)), later.values[:, :2])
    first = Release.of("first", protect(earlier, Policy()))
    protected, tied = protect_with_memory(later, Policy(), [first])
    assert "_T@first" in protected.cube.dimensions[1].codes  # its total is the sum of two months of now
    found = attack(protected, tied, threshold=10)
    exposed = {tuple(sorted(protected.cube.names(int(cell)).items())) for cell in np.flatnonzero(protected.exposed)}
    assert all(tuple(sorted(one.cell.items())) in exposed for one in found.recovered if not one.release)
    if not exposed:
        assert found.is_safe
        assert proven(protected, ceiling=least(later, [first]))[protected.hidden & protected.cube.shown].all()


@settings(max_examples=10, deadline=None)
@given(st.integers(0, 10 ** 6), st.integers(1, 9))
def test_a_correction_of_a_few_persons_is_not_told(seed: int, added: int) -> None:
    before = cube(TERRITORY, SEX, seed=seed, mean=40)
    values = before.values.copy()
    values[seed % 5, seed % 2] += added
    first = Release.of("first", protect(before, Policy()))
    naive = protect(Cube(before.dimensions, values), Policy())
    tied = tie(naive.cube, [first])[1]
    assert differences(naive, tied, 10)  # totals of now less totals of then: the few persons
    protected, tied = protect_with_memory(naive.cube, Policy(), [first])
    assert not differences(protected, tied, 10)
    assert (protected.reasons == Reason.DIFFERENCE).any()
    if not protected.exposed.any():
        assert attack(protected, tied, threshold=10).is_safe


def test_what_was_hidden_in_one_release_and_shown_in_the_other_is_seen_by_the_audit() -> None:
    """First all but p; then, of the same figures, all but q: each table alone is safe with its total, both are not."""
    table = Cube((PLACES,), np.array([4, 30, 30, 6], dtype=float))
    wide, tied = tie(table, [Release("first", (PLACES,), np.array([np.nan, 30, np.nan, 6, 70]), table.values)])
    second = protect(wide, Policy())
    found = attack(second, tied)
    assert {one.cell["place"] for one in found.recovered} >= {"p"}
    protected, tied = protect_with_memory(table, Policy(), [Release("first", (PLACES,), np.array(
        [np.nan, 30, np.nan, 6, 70]), table.values)])
    assert protected.exposed[3]  # it was shown: nothing can hide it any more, and the gate says so
    assert not protected.exposed[0] and protected.reasons[2] == Reason.SECONDARY


def test_regions_together_then_one_of_them_alone() -> None:
    """A and B together were published (64); A alone (60) would give B's 4."""
    regions = Dimension("region", ("A", "B", "C"), ())
    both = Dimension("region", ("A", "B", "C", "AB"), ((0, 1),))
    table = Cube((regions,), np.array([60, 4, 80], dtype=float))
    first = Release("first", (both,), np.array([np.nan, np.nan, 80, 64]), table.values)
    naive_cube, tied = tie(table, [first])
    assert {one.cell["region"] for one in attack(protect(naive_cube, Policy()), tied).recovered} == {"B"}
    protected, tied = protect_with_memory(table, Policy(), [first])
    assert protected.reasons[:3].tolist() == [Reason.SECONDARY, Reason.SMALL, Reason.SHOWN]
    assert attack(protected, tied).is_safe


def test_what_the_first_release_hid_stays_hidden_where_the_second_does_not_speak_of_it() -> None:
    """First each place; then p and q together, which less q would give p's 4, though p is no cell of the second."""
    table = Cube((PLACES,), np.array([4, 204, 30, 60], dtype=float))
    first = Release("first", (PLACES,), np.array([np.nan, 204, np.nan, 60, 298]), table.values)
    pair = Dimension("place", (*PLACES.codes, "pq"), (*PLACES.groups, (0, 1)))
    offered = np.array([False] * 5 + [True])
    naive, tied = tie(Cube((pair,), table.values, offered), [first])
    assert {one.cell["place"] for one in attack(protect(naive, Policy()), tied, threshold=10).recovered} == {"p"}
    protected, tied = protect_with_memory(Cube((pair,), table.values, offered), Policy(), [first])
    assert not protected.published[5] and attack(protected, tied, threshold=10).is_safe


def test_a_dimension_that_the_new_table_does_not_have_is_asked_for() -> None:
    table = cube(TERRITORY, seed=1)
    old = cube(TERRITORY, SEX, seed=1)
    with pytest.raises(ValueError, match="needs sex"):
        tie(table, [Release.of("first", protect(old, Policy()))])
