"""An invented meeting as the Word file that a secretary would send: header table, agenda, items, recommendations."""
from __future__ import annotations

import io
import zipfile
from datetime import datetime

import docx
from docx.document import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm
from docx.table import Table

from canevas.doors.cli.demo.meeting import DemoMeeting
from canevas.doors.cli.demo.pools import MONTH_NAMES
from canevas.doors.cli.demo.puzzling import tell
from canevas.governance.concertation.rules.minutes import ReadItem, ReadMinutes
from canevas.governance.recommendations.rules.synthesis import SynthesisSection

MARK = "Document inventé pour démonstration"
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
STAGES = {"preparatory": " PREPARATOIRE", "technical": " TECHNIQUE", "political": " POLITIQUE",
          "relocated": " DELOCALISEE"}


def word_of(meeting: DemoMeeting) -> bytes:
    """The bytes of the Word file; the same meeting always gives the same text."""
    read, document = meeting.minutes, docx.Document()
    properties = document.core_properties
    properties.title = f"{meeting.body} {meeting.day:%d/%m/%Y}"
    properties.subject = properties.comments = MARK
    properties.author = "Canevas"
    properties.created = properties.modified = datetime(meeting.day.year, meeting.day.month, meeting.day.day)
    document.sections[0].footer.paragraphs[0].text = MARK
    if meeting.narrative:
        tell(document, meeting)
        return _saved(document)
    _heading(document, meeting)
    _agenda(document, read)
    for item in read.items:
        _item(document, item)
    _after_the_items(document, read)
    if read.signatory:
        document.add_paragraph()
        document.add_paragraph(read.signatory.value)
    if read.synthesis:
        document.add_page_break()
        _synthesis(document, read.synthesis)
    return _saved(document)


def _saved(document: Document) -> bytes:
    """The file's bytes, the same every time: so that taking it in again is seen to change nothing."""
    loose, fixed = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as source, zipfile.ZipFile(
            fixed, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, (2025, 1, 1, 0, 0, 0)), source.read(name), zipfile.ZIP_DEFLATED, 1)
    return fixed.getvalue()


def _heading(document: Document, meeting: DemoMeeting) -> None:
    read, day = meeting.minutes, meeting.day
    stage = STAGES.get(read.stage.value if read.stage else "", "")
    ordinal = f"{read.session.value}ème " if read.session else ""
    name = "CADRE DE CONCERTATION SUR LA MIGRATION (CCM)" if meeting.body == "CCM" else meeting.body
    title = document.add_paragraph()
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    kind = "SESSION" if meeting.body == "CCM" else "REUNION"
    title.add_run(f"COMPTE RENDU DE LA {ordinal}{kind}{'' if kind == 'SESSION' else stage} DU {name}").bold = True
    if kind == "SESSION":
        second = document.add_paragraph()
        second.alignment = WD_ALIGN_PARAGRAPH.CENTER
        second.add_run(f"REUNION{stage}").bold = True
    hours = "-".join(f"{hour.value:%HH%M}" for hour in (read.start, read.end) if hour)
    rows = [("Date", f"{DAYS[day.weekday()]} {day.day} {MONTH_NAMES[day.month - 1]} {day.year}"),
            ("Heure", hours), ("Lieu", read.place.value if read.place else "")]
    if read.chairs:
        rows.append(("Présidence", ", ".join(chair.value for chair in read.chairs)))
    table = _table(document, 2, [*rows, ("Présence", "")])
    _lines(table, len(rows), 1, [f"- {name.value}" for name in read.attendance])


def _agenda(document: Document, read: ReadMinutes) -> None:
    document.add_paragraph()
    document.add_paragraph().add_run("Points inscrits à l'ordre du jour").bold = True
    for number, title in enumerate(read.agenda, 1):
        document.add_paragraph(f"{number}. {title.value} ;")
    document.add_paragraph()
    for related in read.related_sessions:
        stage = STAGES[related.stage.value].strip().lower().replace("preparatoire", "préparatoire")
        day = related.date.value
        document.add_paragraph(f"Cette réunion fait suite à la réunion {stage} du {day.day} "
                               f"{MONTH_NAMES[day.month - 1]} {day.year}.")


