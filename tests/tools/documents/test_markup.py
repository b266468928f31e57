"""Remnants of markup leave the text; every character keeps its place in the source."""
from __future__ import annotations

import html

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canevas.tools.documents.found import Passage
from canevas.tools.documents.markup import join, readable, traced


@pytest.mark.parametrize(("source", "shown"), [
    ('<ul style="list-style-type: none"> - Curer ; <p>Former', "- Curer ;\nFormer"),
    ("un<br/>deux<BR>trois", "un\ndeux\ntrois"),
    ("Niamey&nbsp;: l&#39;eau &amp; le sel", "Niamey : l'eau & le sel"), ("la 7^{ème} réunion", "la 7ème réunion"),
    ("<b>Axe</b> 1", "Axe 1"), ("moins de < 18 ans et > 5", "moins de < 18 ans et > 5"), ("a\u00a0 \t b", "a b"),
    ("mi\u00adgra\u200btion", "migration"), ("<li>un</li>\n<li>deux</li>", "un\ndeux"), ("AT&T; R&D", "AT&T; R&D"),
    ("le <projet> pilote", "le <projet> pilote"), ("", "")])
def test_readable(source: str, shown: str) -> None:
    assert readable("n1", source).text == shown


def test_passages_walk_back_over_remnants() -> None:
    source = "<li>Curer&nbsp;les puits</li><li>Former</li>"
    text = readable("n1", source)
    [passage] = text.slice(0, 15).passages()
    assert source[passage.start:passage.end] == "Curer&nbsp;les puits"
    [passage] = text.slice(16).passages()
    assert source[passage.start:passage.end] == "Former"


def test_joined_texts_keep_a_passage_each() -> None:
    whole = join((traced("n1", "un deux"), traced("n2", "trois")))
    assert whole.text == "un deux trois"
    assert whole.passages() == [Passage("n1", 0, 7), Passage("n2", 0, 5)]


@given(st.text(alphabet="aé <>/&;{}^\n-libr\u00a0", max_size=60))
def test_each_character_stands_at_its_offset(source: str) -> None:
    text = readable("n1", source)
    assert list(text.offsets) == sorted(text.offsets)
    for character, offset in zip(text.text, text.offsets, strict=True):
        if not character.isspace():
            assert source[offset] in (character, "&") or character in html.unescape(source[offset:offset + 12])
