"""The state of a walk over one block of a sheet, and the lines that stand over tables without being headings."""
from __future__ import annotations

from dataclasses import dataclass, field

from canevas.evidence.observatory.rules.harmonise.cells import spoken
from canevas.evidence.observatory.rules.harmonise.grid import Area, Grid
from canevas.evidence.observatory.rules.harmonise.layout import LaidTable
from canevas.tools.text.folding import squeeze

_SAMPLE = 60
LONGEST_LABEL = 60
_PIVOT = ("somme de ", "nombre de ", "sum of ", "count of ", "moyenne de ", "etiquettes de colonnes", "column labels")


@dataclass(slots=True)
class Walk:
    """The state of the walk over one block."""

    grid: Grid
    area: Area
    sheet: str
    titles: list[str] = field(default_factory=list)
    found: list[LaidTable] = field(default_factory=list)
    row: int = 0
    over: int = 0  # how many of the first titles stand above a blank row
    shared: tuple[str, ...] = ()  # titles of the sheet, over every table that has one of its own

    def next_rows(self, row: int, count: int = _SAMPLE) -> list[int]:
        """The next rows from ``row`` that hold something."""
        found: list[int] = []
        while row <= self.area.bottom and len(found) < count:
            if not self.grid.is_blank(row, self.area):
                found.append(row)
            row += 1
        return found

    def filled(self, row: int) -> list[int]:
        return self.grid.columns_of(row, self.area)

    def text_of(self, row: int) -> str:
        return " ".join(spoken(self.grid.at(row, column)) for column in self.filled(row))


def is_pivot_line(walk: Walk, row: int) -> bool:
    """The line over a pivot table's headings: "Somme de Nombre | Étiquettes de colonnes"."""
    texts = [squeeze(spoken(walk.grid.at(row, column))) for column in walk.filled(row)]
    return len(texts) <= 2 and all(text.startswith(_PIVOT) for text in texts)


def is_labelled_line(walk: Walk, row: int) -> bool:
    """ "Service : | DREC/M | Période : | T4 2022": labels and what they say, over a table."""
    values = [walk.grid.at(row, column) for column in walk.filled(row)]
    labels = values[::2]
    return len(values) % 2 == 0 and all(isinstance(label, str) and label.rstrip().endswith(":") for label in labels)


def stands_apart(walk: Walk, row: int, end: int) -> bool:
    """Whether a blank row is above ``row``, or above the line of text that is its title; ``end``: the last row of the
    table above."""
    above = row - 1
    if above > end + 1 and len(walk.filled(above)) == 1:
        above -= 1
    return above > 0 and walk.grid.is_blank(above, walk.area)
