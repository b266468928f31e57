from __future__ import annotations

import sys
from argparse import ArgumentParser
from getpass import getpass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.operations import (
    create_user,
    forget_second_factor,
    renew_password,
    system_user,
    unlock,
)
from canevas.commons.access.queries import user_named
from canevas.commons.access.rules import ROLES, Scope, ScopeKind
from canevas.doors.cli.command import PlainCommand


class Command(PlainCommand):
    help = gettext_lazy("Open an account, or give a new password to one. The password is asked, never written.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("username", help=_("name to sign in with"))
        parser.add_argument("--role", choices=sorted(ROLES), default="secretariat", help=_("what the account may do"))
        parser.add_argument("--scope", default="everything", metavar="KIND:KEY", help=_(
            "on what the role is held: everything, body:CODE, region:PCODE or organisation:CODE"))
        parser.add_argument("--first-name", default="", help=_("first name, shown on the pages"))
        parser.add_argument("--password-stdin", action="store_true",
                            help=_("read the password from standard input (for scripts)"))
        parser.add_argument("--unlock", action="store_true",
                            help=_("let the person sign in again at once after too many wrong passwords"))
        parser.add_argument("--forget-second-factor", action="store_true", help=_(
            "take away the phone, passkeys and recovery codes of somebody who lost them"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["unlock"] or options["forget_second_factor"]:
            self.help_in(options)
            return
        username, password = options["username"], self.password(options["password_stdin"])
        known = user_named(username)
        try:
            if known:
                renew_password(by=system_user(), user=known, password=password)
            else:
                create_user(by=system_user(), username=username, role=options["role"], password=password,
                            first_name=options["first_name"], scope=self.scope(options["scope"]))
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        said = _("“%(name)s” has a new password.") if known else _("The account “%(name)s” is open.")
        self.stdout.write(said % {"name": username})

    def help_in(self, options: dict[str, Any]) -> None:
        """Let somebody in again who cannot sign in; the password stays."""
        known = user_named(options["username"])
        if known is None:
            raise CommandError(_("There is no account “%(name)s”.") % {"name": options["username"]})
        if options["unlock"]:
            unlock(by=system_user(), user=known)
            self.stdout.write(_("“%(name)s” may try to sign in again.") % {"name": known.username})
        if options["forget_second_factor"]:
            forget_second_factor(by=system_user(), user=known)
            self.stdout.write(_("“%(name)s” has no second factor any more, and is signed out everywhere.")
                              % {"name": known.username})

    @staticmethod
    def scope(written: str) -> Scope:
        kind, _colon, key = written.partition(":")
        if kind not in [str(one) for one in ScopeKind]:
            raise CommandError(_("“%(written)s” is no scope. Write everything, body:CODE, region:PCODE or "
                                 "organisation:CODE.") % {"written": written})
        return Scope(ScopeKind(kind), key)

    @staticmethod
    def password(from_input: bool) -> str:
        if from_input:
            return sys.stdin.readline().rstrip("\r\n")
        first, second = getpass(_("Password: ")), getpass(_("The same again: "))
        if first != second:
            raise CommandError(_("The two passwords differ: nothing was changed."))
        return first
