"""How newcomers join what stands, how a line is worded, and under which challenge it is proposed."""
from __future__ import annotations

from canevas.governance.recommendations.rules.federating import AxisProposal, Group
from canevas.governance.syntheses.rules.gathering import (
    best_axis,
    challenge_for,
    incoming,
    longest_words,
    marked_parts,
    most_complete,
    tidy,
)
from canevas.governance.syntheses.rules.table import Block, Line, Row, Section


def group(*members: str) -> Group:
    return Group(members, ("eau",), 0.9, is_sure=True)


def section() -> Section:
    row = Row("r", (), (Line("s", "Construire des forages dans les sites d'accueil"),))
    return Section(2, "Axe 2", (Block(Line("c", "Améliorer l’accueil"), (row,)),
                                Block(Line("d", "Réduire la traite"), (Row("q"),))))


def test_incoming_leaves_what_stands_where_it_stands() -> None:
    assert incoming([group("1", "2")], {"1": 7, "2": 8}, [7, 8]) == []


def test_incoming_joins_a_group_that_waits_before_one_that_was_treated() -> None:
    (one,) = incoming([group("1", "2", "3")], {"1": 7, "2": 8}, [8])
    assert (one.members, one.joins, one.near, one.is_whole) == (("3",), 8, None, False)
    (late,) = incoming([group("1", "3")], {"1": 7}, [])
    assert (late.joins, late.near) == (None, 7)


def test_incoming_is_whole_where_the_group_has_no_other_member() -> None:
    assert incoming([group("1", "3")], {"1": 7}, [7])[0].is_whole
    assert not incoming([group("1", "3")], {"1": 7, "2": 7}, [7])[0].is_whole
    assert incoming([group("5", "6")], {}, [])[0].is_whole


def test_tidy_and_most_complete_word_the_line() -> None:
    assert tidy("  - Former   les maires ; ") == "Former les maires"
    assert tidy("Doter la DRECM/R d’un véhicule.") == "Doter la DRECM/R d’un véhicule."
    assert most_complete(["Former", "Former les élus locaux", "Former les élues locales"]) == 1


def test_best_axis_is_that_of_most_and_sure_only_without_a_contrary() -> None:
    sure, other = AxisProposal(3, "3.1", 0.9, ("frontière",), is_sure=True), AxisProposal(2, "2.4", 0.8, ("eau",), True)
    best = best_axis([[sure], [sure], [AxisProposal(2, "", 0.3, ())]])
    assert best is not None
    assert (best.axis, best.subprogramme, best.words, best.is_sure) == (3, "3.1", ("frontière",), True)
    doubtful = best_axis([[sure], [sure], [other]])
    assert doubtful is not None
    assert (doubtful.axis, doubtful.is_sure) == (3, False)
    assert best_axis([[AxisProposal(None, "", 0.0, ())]]) is None


def test_challenge_is_the_one_of_the_region_then_the_nearest_then_a_new_one() -> None:
    assert challenge_for(section(), "x", ["AMELIORER L'ACCUEIL ;"], "").uid == "c"
    near = challenge_for(section(), "Réhabiliter les forages des sites d'accueil", [], "Titre")
    assert near.uid == "c"
    assert "forages" in near.words
    own = challenge_for(section(), "Payer les guides", ["Mieux payer ;"], "Titre")
    assert (own.uid, own.text) == ("", "Mieux payer")
    assert challenge_for(section(), "Payer les guides", [], "Réduire la traite").uid == "d"
    assert challenge_for(section(), "Payer les guides", [], "").text == ""


def test_marked_parts_gives_back_the_text_whole() -> None:
    text = "Doter les postes-frontières d’eau, les POSTES aussi"
    parts = marked_parts(text, ["postes = poste", "eau"])
    assert "".join(part for part, _mark in parts) == text
    assert [part for part, mark in parts if mark] == ["postes", "eau", "POSTES"]
    assert marked_parts(text, []) == [(text, False)]


def test_longest_words_are_beginnings_each_once() -> None:
    assert longest_words(["Équiper les transfrontaliers", "Équipement transfrontalier"], 2) == ["transfr", "équiper"]
