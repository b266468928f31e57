"""A published cell in words, in the table and in the chart."""
from __future__ import annotations

from django.utils.translation import gettext as _

from canevas.commons.design import formats
from canevas.evidence.observatory.rules.publish.table import PublishedCell, Status


def figure(cell: PublishedCell | None) -> str:
    """A figure as it is read; what is hidden, closed or missing says so, and is never 0."""
    if cell is None or cell.status is Status.MISSING:
        return "–"
    if cell.status is Status.CLOSED:
        return _("closed")
    if cell.status is Status.SUPPRESSED:
        return _("c")
    value = formats.number(cell.value, 0 if cell.value == int(cell.value or 0) else 1)
    return {Status.ESTIMATED: f"≈ {value}", Status.PROVISIONAL: f"{value}*"}.get(cell.status, value)
