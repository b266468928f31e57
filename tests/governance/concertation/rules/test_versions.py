"""Snapshots of minutes, and two of them side by side."""
from __future__ import annotations

import copy
import random
import time
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from canevas.governance.concertation.export.example import example_lines
from canevas.governance.concertation.rules.snapshot import Snapshot, digest, freeze, of_text
from canevas.governance.concertation.rules.versions import (
    Passage,
    Sort,
    compare_versions,
    counts,
    find_passage,
    only_changes,
    passages_of,
    word_pieces,
)


def snapshot(*blocks: dict[str, Any], **more: Any) -> Snapshot:
    return {"format": 1, "items": [{"uid": "i1", "number": 1, "text": "Suivi", "blocks": list(blocks)}], **more}


def block(uid: str, text: str, **more: Any) -> dict[str, Any]:
    return {"uid": uid, "text": text, **more}


def test_the_same_lines_freeze_alike() -> None:
    assert digest(freeze(example_lines())) == digest(freeze(example_lines()))
    other = example_lines()
    other[0].value["text"] = "GTM-Agadez"
    assert digest(freeze(other)) != digest(freeze(example_lines()))


def test_every_word_of_the_minutes_is_in_a_passage() -> None:
    told = "\n".join(" ".join([one.text, *(value for _name, value in one.more)])
                     for one in passages_of(freeze(example_lines())))
    for line in (below for top in example_lines() for below in top.walk()):
        if line.kind.value not in ("place", "section", "region"):
            assert line.text in told, line


def test_a_reworded_block_shows_its_words() -> None:
    rows = compare_versions(snapshot(block("a", "La base du site est à jour.")),
                            snapshot(block("a", "La base du site sera à jour.")))
    changed = [row for row in rows if row.is_change]
    assert [(row.kind, row.moved) for row in changed] == [("changed", False)]
    assert [(piece.kind, piece.text) for piece in changed[0].left_pieces] == [
        ("same", "La base du site "), ("removed", "est"), ("same", " à jour.")]
    assert [(piece.kind, piece.text) for piece in changed[0].right_pieces] == [
        ("same", "La base du site "), ("added", "sera"), ("same", " à jour.")]


def test_what_is_added_and_left_out_stands_in_its_place() -> None:
    one, two, three = block("a", "Premier point"), block("b", "Deuxième sujet"), block("c", "Troisième question")
    rows = compare_versions(snapshot(one, two), snapshot(one, three))
    assert [(row.kind, row.passage.text) for row in rows] == [
        ("same", "1. Suivi"), ("same", "Premier point"), ("removed", "Deuxième sujet"), ("added", "Troisième question")]
    assert counts(rows) == {"added": 1, "removed": 1, "changed": 0, "moved": 0}


def test_a_moved_block_is_no_other_block() -> None:
    blocks = [block(name, f"Le point {name} est abordé") for name in "abcd"]
    rows = compare_versions(snapshot(*blocks), snapshot(*blocks[1:], blocks[0]))
    assert [(row.passage.uid, row.kind) for row in rows if row.moved] == [("a", "same")]


def test_a_form_or_an_owner_that_changes_is_a_change() -> None:
    rows = compare_versions(snapshot(block("a", "Point")), snapshot(block("a", "Point", form="bullet", level=1)))
    assert [row.kind for row in rows] == ["same", "changed"]
    before = {"format": 1, "actions": [{"uid": "x", "text": "Partager", "responsibles": ["OIM"], "deadline": "juin"}]}
    after = copy.deepcopy(before)
    after["actions"][0]["responsibles"] = ["OIM", "INS"]  # type: ignore[index]
    assert [row.kind for row in compare_versions(before, after)] == ["changed"]


