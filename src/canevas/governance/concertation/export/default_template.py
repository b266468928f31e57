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
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt, RGBColor

from canevas.governance.concertation.export.word_drawing import (
    border_below,
    field,
    french,
    grid,
    keep_rows_whole,
    repeat_first_row,
    shade,
    tight,
)

TARGET = Path(__file__).parent / "templates_word" / "compte-rendu.docx"
FONT, INK, TINT = "Times New Roman", RGBColor(0x1A, 0x1A, 0x1A), "E9EDF2"
WIDTH, WIDE = 17.0, 25.7
"""Width of the text in centimetres, upright and landscape."""
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
    _styles(document)
    _page(document.sections[0])
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


def _styles(document: Any) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(11)
    normal.paragraph_format.space_after = Pt(4)
    french(document.styles)
    for name, size, before in (("Heading 1", 12.5, 14), ("Heading 2", 11.5, 12), ("Title", 15, 10)):
        style = document.styles[name]
        style.font.name, style.font.size, style.font.bold, style.font.color.rgb = FONT, Pt(size), True, INK
        style.element.rPr.rFonts.attrib.clear()
        style.font.name = FONT
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(before), Pt(4)
        style.paragraph_format.keep_with_next = True
    for border in document.styles["Title"].element.pPr.findall(docx.oxml.ns.qn("w:pBdr")):
        border.getparent().remove(border)
    bullets = document.styles["List Bullet"].paragraph_format
    bullets.space_after, bullets.left_indent, bullets.first_line_indent = Pt(2), Cm(0.6), Cm(-0.45)


def _page_margins(section: Any) -> None:
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2), Cm(2)


def _page(section: Any) -> None:
    _page_margins(section)
    section.footer_distance = Cm(1)
    foot = section.footer.paragraphs[0]
    stops = foot.style.paragraph_format.tab_stops
    while len(stops):
        del stops[0]
    stops.add_tab_stop(Cm(WIDTH), WD_TAB_ALIGNMENT.RIGHT)
    foot.style.font.size, foot.style.font.name = Pt(8.5), FONT
    foot.add_run("{{ titre }}{% if date_courte %} - {{ date_courte }}{% endif %}\tPage ")
    field(foot, "PAGE")
    foot.add_run(" sur ")
    field(foot, "NUMPAGES")


def _line(document: Any, text: str, *, style: str | None = None, bold: bool = False, italic: bool = False,
          size: float | None = None, after: float | None = None) -> Any:
    paragraph = document.add_paragraph(style=style)
    run = paragraph.add_run(text)
    run.bold, run.italic = bold or None, italic or None
    if size:
        run.font.size = Pt(size)
    if after is not None:
        paragraph.paragraph_format.space_after = Pt(after)
    return paragraph


def _centred(document: Any, text: str, **look: Any) -> Any:
    paragraph = _line(document, text, **look)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _letterhead_lines(document: Any) -> None:
    """The State, its motto, then each authority."""
    document._body._body.remove(document.paragraphs[0]._p) if document.paragraphs else None
    _centred(document, "{{ entete.pays|upper }}", bold=True, size=12, after=0)
    _centred(document, "{{ entete.devise }}", italic=True, size=10, after=0)
    border_below(_centred(document, "", size=3, after=6), indent=6.8)
    _line(document, "{%p for ligne in entete.lignes %}")
    _centred(document, "{{ ligne|upper }}", bold=True, size=10.5, after=2)
    _line(document, "{%p endfor %}")


def _letterhead(document: Any) -> None:
    _letterhead_lines(document)
    title = _centred(document, "{{ titre }}", style="Title", after=2)
    title.paragraph_format.space_before = Pt(20)
    _line(document, "{%p if nom_instance %}")
    _centred(document, "{{ nom_instance }}", size=12, after=2)
    _line(document, "{%p endif %}")
    _line(document, "{%p if etape %}")
    _centred(document, "{{ etape }}", size=12, after=2)
    _line(document, "{%p endif %}")
    _line(document, "{%p if date %}")
    _centred(document, "{{ date }}", size=12, after=12)
    _line(document, "{%p endif %}")


