"""Writes an archive: a tar in a stream, encrypted on the way, in constant memory, named only when it is whole."""
from __future__ import annotations

import errno
import hashlib
import io
import os
import tarfile
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import IO, Any

import pyrage  # type: ignore[import-untyped]

from canevas.tools.archive.errors import ArchiveRefused
from canevas.tools.text.sentences import say

CHUNK = 1 << 20
ABANDONED = 3600
"""Seconds after which a half-written file that nobody writes to any more is taken away."""


@dataclass(frozen=True, slots=True)
class Member:
    """What the archive holds under ``name``: ``size`` bytes with this SHA-256."""

    name: str
    size: int
    sha256: str


class _Out(io.RawIOBase):
    """The file under its temporary name: what is written to it is counted and hashed; its own error is remembered,
    because the encryption tells of it in words only."""

    def __init__(self, path: Path) -> None:
        self.file = path.open("xb")
        self.digest = hashlib.sha256()
        self.size = 0
        self.error: OSError | None = None

    def write(self, data: Any) -> int:
        try:
            self.file.write(data)
        except OSError as error:
            self.error = error
            raise
        self.digest.update(data)
        self.size += len(data)
        return len(data)

    def writable(self) -> bool:
        return True

    def flush(self) -> None:
        if not self.file.closed:
            self.file.flush()


class ArchiveWriter:
    """Used as ``with ArchiveWriter(place, keys) as archive``; ``archive.keep()`` gives the file its name.

    Left without ``keep()``, by an error or by Ctrl+C, nothing stays behind. ``keys`` are public keys of age; without
    any the archive is a plain tar. After ``seal()`` the file is whole under ``archive.temporary`` and may be read back.
    Raises :class:`ArchiveRefused` with a sentence where the folder cannot be written or is full.
    """

    def __init__(self, place: Path, keys: Sequence[str] = ()) -> None:
        self.place = place
        self.temporary = place.with_name(f".{place.name}.part")
        self.members: list[Member] = []
        self._keys = [pyrage.x25519.Recipient.from_str(key) for key in keys]
        self._failure: BaseException | None = None
        self._thread: threading.Thread | None = None

    def __enter__(self) -> ArchiveWriter:
        try:
            self.place.parent.mkdir(parents=True, exist_ok=True)
            sweep(self.place.parent)
            self._out = _Out(self.temporary)
        except OSError as error:
            raise self._refusal(error) from error
        target: IO[bytes] = self._out  # type: ignore[assignment]
        if self._keys:
            target = self._encrypting()
        self._target = target
        self._tar = tarfile.open(fileobj=target, mode="w|", format=tarfile.PAX_FORMAT, bufsize=CHUNK)
        return self

    def _encrypting(self) -> IO[bytes]:
        """The end of a pipe, at whose other end a thread encrypts."""
        read_end, write_end = os.pipe()

        def encrypt() -> None:
            try:
                with os.fdopen(read_end, "rb", buffering=CHUNK) as plain:
                    pyrage.encrypt_io(plain, self._out, self._keys)
            except BaseException as failure:
                self._failure = failure

        self._thread = threading.Thread(target=encrypt, name="encrypting", daemon=True)
        self._thread.start()
        return os.fdopen(write_end, "wb", buffering=0)

    def add(self, name: str, content: bytes) -> Member:
        return self.add_stream(name, len(content), io.BytesIO(content))

    def add_stream(self, name: str, size: int, content: IO[bytes]) -> Member:
        """Add the first ``size`` bytes of ``content`` under ``name``."""
        info = tarfile.TarInfo(name)
        info.size, info.mode, info.mtime = size, 0o600, int(time.time())
        hashed = _Hashing(content)
        try:
            self._tar.addfile(info, hashed)
        except OSError as error:
            raise self._refusal(error) from error
        member = Member(name, size, hashed.digest.hexdigest())
        self.members.append(member)
        return member

    def seal(self) -> None:
        """Write what is left and wait until the disk has it."""
        try:
            self._tar.close()
            self._end_encryption()
            if self._failure:
                raise self._failure
            self._out.file.flush()
            os.fsync(self._out.file.fileno())
            self._out.file.close()
        except (OSError, pyrage.EncryptError) as error:
            raise self._refusal(error) from error

    def keep(self) -> None:
        """Give the sealed file its name."""
        try:
            os.replace(self.temporary, self.place)
            sync_folder(self.place.parent)
        except OSError as error:
            raise self._refusal(error) from error

    @property
    def sha256(self) -> str:
        return self._out.digest.hexdigest()

    @property
    def size(self) -> int:
        return self._out.size

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 traceback: TracebackType | None) -> None:
        """Whatever happened, no temporary file stays."""
        with suppress(OSError, ValueError):
            self._tar.close()
        try:
            with suppress(OSError):
                self._end_encryption()
        finally:
            self._out.file.close()
            self.temporary.unlink(missing_ok=True)

    def _end_encryption(self) -> None:
        if self._thread is not None:
            try:
                self._target.close()
            finally:
                self._thread.join()
                self._thread = None

    def _refusal(self, error: BaseException) -> ArchiveRefused:
        """Why it could not be written, in a sentence."""
        out = getattr(self, "_out", None)
        known = (out.error if out else None) or error
        folder = self.place.parent
        if getattr(known, "errno", None) in (errno.ENOSPC, errno.EDQUOT if hasattr(errno, "EDQUOT") else errno.ENOSPC):
            return ArchiveRefused(say(
                "There is no room left in “%(folder)s”: nothing was kept there. Make room or choose another folder.",
                folder=folder))
        if isinstance(known, PermissionError):
            return ArchiveRefused(say("Nothing may be written in “%(folder)s”. Choose another folder.", folder=folder))
        if isinstance(known, FileExistsError):
            return ArchiveRefused(say(
                "Another backup is being written in “%(folder)s” at this moment. Wait until it is done.",
                folder=folder))
        reason = getattr(known, "strerror", None) or str(known)
        return ArchiveRefused(say(
            "The backup could not be written in “%(folder)s” (%(reason)s): nothing was kept there.",
            folder=folder, reason=reason))


class _Hashing:
    """Reads ``stream`` and hashes what was read."""

    def __init__(self, stream: IO[bytes]) -> None:
        self.stream = stream
        self.digest = hashlib.sha256()

    def read(self, size: int = -1) -> bytes:
        data = self.stream.read(size)
        self.digest.update(data)
        return data


def sweep(folder: Path) -> None:
    """Take away what backups that were killed left half-written."""
    for left in folder.glob(".canevas-*.part"):
        try:
            if time.time() - left.stat().st_mtime > ABANDONED:
                left.unlink()
        except OSError:
            continue


def sync_folder(folder: Path) -> None:
    """Have the disk know the names in ``folder``. Windows does so by itself."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def hash_of(path: Path) -> str:
    """SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
