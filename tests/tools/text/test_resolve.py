from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canevas.tools.text.normalise import key
from canevas.tools.text.resolve import KnownName, NameIndex

NAMES = [
    KnownName("Organisation du Fleuve Bleu", "OFB", "Organisation du Fleuve Bleu", "ngo"),
    KnownName("OFB", "OFB", "Organisation du Fleuve Bleu", "ngo", "acronym"),
    KnownName("Ministère des Ponts", "MP", "Ministère des Ponts", "state"),
    KnownName("M/P", "MP", "Ministère des Ponts", "state", "acronym"),
    KnownName("Ministère des Ponts et des Bacs", "MP", "Ministère des Ponts", "state", "former"),
    KnownName("Ministère des Postes", "MPO", "Ministère des Postes", "state"),
    KnownName("Conseil du Lac", "CL", "Conseil du Lac", "local-authority"),
    KnownName("Rivières Sans Frontières", "RSF", "Rivières Sans Frontières", "ngo"),
    KnownName("Sabla", "S1", "Sabla", "region", rank=1),
    KnownName("Sabla", "S3", "Sabla", "commune", rank=3),
]
INDEX = NameIndex(NAMES, qualifiers=["Tahoua", "Zinder"])


def first(text: str) -> tuple[str, float]:
    found = INDEX.resolve(text)
    return (found[0].code, found[0].score) if found else ("", 0.0)


@pytest.mark.parametrize("text, code, least, most", [
    ("OFB", "OFB", 1.0, 1.0),
    ("organisation du fleuve bleu", "OFB", 1.0, 1.0),
    ("O.F.B", "OFB", 0.95, 0.99),
    ("MP", "MP", 0.95, 0.99),
    ("l'OFB", "OFB", 0.9, 0.95),
    ("les conseils des lacs", "CL", 0.9, 0.95),
    ("Organisation du Fleuve Bleu (OFB)", "OFB", 0.95, 0.99),
    ("Organisation du Fleuve Bleu - OFB", "OFB", 0.95, 0.99),
    ("OFB Tahoua", "OFB", 0.85, 0.95),
    ("Conseil du Lac de Zinder", "CL", 0.85, 0.95),
    ("Représentant de l'OFB", "OFB", 0.9, 0.95),
    ("ONG Rivières sans frontières", "RSF", 0.9, 0.95),
    ("M. le représentant de l'OFB à Zinder", "OFB", 0.9, 0.95),
    ("L'OFB et tous ses amis", "OFB", 0.5, 0.85),
    ("Ministère des Pontz", "MP", 0.7, 0.9),
    ("Fleuve Bleu Organisation", "OFB", 0.7, 0.9),
    ("Sabla", "S1", 1.0, 1.0),
])
def test_what_a_name_may_mean(text: str, code: str, least: float, most: float) -> None:
    found, score = first(text)
    assert found == code
    assert least <= score <= most


@pytest.mark.parametrize("text", ["", " ", "…", "Zut", "abcdefghijk", "X" * 5000, "RS"])
def test_what_nothing_is_near_to(text: str) -> None:
    assert INDEX.resolve(text) == []


def test_two_organisations_in_one_cell_are_never_sure() -> None:
    for text in ("OFB - M/P", "OFB, M/P", "OFB / M/P", "OFB/M/P", "OFB et Conseil du Lac"):
        found = INDEX.resolve(text)
        assert {candidate.code for candidate in found[:2]} <= {"OFB", "MP", "CL"}
        assert len(found) >= 2
        assert all(candidate.score < 0.85 for candidate in found)


def test_every_candidate_says_why() -> None:
    for text in ("OFB", "O.F.B", "l'OFB", "OFB Tahoua", "Ministère des Pontz", "Ministère des Ponts et des Bacs"):
        assert all(candidate.reason for candidate in INDEX.resolve(text))
    assert "Bacs" in INDEX.resolve("ministere des ponts et des bacs")[0].reason


def test_a_limit_is_kept_and_an_entry_comes_once() -> None:
    found = INDEX.resolve("Ministère des P", limit=1)
    assert len(found) <= 1
    codes = [candidate.code for candidate in INDEX.resolve("Ministère des Ponds")]
    assert len(codes) == len(set(codes))


@given(st.sampled_from(NAMES))
def test_a_name_gives_its_entry_first(name: KnownName) -> None:
    found = INDEX.resolve(name.text)
    assert found[0].score == 1.0
    assert found[0].label == name.label


def spelled(text: str, upper: list[bool], accents: bool) -> str:
    cased = "".join(char.upper() if up else char.lower() for char, up in zip(text, upper, strict=True))
    return cased if accents else "".join(
        char for char in unicodedata.normalize("NFD", cased) if not unicodedata.combining(char))


@given(st.data(), st.sampled_from([name.text for name in NAMES] + ["Ministère des Pontés", "l'OFB de Zinder"]))
def test_case_and_accents_never_change_the_result(data: st.DataObject, text: str) -> None:
    upper = data.draw(st.lists(st.booleans(), min_size=len(text), max_size=len(text)))
    other = spelled(text, upper, data.draw(st.booleans()))
    plain = [(candidate.code, candidate.score) for candidate in INDEX.resolve(text)]
    assert [(candidate.code, candidate.score) for candidate in INDEX.resolve(other)] == plain


@given(st.text(max_size=60))
def test_scores_are_fractions_in_order(text: str) -> None:
    scores = [candidate.score for candidate in INDEX.resolve(text, limit=50)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)


@given(st.lists(st.text(alphabet="abcdeé -'/", min_size=1, max_size=12).filter(lambda text: bool(key(text))),
                min_size=1, max_size=12))
def test_whatever_the_names_are_each_gives_itself_first(texts: list[str]) -> None:
    index = NameIndex(KnownName(text, str(place), text, "kind") for place, text in enumerate(texts))
    for text in texts:
        found = index.resolve(text)
        assert found[0].score == 1.0
        assert key(found[0].label) == key(text)
