from __future__ import annotations

from typing import Any

from django.core.management import call_command
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.operations import system_user
from canevas.commons.directory.operations import load_vocabulary_into_directory
from canevas.doors.cli.command import PlainCommand
from canevas.governance.concertation.operations import load_bodies
from canevas.governance.policy.operations import load_framework


class Command(PlainCommand):
    help = gettext_lazy("Prepare the database: tables, territories, organisations, policy and bodies. Safe to repeat.")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        by = system_user()
        load_vocabulary_into_directory(by=by)
        load_framework(by=by)
        load_bodies(by=by)
        self.stdout.write(_("The database is ready."))