def _facts(document: Any) -> None:
    table = grid(document, (4.2, WIDTH - 4.2))
    for label, key, value in FACTS:
        _tag_row(table, f"{{%tr if {key} %}}")
        name, cell = table.add_row().cells
        name.paragraphs[0].add_run(label).bold = True
        shade(name, TINT)
        if isinstance(value, str):
            cell.paragraphs[0].add_run(value)
        else:
            _listed(cell, *value)
        _tag_row(table, "{%tr endif %}")
    keep_rows_whole(table)
    tight(table)


def _tag_row(table: Any, tag: str) -> None:
    table.add_row().cells[0].paragraphs[0].add_run(tag)


def _listed(cell: Any, many: str, one: str, style: str | None = None) -> None:
    """A cell with one paragraph for each of ``many``."""
    cell.paragraphs[0].add_run(f"{{%p for {one} in {many} %}}")
    cell.add_paragraph(f"{{{{ {one} }}}}", style=style)
    cell.add_paragraph("{%p endfor %}")


def _agenda(document: Any) -> None:
    _line(document, "{%p if ordre_du_jour %}")
    _line(document, "Points inscrits à l'ordre du jour", style="Heading 1")
    _line(document, "{%p for sujet in ordre_du_jour %}")
    line = _line(document, "{{ sujet.numero }}. {{ sujet.titre }}", after=2)
    line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Cm(1.1), Cm(-0.5)
    _line(document, "{%p endfor %}")
    _line(document, "{%p endif %}")


def _points(document: Any) -> None:
    _line(document, "{%p for point in points %}")
    _line(document, "{{ point.numero }}. {{ point.titre }}", style="Heading 2")
    _line(document, "{%p if point.discussions %}")
    table = grid(document, (WIDTH,))
    _head(table, ("Points de discussion clés",))
    _listed(table.add_row().cells[0], "point.discussions", "discussion")
    tight(table)
    for paragraph in table.rows[1].cells[0].paragraphs:
        paragraph.paragraph_format.space_after = Pt(3)
    _line(document, "{%p endif %}")
    _line(document, "", size=4, after=0)
    _followed(document, "Points d'action", "action", "point.actions", "N/A")
    _line(document, "{%p endfor %}")


def _head(table: Any, labels: tuple[str, ...]) -> None:
    for cell, label in zip(table.add_row().cells, labels, strict=True):
        cell.paragraphs[0].add_run(label).bold = True
        shade(cell, TINT)
    repeat_first_row(table)


def _followed(document: Any, label: str, one: str, many: str, nothing: str = "") -> None:
    """A table of things to do: what, who, by when."""
    table = grid(document, (8.8, 5.0, WIDTH - 13.8))
    _head(table, (label, "Structures responsables", "Date limite"))
    _tag_row(table, f"{{%tr for {one} in {many} %}}")
    for cell, key in zip(table.add_row().cells, ("texte", "responsables", "echeance"), strict=True):
        cell.paragraphs[0].add_run(f"{{{{ {one}.{key} }}}}")
    _tag_row(table, "{%tr endfor %}")
    if nothing:
        _tag_row(table, f"{{%tr if not {many} %}}")
        table.add_row().cells[0].paragraphs[0].add_run(nothing)
        _tag_row(table, "{%tr endif %}")
    keep_rows_whole(table)
    tight(table)


