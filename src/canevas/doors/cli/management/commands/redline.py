from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.doors.cli.command import PlainCommand
from canevas.doors.cli.synthesis.naming import acting, synthesis_named
from canevas.governance.syntheses.queries.redlines import redline_of, versions_named
from canevas.tools.documents.writing.redline.change import RedlineError


class Command(PlainCommand):
    help = gettext_lazy("Write what a version of a synthesis changes in an earlier one as tracked changes of Word.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("synthesis", help=_("the synthesis: its identifier, or words of its title"))
        parser.add_argument("--since", type=int, required=True, metavar="NUMBER", help=_("the earlier version"))
        parser.add_argument("--version-number", type=int, metavar="NUMBER", dest="number",
                            help=_("the later version; otherwise the last frozen one"))
        parser.add_argument("--out", type=Path, metavar="FILE.docx", help=_("where to write; otherwise here"))

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            since, version = versions_named(
                str(synthesis_named(acting(""), options["synthesis"]).uid), options["since"], options["number"])
            file = redline_of(since, version)
        except ValidationError as fault:
            raise CommandError(" ".join(fault.messages)) from fault
        except RedlineError as fault:
            raise CommandError(str(fault)) from fault
        path = options["out"] or Path(file.name)
        try:
            path.write_bytes(file.content)
        except OSError as fault:
            raise CommandError(_("“%(path)s” cannot be written: %(why)s. Choose another folder with --out.") % {
                "path": path, "why": fault.strerror}) from fault
        self.stdout.write(_("Written: %(path)s") % {"path": path})
