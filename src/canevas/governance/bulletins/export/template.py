"""Makes the Word template of bulletins: ``python -m`` this module, then commit the file."""
from __future__ import annotations

from pathlib import Path
from typing import Any

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Cm, Pt

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

TARGET = Path(__file__).parent / "templates_word" / "bulletin.docx"
FIGURES = ("libelle", "valeur", "precedent", "evolution", "annee", "evolution_annee")
OWED = ("texte", "responsables", "echeance", "etat", "origine")


def build() -> Any:
    document = docx.Document()
    set_styles(document)
    page_margins(document.sections[0])
    foot(document.sections[0], "{{ titre }}", WIDTH)
    letterhead_lines(document)
    centred(document, "{{ titre }}", style="Title", after=2).paragraph_format.space_before = Pt(12)
    centred(document, "{% if groupe %}Pour le {{ groupe }} – {% endif %}établi le {{ date }}", size=10.5, after=8)
    _when(document, "vide", lambda: line(document, "{{ vide }}", bold=True))
    _each(document, "faits", "List Bullet", "{{ un }}")
    for name in ("evolution", "carte", "points"):
        line(document, f"{{%p if images.{name} %}}")
        picture = centred(document, f"{{{{ images.{name} }}}}", after=2)
        picture.paragraph_format.keep_with_next = True
        centred(document, f"{{{{ legendes.{name} }}}}", italic=True, size=9, after=8)
        line(document, "{%p endif %}")
    _tables(document)
    _when(document, "ruptures", lambda: (
        line(document, "Ruptures de série", style="Heading 1"), _each(document, "ruptures", "List Bullet", "{{ un }}")))
    _foreseen(document)
    _when(document, "not pour_public", lambda: (
        _owed(document, "actions", "Actions en cours", "Aucune action n’est ouverte."),
        _owed(document, "recommandations", "Recommandations en cours", "Aucune recommandation n’est ouverte.")))
    _method(document)
    document.core_properties.title = "Bulletin"
    document.core_properties.author, document.core_properties.comments = "Canevas", ""
    document.core_properties.language = "fr-FR"
    document.sections[0].footer_distance = Cm(1)
    return document


def _when(document: Any, name: str, write: Any) -> None:
    line(document, f"{{%p if {name} %}}")
    write()
    line(document, "{%p endif %}")


def _each(document: Any, many: str, style: str | None, shown: str) -> None:
    line(document, f"{{%p for un in {many} %}}")
    line(document, shown, style=style)
    line(document, "{%p endfor %}")


def _rows(document: Any, widths: tuple[float, ...], labels: tuple[str, ...], many: str, keys: tuple[str, ...],
          *, figures: bool = False) -> None:
    """A row for each of ``many``; with ``figures`` all but the first column stand on the right."""
    table = grid(document, widths)
    head_row(table, labels)
    tag_row(table, f"{{%tr for ligne in {many} %}}")
    for cell, key in zip(table.add_row().cells, keys, strict=True):
        cell.paragraphs[0].add_run(f"{{{{ ligne.{key} }}}}")
    tag_row(table, "{%tr endfor %}")
    keep_rows_whole(table)
    tight(table)
    for row in table.rows:
        for place, cell in enumerate(row.cells):
            if figures and place and len(row._tr.tc_lst) > 1:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
            for run in cell.paragraphs[0].runs:
                run.font.size = Pt(9.5)


def _tables(document: Any) -> None:
    line(document, "{%p for tableau in tableaux %}")
    line(document, "{{ tableau.titre }} ({{ tableau.unite }})", style="Heading 1")
    _rows(document, (4.4, 2.5, 2.5, 2.7, 2.4, 2.5),
          ("", "{{ periode }}", "{{ periode_precedente }}", "Évolution", "{{ periode_annee }}", "Évolution sur un an"),
          "tableau.lignes", FIGURES, figures=True)
    _when(document, "tableau.reste", lambda: line(document, "{{ tableau.reste }}", italic=True, size=9))
    line(document, "{%p endfor %}")


def _foreseen(document: Any) -> None:
    line(document, "Prochains mois", style="Heading 1")
    line(document, "{%p if previsions %}")
    _rows(document, (5.0, 4.0, 4.0, 4.0), ("Mois", "Flux prévus", "Au moins", "Au plus"), "previsions",
          ("periode", "valeur", "bas", "haut"), figures=True)
    line(document, "{%p endif %}")
    line(document, "{{ prevision_mot }}", italic=True, size=9.5)


def _owed(document: Any, many: str, title: str, none: str) -> None:
    line(document, title, style="Heading 1")
    line(document, f"{{%p if {many} %}}")
    _rows(document, (6.6, 3.4, 2.4, 2.0, WIDTH - 14.4), ("Quoi", "Qui", "Échéance", "État", "Décidé où"), many, OWED)
    line(document, "{%p else %}")
    line(document, none, italic=True)
    line(document, "{%p endif %}")


def _method(document: Any) -> None:
    line(document, "Méthode et couverture", style="Heading 1")
    _each(document, "definitions", None, "{{ un.nom }}\u00a0: {{ un.texte }}")
    _each(document, "methode", "List Bullet", "{{ un }}")
    line(document, "Sources", style="Heading 1")
    line(document, "{%p if sources %}")
    _rows(document, (4.2, 3.0, 5.0, WIDTH - 12.2), ("Source", "Structure", "Ce qui est compté", "Ce qui est couvert"),
          "sources", ("nom", "structure", "definition", "couverture"))
    line(document, "{%p else %}")
    line(document, "Aucune source.", italic=True)
    line(document, "{%p endif %}")


if __name__ == "__main__":
    TARGET.parent.mkdir(exist_ok=True)
    build().save(str(TARGET))
