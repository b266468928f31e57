from __future__ import annotations

import signal
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from canevas.commons.access.operations import system_user
from canevas.commons.backups.operations import MadeBackup, make_backup
from canevas.doors.cli.command import PlainCommand
from canevas.tools.archive.errors import ArchiveRefused
from canevas.tools.archive.keys import new_key_pair

KEYGEN = "keygen"


class Command(PlainCommand):
    help = gettext_lazy("Write a backup of everything into a folder, encrypted, while Canevas is in use.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", metavar="FOLDER",
                            help=_("folder of the backup; “keygen” makes a pair of keys instead"))
        parser.add_argument("--to", action="append", default=[], metavar="age1…",
                            help=_("public key that the backup is encrypted to; may be said several times"))
        parser.add_argument("--keep", type=int, default=0, metavar="N",
                            help=_("afterwards keep only the N newest backups of the folder"))
        parser.add_argument("--plain", action="store_true", help=_("do not encrypt: whoever finds it can read it"))

    def handle(self, *args: Any, **options: Any) -> None:
        if options["folder"] == KEYGEN:
            self.keygen()
            return
        if options["keep"] < 0:
            raise CommandError(_("--keep takes a number of backups, 1 or more."))
        keys = options["to"] or ([] if options["plain"] else settings.CANEVAS_BACKUP_KEYS)
        if keys and options["plain"]:
            raise CommandError(_("--plain and --to exclude each other: is the backup to be encrypted or not?"))
        # asked to stop by the system, it takes away what it has begun, as with Ctrl+C
        signal.signal(signal.SIGTERM, signal.default_int_handler)
        try:
            made = make_backup(by=system_user(), folder=Path(options["folder"]).expanduser(), keys=keys,
                               plain=options["plain"], keep=options["keep"])
        except ArchiveRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except KeyboardInterrupt:
            raise CommandError(_("Interrupted: no backup was made, nothing was left in the folder."),
                               returncode=130) from None
        self.say(made)

    def say(self, made: MadeBackup) -> None:
        size = made.backup.size / 1e6
        self.stdout.write(str(made.path))
        self.stdout.write(_("%(size).1f MB, %(rows)s rows, %(files)s received files; read back and found whole.")
                          % {"size": size, "rows": made.contents.row_count, "files": made.contents.files})
        if made.backup.keys:
            self.stdout.write(ngettext("Encrypted to %(count)s key.", "Encrypted to %(count)s keys.",
                                       len(made.backup.keys)) % {"count": len(made.backup.keys)})
        else:
            self.stdout.write(_("NOT encrypted: whoever finds this file can read everything."))
        for name in made.pruned:
            self.stdout.write(_("Older backup taken away: %(name)s") % {"name": name})
        bad = len(made.contents.missing) + len(made.contents.damaged)
        if bad:
            self.stderr.write(ngettext(
                "Warning: %(count)s received file is missing or damaged in the data folder, and so in the backup.",
                "Warning: %(count)s received files are missing or damaged in the data folder, and so in the backup.",
                bad) % {"count": bad})

    def keygen(self) -> None:
        """Print a pair of keys; nothing of it is kept."""
        pair = new_key_pair()
        self.stdout.write(_("Public key, for this computer (canevas backup --to, or CANEVAS_BACKUP_KEYS):"))
        self.stdout.write(f"  {pair.public}\n")
        self.stdout.write(_("Private key, the only thing that opens these backups. Print this page or copy it, keep it "
                            "in a safe away from this computer; it was not kept anywhere:"))
        self.stdout.write(f"  {pair.private}")
