"""Puts what was restored in the place of what stood there, which is set aside and never deleted."""
from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import dj_database_url
from django.conf import settings
from django.db import DatabaseError, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils.translation import gettext as _

from canevas.commons.access.queries import SYSTEM_USERNAME
from canevas.commons.backups.rules import contents
from canevas.tools.archive import switching
from canevas.tools.archive.errors import ArchiveRefused

ALIAS = "restored"


@dataclass(frozen=True, slots=True)
class Target:
    """Where a backup goes. ``url`` names a PostgreSQL database; "" is SQLite in ``home``."""

    home: Path
    url: str = ""

    @property
    def database(self) -> Path:
        return self.home / contents.DATABASE


def target_of(into: str, current_url: str) -> Target:
    """``into`` is a folder (SQLite there), the address of a PostgreSQL database (files in the present home), or "" for
    this installation, whose database ``current_url`` names where it is not SQLite in its home."""
    home = Path(settings.CANEVAS_HOME)
    if not into:
        if current_url.startswith("sqlite"):
            raise ArchiveRefused(_(
                "DATABASE_URL names a SQLite file of its own. Say where to restore with --into FOLDER."))
        return Target(home, current_url)
    if "://" in into:
        if not into.startswith(("postgres://", "postgresql://")):
            raise ArchiveRefused(_("“%(into)s” is neither a folder nor postgres://…") % {"into": into})
        return Target(home, into)
    return Target(Path(into).expanduser().resolve())


@contextmanager
def connected(target: Target) -> Iterator[BaseDatabaseWrapper]:
    """A connection to the database of ``target`` as it is."""
    url = target.url or f"sqlite:///{target.database.as_posix()}"
    connections.databases[ALIAS] = connections.configure_settings({"default": dj_database_url.parse(url)})["default"]
    try:
        yield connections[ALIAS]
    finally:
        connections[ALIAS].close()
        del connections[ALIAS]
        del connections.databases[ALIAS]


def is_in_use(target: Target) -> bool:
    """Whether somebody's work stands there: an account, or a received file. A database that cannot be read counts."""
    if any((target.home / "files").glob("*/*")):
        return True
    if not target.url and not target.database.exists():
        return False
    try:
        with connected(target) as connection:
            if "access_user" not in connection.introspection.table_names():
                return bool(connection.introspection.table_names())
            with connection.cursor() as cursor:
                cursor.execute("SELECT count(*) FROM access_user WHERE username <> %s", [SYSTEM_USERNAME])
                return bool(cursor.fetchone()[0])
    except DatabaseError as error:
        if target.url:
            raise ArchiveRefused(_("The database “%(url)s” does not answer: nothing was changed.")
                                 % {"url": target.url.rpartition("@")[2]}) from error
        return True


def make_staging_schema(target: Target, name: str) -> None:
    """On PostgreSQL, the empty schema that a backup is loaded into."""
    with connected(target) as connection, connection.cursor() as cursor:
        _run(cursor, f"CREATE SCHEMA {connection.ops.quote_name(name)}")


def drop_staging_schema(target: Target, name: str) -> None:
    """Forget what was loaded when the restore did not come to its end."""
    with connected(target) as connection, connection.cursor() as cursor:
        cursor.execute(f"DROP SCHEMA IF EXISTS {connection.ops.quote_name(name)} CASCADE")


def switch_to(target: Target, staged_home: Path, aside: str, schema: str = "") -> None:
    """Let the restored home, and on PostgreSQL the restored ``schema``, take the place of what stands there.

    The database changes in one transaction, and the home within it, just before it is committed.
    """
    if not target.url:
        switching.switch(target.home, staged_home, aside, contents.LEFT_OUT)
        return
    with connected(target) as connection, transaction.atomic(using=ALIAS), connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() "
                       "AND backend_type = 'client backend' AND pid <> pg_backend_pid()")
        if cursor.fetchone()[0]:
            raise ArchiveRefused(_("Others are connected to the database: nothing was changed. Stop Canevas everywhere "
                                   "and start again."))
        cursor.execute("SELECT current_schema()")
        present = cursor.fetchone()[0]
        _exchange(connection, present, schema, aside.replace("-", "_"))
        switching.switch(target.home, staged_home, aside, contents.LEFT_OUT)


def _exchange(connection: BaseDatabaseWrapper, present: str, schema: str, aside: str) -> None:
    """Rename two schemas; the one that comes takes over who may use the one that goes."""
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END "
            "FROM pg_namespace, aclexplode(nspacl) WHERE nspname = %s AND privilege_type = 'USAGE'", [present])
        users = [row[0] for row in cursor.fetchall()]
        _run(cursor, f"ALTER SCHEMA {quote(present)} RENAME TO {quote(aside)}")
        _run(cursor, f"ALTER SCHEMA {quote(schema)} RENAME TO {quote(present)}")
        cursor.execute("SELECT count(*) FROM pg_class c, pg_namespace n WHERE n.oid = relnamespace AND nspname = %s",
                       [aside])
        if not cursor.fetchone()[0]:
            _run(cursor, f"DROP SCHEMA {quote(aside)}")  # it was empty: there is nothing to set aside
        for user in users:
            cursor.execute(f"GRANT USAGE ON SCHEMA {quote(present)} TO {user}")


def _run(cursor: object, statement: str) -> None:
    try:
        cursor.execute(statement)  # type: ignore[attr-defined]
    except DatabaseError as error:
        raise ArchiveRefused(_("The database's user may not make or rename schemas: nothing was changed. Restore as "
                               "the owner of the database.")) from error
