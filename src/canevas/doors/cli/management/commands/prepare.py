from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.operations import system_user
from canevas.commons.audit.operations import install_guards
from canevas.commons.directory.operations import load_vocabulary_into_directory
from canevas.commons.search.operations import begin_index
from canevas.commons.search.queries import is_stale
from canevas.doors.cli.command import PlainCommand
from canevas.governance.concertation.operations import load_bodies, reindex_everything
from canevas.governance.policy.operations import load_framework


class Command(PlainCommand):
    help = gettext_lazy("Prepare the database: tables, territories, organisations, policy and bodies. Safe to repeat.")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        begin_index()
        install_guards()  # a later migration, or a restored backup, may have lost them
        by = system_user()
        load_vocabulary_into_directory(by=by)
        load_framework(by=by)
        load_bodies(by=by)
        if is_stale():
            reindex_everything(by=by)
        _look_at_the_tables()
        self.stdout.write(_("The database is ready."))


def _look_at_the_tables() -> None:
    """Tell SQLite how many rows each value of an index has: without it, it sorts a whole register for each page.

    PostgreSQL does so by itself. 0.3 s with 100,000 actions; a look at a part of each index would mislead it.
    """
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
