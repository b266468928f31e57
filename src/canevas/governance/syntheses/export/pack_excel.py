"""The papers of a stage as an Excel file: the table with its merged cells, the figures with their charts."""
from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Any

import xlsxwriter

from canevas.governance.syntheses.export.apart import COLUMNS as APART_COLUMNS

_FIGURES = (("total", "Suivies"), ("done", "Réalisées"), ("in_progress", "En cours"), ("open", "À engager"),
            ("late", "En retard"), ("abandoned", "Abandonnées"))
_PATTERNS: dict[str, dict[str, Any]] = {
    "done": {"fill": {"color": "#000000"}},
    "in_progress": {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#000000", "bg_color": "#ffffff"}},
    "open": {"fill": {"color": "#ffffff"}},
    "late": {"pattern": {"pattern": "large_grid", "fg_color": "#000000", "bg_color": "#ffffff"}},
    "abandoned": {"pattern": {"pattern": "percent_20", "fg_color": "#000000", "bg_color": "#ffffff"}},
}
"""Patterns, not colours: the charts are printed in black and white."""
_COLUMNS = ("Défis", "Priorités", "Stratégies recommandées", "Régions / Acteurs concernés")
_WIDTHS = (28, 34, 50, 26)
"""Of the columns of the table, in signs. No sheet is wider than these together: on paper its letters stay legible."""
_CELLS = ("priorites", "strategies", "concernes")
_LINE = 13.2
"""Points that a line of text takes."""
_MOST = 32_000
"""Signs in a cell, a little less than what Excel holds."""


class _Book:
    def __init__(self) -> None:
        self.out = io.BytesIO()
        self.book = xlsxwriter.Workbook(self.out, {
            "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False})
        base = {"font_name": "Times New Roman", "font_size": 10, "text_wrap": True, "valign": "top"}
        self.cell = self.book.add_format({**base, "border": 1})
        self.head = self.book.add_format({**base, "border": 1, "bold": True, "bg_color": "#e9edf2"})
        self.band = self.book.add_format({**base, "border": 1, "bold": True, "bg_color": "#f5f6f8"})
        self.title = self.book.add_format({**base, "bold": True, "font_size": 14, "text_wrap": False})
        self.plain = self.book.add_format({**base, "text_wrap": False})
        self.wrapped = self.book.add_format(base)

    def sheet(self, name: str, widths: Sequence[float], foot: str) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(0.6, 0.6, 0.6, 0.7)
        sheet.set_footer(f"&L{foot.replace('&', '&&')[:180]}&RPage &P sur &N")
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        return sheet


def pack_excel(words: Mapping[str, Any]) -> bytes:
    """The .xlsx of ``pack_words.whole_words``."""
    book = _Book()
    foot = f"{words['titre']} - {words['etat']}"
    _note(book, words, foot)
    _table(book, words, foot)
    if words["apart"]["lignes"]:
        _list(book, words["apart"]["titre"], foot, [label for _key, label in APART_COLUMNS], (38, 60, 40),
              words["apart"]["lignes"], words["apart"]["phrase"])
    for name, key in (("Depuis l’étape", "etape"), ("Depuis la session", "precedente")):
        _list(book, name, foot, ("Changement", "Place", "Avant", "Après"), (13, 25, 50, 50), words[key]["lignes"],
              words[key]["phrase"])
    for name, key in (("Par axe", "axes"), ("Par région", "regions"), ("Par institution", "institutions")):
        _figures(book, name, foot, words[key])
    _list(book, "En retard", foot, ("Recommandation", "Qui en répond", "Échéance", "Retard", "Origine"),
          (58, 28, 12, 12, 28), words["retards"], f"En retard au {words['jour']} : {len(words['retards'])}")
    book.book.close()
    return book.out.getvalue()


def _note(book: _Book, words: Mapping[str, Any], foot: str) -> None:
    sheet = book.sheet("Note", (120,), foot)
    sheet.write_string(0, 0, words["titre"], book.title)
    said = [words["session"], words["etat"], words["pour"], f"Établi le {words['jour']}", "", words["note"]["table"],
            words["etape"]["phrase"], words["precedente"]["phrase"], words["note"]["suivi"], "",
            *(f"En retard : {one}" for one in words["note"]["retards"])]
    for row, text in enumerate(said, 1):
        sheet.write_string(row, 0, text, book.wrapped)


def _table(book: _Book, words: Mapping[str, Any], foot: str) -> None:
    sheet = book.sheet("Tableau", _WIDTHS, foot)
    for column, label in enumerate(_COLUMNS):
        sheet.write_string(0, column, label, book.head)
    sheet.repeat_rows(0)
    sheet.freeze_panes(1, 0)
    at = 1
    for band in words["bandes"]:
        sheet.merge_range(at, 0, at, 3, band["titre"], book.band)
        at += 1
        for place, row in enumerate(band["lignes"]):  # before a merged challenge stretches the last of its rows
            _fit(sheet, at + place, [*([row["defi"]],) * (row["etendue"] == 1), *(row[key] for key in _CELLS)],
                 _WIDTHS if row["etendue"] == 1 else _WIDTHS[1:])
        for place, row in enumerate(band["lignes"]):
            if row["etendue"] > 1:
                _stretch(sheet, at, band["lignes"][place:place + row["etendue"]])
                sheet.merge_range(at, 0, at + row["etendue"] - 1, 0, row["defi"][:_MOST], book.cell)
            elif row["etendue"] == 1:
                sheet.write_string(at, 0, row["defi"][:_MOST], book.cell)
            for column, key in enumerate(("priorites", "strategies", "concernes"), 1):
                mark = "" if key == "concernes" else "• "
                text = "\n".join(f"{mark}{one}" for one in row[key])
                sheet.write_string(at, column, text[:_MOST], book.cell)
            at += 1


def _stretch(sheet: Any, at: int, rows: Sequence[Mapping[str, Any]]) -> None:
    """Make the last of these rows as high as their challenge needs: a spreadsheet fits no row to a merged cell."""
    heights = [max(_lines(row[key], width) for key, width in zip(_CELLS, _WIDTHS[1:], strict=True)) for row in rows]
    lacking = _lines([rows[0]["defi"]], _WIDTHS[0]) - sum(heights)
    if lacking > 0:
        sheet.set_row(at + len(rows) - 1, min(409.0, (heights[-1] + lacking) * _LINE))


def _fit(sheet: Any, at: int, cells: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
    """As high as the longest cell needs: not every program fits rows to wrapped text when it opens a file."""
    lines = max(_lines(texts, int(width)) for texts, width in zip(cells, widths, strict=True))
    if lines > 1:
        sheet.set_row(at, min(409.0, lines * _LINE))


def _lines(texts: Sequence[str], width: int) -> int:
    """Lines that these paragraphs take in a column of ``width`` signs; a bullet counts two of them."""
    return max(1, sum(-(-(len(text) + 2) // width) for text in texts))


def _list(book: _Book, name: str, foot: str, labels: Sequence[str], widths: Sequence[float],
          rows: Sequence[Sequence[str]], said: str) -> None:
    sheet = book.sheet(name, widths, foot)
    sheet.write_string(0, 0, said, book.plain)
    for column, label in enumerate(labels):
        sheet.write_string(2, column, label, book.head)
    sheet.repeat_rows(2)
    for at, row in enumerate(rows, 3):
        _fit(sheet, at, [[str(text)] for text in row], widths)
        for column, text in enumerate(row):
            sheet.write_string(at, column, str(text)[:_MOST], book.cell)
    if rows:
        sheet.autofilter(2, 0, len(rows) + 2, len(labels) - 1)


def _figures(book: _Book, name: str, foot: str, rows: Sequence[Mapping[str, Any]]) -> None:
    sheet = book.sheet(name, (47, *[13] * 7), foot)
    for column, label in enumerate((name.removeprefix("Par ").capitalize(), *(one for _key, one in _FIGURES),
                                    "Part réalisée")):
        sheet.write_string(0, column, label, book.head)
    for at, row in enumerate(rows, 1):
        sheet.write_string(at, 0, row["nom"], book.cell)
        for column, (key, _label) in enumerate(_FIGURES, 1):
            sheet.write_number(at, column, row[key], book.cell)
        sheet.write_string(at, len(_FIGURES) + 1, row["part"], book.cell)
    if not rows:
        sheet.write_string(1, 0, "Rien n’est suivi sous ce rapport.", book.plain)
        return
    chart = book.book.add_chart({"type": "bar", "subtype": "stacked"})
    for column, (key, label) in enumerate(_FIGURES, 1):
        if key != "total":
            chart.add_series({"name": label, "categories": [name, 1, 0, len(rows), 0],
                              "values": [name, 1, column, len(rows), column], "border": {"color": "#000000"},
                              "gap": 40, **_PATTERNS[key]})
    chart.set_y_axis({"reverse": True})
    most = max(row["total"] for row in rows)
    chart.set_x_axis({"min": 0, "num_format": "0", "major_unit": -(-most // 8) or 1})
    chart.set_legend({"position": "bottom"})
    chart.set_title({"name": f"Recommandations {name.lower()}"})
    chart.set_size({"width": 900, "height": 160 + 34 * len(rows)})
    sheet.insert_chart(len(rows) + 2, 0, chart, {"description": f"Recommandations {name.lower()}, par état"})
