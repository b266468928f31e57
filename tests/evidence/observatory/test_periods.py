"""Periods: what ISO texts name, what lies before and after, what falls whole into what."""
from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canevas.evidence.observatory.rules.periods import Grain, period_of, periods_between, read_period, within

DAYS = st.dates(date(1950, 1, 1), date(2080, 12, 31))


@given(DAYS, st.sampled_from(Grain), st.integers(-60, 60))
def test_a_period_holds_its_day_is_read_back_and_has_neighbours(day: date, grain: Grain, steps: int) -> None:
    period = period_of(day, grain)
    assert period.start <= day <= period.end
    assert read_period(period.iso) == period
    assert period.moved(steps).moved(-steps) == period
    assert (period.moved(1).start - period.end).days == 1


@pytest.mark.parametrize(("text", "first", "last"), [
    ("2024-02", date(2024, 2, 1), date(2024, 2, 29)), ("2023-Q4", date(2023, 10, 1), date(2023, 12, 31)),
    ("2020-W53", date(2020, 12, 28), date(2021, 1, 3)), ("2022", date(2022, 1, 1), date(2022, 12, 31))])
def test_first_and_last_day(text: str, first: date, last: date) -> None:
    period = read_period(text)
    assert (period.start, period.end) == (first, last)


@pytest.mark.parametrize("text", ["", "2023-13", "2023-Q5", "2023-02-30", "mars 2023", "2023-W60"])
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        read_period(text)


def test_a_week_that_straddles_two_months_falls_into_none() -> None:
    assert within(read_period("2023-W05"), Grain.MONTH) is None
    assert within(read_period("2023-W06"), Grain.MONTH) == read_period("2023-02")
    assert within(read_period("2023-05"), Grain.QUARTER) == read_period("2023-Q2")
    assert within(read_period("2023"), Grain.MONTH) is None


def test_the_same_period_a_year_before() -> None:
    assert read_period("2024-02").a_year_before().iso == "2023-02"
    assert read_period("2024-02-29").a_year_before().iso == "2023-02-28"
    assert read_period("2023-W10").a_year_before().iso == "2022-W10"


def test_periods_between_two() -> None:
    found = periods_between(read_period("2022-11"), read_period("2023-02"))
    assert [one.iso for one in found] == ["2022-11", "2022-12", "2023-01", "2023-02"]
    assert periods_between(read_period("2023-02"), read_period("2022-11")) == []
