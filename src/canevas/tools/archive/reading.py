"""Reads an archive as a stream: decrypted on the way, in constant memory, its members one after the other."""
from __future__ import annotations

import os
import re
import tarfile
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import pyrage  # type: ignore[import-untyped]

from canevas.tools.archive.errors import ArchiveRefused
from canevas.tools.archive.writing import CHUNK
from canevas.tools.text.sentences import say

MAGIC = b"age-encryption.org/"
_FORBIDDEN = re.compile(r'[\\:*?"<>|\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Entry:
    """One member, to be read before the next one is asked for."""

    name: str
    size: int
    content: IO[bytes]


def is_encrypted(path: Path) -> bool:
    """Raises :class:`ArchiveRefused` where the file cannot be read at all."""
    try:
        with path.open("rb") as file:
            return file.read(len(MAGIC)) == MAGIC
    except OSError as error:
        raise ArchiveRefused(say("“%(path)s” cannot be read. Check the name and the folder.", path=path)) from error


@contextmanager
def open_archive(path: Path, private_keys: Sequence[str] = ()) -> Iterator[Iterator[Entry]]:
    """The members of the archive ``path``, in order.

    The end of the ``with`` reads what is left and raises :class:`ArchiveRefused` where the file was cut short or
    changed: nothing that was read counts before that.
    """
    if not is_encrypted(path):
        with path.open("rb", buffering=CHUNK) as plain:
            try:
                yield _members(plain, path)
            except (tarfile.TarError, EOFError) as error:  # a member that ends too early, as its reader meets it
                raise ArchiveRefused(damaged(path)) from error
        return
    if not private_keys:
        raise ArchiveRefused(say(
            "“%(name)s” is encrypted: name the file that holds its private key, with --key.", name=path.name))
    read_end, write_end = os.pipe()
    failures: list[BaseException] = []
    thread = threading.Thread(target=_decrypt, args=(path, write_end, list(private_keys), failures), daemon=True)
    thread.start()
    refused: ArchiveRefused | None = None
    with os.fdopen(read_end, "rb", buffering=CHUNK) as plain:
        try:
            yield _members(plain, path)
            while plain.read(CHUNK):
                pass
        except (ArchiveRefused, tarfile.TarError, EOFError) as error:
            refused = error if isinstance(error, ArchiveRefused) else ArchiveRefused(damaged(path))
            # the decryption knows best why the stream ended too early
            while plain.read(CHUNK):
                pass
    thread.join()
    if failures:
        raise _refusal(failures[0], path) from failures[0]
    if refused:
        raise refused


def _decrypt(path: Path, write_end: int, keys: list[str], failures: list[BaseException]) -> None:
    try:
        with os.fdopen(write_end, "wb", buffering=CHUNK) as out, path.open("rb") as encrypted:
            pyrage.decrypt_io(encrypted, out, [pyrage.x25519.Identity.from_str(key) for key in keys])
    except BaseException as failure:
        failures.append(failure)


def _members(plain: IO[bytes], path: Path) -> Iterator[Entry]:
    first = True
    try:
        with tarfile.open(fileobj=plain, mode="r|", bufsize=CHUNK) as tar:
            for info in tar:
                first = False
                content = tar.extractfile(info) if info.isreg() else None
                if content is None or not _is_harmless(info.name):
                    raise ArchiveRefused(not_a_backup(path))
                yield Entry(info.name, info.size, content)
                tar.members.clear()  # type: ignore[attr-defined]
    except (tarfile.TarError, EOFError, OSError, ValueError, UnicodeError) as error:
        raise ArchiveRefused(not_a_backup(path) if first else damaged(path)) from error


def _is_harmless(name: str) -> bool:
    """Whether ``name`` leads nowhere but below the folder that the archive is unpacked in, on any system."""
    return not _FORBIDDEN.search(name) and all(part not in ("", ".", "..") for part in name.split("/"))


def not_a_backup(path: Path) -> str:
    return say("“%(name)s” is no backup of Canevas.", name=path.name)


def damaged(path: Path) -> str:
    return say("“%(name)s” is damaged or incomplete: nothing was taken from it. Use another backup, or copy this one "
               "again from where it was made.", name=path.name)


def _refusal(failure: BaseException, path: Path) -> ArchiveRefused:
    if isinstance(failure, pyrage.DecryptError) and "No matching keys" in str(failure):
        return ArchiveRefused(say("This private key does not open “%(name)s”: it was made for another one.",
                                  name=path.name))
    return ArchiveRefused(damaged(path))


def extract(entry: Entry, target: Path) -> None:
    """Write the content of ``entry`` to ``target``, readable by its owner only."""
    target.parent.mkdir(parents=True, exist_ok=True)
    with suppress(FileExistsError):
        os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with target.open("wb") as out:
        while data := entry.content.read(CHUNK):
            out.write(data)
