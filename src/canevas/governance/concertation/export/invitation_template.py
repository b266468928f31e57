"""Makes the Word template of the letter of invitation: ``python -m`` this module, then commit the file."""
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
    keep_rows_whole,
    letterhead_lines,
    line,
    page_margins,
    set_styles,
    shade,
    tag_row,
    tight,
)

TARGET = Path(__file__).parent / "templates_word" / "invitation.docx"
FACTS = (("Instance", "nom_instance"), ("Réunion", "reunion"), ("Date", "date"), ("Heure", "heure"), ("Lieu", "lieu"))


def build() -> Any:
    document = docx.Document()
    set_styles(document)
    page_margins(document.sections[0])
    document.sections[0].footer_distance = Cm(1)
    letterhead_lines(document)
    dated = line(document, "{{ fait_le }}", after=6)
    dated.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    dated.paragraph_format.space_before = Pt(14)
    centred(document, "{{ titre }}", style="Title", after=4)
    line(document, "{%p if destinataire %}")
    line(document, "À l’attention de : {{ destinataire }}", bold=True, after=8)
    line(document, "{%p endif %}")
    line(document, "Objet : {{ objet }}", bold=True, after=10)
    line(document, "{%p for paragraphe in introduction %}")
    line(document, "{{ paragraphe }}", after=8)
    line(document, "{%p endfor %}")
    line(document, "{%p if motif %}")
    line(document, "Motif : {{ motif }}", after=8)
    line(document, "{%p endif %}")
    _facts(document)
    _listed(document, "changements", "Ce qui change",
            "{{ un.quoi }} : {{ un.apres }}{% if un.avant %} (au lieu de : {{ un.avant }}){% endif %}", "List Bullet")
    _listed(document, "ordre_du_jour", "Ordre du jour", "{{ un.numero }}. {{ un.titre }}", None)
    _listed(document, "documents", "Documents joints", "{{ un }}", "List Bullet")
    _listed(document, "invites", "Structures invitées", "{{ un }}", "List Bullet")
    signed = line(document, "{{ signataire }}", bold=True, after=40)
    signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    signed.paragraph_format.space_before = Pt(26)
    document.core_properties.title = "Invitation"
    document.core_properties.author, document.core_properties.comments = "Canevas", ""
    document.core_properties.language = "fr-FR"
    return document


def _facts(document: Any) -> None:
    table = grid(document, (3.4, WIDTH - 3.4))
    for label, key in FACTS:
        tag_row(table, f"{{%tr if {key} %}}")
        name, cell = table.add_row().cells
        name.paragraphs[0].add_run(label).bold = True
        shade(name, TINT)
        cell.paragraphs[0].add_run(f"{{{{ {key} }}}}")
        tag_row(table, "{%tr endif %}")
    keep_rows_whole(table)
    tight(table)


def _listed(document: Any, many: str, title: str, shown: str, style: str | None) -> None:
    line(document, f"{{%p if {many} %}}")
    line(document, title, style="Heading 1")
    line(document, f"{{%p for un in {many} %}}")
    entry = line(document, shown, style=style, after=2)
    if style is None:
        entry.paragraph_format.left_indent, entry.paragraph_format.first_line_indent = Cm(1.1), Cm(-0.5)
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")


if __name__ == "__main__":
    build().save(str(TARGET))
