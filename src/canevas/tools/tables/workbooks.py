"""XLSX, XLSB, XLS and ODS, read by calamine."""
from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
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
from canevas.tools.tables.collecting import uncollected
from canevas.tools.tables.refusals import macros, too_wide
from canevas.tools.tables.sheets import Block, Sheet, Value
from canevas.tools.tables.spans import merged_cells
from canevas.tools.tables.weighing import MAX_CELLS, weigh

_STEP = 10_000
_EXACT = 1e15
"""Above, a number that a spreadsheet keeps as binary fraction is no exact whole number."""


def read_workbook(content: bytes, name: str) -> tuple[Sheet, ...]:
    if content.startswith(olefile.MAGIC):
        _refuse_old_macros(content, name)
    else:
        weigh(content, name)
    try:
        merged = merged_cells(content) if is_open_document(content) else {}
        with uncollected(), CalamineWorkbook.from_filelike(io.BytesIO(content)) as workbook:
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
    rows = _rows(sheet.to_python(skip_empty_area=False))
    return Sheet(about.name, rows, merged.get(about.name) or _merged(sheet), is_hidden)


def _rows(read: list[list[Any]]) -> list[list[Value]]:
    """Column by column, for most columns hold one kind of values and few distinct texts: each text is kept once, which
    whoever counts or compares them later is quicker for."""
    if not read or not read[0]:
        return [[] for _row in read]
    texts = _Texts()
    made: list[list[Value]] = []
    for start in range(0, len(read), _STEP):
        columns = [_column(cells, texts) for cells in zip(*read[start:start + _STEP], strict=True)]
        made += map(list, zip(*columns, strict=True))
    return made


class _Texts(dict[str, str | None]):
    """A text of the file: itself, the first of its like; ``None`` for a blank one."""

    def __missing__(self, text: str) -> str | None:
        kept = None if not text or text.isspace() else text
        self[text] = kept
        return kept


def _column(cells: tuple[Any, ...], texts: _Texts) -> Iterable[Value]:
    kinds = set(map(type, cells))
    if kinds == {str}:
        return map(texts.__getitem__, cells)
    return [texts[value] if type(value) is str else _value(value) for value in cells]


def _value(value: Any) -> Value:
    if type(value) is float and value.is_integer() and -_EXACT < value < _EXACT:
        return int(value)
    return _duration(value) if type(value) is timedelta else value


def _duration(value: timedelta) -> str:
    """Hours may pass 24: "30:15:00"."""
    minutes, seconds = divmod(int(value.total_seconds()), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"


def _merged(sheet: CalamineSheet) -> tuple[Block, ...]:
    return tuple((top + 1, left + 1, bottom + 1, right + 1)
                 for (top, left), (bottom, right) in sheet.merged_cell_ranges or [])
