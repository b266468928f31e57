"""Makes the Word template of the sign-in sheet: ``python -m`` this module, then commit the file."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_CELL_VERTICAL_ALIGNMENT, WD_ROW_HEIGHT_RULE
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt

from canevas.governance.concertation.export.default_template import (
    FONT,
    WIDE,
    _centred,
    _head,
    _letterhead_lines,
    _line,
    _styles,
    _tag_row,
)
from canevas.governance.concertation.export.word_drawing import field, grid, keep_rows_whole, tight

TARGET = Path(__file__).parent / "templates_word" / "feuille-de-presence.docx"
COLUMNS = (("N°", 1.2, "numero"), ("Structure", 5.6, "structure"), ("Nom et prénom", 5.6, "nom"),
           ("Fonction", 4.1, "fonction"), ("Téléphone / e-mail", 4.9, ""), ("Signature", WIDE - 21.4, ""))


def build() -> Any:
    document = docx.Document()
    _styles(document)
    section = document.sections[0]
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = section.top_margin = Cm(2)
    section.bottom_margin, section.footer_distance = Cm(1.8), Cm(0.9)
    _foot(section)
    _letterhead_lines(document)
    title = _centred(document, "{{ titre }}", style="Title", after=2)
    title.paragraph_format.space_before = Pt(8)
    _centred(document, "{{ nom_instance }}, {{ reunion }}", size=12, after=2)
    _centred(document, "{{ date }}{% if heure %}, {{ heure }}{% endif %}{% if lieu %} – {{ lieu }}{% endif %}",
             size=11.5, after=8)
    _table(document)
    document.core_properties.title = "Feuille de présence"
    document.core_properties.author, document.core_properties.comments = "Canevas", ""
    document.core_properties.language = "fr-FR"
    return document


def _foot(section: Any) -> None:
    foot = section.footer.paragraphs[0]
    stops = foot.style.paragraph_format.tab_stops
    while len(stops):
        del stops[0]
    stops.add_tab_stop(Cm(WIDE), WD_TAB_ALIGNMENT.RIGHT)
    foot.style.font.size, foot.style.font.name = Pt(8.5), FONT
    foot.add_run("{{ titre }} - {{ instance }}{% if date %} - {{ date }}{% endif %}\tPage ")
    field(foot, "PAGE")
    foot.add_run(" sur ")
    field(foot, "NUMPAGES")


def _table(document: Any) -> None:
    table = grid(document, [width for _label, width, _key in COLUMNS])
    _head(table, tuple(label for label, _width, _key in COLUMNS))
    _tag_row(table, "{%tr for ligne in lignes %}")
    row = table.add_row()
    row.height, row.height_rule = Cm(1.05), WD_ROW_HEIGHT_RULE.AT_LEAST
    for cell, (_label, _width, key) in zip(row.cells, COLUMNS, strict=True):
        cell.vertical_alignment = WD_CELL_VERTICAL_ALIGNMENT.CENTER
        if key:
            cell.paragraphs[0].add_run(f"{{{{ ligne.{key} }}}}")
    _tag_row(table, "{%tr endfor %}")
    keep_rows_whole(table)
    tight(table)
    _line(document, "", size=2, after=0)


if __name__ == "__main__":
    build().save(str(TARGET))
