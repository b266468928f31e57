from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.operations import system_user
from canevas.commons.access.queries import user_named
from canevas.commons.directory.queries import organisation_by_code
from canevas.doors.cli.command import PlainCommand
from canevas.doors.cli.management.commands.export import SHOWN
from canevas.doors.cli.whole_files import write_at_once
from canevas.governance.syntheses.queries.pack_files import KINDS, pack_file, packs_named
from canevas.tools.documents.writing.pdf import PdfFault
from canevas.tools.documents.writing.sandbox import TemplateFault


class Command(PlainCommand):
    help = gettext_lazy("Write the papers of a stage of a synthesis, for all or for one organisation.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("synthesis", help=_("the synthesis: its identifier, or words of its title"))
        for kind in KINDS:
            parser.add_argument(f"--{kind}", metavar="OUT", type=Path, help=_("file to write, or folder"))
        parser.add_argument("--organisation", default="", metavar="CODE", help=_("only what names this organisation"))
        parser.add_argument("--user", default="", help=_("name of the user who may see what is written"))

    def handle(self, *args: Any, **options: Any) -> None:
        wanted = [(kind, options[kind]) for kind in KINDS if options[kind] is not None]
        if not wanted:
            raise CommandError(_("Say what to write: --docx, --pdf, --xlsx or --note with a file or a folder."))
        by = user_named(options["user"]) if options["user"] else system_user()
        if by is None:
            raise CommandError(_("There is no user “%(name)s”.") % {"name": options["user"]})
        recipient = organisation_by_code(options["organisation"]) if options["organisation"] else None
        if options["organisation"] and recipient is None:
            raise CommandError(_("The directory has no organisation with the code “%(code)s”.") % {
                "code": options["organisation"]})
        version = self.version(by, options["synthesis"])
        for kind, target in wanted:
            try:
                file = pack_file(by, version, kind, recipient)
            except (TemplateFault, PdfFault) as fault:
                raise CommandError(str(fault)) from fault
            path = target / file.name if target.is_dir() else target
            try:
                write_at_once(path, file.content)
            except OSError as fault:
                raise CommandError(_("“%(path)s” cannot be written: %(why)s. Check the folder and that the file is not "
                                     "open elsewhere.") % {"path": path, "why": fault.strerror}) from fault
            self.stdout.write(str(path))

    def version(self, by: Any, named: str) -> Any:
        """The last frozen version of the one synthesis of that name."""
        found = packs_named(by, named)
        if not found:
            raise CommandError(_("There is no synthesis “%(name)s” with a frozen version.") % {"name": named})
        if len(found) > 1:
            names = "\n".join(f"  {one.synthesis.uid}  {one.synthesis}" for one in found[:SHOWN])
            raise CommandError(_("Several syntheses are called “%(name)s”. Give the identifier of one:\n%(names)s") % {
                "name": named, "names": names})
        return found[0]
