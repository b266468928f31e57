"""The command ``canevas``: Django's management commands, those of the rooms included."""
from __future__ import annotations

import os
import sys

from django.core.management import execute_from_command_line

from canevas.project.translations import compile_stale


def main() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "canevas.project.settings")
    compile_stale()
    execute_from_command_line(["canevas", *sys.argv[1:]])


if __name__ == "__main__":
    main()
