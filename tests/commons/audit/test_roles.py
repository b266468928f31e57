"""On PostgreSQL the application's role adds to the journal, and the server itself refuses it everything else."""
from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection, connections, transaction
from django.db.utils import DatabaseError

from canevas.commons.audit.models import JournalEntry, JournalHead
from canevas.commons.audit.operations import install_guards, record, remove_guards
from canevas.commons.audit.operations.guards import EMPTYING
from canevas.commons.audit.operations.roles import grant_statements
from canevas.commons.audit.queries import may_change_rows, verify_journal
from tests.factories.minutes import user

ROLE = f"canevas_essai_{os.environ.get('PYTEST_XDIST_WORKER', '')}"
"""Roles are the server's, not a database's: each testing process has its own."""
REFUSED = (
    "UPDATE audit_journalentry SET event = 'x'", "DELETE FROM audit_journalentry", "TRUNCATE audit_journalentry",
    "ALTER TABLE audit_journalentry DISABLE TRIGGER ALL", "ALTER TABLE audit_journalentry DISABLE TRIGGER USER",
    "DROP TRIGGER journal_row_update ON audit_journalentry", "DROP TRIGGER journal_head_back ON audit_journalhead",
    "DROP TABLE audit_journalentry", "ALTER TABLE audit_journalentry RENAME TO elsewhere",
    "CREATE OR REPLACE FUNCTION canevas_journal_refuses() RETURNS trigger LANGUAGE plpgsql AS"
    " 'BEGIN RETURN NEW; END'",
    "SET session_replication_role = replica", "DELETE FROM audit_journalhead", "TRUNCATE audit_journalhead",
    "INSERT INTO audit_journalhead (id, number, mac, start, key_mark, seal) VALUES (2, 0, '', 1, '', '')",
    "ALTER ROLE {role} SUPERUSER", "SET ROLE canevas", "DELETE FROM django_migrations",
    "CREATE TABLE public.mine (x int)", "UPDATE audit_journalhead SET number = number - 1")


@pytest.fixture
def application(transactional_db: None) -> Iterator[Any]:
    """A second connection, under the application's role."""
    if connection.vendor != "postgresql":
        pytest.skip("Sans objet : les rôles sont ceux de PostgreSQL.")
    install_guards()
    call_command("audit", "roles", "--role", ROLE, "--apply")
    call_command("audit", "roles", "--role", ROLE, "--apply")  # may be repeated
    by = user()
    record(by=by, event="profile_changed", target=by)
    other = connections.create_connection("default")
    other.settings_dict = {**connection.settings_dict, "USER": ROLE, "PASSWORD": ""}
    try:
        yield other
    finally:
        other.close()
        with connection.cursor() as cursor:
            cursor.execute(f"DROP OWNED BY {ROLE}")
            cursor.execute(f"DROP ROLE {ROLE}")
        remove_guards(*EMPTYING)


@pytest.mark.parametrize("act", REFUSED)
def test_the_application_is_refused(application: Any, act: str) -> None:
    before = list(JournalEntry.objects.values()), list(JournalHead.objects.values())
    with pytest.raises(DatabaseError) as refused, application.cursor() as cursor:
        cursor.execute(act.replace("{role}", ROLE))  # a test is called the same in each process
    assert refused.value.__cause__.sqlstate == "42501"  # insufficient privilege
    assert (list(JournalEntry.objects.values()), list(JournalHead.objects.values())) == before
    assert verify_journal().is_right


def test_the_application_writes_the_journal(application: Any) -> None:
    assert may_change_rows()
    assert not may_change_rows(application)
    before, by = connections["default"], user()
    connections["default"] = application
    try:
        record(by=by, event="profile_changed", target=by, details={"as": ROLE})
        with transaction.atomic():
            by.first_name = "Zeinabou"
            by.save()
            record(by=by, event="profile_changed", target=by)
        assert verify_journal().rows == 3
    finally:
        connections["default"] = before


def test_the_owner_too_is_refused_until_it_takes_the_guards_off(application: Any) -> None:
    for act in ("UPDATE audit_journalentry SET event = 'x'", "DELETE FROM audit_journalentry",
                "TRUNCATE audit_journalentry", "UPDATE audit_journalhead SET number = 0"):
        with pytest.raises(DatabaseError, match="ne se modifie pas"), transaction.atomic(), \
                connection.cursor() as cursor:
            cursor.execute(act)


@pytest.mark.parametrize("name", ["", "x; DROP TABLE audit_journalentry", "Canevas", "a-b", "1a", "a" * 64, "a\n"])
def test_a_role_is_a_plain_name(name: str) -> None:
    with pytest.raises(ValueError):
        grant_statements(role=name, database="canevas")
