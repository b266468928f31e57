"""The command ``canevas``: Django's management commands, those of the rooms included."""
from __future__ import annotations

import os
import sys

import django
from django.core.management import execute_from_command_line, get_commands, load_command_class
from django.utils.translation import gettext

from canevas.doors.cli.parent import die_with_server
from canevas.project.home import data_home
from canevas.project.translations import compile_stale


def choose_mode(arguments: list[str]) -> None:
    """Set, before the settings are read, what the verb itself implies."""
    verb = arguments[0] if arguments else ""
    if verb == "demo":
        # Invented data never mix with those of an installation.
        os.environ.setdefault("CANEVAS_DEMO", "1")
        if "CANEVAS_HOME" not in os.environ:
            os.environ["CANEVAS_HOME"] = str(data_home() / "demo")
    if verb in ("demo", "serve") and "--https" not in arguments:
        os.environ.setdefault("CANEVAS_HTTP", "1")


def overview() -> str:
    """Our own commands, each with its line; those of Django stay reachable by their names."""
    ours = {name: app for name, app in get_commands().items() if str(app).startswith("canevas.")}
    lines = [f"  {name:<11} {load_command_class(app, name).help}" for name, app in sorted(ours.items())]
    return "\n".join([gettext("Usage: canevas COMMAND …; each answers to --help."), "", *lines])


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canevas.project.settings")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows console may speak cp1252
    choose_mode(sys.argv[1:])
    die_with_server()
    compile_stale()
    if sys.argv[1:] in ([], ["help"], ["--help"], ["-h"]):
        django.setup()
        sys.stdout.write(overview() + "\n")
        return
    execute_from_command_line(["canevas", *sys.argv[1:]])


if __name__ == "__main__":
    main()
