from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection


@pytest.mark.django_db
def test_the_planner_of_sqlite_knows_the_tables(capsys: pytest.CaptureFixture[str]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("Sans objet : PostgreSQL tient lui-même ses statistiques.")
    call_command("prepare")
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'concertation_body'")
        assert cursor.fetchone()[0] > 0
    assert capsys.readouterr().out
