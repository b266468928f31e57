from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.doors.cli.command import PlainCommand
from canevas.doors.cli.whole_files import write_at_once
from canevas.governance.concertation.queries.official import Format, official_file, sessions_named
from canevas.tools.documents.writing.pdf import PdfFault
from canevas.tools.documents.writing.sandbox import TemplateFault

SHOWN = 10


class Command(PlainCommand):
    help = gettext_lazy("Write the official minutes of a meeting, as Word or PDF, in the common outline.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("session", help=_("the meeting: its identifier, or body and day (GTM-Tahoua 2022-05-17)"),
                            nargs="+")
        parser.add_argument("--docx", metavar="OUT", type=Path, help=_("Word file to write, or folder"))
        parser.add_argument("--pdf", metavar="OUT", type=Path, help=_("PDF file to write, or folder"))

    def handle(self, *args: Any, **options: Any) -> None:
        wanted: list[tuple[Format, Path]] = [
            (kind, options[kind]) for kind in ("docx", "pdf") if options[kind] is not None]
        if not wanted:
            raise CommandError(_("Say what to write: --docx FILE, --pdf FILE, or both."))
        session = self.session(" ".join(options["session"]))
        for kind, target in wanted:
            try:
                file = official_file(session, kind)
            except (TemplateFault, PdfFault) as fault:
                raise CommandError(str(fault)) from fault
            path = target / file.name if target.is_dir() else target
            try:
                write_at_once(path, file.content)
            except OSError as fault:
                raise CommandError(_("“%(path)s” cannot be written: %(why)s. Check the folder and that the file is not "
                                     "open elsewhere.") % {"path": path, "why": fault.strerror}) from fault
            self.stdout.write(str(path))

    def session(self, named: str) -> Any:
        """The one meeting of that name."""
        found = sessions_named(named)
        if not found:
            raise CommandError(_("There is no meeting “%(name)s”. Write its body and its day, for example: "
                                 "GTM-Tahoua 2022-05-17.") % {"name": named})
        if len(found) > 1:
            names = "\n".join(f"  {session.uid}  {session} ({session.get_stage_display()})"
                              for session in found[:SHOWN])
            raise CommandError(_("Several meetings are called “%(name)s”. Give the identifier of one:\n%(names)s")
                               % {"name": named, "names": names})
        return found[0]
