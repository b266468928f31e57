from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.doors.cli.command import PlainCommand
from canevas.governance.syntheses.queries.verifying import is_at_hand, no_register, verify, whole_register
from canevas.governance.syntheses.rules.verdicts import Verdict
from canevas.tools.documents.limits import Source

ALTERED = 1


class Command(PlainCommand):
    help = gettext_lazy("Say whether Word files of a synthesis are the frozen versions that they say they are.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("Word files of a synthesis"))
        parser.add_argument("--alone", action="store_true", help=_("look at the file alone, not at the register"))
        parser.add_argument("--json", action="store_true", help=_("print the findings as JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        register = no_register if options["alone"] or not is_at_hand() else whole_register
        verdicts = []
        for path in options["files"]:
            try:
                content = path.read_bytes()
            except OSError as fault:
                raise CommandError(_("“%(path)s” cannot be read: %(why)s. Check the name and the folder.") % {
                    "path": path, "why": fault.strerror}) from fault
            verdicts.append(verify(Source(content, path.name), register))
        if options["json"]:
            self.stdout.write(json.dumps([_as_dict(one) for one in verdicts], ensure_ascii=False, indent=1))
        else:
            for one in verdicts:
                self.stdout.write(f"{one.file}: {one.sentence}{f' {one.difference}' if one.difference else ''}")
                if one.what:
                    self.stdout.write(f"  {one.what}")
        wrong = [one.file for one in verdicts if not one.is_intact]
        if wrong:
            raise CommandError(_("Not confirmed: %(files)s") % {"files": ", ".join(wrong)}, returncode=ALTERED)


def _as_dict(one: Verdict) -> dict[str, Any]:
    return {"file": one.file, "intact": one.is_intact, "standing": one.standing.value, "sentence": one.sentence,
            "version": one.what, "difference": one.difference}
