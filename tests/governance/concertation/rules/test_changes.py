from __future__ import annotations

from copy import deepcopy

import pytest

from canevas.governance.concertation.rules.changes import Change, Known, compare, is_same
from canevas.governance.concertation.rules.lines import Draft, Kind, printed, wording
from canevas.governance.concertation.rules.values import BadValue, clean_value

UID = "0f8fad5b-d9cb-469f-a165-70867728950e"


def known(kind: Kind, text: str, *children: Known, uid: str = "", **more: object) -> Known:
    return Known(kind, {"text": text, **more}, children=list(children), uid=uid)


def fresh(kind: Kind, text: str, *children: Draft, uids: list[str] | None = None, **more: object) -> Draft:
    return Draft(kind, {"text": text, **more}, children=list(children), uids=uids or [])


def as_fresh(rows: list[Known]) -> list[Draft]:
    return [Draft(row.kind, deepcopy(row.value), children=as_fresh(row.children)) for row in rows]  # type: ignore[arg-type]


def told(changes: list[Change]) -> list[tuple[str, str]]:
    return [(change.kind, (change.new or change.known).text) for change in changes if change.kind]  # type: ignore[union-attr]


REGISTER = [
    known(Kind.BODY, "GTM-Zinder"),
    Known(Kind.DATE, {"date": "2025-03-12"}),
    known(Kind.ATTENDANCE, "OIM", status="present"),
    known(Kind.ITEM, "Suivi", known(Kind.DISCUSSION, "Le point a été fait sur les sites d'accueil", uid="a"),
          known(Kind.ACTION, "Transmettre la liste des sites", known(Kind.RESPONSIBLE, "DRECM/R"),
                Known(Kind.DEADLINE, {"text": "31/03", "date": "2025-03-31"}), uid=UID), number=1, uid="i1"),
    known(Kind.ITEM, "Divers", known(Kind.DISCUSSION, "Une mission est prévue", uid="b"), number=2, uid="i2"),
    Known(Kind.SECTION, {"scope": "axis", "axis": 1, "text": "Axe 1"}, children=[
        known(Kind.CHALLENGE, "Connaître la diaspora", Known(Kind.ROW, {"flags": []}, children=[
            known(Kind.PRIORITY, "Recenser", uid="p"), known(Kind.STRATEGY, "Tenir un annuaire", uid="s"),
            known(Kind.REGION, "Toutes les régions")]), uid="c")]),
]


def test_the_same_lines_are_the_same() -> None:
    changes = compare(as_fresh(REGISTER), REGISTER)
    assert is_same(changes)
    assert {change.known.uid for change in changes if change.known} >= {UID, "a", "b", "i1", "i2", "p", "s", "c"}


def test_signs_and_blanks_are_no_difference_but_accents_are() -> None:
    rows = as_fresh(REGISTER)
    rows[3].children[0].value["text"] = "- Le point a été fait  sur les sites d’accueil ;"
    assert is_same(compare(rows, REGISTER))
    rows[3].children[0].value["text"] = "Le point a ete fait sur les sites d'accueil"
    assert told(compare(rows, REGISTER)) == [("changed", "Le point a ete fait sur les sites d'accueil")]


def test_other_words_are_the_same_fact_when_they_are_alike() -> None:
    rows = as_fresh(REGISTER)
    rows[3].children[1].value["text"] = "Transmettre la liste des sites au gouvernorat"
    change = next(change for change in compare(rows, REGISTER) if change.kind)
    assert (change.kind, change.known.uid) == ("changed", UID)  # type: ignore[union-attr]


def test_a_mark_counts_more_than_words() -> None:
    rows = as_fresh(REGISTER)
    rows[3].children[1] = fresh(Kind.ACTION, "Tout autre chose", uids=[UID.replace("-", "")])
    found = [change for change in compare(rows, REGISTER) if change.new is rows[3].children[1]]
    assert found[0].known.uid == UID  # type: ignore[union-attr]


def test_what_came_and_what_went() -> None:
    rows = as_fresh(REGISTER)
    rows[4].children = [fresh(Kind.DISCUSSION, "La cotisation annuelle du groupe est reconduite")]
    rows[3].children[1].children[0].value["text"] = "OIM"
    assert sorted(told(compare(rows, REGISTER))) == [
        ("added", "La cotisation annuelle du groupe est reconduite"), ("added", "OIM"), ("removed", "DRECM/R"),
        ("removed", "Une mission est prévue")]


def test_a_line_under_another_item_is_changed_not_lost() -> None:
    rows = as_fresh(REGISTER)
    rows[4].children.append(rows[3].children.pop(0))
    changes = [change for change in compare(rows, REGISTER) if change.kind]
    assert [(change.kind, change.known.uid) for change in changes] == [("changed", "a")]  # type: ignore[union-attr]


def test_a_deadline_is_one_whatever_it_says() -> None:
    rows = as_fresh(REGISTER)
    rows[3].children[1].children[1].value = {"text": "dès que possible", "date": None}
    assert told(compare(rows, REGISTER)) == [("changed", "dès que possible")]


def test_places_follow_the_words() -> None:
    assert is_same(compare([*as_fresh(REGISTER), fresh(Kind.PLACE, "Arlit")], REGISTER))


def test_wording_and_printing() -> None:
    assert wording("• L’Éroufan ;") == "l'eroufan"
    assert printed("• L’Éroufan ;") == "L'Éroufan"


@pytest.mark.parametrize(("kind", "given", "kept"), [
    (Kind.DATE, {"date": "17/05/2022"}, {"date": "2022-05-17"}),
    (Kind.DATE, {"date": "mardi 17 mai 2022"}, {"date": "2022-05-17"}),
    (Kind.START, {"time": "9h"}, {"time": "09:00"}),
    (Kind.START, {"time": "12H30"}, {"time": "12:30"}),
    (Kind.NUMBER, {"number": " 7 "}, {"number": 7}),
    (Kind.DEADLINE, {"text": "dès que possible", "date": ""}, {"text": "dès que possible", "date": None}),
    (Kind.DISCUSSION, {"text": " deux \n mots ", "state": "confirmed"}, {"text": "deux mots"}),
])
def test_values_are_put_into_their_plain_form(kind: Kind, given: dict[str, str], kept: dict[str, object]) -> None:
    assert clean_value(kind, given, {}) == kept


@pytest.mark.parametrize(("kind", "given"), [
    (Kind.DATE, {"date": ""}), (Kind.DATE, {"date": "bientôt"}), (Kind.START, {"time": "26:00"}),
    (Kind.NUMBER, {"number": "sept"}), (Kind.NUMBER, {"number": "-1"}), (Kind.STAGE, {"stage": "finale"}),
    (Kind.DISCUSSION, {"text": "   "}),
])
def test_values_that_cannot_be(kind: Kind, given: dict[str, str]) -> None:
    with pytest.raises(BadValue):
        clean_value(kind, given, {})
