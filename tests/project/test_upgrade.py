"""A database of version 0.1 with work in it is brought up to date by ``canevas prepare``: nothing is lost, what is new
is understood, and its tables are those of a database that is made today."""
from __future__ import annotations

import json
import os
import subprocess
import sys
import uuid
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest

from tests.commons.backups.installation import Installation

HERE = Path(__file__).parent / "upgrading"
New = Callable[[str], Installation]
pytestmark = [pytest.mark.slow, pytest.mark.database]


@pytest.fixture(scope="module")
def new(tmp_path_factory: pytest.TempPathFactory) -> Iterator[New]:
    """Makes a home of its own, on the engine that the tests run on."""
    server, made = os.environ.get("DATABASE_URL", "").rpartition("/")[0], []

    def make(name: str) -> Installation:
        home = tmp_path_factory.mktemp(name)
        if not server:
            return Installation(home)
        made.append(f"essai_{uuid.uuid4().hex[:12]}")
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {made[-1]}")
        return Installation(home, f"{server}/{made[-1]}")

    yield make
    for database in made:
        with psycopg.connect(f"{server}/postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {database} WITH (FORCE)")


@pytest.fixture(scope="module")
def upgraded(new: New) -> Installation:
    installation = new("upgraded")
    script(installation, "before")
    installation.run("prepare")
    return installation


def script(installation: Installation, name: str) -> str:
    environment = installation.environment() | {"DJANGO_SETTINGS_MODULE": "canevas.project.settings"}
    done = subprocess.run([sys.executable, HERE / f"{name}.py"], env=environment, capture_output=True, text=True,
                          encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_work_of_version_0_1_is_there_and_understood(upgraded: Installation) -> None:
    assert json.loads(script(upgraded, "after")) == {
        "states": ["adopted-reserved", "circulated"], "moves": ["adopted-reserved"], "reservations": ["open"],
        "kinds": ["miscellaneous"], "due": ["2022-06-30", "day", "rhythm"], "reports": [["done", "Pompe changée"]],
        "is dated": True, "set": "CADRE-ESSAI", "roles": ["administrator", "secretariat"], "journal": [True, True],
        "found": [1, 0], "stale": False}


def test_a_new_database_has_the_tables_of_one_that_was_upgraded(upgraded: Installation, new: New) -> None:
    made = new("made")
    made.run("migrate", "--verbosity", 0)
    at_once, walked = (json.loads(script(installation, "tables")) for installation in (made, upgraded))
    walked.pop("sqlite_stat1", None)
    walked.pop("sqlite_stat4", None)
    assert at_once.keys() == walked.keys()
    for table in walked:
        assert at_once[table] == walked[table], table
    made.run("migrate", "--check", "--verbosity", 0)
    assert script(upgraded, "tables").count("journal_row_update")
