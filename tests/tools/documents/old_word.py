"""A file in the old Word format, made by LibreOffice."""
from __future__ import annotations

import subprocess
from pathlib import Path

import docx.document

from canevas.tools.documents.office import libreoffice
from tests.tools.documents.made import word


def _fill(document: docx.document.Document) -> None:
    document.add_paragraph("Compte rendu")
    table = document.add_table(2, 2, style="Table Grid")
    for row, texts in enumerate((("Date", "17 mai"), ("Lieu", "Zinder"))):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.add_paragraph("Fin")


def old_word(folder: Path) -> bytes:
    (folder / "a.docx").write_bytes(word(_fill))
    subprocess.run([str(libreoffice()), "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}",
                    "--convert-to", "doc", "--outdir", str(folder), str(folder / "a.docx")],
                   check=True, capture_output=True, timeout=120)
    return (folder / "a.doc").read_bytes()
