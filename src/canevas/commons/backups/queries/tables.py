"""Every table as the migrations that were applied describe it, whatever the code says today.

So a backup can be made by a newer program before its migrations, and read by a newer one still.
"""
from __future__ import annotations

import base64
import datetime
import gzip
import json
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader
from django.utils.duration import duration_iso_string
from django.utils.translation import gettext as _

from canevas.commons.backups.rules.contents import FORGOTTEN
from canevas.tools.archive.errors import ArchiveRefused

ROWS = 2000
"""Rows of one member of the archive at most."""
BYTES = 8 << 20
"""And about how many bytes before it is compressed: what a table with large rows holds in memory."""
Node = tuple[str, str]


def applied_leaves(connection: BaseDatabaseWrapper) -> tuple[MigrationLoader, list[Node]]:
    """The newest applied migration of each app. Raises :class:`ArchiveRefused` where the program is older than its
    database."""
    loader = MigrationLoader(connection)
    applied = set(loader.applied_migrations)
    known = loader.graph.nodes
    replaced = {node for migration in loader.disk_migrations.values() for node in migration.replaces}
    if any(node not in known and node not in replaced and node[0] in loader.migrated_apps for node in applied):
        raise ArchiveRefused(_("The database was made by a newer version of Canevas than this one: install that one."))
    leaves = [node for node in applied & set(known) if not any(
        child.key[0] == node[0] and child.key in applied for child in loader.graph.node_map[node].children)]
    return loader, sorted(leaves)


def tables_at(loader: MigrationLoader, leaves: Sequence[Node]) -> list[type[models.Model]]:
    """The tables that a backup holds once ``leaves`` are applied, by name."""
    every = loader.project_state(list(leaves)).apps.get_models(include_auto_created=True)
    return sorted((model for model in every if model._meta.managed and not model._meta.proxy
                   and model._meta.label_lower not in FORGOTTEN), key=lambda model: model._meta.label_lower)


def columns_of(model: type[models.Model]) -> list[models.Field]:
    return list(model._meta.concrete_fields)


def members_of(model: type[models.Model], alias: str) -> Iterator[tuple[int, bytes]]:
    """The rows of a table, in the order of their keys: (how many, packed lines) for each member of the archive."""
    fields = columns_of(model)
    rows = model._base_manager.using(alias).order_by("pk").values_list(*(field.attname for field in fields))
    lines: list[bytes] = []
    size = 0
    for row in rows.iterator(chunk_size=ROWS):
        line = json.dumps([plain(value, field) for value, field in zip(row, fields, strict=True)],
                          ensure_ascii=False, separators=(",", ":")).encode()
        lines.append(line)
        size += len(line)
        if len(lines) >= ROWS or size >= BYTES:
            yield len(lines), _packed(lines)
            lines, size = [], 0
    if lines:
        yield len(lines), _packed(lines)


def _packed(lines: list[bytes]) -> bytes:
    return gzip.compress(b"\n".join(lines) + b"\n", compresslevel=4, mtime=0)


def plain(value: Any, field: models.Field) -> Any:
    """A value as JSON writes it; :func:`canevas.commons.backups.operations.loading.value_of` reads it back."""
    if value is None or isinstance(field, models.JSONField) or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, (bytes, bytearray, memoryview)):
        return base64.b64encode(value).decode("ascii")
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    if isinstance(value, datetime.timedelta):
        return duration_iso_string(value)
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    raise TypeError(f"{field}: a backup does not know how to write {type(value)}")
