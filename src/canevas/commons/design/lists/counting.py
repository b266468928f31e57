"""How many rows there are, and of each choice: exact, in one pass; remembered for a moment where they are many."""
from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import Any

from django.core.cache import caches
from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Q, QuerySet, Value

MANY = 10_000
"""Above so many rows a count takes as long as the page itself, and a row more or less tells nobody anything."""
REMEMBERED = 30
"""Seconds for which such a count is given again."""


def count_rows(rows: QuerySet[Any]) -> int:
    return _remembered(rows, "", lambda: {"all": rows.order_by().count()})["all"]


def count_choices(rows: QuerySet[Any], choices: dict[str, Q], *, is_narrowed: bool = True) -> dict[str, int]:
    """The rows that answer each condition, and ``"all"`` of them.

    Narrowed rows are found once and counted in one pass; of a whole register, each choice is counted in its index.
    """
    def count() -> dict[str, int]:
        if not is_narrowed:
            bare = rows.order_by()
            return {"all": bare.count(), **{name: bare.filter(condition).count()
                                            for name, condition in choices.items()}}
        return rows.order_by().aggregate(all=Count(Value(1)), **{
            name: Count(Value(1), filter=condition) for name, condition in choices.items()})
    return _remembered(rows, repr(sorted((name, str(condition)) for name, condition in choices.items())), count)


def _remembered(rows: QuerySet[Any], choices: str, count: Callable[[], dict[str, int]]) -> dict[str, int]:
    try:
        sql, values = rows.order_by().values("pk").query.sql_with_params()
    except EmptyResultSet:
        return count()
    asked = f"{connection.settings_dict['NAME']} {sql} {values} {choices}"
    key = "rows-" + hashlib.sha256(asked.encode()).hexdigest()
    known = caches["memory"].get(key)
    if known is None:
        known = count()
        if known["all"] >= MANY:
            caches["memory"].set(key, known, REMEMBERED)
    return known
