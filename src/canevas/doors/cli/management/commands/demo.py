from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.operations import ensure_user, system_user
from canevas.commons.access.queries import roles_in_words, user_named
from canevas.commons.access.rules import EVERYTHING, Scope, ScopeKind
from canevas.doors.cli.command import PlainCommand
from canevas.doors.cli.demo.publishing import publish_figures, publish_the_bulletin
from canevas.governance.concertation.queries.desk import is_register_empty

PEOPLE = (
    ("secretariat", "secretariat", "Aïchatou", EVERYTHING),
    ("administrateur", "administrator", "Oumarou", EVERYTHING),
    ("tahoua", "rapporteur", "Hadiza", Scope(ScopeKind.REGION, "NE005")),
    ("statistique", "statistician", "Mariama", EVERYTHING),
    ("oim", "focal_point", "Claire", Scope(ScopeKind.ORGANISATION, "OIM")),
    ("auditeur", "auditor", "Salissou", EVERYTHING),
    ("lecteur", "reader", "Issoufou", EVERYTHING),
)
PASSWORD = "canevas-demo"  # noqa: S105 (the demonstration's, printed on purpose; refused outside it)


class Command(PlainCommand):
    help = gettext_lazy("Load the invented demonstration and serve it.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--port", type=int, default=8000, help=_("port to listen on"))
        parser.add_argument("--only-load", action="store_true", help=_("load the demonstration without serving it"))

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.CANEVAS_DEMO:
            raise CommandError(_("The demonstration is loaded only in demonstration mode (CANEVAS_DEMO=1)."))
        call_command("prepare", stdout=self.stdout)
        if is_register_empty(system_user()):
            self.stdout.write(_("Loading the invented demonstration (about a minute, once)…"))
            self.stdout.flush()
        call_command("demo_data", stdout=self.stdout)  # resumes a load that was interrupted
        for username, role, first_name, scope in PEOPLE:
            ensure_user(by=system_user(), username=username, role=role, password=PASSWORD, first_name=first_name,
                        scope=scope)
        preparer, approver = user_named("statistique"), user_named("administrateur")
        if preparer and approver:
            publish_figures(preparer=preparer, approver=approver)
            publish_the_bulletin(preparer=preparer, approver=approver)
        self.stdout.write(_("Sign in with the password “%(password)s”, as:") % {"password": PASSWORD})
        for username, _role, _first_name, _scope in PEOPLE:
            who = user_named(username)
            self.stdout.write(f"  {username:<15} {', '.join(roles_in_words(who)) if who else ''}")
        self.stdout.write(_("What everybody may read stands at /portal/, without signing in."))
        if not options["only_load"]:
            call_command("serve", port=options["port"], stdout=self.stdout)
