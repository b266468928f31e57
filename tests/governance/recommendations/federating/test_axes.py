"""The axis and sub-programme proposed for a recommendation, by the words of the policy."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from canevas.governance.recommendations.rules.federating import propose_axis
from canevas.tools.vocabulary import load_vocabulary
from canevas.tools.vocabulary.entries import PolicyEntry
from tests.factories.recommendations import labelled

POLICY = load_vocabulary("niger").policy
CORPUS = Path(__file__).resolve().parents[5] / "shared" / "corpus" / "ccm-7-technique-2022-07-28.gold.json"


@pytest.mark.parametrize(
    "text, axis, subprogramme, word",
    [
        ("Baisser les frais de transfert d'argent de la diaspora", 1, "1.2", "diaspora"),
        ("Former les jeunes filles à des métiers", 1, "1.3", "métiers"),
        ("Prendre en charge les enfants victimes de violences", 2, "2.4", "victimes"),
        ("Adopter la loi sur la traite des personnes", 2, "2.1", "traite des personnes"),
        ("Intensifier les patrouilles le long de la frontière", 3, "3.3", "patrouilles"),
        ("Signer un accord de libre circulation", 3, "3.2", "libre circulation"),
        ("Etudier l'exode saisonnier", 3, "3.4", "exode"),
        ("Tenir les réunions du CRCM", None, "", "CRCM"),
    ],
)
def test_words_of_the_policy_tell_the_axis(text: str, axis: int | None, subprogramme: str, word: str) -> None:
    best = propose_axis(text, POLICY)[0]
    assert (best.axis, best.subprogramme) == (axis, subprogramme)
    assert word in best.words
    assert 0 < best.confidence <= 1


def test_no_word_is_general_without_confidence() -> None:
    assert [
        (found.axis, found.confidence, found.words, found.is_sure)
        for found in propose_axis("Faire mieux que l'an dernier", POLICY)
    ] == [(None, 0.0, (), False)]
    assert propose_axis("", POLICY)[0].axis is None


def test_two_axes_are_both_proposed_and_none_is_sure() -> None:
    found = propose_axis("Protéger les enfants aux postes frontaliers", POLICY)
    assert {one.axis for one in found} == {2, 3}
    assert not any(one.is_sure for one in found)


def test_another_policy_has_other_axes() -> None:
    policy = PolicyEntry.model_validate(
        {
            "code": "X",
            "name": "X",
            "axes": [
                {
                    "number": 7,
                    "title": "Pêche",
                    "programmes": [
                        {"number": 1, "title": "Pêche côtière", "subprogrammes": [{"code": "7.1", "title": "Pirogues"}]}
                    ],
                }
            ],
        }
    )
    best = propose_axis("Réparer les pirogues de pêche", policy)[0]
    assert (best.axis, best.subprogramme) == (7, "7.1")


@pytest.mark.parametrize("part, right, sure", [("dev", 0.89, 0.98), ("held_out", 0.6, 0.9)])
def test_axes_of_the_written_sets(part: str, right: float, sure: float) -> None:
    """A little below what was measured."""
    found = [(propose_axis(one.item.text, POLICY)[0], one.axis) for one in labelled(part)]
    assert sum(best.axis == axis for best, axis in found) / len(found) >= right
    certain = [best.axis == axis for best, axis in found if best.is_sure]
    assert sum(certain) / len(certain) >= sure


@pytest.mark.corpus
@pytest.mark.skipif(not CORPUS.exists(), reason="the real documents are not beside the checkout")
def test_axes_of_the_real_synthesis() -> None:
    """Each strategy under the section in which the ministers' table has it, by itself and with its challenge."""
    alone, within = [], []
    for section in json.loads(CORPUS.read_text(encoding="utf-8"))["synthesis"]:
        for row in section["rows"]:
            for strategy in row["strategies"]:
                alone.append(propose_axis(strategy, POLICY)[0].axis == section["axis"])
                text = " ; ".join([row["challenge"], *row["priorities"], strategy])
                within.append(propose_axis(text, POLICY)[0].axis == section["axis"])
    assert sum(alone) / len(alone) >= 0.75
    assert sum(within) / len(within) >= 0.95
