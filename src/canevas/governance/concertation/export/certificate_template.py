"""Makes the Word template of the certificate of adoption: ``python -m`` this module, then commit the file."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from canevas.tools.documents.writing.word_drawing import (
    TINT,
    WIDTH,
    centred,
    grid,
    head_row,
    keep_rows_whole,
    letterhead_lines,
    line,
    page_margins,
    set_styles,
    shade,
    tag_row,
    tight,
)

TARGET = Path(__file__).parent / "templates_word" / "attestation.docx"
FACTS = (("Compte rendu", "{{ compte_rendu }}"), ("Adopté à la", "{{ adoption }}"),
         ("Adoption", "{{ mode }}{% if version %} (version {{ version }}){% endif %}"))


def build() -> Any:
    document = docx.Document()
    set_styles(document)
    page_margins(document.sections[0])
    letterhead_lines(document)
    title = centred(document, "{{ titre }}", style="Title", after=4)
    title.paragraph_format.space_before = Pt(36)
    centred(document, "{% if nom_instance %}{{ nom_instance }}{% else %}{{ instance }}{% endif %}", size=12, after=22)
    line(document, "Il est attesté que le compte rendu désigné ci-dessous a été adopté comme suit :", after=8)
    table = grid(document, (4.2, WIDTH - 4.2))
    for label, shown in FACTS:
        name, cell = table.add_row().cells
        name.paragraphs[0].add_run(label).bold = True
        shade(name, TINT)
        cell.paragraphs[0].add_run(shown)
    tag_row(table, "{%tr if definitif %}")
    name, cell = table.add_row().cells
    name.paragraphs[0].add_run("Définitif le").bold = True
    shade(name, TINT)
    cell.paragraphs[0].add_run(
        "{{ definitif }}{% if version_definitive %} (version {{ version_definitive }}){% endif %}")
    tag_row(table, "{%tr endif %}")
    keep_rows_whole(table)
    tight(table)
    line(document, "{%p if reserves %}")
    line(document, "Réserves", style="Heading 1")
    table = grid(document, (3.2, 4.6, 5.0, WIDTH - 12.8))
    head_row(table, ("Qui", "Passage", "Demande", "Suite"))
    tag_row(table, "{%tr for reserve in reserves %}")
    for cell, key in zip(table.add_row().cells, ("qui", "passage", "demande", "suite"), strict=True):
        cell.paragraphs[0].add_run(f"{{{{ reserve.{key} }}}}")
    tag_row(table, "{%tr endfor %}")
    keep_rows_whole(table)
    tight(table)
    line(document, "{%p endif %}")
    line(document, "{%p if not definitif %}")
    line(document, "Le compte rendu deviendra définitif lorsqu’aucune réserve ne sera plus ouverte.", italic=True)
    line(document, "{%p endif %}")
    done = line(document, "Fait le {{ fait_le }}")
    done.paragraph_format.space_before = Pt(24)
    signed = line(document, "{{ signataire }}", bold=True, after=60)
    for paragraph in (done, signed):
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    document.core_properties.title = "Attestation d’adoption"
    document.core_properties.author, document.core_properties.comments = "Canevas", ""
    document.core_properties.language = "fr-FR"
    document.sections[0].footer_distance = Cm(1)
    return document


if __name__ == "__main__":
    build().save(str(TARGET))
