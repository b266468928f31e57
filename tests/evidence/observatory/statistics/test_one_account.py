"""Of several sources that count the same crossings one is told at each place and in each month."""
from __future__ import annotations

from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from canevas.evidence.observatory.rules.periods import Grain, period_of, read_period
from canevas.evidence.observatory.rules.statistics.one_account import OneAccount, left_out, time_of

NAMES = ("flow_point", "region", "direction")


def row(source: str, period: str | None, point: str = "", region: str = "R", direction: str = "",
        value: float | None = 1.0) -> dict[str, Any]:
    return {"source": source, "period": period, "flow_point": point, "region": region, "direction": direction,
            "value": value}


def told(*rows: dict[str, Any]) -> list[tuple[str, str | None, str]]:
    account = OneAccount(NAMES, left_out(rows, NAMES))
    return [(one["source"], one["period"], one["flow_point"]) for one in rows if account.tells(one)]


def test_who_began_first_is_told_and_the_other_where_it_counts_alone() -> None:
    assert told(row("b", "2023-01", "P"), row("a", "2023-02", "P"), row("b", "2023-02", "P"), row("a", "2023-02", "Q"),
                row("a", "2023-03", "P")) == [("b", "2023-01", "P"), ("b", "2023-02", "P"), ("a", "2023-02", "Q"),
                                              ("a", "2023-03", "P")]


def test_who_counts_a_whole_region_counts_its_points() -> None:
    assert told(row("a", "2022-12"), row("a", "2023-01"), row("b", "2023-01", "P"), row("b", "2023-01", "Q", "S")) == [
        ("a", "2022-12", ""), ("a", "2023-01", ""), ("b", "2023-01", "Q")]


def test_a_quarter_meets_its_months_and_no_others() -> None:
    assert told(row("a", "2023-Q1", "P"), row("b", "2023-03", "P"), row("b", "2023-04", "P")) == [
        ("a", "2023-Q1", "P"), ("b", "2023-04", "P")]


def test_of_two_that_began_together_who_tells_more_is_told() -> None:
    assert told(row("a", "2023-01", "P"), row("b", "2023-01", "P"), row("b", "2023-02", "P")) == [
        ("b", "2023-01", "P"), ("b", "2023-02", "P")]


def test_two_directions_are_two_counts() -> None:
    rows = row("a", "2023-01", "P", direction="in"), row("b", "2023-01", "P", direction="out")
    assert len(told(*rows)) == 2 and len(told(*rows, row("c", "2023-01", "P"))) == 2


def test_a_row_without_a_figure_gives_way_and_takes_no_place() -> None:
    assert told(row("a", "2023-01", "P", value=None), row("b", "2023-01", "P"), row("a", "2022-01", "Q")) == [
        ("b", "2023-01", "P"), ("a", "2022-01", "Q")]


def test_places_say_who_is_told_and_who_is_not() -> None:
    account = OneAccount(NAMES, left_out([row("a", "2022-01", "P"), row("a", "2023-01", "P"), row("b", "2023-01", "P"),
                                          row("b", "2023-02", "P")], NAMES))
    assert account.places() == {("flow_point", "P"): (frozenset("a"), frozenset("b"))}
    assert not account.in_region("S") and account.in_region("R") == account.in_region("") == account
    assert account.within(read_period("2023-01")) and not account.within(read_period("2023-02"))


PERIODS = ("2023-01", "2023-02", "2023-Q1", "2023-01-15", "2023", None)
ROWS = st.lists(st.builds(row, st.sampled_from("abc"), st.sampled_from(PERIODS), st.sampled_from(["", "P", "Q"]),
                          st.sampled_from(["", "R"]), st.sampled_from(["", "in", "out"]),
                          st.sampled_from([1.0, None])), max_size=12)


def same(one: dict[str, Any], other: dict[str, Any]) -> bool:
    if any(one[name] and other[name] and one[name] != other[name] for name in NAMES):
        return False
    if not (one["period"] and other["period"]):
        return True
    first, second = (period if period.grain is not Grain.DAY else period_of(period.start, Grain.MONTH)
                     for period in (read_period(one["period"]), read_period(other["period"])))
    return first.start <= second.end and second.start <= first.end


@given(ROWS)
def test_nothing_is_told_twice_and_nothing_is_lost(rows: list[dict[str, Any]]) -> None:
    account = OneAccount(NAMES, left_out(rows, NAMES))
    figures = [one for one in rows if one["value"] is not None]
    kept = [one for one in figures if account.tells(one)]
    assert not any(same(one, other) for one in kept for other in kept if one["source"] != other["source"])
    for one in figures:
        key = (one["source"], time_of(one["period"]), *(one[name] for name in NAMES))
        others = {other["source"] for other in kept if other["source"] != one["source"] and same(one, other)}
        assert (key in account.left_out) == (one not in kept) and account.left_out.get(key, frozenset()) <= others
