"""Shapes of a wild file and of the truth about it, and the hands that write it: openpyxl, xlwt, csv."""
from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

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
