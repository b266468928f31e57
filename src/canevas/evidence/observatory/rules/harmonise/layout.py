"""Where the tables of a sheet are: what the finder of tables gives, and everything after it takes.

Rows and columns are 1-based, as a spreadsheet numbers them.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

Value = str | int | float | bool | date | datetime | time | None
"""What a cell holds; text as it stands in the file, an empty cell is ``None``."""


@dataclass(frozen=True, slots=True)
class LaidColumn:
    """One column of a table. ``headings`` are its header cells from top to bottom, merged ones repeated over the
    columns they span, without repeats of the same text; ``hxl`` is its tag where a HXL row stands."""

    number: int
    headings: tuple[str, ...]
    hxl: str = ""

    @property
    def header(self) -> str:
        """The headings as one text, the way a person would read them aloud: "Nigériens / Hommes"."""
        return " / ".join(self.headings)


@dataclass(frozen=True, slots=True)
class LaidTable:
    """A table found in a sheet: its title lines, its header rows, its data rows and what stands around them."""

    sheet: str
    header_rows: tuple[int, ...]
    first_row: int
    last_row: int
    columns: tuple[LaidColumn, ...]
    titles: tuple[str, ...] = ()  # text above: subject, period, place, source
    notes: tuple[str, ...] = ()  # text below: sources, footnotes
    hxl_row: int | None = None
    total_rows: tuple[int, ...] = ()  # rows that sum others, inside or below the data: checked, never added
    skipped_rows: tuple[int, ...] = ()  # blank or repeated header rows inside the range
    reason: str = ""
    confidence: float = 1.0

    @property
    def data_range(self) -> str:
        """As a spreadsheet writes it: "B5:H120"."""
        first, last = letters(self.columns[0].number), letters(self.columns[-1].number)
        return f"{first}{self.first_row}:{last}{self.last_row}"

    def data_rows(self) -> Sequence[int]:
        left_out = {*self.total_rows, *self.skipped_rows}
        return [row for row in range(self.first_row, self.last_row + 1) if row not in left_out]


def letters(number: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
