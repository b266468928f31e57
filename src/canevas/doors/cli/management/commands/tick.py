from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.jobs.operations import run_due_work
from canevas.doors.cli.command import PlainCommand


class Command(PlainCommand):
    help = gettext_lazy("Do the regular work whose turn it is (reminders). Each period is done once: safe to repeat.")

    def handle(self, *args: Any, **options: Any) -> None:
        for run in run_due_work():
            self.stdout.write(f"{run.name} {run.period}: {run.error or _('done')}")
