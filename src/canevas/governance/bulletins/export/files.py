"""The Word file and the PDF of a bulletin."""
from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

import docx
from django.utils.translation import gettext as _
from docx.shared import Cm

from canevas.governance.bulletins.export.pictures import Picture
from canevas.governance.bulletins.export.words import Form
from canevas.tools.documents.writing.marked import clean
from canevas.tools.documents.writing.pdf import PdfFault, make_pdf, print_word
from canevas.tools.documents.writing.word import fill_word

HERE = Path(__file__).parent
_WIDTHS = {"evolution": 16.0, "carte": 12.0, "points": 12.0}
"""Centimetres."""


@lru_cache(maxsize=1)
def default_template() -> bytes:
    """The Word template that comes with the program."""
    return (HERE / "templates_word" / "bulletin.docx").read_bytes()


def bulletin_files(form: Form, pictures: Mapping[str, Picture], template: bytes | None) -> tuple[bytes, bytes, str]:
    """The .docx, the PDF, and why this one is not laid out as a template of one's own says ("" where it is, or where
    there is none). Raises ``TemplateFault`` or ``PdfFault`` with a sentence."""
    word = bulletin_word(form, pictures, template)
    if template is None:
        return word, bulletin_pdf(form, pictures), ""
    try:
        return word, print_word(word), ""
    except PdfFault as fault:
        return word, bulletin_pdf(form, pictures), _(
            "The PDF has the layout of the program, not that of the Word template: %(why)s") % {"why": fault}


def bulletin_word(form: Form, pictures: Mapping[str, Picture], template: bytes | None = None) -> bytes:
    """The .docx. Raises ``TemplateFault`` with a sentence."""
    marks = {name: f"[[image {name}]]" if name in pictures else "" for name in form["images"]}
    filled = fill_word(template or default_template(), {**form, "images": marks}, title=form["titre"])
    document = docx.Document(io.BytesIO(filled))
    for paragraph in _paragraphs(document):
        for name, mark in marks.items():
            if mark and mark in paragraph.text:
                _place(paragraph, pictures[name], _WIDTHS[name])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _paragraphs(document: Any) -> list[Any]:
    """Those of the body and of its tables."""
    cells = [cell for table in document.tables for row in table.rows for cell in row.cells]
    return [*document.paragraphs, *(paragraph for cell in cells for paragraph in cell.paragraphs)]


def _place(paragraph: Any, picture: Picture, width: float) -> None:
    """The picture in the place of the paragraph's words, with what it says for reading aids."""
    for run in list(paragraph.runs):
        run._r.getparent().remove(run._r)
    drawn = paragraph.add_run().add_picture(io.BytesIO(picture.content), width=Cm(width))
    drawn._inline.docPr.set("descr", clean(picture.said))


def bulletin_pdf(form: Form, pictures: Mapping[str, Picture], *, stamp: datetime | None = None) -> bytes:
    """The PDF in the layout of the program, tagged. Raises ``PdfFault`` with a sentence."""
    layout = (HERE / "templates_typst" / "bulletin.typ").read_text(encoding="utf-8")
    images = {name: list(pictures[name].content) if name in pictures else [] for name in form["images"]}
    said = {name: pictures[name].said if name in pictures else "" for name in form["images"]}
    return make_pdf(layout, {**form, "images": images, "dits": said},
                    stamp=(stamp or datetime.now(UTC)).replace(microsecond=0))
