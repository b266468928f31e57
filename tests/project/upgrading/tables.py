"""Run in any home: the tables of its database, as the engine describes them, as JSON on standard output."""
from __future__ import annotations

import json
import sys
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402

QUIRKS = {("auth_group_permissions", "id")}
"""Columns that nothing uses and that Django itself makes of another width by its migrations."""


def constraints_of(cursor: Any, table: str) -> list[str]:
    """By name, except for those that SQLite leaves without a name of their own."""
    every = connection.introspection.get_constraints(cursor, table)
    return sorted(json.dumps(["" if name.startswith("__") or (connection.vendor == "sqlite" and not facts["index"])
                              else name, facts], sort_keys=True, default=str) for name, facts in every.items())


with connection.cursor() as cursor:
    found = {}
    for name in connection.introspection.table_names(cursor):
        columns = connection.introspection.get_table_description(cursor, name)
        found[name] = {
            "columns": sorted(json.dumps([column.name, column.type_code, column.null_ok, column.default,
                                          column.internal_size], default=str)
                              for column in columns if (name, column.name) not in QUIRKS),
            "constraints": constraints_of(cursor, name)}
    cursor.execute("SELECT tgname, tgname FROM pg_trigger WHERE NOT tgisinternal" if connection.vendor == "postgresql"
                   else "SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
    found["triggers"] = {"columns": sorted(map(list, cursor.fetchall())), "constraints": []}
json.dump(found, sys.stdout, sort_keys=True)
