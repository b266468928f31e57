from __future__ import annotations

import pytest
from django.core.management import call_command
from django.db import connection

from canevas.commons.directory.models import Organisation
from canevas.commons.search.operations import SearchDocument, index_entries
from canevas.commons.search.queries import is_stale, search
from tests.factories.minutes import user


@pytest.mark.django_db
def test_the_planner_of_sqlite_knows_the_tables(capsys: pytest.CaptureFixture[str]) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("Sans objet : PostgreSQL tient lui-même ses statistiques.")
    call_command("prepare")
    with connection.cursor() as cursor:
        cursor.execute("SELECT COUNT(*) FROM sqlite_stat1 WHERE tbl = 'concertation_body'")
        assert cursor.fetchone()[0] > 0
    assert capsys.readouterr().out


@pytest.mark.django_db
def test_an_index_of_another_shape_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    call_command("prepare")
    assert not is_stale(), "what prepare has just indexed is of today"
    spoilt = SearchDocument("organisation", Organisation.objects.get(code="OIM").pk, "Fennec", "Fennec", "/o/1")
    index_entries([spoilt])
    call_command("prepare")
    assert search("fennec", user=user()).total == 1, "an index of today's shape is left as it is"
    monkeypatch.setattr("canevas.commons.search.rules.SHAPE", 999)
    assert is_stale()
    call_command("prepare")
    assert not is_stale()
    assert search("fennec", user=user("autre")).total == 0
    assert search("OIM", user=user("tierce")).total > 0
