from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from canevas.governance.concertation.rules import blocks
from canevas.governance.concertation.rules.blocks import WrongBlocks, bullet, paragraph, read_blocks, table, to_json
from canevas.governance.concertation.rules.notation import from_notation, to_notation
from canevas.governance.concertation.rules.text_diff import compare, word_pieces

SIGNS = st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\\|-–¶\t \u00a0\u202f’«»")
TEXT = st.one_of(st.text(SIGNS, max_size=40), st.text("\\¶|-n\n\t ", max_size=6)).map(blocks.clean)
CELL = TEXT.map(lambda text: text.replace("\t", " "))
UNHURRIED = settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
BLOCK = st.one_of(
    st.builds(paragraph, TEXT), st.builds(bullet, TEXT, st.integers(0, 3)),
    st.lists(st.lists(CELL, min_size=1, max_size=3), min_size=1, max_size=3).map(table))


def test_words_are_kept_as_typed() -> None:
    text = "Le  comité\u00a0: « d’accord »\u202f; 1\u202f000 F  "
    assert read_blocks(to_json([paragraph(text)]))[0].text == text


def test_signs_that_no_database_keeps_are_left_out() -> None:
    assert read_blocks([{"uid": blocks.new_uid(), "form": "paragraph", "text": "a\x00b\r\nc\x0b"}])[0].text == "ab\nc"


def test_empty_paragraphs_are_no_text_but_an_empty_table_stays() -> None:
    found = read_blocks(to_json([paragraph("  "), bullet(""), table([["", ""], [""]]), paragraph("a")]))
    assert [one.form for one in found] == ["table", "paragraph"]
    assert found[0].cells == (("", ""), ("", ""))


def test_a_paragraph_cut_in_two_gets_a_second_identifier() -> None:
    uid = blocks.new_uid()
    found = read_blocks(to_json([paragraph("un", uid), paragraph("deux", uid)]))
    assert found[0].uid == uid and found[1].uid not in ("", uid)


@pytest.mark.parametrize(("raw", "code"), [
    ({}, "not-a-list"), ([1], "no-form"), ([{"form": "title"}], "no-form"),
    ([{"form": "paragraph", "uid": "x", "text": "a"}], "no-uid"),
    ([{"form": "paragraph", "uid": None, "text": "a"}], "no-uid"),
    ([{"form": "paragraph", "uid": blocks.new_uid(), "text": 4}], "no-text"),
    ([{"form": "bullet", "uid": blocks.new_uid(), "text": "a", "level": True}], "no-text"),
    ([{"form": "paragraph", "uid": blocks.new_uid(), "text": "a" * (blocks.MOST_SIGNS + 1)}], "too-long"),
    ([{"form": "table", "uid": blocks.new_uid(), "cells": []}], "no-cells"),
    ([{"form": "table", "uid": blocks.new_uid(), "cells": [[]]}], "too-large"),
    ([{"form": "table", "uid": blocks.new_uid(), "cells": [["a", 1]]}], "no-cells"),
    ([{"form": "table", "uid": blocks.new_uid(), "cells": [["a"] * 41]}], "too-large"),
    ([{"form": "paragraph", "uid": blocks.new_uid(), "text": "a"}] * 3001, "too-many"),
])
def test_what_is_no_text_is_refused(raw: object, code: str) -> None:
    with pytest.raises(WrongBlocks) as refused:
        read_blocks(raw)
    assert refused.value.code == code


def test_the_words_of_a_table_are_lines_and_tabulations() -> None:
    assert table([["Région", "Sites"], ["Tahoua", "4\nouverts"]]).text == "Région\tSites\nTahoua\t4 ouverts"


@UNHURRIED
@given(st.lists(BLOCK, max_size=6))
def test_what_is_sent_comes_back(written: list[blocks.Block]) -> None:
    once = read_blocks(to_json(written))
    assert read_blocks(to_json(once)) == once


@UNHURRIED
@given(st.lists(BLOCK, max_size=6))
def test_the_plain_notation_loses_nothing(written: list[blocks.Block]) -> None:
    kept = blocks.tidy(written)
    again = from_notation(to_notation(kept), kept)
    assert [one.content for one in again] == [one.content for one in kept]
    assert [one.uid for one in again] == [one.uid for one in kept] or len({one.content for one in kept}) < len(kept)


def test_a_typed_text_becomes_blocks() -> None:
    found = from_notation("Premier\n- un\n  - un bis\n\nA\tB\n1\t2\nDernier \\\nsuite")
    assert [one.content for one in found] == [
        ("paragraph", "Premier", 0, ()), ("bullet", "un", 0, ()), ("bullet", "un bis", 1, ()),
        ("table", "A\tB\n1\t2", 0, (("A", "B"), ("1", "2"))), ("paragraph", "Dernier \nsuite", 0, ())]


def test_a_corrected_line_keeps_its_identifier() -> None:
    known = [paragraph("Le comité est saisi du dossier."), paragraph("Rien d'autre.")]
    found = from_notation("Avant tout.\nLe comité est saisi des dossiers.\nRien d'autre.", known)
    assert [one.uid for one in found][1:] == [one.uid for one in known]


def test_texts_stand_side_by_side_with_the_words_that_differ() -> None:
    same, changed = paragraph("Ouverture."), paragraph("Le site compte dix familles.")
    left = [same, changed]
    right = [same, paragraph("Le site compte douze familles.", changed.uid), bullet("Suite")]
    pairs = compare(left, right)
    assert [pair.is_same for pair in pairs] == [True, False, False]
    assert [piece.text for piece in pairs[1].left_pieces if piece.changed] == ["dix"]
    assert [piece.text for piece in pairs[1].right_pieces if piece.changed] == ["douze"]
    assert pairs[2].left is None and pairs[2].right == right[2]


@UNHURRIED
@given(st.lists(BLOCK, max_size=6), st.lists(BLOCK, max_size=6))
def test_the_comparison_shows_every_block_once(left: list[blocks.Block], right: list[blocks.Block]) -> None:
    pairs = compare(left, right)
    assert [pair.left for pair in pairs if pair.left] == left
    assert [pair.right for pair in pairs if pair.right] == right


@UNHURRIED
@given(TEXT, TEXT)
def test_pieces_make_up_the_text(left: str, right: str) -> None:
    one, other = word_pieces(left, right)
    assert "".join(piece.text for piece in one) == left
    assert "".join(piece.text for piece in other) == right
