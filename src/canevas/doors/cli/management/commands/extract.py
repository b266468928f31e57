from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.doors.cli.command import PlainCommand
from canevas.governance.concertation.rules.json_form import to_json
from canevas.governance.concertation.rules.minutes import NotMinutes
from canevas.governance.concertation.rules.reading import read_minutes
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.reading import read_file
from canevas.tools.vocabulary import load_vocabulary


class Command(PlainCommand):
    help = gettext_lazy("Say what is understood of one file of minutes. Nothing is kept.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help=_("Word, PDF, OpenDocument, HTML, text or picture"))
        parser.add_argument("--json", action="store_true", help=_("print the whole as one JSON document"))

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(_("There is no file “%(path)s”. Check the name and the folder.") % {"path": path})
        try:
            document = read_file(path)
            read = read_minutes(document, load_vocabulary(settings.CANEVAS_VOCABULARY))
        except (DocumentRefused, NotMinutes) as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        form = to_json(read)
        if options["json"]:
            form["notices"] = document.notices
            self.stdout.write(json.dumps(form, ensure_ascii=False, indent=1))
        else:
            self.summarise(form, document.notices)

    def summarise(self, form: dict[str, Any], notices: list[str]) -> None:
        """The same for a reader: one line a value, the doubtful ones marked."""
        doubts = {pointer for pointer, source in form["provenance"].items() if source["confidence"] < 0.85}
        for label, key in ((_("Body"), "body"), (_("Session"), "session"), (_("Stage"), "stage"), (_("Date"), "date"),
                           (_("Start"), "start"), (_("End"), "end"), (_("Place"), "place")):
            mark = "  (?)" if f"/{key}" in doubts else ""
            self.stdout.write(f"{label:<10} {form.get(key) or '—'}{mark}")
        counts = {
            _("Organisations present"): len(form["attendance"]),
            _("Agenda items"): len(form["agenda"]),
            _("Discussion points"): sum(len(item["discussion"]) for item in form["items"]),
            _("Action points"): sum(len(item["actions"]) for item in form["items"]),
            _("Recommendations"): len(form["recommendations"]),
            _("Rows of the synthesis"): sum(len(section["rows"]) for section in form["synthesis"]),
            _("Doubtful values"): len(doubts),
        }
        for label, count in counts.items():
            self.stdout.write(f"{label:<26} {count}")
        for notice in notices:
            self.stdout.write(f"! {notice}")
