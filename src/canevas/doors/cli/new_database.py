"""A database that holds nothing takes today's tables at once, instead of walking through all that they have been.

The walk through the migrations takes ten times as long and ends in the same tables (``tests/project/test_upgrade.py``
compares them). A migration whose step says ``hints={"new_database": True}`` makes what models do not describe, such as
a trigger: that step is done here too. The others mend rows of earlier versions, and there are none.
"""
from __future__ import annotations

from typing import Any

from django.apps import apps
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import RunPython
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder


def is_empty(connection: BaseDatabaseWrapper) -> bool:
    """Whether the database has no table at all."""
    return not connection.introspection.table_names()


def make_tables(connection: BaseDatabaseWrapper) -> None:
    """Make every table in one transaction and note all migrations as applied: all of it is there, or nothing."""
    loader, recorder = MigrationLoader(connection), MigrationRecorder(connection)
    with connection.schema_editor() as editor:
        for model in apps.get_models():
            if model._meta.app_label in loader.migrated_apps and model._meta.can_migrate(connection):
                editor.create_model(model)
        editor.create_model(recorder.Migration)
        for node in _in_order(loader):
            migration = loader.graph.nodes[node]
            for step in migration.operations:
                if isinstance(step, RunPython) and step.hints.get("new_database"):
                    step.code(apps, editor)
            for name in (*migration.replaces, node):  # one that replaces others counts as applied when they do
                recorder.record_applied(*name)


def _in_order(loader: MigrationLoader) -> list[Any]:
    done: dict[Any, None] = {}
    for leaf in sorted(loader.graph.leaf_nodes()):
        done.update(dict.fromkeys(loader.graph.forwards_plan(leaf)))
    return list(done)
