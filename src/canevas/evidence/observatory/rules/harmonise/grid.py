"""A sheet as the finder of tables looks at it: rows and columns by their number, merged cells, what is blank."""
from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from canevas.evidence.observatory.rules.harmonise.cells import Kind, kind_of
from canevas.evidence.observatory.rules.harmonise.layout import Rows, Value
from canevas.tools.tables.sheets import Block

_LARGEST_MERGE = 200_000
"""Cells of a merged block beyond which somebody merged a whole empty sheet."""


@dataclass(frozen=True, slots=True)
class Area:
    """A block of a sheet; 1-based, both ends in."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(slots=True)
class Grid:
    rows: Rows
    merged: Sequence[Block] = ()
    filled: list[int] = field(default_factory=list)  # cells that hold something, by row (0-based)
    anchors: dict[tuple[int, int], Block] = field(default_factory=dict)  # any cell of a merged block: the block

    def __post_init__(self) -> None:
        self.filled = [len(row) - row.count(None) for row in self.rows]
        for block in self.merged:
            top, left, bottom, right = block
            if (bottom - top + 1) * (right - left + 1) <= _LARGEST_MERGE:
                for row in range(top, bottom + 1):
                    for column in range(left, right + 1):
                        self.anchors[row, column] = block

    def at(self, row: int, column: int) -> Value:
        line = self.rows[row - 1]
        return line[column - 1] if column <= len(line) else None

    def spanned(self, row: int, column: int) -> Value:
        """The value that a person sees there: that of the merged block."""
        value = self.at(row, column)
        block = self.anchors.get((row, column)) if value is None else None
        return self.at(block[0], block[1]) if block else value

    def columns_of(self, row: int, area: Area) -> list[int]:
        """The columns of ``area`` in which ``row`` holds something."""
        line = self.rows[row - 1]
        return [number for number in range(area.left, min(area.right, len(line)) + 1) if line[number - 1] is not None]

    def is_blank(self, row: int, area: Area) -> bool:
        return self.filled[row - 1] == 0 or not self.columns_of(row, area)

    def kinds(self, rows: Sequence[int], column: int) -> Counter[Kind]:
        return Counter(kind_of(self.at(row, column)) for row in rows)


def areas(grid: Grid) -> list[Area]:
    """The blocks of a sheet in which tables are looked for: whole rows, except where tables stand side by side."""
    found: list[tuple[int, int, list[tuple[int, int]]]] = []
    for top, bottom in _segments(grid):
        groups = _groups(grid, top, bottom)
        if found and (len(groups) <= 1 or found[-1][2] == groups) and len(found[-1][2]) <= 1:
            before = found[-1]
            found[-1] = (before[0], bottom, [_around([*before[2], *groups])])
        elif found and len(groups) > 1 and _fits(groups, found[-1][2]) and len(found[-1][2]) > 1:
            found[-1] = (found[-1][0], bottom, found[-1][2])
        else:
            found.append((top, bottom, groups or [(1, 1)]))
    return [Area(top, bottom, left, right) for top, bottom, groups in found for left, right in groups]


def _fits(groups: list[tuple[int, int]], wider: list[tuple[int, int]]) -> bool:
    return len(groups) == len(wider) and all(
        left <= other_right and right >= other_left
        for (left, right), (other_left, other_right) in zip(groups, wider, strict=True))


def _around(groups: list[tuple[int, int]]) -> tuple[int, int]:
    return min(left for left, _right in groups), max(right for _left, right in groups)


def _segments(grid: Grid) -> list[tuple[int, int]]:
    """Runs of rows that are not blank."""
    found: list[tuple[int, int]] = []
    start = 0
    for number, count in enumerate([*grid.filled, 0], 1):
        if count and not start:
            start = number
        elif not count and start:
            found.append((start, number - 1))
            start = 0
    return found


def _groups(grid: Grid, top: int, bottom: int) -> list[tuple[int, int]]:
    """The column ranges of the tables that stand side by side in these rows; one where there is one table."""
    rows = [row for row in range(top, bottom + 1) if grid.filled[row - 1] > 1] or list(range(top, bottom + 1))
    width = max(len(grid.rows[row - 1]) for row in rows)
    runs: list[tuple[int, int]] = []
    for number in range(1, width + 1):
        if not any(grid.at(row, number) is not None or (row, number) in grid.anchors for row in rows):
            continue
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    groups: list[tuple[int, int]] = []
    for run in runs:
        if groups and not (len(rows) > 1 and _stand_alone(grid, rows, groups[-1], run)):
            groups[-1] = (groups[-1][0], run[1])
        else:
            groups.append(run)
    # texts stand anywhere above and below: between them the tables share all columns of the sheet
    widest = max(len(grid.rows[row - 1]) for row in range(top, bottom + 1))
    starts = [1, *[left for left, _right in groups[1:]]]
    return [(left, following - 1) for left, following in zip(starts, [*starts[1:], widest + 1], strict=True)]


def _stand_alone(grid: Grid, rows: list[int], left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Both sides have labels before figures, or they are of different lengths with their own labels."""
    sample = rows[:200]
    return all(_has_labels_and_figures(grid, sample, side) for side in (left, right))


def _has_labels_and_figures(grid: Grid, rows: list[int], side: tuple[int, int]) -> bool:
    if side[0] == side[1]:
        return False
    kinds = [grid.kinds(rows, number) for number in range(side[0], side[1] + 1)]
    few = 2 if len(rows) > 2 else 1
    labels = [count[Kind.TEXT] + count[Kind.DATE] >= few for count in kinds]
    figures = [count[Kind.NUMBER] >= max(count[Kind.TEXT], 1) for count in kinds]
    return labels[0] and any(figures[1:])