def test_a_table_shows_the_rows_that_differ() -> None:
    old = block("t", "A\tB\n1\t2", form="table", cells=[["A", "B"], ["1", "2"]])
    new = block("t", "A\tB\n1\t3", form="table", cells=[["A", "B"], ["1", "3"]])
    row = compare_versions(snapshot(old), snapshot(new))[1]
    assert [[cell[0].kind for cell in cells] for cells in row.right_cells] == [["same", "same"], ["same", "added"]]
    assert [[cell[0].kind for cell in cells] for cells in row.left_cells] == [["same", "same"], ["same", "removed"]]


def test_only_changes_keeps_the_heading_of_what_changed() -> None:
    rows = compare_versions(snapshot(block("a", "Un"), block("b", "Deux")),
                            snapshot(block("a", "Un"), block("b", "Trois points")))
    assert [row.passage.sort for row in only_changes(rows)] == [Sort.ITEM, Sort.BLOCK]
    assert only_changes(compare_versions(snapshot(block("a", "Un")), snapshot(block("a", "Un")))) == []


def test_a_file_known_by_its_words_alone_is_compared_by_them() -> None:
    rows = compare_versions(of_text(["1. Suivi", "La base est à jour"]), snapshot(block("a", "La base est à jour")))
    assert {row.kind for row in rows} == {"same"}


def test_a_passage_is_found_by_its_row() -> None:
    found = find_passage(snapshot(block("0a1b", "La base")), "0A-1B")
    assert found is not None
    assert found.text == "La base"
    assert find_passage(snapshot(), "ffff") is None


texts = st.lists(st.sampled_from(["alpha", "bêta", "gamma", " ", ",", "l’an 2025", "\n"]), max_size=12).map("".join)


@given(texts, texts)
def test_pieces_give_both_texts_back(before: str, after: str) -> None:
    left, right = word_pieces(before, after)
    assert ("".join(piece.text for piece in left), "".join(piece.text for piece in right)) == (before, after)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), texts), max_size=8, unique_by=lambda one: one[0]),
       st.lists(st.tuples(st.sampled_from("abcdef"), texts), max_size=8, unique_by=lambda one: one[0]))
def test_every_passage_of_both_sides_is_shown_once(before: list[tuple[str, str]], after: list[tuple[str, str]]) -> None:
    old, new = (snapshot(*(block(uid, text) for uid, text in side)) for side in (before, after))
    rows = compare_versions(old, new)
    left = sorted((row.left for row in rows if row.left), key=str)
    right = [row.right for row in rows if row.right]
    assert left == sorted(passages_of(old), key=str)
    assert right == passages_of(new)
    pairs = [(row.left.uid, row.right.uid) for row in rows
             if row.left and row.right and row.left.text != row.right.text]
    assert all(one == other for one, other in pairs if one and other)


def long_minutes(seed: int) -> Snapshot:
    """About a hundred pages: 840 blocks of sixty words."""
    draw = random.Random(seed)
    words = [f"{draw.choice('bcdflmprst')}{draw.choice(['on', 'ari', 'oule'])}{number}" for number in range(3000)]

    def say(count: int) -> str:
        return " ".join(draw.choice(words) for _ in range(count))
    return {"format": 1, "items": [{
        "number": item, "text": say(6), "blocks": [{"text": say(60)} for _ in range(40)]} for item in range(1, 22)]}


def test_a_hundred_pages_compare_in_two_seconds() -> None:
    before = long_minutes(1)
    after = copy.deepcopy(before)
    for item in after["items"]:
        for each in item["blocks"][::2]:
            each["text"] = each["text"].replace(" b", " autrement b", 2)
        item["blocks"].insert(7, {"text": "Un passage que personne n’avait encore lu."})
    start = time.process_time()
    rows = compare_versions(before, after)
    assert time.process_time() - start < 2
    assert counts(rows)["added"] >= 21
    assert counts(rows)["changed"] > 300


def test_equal_passages_are_equal() -> None:
    assert Passage(Sort.BLOCK, "a", form="paragraph").says == Passage(Sort.BLOCK, "a").says
