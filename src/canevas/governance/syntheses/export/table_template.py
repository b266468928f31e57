"""Makes the Word template of a synthesis: ``python -m`` this module, then commit the file.

The official layout: landscape, letterhead, four columns with a repeated header, a band for each section, the challenge
merged over its rows. It is an ordinary Word document with tags, to be edited in Word.
"""
from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT
from docx.enum.table import WD_TABLE_ALIGNMENT
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
    listed,
    set_styles,
    shade,
    tag_row,
    tight,
)

TARGET = Path(__file__).parent / "templates_word" / "synthese.docx"
COLUMNS = ("Défis", "Priorités", "Stratégies recommandées", "Régions / Acteurs concernés")


def build() -> Any:
    """The template as a python-docx document."""
    document = docx.Document()
    set_styles(document)
    page = document.sections[0]
    page.orientation, page.page_width, page.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = Cm(2)
    page.footer_distance = Cm(1)
    foot(page, "{{ titre }} - {{ etat }}", WIDE)
    letterhead_lines(document)
    title = centred(document, "{{ titre }}", style="Title", after=2)
    title.paragraph_format.space_before = Pt(12)
    centred(document, "{{ etat }}", size=11, after=8)
    _paragraphs(document, "avant")
    _table(document)
    _paragraphs(document, "apres")
    document.core_properties.title = "Modèle de synthèse"
    document.core_properties.author = "Canevas"
    document.core_properties.comments = ""
    document.core_properties.language = "fr-FR"
    return document


def _paragraphs(document: Any, many: str) -> None:
    line(document, f"{{%p for alinea in {many} %}}")
    line(document, "{{ alinea }}")
    line(document, "{%p endfor %}")


def _table(document: Any) -> None:
    table = grid(document, (5.6, 6.4, 9.0, WIDE - 21.0))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    head_row(table, COLUMNS)
    tag_row(table, "{%tr for bande in bandes %}")
    band = table.add_row().cells
    merged = band[0].merge(band[3])
    merged.paragraphs[0].add_run("{{ bande.titre }}").bold = True
    shade(merged, "F5F6F8")
    tag_row(table, "{%tr for ligne in bande.lignes %}")
    challenge, priorities, strategies, concerned = table.add_row().cells
    challenge.paragraphs[0].add_run("{{ ligne.defi }}")
    listed(priorities, "ligne.priorites", "priorite", "List Bullet")
    listed(strategies, "ligne.strategies", "strategie", "List Bullet")
    listed(concerned, "ligne.concernes", "nom")
    tag_row(table, "{%tr endfor %}")
    tag_row(table, "{%tr endfor %}")
    tight(table)
    keep_rows_whole(table)
    merged.paragraphs[0].paragraph_format.keep_with_next = True  # no band is left alone at the foot of a page


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    build().save(str(TARGET))
