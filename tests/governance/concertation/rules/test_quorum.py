"""How many members must be there."""
from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canevas.governance.concertation.rules.quorum import Quorum, Rule, counted, is_complete, needed


@pytest.mark.parametrize(("rule", "members", "expected"), [
    (Rule(), 10, 0),
    (Rule(Quorum.MAJORITY), 10, 6), (Rule(Quorum.MAJORITY), 11, 6), (Rule(Quorum.MAJORITY), 0, 0),
    (Rule(Quorum.TWO_THIRDS), 9, 6), (Rule(Quorum.TWO_THIRDS), 10, 7),
    (Rule(Quorum.SHARE, 50), 9, 5), (Rule(Quorum.SHARE, 100), 9, 9), (Rule(Quorum.SHARE, 1), 9, 1),
    (Rule(Quorum.NUMBER, 7), 3, 7),
])
def test_needed(rule: Rule, members: int, expected: int) -> None:
    assert needed(rule, members) == expected


@pytest.mark.parametrize(("rule", "complete"), [
    (Rule(Quorum.MAJORITY), True), (Rule(Quorum.MAJORITY, 3), False), (Rule(Quorum.SHARE), False),
    (Rule(Quorum.SHARE, 101), False), (Rule(Quorum.SHARE, 60), True), (Rule(Quorum.NUMBER, 0), False),
    (Rule(Quorum.NUMBER, 12), True),
])
def test_a_rule_says_all_it_needs(rule: Rule, complete: bool) -> None:
    assert is_complete(rule) is complete


def test_only_members_count_and_each_once() -> None:
    count = counted(Rule(Quorum.MAJORITY), [1, 2, 3, 3], [3, 3, 9])
    assert (count.members, count.needed, count.present, count.is_reached) == (3, 2, 1, False)


@given(st.sampled_from([Quorum.MAJORITY, Quorum.TWO_THIRDS]), st.integers(1, 400))
def test_a_share_is_never_more_than_everybody(quorum: Quorum, members: int) -> None:
    assert members / 2 < needed(Rule(quorum), members) <= members
