"""Fills an empty database with the rows of a backup, brings it up to this program, and checks what came of it.

This runs in a process of its own, whose settings name the database and the home that are being made: nothing of it
touches the installation in use.
"""
from __future__ import annotations

import base64
import gzip
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.core.management.color import no_style
from django.db import DatabaseError, IntegrityError, connection, models, transaction
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require, system_user
from canevas.commons.audit.operations import record
from canevas.commons.audit.operations.guards import install_guards, remove_guards
from canevas.commons.audit.queries import JournalUnavailable, verify_journal
from canevas.commons.backups.models import Backup
from canevas.commons.backups.operations.unpacking import Unpacked
from canevas.commons.backups.permissions import BACKUP_RESTORE
from canevas.commons.backups.queries.tables import columns_of, tables_at
from canevas.commons.backups.rules import contents
from canevas.tools.archive.errors import ArchiveRefused


@dataclass(frozen=True, slots=True)
class Loaded:
    """``journal_fault`` is what is wrong with the chain of the journal, as a sentence; "" where it is right. It does
    not stand in the way: what was tampered with before the backup was made is not mended by refusing all the rest."""

    backup: Backup
    journal_fault: str


def load_backup(*, stage: Path, unpacked: Unpacked, name: str, sha256: str, size: int) -> Loaded:
    """Load the rows that lie below ``stage`` into the database of the settings, which must be new.

    ``name``, ``sha256`` and ``size`` are those of the backup's file. Raises ``ArchiveRefused`` where something does not
    hold: a migration that this program does not know, a row that does not enter, counts, foreign keys, files, the key
    of the journal.
    """
    header, manifest = unpacked.header, unpacked.manifest
    executor = MigrationExecutor(connection)
    _refuse_unknown(header, executor)
    if set(header.leaves) == set(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)  # made by this version: its tables are made at once
    else:
        executor.migrate(header.leaves)
    executor.loader.build_graph()
    tables = tables_at(executor.loader, header.leaves)
    try:
        with transaction.atomic():
            remove_guards()  # migrations have begun a journal of their own: that of the backup takes its place
            loaded = _fill(tables, stage / contents.TABLES, header)
            connection.check_constraints()
    except (IntegrityError, DatabaseError, ValueError, TypeError) as error:
        reason = (str(error).splitlines() or [type(error).__name__])[0]
        raise ArchiveRefused(_("A row of the backup does not enter the database (%(reason)s): nothing was changed.")
                             % {"reason": reason}) from error
    if loaded != manifest.rows:
        raise ArchiveRefused(_("The database does not hold as many rows as the backup: nothing was changed."))
    call_command("migrate", verbosity=0, interactive=False)
    install_guards()
    _check_database()
    _check_files(manifest)
    try:
        verified = verify_journal()
        return Loaded(_written_down(header, manifest, name, sha256, size),
                      verified.fault.sentence if verified.fault else "")
    except JournalUnavailable as error:
        raise ArchiveRefused(str(error)) from error


def _written_down(header: contents.Header, manifest: contents.Manifest, name: str, sha256: str, size: int) -> Backup:
    by = system_user()
    require(by, BACKUP_RESTORE)
    with transaction.atomic():
        backup, _created = Backup.objects.update_or_create(
            sha256=sha256, defaults={"name": name, "made_at": header.made_at, "made_by": by, "size": size,
                                     "row_count": manifest.row_count, "file_count": manifest.files,
                                     "restored_at": timezone.now()})
        record(by=by, event="backup_restored", target=backup, details={
            "sha256": sha256, "made_at": header.made_at.isoformat(), "journal_last": manifest.journal_last})
    return backup


def _refuse_unknown(header: contents.Header, executor: MigrationExecutor) -> None:
    unknown = [node for node in header.leaves if node not in executor.loader.graph.nodes]
    if unknown:
        raise ArchiveRefused(
            _("The backup was made by another version of Canevas (%(version)s), which knows “%(migration)s”: install "
              "that version first.") % {"version": header.canevas, "migration": ".".join(unknown[0])})


def _fill(tables: list[type[models.Model]], folder: Path, header: contents.Header) -> dict[str, int]:
    """How many rows of each table were loaded. Whatever migrations had written there goes first."""
    for model in tables:
        if model._base_manager.exists():
            with connection.cursor() as cursor:
                cursor.execute(f"DELETE FROM {connection.ops.quote_name(model._meta.db_table)}")  # noqa: S608
    loaded = {}
    for model in tables:
        label = model._meta.label_lower
        loaded[label] = 0
        for path in sorted((folder / label).glob("*.jsonl.gz")):
            loaded[label] += _insert(model, path, header.columns.get(label, []))
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), tables):
            cursor.execute(statement)
    return loaded


def _insert(model: type[models.Model], path: Path, names: list[str]) -> int:
    fields = {field.attname: field for field in columns_of(model)}
    columns = [fields[name] for name in names]
    quoted = ", ".join(connection.ops.quote_name(field.column) for field in columns)
    rows = [[value_of(value, field) for value, field in zip(row, columns, strict=True)] for row in _lines(path)]
    sql = (f"INSERT INTO {connection.ops.quote_name(model._meta.db_table)} ({quoted}) "  # noqa: S608 (names of columns)
           f"VALUES ({', '.join(['%s'] * len(columns))})")
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)
    return len(rows)


def _lines(path: Path) -> Iterator[list[Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def value_of(value: Any, field: models.Field) -> Any:
    """A value that :func:`canevas.commons.backups.queries.tables.plain` wrote, as the database takes it."""
    if isinstance(field, models.JSONField):
        if value is None and not field.null:
            return connection.ops.adapt_json_value(None, field.encoder)
    elif isinstance(field, models.BinaryField) and value is not None:
        value = base64.b64decode(value, validate=True)
    elif value is not None:
        value = field.to_python(value)
    return field.get_db_prep_save(value, connection)


def _check_database() -> None:
    connection.check_constraints()
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            found = cursor.execute("PRAGMA integrity_check").fetchall()
        if found != [("ok",)]:
            raise ArchiveRefused(_("The restored database is damaged: nothing was changed. Look whether the disk is."))


def _check_files(manifest: contents.Manifest) -> None:
    """Every received file is there, but for those that were missing when the backup was made."""
    there = {path.name for path in (Path(settings.CANEVAS_HOME) / "files").glob("*/*")}
    named = set(apps.get_model("files", "StoredFile")._base_manager.values_list("sha256", flat=True))
    if named - there - set(manifest.missing):
        raise ArchiveRefused(_("The backup does not hold every file that the register names: nothing was changed."))
