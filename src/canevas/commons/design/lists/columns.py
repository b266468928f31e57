from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from canevas.commons.design import components, formats

Value = str | int | float | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a list.

    ``value`` gives what is exported: a dotted path (``"session.date"``) or a function of the row. ``cell`` gives the
    HTML of the screen (safe HTML, or text that is escaped); without it the value is written as people read it.
    ``order`` names the database fields that the heading sorts by; without it the heading is plain. ``kind``: text,
    long (wide column), short (never broken), number, date. ``is_title`` marks the column that names the row: its
    heading, and the title of its card on a narrow screen.
    """

    name: str
    label: str | Promise
    value: str | Callable[[Any], Value]
    cell: Callable[[Any], str] | None = None
    order: tuple[str, ...] = ()
    kind: str = "text"
    is_title: bool = False

    def value_of(self, row: Any) -> Value:
        if callable(self.value):
            return self.value(row)
        found = row
        for part in self.value.split("."):
            found = getattr(found, part, None)
            if found is None:
                return None
        return str(found) if isinstance(found, Model) else found

    def cell_of(self, row: Any) -> str:
        """What the screen shows: safe HTML, or text still to be escaped."""
        if self.cell is not None:
            return self.cell(row)
        value = self.value_of(row)
        if value is None:
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, datetime):
            return formats.moment(value)
        if isinstance(value, date):
            return components.day(value, "medium")
        if isinstance(value, int | float):
            return formats.number(value, 0 if isinstance(value, int) else 1)
        return str(value)

    @property
    def css(self) -> str:
        return " ".join(filter(None, [self.kind if self.kind != "text" else "", "title" if self.is_title else ""]))
