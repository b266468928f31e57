from __future__ import annotations

import io
from datetime import UTC, datetime

import pdfplumber
import pytest

from canevas.tools.documents.writing.pdf import PdfFault, make_pdf

LAYOUT = """#let d = json(bytes(sys.inputs.data))
#set document(title: d.title)
#set page(paper: "a4")
#for line in d.lines [#line \\ ]
"""


def text_of(content: bytes) -> str:
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        return "\n".join(page.extract_text() for page in pdf.pages)


def test_a_text_is_never_run_as_markup() -> None:
    odd = ['#panic("x")', "*gras* _penché_ $x^2$ `code` @ref <étiquette>", "// commentaire", "\\ #set page(width: 1cm)",
           'guillemets " et \' et [crochets]', "Ɓ ɗ ƙ ƴ ŋ ǝ œ Œ é È ç"]
    written = text_of(make_pdf(LAYOUT, {"title": "t", "lines": odd}))
    for line in odd:
        assert "".join(line.split()) in "".join(written.split())


def test_the_same_data_gives_the_same_file() -> None:
    stamp = datetime(2026, 2, 3, 10, tzinfo=UTC)
    one, other = (make_pdf(LAYOUT, {"title": "t", "lines": ["a"]}, stamp=stamp) for _ in range(2))
    assert one == other


def test_it_is_tagged_for_reading_aids() -> None:
    content = make_pdf(LAYOUT, {"title": "Compte rendu", "lines": ["a"]})
    with pdfplumber.open(io.BytesIO(content)) as pdf:
        catalog = pdf.doc.catalog
        assert "StructTreeRoot" in catalog
        assert b"pdfuaid" in catalog["Metadata"].resolve().get_data()


def test_a_sign_without_a_font_does_not_stop_the_document() -> None:
    assert make_pdf(LAYOUT, {"title": "t", "lines": ["\U0001f6a8 \U00013000 fin"]})[:5] == b"%PDF-"


def test_a_layout_reaches_no_file_of_the_machine() -> None:
    with pytest.raises(PdfFault):
        make_pdf('#read("/etc/hostname")', {})
    with pytest.raises(PdfFault):
        make_pdf('#import "@preview/example:0.1.0": *', {})
