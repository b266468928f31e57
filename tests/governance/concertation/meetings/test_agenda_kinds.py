"""Agendas that came in before items had a kind."""
from __future__ import annotations

import importlib

from django.apps import apps

from canevas.governance.concertation.models import AgendaItem, Session


def test_the_migration_reads_kinds_from_titles(held: Session) -> None:
    AgendaItem.objects.update(kind="free")
    own = AgendaItem.objects.create(session=held, number=3, title="Tour de table", kind="review")
    migration = importlib.import_module("canevas.governance.concertation.migrations.0006_what_was_there")
    migration.name_kinds(apps, None)
    assert dict(held.items.values_list("number", "kind")) == {1: "review", 2: "miscellaneous", 3: "review"}
    own.refresh_from_db()
    assert own.kind == "review", "what already has a kind keeps it"
