"""The papers of a stage as one Word file: the note, the official table, what changed, how far everything is."""
from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_BREAK
from docx.shared import Cm, Pt

from canevas.governance.syntheses.export.apart import COLUMNS as APART_COLUMNS
from canevas.governance.syntheses.export.pack_pdf import chart_picture
from canevas.tools.documents.writing.marked import clean
from canevas.tools.documents.writing.word_drawing import (
    WIDE,
    centred,
    grid,
    head_row,
    keep_rows_whole,
    line,
    tight,
)

_FIGURES = (("total", "Suivies"), ("done", "Réalisées"), ("in_progress", "En cours"), ("open", "À engager"),
            ("late", "En retard"), ("abandoned", "Abandonnées"), ("part", "Part réalisée"))


def pack_word(table: bytes, words: Mapping[str, Any]) -> bytes:
    """``table`` is the Word file of the official table; the note goes before it, the rest after. Raises ``PdfFault``
    where a chart cannot be drawn."""
    document = docx.Document(io.BytesIO(table))
    body = document.element.body
    first = body[0]
    last = body.index(document.element.body.sectPr)
    _note(document, words)
    made = list(body)[last:-1]
    for one in made:
        first.addprevious(one)
    _apart(document, words["apart"])
    _changes(document, words)
    _standing(document, words)
    _late(document, words["retards"], words["jour"])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def _heading(document: Any, text: str, level: int = 1, *, new_page: bool = False) -> None:
    made = document.add_heading(clean(text), level)
    made.paragraph_format.page_break_before = new_page


def _note(document: Any, words: Mapping[str, Any]) -> None:
    note = words["note"]
    centred(document, clean(words["titre"]), bold=True, size=15, after=2)
    centred(document, clean(f"Note d’une page – {words['session']} – {words['etat']}"), size=11, after=6)
    if words["pour"]:
        centred(document, clean(words["pour"]), bold=True, after=6)
    figures = grid(document, [WIDE / len(note["chiffres"])] * len(note["chiffres"]))
    for cell, (count, label) in zip(figures.add_row().cells, note["chiffres"], strict=True):
        cell.paragraphs[0].add_run(count).bold = True
        cell.add_paragraph(label)
    for label, text in (("Le tableau.", note["table"]),
                        ("Ce qui a changé depuis l’étape précédente.", words["etape"]["phrase"]),
                        ("Ce qui a changé depuis la session précédente.", words["precedente"]["phrase"]),
                        ("La mise en œuvre.", note["suivi"])):
        paragraph = document.add_paragraph()
        paragraph.paragraph_format.space_before = Pt(4)
        paragraph.add_run(label).bold = True
        paragraph.add_run(clean(f" {text}"))
    if words["axes"]:
        _chart(document, words["axes"], "Recommandations par axe")
    if note["retards"]:
        line(document, "Les plus en retard.", bold=True)
        for text in note["retards"]:
            line(document, clean(text), style="List Bullet")
    document.add_paragraph().add_run().add_break(WD_BREAK.PAGE)


def _chart(document: Any, rows: Sequence[Mapping[str, Any]], what: str) -> None:
    picture = document.add_paragraph().add_run().add_picture(io.BytesIO(chart_picture(rows)), width=Cm(WIDE))
    said = " ; ".join(f"{one['nom']} : {one['total']} suivies, {one['done']} réalisées, {one['late']} en retard"
                      for one in rows)
    picture._inline.docPr.set("descr", clean(f"{what}. {said}"))


def _table(document: Any, labels: tuple[str, ...], widths: Sequence[float], rows: Sequence[Sequence[str]]) -> None:
    table = grid(document, widths)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    head_row(table, labels)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = clean(text)
    tight(table)
    keep_rows_whole(table)
    document.add_paragraph()


def _apart(document: Any, apart: Mapping[str, Any]) -> None:
    if not apart["lignes"]:
        return
    _heading(document, apart["titre"], 2)
    line(document, clean(apart["phrase"]))
    _table(document, tuple(label for _key, label in APART_COLUMNS), (7.5, 10.7, 7.5), apart["lignes"])


def _changes(document: Any, words: Mapping[str, Any]) -> None:
    _heading(document, "Ce qui a changé", new_page=True)
    for title, found in (("Depuis l’étape précédente", words["etape"]),
                         ("Depuis la session précédente", words["precedente"])):
        _heading(document, title, 2)
        line(document, clean(found["phrase"]))
        if found["lignes"]:
            _table(document, ("Changement", "Place", "Avant", "Après"), (2.5, 4.6, 9.3, 9.3), found["lignes"])


def _standing(document: Any, words: Mapping[str, Any]) -> None:
    _heading(document, "Mise en œuvre", new_page=True)
    line(document, clean(words["note"]["suivi"]))
    for title, name, with_chart in (("Par axe", "axes", True), ("Par région", "regions", True),
                                    ("Par institution", "institutions", False)):
        rows = words[name]
        _heading(document, title, 2)
        if not rows:
            line(document, "Rien n’est suivi sous ce rapport.", italic=True)
            continue
        if with_chart:
            _chart(document, rows, title)
        _table(document, (title.removeprefix("Par ").capitalize(), *(label for _key, label in _FIGURES)),
               (10.2, 1.9, 2.1, 1.9, 2.1, 2.1, 2.9, 2.4),
               [[one["nom"], *(str(one[key]) for key, _label in _FIGURES)] for one in rows])
    line(document, "Une recommandation qui concerne plusieurs régions ou institutions est comptée dans chacune : les "
                   "lignes ne s’additionnent pas.", italic=True, size=9)


def _late(document: Any, rows: Sequence[Sequence[str]], day: str) -> None:
    _heading(document, "En retard")
    if not rows:
        line(document, f"Aucune recommandation datée n’est en retard au {day}.", italic=True)
        return
    _table(document, ("Recommandation", "Qui en répond", "Échéance", "Retard", "Origine"), (10.7, 5.0, 2.5, 2.3, 5.2),
           rows)
