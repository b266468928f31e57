"""A question of the explorer is what its address says; its answer tells what is missing and never shows zero for it."""
from __future__ import annotations

from typing import Any
from urllib.parse import parse_qs, urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canevas.evidence.observatory.rules.observation import DIMENSIONS
from canevas.evidence.observatory.rules.periods import Grain, read_period
from canevas.evidence.observatory.rules.statistics.accounts import can_add
from canevas.evidence.observatory.rules.statistics.explorer import (
    GRAINS,
    MISSING,
    PERIOD,
    Question,
    Shown,
    asked,
    breakdowns,
    grid,
    read_question,
    total,
)
from canevas.evidence.observatory.rules.statistics.series import Point, Standing
from canevas.evidence.observatory.rules.statistics.watching import Watched
from canevas.tools.vocabulary import load_vocabulary
from canevas.tools.vocabulary.indicators import load_indicators

VOCABULARY = load_vocabulary("niger")
INDICATORS = {entry.code: entry for entry in load_indicators(VOCABULARY.folder)}


def row(value: float | None, missing: int = 0, bound: str = "exact", **codes: Any) -> dict[str, Any]:
    return {**codes, "value": value, "upper": None, "bound": bound if value is not None else None, "figures": 1,
            "missing": missing, "is_partial": False}


@given(st.data())
def test_an_address_gives_the_question_that_wrote_it(data: st.DataObject) -> None:
    entry = data.draw(st.sampled_from(list(INDICATORS.values())))
    by = tuple(data.draw(st.lists(st.sampled_from(breakdowns(entry)), min_size=1, max_size=2, unique=True)))
    names = data.draw(st.lists(st.sampled_from(entry.breakdowns), unique=True, max_size=2))
    filters = {name: tuple(data.draw(st.lists(st.text(min_size=1, max_size=5), min_size=1, unique=True)))
               for name in names}
    question = Question(entry, by, filters, read_period("2022-01"), None, data.draw(st.sampled_from(GRAINS)),
                        data.draw(st.none() | st.dates()))
    again = read_question(parse_qs(urlencode(question.parameters())), INDICATORS)
    assert again == question


def test_an_address_that_says_nonsense_is_as_plain_as_can_be() -> None:
    given_ = {"by": ["passport", "region", "region"], "grain": ["century"], "from": ["hier"], "colour": ["red"]}
    question = read_question(given_, INDICATORS)
    assert (question.by, question.grain, question.first, question.filters) == (("region",), Grain.MONTH, None, {})
    with pytest.raises(KeyError):
        read_question({"indicator": ["NOTHING"]}, INDICATORS)


def test_a_filter_of_the_reader_narrows_that_of_the_indicator_and_never_widens_it() -> None:
    entry = INDICATORS["FLOW_IN"]
    assert asked(Question(entry), entry.measure).filters["direction"] == ("in",)
    widened = asked(Question(entry, filters={"direction": ("out",)}), entry.measure)
    assert list(widened.filters["direction"]) == ["\0"]  # nothing has this code


def test_every_period_between_is_there_and_an_empty_one_is_missing() -> None:
    question = Question(INDICATORS["FLOW"], (PERIOD, "region"))
    found = grid(question, [row(5.0, period="2023-01", region="NE001"), row(0.0, period="2023-04", region="NE005")])
    assert found.rows == ("2023-01", "2023-02", "2023-03", "2023-04")
    assert found.cell("2023-04", "NE005").value == 0
    assert found.cell("2023-02", "NE001") == MISSING and found.cell("2023-01", "NE005") == MISSING


def test_the_periods_that_were_asked_for_are_there_although_nobody_reported() -> None:
    question = Question(INDICATORS["FLOW"], (PERIOD,), first=read_period("2022-11"), last=read_period("2023-02"))
    assert grid(question, [row(5.0, period="2023-01")]).rows == ("2022-11", "2022-12", "2023-01", "2023-02")


def test_what_sources_do_not_say_comes_last() -> None:
    found = grid(Question(INDICATORS["FLOW"], ("region",)), [row(1.0, region=None), row(2.0, region="NE007")])
    assert found.rows == ("NE007", None)


def test_a_closed_point_says_so() -> None:
    question = Question(INDICATORS["FLOW"], ("flow_point", PERIOD))
    rows = [row(3.0, flow_point="A", period="2023-01"), row(3.0, flow_point="B", period="2023-02")]
    closed = Point("A", (Watched(None, read_period("2023-01").end),))
    found = grid(question, rows, points=[closed])
    assert found.cell("A", "2023-02").standing is Standing.CLOSED
    assert found.cell("B", "2023-01").standing is Standing.MISSING


def test_a_month_of_closed_points_alone_is_closed_and_of_one_that_was_watched_missing() -> None:
    closed, watched = Point("A", (Watched(None, read_period("2023-01").end),)), Point("B")
    def standing(*kept: str) -> Standing:
        question = Question(INDICATORS["FLOW"], (PERIOD,), {"flow_point": kept}, last=read_period("2023-02"))
        return grid(question, [row(3, period="2023-01")], points=[closed, watched]).cell("2023-02", "").standing
    assert [standing("A"), standing("A", "B"), standing("B")] == [
        Standing.CLOSED, Standing.MISSING, Standing.MISSING]


def test_a_share_is_divided_cell_by_cell_and_over_nothing_is_missing() -> None:
    question = Question(INDICATORS["FLOW_WOMEN"], ("region",))
    found = grid(question, [row(25.0, region="NE001"), row(3.0, region="NE005"), row(1.0, region="NE006")],
                 [row(100.0, region="NE001"), row(0.0, region="NE005")])
    assert found.cell("NE001", "").value == 25
    assert found.cell("NE005", "") == MISSING and found.cell("NE006", "") == MISSING
    assert not can_add(found, 0) and not can_add(found, 1)


def test_a_sum_with_a_missing_part_is_at_least() -> None:
    whole = total([Shown(2.0), Shown(3.0)])
    assert (whole.value, whole.bound, whole.standing) == (5, "exact", Standing.VALUE)
    lacking = total([Shown(2.0), MISSING])
    assert (lacking.value, lacking.bound, lacking.standing) == (2, "at_least", Standing.PARTIAL)
    assert total([MISSING, MISSING]) == MISSING
    assert total([Shown(2.0), Shown(None, "", Standing.CLOSED)]).value == 2


def test_indicators_speak_of_what_the_store_and_the_directory_know() -> None:
    organisations = {entry.code for entry in VOCABULARY.organisations}
    programmes = {sub.code for axis in VOCABULARY.policy.axes for programme in axis.programmes
                  for sub in programme.subprogrammes}
    for entry in INDICATORS.values():
        assert set(entry.breakdowns) <= set(DIMENSIONS), entry.code
        assert entry.responsible in organisations and entry.programme in programmes, entry.code
        for measure in filter(None, (entry.measure, entry.per)):
            for name, codes in measure.where.items():
                known = {one.code for one in VOCABULARY.figures.by_list[name]}
                assert set(codes) <= known, (entry.code, name, set(codes) - known)
