"""What the database itself refuses, whoever asks: changing or taking away a row of the journal, moving its head back.

Triggers, on both engines. On PostgreSQL the owner of the tables could still take them off: there the application should
run under a role of its own (``canevas audit roles``).
"""
from __future__ import annotations

from typing import Any

from django.db import connection as default_connection

_ROWS, _HEAD = "audit_journalentry", "audit_journalhead"
_SENTENCE = "Le journal de Canevas ne se modifie pas et ne s''efface pas."

# name -> (table, when, what it refuses); the name says what it is for
_SQLITE = {
    "journal_row_update": (_ROWS, "UPDATE", ""),
    "journal_row_replace": (_ROWS, "INSERT",
                            "WHEN EXISTS (SELECT 1 FROM audit_journalentry WHERE number = NEW.number)"),
    "journal_row_delete": (_ROWS, "DELETE", ""),
    "journal_head_back": (_HEAD, "UPDATE",
                          "WHEN NEW.id <> OLD.id OR NEW.number <= OLD.number OR NEW.start < OLD.start"),
    "journal_head_replace": (_HEAD, "INSERT", "WHEN EXISTS (SELECT 1 FROM audit_journalhead)"),
    "journal_head_delete": (_HEAD, "DELETE", ""),
}
_POSTGRES = {
    "journal_row_update": (_ROWS, "BEFORE UPDATE", "STATEMENT", "canevas_journal_refuses"),
    "journal_row_delete": (_ROWS, "BEFORE DELETE", "STATEMENT", "canevas_journal_refuses"),
    "journal_row_truncate": (_ROWS, "BEFORE TRUNCATE", "STATEMENT", "canevas_journal_refuses"),
    "journal_head_back": (_HEAD, "BEFORE UPDATE", "ROW", "canevas_journal_forward"),
    "journal_head_delete": (_HEAD, "BEFORE DELETE", "STATEMENT", "canevas_journal_refuses"),
    "journal_head_truncate": (_HEAD, "BEFORE TRUNCATE", "STATEMENT", "canevas_journal_refuses"),
}
_FUNCTIONS = f"""
CREATE OR REPLACE FUNCTION canevas_journal_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '{_SENTENCE}' USING ERRCODE = 'insufficient_privilege'; END $$;
CREATE OR REPLACE FUNCTION canevas_journal_forward() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.id <> OLD.id OR NEW.number <= OLD.number OR NEW.start < OLD.start THEN
    RAISE EXCEPTION '{_SENTENCE}' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;
"""
EMPTYING = ("journal_row_delete", "journal_row_truncate", "journal_head_delete", "journal_head_truncate")
"""The guards that stand in the way of emptying a database of tests."""


def guard_names(connection: Any = default_connection) -> set[str]:
    """The guards that should stand in this database."""
    return set(_POSTGRES if connection.vendor == "postgresql" else _SQLITE)


def standing_guards(connection: Any = default_connection) -> set[str]:
    """The guards that do stand, and are not switched off."""
    query = ("SELECT tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT tgisinternal"
             " AND tgenabled IN ('O', 'A') AND pg_table_is_visible(c.oid)"
             if connection.vendor == "postgresql" else "SELECT name FROM sqlite_master WHERE type = 'trigger'")
    with connection.cursor() as cursor:
        cursor.execute(query)
        return {str(name) for name, in cursor.fetchall()} & guard_names(connection)


def install_guards(connection: Any = default_connection) -> set[str]:
    """Put up the guards that do not stand; those that were put up. Needs the owner of the tables on PostgreSQL."""
    lacking = guard_names(connection) - standing_guards(connection)
    if not lacking:
        return lacking
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_FUNCTIONS)
        for name in sorted(lacking):
            cursor.execute(_creation(name, connection.vendor))
    return lacking


def _creation(name: str, vendor: str) -> str:
    if vendor == "postgresql":
        table, when, each, function = _POSTGRES[name]
        # OR REPLACE: one that was switched off is put back on
        return f"CREATE OR REPLACE TRIGGER {name} {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()"
    table, when, condition = _SQLITE[name]
    return f"CREATE TRIGGER {name} BEFORE {when} ON {table} {condition} BEGIN SELECT RAISE(ABORT, '{_SENTENCE}'); END"


def remove_guards(*names: str, connection: Any = default_connection) -> None:
    """Take down these guards, or all: for tests, and for putting a backup back into an empty database."""
    chosen = standing_guards(connection) & set(names or guard_names(connection))
    with connection.cursor() as cursor:
        for name in sorted(chosen):
            on = f" ON {_POSTGRES[name][0]}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER {name}{on}")
