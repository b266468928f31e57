from __future__ import annotations

import json
import shutil
from argparse import ArgumentParser
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext
from rich.console import Console
from rich.table import Table

from canevas.doors.cli.command import PlainCommand
from canevas.governance.recommendations.rules.amending.amendment import Amendment, Found, Where
from canevas.governance.recommendations.rules.amending.finding import Base, base_of, find_amendments
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.documents.revisions.reading import read_revisions_file
from canevas.tools.vocabulary import load_vocabulary

NARROWEST = 100
"""Signs in a line of the table where the output is no screen."""


class Command(PlainCommand):
    help = gettext_lazy("Say what marked-up Word copies change in the file that was sent out. Nothing is kept.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("copies", nargs="+", type=Path, metavar="COPY", help=_("Word files that came back"))
        parser.add_argument("--base", type=Path, required=True, help=_("the Word file that was sent out"))
        parser.add_argument("--json", action="store_true", help=_("print every change as JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        missing = [str(path) for path in (options["base"], *options["copies"]) if not path.is_file()]
        if missing:
            raise CommandError(_("There is no file “%(path)s”. Check the name and the folder.")
                               % {"path": "”, “".join(missing)})
        try:
            base = base_of(read_revisions_file(options["base"]), load_vocabulary(settings.CANEVAS_VOCABULARY))
        except DocumentRefused as refusal:
            raise CommandError(str(refusal), returncode=2) from refusal
        found, refusals = self.read(options["copies"], base)
        if options["json"]:
            self.stdout.write(json.dumps([one.as_dict() for copy in found for one in copy.amendments],
                                         ensure_ascii=False, indent=1))
        else:
            for copy in found:
                self.show(copy)
        left_out = sum(copy.formatting for copy in found)
        if left_out:
            self.stderr.write(ngettext(
                "%(count)d change of form alone was left out.", "%(count)d changes of form alone were left out.",
                left_out) % {"count": left_out})
        if refusals:
            raise CommandError("\n".join(refusals), returncode=2)

    def read(self, paths: list[Path], base: Base) -> tuple[list[Found], list[str]]:
        """What each copy changes, and a sentence for each that cannot be read; a bad file does not stop the others."""
        found, refusals = [], []
        names = Counter(path.name for path in paths)
        for path in paths:
            try:
                document = read_revisions_file(path)
                if names[path.name] > 1:  # from one folder for each organisation, say
                    document.name = str(path)
                found.append(find_amendments(document, base))
            except (DocumentRefused, OSError) as refusal:
                refusals.append(str(refusal))
        return found, refusals

    def show(self, found: Found) -> None:
        """One line a change, for people."""
        count = len(found.amendments)
        if not count:
            self.stdout.write(_("%(file)s: nothing was changed.") % {"file": found.file})
            return
        changes = ngettext("%(count)d change", "%(count)d changes", count) % {"count": count}
        table = Table(title=f"{found.file} — {changes}", title_justify="left", show_lines=True)
        for heading in (pgettext("amendment", "Where"), pgettext("amendment", "What"), pgettext("amendment", "Before"),
                        pgettext("amendment", "After"), pgettext("amendment", "By")):
            table.add_column(heading, overflow="fold")
        for one in found.amendments:
            table.add_row(place(one.where), deed(one), shown(one.before), shown(one.after), hand(one))
        page = StringIO()
        width = max(shutil.get_terminal_size().columns, NARROWEST)
        Console(file=page, width=width, highlight=False, markup=False, emoji=False).print(table)
        self.stdout.write(page.getvalue())


def sections() -> dict[str, str]:
    return {"general": pgettext("amendment", "general"), "specific": pgettext("amendment", "by axis"),
            "header": pgettext("amendment", "header"), "text": pgettext("amendment", "text")}


def columns() -> dict[str, str]:
    return {"challenge": pgettext("amendment", "challenge"), "priorities": pgettext("amendment", "priorities"),
            "strategies": pgettext("amendment", "strategies"), "responsible": pgettext("amendment", "responsible"),
            "number": pgettext("amendment", "number"), "deadline": pgettext("amendment", "deadline"),
            "axis": pgettext("amendment", "axis"), "other": pgettext("amendment", "other column")}


def deeds() -> dict[str, str]:
    return {"insert": pgettext("amendment", "added"), "delete": pgettext("amendment", "deleted"),
            "replace": pgettext("amendment", "replaced"), "move": pgettext("amendment", "moved"),
            "row-insert": pgettext("amendment", "row added"), "row-delete": pgettext("amendment", "row deleted"),
            "split": pgettext("amendment", "line split"), "merge": pgettext("amendment", "lines merged"),
            "comment": pgettext("amendment", "remark")}


def place(where: Where) -> str:
    """Section, row, column and line in the words of the reader."""
    axis = where.section.removeprefix("axis ")
    parts = [sections().get(where.section, where.section) if axis == where.section
             else pgettext("amendment", "axis %(number)s") % {"number": axis}]
    if where.row is not None:
        parts.append(pgettext("amendment", "row %(number)d") % {"number": where.row})
    if where.column is not None:
        parts.append(columns().get(where.column, where.column))
    if where.line is not None:
        parts.append(pgettext("amendment", "line %(number)d") % {"number": where.line})
    return ", ".join(parts)


def deed(one: Amendment) -> str:
    word = deeds()[one.kind.value]
    return word if one.to is None else pgettext("amendment", "%(deed)s to: %(place)s") % {
        "deed": word, "place": place(one.to)}


def hand(one: Amendment) -> str:
    """Author and day; what was found by comparison says so."""
    who = " ".join(part for part in (one.author, one.date[:10]) if part)
    return who if one.is_tracked else _("%(who)s (not marked, found by comparison)") % {"who": who or "—"}


def shown(text: str) -> str:
    return text.replace("\t", " | ")
