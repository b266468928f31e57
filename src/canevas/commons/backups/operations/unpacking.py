"""Reads a backup from its first byte to its last, checks every part, and lays them out where that is asked."""
from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from django.utils.translation import gettext as _

from canevas.commons.backups.rules import contents
from canevas.tools.archive import reading
from canevas.tools.archive.errors import ArchiveRefused
from canevas.tools.archive.writing import CHUNK, Member

MOST_SAID = 256 << 20
"""Bytes that a header or a manifest may have: a million received files say themselves in less."""


@dataclass(frozen=True, slots=True)
class Unpacked:
    header: contents.Header
    manifest: contents.Manifest


def unpack(path: Path, private_keys: Sequence[str], into: Path | None = None) -> Unpacked:
    """Check every part of the backup ``path`` against its manifest; lay them out below ``into`` where given.

    Raises ``ArchiveRefused`` with a sentence for a file that is no backup, was cut short or changed, for another
    key and for a backup of a newer program. What lies in ``into`` counts only when this comes back.
    """
    header: contents.Header | None = None
    manifest: contents.Manifest | None = None
    seen: list[Member] = []
    with reading.open_archive(path, private_keys) as entries:
        for entry in entries:
            if header is None or entry.name == contents.MANIFEST:
                said = _said(entry, path)
                if into is not None:
                    into.mkdir(parents=True, exist_ok=True)
                    (into / entry.name).write_bytes(said)
                if header is None:
                    header = _header(entry.name, said, path)
                    seen.append(Member(entry.name, len(said), hashlib.sha256(said).hexdigest()))
                else:
                    manifest = contents.read_manifest(said)
                continue
            if manifest is not None or not entry.name.startswith((contents.TABLES, contents.HOME)):
                raise ArchiveRefused(reading.damaged(path))
            seen.append(_take(entry, into))
    if header is None:
        raise ArchiveRefused(reading.not_a_backup(path))
    if manifest is None or manifest.members != seen:
        raise ArchiveRefused(reading.damaged(path))
    return Unpacked(header, manifest)


def _said(entry: reading.Entry, path: Path) -> bytes:
    if entry.size > MOST_SAID:
        raise ArchiveRefused(reading.not_a_backup(path))
    return entry.content.read()


def _header(name: str, said: bytes, path: Path) -> contents.Header:
    header = contents.read_header(said) if name == contents.HEADER else None
    if header is None:
        raise ArchiveRefused(reading.not_a_backup(path))
    if header.format > contents.FORMAT:
        raise ArchiveRefused(
            _("“%(name)s” was made by a newer version of Canevas (%(version)s): install that one first.")
            % {"name": path.name, "version": header.canevas})
    return header


def _take(entry: reading.Entry, into: Path | None) -> Member:
    hashed = _Hashed(entry.content)
    if into is None:
        while hashed.read(CHUNK):
            pass
    else:
        try:
            reading.extract(reading.Entry(entry.name, entry.size, hashed), into / entry.name)  # type: ignore[arg-type]
        except OSError as error:
            raise ArchiveRefused(_("There is no room for the backup in “%(folder)s” (%(reason)s): nothing was changed.")
                                 % {"folder": into.parent, "reason": error.strerror or error}) from error
    return Member(entry.name, hashed.size, hashed.digest.hexdigest())


class _Hashed:
    """A stream that hashes and counts what is read of it."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream, self.digest, self.size = stream, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size)
        self.digest.update(data)
        self.size += len(data)
        return data
