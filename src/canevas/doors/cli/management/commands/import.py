# ruff: noqa: N999 (the command is called import)
from __future__ import annotations

import gc
import json
import sys
from argparse import ArgumentParser
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from canevas.commons.access.operations import system_user
from canevas.commons.access.queries import user_named
from canevas.doors.cli.command import PlainCommand
from canevas.governance.concertation.operations import Imported, import_files
from canevas.tools.documents.reading import EXTENSIONS, READERS

IGNORED = (".", "~$")
"""Names of files that belong to programs and not to people: hidden ones, and the locks that Word leaves."""
DOCUMENTS = frozenset(suffix for kind in READERS for suffix in EXTENSIONS.get(kind, ()))
"""In a folder, files with other endings are left alone; a file named on the command line is always tried."""


class Command(PlainCommand):
    help = gettext_lazy("Take in minutes from files and folders: everything that reads is kept for review.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("paths", nargs="+", type=Path, metavar="FILE", help=_("files or folders"))
        parser.add_argument("--confirm", action="store_true", help=_("confirm at once what leaves nothing to check"))
        parser.add_argument("--json", action="store_true", help=_("print the report as JSON"))
        parser.add_argument("--processes", type=int, default=None, help=_("how many files are read at the same time"))
        parser.add_argument("--timeout", type=float, default=None, help=_("seconds that one file may take"))
        parser.add_argument("--user", default="", help=_("name of the user in whose name the files are taken in"))

    def handle(self, *args: Any, **options: Any) -> None:
        by = user_named(options["user"]) if options["user"] else system_user()
        if by is None:
            raise CommandError(_("There is no user “%(name)s”.") % {"name": options["user"]})
        missing = [str(path) for path in options["paths"] if not path.exists()]
        if missing:
            raise CommandError(_("Nothing stands at “%(path)s”. Check the name and the folder.")
                               % {"path": "”, “".join(missing)})
        # Rows are made by the thousand and none of them in circles: looking for circles cost a tenth of the time.
        gc.freeze()
        gc.set_threshold(50_000, 50, 50)
        every = list(dict.fromkeys(files_below(options["paths"])))
        paths = [path for path in every if path in options["paths"] or path.suffix.lower() in DOCUMENTS]
        columns = (TextColumn(_("Reading")), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
        with Progress(*columns, console=Console(file=sys.stderr), disable=not sys.stderr.isatty()) as bar:
            task = bar.add_task("", total=len(paths))
            report = import_files(by=by, paths=paths, confirm_sure=options["confirm"],
                                  processes=options["processes"], timeout=options["timeout"],
                                  progress=lambda _done: bar.advance(task))
        if options["json"]:
            self.stdout.write(json.dumps(
                {"counts": Counter(one.outcome for one in report), "files": [asdict(one) for one in report]},
                ensure_ascii=False, indent=1))
        else:
            self.say(report, len(every) - len(paths))

    def say(self, report: list[Imported], others: int) -> None:
        """What was done, then what waits for a person, then what was refused and why."""
        words = {
            "confirmed": _("in the register"), "to_review": _("to review"),
            "superseding": _("new version of known minutes, to review"), "unchanged": _("says nothing new"),
            "known": _("taken in before"), "sheet": _("sheets of organisations, to confirm"),
            "refused": _("refused")}
        counts = Counter(one.outcome for one in report)
        self.stdout.write(ngettext("%(count)s file:", "%(count)s files:", len(report)) % {"count": len(report)})
        for outcome, label in words.items():
            if counts[outcome]:  # type: ignore[index]
                self.stdout.write(f"  {counts[outcome]:>5}  {label}")  # type: ignore[index]
        if others:
            self.stdout.write(f"  {others:>5}  " + _("of another kind, left alone"))
        for one in report:
            if one.outcome in ("to_review", "superseding"):
                left = ngettext("%(count)s value to check", "%(count)s values to check",
                                one.doubts) % {"count": one.doubts} if one.doubts else _("ready to be confirmed")
                said = one.sentence or left
                self.stdout.write(f"? {one.path}: {said}")
        for one in report:
            if one.outcome == "refused":
                self.stdout.write(f"! {one.path}: {one.sentence}")


def files_below(paths: list[Path]) -> Iterator[Path]:
    """The files among ``paths`` and in the folders among them, by name."""
    for path in paths:
        if path.is_dir():
            yield from sorted(file for file in path.rglob("*") if file.is_file()
                              and not file.name.startswith(IGNORED))
        else:
            yield path
