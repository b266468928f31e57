"""An agenda made of an outline."""
from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canevas.governance.concertation.rules.agenda_plan import (
    Earlier,
    adoption_title,
    agenda_mark,
    awaiting_adoption,
    moved,
    ordered,
    place_of_new,
    planned_items,
)
from canevas.governance.concertation.rules.outline import USUAL, Section, SectionKind


def held(key: int, month: int, *, circulated: bool = True, adopted: bool = False, lived: bool = True) -> Earlier:
    return Earlier(key, date(2025, month, 1), circulated, adopted, lived)


def test_everything_after_the_last_adopted_waits() -> None:
    found = awaiting_adoption([held(3, 3), held(1, 1), held(2, 2, adopted=True), held(4, 4)])
    assert [one.key for one in found] == [3, 4]


def test_of_old_files_only_the_last_is_due() -> None:
    assert [one.key for one in awaiting_adoption([held(1, 1, lived=False), held(2, 2, lived=False)])] == [2]


def test_old_files_are_settled_by_an_adoption_after_them() -> None:
    files = [held(1, 1, lived=False), held(2, 2, adopted=True, lived=False), held(3, 3, lived=False)]
    assert [one.key for one in awaiting_adoption(files)] == [3]


def test_minutes_still_being_typed_are_due_too() -> None:
    assert [one.key for one in awaiting_adoption([held(1, 1, circulated=False)])] == [1]


def test_nothing_held_nothing_to_adopt() -> None:
    assert awaiting_adoption([]) == []


def test_the_agenda_follows_the_outline() -> None:
    items = planned_items(USUAL, [held(7, 3)], open_actions=4)
    assert [item.title for item in items] == [
        "Adoption du compte rendu de la réunion du samedi 1er mars 2025", "Suivi des points d’action", "Divers",
        "Recommandations"]
    assert items[0].adopts == 7


def test_a_first_meeting_has_nothing_to_adopt_nor_to_review() -> None:
    assert [item.title for item in planned_items(USUAL, [], open_actions=0)] == ["Divers", "Recommandations"]


def test_several_minutes_one_line_each() -> None:
    kinds = [item.kind for item in planned_items(USUAL, [held(1, 1), held(2, 2)], 0)]
    assert kinds[:2] == [SectionKind.ADOPTION, SectionKind.ADOPTION]


def test_a_title_without_its_place_for_the_day_gets_it_at_its_end() -> None:
    assert adoption_title("Adoption du PV", date(2025, 8, 4)) == "Adoption du PV (lundi 4 août 2025)"


@pytest.mark.parametrize(("kinds", "place"), [
    (["adoption", "review", "miscellaneous", "recommendations"], 2),
    (["adoption", "free", "free", "miscellaneous"], 3),
    (["adoption", "review"], 2),
    ([], 0),
])
def test_a_new_point_goes_before_what_closes_the_agenda(kinds: list[str], place: int) -> None:
    assert place_of_new(kinds, USUAL) == place


def test_the_outline_says_where_points_go() -> None:
    sections = (Section(SectionKind.ADOPTION, "Adoption"), Section(SectionKind.MISCELLANEOUS, "Divers"),
                Section(SectionKind.FREE, ""), Section(SectionKind.RECOMMENDATIONS, "Recommandations"))
    assert place_of_new(["adoption", "miscellaneous", "recommendations"], sections) == 2


def test_the_adoption_stays_first() -> None:
    kinds = {"a": "adoption", "b": "free", "c": "free"}
    assert ordered(["c", "a", "b"], kinds) == ["a", "c", "b"]


@pytest.mark.parametrize("asked", [["a"], ["a", "a"], ["a", "b", "c"]])
def test_an_order_of_other_items_is_refused(asked: list[str]) -> None:
    with pytest.raises(ValueError, match="other items"):
        ordered(asked, {"a": "free", "b": "free"})


@given(st.lists(st.sampled_from("bcdefgh"), unique=True, min_size=1), st.data())
def test_moving_keeps_every_item_and_the_first(rest: list[str], data: st.DataObject) -> None:
    order = ["a", *rest]
    one, by = data.draw(st.sampled_from(order)), data.draw(st.integers(-9, 9))
    found = moved(order, one, by, {"a"})
    assert sorted(found) == sorted(order)
    assert found[0] == "a"
    if one != "a" and 1 <= order.index(one) + by < len(order):
        assert found.index(one) == order.index(one) + by


def test_the_mark_changes_with_order_and_words() -> None:
    items = [("x", "1", "Divers"), ("y", "2", "Suivi")]
    assert agenda_mark(items) == agenda_mark(list(items))
    assert agenda_mark(items) != agenda_mark(items[::-1])
    assert agenda_mark(items) != agenda_mark([("x", "1", "Divers "), items[1]])
