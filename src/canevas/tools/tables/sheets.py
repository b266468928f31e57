"""What a read file is: a workbook of sheets, a sheet of rows. Nothing is understood yet."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

Value = str | int | float | bool | date | datetime | time | None
"""What a cell holds: text as it stands in the file, whole numbers as ``int``; an empty or blank cell is
``None``."""
Row = Sequence[Value]
Rows = Sequence[Row]
Block = tuple[int, int, int, int]
"""First row, first column, last row, last column; 1-based, both ends in."""


@dataclass(frozen=True, slots=True)
class Turned:
    """Where the cells of a turned sheet stand in the file: on its sheet ``sheet``, each column of it in one of
    ``rows``, its row ``first`` in the column ``column``, the next row in the next column. All 1-based."""

    sheet: str
    rows: tuple[int, ...]
    column: int
    first: int

    def place(self, row: int, column: int) -> tuple[int, int]:
        """The row and the column in the file of a cell of the turned sheet."""
        return self.rows[column - 1], self.column + row - self.first


@dataclass(frozen=True, slots=True)
class Sheet:
    """``rows[0][0]`` is the cell A1; rows may differ in length. ``merged`` are the blocks of merged cells, whose value
    stands in their first cell. ``is_picture`` tells a sheet of a chart alone; ``turned``, that what are rows here are
    columns in the file."""

    name: str
    rows: Rows
    merged: tuple[Block, ...] = ()
    is_hidden: bool = False
    is_picture: bool = False
    turned: Turned | None = None

    def value(self, row: int, column: int) -> Value:
        """The value at a 1-based place; ``None`` outside."""
        line = self.rows[row - 1] if 0 < row <= len(self.rows) else ()
        return line[column - 1] if 0 < column <= len(line) else None


@dataclass(frozen=True, slots=True)
class Workbook:
    """``kind``: xlsx, xlsb, xls, ods, csv, json, html. ``read_as`` tells a person how the file was read: "CSV,
    windows-1252, point-virgule"."""

    name: str
    kind: str
    read_as: str
    sheets: tuple[Sheet, ...]
