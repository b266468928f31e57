"""The command ``canevas``: Django's management commands, those of the rooms included."""
from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

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


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canevas.project.settings")
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")  # a Windows console may speak cp1252
    choose_mode(sys.argv[1:])
    compile_stale()
    execute_from_command_line(["canevas", *sys.argv[1:]])


if __name__ == "__main__":
    main()
