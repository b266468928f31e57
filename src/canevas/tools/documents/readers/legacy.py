"""The old Word format, through LibreOffice where it is installed: converted in a folder that is gone afterwards."""
from __future__ import annotations

import io
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from time import monotonic

import olefile

from canevas.tools.documents.limits import Source
from canevas.tools.documents.nodes import Document
from canevas.tools.documents.readers.docx.reader import read_docx
from canevas.tools.documents.refusals import encrypted, macros, needs_libreoffice, too_slow, truncated
from canevas.tools.text.sentences import say

_ENCRYPTED = 0x0100
"""Bit ``fEncrypted`` of the flags at byte 10 of the Word stream ([MS-DOC] 2.5.2)."""
_PLACES = (
    ("ProgramFiles", "LibreOffice/program/soffice.exe"), ("ProgramFiles(x86)", "LibreOffice/program/soffice.exe"),
)
_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"


def libreoffice() -> str | None:
    """The LibreOffice program, or ``None``."""
    places = [Path(root, place) for name, place in _PLACES if (root := os.environ.get(name))] + [Path(_MAC)]
    return (shutil.which("soffice") or shutil.which("libreoffice")
            or next((str(place) for place in places if place.exists()), None))


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
    with tempfile.TemporaryDirectory(prefix="canevas-doc-", ignore_cleanup_errors=True) as folder:
        original = Path(folder, "original.doc")
        original.write_bytes(source.content)
        command = [office, "--headless", "--norestore", "--nolockcheck", "--nodefault",
                   f"-env:UserInstallation={Path(folder, 'profile').as_uri()}",
                   "--convert-to", "docx:MS Word 2007 XML", "--outdir", folder, str(original)]
        _run(command, source)
        made = Path(folder, "original.docx")
        if not made.exists():
            raise truncated(source.name)
        return made.read_bytes()


def _run(command: list[str], source: Source) -> None:
    """Run the conversion; after its time is up, it and all that it started are ended."""
    posix = os.name == "posix"
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,  # noqa: S603
                               stderr=subprocess.DEVNULL, start_new_session=posix)
    try:
        process.wait(timeout=source.limits.conversion_seconds)
    except subprocess.TimeoutExpired as fault:
        if posix:
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        raise too_slow(source.name, source.limits.conversion_seconds) from fault
