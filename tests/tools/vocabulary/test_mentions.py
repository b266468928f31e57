from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canevas.tools.vocabulary import Vocabulary, load_vocabulary

NIGER: Vocabulary = load_vocabulary("niger")


def found(text: str) -> list[str]:
    return [mention.text for mention in NIGER.find_territories(text)]


@pytest.mark.parametrize("text, places", [
    ("Les présentations du GTM-Diffa et du GTM-Dosso", ["Diffa", "Dosso"]),
    ("Bangui (commune de Bangui), Eroufan (commune de Sabon guida)", ["Bangui", "Bangui", "Eroufan", "Sabon guida"]),
    ("DE TAHOUA À BIRNI N’KONNI", ["TAHOUA", "BIRNI N’KONNI"]),
    ("à tahoua puis séguédine", ["tahoua", "séguédine"]),
    ("Guidan-Roumdji", ["Guidan-Roumdji"]),
    ("N'Guigmi, Nguigmi", ["N'Guigmi", "Nguigmi"]),
    ("la diffamation et le tahouanais", []),
    ("une bande de jeunes, l'effet karma", []),
    ("la commune de bande", ["bande"]),
    ("une mission à Say", ["Say"]),
    ("Madame Keita et M. Tahoua", []),
    ("L'équipe de Keita", ["Keita"]),
    ("Niamey 5 et Maradi II", ["Niamey 5", "Maradi II"]),
    ("Dan\nIssa", ["Dan\nIssa"]),
    ("Dan, Issa", []),
    ("", []),
])
def test_places_named_in_running_text(text: str, places: list[str]) -> None:
    assert found(text) == places


@pytest.mark.parametrize("text, pcode", [
    ("la région de Diffa", "NE002"), ("le département de Diffa", "NE002002"), ("la commune de Diffa", "NE002002002"),
    ("la commune urbaine de Diffa", "NE002002002"), ("le préfet de Diffa", "NE002002"), ("le GTM-Diffa", "NE002"),
    ("Diffa", "NE002"),
])
def test_words_before_say_which_level(text: str, pcode: str) -> None:
    mention = NIGER.find_territories(text)[-1]
    assert mention.candidates[0].code == pcode
    assert {candidate.code for candidate in mention.candidates} >= {"NE002", "NE002002", "NE002002002"}


@given(st.lists(st.sampled_from(["Tahoua", "N’Guigmi", "œuvre", "Ségué\u0301dine", "à", "Bangui", "é", "ﬁn", ",",
                                 "\n"]), max_size=12))
def test_a_mention_is_what_stands_at_its_place(parts: list[str]) -> None:
    text = " ".join(parts)
    last = 0
    for mention in NIGER.find_territories(text):
        assert text[mention.start:mention.end] == mention.text
        assert mention.start >= last
        last = mention.end
    assert len(found(text)) == sum(part in ("Tahoua", "N’Guigmi", "Bangui", "Ségué\u0301dine") for part in parts)


@given(st.text(max_size=200))
def test_any_text_can_be_searched(text: str) -> None:
    for mention in NIGER.find_territories(text):
        assert mention.candidates
        assert text[mention.start:mention.end] == mention.text
