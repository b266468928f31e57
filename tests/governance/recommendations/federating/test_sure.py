"""What is called sure can be confirmed all at once: it is right; and large groups are told as fast as small ones."""
from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations

import pytest

from canevas.governance.recommendations.rules.federating import Group, Item, group, grouping
from canevas.governance.recommendations.rules.federating.weighing import Pool
from canevas.tools.vocabulary import load_vocabulary
from tests.factories.recommendations import labelled

PRECISE = 0.98


def sure_of(part: str) -> tuple[list[Group], dict[str, str]]:
    said = labelled(part)
    return [one for one in group([each.item for each in said], load_vocabulary()) if one.is_sure], {
        each.item.id: each.code for each in said}


def pairs_right(groups: Iterable[Group], code: dict[str, str]) -> list[bool]:
    return [code[a] == code[b] for one in groups for a, b in combinations(one.members, 2)]


@pytest.mark.parametrize(("part", "least"), [("dev", 18), ("alike", 9), ("judged", 9)])
def test_sure_groups_are_right(part: str, least: int) -> None:
    groups, code = sure_of(part)
    right = pairs_right(groups, code)
    assert len(groups) >= least and sum(right) / len(right) >= PRECISE


def test_the_set_that_judges_is_large_enough_and_of_its_own() -> None:
    judged = labelled("judged")
    assert len(judged) >= 60 and len({one.code for one in judged}) >= 20
    others = {one.item.text for part in ("dev", "held_out", "alike") for one in labelled(part)}
    assert others.isdisjoint(one.item.text for one in judged)


def test_two_pairs_that_are_sure_make_no_sure_group_of_four() -> None:
    match = sure_of("judged")[0][0].pairs[0].match
    assert match.is_sure
    assert not grouping._are_one([0, 1, 2, 3], [(0, 1, match), (2, 3, match)])
    assert grouping._are_one([0, 1, 2, 3], [(0, 1, match), (2, 3, match), (1, 3, match)])


def test_a_large_group_tells_each_member_with_the_one_nearest_to_it() -> None:
    said = "Construire des points d'eau sur les sites d'accueil des réfugiés"
    items = [Item(str(place), f"{said} {'de la commune ' * (place % 3)}{place}", "Agadez") for place in range(1, 31)]
    pool = Pool(items, load_vocabulary())
    near = {(a, b): pool.score(a, b) for a, b in combinations(range(len(items)), 2)}
    told = grouping._told(pool, list(range(len(items))), near)
    plain = {tuple(sorted((place, max((other for other in range(len(items)) if other != place),
                                      key=lambda other, place=place: pool.score(place, other)))))
             for place in range(len(items))}
    assert told == sorted(plain) and told == grouping._told(pool, list(range(len(items))), {})
