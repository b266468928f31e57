"""Lists, a page at a time, by a cursor on the primary key."""
from __future__ import annotations

from typing import Annotated, Any, TypeVar

from django.db.models import QuerySet
from ninja import Schema
from pydantic import AwareDatetime, Field, StringConstraints

Text = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=20_000)]
Words = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=300)]
Code = Annotated[str, StringConstraints(pattern=r"^[^\x00]*$", max_length=60)]
Hour = Annotated[str, StringConstraints(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")]
"""As « 09:30 », in the time of the country."""
BIGGEST = 2**53


class Page(Schema):
    """Which part of a list: up to ``limit`` things after the one that ``after`` names (``next`` of the page before)."""

    after: int = Field(0, ge=0, le=BIGGEST)
    limit: int = Field(50, ge=1, le=200)


class Changed(Page):
    """The same, of things changed since a moment only."""

    changed_since: AwareDatetime | None = None

    def since(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        return rows.filter(changed_at__gte=self.changed_since) if self.changed_since else rows


T = TypeVar("T")


def cut(rows: QuerySet[Any], page: Page, look: Any) -> dict[str, Any]:
    """``{"items": …, "next": …, "count": …}``: ``look`` makes a thing of a row; ``next`` is ``None`` at the end."""
    count = rows.order_by().count()
    found = list(rows.order_by("pk").filter(pk__gt=page.after)[:page.limit + 1])
    more = len(found) > page.limit
    found = found[:page.limit]
    return {"items": [look(row) for row in found], "next": found[-1].pk if more else None, "count": count}
