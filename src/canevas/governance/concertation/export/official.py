"""The official Word file and PDF of a form."""
from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from canevas.governance.concertation.export.form import Form
from canevas.governance.concertation.rules.intake import DOCUMENT_ID
from canevas.tools.documents.writing.pdf import make_pdf
from canevas.tools.documents.writing.word import fill_word

HERE = Path(__file__).parent


@lru_cache(maxsize=1)
def default_template() -> bytes:
    """The Word template that comes with the program."""
    return (HERE / "templates_word" / "compte-rendu.docx").read_bytes()


def official_word(form: Form, template: bytes | None = None) -> bytes:
    """The .docx of ``form``. Its texts carry their ids as bookmarks, and the file that of the session."""
    properties = {DOCUMENT_ID: form["reference"]} if form["reference"] else {}
    return fill_word(template or default_template(), form, title=file_title(form), properties=properties)


def official_pdf(form: Form, *, stamp: datetime | None = None) -> bytes:
    """The PDF of ``form``: A4, tagged, text that can be read and searched."""
    layout = (HERE / "templates_typst" / "compte-rendu.typ").read_text(encoding="utf-8")
    data = {**form, "titre_fichier": file_title(form)}
    return make_pdf(layout, data, stamp=(stamp or datetime.now(UTC)).replace(microsecond=0))


def file_title(form: Form) -> str:
    return " - ".join(part for part in (form["titre"], form["date"]) if part)
