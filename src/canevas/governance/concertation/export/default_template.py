"""Makes the Word template that every installation starts with: ``python -m`` this module, then commit the file.

The file is an ordinary Word document with tags. A secretary who wants another letterhead, another wording or a logo
edits it in Word; this script only saves drawing the first one by hand.
"""
from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

from canevas.tools.documents.writing.word_drawing import (
    TINT,
    WIDE,
    WIDTH,
    centred,
    foot,
    grid,
    head_row,
    keep_rows_whole,
    letterhead_lines,
    line,
    listed,
    page_margins,
    set_styles,
    shade,
    tag_row,
    tight,
)

TARGET = Path(__file__).parent / "templates_word" / "compte-rendu.docx"
FACTS = (
    ("Instance", "instance", "{{ instance }}"),
    ("Session", "session", "{{ session }}"),
    ("Date", "date", "{{ date }}"),
    ("Heure", "heure", "{{ heure }}"),
    ("Lieu", "lieu", "{{ lieu }}"),
    ("Présidence", "presidence", ("presidence", "nom")),
    ("Présence", "presents", ("presents", "nom")),
    ("Excusés", "excuses", ("excuses", "nom")),
    ("Absents", "absents", ("absents", "nom")),
    ("Compte rendu précédent", "compte_rendu_precedent", "{{ compte_rendu_precedent }}"),
    ("Autres réunions", "autres_reunions", ("autres_reunions", "reunion")),
    ("Localités citées", "lieux_cites", "{{ lieux_cites|join(', ') }}"),
)


def build() -> Any:
    """The template as a python-docx document."""
    document = docx.Document()
    set_styles(document)
    page_margins(document.sections[0])
    document.sections[0].footer_distance = Cm(1)
    foot(document.sections[0], "{{ titre }}{% if date_courte %} - {{ date_courte }}{% endif %}", WIDTH)
    _letterhead(document)
    _facts(document)
    _agenda(document)
    _points(document)
    _recommendations(document)
    _rest(document)
    _signature(document)
    _synthesis(document)
    document.core_properties.title = "Modèle de compte rendu"
    document.core_properties.author = "Canevas"
    document.core_properties.comments = ""
    document.core_properties.language = "fr-FR"
    return document


def _letterhead(document: Any) -> None:
    letterhead_lines(document)
    title = centred(document, "{{ titre }}", style="Title", after=2)
    title.paragraph_format.space_before = Pt(20)
    line(document, "{%p if nom_instance %}")
    centred(document, "{{ nom_instance }}", size=12, after=2)
    line(document, "{%p endif %}")
    line(document, "{%p if etape %}")
    centred(document, "{{ etape }}", size=12, after=2)
    line(document, "{%p endif %}")
    line(document, "{%p if date %}")
    centred(document, "{{ date }}", size=12, after=12)
    line(document, "{%p endif %}")


def _facts(document: Any) -> None:
    table = grid(document, (4.2, WIDTH - 4.2))
    for label, key, value in FACTS:
        tag_row(table, f"{{%tr if {key} %}}")
        name, cell = table.add_row().cells
        name.paragraphs[0].add_run(label).bold = True
        shade(name, TINT)
        if isinstance(value, str):
            cell.paragraphs[0].add_run(value)
        else:
            listed(cell, *value)
        tag_row(table, "{%tr endif %}")
    keep_rows_whole(table)
    tight(table)


def _agenda(document: Any) -> None:
    line(document, "{%p if ordre_du_jour %}")
    line(document, "Points inscrits à l'ordre du jour", style="Heading 1")
    line(document, "{%p for sujet in ordre_du_jour %}")
    entry = line(document, "{{ sujet.numero }}. {{ sujet.titre }}", after=2)
    entry.paragraph_format.left_indent, entry.paragraph_format.first_line_indent = Cm(1.1), Cm(-0.5)
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")


