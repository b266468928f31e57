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
class Sheet:
    """``rows[0][0]`` is the cell A1; rows may differ in length. ``merged`` are the blocks of merged cells, whose value
    stands in their first cell. ``is_picture`` tells a sheet of a chart alone; ``is_turned``, that what are rows here
    are columns in the file."""

    name: str
    rows: Rows
    merged: tuple[Block, ...] = ()
    is_hidden: bool = False
    is_picture: bool = False
    is_turned: bool = False

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