def _item(document: Document, item: ReadItem) -> None:
    document.add_paragraph().add_run(f"{item.number}. {item.title.value} :").bold = True
    table = _table(document, 1, [("Points de discussion clés",), ("",)])
    _lines(table, 1, 0, [f"- {said.value}" for said in item.discussion])
    document.add_paragraph()
    rows = [(action.text.value, ", ".join(who.value for who in action.responsible),
             action.deadline_text.value if action.deadline_text else "") for action in item.actions]
    _table(document, 3, [("Points d'action", "Structures responsables", "Date limite"), *(rows or [("N/A", "", "")])])
    document.add_paragraph()


def _after_the_items(document: Document, read: ReadMinutes) -> None:
    if read.contributions:
        document.add_paragraph().add_run("Contributions et observations").bold = True
        document.add_paragraph("Les participants ont apporté les contributions et observations suivantes :")
        for contribution in read.contributions:
            document.add_paragraph(f"{contribution.value} ;", style="List Bullet")
    if read.decision:
        document.add_paragraph().add_run("Conclusion").bold = True
        document.add_paragraph(f"Au terme des travaux, {read.decision.text.value}.")
    if read.recommendations:
        document.add_paragraph().add_run("Recommandations").bold = True
    heading = ""
    for each in read.recommendations:
        if each.addressee and each.addressee.value != heading:
            heading = each.addressee.value
            document.add_paragraph(f"{heading} :")
        document.add_paragraph(f"{each.text.value} ;", style="List Bullet")


def _synthesis(document: Document, sections: list[SynthesisSection]) -> None:
    document.add_paragraph().add_run("Synthèse des défis, priorités et stratégies").bold = True
    table = _table(document, 4, [("Défis", "Priorités", "Stratégies recommandées", "Régions / Acteurs concernés")])
    for section in sections:
        band = f"Axe {section.axis} : {section.title.value}" if section.title else "Recommandations d'ordre général"
        cells = table.add_row().cells
        cells[0].merge(cells[3]).text = band
        above = None
        for row in section.rows:
            cells = table.add_row().cells
            same = above is not None and above.text == row.challenge.value
            if same and above is not None:
                above = above.merge(cells[0])
                above.text = row.challenge.value
            else:
                above = cells[0]
                above.text = row.challenge.value
            regions = ["Toutes les régions" if name.value == "*" else name.value for name in row.regions]
            cells[1].text = "\n".join(f"- {text.value} ;" for text in row.priorities)
            cells[2].text = "\n".join(f"- {text.value} ;" for text in row.strategies)
            cells[3].text = ", ".join([*regions, *(actor.value for actor in row.actors)])
            if row.stray:
                cells[3].text += f"\n- {row.stray.value}"


def _table(document: Document, width: int, rows: list[tuple[str, ...]]) -> Table:
    """A ruled table; the keys of a two-column one, the titles of any other, are bold."""
    table = document.add_table(rows=0, cols=width)
    table._tbl.tblStyle_val = "TableGrid"  # its identifier: looking its name up costs as much as the table itself
    for y, row in enumerate(rows):
        for x, (cell, text) in enumerate(zip(table.add_row().cells, row, strict=True)):
            cell.paragraphs[0].add_run(text).bold = (x if width == 2 else y) == 0 or None
            if width == 2:
                cell.width = Cm(3 if x == 0 else 13)
    return table


def _lines(table: Table, row: int, column: int, lines: list[str]) -> None:
    """Fill one cell with a paragraph a line."""
    cell = table.cell(row, column)
    for index, line in enumerate(lines):
        (cell.paragraphs[0] if index == 0 else cell.add_paragraph()).text = line