def _recommendations(document: Any) -> None:
    _line(document, "{%p if recommandations %}")
    _line(document, "Recommandations", style="Heading 1")
    _line(document, "{%p for groupe in recommandations %}")
    _line(document, "{%p if groupe.destinataire %}")
    _line(document, "{{ groupe.destinataire }} :", bold=True).paragraph_format.keep_with_next = True
    _line(document, "{%p endif %}")
    _line(document, "{%p if groupe.suivies %}")
    _followed(document, "Recommandations", "ligne", "groupe.lignes")
    _line(document, "{%p else %}")
    _line(document, "{%p for ligne in groupe.lignes %}")
    _line(document, "{{ ligne.texte }}", style="List Bullet")
    _line(document, "{%p endfor %}")
    _line(document, "{%p endif %}")
    _line(document, "{%p endfor %}")
    _line(document, "{%p endif %}")


def _rest(document: Any) -> None:
    _bullets(document, "Échanges de vues", "contributions", "contribution", "{{ contribution }}",
             "Il est ressorti des échanges les contributions et observations suivantes :")
    _bullets(document, "Conclusion", "decisions", "decision", "{{ decision.texte }}", style=None)
    _line(document, "{%p if politique %}")
    _line(document, "Rappel de la politique nationale de migration", style="Heading 1")
    _line(document, "{%p for axe in politique %}")
    _line(document, "Axe stratégique {{ axe.axe }} : {{ axe.titre }}", bold=True)
    _line(document, "{%p if axe.programme %}")
    _line(document, "Programme {{ axe.axe }} : {{ axe.programme }}")
    _line(document, "{%p endif %}")
    _line(document, "{%p if axe.sous_programmes %}")
    _line(document, "Sous-programmes {{ axe.sous_programmes|join(', ') }}")
    _line(document, "{%p endif %}")
    _line(document, "{%p endfor %}")
    _line(document, "{%p endif %}")


def _bullets(document: Any, title: str, many: str, one: str, shown: str, before: str = "",
             style: str | None = "List Bullet") -> None:
    _line(document, f"{{%p if {many} %}}")
    _line(document, title, style="Heading 1")
    if before:
        _line(document, before).paragraph_format.keep_with_next = True
    _line(document, f"{{%p for {one} in {many} %}}")
    _line(document, shown, style=style)
    _line(document, "{%p endfor %}")
    _line(document, "{%p endif %}")


def _signature(document: Any) -> None:
    _line(document, "{%p if signataire %}")
    paragraph = _line(document, "{{ signataire }}", bold=True, after=60)
    paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    paragraph.paragraph_format.space_before = Pt(28)
    _line(document, "{%p endif %}")


def _synthesis(document: Any) -> None:
    section = document.add_section(WD_SECTION.NEW_PAGE)
    section.orientation, section.page_width, section.page_height = WD_ORIENT.LANDSCAPE, Cm(29.7), Cm(21)
    _line(document, "{%p if synthese %}")
    _line(document, "Synthèse des recommandations", style="Heading 1")
    table = grid(document, (5.6, 6.4, 9.0, WIDE - 21.0))
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    _head(table, ("Défis", "Priorités", "Stratégies recommandées", "Régions / Acteurs concernés"))
    _tag_row(table, "{%tr for bande in synthese %}")
    band = table.add_row().cells
    merged = band[0].merge(band[3])
    merged.paragraphs[0].add_run("{{ bande.titre }}").bold = True
    shade(merged, "F5F6F8")
    _tag_row(table, "{%tr for ligne in bande.lignes %}")
    challenge, priorities, strategies, concerned = table.add_row().cells
    challenge.paragraphs[0].add_run("{{ ligne.defi }}")
    _listed(priorities, "ligne.priorites", "priorite", "List Bullet")
    _listed(strategies, "ligne.strategies", "strategie", "List Bullet")
    _listed(concerned, "ligne.concernes", "nom")
    _tag_row(table, "{%tr endfor %}")
    _tag_row(table, "{%tr endfor %}")
    tight(table)
    keep_rows_whole(table)
    _line(document, "{%p endif %}")


if __name__ == "__main__":
    build().save(str(TARGET))
