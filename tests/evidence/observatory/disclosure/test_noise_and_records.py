"""The cell-key method, records of persons, and what a report says."""
from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from canevas.evidence.observatory.rules.disclosure.audit import attack
from canevas.evidence.observatory.rules.disclosure.cell_key import Noise, cell_keys, group_keys, record_keys
from canevas.evidence.observatory.rules.disclosure.cube import Cube
from canevas.evidence.observatory.rules.disclosure.microdata import (
    SUPPRESSED,
    anonymise,
    anonymity,
    diversity,
    per_record,
    risk,
)
from canevas.evidence.observatory.rules.disclosure.primary import Policy
from canevas.evidence.observatory.rules.disclosure.report import hellinger, noise_utility, report
from canevas.evidence.observatory.rules.disclosure.secondary import protect

from .cubes import AGE, SEX, TERRITORY, cube

SECRET = b"a secret of the tests"


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 8), st.floats(0.05, 0.6), st.integers(0, 3))
def test_noise_is_without_bias_bounded_and_leaves_zero(bound: int, part: float, least: int) -> None:
    noise = Noise(bound=bound, variance=part * bound ** 2, least=min(least, bound))
    table, figures = noise.table, np.arange(len(noise.table))
    assert (table.sum(axis=1) == 0).all() and np.abs(table).max() <= bound
    assert (table[0] == 0).all() and (figures[:, None] + table >= 0).all()
    after = figures[:, None] + table
    assert not ((after > 0) & (after < noise.least)).any()
    assert table[-1].var() == pytest.approx(noise.variance, rel=0.1, abs=0.05)


def test_the_same_people_have_the_same_noise_in_every_table() -> None:
    who = [f"person {turn}" for turn in range(200)]
    keys = record_keys(who, SECRET)
    assert (keys == record_keys(who, SECRET)).all() and (keys != record_keys(who, b"another")).any()
    dice = np.random.default_rng(1)
    sex, age = dice.integers(0, 2, 200), dice.integers(0, 3, 200)

    def table(chosen: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        counts, sums = np.zeros((2, 3), dtype=np.int64), np.zeros((2, 3), dtype=np.int64)
        np.add.at(counts, (sex[chosen], age[chosen]), 1)
        np.add.at(sums, (sex[chosen], age[chosen]), keys[chosen])
        return counts, cell_keys((SEX, AGE), sums)

    noise = Noise()
    counts, all_keys = table(np.arange(200))
    one, again = (noise.perturbed(counts, all_keys[:2, :3]) for _turn in range(2))
    assert (one == again).all() and (one != counts).any()
    grown_counts, grown_keys = table(np.arange(199))  # one person fewer: only that person's cell changes its noise
    grown = noise.perturbed(grown_counts, grown_keys[:2, :3])
    other = np.ones((2, 3), dtype=bool)
    other[sex[199], age[199]] = False
    assert (grown[other] == one[other]).all()


def test_keys_of_numbers_keep_those_of_the_persons_already_counted() -> None:
    counts = np.array([[3, 0], [500, 7]])
    codes = [["a", "b"], ["F", "M"]]
    first, second = group_keys(counts, codes, SECRET), group_keys(counts + np.array([[0, 0], [1, 0]]), codes, SECRET)
    assert first[0, 1] == 0 and (first != second).sum() == 1


def people(many: int = 400, seed: int = 2) -> dict[str, np.ndarray]:
    dice = np.random.default_rng(seed)
    return {"age": dice.integers(0, 90, many).astype(str), "sex": dice.choice(["F", "M"], many),
            "region": dice.choice([f"NER00{one}" for one in range(1, 9)], many, p=[.4, .2, .1, .1, .1, .05, .03, .02]),
            "need": dice.choice(["food", "care", "shelter"], many)}


AGES = [lambda age: f"{int(age) // 10 * 10}s", lambda age: "adult" if age != SUPPRESSED and int(age) > 17 else "minor"]
RECODINGS = {"age": AGES, "sex": [lambda _sex: "any"], "region": [lambda _region: "NER"]}


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 1000), st.integers(2, 12), st.sampled_from([0.0, 0.05, 0.3]))
def test_nobody_is_alone_among_anonymised_records(seed: int, k: int, most: float) -> None:
    records = people(seed=seed)
    done = anonymise(records, RECODINGS, k, most_suppressed=most)
    assert anonymity(records, list(RECODINGS)) < k <= anonymity(done.columns, list(RECODINGS))
    assert risk(done.columns, list(RECODINGS)).worst <= 1 / k
    assert len(done.columns["need"]) == done.kept.sum() and (records["need"][done.kept] == done.columns["need"]).all()


