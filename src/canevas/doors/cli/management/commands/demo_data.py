from __future__ import annotations

from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

from canevas.commons.access.operations import system_user
from canevas.doors.cli.command import PlainCommand
from canevas.doors.cli.demo.figures import load_figures
from canevas.doors.cli.demo.loading import load_demo


class Command(PlainCommand):
    help = gettext_lazy("Load the invented demonstration: two years of meetings of the CCM and of eight regions.")

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.CANEVAS_DEMO:
            raise CommandError(_("The demonstration is loaded only in demonstration mode (CANEVAS_DEMO=1)."))
        columns = (TextColumn(_("Invented minutes")), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=Console(file=self.stdout._out), transient=True) as bar:
            task = bar.add_task("", total=None)
            load = load_demo(by=system_user(),
                             progress=lambda done, total: bar.update(task, completed=done, total=total))
        load_figures(by=system_user(), today=timezone.localdate())
        self.stdout.write(_("Demonstration: %(taken_in)s minutes taken in, %(known)s already there, "
                            "%(waiting)s left for you to review.")
                          % {"taken_in": load.taken_in, "known": load.known, "waiting": load.waiting})
