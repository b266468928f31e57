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
    for match in _STREAM.finditer(source.content):
        head = source.content[max(0, match.start() - _HEAD):match.start()]
        head = head[head.rfind(b" obj") + 1:]
        if b"Flate" in head or b"/Fl" in head:
            source.check_time()
            most = 8 * source.limits.max_part if b"/Image" in head else source.limits.max_part
            if _unpacks_beyond(source.content, match.end(), most):
                raise bomb(source.name)


def _unpacks_beyond(content: bytes, start: int, most: int, depth: int = 0) -> bool:
    """Whether the deflated data at ``start`` unpack to more than ``most`` bytes; nested deflation is followed."""
    unpacker, total, position, first = zlib.decompressobj(), 0, start, b""
    try:
        while not unpacker.eof and position < len(content):
            piece = content[position:position + _PIECE]
            position += len(piece)
            while piece:
                made = unpacker.decompress(piece, MEGABYTE)
                total += len(made)
                if len(first) < MEGABYTE:
                    first += made
                if total > most:
                    return True
                piece = unpacker.unconsumed_tail
    except zlib.error:
        pass
    is_nested = first[:1] == b"\x78" and depth < _NESTED
    return is_nested and _unpacks_beyond(first, 0, most, depth + 1)
