"""The whole database as it stands at one moment, while others go on writing."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy

from django.db import connections, transaction

ALIAS = "snapshot"


@contextmanager
def snapshot(of: str = "default") -> Iterator[str]:
    """The alias of a second connection, inside one reading transaction that sees no later write.

    On SQLite (WAL) a reader keeps its moment and no writer waits for it; on PostgreSQL the same by REPEATABLE READ.
    """
    settings = deepcopy(connections[of].settings_dict)
    is_sqlite = connections[of].vendor == "sqlite"
    if is_sqlite:
        settings.setdefault("OPTIONS", {})["transaction_mode"] = "DEFERRED"
    connections.databases[ALIAS] = settings
    try:
        with transaction.atomic(using=ALIAS):
            with connections[ALIAS].cursor() as cursor:
                if not is_sqlite:
                    cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
                # the moment is that of the first read, not that of the beginning
                cursor.execute("SELECT count(*) FROM django_migrations")
                cursor.fetchone()
            yield ALIAS
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]
