"""Over all wild files: what is called sure is right, and most of the rest too."""
from __future__ import annotations

import pytest

from benchmarks.harmonise_accuracy import SETS, measure
from tests.factories.wild_scoring import Score, truths

SURE, COLUMNS, VALUES = 0.995, 0.95, 0.95


@pytest.fixture(scope="module")
def scores() -> Score:
    every = [measure(files(), truth)[0] for _title, files, truth in SETS]
    return Score([one for score in every for one in score.scored])


def test_what_is_sure_can_be_confirmed_all_at_once(scores: Score):
    assert scores.precision >= SURE, [one for one in scores.sure if not one.is_right]


def test_most_columns_and_values_are_proposed_right(scores: Score):
    assert scores.of("column").accuracy >= COLUMNS, scores.of("column").wrong
    assert scores.of("value").accuracy >= VALUES, scores.of("value").wrong


def test_most_things_are_sure(scores: Score):
    assert len(scores.sure) >= 0.7 * len(scores.scored)


@pytest.mark.parametrize(("files", "truth"), [(files, truth) for _title, files, truth in SETS])
def test_every_truth_is_of_a_file_that_exists(files, truth):
    assert truths(truth) and set(truths(truth)) <= {file.name for file in files()}
