from __future__ import annotations

import json
from argparse import ArgumentParser
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.doors.cli.command import PlainCommand
from canevas.doors.cli.synthesis import deciding, preparing
from canevas.governance.syntheses.rules.stages import Outcome

ACTS: dict[str, Callable[[dict[str, Any]], tuple[str, Any]]] = {
    "list": preparing.listed, "open": preparing.opened, "show": preparing.shown, "gather": preparing.gathering,
    "groups": preparing.groups, "settle": preparing.settled, "write": preparing.written, "freeze": preparing.frozen,
    "reopen": preparing.reopened, "word": deciding.word, "copies": deciding.copies,
    "amendments": deciding.amendments, "decide": deciding.decided, "apply": deciding.applied,
    "stage": deciding.staged, "discharge": deciding.discharged}


class Command(PlainCommand):
    help = gettext_lazy("Lead a synthesis from what regions recommended to its adoption, act by act.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        self.acts = parser.add_subparsers(dest="act", required=True, metavar="|".join(ACTS))
        self._act("list", _("the syntheses and their identifiers"), named=False)
        self._add_preparing()
        self._add_deciding()

    def _act(self, name: str, said: str, *, named: bool = True) -> ArgumentParser:
        one: ArgumentParser = self.acts.add_parser(name, help=said)
        if named:
            one.add_argument("synthesis", help=_("the synthesis: its identifier, or words of its title"))
        one.add_argument("--user", default="", help=_("name of the user in whose name it is done"))
        one.add_argument("--json", action="store_true", help=_("the answer as JSON, for a program"))
        return one

    def _add_preparing(self) -> None:
        one = self._act("open", _("begin a synthesis"), named=False)
        one.add_argument("--title", required=True, help=_("its title"))
        one.add_argument("--body", required=True, metavar="CODE", help=_("the body that will adopt it"))
        one.add_argument("--session", default="", help=_("the meeting it is for: identifier, or body and day"))
        one.add_argument("--since", default="", metavar=_("DAY"),
                         help=_("gather what was recommended from that day on"))
        one.add_argument("--continue", dest="continues", default="", metavar=_("TABLE"),
                         help=_("begin with this table of the register: its identifier, or words of its origin"))
        one = self._act("show", _("its table with the identifiers of lines, its versions, its decisions"))
        self._number(one)
        self._act("gather", _("gather what the bodies below recommended, in groups"))
        one = self._act("groups", _("what was gathered, and what is proposed for it"))
        one.add_argument("--state", default="", choices=["", "proposed", "taken", "left-out"],
                         help=_("only groups that stand so"))
        one = self._act("settle", _("groups become lines, are parted, joined or left out"))
        self._file(one, _("what is settled: JSON file, or - for the standard input"), nargs="?")
        one.add_argument("--sure", action="store_true", help=_("take every group that is sure, as proposed"))
        self._file(self._act("write", _("change the table that is being written")),
                   _("the changes: JSON file, or - for the standard input"))
        self._act("freeze", _("close the version that is being written")).add_argument(
            "--note", default="", help=_("a note on the version"))
        self._act("reopen", _("write a frozen table again")).add_argument(
            "--because", required=True, help=_("the reason, which stays in the journal"))

    def _add_deciding(self) -> None:
        one = self._act("word", _("write the Word file that goes out"))
        self._number(one)
        one.add_argument("--out", type=Path, metavar="FILE.docx", help=_("where to write; otherwise here"))
        one = self._act("copies", _("take in the Word copies that came back"))
        one.add_argument("files", nargs="+", type=Path, metavar="FILE", help=_("Word files that came back"))
        one.add_argument("--organisation", default="", metavar="CODE", help=_("who sent them, where files do not say"))
        one.add_argument("--replaces", action="store_true", help=_("they replace earlier copies of their organisation"))
        self._number(self._act("amendments", _("what was proposed, and what cannot stand together")))
        one = self._act("decide", _("decide on amendments"))
        self._file(one, _("the decisions: JSON file, or - for the standard input"), nargs="?")
        one.add_argument("--accept-rest", action="store_true",
                         help=_("then accept what stands in no conflict and has its place"))
        self._act("apply", _("make the next version with what was accepted")).add_argument(
            "--note", default="", help=_("a note on the version"))
        one = self._act("stage", _("write down what the stage decided"))
        one.add_argument("--outcome", required=True, choices=[str(each) for each in Outcome], help=_("the decision"))
        one.add_argument("--day", required=True, metavar=_("DAY"), help=_("the day of the decision (2026-05-17)"))
        one.add_argument("--note", default="", help=_("the reason, or a note"))
        one.add_argument("--session", default="", help=_("the meeting that decided: identifier, or body and day"))
        self._file(one, _("JSON file of reservations and of decisions on lines"), name="--details")
        one = self._act("discharge", _("settle a reservation"))
        one.add_argument("reservation", help=_("its identifier"))
        how = one.add_mutually_exclusive_group(required=True)
        how.add_argument("--integrated-in", type=int, metavar="NUMBER", help=_("the version that integrates it"))
        how.add_argument("--because", default="", help=_("why it is declined"))

    @staticmethod
    def _number(one: ArgumentParser) -> None:
        one.add_argument("--version-number", type=int, metavar="NUMBER", dest="number",
                         help=_("number of the version; otherwise the last"))

    @staticmethod
    def _file(one: ArgumentParser, said: str, *, name: str = "acts", **more: Any) -> None:
        one.add_argument(name, metavar="FILE.json", help=said, **more)

    def handle(self, *args: Any, **options: Any) -> None:
        sentence, told = ACTS[options["act"]](options)
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) if options["json"] else sentence)