def _points(document: Any) -> None:
    line(document, "{%p for point in points %}")
    line(document, "{{ point.numero }}. {{ point.titre }}", style="Heading 2")
    line(document, "{%p if point.discussions %}")
    table = grid(document, (WIDTH,))
    head_row(table, ("Points de discussion clés",))
    listed(table.add_row().cells[0], "point.discussions", "discussion")
    tight(table)
    for paragraph in table.rows[1].cells[0].paragraphs:
        paragraph.paragraph_format.space_after = Pt(3)
    line(document, "{%p endif %}")
    line(document, "", size=4, after=0)
    _followed(document, "Points d'action", "action", "point.actions", "N/A")
    line(document, "{%p endfor %}")


def _followed(document: Any, label: str, one: str, many: str, nothing: str = "") -> None:
    """A table of things to do: what, who, by when."""
    table = grid(document, (8.8, 5.0, WIDTH - 13.8))
    head_row(table, (label, "Structures responsables", "Date limite"))
    tag_row(table, f"{{%tr for {one} in {many} %}}")
    for cell, key in zip(table.add_row().cells, ("texte", "responsables", "echeance"), strict=True):
        cell.paragraphs[0].add_run(f"{{{{ {one}.{key} }}}}")
    tag_row(table, "{%tr endfor %}")
    if nothing:
        tag_row(table, f"{{%tr if not {many} %}}")
        table.add_row().cells[0].paragraphs[0].add_run(nothing)
        tag_row(table, "{%tr endif %}")
    keep_rows_whole(table)
    tight(table)


def _recommendations(document: Any) -> None:
    line(document, "{%p if recommandations %}")
    line(document, "Recommandations", style="Heading 1")
    line(document, "{%p for groupe in recommandations %}")
    line(document, "{%p if groupe.destinataire %}")
    line(document, "{{ groupe.destinataire }} :", bold=True).paragraph_format.keep_with_next = True
    line(document, "{%p endif %}")
    line(document, "{%p if groupe.suivies %}")
    _followed(document, "Recommandations", "ligne", "groupe.lignes")
    line(document, "{%p else %}")
    line(document, "{%p for ligne in groupe.lignes %}")
    line(document, "{{ ligne.texte }}", style="List Bullet")
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")


def _rest(document: Any) -> None:
    _bullets(document, "Échanges de vues", "contributions", "contribution", "{{ contribution }}",
             "Il est ressorti des échanges les contributions et observations suivantes :")
    _bullets(document, "Conclusion", "decisions", "decision", "{{ decision.texte }}", style=None)
    line(document, "{%p if politique %}")
    line(document, "Rappel de la politique nationale de migration", style="Heading 1")
    line(document, "{%p for axe in politique %}")
    line(document, "Axe stratégique {{ axe.axe }} : {{ axe.titre }}", bold=True)
    line(document, "{%p if axe.programme %}")
    line(document, "Programme {{ axe.axe }} : {{ axe.programme }}")
    line(document, "{%p endif %}")
    line(document, "{%p if axe.sous_programmes %}")
    line(document, "Sous-programmes {{ axe.sous_programmes|join(', ') }}")
    line(document, "{%p endif %}")
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")


def _bullets(document: Any, title: str, many: str, one: str, shown: str, before: str = "",
             style: str | None = "List Bullet") -> None:
    line(document, f"{{%p if {many} %}}")
    line(document, title, style="Heading 1")
    if before:
        line(document, before).paragraph_format.keep_with_next = True
    line(document, f"{{%p for {one} in {many} %}}")
    line(document, shown, style=style)
    line(document, "{%p endfor %}")
    line(document, "{%p endif %}")


def _signature(document: Any) -> None:
    line(document, "{%p if signataire %}")
    paragraph = line(document, "{{ signataire }}", bold=True, after=60)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.space_before = Pt(28)
    line(document, "{%p endif %}")


def _synthesis(document: Any) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    line(document, "{%p if synthese %}")
    line(document, "Synthèse des recommandations", style="Heading 1")
    table = grid(document, (5.6, 6.4, 9.0, WIDE - 21.0))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    head_row(table, ("Défis", "Priorités", "Stratégies recommandées", "Régions / Acteurs concernés"))
    tag_row(table, "{%tr for bande in synthese %}")
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
    line(document, "{%p endif %}")


if __name__ == "__main__":
    build().save(str(TARGET))
