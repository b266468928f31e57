"""Zip containers (DOCX, ODT), weighed before anything in them is unpacked."""
from __future__ import annotations

import io
import zipfile
import zlib

from canevas.tools.documents.limits import MEGABYTE, Source
from canevas.tools.documents.refusals import bomb, encrypted, truncated

CIPHERED = 0x1
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, OSError, ValueError, KeyError)


class Archive:
    """The parts of a container, read one by one and only when asked for."""

    def __init__(self, source: Source) -> None:
        self.source = source
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(source.content))
        except BROKEN as fault:
            raise truncated(source.name) from fault
        self._entries = {entry.filename: entry for entry in self._zip.infolist()}
        self._weigh()

    def _weigh(self) -> None:
        limits, entries = self.source.limits, self._zip.infolist()
        if len(entries) > limits.max_entries or sum(entry.file_size for entry in entries) > limits.max_inflated:
            raise bomb(self.source.name)
        for entry in entries:
            ratio = entry.file_size / max(entry.compress_size, 1)
            if entry.file_size > MEGABYTE and ratio > limits.max_ratio:
                raise bomb(self.source.name)
            if entry.flag_bits & CIPHERED:
                raise encrypted(self.source.name)

    @property
    def names(self) -> set[str]:
        return set(self._entries)

    def read(self, part: str) -> bytes | None:
        """The bytes of ``part``, or ``None`` where there is no such part."""
        entry = self._entries.get(part)
        if entry is None:
            return None
        if entry.file_size > self.source.limits.max_part:
            raise bomb(self.source.name)
        try:
            return self._zip.read(entry)
        except BROKEN as fault:
            raise truncated(self.source.name) from fault

    def need(self, part: str) -> bytes:
        """The bytes of ``part``; a container without it is damaged."""
        content = self.read(part)
        if content is None:
            raise truncated(self.source.name)
        return content
