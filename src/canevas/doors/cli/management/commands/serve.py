from __future__ import annotations

import os
from argparse import ArgumentParser
from pathlib import Path
from time import monotonic, sleep
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connections
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from canevas.commons.access.queries import has_accounts
from canevas.doors.cli.command import PlainCommand
from canevas.doors.cli.parent import PARENT
from canevas.doors.cli.ports import is_free
from canevas.doors.cli.serving import Clock, Worker, mend
from canevas.tools.archive.locks import hold

LOCK = "serve.lock"
_PATIENCE = 5.0
"""Seconds that a server which was just killed may take to let go of its folder."""


class Command(PlainCommand):
    requires_system_checks = "__all__"
    help = gettext_lazy("Serve Canevas, with the worker that does the long work beside it. Stop with Ctrl+C.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--address", default="127.0.0.1", help=_("address to listen on"))
        parser.add_argument("--port", type=int, default=8000, help=_("port to listen on"))
        parser.add_argument("--threads", type=int, default=2,
                            help=_("requests that each process serves at the same time"))
        parser.add_argument("--workers", type=int, default=0,
                            help=_("processes that serve pages; without it, as many as suit this machine"))
        parser.add_argument("--https", action="store_true",
                            help=_("a web server in front speaks HTTPS: secure cookies and redirection stay on"))

    def handle(self, *args: Any, **options: Any) -> None:
        address, port = options["address"], options["port"]
        if not is_free(address, port):
            raise CommandError(
                _("Port %(port)s is taken by another program. Stop it, or choose another: --port %(other)s.")
                % {"port": port, "other": port + 1})
        lock = self.alone()
        call_command("prepare", stdout=self.stdout)
        mend()
        if not has_accounts():
            self.stdout.write(_("Nobody has an account yet. Open one in another window: canevas user NAME"))
        self.stdout.write(_("Open http://%(address)s:%(port)s in your browser. Stop with Ctrl+C.")
                          % {"address": address, "port": port})
        self.stdout.flush()
        connections.close_all()  # the processes that serve open their own
        worker, clock = Worker(), Clock()
        os.environ[PARENT] = str(os.getpid())
        try:
            Granian("canevas.project.wsgi:application", address=address, port=port, interface=Interfaces.WSGI,
                    workers=options["workers"] or usual_workers(), blocking_threads=options["threads"],
                    log_level=LogLevels.warning, respawn_failed_workers=True).serve()
        finally:
            clock.stop()
            worker.stop()
            lock.close()

    @staticmethod
    def alone() -> IO[bytes]:
        """The lock of the home: one server at a time, and none while a backup takes its place."""
        until = monotonic() + _PATIENCE
        while (lock := hold(Path(settings.CANEVAS_HOME) / LOCK)) is None:
            if monotonic() > until:
                raise CommandError(_("Canevas serves this data folder already, in another window: “%(home)s”.")
                                   % {"home": settings.CANEVAS_HOME})
            sleep(0.2)
        return lock


def usual_workers() -> int:
    """One process for each of two processors; one on Windows, where it is somebody's own laptop."""
    return 1 if os.name == "nt" else min(2, os.cpu_count() or 1)
