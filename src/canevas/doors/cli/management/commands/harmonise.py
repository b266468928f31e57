from __future__ import annotations

import json
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from canevas.doors.cli.command import PlainCommand
from canevas.evidence.observatory.rules.harmonise.json_form import to_json
from canevas.evidence.observatory.rules.harmonise.layout import letters
from canevas.evidence.observatory.rules.harmonise.proposal import SURE, ColumnProposal, Proposal, TableProposal
from canevas.evidence.observatory.rules.harmonise.proposing import propose
from canevas.tools.documents.nodes import DocumentRefused
from canevas.tools.tables.reading import read_tables
from canevas.tools.vocabulary import load_vocabulary

NOT_READ = 2
MOST_LINES = 20
"""Lines of one kind that the summary shows of a table; the JSON has them all."""


class Command(PlainCommand):
    help = gettext_lazy("Say what is understood of files of figures: tables, meanings, codes, doubts. Nothing is kept.")
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("XLSX, XLS, ODS, CSV or JSON"))
        parser.add_argument("--json", action="store_true", help=_("print the whole proposal as JSON"))

    def handle(self, *args: Any, **options: Any) -> None:
        vocabulary = load_vocabulary(settings.CANEVAS_VOCABULARY)
        proposals, refusals = [], []
        for path in options["files"]:
            try:
                proposals.append(propose(read_tables(path), vocabulary))
            except DocumentRefused as refusal:
                refusals.append(str(refusal))
            except OSError as fault:
                refusals.append(_("“%(path)s” cannot be read: %(why)s. Check the name and the folder.") % {
                    "path": path, "why": fault.strerror})
        if options["json"]:
            forms = [to_json(one) for one in proposals]
            if forms:
                one_or_all = forms[0] if len(options["files"]) == 1 else forms
                self.stdout.write(json.dumps(one_or_all, ensure_ascii=False, indent=1))
        else:
            for proposal in proposals:
                self.summarise(proposal)
        if refusals:
            raise CommandError("\n".join(refusals), returncode=NOT_READ)

    def summarise(self, proposal: Proposal) -> None:
        """The same for a reader: what is doubtful is marked (?), what needs an answer is asked."""
        self.stdout.write(f"{proposal.file} ({proposal.read_as})")
        for table in proposal.tables:
            self._table(table)
        for sentence in proposal.left_out:
            self.stdout.write(f"  – {sentence}")

    def _table(self, table: TableProposal) -> None:
        layout = table.layout
        self.stdout.write("")
        self.stdout.write(_("  Sheet “%(sheet)s”, %(range)s (%(rows)s)") % {
            "sheet": layout.sheet, "range": layout.data_range, "rows": ngettext(
                "%(count)d row", "%(count)d rows", len(layout.data_rows())) % {"count": len(layout.data_rows())}})
        self.stdout.write(f"    {layout.reason}")
        for title in layout.titles[:MOST_LINES]:
            self.stdout.write(f"    « {title} »")
        if table.fixed:
            self.stdout.write("    " + _("for every row: %(facts)s") % {"facts": _facts(table.fixed)})
        for column in table.columns:
            self._column(column)
        self._lines(_("Questions"), [*table.questions, *dict.fromkeys(
            f"{column.header} : {column.question}" for column in table.columns if column.question)])
        self._lines(_("Rows not understood"), [_("row %(row)d, %(column)s: “%(value)s”. %(why)s") % {
            "row": one.row, "column": one.column, "value": one.value, "why": one.why} for one in table.rejects])
        self._lines(_("Figures that do not agree"), [
            one.message if one.row is None else _("row %(row)d: %(message)s") % {
                "row": one.row, "message": one.message} for one in table.anomalies])

    def _column(self, column: ColumnProposal) -> None:
        mark = "" if column.confidence >= SURE else " (?)"
        facts = f" [{_facts(column.fixed)}]" if column.fixed else ""
        name = column.header or _("(no heading)")
        self.stdout.write(f"    {letters(column.number):<3} {name} → {column.meaning}{facts}{mark}")
        doubts = [value for value in column.values if value.confidence < SURE]
        for value in doubts[:MOST_LINES]:
            self.stdout.write(f"          {value.raw} → {value.code or '?'} (?) {value.reason}")
        if len(doubts) > MOST_LINES:
            self.stdout.write("          " + _("… and %(count)d more") % {"count": len(doubts) - MOST_LINES})

    def _lines(self, title: str, lines: list[str]) -> None:
        if not lines:
            return
        self.stdout.write(f"    {title} :")
        for line in lines[:MOST_LINES]:
            self.stdout.write(f"      • {line}")
        if len(lines) > MOST_LINES:
            self.stdout.write("      " + _("… and %(count)d more") % {"count": len(lines) - MOST_LINES})


def _facts(fixed: Any) -> str:
    return ", ".join(f"{meaning} {code}" for meaning, code in fixed.items())
