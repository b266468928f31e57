from __future__ import annotations

import json
from argparse import ArgumentParser
from datetime import datetime, time
from typing import Any

from django.core.management.base import CommandError
from django.db import DatabaseError, connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from canevas.commons.access.operations import system_user
from canevas.commons.audit.operations import (
    check_journal,
    grant_statements,
    install_guards,
    restart_chain,
    summary_of,
)
from canevas.commons.audit.queries import JournalUnavailable, Verified, current_anchor, number_at
from canevas.commons.audit.rules.walk import Anchor, read_anchor
from canevas.doors.cli.command import PlainCommand

APPLICATION_ROLE = "canevas_app"


class Command(PlainCommand):
    help = gettext_lazy("Check the journal (verify), note its last row (anchor), protect it (roles, guards).")

    def add_arguments(self, parser: ArgumentParser) -> None:
        acts = parser.add_subparsers(dest="act", required=True, metavar="verify|anchor|guards|roles|restart")
        verify = acts.add_parser("verify", help=_("walk every row and name the first that is wrong"))
        verify.add_argument("--since", metavar=_("NUMBER|DAY"), help=_("only from this row, or from this day "
                                                                       "(2026-05-17), on"))
        verify.add_argument("--anchor", action="append", default=[], metavar="N:MAC",
                            help=_("a row noted by “canevas audit anchor”, which must be found as it was"))
        verify.add_argument("--json", action="store_true", help=_("the answer as JSON, for a program"))
        acts.add_parser("anchor", help=_("print number and signature of the last row, to be noted on paper or sent by "
                                         "e-mail"))
        acts.add_parser("guards", help=_("put up the database's own refusals (triggers) where they are missing"))
        roles = acts.add_parser("roles", help=_("PostgreSQL: print the SQL of a role that can only add to the journal"))
        roles.add_argument("--role", default=APPLICATION_ROLE, help=_("name of the application's role"))
        roles.add_argument("--apply", action="store_true", help=_("run it now, as the owner of the tables"))
        restart = acts.add_parser("restart", help=_("after the key was lost for good: a new key and a new beginning"))
        restart.add_argument("--because", required=True, help=_("the reason, which stays in the journal"))

    def handle(self, *args: Any, **options: Any) -> None:
        act = {"verify": self.verify, "anchor": self.anchor, "guards": self.guards, "roles": self.roles,
               "restart": self.restart}[options["act"]]
        try:
            act(options)
        except JournalUnavailable as fault:
            raise CommandError(str(fault)) from fault

    def verify(self, options: dict[str, Any]) -> None:
        anchors = tuple(self._anchor(text) for text in options["anchor"])
        found = check_journal(since=self._since(options["since"]), anchors=anchors)
        if options["json"]:
            self.stdout.write(json.dumps(as_json(found), ensure_ascii=False, indent=2))
        else:
            for line in found.warnings:
                self.stdout.write(line)
            self.stdout.write(summary_of(found))
        if not found.is_right:
            raise CommandError(found.fault.sentence if found.fault else "", returncode=1)

    def anchor(self, options: dict[str, Any]) -> None:
        self.stdout.write(str(current_anchor()))

    def guards(self, options: dict[str, Any]) -> None:
        fresh = install_guards()
        self.stdout.write(_("The guards of the journal stand.") if not fresh else ngettext(
            "%(count)s guard of the journal was put up.", "%(count)s guards of the journal were put up.", len(fresh))
            % {"count": len(fresh)})

    def roles(self, options: dict[str, Any]) -> None:
        if connection.vendor != "postgresql":
            raise CommandError(_("Roles are for PostgreSQL: with SQLite, whoever holds the file holds the database. "
                                 "Note anchors instead (canevas audit anchor)."))
        try:
            statements = grant_statements(role=options["role"], database=connection.settings_dict["NAME"])
        except ValueError as fault:
            raise CommandError(_("“%(role)s” is no name for a role: small letters, digits and “_”.")
                               % {"role": options["role"]}) from fault
        if not options["apply"]:
            self.stdout.write(";\n".join(statements) + ";")
            return
        try:
            with transaction.atomic(), connection.cursor() as cursor:
                for statement in statements:
                    cursor.execute(statement)
        except DatabaseError as fault:
            raise CommandError(_("This needs the owner of the tables, who may create roles: %(why)s")
                               % {"why": str(fault).strip()}) from fault
        self.stdout.write(_("The role “%(role)s” can add to the journal, and no more. Give it a password, and name it "
                            "in DATABASE_URL.") % {"role": options["role"]})

    def restart(self, options: dict[str, Any]) -> None:
        row = restart_chain(by=system_user(), reason=options["because"])
        self.stdout.write(_("The chain begins anew at row %(number)s. Keep the file “journal.key” in a safe place.")
                          % {"number": row.number})

    def _anchor(self, text: str) -> Anchor:
        found = read_anchor(text)
        if found is None:
            raise CommandError(_("“%(text)s” is no anchor: it looks like 1204:3f2a-99c1-0b7d-… .") % {"text": text})
        return found

    def _since(self, text: str | None) -> int:
        if not text:
            return 0
        if text.isascii() and text.isdigit():
            return int(text)
        try:
            day = datetime.combine(datetime.strptime(text, "%Y-%m-%d").date(), time.min)
        except ValueError as fault:
            raise CommandError(_("“%(text)s” is neither a row nor a day like 2026-05-17.") % {"text": text}) from fault
        return number_at(timezone.make_aware(day))


def as_json(found: Verified) -> dict[str, Any]:
    fault = found.fault
    return {"right": found.is_right, "rows": found.rows, "first": found.first, "last": found.last,
            "before": found.before, "anchor": str(found.head) if found.head else None, "warnings": found.warnings,
            "fault": {"kind": str(fault.kind), "number": fault.number, "other": fault.other,
                      "sentence": fault.sentence} if fault else None}
