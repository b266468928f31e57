"""What every command of ours is: one that answers a mistake with a sentence, not with the name of an exception."""
from __future__ import annotations

import sys
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser


class PlainCommand(BaseCommand):
    # Django's look at the whole house (every page is imported for it) costs each command two seconds and tells a user
    # nothing: `serve` does it when it starts, and the tests do.
    requires_system_checks: list[str] | str = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        self.help = str(self.help)  # argparse takes no lazy translation
        return super().create_parser(prog_name, subcommand, **kwargs)

    def execute(self, *args: Any, **options: Any) -> str | None:
        try:
            return super().execute(*args, **options)
        except CommandError as error:
            if not self._called_from_command_line or options.get("traceback"):
                raise
            self.stderr.write(str(error))
            sys.exit(error.returncode)
