"""Tables drawn with lines: cells are what no line separates, so merged cells come out with their spans."""
from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from canevas.tools.documents.readers.layout.page import Box, Rule, Sheet

_SNAP = 2.5
"""Lines nearer than this many points are one."""
_TOUCH = 3.5
_MOST_RULES = 4_000
_WHOLE_PAGE = 0.75
_COVERED = 0.6
"""A border is there when lines cover this share of it."""
_SMALLEST = 5.0
_NARROW = 9.0
"""In points: no column is narrower."""


@dataclass(slots=True)
class RuledCell:
    column: int
    row: int
    columns: int
    rows: int
    box: Box


@dataclass(slots=True)
class RuledTable:
    """Cells of one drawn table, in reading order; ``xs`` and ``ys`` are the positions of its lines."""

    xs: list[float]
    ys: list[float]
    cells: list[RuledCell] = field(default_factory=list)

    @property
    def box(self) -> Box:
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]


def ruled_tables(sheet: Sheet) -> list[RuledTable]:
    """Every table drawn with lines on the page, top to bottom; page borders, frames and underlines are none."""
    if len(sheet.rules) > _MOST_RULES:
        return []
    tables = []
    groups = _touching(_joined(sheet.rules))
    while groups:
        group = groups.pop()
        table = _table(group)
        if table and (inner := _inside_frame(group, table)):
            groups += _touching(inner)
        elif table and not _is_frame(table, sheet):
            tables += split_unlike(table)
    return sorted(tables, key=lambda table: (table.ys[0], table.xs[0]))


def _inside_frame(group: list[Rule], table: RuledTable) -> list[Rule]:
    """The rules of tables set inside a frame (an outer table that only holds them), the frame's own left out.

    A frame shows as a first column too narrow for any letter. Empty where there is no frame.
    """
    if len(table.xs) < 4 or table.xs[1] - table.xs[0] > _NARROW:
        return []
    left, right = table.xs[0], table.xs[-1]
    height = table.ys[-1] - table.ys[0]

    def is_of_frame(rule: Rule) -> bool:
        if rule.is_horizontal:
            return abs(rule.start - left) <= _SNAP
        return abs(rule.at - left) <= _SNAP or (abs(rule.at - right) <= _SNAP and rule.end - rule.start > 0.9 * height)

    rest = [rule for rule in group if not is_of_frame(rule)]
    return rest if len(rest) < len(group) else []


def _joined(rules: Iterable[Rule]) -> list[Rule]:
    """Rules on one another or end to end made one."""
    out: list[Rule] = []
    for is_horizontal in (True, False):
        bands: list[list[Rule]] = []
        for rule in sorted((rule for rule in rules if rule.is_horizontal == is_horizontal), key=lambda rule: rule.at):
            if bands and rule.at - bands[-1][0].at <= _SNAP / 2:
                bands[-1].append(rule)
            else:
                bands.append([rule])
        for band in bands:
            out += _end_to_end(band)
    return out


def _end_to_end(band: list[Rule]) -> list[Rule]:
    """Rules of one height (or one x) that overlap or nearly touch, as one each."""
    out: list[Rule] = []
    for rule in sorted(band, key=lambda rule: rule.start):
        if out and rule.start <= out[-1].end + _TOUCH:
            out[-1] = Rule(rule.is_horizontal, out[-1].at, out[-1].start, max(rule.end, out[-1].end))
        else:
            out.append(rule)
    return out


def _meet(one: Rule, other: Rule) -> bool:
    if one.is_horizontal == other.is_horizontal:
        return (abs(one.at - other.at) <= _SNAP and one.start <= other.end + _TOUCH
                and other.start <= one.end + _TOUCH)
    return (one.start - _TOUCH <= other.at <= one.end + _TOUCH
            and other.start - _TOUCH <= one.at <= other.end + _TOUCH)


def _touching(rules: list[Rule]) -> list[list[Rule]]:
    """Rules in groups that touch, directly or through others."""
    groups, left = [], list(rules)
    while left:
        group, frontier = [], [left.pop()]
        while frontier:
            rule = frontier.pop()
            group.append(rule)
            near = [other for other in left if _meet(rule, other)]
            if near:
                left = [other for other in left if not _meet(rule, other)]
                frontier += near
        groups.append(group)
    return groups


def _positions(values: Iterable[float]) -> list[float]:
    out: list[list[float]] = []
    for value in sorted(values):
        if out and value - out[-1][-1] <= _SNAP:
            out[-1].append(value)
        else:
            out.append([value])
    return [sum(near) / len(near) for near in out]


