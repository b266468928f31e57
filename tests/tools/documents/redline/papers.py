"""Papers for the redline tests: a table like a ministers' one, and short ways to say what a file holds."""
from __future__ import annotations

import io
import random
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import docx
from docx.oxml.ns import qn
from lxml import etree

from canevas.tools.documents.readers.docx.names import W
from canevas.tools.documents.writing.redline.change import Change, Kind, Place
from canevas.tools.documents.writing.redline.layout import Layout, layout_of, read_layout
from canevas.tools.documents.writing.redline.wordfile import WordFile

NIAMEY = timezone(timedelta(hours=1))
DAY = datetime(2026, 5, 12, 9, 30, tzinfo=NIAMEY)
HEADER = ("DÉFIS", "PRIORITÉS", "STRATÉGIES RECOMMANDÉES", "RÉGIONS / ACTEURS")
Row = Sequence[str | None]
"""The texts of the cells, lines apart by a line feed; ``None``: goes on from the row above. One cell: a band."""

ROWS: tuple[Row, ...] = (
    ("Recommandations d’ordre général",),
    ("Textes dépassés", "Réviser les textes", "Relire l’arrêté\nDiffuser l’arrêté", "MI/D\nMJ"),
    (None, None, "Former les membres du cadre", "MI/D"),
    (None, "Publier les textes", "Tenir un recueil à jour", "MJ"),
    ("Axe 1 : Gestion des frontières",),
    ("Postes mal dotés", "Doter les postes", "Équiper les postes de Assamaka et Arlit", "Agadez"),
)


def paper(rows: Sequence[Row] = ROWS, before: Sequence[str] = ("Synthèse", "Document de travail"),
          after: Sequence[str] = ("Fait à Niamey",), *, chance: random.Random | None = None) -> bytes:
    """A Word file: lines, a table of four columns under a repeated header, lines. With ``chance``, its runs are broken
    anywhere and dressed in bold or italics, with the noise that Word leaves."""
    document = docx.Document()
    for text in before:
        document.add_paragraph(text)
    table = document.add_table(1 + len(rows), 4, style="Table Grid")
    for cell, text in zip(table.rows[0].cells, HEADER, strict=True):
        cell.text = text
    header = etree.SubElement(table.rows[0]._tr.get_or_add_trPr(), qn("w:tblHeader"))
    header.set(qn("w:val"), "true")
    starts: list[Any] = [None] * 4
    for row, texts in zip(list(table.rows)[1:], rows, strict=True):
        cells = row.cells
        if len(texts) == 1:
            cells[0].merge(cells[3])
            _fill(row.cells[0], texts[0] or "")
            continue
        for column, text in enumerate(texts):
            if text is None:
                starts[column] = starts[column].merge(cells[column])
            else:
                starts[column] = cells[column]
                _fill(cells[column], text)
    for text in after:
        document.add_paragraph(text)
    if chance is not None:
        disturb(document.element.body, chance)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _fill(cell: Any, text: str) -> None:
    first, *others = text.split("\n")
    cell.paragraphs[0].text = first
    for line in others:
        cell.add_paragraph(line)


def disturb(body: Any, chance: random.Random) -> None:
    """Runs broken at random, formats, bookmarks and marks of the spelling checker: nothing that changes the text."""
    number = 100
    for paragraph in list(body.iter(qn("w:p"))):
        for run in list(paragraph.iter(qn("w:r"))):
            text = "".join(part.text or "" for part in run.iter(qn("w:t")))
            if len(text) < 4 or chance.random() < 0.4:
                continue
            cut = chance.randint(1, len(text) - 1)
            for part in (text[:cut], text[cut:]):
                new = docx.oxml.OxmlElement("w:r")
                if chance.random() < 0.3:
                    etree.SubElement(etree.SubElement(new, qn("w:rPr")), qn(chance.choice(["w:b", "w:i"])))
                held = etree.SubElement(new, qn("w:t"))
                held.text = part
                held.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
                run.addprevious(new)
                if chance.random() < 0.2:
                    etree.SubElement(paragraph, qn("w:proofErr")).set(qn("w:type"), "spellEnd")
            if chance.random() < 0.3:
                number += 1
                mark = etree.Element(qn("w:bookmarkStart"), {qn("w:id"): str(number), qn("w:name"): f"cnv_{number}"})
                run.getparent().insert(run.getparent().index(run), mark)
                paragraph.append(etree.Element(qn("w:bookmarkEnd"), {qn("w:id"): str(number)}))
            run.getparent().remove(run)


def change(kind: Kind, place: Place, text: str = "", author: str = "OIM", **more: Any) -> Change:
    return Change(kind, author, DAY, place, text, **more)


def at(row: int, column: int, paragraph: int = 0, start: int | None = None, end: int | None = None,
       **more: Any) -> Place:
    """A place in the only table."""
    return Place(paragraph=paragraph, table=0, row=row, column=column, start=start, end=end, **more)


def said(content: bytes) -> tuple[list[str], list[list[list[str] | None]]]:
    """The lines of the body and the rows of its first table, as they stand (changes are not looked at)."""
    return spoken(layout_of(WordFile(content).body))


def spoken(layout: Layout) -> tuple[list[str], list[list[list[str] | None]]]:
    rows = [[None if cell.lines is None else [line.text for line in cell.lines] for cell in row.cells]
            for row in (layout.tables[0] if layout.tables else ())]
    return [line.text for line in layout.paragraphs], rows


def accepted(content: bytes) -> tuple[list[str], list[list[list[str] | None]]]:
    return spoken(read_layout(content))


def marks(content: bytes, *names: str) -> list[tuple[str, str, str]]:
    """Element, author and text of each mark of change, in document order."""
    body = WordFile(content).body
    return [(element.tag.removeprefix(W), element.get(W + "author"), "".join(element.itertext()))
            for element in body.iter(*(W + name for name in names or ("ins", "del", "moveFrom", "moveTo")))]


EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
