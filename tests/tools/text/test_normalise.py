from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canevas.tools.text.normalise import bare, fold, fold_with_offsets, initials, key, singular, tight


@pytest.mark.parametrize("text, folded", [
    ("Œuvre d’État", "oeuvre d'etat"),
    ("  Guidan\u00a0Roumdji ", "guidan roumdji"),
    ("GTM\u2011Tahoua", "gtm-tahoua"),
    ("ﬁnancement", "financement"),
    ("E\u0301tat", "etat"),
    ("Ɗan Ƙasa", "dan kasa"),
    ("co\u00adopération", "cooperation"),
])
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize("text, words", [
    ("MI/D", "mi d"), ("M.I.D.", "m i d"), ("Birni N’Konni", "birni n konni"), ("« ARC-EN-CIEL »", "arc en ciel"),
    ("…", ""),
])
def test_key(text: str, words: str) -> None:
    assert key(text) == words


@pytest.mark.parametrize("spelling", ["MI/D", "M.I.D", "m.i.d.", "MID", "M I D", "Mi-D"])
def test_the_ways_to_write_an_acronym_meet(spelling: str) -> None:
    assert tight(spelling) == "mid"


@pytest.mark.parametrize("plural, one", [
    ("regions", "region"), ("regionaux", "regional"), ("travaux", "traval"), ("reseaux", "reseau"), ("acces", "acce"),
    ("ins", "ins"), ("express", "express"),
])
def test_singular(plural: str, one: str) -> None:
    assert singular(plural) == one


def test_articles_and_plurals_do_not_tell_names_apart() -> None:
    assert bare("les Conseils Régionaux") == bare("conseil régional") == "conseil regional"
    assert bare("de la") == "de la"


def test_initials_leave_articles_out() -> None:
    assert initials("Institut national de la statistique") == "ins"


@given(st.text(max_size=80))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert key(key(text)) == key(text)


@given(st.text(max_size=80))
def test_every_folded_character_knows_its_place(text: str) -> None:
    folded, offsets = fold_with_offsets(text)
    assert len(offsets) == len(folded) + 1
    assert offsets[-1] == len(text)
    assert offsets == sorted(offsets)
    assert fold(folded) == fold(text)
    for place, character in enumerate(folded):
        assert character in fold_with_offsets(text[offsets[place]])[0]
