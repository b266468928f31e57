"""LibreOffice, where it is installed: a document made into another format, in a folder that is gone afterwards.

It works in a profile of its own in which no macro runs, no link is followed and no network is reached: what a document
points at outside itself stays outside.
"""
from __future__ import annotations

import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path
from typing import Literal

_PLACES = (
    ("ProgramFiles", "LibreOffice/program/soffice.exe"), ("ProgramFiles(x86)", "LibreOffice/program/soffice.exe"),
)
_MAC = "/Applications/LibreOffice.app/Contents/MacOS/soffice"
_FILTERS = {"docx": "MS Word 2007 XML", "pdf": "writer_pdf_Export"}
_SETTINGS = (
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Writer/Content/Update", "Link", "2"),  # never
    ("Office.Common/Filter/PDF/Export", "UseTaggedPDF", "true"),
    ("Inet/Settings", "ooInetProxyType", "2"),  # by a proxy, where none answers: port 9 discards
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"), ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"), ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)
"""Of ``org.openoffice``: path, property, value."""


class OfficeTooSlow(Exception):  # noqa: N818 (told to the person by whoever asked)
    """The time was up."""


class OfficeGaveNothing(Exception):  # noqa: N818 (told to the person by whoever asked)
    """LibreOffice could not open the document, or not write it."""


def libreoffice() -> str | None:
    """The LibreOffice program, or ``None``."""
    places = [Path(root, place) for name, place in _PLACES if (root := os.environ.get(name))] + [Path(_MAC)]
    return (shutil.which("soffice") or shutil.which("libreoffice")
            or next((str(place) for place in places if place.exists()), None))


def convert(office: str, content: bytes, *, ending: Literal["doc", "docx"], to: Literal["docx", "pdf"],
              seconds: float) -> bytes:
    """The bytes of the ``to`` that ``office`` (see :func:`libreoffice`) makes of a file with that ``ending``. Raises
    :class:`OfficeTooSlow` or :class:`OfficeGaveNothing`."""
    with tempfile.TemporaryDirectory(prefix="canevas-office-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        original, made = folder / f"original.{ending}", folder / "made" / f"original.{to}"
        original.write_bytes(content)
        _lay_profile(folder / "profile" / "user")
        _run([office, "--headless", "--norestore", "--nolockcheck", "--nodefault",
              f"-env:UserInstallation={(folder / 'profile').as_uri()}",
              "--convert-to", f"{to}:{_FILTERS[to]}", "--outdir", str(made.parent), str(original)], seconds)
        try:
            return made.read_bytes()
        except FileNotFoundError:
            raise OfficeGaveNothing from None


def _lay_profile(folder: Path) -> None:
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop>'
        "</item>" for path, name, value in _SETTINGS)
    folder.mkdir(parents=True)
    (folder / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<oor:items xmlns:oor="http://openoffice.org/2001/registry">{items}</oor:items>', encoding="utf-8")


def _run(command: list[str], seconds: float) -> None:
    """Run the conversion; after its time is up, it and all that it started are ended."""
    posix = os.name == "posix"
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,  # noqa: S603
                               stderr=subprocess.DEVNULL, start_new_session=posix)
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired as fault:
        if posix:
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait()
        raise OfficeTooSlow from fault
