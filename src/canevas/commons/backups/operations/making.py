"""Makes a backup while the installation is in use, and reads it back before it counts."""
from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from canevas.commons.access.operations import require
from canevas.commons.access.queries import User
from canevas.commons.audit.operations import record
from canevas.commons.backups.models import Backup
from canevas.commons.backups.operations.unpacking import unpack
from canevas.commons.backups.permissions import BACKUP_MAKE
from canevas.commons.backups.queries.snapshot import snapshot
from canevas.commons.backups.queries.tables import applied_leaves, columns_of, members_of, tables_at
from canevas.commons.backups.rules import contents, names
from canevas.tools.archive.errors import ArchiveRefused
from canevas.tools.archive.keys import check_public_key, new_key_pair
from canevas.tools.archive.writing import ArchiveWriter, hash_of, sync_folder

JOURNAL, RECEIVED = "audit.journalentry", "files.storedfile"


@dataclass(frozen=True, slots=True)
class MadeBackup:
    """``path`` is the file, ``pruned`` the older ones that went, ``contents`` what it holds."""

    path: Path
    backup: Backup
    contents: contents.Manifest
    pruned: list[str]


def make_backup(*, by: User, folder: Path, keys: Sequence[str], plain: bool = False, keep: int = 0) -> MadeBackup:
    """Write a backup of everything into ``folder``, encrypted to every one of ``keys`` (public keys of age).

    It is read back whole before it gets its name: encrypted to one more key, which is made for that and forgotten at
    once. ``keep``: only then, all but so many of the newest backups in ``folder`` go (0: none goes). Without keys it is
    refused unless ``plain`` says so. Raises ``ArchiveRefused`` with a sentence; then nothing is left in ``folder``.
    """
    require(by, BACKUP_MAKE)
    wanted = list(dict.fromkeys(check_public_key(key) for key in keys))
    if not wanted and not plain:
        raise ArchiveRefused(_(
            "No public key was named, so everybody who finds the backup could read it. Name one with --to (canevas "
            "backup keygen makes a pair), or say --plain if that is what you want."))
    moment = timezone.now()
    taken = {path.name for path in folder.iterdir()} if folder.is_dir() else set()
    place = folder / names.name_of(timezone.localtime(moment), encrypted=bool(wanted), taken=taken)
    checking = new_key_pair()
    with ArchiveWriter(place, [*wanted, checking.public] if wanted else []) as archive:
        manifest = _fill(archive)
        archive.seal()
        if hash_of(archive.temporary) != archive.sha256:
            raise ArchiveRefused(_("The disk of “%(folder)s” does not give back what was written: nothing was kept "
                                   "there. Choose another disk.") % {"folder": folder})
        unpack(archive.temporary, [checking.private] if wanted else [])
        archive.keep()
        size, digest = archive.size, archive.sha256
    place.with_name(f"{place.name}.sha256").write_text(f"{digest}  {place.name}\n", encoding="ascii")
    with transaction.atomic():
        backup = Backup.objects.create(
            name=place.name, folder=str(folder), made_at=moment, made_by=by, size=size, sha256=digest, keys=wanted,
            row_count=manifest.row_count, file_count=manifest.files)
        record(by=by, event="backup_made", target=backup, details={
            "sha256": digest, "size": size, "rows": manifest.row_count, "files": manifest.files, "keys": wanted})
    return MadeBackup(place, backup, manifest, _prune(folder, keep) if keep else [])


def _version() -> str:
    try:
        return metadata.version("canevas")
    except metadata.PackageNotFoundError:
        return "0"


def _prune(folder: Path, keep: int) -> list[str]:
    gone = names.too_old([path.name for path in folder.iterdir()], keep)
    for name in gone:
        (folder / name).unlink(missing_ok=True)
        (folder / f"{name}.sha256").unlink(missing_ok=True)
    if gone:
        sync_folder(folder)
    return gone


def _fill(archive: ArchiveWriter) -> contents.Manifest:
    """Rows first, then files: a received file is on disk before its row, so every row has its file."""
    rows: dict[str, int] = {}
    journal_last = 0
    received: set[str] = set()
    with snapshot() as alias:
        loader, leaves = applied_leaves(connections[alias])
        tables = tables_at(loader, leaves)
        archive.add(contents.HEADER, contents.write(contents.Header(
            contents.FORMAT, _version(), connections[alias].vendor, timezone.now(), leaves,
            {model._meta.label_lower: [field.attname for field in columns_of(model)] for model in tables})))
        for model in tables:
            label = model._meta.label_lower
            rows[label] = 0
            for number, (count, packed) in enumerate(members_of(model, alias), 1):
                archive.add(f"{contents.TABLES}{label}/{number:06}.jsonl.gz", packed)
                rows[label] += count
            if label == JOURNAL:
                last = model._base_manager.using(alias).order_by("-pk").first()
                journal_last = last.pk if last else 0
            elif label == RECEIVED:
                received = set(model._base_manager.using(alias).values_list("sha256", flat=True))
    found, damaged = _add_home(archive)
    manifest = contents.Manifest(
        list(archive.members), rows, len(found), journal_last,
        missing=sorted(received - found), damaged=damaged)
    archive.add(contents.MANIFEST, contents.write(manifest))
    return manifest


def _add_home(archive: ArchiveWriter) -> tuple[set[str], list[str]]:
    """The SHA-256 (names) of the received files that were added, and those whose content is not what it says."""
    home = Path(settings.CANEVAS_HOME)
    found: set[str] = set()
    damaged: list[str] = []
    for path in _below(home):
        name = path.relative_to(home).as_posix()
        is_received = name.startswith("files/")
        if is_received and len(path.name) != 64:
            continue  # a file that was being written when a program was killed
        try:
            file = path.open("rb")
        except FileNotFoundError:
            continue  # a file that waited to be read, and was read meanwhile
        with file:
            member = archive.add_stream(contents.HOME + name, os.fstat(file.fileno()).st_size, file)
        if is_received:
            found.add(path.name)
            if member.sha256 != path.name:
                damaged.append(path.name)
    return found, damaged


def _below(home: Path) -> Iterator[Path]:
    for top in sorted(home.iterdir()):
        if contents.is_left_out(top.name):
            continue
        if top.is_file():
            yield top
        with suppress(FileNotFoundError):
            for folder, _folders, files in os.walk(top):
                yield from (Path(folder, name) for name in sorted(files))
