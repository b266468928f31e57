"""`canevas restore`: everything comes back, what stood there is set aside, what fails changes nothing."""
from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from canevas.tools.archive.keys import new_key_pair
from canevas.tools.archive.locks import hold
from tests.commons.backups.conftest import Used
from tests.commons.backups.installation import Installation

pytestmark = pytest.mark.slow


def same(one: Installation, other: Installation) -> None:
    first, second = one.rows(), other.rows()
    assert first.keys() == second.keys()
    for table, rows in first.items():
        if table == "access_user":  # the last sign-in of the system's own user may differ
            assert [row[:2] for row in rows] == [row[:2] for row in second[table]]
        else:
            assert rows == second[table], table
    assert one.files() == other.files()


def test_everything_comes_back(used: Used, tmp_path: Path) -> None:
    into = Installation(tmp_path / "new")
    said = used.installation.run("restore", used.backup, "--key", used.key_file, "--into", into.home)
    assert str(into.home) in said
    same(used.installation, into)
    for key in ("secret.key", "journal.key"):
        assert (into.home / key).read_bytes() == (used.installation.home / key).read_bytes()
        assert os.name != "posix" or (into.home / key).stat().st_mode & 0o077 == 0
    assert [path.name for path in into.home.iterdir() if path.name.startswith((".restoring", "mise-de"))] == []
    # found again, and the journal goes on where it was
    assert into.query("SELECT count(*) FROM search_searchentry") == used.installation.query(
        "SELECT count(*) FROM search_searchentry")
    journal = "SELECT number, event, mac FROM audit_journalentry ORDER BY number"
    before = [row for row in used.installation.query(journal) if row[1] != "backup_made"]
    after = into.query(journal)
    assert after[:len(before)] == before
    assert "backup_restored" in [row[1] for row in after]
    into.run("prepare")
    into.run("audit", "verify")


def test_a_check_changes_nothing(used: Used, copy: Installation) -> None:
    before = copy.rows()
    assert "entière" in copy.run("restore", used.backup, "--key", used.key_file, "--check")
    assert copy.rows() == before
    assert [path.name for path in copy.home.iterdir() if path.name.startswith((".restoring", "mise-de"))] == []


def test_work_is_set_aside_and_never_overwritten(used: Used, copy: Installation) -> None:
    copy.run("user", "later", "--password-stdin", stdin="Harmattan-2026-sable\n")
    before = copy.rows()
    assert "--replace" in copy.run("restore", used.backup, "--key", used.key_file, code=1)
    assert copy.rows() == before
    copy.run("restore", used.backup, "--key", used.key_file, "--replace")
    same(used.installation, copy)
    aside = Installation(next(copy.home.glob("mise-de-cote-*")))
    assert aside.rows() == before
    assert aside.files() == copy.files()


def test_a_journal_that_was_tampered_with_is_told_and_restored(used: Used, copy: Installation, tmp_path: Path) -> None:
    with sqlite3.connect(copy.home / "canevas.sqlite3") as database:
        database.execute("DROP TRIGGER journal_row_update")
        database.execute("UPDATE audit_journalentry SET event = 'other' WHERE number = 5")
    copy.run("backup", tmp_path / "out", "--to", used.public)
    said = copy.run("restore", next((tmp_path / "out").glob("*.age")), "--key", used.key_file, "--check")
    assert "journal n’était pas juste" in said and "5" in said


def test_a_served_home_is_left_alone(used: Used, copy: Installation) -> None:
    lock = hold(copy.home / "serve.lock")
    assert lock is not None
    assert "Ctrl+C" in copy.run("restore", used.backup, "--key", used.key_file, "--replace", code=1)
    lock.close()


@pytest.mark.parametrize("what", ["key", "cut", "changed", "other", "nothing", "keyless"])
def test_a_bad_backup_changes_nothing(what: str, used: Used, copy: Installation, tmp_path: Path) -> None:
    file, key = tmp_path / "bad.canevas.age", used.key_file
    content = used.backup.read_bytes()
    file.write_bytes({"cut": content[:-1000], "changed": content[:90_000] + b"x" + content[90_001:],
                      "other": b"PK\x03\x04 not a backup" * 100}.get(what, content))
    if what == "key":
        key = tmp_path / "other.txt"
        key.write_text(new_key_pair().private)
    if what == "nothing":
        file.unlink()
    before = copy.rows()
    arguments = [] if what == "keyless" else ["--key", key]
    said = copy.run("restore", file, *arguments, "--replace", code=1)
    assert {"key": "n’ouvre pas", "cut": "abîmée ou incomplète", "changed": "abîmée ou incomplète",
            "other": "n’est pas une sauvegarde", "nothing": "ne peut pas être lu", "keyless": "--key"}[what] in said
    assert copy.rows() == before
    assert [path.name for path in copy.home.iterdir() if path.name.startswith((".restoring", "mise-de"))] == []


