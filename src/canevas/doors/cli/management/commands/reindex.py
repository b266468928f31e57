from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.operations import system_user
from canevas.doors.cli.command import PlainCommand
from canevas.governance.concertation.operations import reindex_everything


class Command(PlainCommand):
    help = gettext_lazy("Make the search index again from the register. Safe to repeat.")

    def handle(self, *args: Any, **options: Any) -> None:
        count = reindex_everything(by=system_user())
        self.stdout.write(_("The search index holds %(count)s entries.") % {"count": count})
