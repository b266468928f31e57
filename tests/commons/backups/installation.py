"""A real installation in a folder, worked with through the real commands, each in its own process."""
from __future__ import annotations

import os
import re
import sqlite3
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

COMMAND = [sys.executable, "-m", "canevas.project.cli"]
COMPARED_APART = {"django_migrations", "audit_journalentry", "audit_journalhead", "backups_backup",
                  "django_session", "usersessions_usersession"}


@dataclass(frozen=True)
class Installation:
    """``home`` with its SQLite database, or with the PostgreSQL database ``url``."""

    home: Path
    url: str = ""

    def environment(self) -> dict[str, str]:
        known = {name: value for name, value in os.environ.items() if not name.startswith(("CANEVAS", "DATABASE_URL"))}
        return known | {"CANEVAS_HOME": str(self.home), "CANEVAS_HTTP": "1"} | (
            {"DATABASE_URL": self.url} if self.url else {})

    def run(self, *arguments: object, code: int = 0, stdin: str | None = None) -> str:
        """What the command said, on both channels. ``code`` is the exit code that is expected."""
        done = subprocess.run([*COMMAND, *map(str, arguments)], env=self.environment(), capture_output=True, text=True,
                              check=False, input=stdin, encoding="utf-8")
        assert done.returncode == code, done.stdout + done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout + done.stderr

    def query(self, sql: str) -> list[tuple[object, ...]]:
        with sqlite3.connect(f"file:{self.home / 'canevas.sqlite3'}?mode=ro", uri=True) as database:
            return database.execute(sql).fetchall()

    def rows(self) -> dict[str, list[tuple[object, ...]]]:
        """Every row of every table that a backup holds, with the columns in the order of their names."""
        tables = [str(name) for name, in self.query("SELECT name FROM sqlite_master WHERE type = 'table'")]
        out = {}
        for table in tables:
            if table not in COMPARED_APART and not table.startswith(("search_", "sqlite_")):
                columns = sorted(str(row[1]) for row in self.query(f"PRAGMA table_info({table})"))
                out[table] = sorted(self.query(f"SELECT {', '.join(map(quoted, columns))} FROM {table}"), key=repr)
        return out

    def files(self) -> dict[str, bytes]:
        return {path.name: path.read_bytes() for path in (self.home / "files").glob("*/*")}


def quoted(name: str) -> str:
    return f'"{name}"'


def keys(said: str) -> tuple[str, str]:
    """(public, private) of what ``canevas backup keygen`` said."""
    return re.findall(r"age1\w{58}", said)[0], re.findall(r"AGE-SECRET-KEY-1\w+", said)[0]
