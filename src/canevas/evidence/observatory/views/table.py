"""The explorer's table: of a grid of thousands of cells, the cells are written here and the rest by the template, which
takes as long for each tag as Python for ten cells."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any
from urllib.parse import quote_plus

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.safestring import SafeString, mark_safe

from canevas.commons.design import formats
from canevas.evidence.observatory.queries import labels
from canevas.evidence.observatory.rules.statistics.accounts import can_add
from canevas.evidence.observatory.rules.statistics.explorer import Grid, Question, Shown, total
from canevas.evidence.observatory.views.telling import Words, decimals, figure, heads

MOST_SHOWN = 400
"""Rows that the page shows; the export has them all."""


def table(question: Question, grid: Grid, words: Words, breaks: Mapping[str, Sequence[int]]) -> dict[str, Any]:
    """What the template writes: heads; of each row its head, its cells, its sum and the numbers of what breaks the
    series in it; the sums below. ``breaks``: by code of a period, these numbers."""
    shown = grid.rows[:MOST_SHOWN]
    across, down = can_add(grid, 1) and len(grid.columns) > 1, can_add(grid, 0) and len(grid.rows) > 1
    written = _Cells(question, grid.columns)
    rows = []
    for code, head in zip(shown, heads(question, 0, shown, words), strict=True):
        cells = [grid.cell(code, column) for column in grid.columns]
        rows.append((head, written.row(code, cells), figure(total(cells)) if across else "",
                     breaks.get(code or "", ())))
    sums = [total(grid.cell(row, column) for row in grid.rows) for column in grid.columns] if down else []
    return {
        "heads": [(head, breaks.get(code or "", ())) for code, head in zip(
            grid.columns, heads(question, 1, grid.columns, words), strict=True)],
        "corner": labels.dimension(question.by[0]), "rows": rows, "across": across,
        "totals": [figure(one) for one in sums], "whole": figure(total(sums))}


class _Cells:
    """Writes cells, each leading to its sources."""

    def __init__(self, question: Question, columns: Sequence[str | None]) -> None:
        self.places = decimals(question)
        self.address = escape(f"{reverse('observatory:cell')}?{urlencode(question.parameters())}&row=")
        self.ends = [escape(f"&column={quote_plus(column or '')}") for column in columns]

    def row(self, code: str | None, cells: Sequence[Shown]) -> SafeString:
        begun = self.address + quote_plus(code or "")
        return mark_safe("".join(  # noqa: S308 (escaped above and here)
            f'<td class="number">{self._linked(begun + end, cell)}</td>' for end, cell in zip(
                self.ends, cells, strict=True)))

    def _linked(self, address: str, cell: Shown) -> str:
        # nearly all are plain numbers, in which nothing is to be escaped
        text = formats.number(cell.value, self.places) if cell.is_plain else escape(figure(cell, self.places))
        return text if cell.value is None else f'<a href="{address}">{text}</a>'
