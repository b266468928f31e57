"""Small Word templates, made as one would in Word."""
from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Any

import docx


def template(*paragraphs: str, table: Sequence[Sequence[str]] = (), header: str = "") -> bytes:
    """A .docx with these paragraphs, then a table with these cells."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for y, row in enumerate(table):
            for x, text in enumerate(row):
                cell = grid.cell(y, x)
                first, *others = text.split("\n")
                cell.text = first
                for other in others:
                    cell.add_paragraph(other)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    return saved(document)


def saved(document: Any) -> bytes:
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def opened(content: bytes) -> Any:
    return docx.Document(io.BytesIO(content))
