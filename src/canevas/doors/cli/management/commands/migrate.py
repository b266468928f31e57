from __future__ import annotations

from typing import Any

from django.core.management.commands import migrate
from django.db import connections
from django.utils.translation import gettext_lazy

from canevas.doors.cli.command import PlainCommand
from canevas.doors.cli.new_database import is_empty, make_tables

_PARTIAL = ("app_label", "fake", "fake_initial", "plan", "check_unapplied", "prune")
"""With any of these, something else is asked for than to bring the database up to date."""


class Command(PlainCommand, migrate.Command):
    """Django's own command, which makes a database that holds nothing at once."""

    help = gettext_lazy("Bring the tables of the database up to date, and nothing else.")

    def handle(self, *args: Any, **options: Any) -> None:
        connection = connections[options["database"]]
        if not any(options.get(name) for name in _PARTIAL) and is_empty(connection):
            make_tables(connection)
        super().handle(*args, **options)
