from __future__ import annotations

from typing import Any

from django.core.management.base import CommandError
from django.core.management.commands import check
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from canevas.doors.cli.command import PlainCommand
from canevas.evidence.observatory.operations import damaged
from canevas.evidence.observatory.queries.store import holding, path_of


class Command(PlainCommand, check.Command):
    """Django's own command, and a look at the files of figures."""

    help = gettext_lazy("Check the installation: its settings, its vocabulary, the files of its figures.")

    def handle(self, *app_labels: Any, **options: Any) -> None:
        super().handle(*app_labels, **options)
        if app_labels or options["tags"] or options["list_tags"] or not _has_store():
            return
        found = damaged()
        if found:
            raise CommandError("\n".join([ngettext(
                "%(count)d file of figures is not as it was written:",
                "%(count)d files of figures are not as they were written:", len(found)) % {"count": len(found)},
                *(f"- {_told(one)}" for one in found),
                _("Take these files back from a backup (canevas restore); else withdraw these figures on their page "
                  "and bring their file in again.")]))


def _has_store() -> bool:
    """Whether the database is prepared."""
    return holding().model._meta.db_table in connection.introspection.table_names()


def _told(batch: Any) -> str:
    path = path_of(batch)
    words = {"source": batch.source.name, "file": batch.file.file.name, "path": path}
    if path.exists():
        return _("“%(file)s” of %(source)s: %(path)s was changed") % words
    return _("“%(file)s” of %(source)s: %(path)s is missing") % words
