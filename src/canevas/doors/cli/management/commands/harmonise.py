from __future__ import annotations

import json
import math
from argparse import ArgumentParser
from collections.abc import Collection, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from canevas.doors.cli.command import PlainCommand
from canevas.doors.cli.reading_recipe import ReadingRecipe, Told, reading_recipe
from canevas.evidence.observatory.queries import wording
from canevas.evidence.observatory.rules.harmonise.json_form import to_json
from canevas.evidence.observatory.rules.harmonise.layout import letters
from canevas.evidence.observatory.rules.harmonise.meanings import Meaning
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
        parser.add_argument("--recipe", default="", metavar="NAME", help=_(
            "read the files by this recipe, of the register or in a .yaml file, and say what of them is new"))
        parser.add_argument("--user", default="", help=_("name of the user who sees the recipe"))

    def handle(self, *args: Any, **options: Any) -> None:
        recipe = reading_recipe(options["recipe"], options["user"]) if options["recipe"] else None
        answers = [_understood(path, recipe) for path in options["files"]]
        if options["json"]:
            forms = [{"file": path.name, "refused": one} if isinstance(one, str) else _form(*one)
                     for path, one in zip(options["files"], answers, strict=True)]
            self.stdout.write(as_json(forms[0] if len(forms) == 1 else forms))
        else:
            for one in answers:
                if not isinstance(one, str):
                    self.summarise(*one)
        if refusals := [one for one in answers if isinstance(one, str)]:
            raise CommandError("\n".join(map(printable, refusals)), returncode=NOT_READ)

    def summarise(self, proposal: Proposal, told: Told | None) -> None:
        """The same for a reader: what is doubtful is marked (?), what needs an answer is asked."""
        self.stdout.write(printable(f"{proposal.file} ({proposal.read_as})"))
        if told:
            self._lines(_("Recipe “%(name)s”") % {"name": told.recipe} if told.version is None else _(
                "Recipe “%(name)s”, version %(number)s") % {"name": told.recipe, "number": told.version},
                told.sentences())
        for table in proposal.tables:
            self._table(table)
        for sentence in proposal.left_out:
            self.stdout.write(f"  – {sentence}")

    def _table(self, table: TableProposal) -> None:
        layout = table.layout
        self.stdout.write("")
        self.stdout.write(_("  Sheet “%(sheet)s”, %(range)s (%(rows)s)") % {
            "sheet": printable(layout.sheet), "range": layout.data_range, "rows": ngettext(
                "%(count)d row", "%(count)d rows", len(layout.data_rows())) % {"count": len(layout.data_rows())}})
        self.stdout.write(f"    {layout.reason}")
        for title in layout.titles[:MOST_LINES]:
            self.stdout.write(printable(f"    « {title} »"))
        if table.fixed:
            self.stdout.write("    " + _("for every row: %(facts)s") % {"facts": _facts(table.fixed, table.doubtful)})
        for column in table.columns:
            self._column(column)
        self._lines(_("Questions"), [*table.questions, *(
            f"{wording.meaning(one)} : {in_words(one, table.fixed[one])} ? {table.facts[one].reason}"
            for one in table.doubtful), *dict.fromkeys(
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
        self.stdout.write(printable(
            f"    {letters(column.number):<3} {name} → {wording.meaning(column.meaning)}{facts}{mark}"))
        doubts = [value for value in column.values if value.confidence < SURE]
        for value in doubts[:MOST_LINES]:
            said = in_words(column.meaning, value.code) if value.code else "?"
            self.stdout.write(printable(f"          {value.raw} → {said} (?) {value.reason}"))
        if len(doubts) > MOST_LINES:
            self.stdout.write("          " + _("… and %(count)d more") % {"count": len(doubts) - MOST_LINES})

    def _lines(self, title: str, lines: list[str]) -> None:
        if not lines:
            return
        self.stdout.write(f"    {title} :")
        for line in lines[:MOST_LINES]:
            self.stdout.write(printable(f"      • {line}"))
        if len(lines) > MOST_LINES:
            self.stdout.write("      " + _("… and %(count)d more") % {"count": len(lines) - MOST_LINES})


def _form(proposal: Proposal, told: Told | None) -> dict[str, Any]:
    return {**to_json(proposal), "recipe": told.as_json()} if told else to_json(proposal)


def _understood(path: Path, recipe: ReadingRecipe | None) -> tuple[Proposal, Told | None] | str:
    """What is proposed of a file, and what the recipe says of it; or the sentence that says why it is not read."""
    try:
        book, words = read_tables(path), load_vocabulary(settings.CANEVAS_VOCABULARY)
        return recipe.read(partial(propose, book, words)) if recipe else (propose(book, words), None)
    except DocumentRefused as refusal:
        return str(refusal)
    except FileNotFoundError:
        return _("There is no file “%(path)s”. Check the name and the folder.") % {"path": path}
    except IsADirectoryError:
        return _("“%(path)s” is a folder. Name the files in it.") % {"path": path}
    except OSError as fault:
        return _("“%(path)s” cannot be read (%(why)s). Check that you may read it and that its disk answers.") % {
            "path": path, "why": fault.strerror or fault}


def as_json(answer: Any) -> str:
    """``answer`` as JSON that every program reads: a number that JSON has no word for is null."""
    try:
        return printable(json.dumps(answer, ensure_ascii=False, indent=1, allow_nan=False))
    except ValueError:
        return printable(json.dumps(_finite(answer), ensure_ascii=False, indent=1, allow_nan=False))


def _finite(one: Any) -> Any:
    if isinstance(one, dict):
        return {name: _finite(value) for name, value in one.items()}
    if isinstance(one, list):
        return [_finite(value) for value in one]
    return None if isinstance(one, float) and not math.isfinite(one) else one


def printable(text: str) -> str:
    """``text`` with a sign for each half of a character that a file or its name may hold and no terminal takes."""
    return text.encode("utf-8", "replace").decode()


def in_words(meaning: Meaning, code: str) -> str:
    """A code as a person reads it; an organisation is known by its own letters, and no directory is asked here."""
    return code if meaning is Meaning.ORGANISATION else wording.code_in_words(meaning, code)


def _facts(fixed: Mapping[Meaning, str], doubtful: Collection[Meaning] = ()) -> str:
    return ", ".join(f"{wording.meaning(one)} : {in_words(one, code)}{' (?)' if one in doubtful else ''}"
                     for one, code in fixed.items())
