"""Makes the Word template of the sheet of an organisation: ``python -m`` this module, then commit the file."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

from canevas.governance.concertation.rules.organisation_sheet import CHOICES
from canevas.tools.documents.writing.word_drawing import (
    WIDTH,
    centred,
    foot,
    grid,
    head_row,
    keep_rows_whole,
    letterhead_lines,
    line,
    page_margins,
    set_styles,
    tag_row,
    tight,
)

TARGET = Path(__file__).parent / "templates_word" / "fiche.docx"
GREY = RGBColor(0x4B, 0x55, 0x63)
W14 = "http://schemas.microsoft.com/office/word/2010/wordml"
HELP = ("Cochez l’état de chaque action (ou écrivez « fait », « en cours », « à faire »), ajoutez un mot et le lien "
        "ou la référence d’un justificatif, puis renvoyez ce fichier. Ne changez pas les codes « ACT-… » : ils disent "
        "de quelle action il s’agit.")


def checkbox(paragraph: Any, words: str) -> None:
    """A box that a click ticks in Word, and the words beside it."""
    box = parse_xml(
        f'<w:sdt xmlns:w="{qn("w:x")[1:-2]}" xmlns:w14="{W14}"><w:sdtPr><w:alias w:val="{words}"/><w14:checkbox>'
        '<w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
        '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox></w:sdtPr><w:sdtContent><w:r><w:rPr>'
        '<w:rFonts w:ascii="MS Gothic" w:eastAsia="MS Gothic" w:hAnsi="MS Gothic" w:hint="eastAsia"/></w:rPr>'
        "<w:t>\u2610</w:t></w:r></w:sdtContent></w:sdt>")
    paragraph._p.append(box)
    paragraph.add_run(f" {words}")


def build() -> Any:
    document = docx.Document()
    set_styles(document)
    page_margins(document.sections[0])
    foot(document.sections[0], "{{ titre }}{% if date_courte %} - {{ date_courte }}{% endif %}", WIDTH)
    letterhead_lines(document)
    title = centred(document, "{{ titre }}", style="Title", after=2)
    title.paragraph_format.space_before = Pt(12)
    centred(document, "{{ structure }}", bold=True, size=12, after=2)
    centred(document, "{{ date }}", size=11, after=2)
    centred(document, "Référence : {{ reference }}", size=8.5, after=8)
    line(document, HELP, size=9.5, italic=True, after=6)
    table = grid(document, (0.9, 7.3, 2.5, 3.6, WIDTH - 14.3))
    head_row(table, ("N°", "Action", "État", "Note", "Justificatif"))
    tag_row(table, "{%tr for action in actions %}")
    number, action, state, _note, _evidence = table.add_row().cells
    number.paragraphs[0].add_run("{{ action.numero }}")
    _action(action)
    for place, (words, _state) in enumerate(CHOICES):
        checkbox(state.paragraphs[0] if not place else state.add_paragraph(), words)
    tag_row(table, "{%tr endfor %}")
    keep_rows_whole(table)
    tight(table)
    line(document, "{%p if not actions %}")
    line(document, "Aucune action n’est attendue de cette structure à ce jour.", italic=True)
    line(document, "{%p endif %}")
    done = line(document, "Rempli par (nom, fonction) :", after=4)
    done.paragraph_format.space_before = Pt(16)
    line(document, "Le (date) :")
    document.core_properties.title = "Fiche de suivi des actions"
    document.core_properties.author, document.core_properties.comments = "Canevas", ""
    document.core_properties.language = "fr-FR"
    document.sections[0].footer_distance = Cm(1)
    return document


def _action(cell: Any) -> None:
    cell.paragraphs[0].add_run("{{ action.texte }}").bold = True
    for text, colour in (("{{ action.reunion }}{% if action.avec %} – avec {{ action.avec }}{% endif %}", GREY),
                         ("Échéance : {{ action.echeance }}{% if action.retard %} – {{ action.retard }}{% endif %}",
                          None),
                         ("État connu : {{ action.etat }}{% if action.nouvelles %} – {{ action.nouvelles }}{% endif %}",
                          GREY), ("{{ action.code }}", GREY)):
        run = cell.add_paragraph().add_run(text)
        run.font.size = Pt(9)
        if colour is not None:
            run.font.color.rgb = colour


if __name__ == "__main__":
    build().save(str(TARGET))
