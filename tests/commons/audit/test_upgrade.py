"""A journal of version 0.1 is numbered and chained once, by the migration; several processes then write one chain."""
from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from canevas.commons.audit.models import JournalEntry, JournalHead
from canevas.commons.audit.operations import record, remove_guards, standing_guards
from canevas.commons.audit.operations.guards import EMPTYING, guard_names
from canevas.commons.audit.queries import verify_journal
from tests.factories.minutes import user

BEFORE = [("audit", "0001_initial")]
NOW = [("audit", "0004_guards")]
WRITER = """
import django
django.setup()
from django.db import transaction
from canevas.commons.access.operations import system_user
from canevas.commons.audit.operations import record
by = system_user()
for turn in range(40):
    try:
        with transaction.atomic():
            record(by=by, event="profile_changed", target=by, details={"turn": turn})
            if turn % 4 == 3:
                raise LookupError
    except LookupError:
        pass
"""


@pytest.fixture
def old_tables(transactional_db: None) -> Iterator[None]:
    MigrationExecutor(connection).migrate(BEFORE)
    yield
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes("audit"))
    remove_guards(*EMPTYING)


def test_old_rows_are_chained_once(old_tables: None) -> None:
    by = user()
    old = MigrationExecutor(connection).loader.project_state(BEFORE).apps.get_model("audit", "JournalEntry")
    for key in (3, 4, 9, 2500):  # numbers were lost with transactions that failed
        old.objects.create(id=key, by_id=by.pk, event="profile_changed", object_type="access.user",
                           object_id=str(by.pk), object_label=f"ligne {key}", details={"x": key / 3, "é": [1.0]})
    moments = list(old.objects.order_by("id").values_list("at", flat=True))
    MigrationExecutor(connection).migrate(NOW)
    rows = list(JournalEntry.objects.order_by("number"))
    assert [(row.number, row.object_label, row.by_name) for row in rows] == [
        (number, f"ligne {key}", "secretaire") for number, key in enumerate((3, 4, 9, 2500), 1)]
    assert [row.at for row in rows] == moments
    assert verify_journal().is_right
    assert standing_guards() == guard_names()
    assert record(by=by, event="profile_changed", target=by).number == 5
    assert verify_journal().rows == 5


def test_an_empty_journal_begins_with_its_head(old_tables: None) -> None:
    MigrationExecutor(connection).migrate(NOW)
    assert JournalHead.objects.get().number == 0
    assert verify_journal().is_right
    assert record(by=user(), event="profile_changed").at <= timezone.now()


@pytest.mark.slow
def test_several_processes_write_one_chain(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items()
                   if name not in ("DATABASE_URL", "CANEVAS_JOURNAL_KEY")}
    environment |= {"CANEVAS_HOME": str(tmp_path), "DJANGO_SETTINGS_MODULE": "canevas.project.settings"}
    canevas = [sys.executable, "-m", "canevas.project.cli"]
    subprocess.run([*canevas, "migrate", "--verbosity", "0"], env=environment, check=True)
    writers = [subprocess.Popen([sys.executable, "-c", WRITER], env=environment) for _number in range(4)]
    # checked while they write: what is committed is whole at every moment
    during = [subprocess.run([*canevas, "audit", "verify", "--json"], env=environment, capture_output=True, text=True,
                             check=False) for _turn in range(2)]
    assert [writer.wait(timeout=120) for writer in writers] == [0] * 4
    assert [json.loads(run.stdout)["right"] for run in during] == [True] * 2, during
    after = subprocess.run([*canevas, "audit", "verify", "--json"], env=environment, capture_output=True, text=True,
                           check=True)
    said = json.loads(after.stdout)
    assert (said["right"], said["rows"], said["warnings"]) == (True, 4 * 30, [])
