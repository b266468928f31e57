"""Makes the Word template of the sign-in sheet: ``python -m`` this module, then commit the file."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.shared import Cm, Pt

from canevas.tools.documents.writing.word_drawing import (
    WIDE,
    centred,
    foot,
    grid,
    head_row,
    keep_rows_whole,
    letterhead_lines,
    line,
    set_styles,
    tag_row,
    tight,
)

TARGET = Path(__file__).parent / "templates_word" / "feuille-de-presence.docx"
COLUMNS = (("N°", 1.2, "numero"), ("Structure", 5.6, "structure"), ("Nom et prénom", 5.6, "nom"),
           ("Fonction", 4.1, "fonction"), ("Téléphone / e-mail", 4.9, ""), ("Signature", WIDE - 21.4, ""))


def build() -> Any:
    document = docx.Document()
    set_styles(document)
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = Cm(2)
    section.bottom_margin, section.footer_distance = Cm(1.8), Cm(0.9)
    foot(section, "{{ titre }} - {{ instance }}{% if date %} - {{ date }}{% endif %}", WIDE)
    letterhead_lines(document)
    title = centred(document, "{{ titre }}", style="Title", after=2)
    title.paragraph_format.space_before = Pt(8)
    centred(document, "{{ nom_instance }}, {{ reunion }}", size=12, after=2)
    centred(document, "{{ date }}{% if heure %}, {{ heure }}{% endif %}{% if lieu %} – {{ lieu }}{% endif %}",
             size=11.5, after=8)
    _table(document)
    document.core_properties.title = "Feuille de présence"
    document.core_properties.author, document.core_properties.comments = "Canevas", ""
    document.core_properties.language = "fr-FR"
    return document


def _table(document: Any) -> None:
    table = grid(document, [width for _label, width, _key in COLUMNS])
    head_row(table, tuple(label for label, _width, _key in COLUMNS))
    tag_row(table, "{%tr for ligne in lignes %}")
    row = table.add_row()
    row.height, row.height_rule = Cm(1.05), WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell, (_label, _width, key) in zip(row.cells, COLUMNS, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        if key:
            cell.paragraphs[0].add_run(f"{{{{ ligne.{key} }}}}")
    tag_row(table, "{%tr endfor %}")
    keep_rows_whole(table)
    tight(table)
    line(document, "", size=2, after=0)


if __name__ == "__main__":
    build().save(str(TARGET))
