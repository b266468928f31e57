"""pdfium, opened safely: one thread at a time, its faults as refusals."""
from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from threading import RLock
from typing import Any

import pypdfium2
from pypdfium2 import raw

from canevas.tools.documents.limits import MEGABYTE, Source
from canevas.tools.documents.refusals import active_content, bomb, encrypted, too_many_pages, truncated

PDFIUM = RLock()
"""pdfium is not made for several threads at once."""

_TAIL = 4096
_LAUNCH = re.compile(rb"/S\s*/Launch\b")
_STREAM = re.compile(rb"stream\r?\n")
_HEAD = 600
_PIECE = 64 * 1024
_NESTED = 3
_MANY_FORMS, _DEEP_FORMS = 8, 4
"""Forms that draw that many others, more than that many of them: each draws all the next, and so on without measure."""
_MOST_SAVED = 100_000


@contextmanager
def opened(source: Source) -> Iterator[Any]:
    """The ``PdfDocument`` of ``source``, closed at the end; refuses locked, cut, bomb-like and launching files."""
    check(source)
    with PDFIUM:
        try:
            document = pypdfium2.PdfDocument(source.content)
        except pypdfium2.PdfiumError as fault:
            locked = raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(fault)
            raise (encrypted if locked else truncated)(source.name) from fault
        try:
            if len(document) == 0:
                raise truncated(source.name)
            if len(document) > source.limits.max_pages:
                raise too_many_pages(source.name, len(document), source.limits.max_pages)
            yield document
        finally:
            document.close()


def check(source: Source) -> None:
    """Refuse a file without an end, one that starts programs, one whose parts unpack without measure."""
    tail = source.content.rstrip(b"\x00\r\n\t ")[-_TAIL:]
    if b"%%EOF" not in tail and b"startxref" not in tail:
        raise truncated(source.name)
    if _LAUNCH.search(source.content):
        raise active_content(source.name)
    nested = 0
    for match in _STREAM.finditer(source.content):
        head = source.content[max(0, match.start() - _HEAD):match.start()]
        head = head[head.rfind(b" obj") + 1:]
        if b"Flate" in head or b"/Fl" in head:
            source.check_time()
            most = 8 * source.limits.max_part if b"/Image" in head else source.limits.max_part
            unpacked = _Unpacked(most)
            if not unpacked.follow(source.content, match.end()):
                raise bomb(source.name)
            nested += b"/Form" in head and unpacked.drawn >= _MANY_FORMS
            if nested > _DEEP_FORMS or (b"/Image" not in head and unpacked.saved > _MOST_SAVED):
                raise bomb(source.name)


class _Unpacked:
    """What a deflated stream unpacks to, counted and not kept."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.total = 0
        self.drawn = 0
        """How often it draws another object."""
        self.saved = 0
        """How many more times the state is saved than restored: each costs memory."""

    def follow(self, content: bytes, start: int, depth: int = 0) -> bool:
        """Unpack from ``start``; whether it stays within measure. Deflation inside deflation is followed."""
        unpacker, position, first = zlib.decompressobj(), start, b""
        try:
            while not unpacker.eof and position < len(content):
                piece = content[position:position + _PIECE]
                position += len(piece)
                while piece:
                    made = unpacker.decompress(piece, MEGABYTE)
                    self._count(made)
                    if len(first) < MEGABYTE:
                        first += made
                    if self.total > self.most:
                        return False
                    piece = unpacker.unconsumed_tail if made and not unpacker.eof else b""
        except zlib.error:
            pass
        return first[:1] != b"\x78" or depth >= _NESTED or self.follow(first, 0, depth + 1)

    def _count(self, made: bytes) -> None:
        self.total += len(made)
        self.drawn += made.count(b" Do")
        self.saved += made.count(b"q ") + made.count(b"q\n") - made.count(b"Q ") - made.count(b"Q\n")
