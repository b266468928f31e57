"""Shapes of a wild file and of the truth about it, and what writes it: openpyxl, xlwt, ODF by hand, csv, JSON."""
from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import xlwt

Rows = Sequence[Sequence[Any]]


@dataclass(frozen=True)
class WildColumn:
    """The truth about a column; ``meaning``, ``fixed`` and ``codes`` (raw → code) stand in ``wild_meanings``."""

    number: int
    header: str
    is_filled_down: bool = False


@dataclass(frozen=True)
class WildTable:
    sheet: str
    header_rows: tuple[int, ...]
    data_range: str
    headers: tuple[str, ...]
    totals: tuple[int, ...] = ()
    skipped: tuple[int, ...] = ()
    filled_down: tuple[str, ...] = ()  # headers whose label stands once for the rows below
    bands: tuple[tuple[int, str], ...] = ()
    titles: tuple[str, ...] = ()  # each is a part of the titles found
    notes: tuple[str, ...] = ()
    hxl_row: int | None = None
    on_its_side: bool = False
    anomalies: tuple[tuple[str, int | None, str], ...] = ()  # kind, row, a part of the column's header


@dataclass(frozen=True)
class WildFile:
    name: str
    write: Callable[[], bytes]
    tables: tuple[WildTable, ...]
    left_out: tuple[str, ...] = ()  # each is a part of one of the sentences
    read_as: str = ""  # a part of it


@dataclass
class Page:
    """A sheet to be written: rows from A1, merged ranges ("B2:D2"), hidden or not."""

    name: str
    rows: Rows
    merged: Sequence[str] = ()
    hidden: bool = False
    formats: Mapping[str, str] = field(default_factory=dict)


def xlsx(*pages: Page, chart: str = "") -> Callable[[], bytes]:
    def write() -> bytes:
        book = openpyxl.Workbook()
        book.remove(book.active)  # type: ignore[arg-type]
        for page in pages:
            sheet = book.create_sheet(page.name)
            for number, row in enumerate(page.rows, 1):
                for place, value in enumerate(row, 1):
                    if value is not None:
                        sheet.cell(number, place, value)
            for block in page.merged:
                sheet.merge_cells(block)
            for place_name, form in page.formats.items():
                sheet[place_name].number_format = form
            if page.hidden:
                sheet.sheet_state = "hidden"
        if chart:
            book.create_chartsheet(chart)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
    return write


def xls(page: Page) -> Callable[[], bytes]:
    def write() -> bytes:
        book = xlwt.Workbook(encoding="utf-8")
        sheet = book.add_sheet(page.name)
        covered: dict[tuple[int, int], tuple[int, int, int, int]] = {}
        for text in page.merged:
            left, top, right, bottom = openpyxl.utils.range_boundaries(text)
            covered[int(top or 1) - 1, int(left or 1) - 1] = (
                int(top or 1) - 1, int(bottom or 1) - 1, int(left or 1) - 1, int(right or 1) - 1)
        for number, row in enumerate(page.rows):
            for place, value in enumerate(row):
                if value is None:
                    continue
                style = xlwt.easyxf(num_format_str="DD/MM/YYYY" if isinstance(value, date) else "General")
                if (number, place) in covered:
                    top_, bottom_, left_, right_ = covered[number, place]
                    sheet.write_merge(top_, bottom_, left_, right_, value, style)
                else:
                    sheet.write(number, place, value, style)
        out = io.BytesIO()
        book.save(out)
        return out.getvalue()
    return write


def text(rows: Rows, *, separator: str = ";", encoding: str = "utf-8", first: str = "") -> Callable[[], bytes]:
    def write() -> bytes:
        out = io.StringIO(newline="")
        out.write(first)
        csv.writer(out, delimiter=separator, lineterminator="\r\n").writerows(
            ["" if value is None else value for value in row] for row in rows)
        return out.getvalue().encode(encoding)
    return write


def nested(data: Any) -> Callable[[], bytes]:
    return lambda: json.dumps(data, ensure_ascii=False, indent=1).encode()


def ods(page: Page) -> Callable[[], bytes]:
    """An OpenDocument sheet as LibreOffice writes it: a merged range spans from its first cell over covered ones."""
    def write() -> bytes:
        spans, covered = _spans(page.merged)
        lines = ["".join(_cell(number, place, value, spans, covered) for place, value in enumerate(row, 1))
                 for number, row in enumerate(page.rows, 1)]
        return open_document(page.name, "".join(f"<table:table-row>{line}</table:table-row>" for line in lines))
    return write


def open_document(name: str, rows: str) -> bytes:
    """An OpenDocument spreadsheet of one sheet, whose rows are given as XML."""
    spaces = " ".join(f'xmlns:{space}="urn:oasis:names:tc:opendocument:xmlns:{space}:1.0"'
                      for space in ("office", "table", "text"))
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
        archive.writestr("content.xml", f'<?xml version="1.0"?><office:document-content {spaces}><office:body>'
                         f'<office:spreadsheet><table:table table:name="{escape(name)}">{rows}</table:table>'
                         "</office:spreadsheet></office:body></office:document-content>")
    return out.getvalue()


def _spans(merged: Sequence[str]) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
    spans, covered = {}, set()
    for block in merged:
        left, top, right, bottom = (int(one or 1) for one in openpyxl.utils.range_boundaries(block))
        spans[top, left] = (bottom - top + 1, right - left + 1)
        covered |= {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
    return spans, covered - {*spans}


def _cell(row: int, column: int, value: Any, spans: dict[tuple[int, int], tuple[int, int]],
          covered: set[tuple[int, int]]) -> str:
    if (row, column) in covered:
        return "<table:covered-table-cell/>"
    down, across = spans.get((row, column), (1, 1))
    spanned = f' table:number-rows-spanned="{down}" table:number-columns-spanned="{across}"'
    span = spanned if (down, across) != (1, 1) else ""
    if value is None:
        return f"<table:table-cell{span}/>"
    if isinstance(value, (int, float)):
        return f'<table:table-cell{span} office:value-type="float" office:value="{value}"/>'
    text = escape(str(value))
    return f'<table:table-cell{span} office:value-type="string"><text:p>{text}</text:p></table:table-cell>'
