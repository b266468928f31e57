"""Figures of one table that do not agree with each other: shown with what was expected and found, never mended.

    find_anomalies(table, rows, columns)     ``rows`` as :func:`layout.filled` gives them
"""
from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, islice

from canevas.evidence.observatory.rules.harmonise.adding import Figures, column_totals, row_totals, running_sums
from canevas.evidence.observatory.rules.harmonise.layout import LaidTable, Rows
from canevas.evidence.observatory.rules.harmonise.proposal import Anomaly, ColumnProposal
from canevas.evidence.observatory.rules.harmonise.repeating import (
    Cells,
    contradicting_rows,
    overlapping_periods,
    repeated_rows,
    series_of,
)

MOST = 2_000
"""Anomalies of one kind that are told; a table with more is wrong in one and the same way."""


def find_anomalies(table: LaidTable, rows: Rows, columns: Sequence[ColumnProposal]) -> tuple[Anomaly, ...]:
    """What does not agree, by kind and then by row: totals by row and by column, running sums, rows that stand twice
    or contradict each other, periods that overlap. At most ``MOST`` of each."""
    figures, cells = Figures(table, rows, columns), Cells(table, rows)
    group_of = series_of(table, rows, columns)
    kinds = (row_totals(figures), column_totals(figures), running_sums(figures, group_of),
             repeated_rows(cells, columns), contradicting_rows(cells, columns),
             overlapping_periods(table, rows, columns, group_of))
    return tuple(chain.from_iterable(islice(kind, MOST) for kind in kinds))
