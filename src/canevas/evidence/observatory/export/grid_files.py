"""An answer of the explorer as files, with what one must know to read it."""
from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

import xlsxwriter
from django.utils.translation import gettext as _

from canevas.commons.design.lists.exports import csv_text
from canevas.evidence.observatory.rules.statistics.explorer import Shown


@dataclass(frozen=True, slots=True)
class GridFile:
    """``columns`` are the headings beside ``corner``; ``rows`` have a heading, and for each column the cell and how the
    page writes it; ``flat`` one line per cell: the words and codes of its breakdowns, and the cell. ``notes``: heading
    and text."""

    title: str
    unit: str
    corner: str
    columns: Sequence[str]
    rows: Sequence[tuple[str, Sequence[tuple[Shown, str]]]]
    flat_heads: Sequence[str]
    flat: Sequence[tuple[Sequence[str], Shown]]
    notes: Sequence[tuple[str, str]]
    decimals: int = 0


def as_csv(file: GridFile) -> bytes:
    """One line per cell, with its standing; then the notes."""
    out = StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([csv_text(text) for text in [*file.flat_heads, *_measured(file)]])
    for words, one in file.flat:
        writer.writerow([*map(csv_text, words), csv_text(one.value), csv_text(one.upper), one.bound, one.standing])
    writer.writerows([[], *([csv_text(name), csv_text(text)] for name, text in file.notes)])
    return out.getvalue().encode("utf-8-sig")


def _measured(file: GridFile) -> list[str]:
    """The headings of what is told of a cell."""
    return [file.unit, _("Up to (of an interval)"), _("Bound"), _("Standing")]


def as_xlsx(file: GridFile) -> bytes:
    """Three sheets: the table as the page shows it, what one must know to read it, and one line per cell with codes."""
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}) as book:
        _table(book, file)
        _notes(book, file)
        _cells(book, file)
    return out.getvalue()


def _table(book: Any, file: GridFile) -> None:
    bold, head = book.add_format({"bold": True, "font_size": 13}), book.add_format(
        {"bold": True, "bottom": 1, "text_wrap": True, "valign": "bottom"})
    aside, right = book.add_format({"align": "right", "font_color": "#555555"}), book.add_format({"align": "right"})
    sheet = book.add_worksheet(_("Figures"))
    sheet.write_string(0, 0, file.title, bold)
    sheet.write_row(2, 0, [file.corner, *file.columns], head)
    formats: dict[tuple[str, str], Any] = {}
    for at, (heading, cells) in enumerate(file.rows, start=3):
        sheet.write_string(at, 0, heading)
        for column, (one, text) in enumerate(cells, start=1):
            if one.value is None or one.upper is not None:
                sheet.write_string(at, column, text, aside if one.value is None else right)
            else:
                sheet.write_number(at, column, one.value, _marked(book, formats, text, file.decimals))
    sheet.freeze_panes(3, 1)
    sheet.set_column(0, 0, max([14, *(len(heading) for heading, _cells in file.rows)]))
    sheet.set_column(1, max(1, len(file.columns)), 14)
    _printed(sheet)
    sheet.repeat_rows(2)


def _marked(book: Any, formats: dict[tuple[str, str], Any], text: str, decimals: int) -> Any:
    """A format that keeps the figure a number and shows its marks, as the page does: "≥ 1 200*"."""
    marks = text[:1] if text[:1] in "≈≥≤><" else "", "*" if text.endswith("*") else ""
    if marks not in formats:
        before, after = (f'"{marks[0]} "' if marks[0] else ""), (f'"{marks[1]}"' if marks[1] else "")
        formats[marks] = book.add_format({"num_format": f"{before}#,##0{'.0' if decimals else ''}{after}"})
    return formats[marks]


def _notes(book: Any, file: GridFile) -> None:
    bold, wrap = book.add_format({"bold": True, "valign": "top"}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet = book.add_worksheet(_("About"))
    sheet.set_column(0, 0, 24)
    sheet.set_column(1, 1, 90)
    for at, (name, text) in enumerate(file.notes):
        sheet.write_string(at, 0, name, bold)
        sheet.write_string(at, 1, text, wrap)
    _printed(sheet)


def _cells(book: Any, file: GridFile) -> None:
    bold = book.add_format({"bold": True, "bottom": 1})
    sheet = book.add_worksheet(_("Cells"))
    heads = [*file.flat_heads, *_measured(file)]
    sheet.write_row(0, 0, heads, bold)
    for at, (words, one) in enumerate(file.flat, start=1):
        for column, text in enumerate(words):
            sheet.write_string(at, column, text)
        sheet.write_row(at, len(words), [one.value, one.upper, one.bound, str(one.standing)])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, max(1, len(file.flat)), len(heads) - 1)
    sheet.set_column(0, len(heads) - 1, 16)


def _printed(sheet: Any) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
