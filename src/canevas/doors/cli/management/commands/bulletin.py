from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.operations import system_user
from canevas.commons.access.queries import user_named
from canevas.doors.cli.command import PlainCommand
from canevas.doors.cli.whole_files import write_at_once
from canevas.governance.bulletins.operations import NoPeriod, made_files
from canevas.tools.documents.writing.pdf import PdfFault
from canevas.tools.documents.writing.sandbox import TemplateFault


class Command(PlainCommand):
    help = gettext_lazy("Write the bulletin of a region, or of the country, for a month or a quarter.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--region", default="", metavar="PCODE", help=_("P-code; without it the whole country"))
        parser.add_argument("--period", required=True, help=_("a month (2023-03) or a quarter (2023-T1)"))
        parser.add_argument("--out", required=True, type=Path, help=_("file to write: .docx or .pdf"))
        parser.add_argument("--user", default="", help=_("name of the user who may see what is written"))

    def handle(self, *args: Any, **options: Any) -> None:
        path, kind = options["out"], options["out"].suffix.lower()
        if kind not in (".docx", ".pdf"):
            raise CommandError(_("Say what to write: a file that ends in .docx or .pdf."))
        by = user_named(options["user"]) if options["user"] else system_user()
        if by is None:
            raise CommandError(_("There is no user “%(name)s”.") % {"name": options["user"]})
        try:
            made = made_files(by=by, region=options["region"], period=options["period"])
        except (NoPeriod, PermissionDenied, TemplateFault, PdfFault) as fault:
            raise CommandError(str(fault)) from fault
        try:
            write_at_once(path, made.word if kind == ".docx" else made.pdf)
        except OSError as fault:
            raise CommandError(_("“%(path)s” cannot be written: %(why)s. Check the folder and that the file is not "
                                 "open elsewhere.") % {"path": path, "why": fault.strerror}) from fault
        self.stdout.write(str(path))
