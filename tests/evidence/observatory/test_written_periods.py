"""Periods as people write them into a page."""
from __future__ import annotations

import pytest

from canevas.evidence.observatory.rules.statistics.explorer import read_question
from canevas.evidence.observatory.rules.written_periods import read_written_period
from canevas.tools.vocabulary import load_vocabulary
from canevas.tools.vocabulary.indicators import load_indicators


@pytest.mark.parametrize(("text", "iso"), [
    ("2026-10", "2026-10"), (" Octobre 2026 ", "2026-10"), ("oct. 2026", "2026-10"), ("10/2026", "2026-10"),
    ("T3 2026", "2026-Q3"), ("2026-T3", "2026-Q3"), ("3e trimestre 2026", "2026-Q3"), ("2026-q3", "2026-Q3"),
    ("2026", "2026"), ("12/10/2026", "2026-10-12"), ("2026-w05", "2026-W05")])
def test_as_people_write_them(text: str, iso: str) -> None:
    assert read_written_period(text).iso == iso


@pytest.mark.parametrize("text", ["", "octobre", "bientôt", "2026-13", "de mars à mai 2026"])
def test_what_names_no_period_is_none(text: str) -> None:
    with pytest.raises(ValueError):
        read_written_period(text)


def test_an_address_may_say_them_so() -> None:
    indicators = {one.code: one for one in load_indicators(load_vocabulary("niger").folder)}
    question = read_question({"from": ["janvier 2026"], "to": ["T3 2026"]}, indicators)
    assert ("from", "2026-01") in question.parameters() and ("to", "2026-Q3") in question.parameters()
