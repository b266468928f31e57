from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from argparse import SUPPRESS, ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import CommandError
from django.db import connections
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from canevas.commons.access.operations import system_user
from canevas.commons.backups.operations import Target, Unpacked, load_backup, make_staging_schema, switch_to, target_of
from canevas.commons.backups.operations import unpack as unpack_backup
from canevas.commons.backups.operations.switching import drop_staging_schema, is_in_use
from canevas.commons.backups.rules import contents
from canevas.doors.cli.command import PlainCommand
from canevas.governance.concertation.operations import reindex_everything
from canevas.tools.archive.errors import ArchiveRefused
from canevas.tools.archive.keys import private_keys
from canevas.tools.archive.locks import hold
from canevas.tools.archive.reading import is_encrypted
from canevas.tools.archive.switching import ASIDE, STAGED
from canevas.tools.archive.writing import hash_of


class Command(PlainCommand):
    help = gettext_lazy("Put a backup back, after it was checked whole. What stood there is set aside, never deleted.")

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="FILE", help=_("the backup"))
        parser.add_argument("--key", type=Path, metavar="KEYFILE", help=_("text file that holds the private key"))
        parser.add_argument("--into", default="", metavar="FOLDER|postgres://…",
                            help=_("another data folder or another database than that of this installation"))
        parser.add_argument("--replace", action="store_true",
                            help=_("there is work where the backup goes: set it aside"))
        parser.add_argument("--check", action="store_true",
                            help=_("only check: restore it to a throw-away place, and change nothing"))
        parser.add_argument("--load", type=Path, help=SUPPRESS)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            if options["load"]:
                self.load(options["load"], options["file"])
            else:
                self.restore(options)
        except ArchiveRefused as refusal:
            raise CommandError(str(refusal)) from refusal
        except KeyboardInterrupt:
            raise CommandError(_("Interrupted: nothing was changed."), returncode=130) from None

    def restore(self, options: dict[str, Any]) -> None:
        file: Path = options["file"]
        keys = private_keys(options["key"]) if options["key"] and is_encrypted(file) else []
        target = target_of(options["into"], os.environ.get("DATABASE_URL", ""))
        target.home.mkdir(parents=True, exist_ok=True)
        if options["check"]:
            target = Target(target.home)
        lock = None if options["check"] else hold(target.home / "serve.lock")
        try:
            if lock is None and not options["check"]:
                raise CommandError(_("Canevas is serving this data folder. Stop it (Ctrl+C in its window), then start "
                                     "again: nothing was changed."))
            if not options["check"] and not options["replace"] and is_in_use(target):
                raise CommandError(_("There is work in “%(place)s” already: nothing was changed. To set it aside and "
                                     "put the backup in its place, add --replace.")
                                   % {"place": target.url.rpartition("@")[2] or target.home})
            self.carry_out(file, keys, target, only_check=options["check"])
        finally:
            if lock is not None:
                lock.close()

    def carry_out(self, file: Path, keys: list[str], target: Target, *, only_check: bool) -> None:
        stage = Path(tempfile.mkdtemp(prefix=STAGED, dir=target.home))
        stamp = f"{timezone.localtime():%Y-%m-%d-%H%M%S}"
        schema = f"restauration_{stamp.replace('-', '_')}" if target.url else ""
        try:
            unpacked = unpack_backup(file, keys, stage)
            (stage / "home").mkdir(exist_ok=True)
            if schema:
                make_staging_schema(target, schema)
            self.load_elsewhere(file, stage, target, schema)
            if only_check:
                self.say(unpacked, _("The backup is whole: it was restored to a throw-away place and checked."))
                return
            connections.close_all()
            switch_to(target, stage / "home", ASIDE + stamp, schema)
            schema = ""
        finally:
            if schema:
                drop_staging_schema(target, schema)
            shutil.rmtree(stage, ignore_errors=True)
        self.say(unpacked, _("The backup is restored in “%(place)s”.")
                 % {"place": target.url.rpartition("@")[2] or target.home})
        aside = target.home / (ASIDE + stamp)
        if aside.exists():
            self.stdout.write(_("What stood there is in “%(folder)s”. Delete it when you are sure.")
                              % {"folder": aside})

    def load_elsewhere(self, file: Path, stage: Path, target: Target, schema: str) -> None:
        """Load the rows in a process whose settings name the database and the home that are being made."""
        environment = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL",)}
        environment |= {"CANEVAS_HOME": str(stage / "home")}
        if schema:
            sign = "&" if "?" in target.url else "?"
            environment["DATABASE_URL"] = f"{target.url}{sign}currentSchema={schema}"
        done = subprocess.run(  # noqa: S603 (our own command)
            [sys.executable, "-m", "canevas.project.cli", "restore", str(file), "--load", str(stage)],
            env=environment, capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode:
            said = done.stderr.strip().splitlines() or [_("The backup could not be loaded: nothing was changed.")]
            raise CommandError(said[-1])
        fault = json.loads(done.stdout.splitlines()[-1])["journal_fault"]
        if fault:
            self.stderr.write(_("Warning: the journal was not right when this backup was made. %(fault)s")
                              % {"fault": fault})

    def load(self, stage: Path, file: Path) -> None:
        header = contents.read_header((stage / contents.HEADER).read_bytes())
        manifest = contents.read_manifest((stage / contents.MANIFEST).read_bytes())
        assert header is not None and manifest is not None  # written by unpack, which read them
        loaded = load_backup(stage=stage, unpacked=Unpacked(header, manifest), name=file.name, sha256=hash_of(file),
                             size=file.stat().st_size)
        reindex_everything(by=system_user())
        connections.close_all()
        self.stdout.write(json.dumps({"journal_fault": loaded.journal_fault}))

    def say(self, unpacked: Unpacked, sentence: str) -> None:
        made = timezone.localtime(unpacked.header.made_at)
        self.stdout.write(sentence)
        self.stdout.write(_("Made on %(day)s at %(time)s: %(rows)s rows, %(files)s received files.") % {
            "day": f"{made:%d/%m/%Y}", "time": f"{made:%H:%M}", "rows": unpacked.manifest.row_count,
            "files": unpacked.manifest.files})
