"""Where the tables of a sheet are: what the finder of tables gives, and everything after it takes.

Rows and columns are 1-based, as a spreadsheet numbers them.
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from canevas.tools.tables.sheets import Turned
from canevas.tools.text.sentences import say

Value = str | int | float | bool | date | datetime | time | None
"""What a cell holds; text as it stands in the file, an empty cell is ``None``."""
Row = Sequence[Value]
Rows = Sequence[Row]


@dataclass(frozen=True, slots=True)
class LaidColumn:
    """One column of a table. ``headings`` are its header cells from top to bottom, merged ones repeated over the
    columns they span, without repeats of the same text; ``hxl`` is its tag where a HXL row stands.

    ``is_filled_down`` tells that a label stands once for the rows below it (merged cells, or blanks under it): take the
    rows through :func:`sides.filled`, which repeats it.
    """

    number: int
    headings: tuple[str, ...]
    hxl: str = ""
    is_filled_down: bool = False

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
    skipped_rows: tuple[int, ...] = ()  # blank, repeated header, note and average rows inside the range
    reason: str = ""
    confidence: float = 1.0
    bands: tuple[tuple[int, str], ...] = ()
    """Rows (among ``skipped_rows``) that hold one text for the rows below, until the next: "RÉGION D'AGADEZ"."""
    turned: Turned | None = None
    file: str = ""
    """The name of its file, which may say what its titles say."""
    is_on_its_side: bool = False
    """The headings stand in the first column and every record is a column: to be turned before it is read."""

    @property
    def data_range(self) -> str:
        """As a spreadsheet writes it: "B5:H120"."""
        first, last = letters(self.columns[0].number), letters(self.columns[-1].number)
        return f"{first}{self.first_row}:{last}{self.last_row}"

    def cell(self, row: int, column: int) -> str:
        """A cell as a spreadsheet names it in the file as it stands, also where the table was turned: "E5"."""
        row, column = self.turned.place(row, column) if self.turned and column else (row, column)
        return f"{letters(column)}{row}"

    def where(self, row: int, column: int, why: str) -> str:
        """``why`` something is wrong with a cell, with its place in the file where the table was turned."""
        if self.turned is None or not column:
            return why
        cell = say("Cell %(cell)s of the sheet “%(sheet)s”.", cell=self.cell(row, column), sheet=self.turned.sheet)
        return f"{why} {cell}"

    def data_rows(self) -> Sequence[int]:
        found: list[int] = []
        start = self.first_row
        for row in sorted({*self.total_rows, *self.skipped_rows}):
            found.extend(range(start, row))
            start = max(start, row + 1)
        found.extend(range(start, self.last_row + 1))
        return found


def letters(number: int) -> str:
    """The letters of a column: 1 is A, 27 is AA."""
    text = ""
    while number:
        number, rest = divmod(number - 1, 26)
        text = chr(65 + rest) + text
    return text
