"""The changes between two versions of a table.

Rows are compared by what a reader sees in them, the texts of merged blocks counted in each of their rows. Where the
lines between merged cells are drawn is no change that Word can track: a row whose text cannot be had within the blocks
of the base goes, and comes again.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from canevas.tools.documents.writing.redline.aligning import Item, align
from canevas.tools.documents.writing.redline.change import Change, Kind, Lines, Place
from canevas.tools.documents.writing.redline.layout import CellText, LineText, RowText

LineChanges = Callable[[Sequence[LineText], Sequence[LineText], Place, datetime], list[Change]]
_Seen = dict[int, tuple[LineText, ...]]
"""What is seen in a row, by grid column."""


def seen(rows: Sequence[RowText]) -> list[_Seen]:
    """What a reader sees in each row, merged blocks counted in each of theirs."""
    found: list[_Seen] = []
    above: _Seen = {}
    for row in rows:
        above = {cell.column: cell.lines if cell.lines is not None else above.get(cell.column, ())
                 for cell in row.cells}
        found.append(above)
    return found


def _texts(lines: Sequence[LineText]) -> Lines:
    return tuple(line.text for line in lines)


@dataclass(slots=True)
class TableComparison:
    table: int
    old: Sequence[RowText]
    new: Sequence[RowText]
    date: datetime
    line_changes: LineChanges
    found: list[Change] = field(default_factory=list)
    _above: _Seen = field(default_factory=dict)
    """What the last row of the result shows."""
    _pending: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Blocks whose first row goes and that nothing begins yet: the deletion's index in ``found``, the cell's number."""
    _last: int | None = None

    def changes(self) -> list[Change]:
        ours, theirs = seen(self.old), seen(self.new)
        for pair in align(_items(self.old, ours), _items(self.new, theirs)):
            if pair.new is None and pair.old is not None:
                self._gone(pair.old)
            elif pair.old is None and pair.new is not None:
                self._come(self.new[pair.new], theirs[pair.new])
            elif pair.old is not None and pair.new is not None:
                if self._fits(pair.old, theirs[pair.new]):
                    self._stays(pair.old, theirs[pair.new])
                else:
                    self._gone(pair.old)
                    self._come(self.new[pair.new], theirs[pair.new])
        return self.found

    def _fits(self, row: int, wanted: _Seen) -> bool:
        """Whether the cells that go on from above will show what is wanted."""
        return all(cell.lines is not None or cell.column in self._pending
                   or _texts(self._above.get(cell.column, ())) == _texts(wanted[cell.column])
                   for cell in self.old[row].cells)

    def _stays(self, row: int, wanted: _Seen) -> None:
        for cell in self.old[row].cells:
            if cell.lines is None:
                self._inherit(cell.column, wanted[cell.column])
            else:
                place = Place(table=self.table, row=row, column=cell.column)
                self.found += self.line_changes(cell.lines, wanted[cell.column], place, self.date)
        self._above, self._pending, self._last = wanted, {}, row

    def _inherit(self, column: int, wanted: Sequence[LineText]) -> None:
        """The text of a block whose first row went goes on here: say so where it is not the same."""
        if column not in self._pending:
            return
        number, cell = self._pending[column]
        change = self.found[number]
        lines = self.old[change.place.row].cells[cell].lines or ()
        if _texts(lines) != _texts(wanted):
            cells = list(change.cells or (None,) * len(self.old[change.place.row].cells))
            cells[cell] = _texts(wanted)
            self.found[number] = replace(change, cells=tuple(cells))

    def _gone(self, row: int) -> None:
        for number, cell in enumerate(self.old[row].cells):
            if cell.lines is not None:
                self._pending.pop(cell.column, None)
                if self._lasts(row, cell):
                    self._pending[cell.column] = (len(self.found), number)
        self.found.append(Change(Kind.ROW_DELETE, "", self.date, Place(table=self.table, row=row, column=None)))
        self._last = row

    def _lasts(self, row: int, cell: CellText) -> bool:
        if row + 1 >= len(self.old):
            return False
        return any(below.column == cell.column and below.lines is None for below in self.old[row + 1].cells)

    def _come(self, row: RowText, wanted: _Seen) -> None:
        cells: list[Lines | None] = []
        for cell in row.cells:
            if cell.lines is None and cell.column in self._pending:
                self._inherit(cell.column, wanted[cell.column])
                cells.append(None)
            elif cell.lines is None and _texts(self._above.get(cell.column, ())) == _texts(wanted[cell.column]) \
                    and cell.column in self._above:
                cells.append(None)
            else:
                cells.append(_texts(wanted[cell.column]) or ("",))
        place = Place(table=self.table, row=self._last or 0, column=None, after=self._last is not None)
        self.found.append(Change(Kind.ROW_INSERT, "", self.date, place, cells=tuple(cells)))
        self._above, self._pending = wanted, {}


def _items(rows: Sequence[RowText], shown: Sequence[_Seen]) -> list[Item]:
    return [Item("\n".join("\n".join(_texts(lines)) for lines in texts.values()),
                 row.ids | {one for lines in texts.values() for line in lines for one in line.ids},
                 tuple((cell.column, cell.columns) for cell in row.cells))
            for row, texts in zip(rows, shown, strict=True)]
