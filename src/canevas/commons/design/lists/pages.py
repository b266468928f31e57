"""One page of rows out of many, without ever reading those before it whole."""
from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import F, Model, OrderBy, QuerySet
from django.db.models.constants import LOOKUP_SEP

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
    keys = _keys(rows, order, (number - 1) * PAGE_SIZE)
    found = {row.pk: row for row in every.order_by().filter(pk__in=keys)}
    return Page([found[key] for key in keys if key in found], number, count)


def _keys(rows: QuerySet[Any], order: list[OrderBy], start: int) -> list[Any]:
    """The keys of the page that begins at row ``start``.

    « Empty values last » is no order of any index in PostgreSQL, which would sort a whole register for a page. So the
    rows with a value are walked first, in the index; then those without.
    """
    plain, first = [_plain(rows.model, one) for one in order], _name(order[0])
    if not _may_be_empty(rows.model, first):
        return _slice(rows, plain, start, PAGE_SIZE)
    filled = rows.filter(**{f"{first}__isnull": False})
    keys = _slice(filled, [_with_nulls_anywhere(plain[0]), *plain[1:]], start, PAGE_SIZE)
    if len(keys) == PAGE_SIZE:
        return keys
    before = start + len(keys) if keys else filled.order_by().count()
    empty = rows.filter(**{f"{first}__isnull": True})
    return keys + _slice(empty, plain[1:], max(0, start - before), PAGE_SIZE - len(keys))


def _slice(rows: QuerySet[Any], order: list[OrderBy], start: int, length: int) -> list[Any]:
    return list(rows.order_by(*order).values_list("pk", flat=True)[start:start + length])


def _name(order: OrderBy) -> str:
    return str(order.expression.name) if isinstance(order.expression, F) else ""


def _plain(model: type[Model], order: OrderBy) -> OrderBy:
    """The same without a word about empty values, where there are none."""
    return order if not _name(order) or _may_be_empty(model, _name(order)) else _with_nulls_anywhere(order)


def _with_nulls_anywhere(order: OrderBy) -> OrderBy:
    return OrderBy(order.expression, descending=order.descending)


def _may_be_empty(model: type[Model], name: str) -> bool:
    """Whether the field at the end of this path, or a key on the way to it, may be NULL; of what is no field, no."""
    found: Any = model
    for part in name.split(LOOKUP_SEP) if name != "pk" else ():
        field = found._meta.get_field(part)
        if field.null:
            return True
        found = field.related_model
    return False
