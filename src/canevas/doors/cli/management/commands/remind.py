from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from canevas.commons.access.operations import system_user
from canevas.commons.jobs.rules import Weekly
from canevas.doors.cli.command import PlainCommand
from canevas.governance.concertation.operations.reminding import send_reminders
from canevas.governance.concertation.queries.reminders import plan, reminded


class Command(PlainCommand):
    help = gettext_lazy("Send the reminders of this week: to each address once, however often this is run.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help=_("only say to whom, and about how many actions"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["dry_run"]:
            for one in reminded():
                to = _("no reminders") if one.is_off else ", ".join(one.addresses) or _("no address")
                self.stdout.write(f"{one.organisation}: " + ngettext(
                    "%(count)s action", "%(count)s actions", one.count) % {"count": one.count} + f" → {to}")
            return
        found = plan()
        occasion = Weekly(found.weekday, found.hour).period(timezone.localtime())
        sent = send_reminders(by=system_user(), occasion=occasion)
        for one in sent:
            self.stdout.write(f"{one.organisation}: {one.address} ({one.get_state_display()})")
        self.stdout.write(ngettext("%(count)s letter for %(week)s.", "%(count)s letters for %(week)s.", len(sent)) % {
            "count": len(sent), "week": occasion})
