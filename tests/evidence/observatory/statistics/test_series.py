"""A series tells what is missing, closed and not open yet; it never shows zero for it."""
from __future__ import annotations

from datetime import date

import pytest

from canevas.evidence.observatory.rules.periods import periods_between, read_period
from canevas.evidence.observatory.rules.statistics.series import Break, Point, Standing, compare, whole_series
from canevas.evidence.observatory.rules.statistics.watching import Fault, Watched, faults, unwatched

MONTHS = periods_between(read_period("2023-01"), read_period("2023-04"))


def test_nothing_reported_is_missing_and_zero_is_zero() -> None:
    cells = whole_series({("A", "2023-01"): 0, ("A", "2023-03"): 5}, [Point("A")], MONTHS)
    assert [(cell.value, cell.standing) for cell in cells] == [
        (0, Standing.VALUE), (None, Standing.MISSING), (5, Standing.VALUE), (None, Standing.MISSING)]


def test_a_month_that_one_of_two_open_points_reports_is_partial() -> None:
    points = [Point("A"), Point("B", (Watched(date(2023, 2, 10)),))]
    figures = {("A", period.iso): 10.0 for period in MONTHS} | {("B", "2023-03"): 1.0}
    cells = whole_series(figures, points, MONTHS)
    assert [cell.standing for cell in cells] == [Standing.VALUE, Standing.PARTIAL, Standing.VALUE, Standing.PARTIAL]
    assert [(cell.reported, cell.expected) for cell in cells] == [(1, 1), (1, 2), (2, 2), (1, 2)]


def test_a_closed_point_is_missing_and_says_so() -> None:
    cells = whole_series({}, [Point("A", (Watched(date(2023, 2, 1), date(2023, 2, 28)),))], MONTHS)
    assert [cell.standing for cell in cells] == [
        Standing.NOT_OPEN, Standing.MISSING, Standing.CLOSED, Standing.CLOSED]
    assert all(cell.value is None for cell in cells)


def test_a_figure_of_a_closed_point_is_kept() -> None:
    cells = whole_series({("A", "2023-04"): 3}, [Point("A", (Watched(None, date(2023, 2, 28)),))], MONTHS)
    assert (cells[3].value, cells[3].standing) == (3, Standing.VALUE)


def test_a_point_that_nobody_listed_is_counted() -> None:
    cells = whole_series({("Z", "2023-01"): 3, ("A", "2023-01"): 1}, [Point("A")], MONTHS)
    assert cells[0].value == 4 and cells[0].expected == 2


def test_comparison_names_the_breaks_between() -> None:
    law = Break(date(2023, 2, 15), "loi")
    cells = whole_series({("A", "2023-01"): 10, ("A", "2023-03"): 15}, [Point("A")], MONTHS)
    found = compare(cells[2], cells[0], [law, Break(date(2021, 1, 1), "avant")])
    assert (found.change, found.share, found.breaks) == (5, 0.5, (law,))
    assert compare(cells[2], cells[1]).reason == "missing"


def test_months_of_different_coverage_are_not_compared() -> None:
    figures = {("A", "2023-01"): 10.0, ("B", "2023-01"): 5.0, ("A", "2023-02"): 12.0}
    cells = whole_series(figures, [Point("A"), Point("B")], MONTHS)
    found = compare(cells[1], cells[0])
    assert found.change is None and found.reason == "coverage"


def test_growth_from_zero_has_no_share() -> None:
    cells = whole_series({("A", "2023-01"): 0, ("A", "2023-02"): 7}, [Point("A")], MONTHS)
    found = compare(cells[1], cells[0])
    assert (found.change, found.share) == (7, None)


def test_a_break_of_one_region_concerns_only_its_places() -> None:
    one = Break(date(2016, 8, 1), "appliquée", kinds=("movement",), place="NE001")
    assert one.concerns("movement", ["NE001002"]) and not one.concerns("movement", ["NE005"])
    assert one.concerns("movement") and not one.concerns("stock", ["NE001"])


SPRING = (Watched(None, date(2023, 1, 31)), Watched(date(2023, 4, 10)))


def test_between_two_stretches_a_point_is_closed_and_its_figures_are_missing() -> None:
    cells = whole_series({("A", "2023-01"): 5}, [Point("A", SPRING)], MONTHS)
    assert [(cell.value, cell.standing) for cell in cells] == [
        (5, Standing.VALUE), (None, Standing.CLOSED), (None, Standing.CLOSED), (None, Standing.MISSING)]


@pytest.mark.parametrize(("stretches", "wrong"), [
    (SPRING, []), ((), []), ((Watched(),), []),
    ((Watched(date(2023, 2, 2), date(2023, 2, 1)),), [(0, Fault.BACKWARDS)]),
    ((Watched(date(2023, 2, 2), date(2023, 2, 2)),), []),
    ((Watched(date(2024, 1, 1)),), [(0, Fault.AHEAD)]), ((Watched(None, date(2024, 1, 1)),), [(0, Fault.AHEAD)]),
    ((Watched(), Watched(date(2023, 4, 10))), [(0, Fault.ENDLESS)]),
    ((SPRING[0], Watched(None, date(2023, 5, 1))), [(1, Fault.BEGINNINGLESS)]),
    ((SPRING[0], Watched(date(2023, 1, 31))), [(1, Fault.OVERLAPS)]),
    ((SPRING[0], Watched(date(2023, 2, 1))), [])])
def test_stretches_that_cannot_follow_each_other_are_told(
        stretches: tuple[Watched, ...], wrong: list[tuple[int, Fault]]) -> None:
    assert faults(stretches, date(2023, 12, 31)) == wrong


@pytest.mark.parametrize(("stretches", "between"), [
    ((), []), ((Watched(),), []), (SPRING, [(date(2023, 2, 1), date(2023, 4, 9))]),
    ((Watched(date(2022, 3, 1), date(2022, 5, 31)),), [(None, date(2022, 2, 28)), (date(2022, 6, 1), None)]),
    ((SPRING[0], Watched(date(2023, 2, 1))), [])])
def test_the_days_on_which_nobody_watched(stretches: tuple[Watched, ...], between: list[object]) -> None:
    assert unwatched(stretches) == between
