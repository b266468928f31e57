"""The measure itself: what agrees, what does not, and that it says where."""
from __future__ import annotations

from tests.samples.measure import agree, explain, measure, total

ACTION = {"text": "Visiter le poste", "responsible": ["OIM", "DST"], "deadline_text": "31/12"}
TRUTH = {"kind": "minutes", "body": "GTM-Diffa", "attendance": ["OIM", "DST"], "recommendations": [],
         "items": [{"number": 1, "title": "Divers", "discussion": ["Un mot."], "actions": [ACTION]}],
         "previous_minutes": {"date": "2024-01-02", "decision": "adopted"}}


def test_texts_agree_without_case_accents_bullets_and_closing_punctuation():
    assert agree("- Échéance :", "echeance")
    assert agree("Renforcer les capacités des communes", "Renforcer les capacites des commune")
    assert not agree("OIM", "HCR")
    assert not agree("Former les maires", None)


def test_the_truth_itself_scores_one():
    assert total(measure(TRUTH, TRUTH)) == 1.0


def test_order_of_responsible_structures_does_not_count():
    read = {**TRUTH, "items": [{**TRUTH["items"][0], "actions": [{**ACTION, "responsible": ["DST", "OIM"]}]}]}
    assert total(measure(TRUTH, read)) == 1.0


def test_what_is_too_much_costs_as_what_is_missing():
    scores = measure(TRUTH, {**TRUTH, "attendance": ["OIM"], "recommendations": ["Inventée"]})
    assert round(scores["attendance"].share, 3) == 0.667
    assert scores["recommendations"].share == 0
    assert "missing: ('DST',)" in explain(scores) and "extra:   ('Inventée',)" in explain(scores)


def test_a_wrong_deadline_makes_the_action_wrong():
    read = {**TRUTH, "items": [{**TRUTH["items"][0], "actions": [{**ACTION, "deadline_text": None}]}]}
    assert measure(TRUTH, read)["actions"].share == 0


def test_half_a_group_is_half():
    read = {**TRUTH, "previous_minutes": {"date": "2024-01-02", "decision": "rejected"}}
    assert measure(TRUTH, read)["previous_minutes"].share == 0.5


def test_challenges_named_on_several_rows_count_once():
    row = {"challenge": "Eau", "priorities": ["Forer"], "strategies": ["Creuser"], "regions": ["*"], "actors": []}
    truth = {"synthesis": [{"scope": "axis", "axis": 2, "rows": [row, {**row, "strategies": ["Réparer"]}]}]}
    scores = measure(truth, truth)
    assert total(scores) == 1.0
    other = {"synthesis": [{"scope": "axis", "axis": 3, "rows": truth["synthesis"][0]["rows"]}]}
    assert total(measure(truth, other)) == 0
