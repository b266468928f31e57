"""Minutes that lack nearly everything, or hold what nobody foresaw, still make documents."""
from __future__ import annotations

import io

import pdfplumber
import pytest

from canevas.governance.concertation.export.example import example_lines
from canevas.governance.concertation.export.form import official_form
from canevas.governance.concertation.export.official import official_pdf, official_word
from canevas.governance.concertation.rules.lines import Draft, Kind
from canevas.tools.documents.reading import read_document

ODD = ["", " ", "\n\n", "a\nb", "\t", "<w:p>&amp;</w:p>", "{{ titre }} {% for %}", "#panic() *x* _y_ $z$ `w` @v \\ //",
       "\x00\x07\x0c\u200b\ufffe", "مرحبا بالعالم", "🚨 ẅ ɓ ŋ", "x" * 400, "mot " * 3000, "- tiret", "1. nombre",
       "\ue0f0cnv_act_1\ue0f1", "\ue0f2"]


def made(lines: list[Draft]) -> dict[str, str]:
    """The text of both documents, blanks left out."""
    form = official_form(lines)
    return {kind: "".join(read_document(make(form), f"a.{kind}").root.plain().split())
            for kind, make in (("docx", official_word), ("pdf", official_pdf))}


def test_empty_minutes_make_a_page() -> None:
    for text in made([]).values():
        assert "Compterendudelaréunion" in text


@pytest.mark.parametrize("odd", ODD, ids=lambda text: ascii(text[:12]))
def test_any_text_stands_in_any_place(odd: str) -> None:
    lines = example_lines()
    for line in (below for top in lines for below in top.walk()):
        if "text" in line.value and line.kind is not Kind.BODY:
            line.value = {**line.value, "text": odd}
    texts = made(lines)
    shown = "".join(odd.split())
    if shown.isascii() and shown.isprintable() and len(shown) < 300:
        for text in texts.values():
            assert shown in text


def test_parts_without_content_make_no_hole() -> None:
    lines = [Draft(Kind.ITEM, {"number": None, "text": ""}), Draft(Kind.POLICY, {"axis": None, "text": "x"}),
             Draft(Kind.SECTION, {"axis": None, "text": ""}, children=[Draft(Kind.CHALLENGE, {"text": "Défi seul"})]),
             Draft(Kind.AGENDA, {"number": None, "text": "sans numéro"}),
             Draft(Kind.ATTENDANCE, {"text": "OIM"}), Draft(Kind.RELATED, {"date": None, "stage": "x"}),
             Draft(Kind.PREVIOUS, {"date": None, "outcome": None}), Draft(Kind.END, {"time": "12:00"})]
    for text in made(lines).values():
        assert "Défiseul" in text
        assert "finà12h00" in text


def test_a_long_meeting_is_made_in_seconds() -> None:
    item = Draft(Kind.ITEM, {"number": 1, "text": "Point"}, children=[
        *(Draft(Kind.DISCUSSION, {"text": f"Parole {place}"}) for place in range(1500)),
        *(Draft(Kind.ACTION, {"text": f"Action {place}"}) for place in range(400))])
    texts = made([*example_lines(), item])
    for text in texts.values():
        assert "Parole1499" in text
        assert "Action399" in text


@pytest.mark.parametrize("lines", [example_lines(), [], [Draft(Kind.ITEM, {"number": 1, "text": "Seul"})]],
                         ids=["whole", "empty", "one item"])
def test_the_pdf_is_made_for_reading_aids(lines: list[Draft]) -> None:
    with pdfplumber.open(io.BytesIO(official_pdf(official_form(lines)))) as pdf:
        assert b"pdfuaid" in pdf.doc.catalog["Metadata"].resolve().get_data()
        assert str(pdf.doc.catalog["Lang"]) == str(b"fr")
