"""XLSX, XLSB, XLS and ODS, read by calamine."""
from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import olefile
from python_calamine import (
    CalamineError,
    CalamineSheet,
    CalamineWorkbook,
    PasswordError,
    SheetTypeEnum,
    SheetVisibleEnum,
)

from canevas.tools.documents.refusals import encrypted, truncated
from canevas.tools.tables.refusals import macros, too_wide
from canevas.tools.tables.sheets import Block, Sheet, Value
from canevas.tools.tables.spans import merged_cells
from canevas.tools.tables.weighing import MAX_CELLS, weigh

_EXACT = 1e15
"""Above, a number that a spreadsheet keeps as binary fraction is no exact whole number."""


def read_workbook(content: bytes, name: str) -> tuple[Sheet, ...]:
    if content.startswith(olefile.MAGIC):
        _refuse_old_macros(content, name)
    else:
        weigh(content, name)
    try:
        merged = merged_cells(content) if is_open_document(content) else {}
        with CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
            return tuple(_sheet(workbook, place, about, name, merged)
                         for place, about in enumerate(workbook.sheets_metadata)
                         if about.typ in (SheetTypeEnum.WorkSheet, SheetTypeEnum.ChartSheet))
    except PasswordError as fault:
        raise encrypted(name) from fault
    except (CalamineError, OSError, KeyError, ValueError, SyntaxError) as fault:
        if "assword" in str(fault) or "ncrypt" in str(fault):
            raise encrypted(name) from fault
        raise truncated(name) from fault


def _refuse_old_macros(content: bytes, name: str) -> None:
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as file:
            has_macros = file.exists("_VBA_PROJECT_CUR") or file.exists("VBA")
    except Exception as fault:  # olefile lets many kinds of fault through on damaged files
        raise truncated(name) from fault
    if has_macros:
        raise macros(name)


def is_open_document(content: bytes) -> bool:
    return b"opendocument.spreadsheet" in content[:200]


def _sheet(workbook: CalamineWorkbook, place: int, about: Any, name: str,
           merged: Mapping[str, tuple[Block, ...]]) -> Sheet:
    is_hidden = about.visible != SheetVisibleEnum.Visible
    if about.typ == SheetTypeEnum.ChartSheet:
        return Sheet(about.name, (), (), is_hidden, is_picture=True)
    sheet = workbook.get_sheet_by_index(place)
    if sheet.end is not None and (sheet.end[0] + 1) * (sheet.end[1] + 1) > MAX_CELLS:
        raise too_wide(name, sheet.end[0] + 1, sheet.end[1] + 1)
    rows = [_row(row) for row in sheet.to_python(skip_empty_area=False)]
    return Sheet(about.name, rows, merged.get(about.name) or _merged(sheet), is_hidden)


def _row(row: list[Any]) -> list[Value]:
    """Runs once per cell of the file: kept plain for speed."""
    made: list[Value] = []
    add = made.append
    for value in row:
        kind = type(value)
        if kind is str:
            add(None if not value or value.isspace() else value)
        elif kind is float:
            add(int(value) if value.is_integer() and -_EXACT < value < _EXACT else value)
        elif kind is timedelta:
            add(_duration(value))
        else:
            add(value)
    return made


def _duration(value: timedelta) -> str:
    """Hours may pass 24: "30:15:00"."""
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _merged(sheet: CalamineSheet) -> tuple[Block, ...]:
    return tuple((top + 1, left + 1, bottom + 1, right + 1)
                 for (top, left), (bottom, right) in sheet.merged_cell_ranges or [])
