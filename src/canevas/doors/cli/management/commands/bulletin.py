from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.operations import system_user
from canevas.commons.access.queries import User, user_named
from canevas.commons.files.queries import content_of
from canevas.doors.cli.command import PlainCommand
from canevas.doors.cli.whole_files import write_at_once
from canevas.evidence.observatory.operations import FiguresRefused
from canevas.governance.bulletins.operations import PUBLIC, NoPeriod, NothingOut, made_files, make_bulletin
from canevas.tools.documents.writing.pdf import PdfFault
from canevas.tools.documents.writing.sandbox import TemplateFault


class Command(PlainCommand):
    help = gettext_lazy("Write the bulletin of a region, or of the country, for a month or a quarter.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--region", default="", metavar="PCODE", help=_("P-code; without it the whole country"))
        parser.add_argument("--period", required=True, help=_("a month (2023-03) or a quarter (2023-T1)"))
        parser.add_argument("--out", required=True, type=Path, help=_("file to write: .docx or .pdf"))
        parser.add_argument("--public", action="store_true", help=_(
            "for the public, from public releases: kept under Bulletins until another person approves it"))
        parser.add_argument("--user", default="", help=_("name of the user who may see what is written"))

    def handle(self, *args: Any, **options: Any) -> None:
        path, kind = options["out"], options["out"].suffix.lower()
        if kind not in (".docx", ".pdf"):
            raise CommandError(_("Say what to write: a file that ends in .docx or .pdf."))
        by = user_named(options["user"]) if options["user"] else system_user()
        if by is None:
            raise CommandError(_("There is no user “%(name)s”.") % {"name": options["user"]})
        try:
            word, pdf, note = self._made(by, options)
        except (NoPeriod, NothingOut, FiguresRefused, PermissionDenied, TemplateFault, PdfFault) as fault:
            raise CommandError(str(fault)) from fault
        try:
            write_at_once(path, word if kind == ".docx" else pdf)
        except OSError as fault:
            raise CommandError(_("“%(path)s” cannot be written: %(why)s. Check the folder and that the file is not "
                                 "open elsewhere.") % {"path": path, "why": fault.strerror}) from fault
        self.stdout.write(str(path))
        if note and kind == ".pdf":
            self.stdout.write(note)
        if options["public"]:
            self.stdout.write(_("This bulletin is not public yet: another person approves it, under Bulletins."))

    def _made(self, by: User, options: dict[str, Any]) -> tuple[bytes, bytes, str]:
        """The Word file, the PDF and what there is to say of it. One for the public is kept: it is what its approver
        reads."""
        asked = {"by": by, "region": options["region"], "period": options["period"]}
        if options["public"]:
            row = make_bulletin(**asked, audience=PUBLIC)
            return content_of(row.word), content_of(row.pdf), row.pdf_note
        made = made_files(**asked)
        return made.word, made.pdf, made.pdf_note