def _table(rules: list[Rule]) -> RuledTable | None:
    """The table that touching rules make, sides that were left open closed; ``None`` where they make none."""
    across = [rule for rule in rules if rule.is_horizontal]
    down = [rule for rule in rules if not rule.is_horizontal]
    if not down or not across or len(rules) < 3:
        return None
    xs = _positions([rule.at for rule in down] + [min(rule.start for rule in across), max(rule.end for rule in across)])
    ys = _positions([rule.at for rule in across] + [min(rule.start for rule in down), max(rule.end for rule in down)])
    if len(xs) < 2 or len(ys) < 2 or xs[-1] - xs[0] < _SMALLEST or ys[-1] - ys[0] < _SMALLEST:
        return None
    table = RuledTable(xs, ys)
    table.cells = _cells(table, _borders(down, xs, ys), _borders(across, ys, xs))
    return table


def _borders(rules: list[Rule], places: list[float], steps: list[float]) -> set[tuple[int, int]]:
    """(place, step) pairs where a line runs at ``places[place]`` from ``steps[step]`` to ``steps[step + 1]``."""
    covered: dict[tuple[int, int], float] = {}
    for rule in rules:
        place = min(range(len(places)), key=lambda number: abs(places[number] - rule.at))
        for step in range(max(bisect_right(steps, rule.start) - 1, 0), len(steps) - 1):
            if steps[step] > rule.end:
                break
            shared = min(rule.end, steps[step + 1]) - max(rule.start, steps[step])
            covered[place, step] = covered.get((place, step), 0.0) + max(shared, 0.0)
    return {(place, step) for (place, step), length in covered.items()
            if length >= _COVERED * (steps[step + 1] - steps[step])}


def _cells(table: RuledTable, down: set[tuple[int, int]], across: set[tuple[int, int]]) -> list[RuledCell]:
    """Rectangles of the finest grid that no line separates, put together."""
    columns, rows = len(table.xs) - 1, len(table.ys) - 1
    taken: set[tuple[int, int]] = set()
    out = []
    for row in range(rows):
        for column in range(columns):
            if (row, column) in taken:
                continue
            wide = 1
            while column + wide < columns and (column + wide, row) not in down and (row, column + wide) not in taken:
                wide += 1
            high = 1
            while row + high < rows and all(
                    (row + high, column + step) not in across and (row + high, column + step) not in taken
                    for step in range(wide)) and not any(
                    (column + step, row + high) in down for step in range(1, wide)):
                high += 1
            taken |= {(row + below, column + step) for below in range(high) for step in range(wide)}
            box = (table.xs[column], table.ys[row], table.xs[column + wide], table.ys[row + high])
            out.append(RuledCell(column, row, wide, high, box))
    return out


def _is_frame(table: RuledTable, sheet: Sheet) -> bool:
    """Whether it is one box around (most of) the page."""
    x0, top, x1, bottom = table.box
    return len(table.cells) == 1 and (x1 - x0) * (bottom - top) > _WHOLE_PAGE * sheet.width * sheet.height


def split_unlike(table: RuledTable) -> list[RuledTable]:
    """Tables set one under the other without a space, told apart where the columns change altogether.

    Rows of one cell are bands of the table that they follow; at the top they are a table of their own, unless there
    is only one of them (a title).
    """
    kinds = [_inner_edges(table, row) for row in range(len(table.ys) - 1)]
    cuts, current = [0], kinds[0]
    for row in range(1, len(kinds)):
        crossed = any(cell.row < row < cell.row + cell.rows for cell in table.cells)
        changes = kinds[row] and kinds[row].isdisjoint(current)
        if changes and not crossed and (current or row - cuts[-1] > 1):
            cuts.append(row)
            current = kinds[row]
        current = current | kinds[row]
    if len(cuts) == 1:
        return [table]
    return [_part(table, start, end) for start, end in zip(cuts, [*cuts[1:], len(kinds)], strict=True)]


def _inner_edges(table: RuledTable, row: int) -> frozenset[int]:
    """The numbers of the lines between cells of a row."""
    return frozenset(cell.column for cell in table.cells if cell.column > 0 and cell.row <= row < cell.row + cell.rows)


def _part(table: RuledTable, start: int, end: int) -> RuledTable:
    """Rows ``start`` to ``end`` as a table of its own, with only the columns that it uses."""
    cells = [cell for cell in table.cells if start <= cell.row < end]
    used = sorted({cell.column for cell in cells} | {cell.column + cell.columns for cell in cells})
    number = {edge: place for place, edge in enumerate(used)}
    made = RuledTable([table.xs[edge] for edge in used], table.ys[start:end + 1])
    made.cells = [RuledCell(number[cell.column], cell.row - start,
                            number[cell.column + cell.columns] - number[cell.column], cell.rows, cell.box)
                  for cell in cells]
    return made
