from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from canevas.evidence.observatory.rules.harmonise.anomalies import find_anomalies
from canevas.evidence.observatory.rules.harmonise.layout import LaidColumn, LaidTable, Value
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
from canevas.evidence.observatory.rules.harmonise.proposal import Anomaly, ColumnProposal, ValueProposal

M = Meaning


def columns(*given: tuple[str, Meaning] | tuple[str, Meaning, dict[Meaning, str]]) -> tuple[ColumnProposal, ...]:
    return tuple(ColumnProposal(number, one[0], one[1], 1.0, "", (), one[2] if len(one) > 2 else {})  # type: ignore[misc]
                 for number, one in enumerate(given, 1))


def found(rows: Sequence[Sequence[Value]], proposed: Sequence[ColumnProposal], totals: tuple[int, ...] = ()
          ) -> list[tuple[str, int | None, str, float | None, float | None]]:
    return [(one.kind, one.row, one.column, one.expected, one.found) for one in anomalies(rows, proposed, totals)]


def anomalies(rows: Sequence[Sequence[Value]], proposed: Sequence[ColumnProposal], totals: tuple[int, ...] = ()
              ) -> tuple[Anomaly, ...]:
    return find_anomalies(table(rows, proposed, totals), rows, proposed)


def table(rows: Sequence[Sequence[Value]], proposed: Sequence[ColumnProposal], totals: tuple[int, ...] = ()
          ) -> LaidTable:
    laid = tuple(LaidColumn(one.number, (one.header,)) for one in proposed)
    return LaidTable("Feuille", (1,), 2, len(rows), laid, total_rows=totals)


BY_SEX = columns(("Mois", M.MONTH), ("H", M.COUNT, {M.SEX: "M"}), ("F", M.COUNT, {M.SEX: "F"}), ("Total", M.TOTAL))


def test_total_of_a_row_is_checked_against_its_parts() -> None:
    rows = [["Mois", "H", "F", "Total"], ["jan", 1, 2, 3], ["fev", "4", "5", "10"], ["mar", 5, 5, 10]]
    assert found(rows, BY_SEX) == [("total", 3, "Total", 9, 10)]


def test_missing_part_accuses_nobody_unless_the_others_say_more() -> None:
    rows = [["Mois", "H", "F", "Total"], ["jan", 1, 2, 3], ["fev", 4, None, 10], ["mar", 11, "n.d.", 10]]
    assert found(rows, BY_SEX) == [("total", 4, "Total", 11, 10)]


def test_bound_is_no_figure_to_be_added() -> None:
    rows = [["Mois", "H", "F", "Total"], ["jan", 1, 2, 3], ["fev", "plus de 4", 3, 10]]
    assert found(rows, BY_SEX) == []


def test_two_breakdowns_of_one_total_are_not_added_together() -> None:
    proposed = columns(("Lieu", M.PLACE), ("H", M.COUNT, {M.SEX: "M"}), ("F", M.COUNT, {M.SEX: "F"}),
                       ("0-17", M.COUNT, {M.AGE_GROUP: "0-17"}), ("18+", M.COUNT, {M.AGE_GROUP: "18+"}),
                       ("Total", M.TOTAL))
    rows = [["", "H", "F", "0-17", "18+", "Total"], ["a", 1, 2, 2, 1, 3], ["b", 2, 2, 1, 3, 4], ["c", 1, 1, 2, 0, 2]]
    assert found(rows, proposed) == []


def test_subtotals_and_the_grand_total_each_sum_their_own_rows() -> None:
    proposed = columns(("Région", M.REGION), ("Nb", M.COUNT))
    rows = [["Région", "Nb"], ["a", 1], ["b", 2], ["Sous-total", 3], ["c", 4], ["d", 5], ["Sous-total", 8],
            ["Total général", 12]]
    assert found(rows, proposed, (4, 7, 8)) == [("total", 7, "Nb", 9, 8)]


def test_total_above_its_rows_is_understood() -> None:
    proposed = columns(("Région", M.REGION), ("Nb", M.COUNT), ("Cas", M.COUNT))
    rows = [["Région", "Nb", "Cas"], ["Ensemble", 6, 9], ["a", 1, 2], ["b", 2, 2], ["c", 3, 4]]
    assert found(rows, proposed, (2,)) == [("total", 2, "Cas", 8, 9)]


