from __future__ import annotations

import os
import subprocess
import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from canevas.commons.access.queries import has_accounts
from canevas.doors.cli.command import PlainCommand
from canevas.doors.cli.ports import is_free


class Command(PlainCommand):
    help = gettext_lazy("Serve Canevas, with the worker that does the long work beside it. Stop with Ctrl+C.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default="127.0.0.1", help=_("address to listen on"))
        parser.add_argument("--port", type=int, default=8000, help=_("port to listen on"))
        parser.add_argument("--threads", type=int, default=4, help=_("requests served at the same time"))
        parser.add_argument("--https", action="store_true",
                            help=_("a web server in front speaks HTTPS: secure cookies and redirection stay on"))

    def handle(self, *args: Any, **options: Any) -> None:
        address, port = options["address"], options["port"]
        if not is_free(address, port):
            raise CommandError(
                _("Port %(port)s is taken by another program. Stop it, or choose another: --port %(other)s.")
                % {"port": port, "other": port + 1})
        call_command("prepare", stdout=self.stdout)
        worker = subprocess.Popen(
            [sys.executable, "-m", "canevas.project.cli", "db_worker", "--no-startup-delay", "--interval", "0.5"],
            env=os.environ | {"PYTHONUNBUFFERED": "1"})
        if not has_accounts():
            self.stdout.write(_("Nobody has an account yet. Open one in another window: canevas user NAME"))
        self.stdout.write(_("Open http://%(address)s:%(port)s in your browser. Stop with Ctrl+C.")
                          % {"address": address, "port": port})
        self.stdout.flush()
        try:
            Granian("canevas.project.wsgi:application", address=address, port=port, interface=Interfaces.WSGI,
                    blocking_threads=options["threads"], log_level=LogLevels.warning).serve()
        finally:
            worker.terminate()
            worker.wait(timeout=10)
