"""Which line and row of a table stands where in the Word file that was made of it, by the bookmarks of that file."""
from __future__ import annotations

from canevas.governance.recommendations.rules.amending import amendment as found
from canevas.governance.recommendations.rules.amending.sheet import Sheet
from canevas.governance.syntheses.rules.table import BEHIND_TABLE
from canevas.governance.syntheses.rules.table import Table as SynthesisTable
from canevas.tools.documents.revisions.model import Stream, Table, View

MARKS = "cnv_"
ROW_MARK = "cnv_row_"
_Key = tuple[str, int, str, int]


class WordPlaces:
    """Which line and row of the table stands where in the Word file that was made of it."""

    def __init__(self, sheet: Sheet, table: SynthesisTable) -> None:
        known = {uid.replace("-", "").lower(): uid for uid in (
            *(line.uid for line in table.lines),
            *(row.uid for section in table.sections for _block, row in section.rows))}
        self.lines: dict[_Key, str] = {}
        self.rows: dict[tuple[str, int], str] = {}
        for row in sheet.rows:
            for cell in row.row.cells:
                for number, name in _marks(cell.content):
                    uid = known.get(name.rsplit("_", 1)[-1])
                    if uid is None or row.number is None:
                        continue
                    if name.startswith(ROW_MARK):
                        self.rows[row.section, row.number] = uid
                    else:
                        self.lines[row.section, row.number, row.column_of(cell) or "", number] = uid
        before = 0
        for stream in sheet.streams:
            for number, name in _marks(stream):
                uid = known.get(name.rsplit("_", 1)[-1])
                if uid is not None:
                    self.lines[found.TEXT, 0, "", before + number] = uid
            before += len(stream.lines(View.BEFORE))
        self._measure(sheet)

    def _measure(self, sheet: Sheet) -> None:
        """``first_behind`` is the first line of text behind the table, ``last`` the last of the body: those of
        headers, footers and notes follow it."""
        tables = [place for place, block in enumerate(sheet.document.blocks) if isinstance(block, Table)]
        self.first_behind, self.last = 1, 0
        for place, block in enumerate(sheet.document.blocks):
            if isinstance(block, Stream):
                count = len(block.lines(View.BEFORE))
                self.last += count
                self.first_behind += count if tables and place < tables[-1] else 0

    def behind(self, number: int, *, opens: bool) -> str | None:
        """What a paragraph stands behind that follows line ``number`` of the text, or the table after it (``opens``);
        ``None``: no part of the version, like the header of the page."""
        if number > self.last or (opens and number == self.last):
            return None
        first = self.first_behind if number >= self.first_behind - (1 if opens else 0) else 1
        near = (self.lines.get((found.TEXT, 0, "", place)) for place in range(number, first - 1, -1))
        return next((uid for uid in near if uid), "" if first == 1 else BEHIND_TABLE)

    def line(self, where: found.Where, number: int | None = None) -> str | None:
        """The line at ``where``, or the one with ``number`` in its cell."""
        return self.lines.get((where.section, where.row or 0, where.column or "",
                               number if number is not None else where.line or 0))

    def row(self, where: found.Where) -> str | None:
        return self.rows.get((where.section, where.row or 0))

    def anchor(self, where: found.Where) -> str:
        """The line at ``where`` or the nearest before it in its cell; "" where none is."""
        return next((uid for number in range(where.line or 0, 0, -1) if (uid := self.line(where, number))), "")


def _marks(stream: Stream) -> list[tuple[int, str]]:
    """The bookmarks of our own files, each with the line in which it stands, from 1."""
    found_marks = []
    for index, name in stream.names:
        if name.startswith(MARKS):
            text = "".join(piece.text for piece in stream.pieces[:index] if piece.stands(View.BEFORE))
            found_marks.append((text.count("\n") + 1, name))
    return found_marks
