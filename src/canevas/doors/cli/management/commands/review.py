from __future__ import annotations

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import CommandError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from canevas.doors.cli.command import PlainCommand
from canevas.doors.cli.synthesis.naming import acting, identifier, in_sentences
from canevas.governance.concertation.operations import confirm_intake, confirm_line, confirm_sure, drop_line
from canevas.governance.concertation.queries.intakes import doubts_of, intakes, open_intakes


class Command(PlainCommand):
    help = gettext_lazy("Say what is to be checked in files that were taken in; check it, and confirm them.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("intake", nargs="?", default="",
                            help=_("identifier of the file, as “canevas import --json” says it; without one, those "
                                   "that wait are listed"))
        parser.add_argument("--accept", nargs="*", type=int, default=[], metavar="NUMBER",
                            help=_("values that are right as they were understood"))
        parser.add_argument("--accept-all", action="store_true", help=_("all of them are right"))
        parser.add_argument("--leave-out", nargs="*", type=int, default=[], metavar="NUMBER",
                            help=_("values that do not belong there"))
        parser.add_argument("--confirm", action="store_true", help=_("then let the register say what the file says"))
        parser.add_argument("--user", default="", help=_("name of the user in whose name it is done"))
        parser.add_argument("--json", action="store_true", help=_("the answer as JSON, for a program"))

    def handle(self, *args: Any, **options: Any) -> None:
        by = acting(options["user"])
        if not options["intake"]:
            told: Any = [self.brief(one) for one in open_intakes(by)]
            self.say(options, told, "\n".join(f"{one['intake']}  {one['file']}" for one in told)
                     or _("No file waits to be checked."))
            return
        found = intakes(by).filter(uid=identifier(options["intake"])).first()
        if found is None:
            raise CommandError(_("There is no file “%(name)s” that was taken in.") % {"name": options["intake"]})
        with in_sentences(), transaction.atomic():
            self.checked(by, found, options)
            if options["confirm"]:
                found = confirm_intake(by=by, intake=found)
        told = {**self.brief(found), "state": found.state, "doubts": [self.doubt(one) for one in doubts_of(found)]}
        self.say(options, told, self.sentence(told))

    def checked(self, by: Any, found: Any, options: dict[str, Any]) -> None:
        doubts = {one.pk: one for one in doubts_of(found)}
        unknown = [str(key) for key in (*options["accept"], *options["leave_out"]) if key not in doubts]
        if unknown:
            raise CommandError(_("Nothing of that number is to be checked: %(numbers)s.") % {
                "numbers": ", ".join(unknown)})
        for key in options["leave_out"]:
            drop_line(by=by, line=doubts.pop(key))
        for key, line in doubts.items():
            if options["accept_all"] or key in options["accept"]:
                confirm_line(by=by, line=line)
        if options["confirm"]:
            confirm_sure(by=by, intake=found)

    @staticmethod
    def brief(found: Any) -> dict[str, Any]:
        recommended = found.session.recommendation_set if found.session_id else found.recommendation_set
        return {"intake": str(found.uid), "file": found.name, "session": str(found.session.uid) if found.session_id
                else "", "set": str(recommended.uid) if recommended else ""}

    @staticmethod
    def doubt(line: Any) -> dict[str, Any]:
        return {"number": line.pk, "kind": line.kind, "value": line.value, "reason": line.reason,
                "confidence": line.confidence}

    @staticmethod
    def sentence(told: dict[str, Any]) -> str:
        if told["state"] == "confirmed":
            return _("%(file)s is in the register.") % {"file": told["file"]}
        count = len(told["doubts"])
        if not count:
            return _("%(file)s: ready to be confirmed") % {"file": told["file"]}
        lines = [ngettext("%(file)s: %(count)d value to check", "%(file)s: %(count)d values to check", count) % {
            "file": told["file"], "count": count}]
        lines += [f"{one['number']:>6}  {one['kind']}: {one['value'].get('text', '')} – {one['reason']}"
                  for one in told["doubts"]]
        return "\n".join(lines)

    def say(self, options: dict[str, Any], told: Any, sentence: str) -> None:
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=1) if options["json"] else sentence)
