"""The old Word format, through LibreOffice where it is installed."""
from __future__ import annotations

import io
from time import monotonic

import olefile

from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import Document
from canevas.tools.documents.office import OfficeGaveNothing, OfficeTooSlow, convert, libreoffice
from canevas.tools.documents.readers.docx.reader import read_docx
from canevas.tools.documents.refusals import encrypted, macros, needs_libreoffice, too_slow, truncated
from canevas.tools.text.sentences import say

_ENCRYPTED = 0x0100
"""Bit ``fEncrypted`` of the flags at byte 10 of the Word stream ([MS-DOC] 2.5.2)."""


def read_doc(source: Source) -> Document:
    """Read a ``.doc`` by way of ``.docx``; refused when locked, holding macros, or without LibreOffice."""
    _check(source)
    office = libreoffice()
    if office is None:
        raise needs_libreoffice(source.name)
    began = monotonic()
    converted = _convert(office, source)
    source.extra_seconds += monotonic() - began
    document = read_docx(Source(converted, source.name, source.limits, source.started, source.extra_seconds))
    document.format = "doc"
    document.notices.append(say("This file was in the old Word format and was converted by LibreOffice: its tables and "
                                "lists may look a little different."))
    return document


def _check(source: Source) -> None:
    try:
        with olefile.OleFileIO(io.BytesIO(source.content)) as file:
            head = file.openstream("WordDocument").read(12)
            has_macros = file.exists("Macros") or file.exists("_VBA_PROJECT_CUR")
    except Exception as fault:  # olefile lets many kinds of fault through on damaged files
        raise truncated(source.name) from fault
    if len(head) < 12:
        raise truncated(source.name)
    if int.from_bytes(head[10:12], "little") & _ENCRYPTED:
        raise encrypted(source.name)
    if has_macros:
        raise macros(source.name)


def _convert(office: str, source: Source) -> bytes:
    """The bytes of the ``.docx`` that LibreOffice makes."""
    seconds = source.limits.conversion_seconds
    try:
        return convert(office, source.content, ending="doc", to="docx", seconds=seconds)
    except OfficeTooSlow as fault:
        raise too_slow(source.name, seconds) from fault
    except OfficeGaveNothing as fault:
        raise truncated(source.name) from fault
