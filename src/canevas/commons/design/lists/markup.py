"""The parts of a list that repeat by the hundred, written in Python: a template would take longer than the database."""
from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Any

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

from canevas.commons.design.lists.columns import Column
from canevas.commons.design.lists.filters import Choice


def table_rows(columns: Sequence[Column], rows: Iterable[Any]) -> SafeString:
    """The ``tr`` of every row. Each cell carries the label of its column, for the cards of a narrow screen."""
    shapes = [_shape(column) for column in columns]
    out: list[str] = []
    for row in rows:
        out.append('<tr role="row">')
        for column, (filled, blank, end) in zip(columns, shapes, strict=True):
            cell = column.cell_of(row)
            if not hasattr(cell, "__html__"):  # ``conditional_escape``, without asking each time what is lazy
                cell = escape(str(cell))
            out += (filled if cell else blank, cell, end)
        out.append("</tr>\n")
    return mark_safe("".join(out))  # noqa: S308 (every cell was escaped above, unless it was safe)


def _shape(column: Column) -> tuple[str, str, str]:
    """What stands before a cell of this column, before an empty one, and behind either."""
    label, css = conditional_escape(str(column.label)), conditional_escape(column.css)
    if column.is_title:
        start = f'<th scope="row" role="rowheader" class="{css}" data-label="{label}">'
        return start, start, "</th>"
    return (f'<td role="cell" class="{css}" data-label="{label}"><div>',
            f'<td role="cell" class="{f"{css} blank".strip()}" data-label="{label}"><div>', "</div></td>")


def option_rows(options: Iterable[Choice], chosen: str) -> SafeString:
    """The ``option`` of every choice, the chosen one selected."""
    return mark_safe("".join(  # noqa: S308 (escaped here)
        f'<option value="{escape(str(one.value))}"{" selected" if one.value == chosen else ""}>'
        f"{escape(str(one.label))}</option>" for one in options))
