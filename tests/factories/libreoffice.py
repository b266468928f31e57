"""LibreOffice as a judge of Word files: what it makes of their tracked changes once it accepts or rejects them all.

It has no command line for that, so a Basic macro is laid into a profile of our own and told by a list of jobs what to
open and where to store it: one start (some seconds) for as many files as there are. No network, no python-uno.

    accepted, other = resolved([redline, another], accept=True)
"""
from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Literal

import pytest

from canevas.tools.documents.office import libreoffice

Act = Literal["AcceptAllTrackedChanges", "RejectAllTrackedChanges", ""]
SECONDS = 300
FILTERS = {"docx": "MS Word 2007 XML", "txt": "Text (encoded)", "odt": "writer8", "pdf": "writer_pdf_Export"}
needs_libreoffice = pytest.mark.skipif(
    libreoffice() is None, reason="LibreOffice n’est pas installé : sudo apt install libreoffice-writer-nogui")

_XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
_LIBRARY = ('<!DOCTYPE library:{kind} PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "{kind}.dtd">\n'
            '<library:{kind} xmlns:library="http://openoffice.org/2000/library" '
            'xmlns:xlink="http://www.w3.org/1999/xlink"{more}</library:{kind}>')
_READY = """<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/Office">
<prop oor:name="ooSetupInstCompleted" oor:op="fuse"><value>true</value></prop></item></oor:items>"""
"""Says that the profile is set up: without it, the first start would lay an empty library over ours."""
_MACRO = """
Sub Run(jobs As String)
  Dim told As String, job, number As Integer
  number = FreeFile
  Open jobs For Input As #number
  While Not Eof(number)
    Line Input #number, told
    If Len(told) > 0 Then
      job = Split(told, Chr(9))
      One job(0), job(1), job(2), job(3)
    End If
  Wend
  Close #number
  On Error Resume Next
  StarDesktop.terminate()
End Sub

Sub One(source As String, act As String, filter As String, target As String)
  On Error GoTo Failed
  Dim opened, dispatcher
  Dim opening(0) As New com.sun.star.beans.PropertyValue
  Dim storing(1) As New com.sun.star.beans.PropertyValue
  Dim nothingMore()
  opening(0).Name = "Hidden" : opening(0).Value = True
  opened = StarDesktop.loadComponentFromURL(source, "_blank", 0, opening())
  If act <> "" Then
    dispatcher = createUnoService("com.sun.star.frame.DispatchHelper")
    dispatcher.executeDispatch(opened.CurrentController.Frame, ".uno:" & act, "", 0, nothingMore())
  End If
  storing(0).Name = "FilterName" : storing(0).Value = filter
  storing(1).Name = "FilterOptions" : storing(1).Value = "UTF8,LF"
  opened.storeToURL(target, storing())
  opened.close(True)
Failed:
End Sub
"""


class OfficeError(AssertionError):
    """LibreOffice could not open or store a file."""


def resolved(documents: Sequence[bytes], *, accept: bool, kind: str = "docx") -> list[bytes]:
    """Each Word file with all its tracked changes accepted (else rejected) by LibreOffice, stored as ``kind``."""
    act: Act = "AcceptAllTrackedChanges" if accept else "RejectAllTrackedChanges"
    return convert([(document, act) for document in documents], kind)


def convert(jobs: Sequence[tuple[bytes, Act]], kind: str) -> list[bytes]:
    """Each file, after the act on its changes ("" for none), as ``kind`` (a key of :data:`FILTERS`).

    Raises :class:`OfficeError` naming the files (by their place) that did not come out.
    """
    program = libreoffice()
    assert program is not None, "LibreOffice is not installed"
    with tempfile.TemporaryDirectory(prefix="canevas-office-") as name:
        folder = Path(name)
        lay_macro(folder / "profile" / "user" / "basic")
        lines, targets = [], []
        for number, (content, act) in enumerate(jobs):
            source, target = folder / f"{number}.docx", folder / f"{number}.out.{kind}"
            source.write_bytes(content)
            lines.append("\t".join((source.as_uri(), act, FILTERS[kind], target.as_uri())))
            targets.append(target)
        listed = folder / "jobs.txt"
        listed.write_text("\n".join(lines) + "\n", encoding="utf-8")
        subprocess.run([str(program), "--headless", "--norestore", "--nologo", "--nodefault",
                        f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                        f"macro:///Standard.Module1.Run({listed})"],
                       capture_output=True, timeout=SECONDS, check=False)
        if lost := [number for number, target in enumerate(targets) if not target.exists()]:
            raise OfficeError(f"LibreOffice gave nothing back for the files {lost}")
        return [target.read_bytes() for target in targets]


def lay_macro(basic: Path) -> None:
    """Write the macro as the library "Standard" of a profile's ``user/basic`` folder."""
    standard = basic / "Standard"
    standard.mkdir(parents=True)
    (basic.parent / "registrymodifications.xcu").write_text(_XML + _READY, encoding="utf-8")
    for kind, module in (("script", "Module1"), ("dialog", "")):
        shown = (' library:name="Standard" library:readonly="false" library:passwordprotected="false">'
                 + (f'<library:element library:name="{module}"/>' if module else ""))
        (standard / f"{kind}.xlb").write_text(_XML + _LIBRARY.format(kind="library", more=shown), encoding="utf-8")
        listed = (f'><library:library library:name="Standard" xlink:href="$(USER)/basic/Standard/{kind}.xlb/" '
                  f'xlink:type="simple" library:link="false"/>')
        (basic / f"{kind}.xlc").write_text(_XML + _LIBRARY.format(kind="libraries", more=listed), encoding="utf-8")
    macro = _MACRO.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")
    (standard / "Module1.xba").write_text(
        f'{_XML}<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">\n'
        f'<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" '
        f'script:language="StarBasic" script:moduleType="normal">{macro}</script:module>', encoding="utf-8")