def test_running_sum_is_followed_in_each_series_and_begins_anew() -> None:
    proposed = columns(("Point", M.FLOW_POINT), ("Mois", M.MONTH), ("Nb", M.COUNT), ("Cumul", M.CUMULATIVE))
    rows = [["", "", "", ""], ["A", "nov", 5, 5], ["B", "nov", 1, 1], ["A", "dec", 3, 8], ["B", "dec", 2, 4],
            ["A", "jan", 4, 4], ["B", "jan", 2, 6], ["A", "fev", 4, 8]]
    assert found(rows, proposed) == [("cumulative", 5, "Cumul", 3, 4)]


def test_running_sum_without_its_steps_may_not_fall() -> None:
    proposed = columns(("Mois", M.MONTH), ("Cumul", M.CUMULATIVE))
    rows = [["", ""], ["jan", 10], ["fev", 25], ["mar", 24], ["avr", 30]]
    assert found(rows, proposed) == [("cumulative", 4, "Cumul", 25, 24)]


def test_repeated_rows_are_told_whatever_their_number() -> None:
    proposed = columns(("N°", M.IDENTIFIER), ("Date", M.DATE), ("Point", M.FLOW_POINT), ("Nb", M.COUNT))
    rows = [["N°", "Date", "Point", "Nb"], [1, "d1", "A", 4], [2, "d2", "A", 4], [3, "d1", "A", 4], [4, "d3", "B", 4]]
    assert [(one.kind, one.row) for one in anomalies(rows, proposed)] == [("duplicate", 4)]


def test_rows_that_contradict_each_other_are_told() -> None:
    proposed = columns(("Date", M.DATE), ("Point", M.FLOW_POINT), ("Nb", M.COUNT))
    rows = [["Date", "Point", "Nb"], ["d1", "A", 4], ["d2", "A", 4], ["d1", "A", 5], ["d3", "B", 4]]
    assert [(one.kind, one.row) for one in anomalies(rows, proposed)] == [("duplicate", 4)]


def test_persons_without_a_name_are_one_remark_not_a_thousand() -> None:
    proposed = columns(("Sexe", M.SEX), ("Âge", M.AGE))
    rows = [["Sexe", "Âge"], *[["F", 20 + number % 3] for number in range(40)]]
    told = anomalies(rows, proposed)
    assert [(one.kind, one.row, one.found) for one in told] == [("duplicate", None, 37)]


@pytest.mark.parametrize(("starts", "ends", "wrong"), [
    (["2023-01-01", "2023-01-16"], ["2023-01-15", "2023-01-31"], []),
    (["2023-01-01", "2023-01-15"], ["2023-01-15", "2023-01-31"], [3]),
    (["2023-01-01", "2023-02-01"], ["2023-01-15", "2023-01-31"], [3]),
])
def test_periods_that_overlap_or_end_before_they_begin(starts: list[str], ends: list[str], wrong: list[int]) -> None:
    def column(number: int, name: str, meaning: Meaning, values: list[str]) -> ColumnProposal:
        return ColumnProposal(number, name, meaning, 1.0, "", tuple(ValueProposal(one, one, 1.0, "") for one in values))
    proposed = (column(1, "Du", M.START, starts), column(2, "Au", M.END, ends),
                ColumnProposal(3, "Nb", M.COUNT, 1.0, ""))
    rows: list[list[Value]] = [["Du", "Au", "Nb"], *[[start, end, 5 + number] for number, (start, end) in enumerate(
        zip(starts, ends, strict=True))]]
    assert [one.row for one in anomalies(rows, proposed) if one.kind == "period"] == wrong


@given(st.lists(st.tuples(st.integers(0, 500), st.integers(0, 500)), min_size=6, max_size=30), st.data())
def test_sums_that_are_right_are_silent_and_one_wrong_is_found(pairs: list[tuple[int, int]],
                                                               data: st.DataObject) -> None:
    rows: list[list[Value]] = [["Mois", "H", "F", "Total"]]
    rows += [[f"m{number}", men, women, men + women] for number, (men, women) in enumerate(pairs)]
    rows.append(["Total", *(sum(pair[side] for pair in pairs) for side in (0, 1)), sum(map(sum, pairs))])
    totals = (len(rows),)
    assert found(rows, BY_SEX, totals) == []
    wrong, by = data.draw(st.integers(1, len(pairs))), data.draw(st.integers(1, 90))
    rows[wrong][3] += by  # type: ignore[operator]
    told = found(rows, BY_SEX, totals)
    assert ("total", wrong + 1, "Total", sum(pairs[wrong - 1]), sum(pairs[wrong - 1]) + by) in told
    assert {one[1] for one in told} <= {wrong + 1, len(rows)}
