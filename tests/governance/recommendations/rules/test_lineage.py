"""A lineage as a graph: steps over what is not shown, nested lists, drawings, rewordings."""
from __future__ import annotations

import pytest

from canevas.governance.recommendations.rules.lineage import Edge, EdgeKind, branches_of, bridged, chain, reached
from canevas.governance.recommendations.rules.lineage_drawing import SHOWN, drawn
from canevas.governance.recommendations.rules.rewording import reworded

D, M, S, C = EdgeKind.DERIVED, EdgeKind.MERGED, EdgeKind.SPLIT, EdgeKind.CARRIED


def test_steps_over_lines_that_are_not_shown_become_one() -> None:
    edges = [Edge(D, "a", "x", words=("puits",)), Edge(M, "x", "y", words=("eau",)), Edge(D, "y", "b"),
             Edge(D, "c", "x"), Edge(D, "b", "z")]
    assert {(one.kind, one.source, one.target, one.words) for one in bridged(edges, ["a", "b", "c"])} == {
        (M, "a", "b", ("puits", "eau")), (M, "c", "b", ("eau",))}
    assert bridged([Edge(D, "x", "y"), Edge(D, "y", "x"), Edge(D, "a", "x")], ["a"]) == []


def test_a_nested_list_tells_each_line_once_with_its_branches() -> None:
    edges = [Edge(D, "a", "b"), Edge(D, "a", "c"), Edge(M, "b", "d"), Edge(M, "c", "d"), Edge(C, "d", "e")]
    first, second = branches_of(edges, "a", up=True)
    assert [one.line for one in first.branches] == ["d"] and first.branches[0].branches[0].line == "e"
    assert second.branches[0].is_again and second.branches[0].branches == ()
    assert branches_of([Edge(D, "a", "b"), Edge(D, "b", "a")], "a", up=True)[0].branches[0].is_again
    assert reached(edges, "e", up=False) == ["d", "b", "c", "a"]
    assert chain([*edges, Edge(C, "e", "f")], "e") == ["d", "e", "f"]


def test_levels_stand_in_columns_from_the_region_to_the_ministers() -> None:
    lines = {"a": ["region"], "b": ["region"], "t": ["preparatory", "technical", "political"], "n": ["preparatory"]}
    found = drawn(lines, [Edge(D, "a", "t"), Edge(M, "b", "t"), Edge(C, "t", "n")],
                  {"a": "1", "b": "2", "t": "s8", "n": "s9"}, "t")
    assert [levels for _x, levels in found.columns] == [
        ("region",), ("preparatory",), ("technical",), ("political",), ("preparatory",)]
    assert all(found.boxes[one.start].x < found.boxes[one.end].x for one in found.joints)
    assert len({(box.x, box.y) for box in found.boxes}) == len(found.boxes) == 6
    assert all(box.x + 208 <= found.width and box.y + 104 <= found.height for box in found.boxes)


def test_a_line_merged_at_a_later_stage_joins_the_other_there() -> None:
    lines = {"l": ["preparatory"], "t": ["preparatory", "technical"]}
    found = drawn(lines, [Edge(M, "l", "t")], {"l": "s8", "t": "s8"}, "t")
    (joint,) = [one for one in found.joints if one.kind]
    assert found.boxes[joint.end].level == "technical"


@pytest.mark.parametrize("count", [SHOWN + 1, SHOWN + 2, 60])
def test_what_is_wide_folds_and_still_counts(count: int) -> None:
    lines = {str(number): ["region"] for number in range(count)} | {"t": ["preparatory"]}
    found = drawn(lines, [Edge(D, str(number), "t") for number in range(count)], {}, "t")
    folded = [box.fold for box in found.boxes if box.fold]
    assert folded == ([] if count == SHOWN + 1 else [count - SHOWN])
    assert len(found.joints) == len(found.boxes) - 1
    only = drawn(lines, [], {}, str(count - 1))
    assert any(box.line == str(count - 1) and not box.fold for box in only.boxes), "what is asked for never folds"


def test_a_circle_ends() -> None:
    assert len(drawn({"a": [""], "b": [""]}, [Edge(D, "a", "b"), Edge(D, "b", "a")], {}, "a").boxes) == 2


@pytest.mark.parametrize(("before", "after", "said"), [
    ("Forer dix puits", "Forer douze puits", "Forer [-dix][+douze] puits"),
    ("Former les élus", "Former les élus et les chefs", "Former les élus[+ et les chefs]"),
    ("Organiser un atelier national", "Organiser deux ateliers régionaux",
     "Organiser [-un atelier national][+deux ateliers régionaux]"),
    ("Même", "Même", "Même"), ("", "Neuf", "[+Neuf]")])
def test_the_words_that_changed_are_marked(before: str, after: str, said: str) -> None:
    pieces = reworded(before, after)
    signs = {"gone": "[-{}]", "new": "[+{}]", "": "{}"}
    assert "".join(signs[one.mark].format(one.text) for one in pieces) == said
    assert "".join(one.text for one in pieces if one.mark != "new") == before
    assert "".join(one.text for one in pieces if one.mark != "gone") == after
