from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canevas.commons.directory.rules import Decision, ProposalState, after, locator_map, new_code

SQUARE = {"A": [[[0.0, 10.0], [10.0, 10.0], [10.0, 20.0], [0.0, 20.0], [0.0, 10.0]]],
          "B": [[[10.0, 10.0], [20.0, 10.0], [20.0, 20.0], [10.0, 20.0], [10.0, 10.0]]]}


@pytest.mark.parametrize("state, decision, then", [
    ("open", "accept", "accepted"), ("open", "attach", "attached"), ("open", "decline", "declined"),
    ("declined", "reopen", "open"), ("attached", "reopen", "open"),
    ("accepted", "reopen", None), ("declined", "attach", None), ("attached", "accept", None), ("open", "reopen", None),
])
def test_what_may_be_decided(state: str, decision: str, then: str | None) -> None:
    assert after(state, decision) == then


def test_a_settled_name_is_only_ever_reopened() -> None:
    for state in (ProposalState.ACCEPTED, ProposalState.ATTACHED, ProposalState.DECLINED):
        assert all(after(state, decision) is None for decision in Decision if decision is not Decision.REOPEN)


@given(st.text(max_size=80), st.sampled_from(["", "NE-"]))
def test_a_code_is_new_and_fit_for_addresses(name: str, prefix: str) -> None:
    first = new_code(name, set(), prefix)
    second = new_code(name, {first}, prefix)
    assert second != first
    for code in (first, second):
        assert re.fullmatch(r"[A-Z0-9-]+", code)
        assert len(code) <= 60


def test_the_region_of_the_place_is_marked() -> None:
    found = locator_map(SQUARE, "B", (15.0, 5.0), width=300)
    assert found is not None
    assert [path.is_here for path in found.paths] == [False, True]
    assert found.width == 300
    x, y = found.point or (0, 0)
    assert 70 < x < 80
    assert abs(y - found.height / 2) < 1


def test_north_is_up() -> None:
    north, south = locator_map(SQUARE, "", (19.0, 5.0)), locator_map(SQUARE, "", (11.0, 5.0))
    assert north and north.point and south and south.point
    assert north.point[1] < south.point[1]


def test_a_place_off_the_map_has_no_point() -> None:
    assert locator_map(SQUARE, "", (33.0, 5.0)).point is None
    assert locator_map(SQUARE).point is None
    assert locator_map({}) is None