def test_risk_by_hand() -> None:
    """Four records: two alike, two alone. E[1/F | f] at a tenth: ln(10)/9 for those alone."""
    records = {"a": np.array(["x", "x", "y", "z"]), "s": np.array(["1", "2", "1", "1"])}
    found = risk(records, ["a"], fraction=0.1)
    assert (found.uniques, found.anonymity, found.worst, found.mean) == (2, 1, 1.0, 0.75)
    assert found.worst_in_population == pytest.approx(np.log(10) / 9)
    assert per_record(np.array([2]), 0.1)[0] == pytest.approx((1 - np.log(10) / 9) / 9)
    assert per_record(np.array([3]), 1.0)[0] == pytest.approx(1 / 3)
    assert found.population_uniques == pytest.approx(2 * np.exp(-9))  # each is expected once: 1·0.9/0.1 = 9 more
    assert diversity(records, ["a"], "s") == 1 and diversity(records, [], "s") == 2
    whole = risk(records, ["a"])
    assert whole.population_uniques == 2 and whole.hits == 2


def test_population_uniques_are_estimated_near_the_truth() -> None:
    everybody = people(20_000, seed=5)
    drawn = np.random.default_rng(6).random(20_000) < 0.2
    sample = {name: column[drawn] for name, column in everybody.items()}
    names = ["age", "sex", "region"]
    label = {tuple(one): 0 for one in zip(*(everybody[name] for name in names), strict=True)}
    for one in zip(*(everybody[name] for name in names), strict=True):
        label[one] += 1
    truth = sum(label[one] == 1 for one in zip(*(sample[name] for name in names), strict=True))
    found = risk(sample, names, fraction=0.2)
    assert abs(found.population_uniques - truth) <= max(6, 0.5 * truth)
    every = [1 / label[one] for one in zip(*(sample[name] for name in names), strict=True)]
    assert found.mean_in_population == pytest.approx(np.mean(every), rel=0.25)


def test_a_report_says_what_was_hidden_and_what_it_cost() -> None:
    table = cube(TERRITORY, SEX, AGE, seed=4)
    protected, naked = protect(table, Policy()), protect(table, Policy(), secondary=False)
    for audit in (None, attack(protected)):
        said = report(protected, Policy(), audit=audit, earlier=("2023-T1",))
        assert said.may_be_published and said.risk_after == 0
        assert sum(said.hidden.values()) + said.shown == said.cells
        assert json.loads(json.dumps(said.as_json()))["utility"]["hidden_cells"] == said.utility.hidden_cells
    bare = report(naked, Policy(), audit=attack(naked))
    assert bare.risk_after > 0 and not bare.may_be_published and bare.risk_before == said.risk_before
    assert bare.utility.hidden_cells < said.utility.hidden_cells


def test_utility_by_hand() -> None:
    assert hellinger(np.array([1.0, 1]), np.array([2.0, 2])) == 0
    assert hellinger(np.array([1.0, 0]), np.array([0.0, 1])) == pytest.approx(1)
    table = cube(SEX, AGE, seed=1)
    said = noise_utility(table, table.cells + 1)
    assert said.deviation == pytest.approx(1) and said.hidden_cells == 0


def test_a_table_without_a_figure_has_a_report_of_numbers() -> None:
    """NaN is no JSON: a database that reads it refuses the report."""
    empty = Cube((SEX,), np.array([np.nan, np.nan]))
    assert noise_utility(empty, empty.cells).deviation == 0
    assert "NaN" not in json.dumps(report(protect(empty, Policy()), Policy()).as_json())
