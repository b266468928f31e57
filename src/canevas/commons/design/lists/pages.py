"""One page of rows out of many, without ever reading those before it whole."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, OrderBy, QuerySet

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of page ``number`` of ``count`` rows in all."""

    rows: list[Any]
    number: int
    count: int

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.last else None

    @property
    def last(self) -> int:
        return max(1, -(-self.count // PAGE_SIZE))

    @property
    def has_other(self) -> bool:
        return self.last > 1

    @property
    def first_row(self) -> int:
        return (self.number - 1) * PAGE_SIZE + 1

    @property
    def last_row(self) -> int:
        return self.first_row + len(self.rows) - 1


def ordering(fields: tuple[str, ...], *, descending: bool = False) -> list[OrderBy]:
    """Empty values last either way, on every engine; equal values by primary key, so that pages never overlap."""
    out = []
    for name in (*fields, "pk"):
        backwards = name.startswith("-") != descending
        expression = F(name.removeprefix("-"))
        if name.removeprefix("-") == "pk":
            out.append(expression.desc() if backwards else expression.asc())
        else:
            out.append(expression.desc(nulls_last=True) if backwards else expression.asc(nulls_last=True))
    return out


def page_of(every: QuerySet[Any], rows: QuerySet[Any], order: list[OrderBy], number: int, count: int) -> Page:
    """Page ``number`` (1-based; one that is not there gives the last) of the ``count`` ``rows``, some of ``every``.

    The keys of the page are found first, alone: the rows skipped are then walked in the index and never joined; the
    fifty rows of the page are read whole afterwards.
    """
    number = min(max(1, number), max(1, -(-count // PAGE_SIZE)))
    start = (number - 1) * PAGE_SIZE
    keys = list(rows.order_by(*order).values_list("pk", flat=True)[start:start + PAGE_SIZE])
    found = {row.pk: row for row in every.order_by().filter(pk__in=keys)}
    return Page([found[key] for key in keys if key in found], number, count)