def test_a_backup_of_a_newer_program_is_refused(used: Used, copy: Installation, tmp_path: Path) -> None:
    with sqlite3.connect(copy.home / "canevas.sqlite3") as database:
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('jobs', '0999_later', '2030-01-01')")
    assert "plus récente" in copy.run("backup", tmp_path / "out", "--to", used.public, code=1)
    assert not list((tmp_path / "out").glob("*"))


def test_an_older_backup_is_brought_up_to_date(used: Used, tmp_path: Path) -> None:
    """A database of version 0.1, before sessions lived: its backup holds what its migrations know, no more."""
    old, new = Installation(tmp_path / "old"), Installation(tmp_path / "new")
    inside(old, "from django.core.management import call_command\n"
                "for app in (['concertation', '0004'], ['contenttypes'], ['auth'], ['sessions']):\n"
                "    call_command('migrate', *app, verbosity=0)\n")
    with sqlite3.connect(old.home / "canevas.sqlite3") as database:
        columns = {row[1]: row for row in database.execute("PRAGMA table_info(access_user)")}
        values = {name: "" if "char" in row[2] else 0 for name, row in columns.items() if row[3] and not row[5]}
        values |= {"username": "ancienne", "date_joined": "2024-01-01 00:00:00", "is_active": 1}
        database.execute(f"INSERT INTO access_user ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})",
                         list(values.values()))
        applied = database.execute("SELECT name FROM django_migrations WHERE app = 'concertation'").fetchall()
    assert max(applied) < ("0005",)
    archive = old_backup(old, used, tmp_path)
    new.run("restore", archive, "--key", used.key_file)
    assert ("ancienne",) in new.query("SELECT username FROM access_user")
    new.run("migrate", "--check", "--verbosity", 0)


def old_backup(old: Installation, used: Used, tmp_path: Path) -> Path:
    """Made by the operation itself, because the command would add its journal row to tables that are not there yet."""
    place = tmp_path / "old.canevas.age"
    inside(old, "import sys\n"
                "from canevas.commons.backups.operations.making import _fill\n"
                "from canevas.tools.archive.writing import ArchiveWriter\n"
                "from pathlib import Path\n"
                "with ArchiveWriter(Path(sys.argv[1]), [sys.argv[2]]) as archive:\n"
                "    _fill(archive); archive.seal(); archive.keep()\n", str(place), used.public)
    return place


def inside(installation: Installation, script: str, *arguments: str) -> None:
    """Run the script as a process of the installation."""
    subprocess.run([sys.executable, "-c", f"import django; django.setup()\n{script}", *arguments], check=True,
                   env=installation.environment() | {"DJANGO_SETTINGS_MODULE": "canevas.project.settings"})


@pytest.mark.database
@pytest.mark.skipif("postgres" not in os.environ.get("DATABASE_URL", ""), reason="Sans objet : sans PostgreSQL.")
def test_from_sqlite_to_postgresql_and_back(used: Used, tmp_path: Path) -> None:
    psycopg = pytest.importorskip("psycopg")
    url = os.environ["DATABASE_URL"]
    server = url.rsplit("/", 1)[0]
    name = f"sauvegarde_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            there, back = Installation(tmp_path / "there", f"{server}/{name}"), Installation(tmp_path / "back")
            there.run("restore", used.backup, "--key", used.key_file)
            assert "--replace" in there.run("restore", used.backup, "--key", used.key_file, code=1)
            there.run("prepare")
            there.run("backup", tmp_path / "out", "--to", used.public)
            back.run("restore", next((tmp_path / "out").glob("*.age")), "--key", used.key_file)
            same(used.installation, back)
            there.run("restore", next((tmp_path / "out").glob("*.age")), "--key", used.key_file, "--replace")
            with psycopg.connect(f"{server}/{name}") as database:
                found = database.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'mise_de_cote%'")
                assert len(found.fetchall()) == 1
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
