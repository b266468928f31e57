"""The chart of a published table as an SVG of a few kilobytes: no script, no style of its own, read in black and white.

Over time a line for each code of the second dimension, told apart by dash and by its name at its end; else bars. What
is missing or hidden leaves a gap: it is never drawn as zero. A bound or an estimate is an open dot or an open bar.
"""
from __future__ import annotations

import math
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from canevas.commons.design.formats import number
from canevas.doors.portal.views.cells import figure
from canevas.evidence.observatory.rules.publish.table import TOTAL, PublishedCell, PublishedTable, Status

WIDTH, HEIGHT, RIGHT, TOP, BOTTOM = 640, 320, 150, 14, 34
MOST_LINES, MOST_BARS = 5, 24
BAR, LABEL = 24, 250
NAME, LETTER, MOST_LETTERS = 22, 11, 14
"""Between two names of lines, the width of a letter and the letters of a name: on a telephone they are drawn larger."""
Series = tuple[str, list[PublishedCell | None]]


def chart(table: PublishedTable) -> SafeString:
    """The SVG; "" where there is nothing to draw."""
    if not table.dimensions:
        return SafeString("")
    heads = [code for code in table.dimensions[0].labels if code != TOTAL]
    if table.dimensions[0].name == "period":
        return _lines(table, [code for code in heads if code != "_U"])
    return _bars(table, heads[:MOST_BARS])


def _series(table: PublishedTable, heads: Sequence[str]) -> list[Series]:
    """The figures of each code of the second dimension, the largest first; without a second, of the table."""
    cells = {cell.key: cell for cell in table.cells}
    if len(table.dimensions) == 1:
        return [("", [cells.get((head,)) for head in heads])]
    words = table.dimensions[1].labels
    found = [(words[code], [cells.get((head, code)) for head in heads]) for code in words if code != TOTAL]
    found.sort(key=lambda one: -sum(value or 0 for value in _values(one[1])))
    return found[:MOST_LINES]


def _values(cells: Sequence[PublishedCell | None]) -> list[float | None]:
    return [cell.value if cell else None for cell in cells]


def _is_about(cell: PublishedCell | None) -> bool:
    return cell is not None and cell.status is Status.ESTIMATED


def _lines(table: PublishedTable, heads: Sequence[str]) -> SafeString:
    series = [(name, cells, values) for name, cells in _series(table, heads) for values in [_values(cells)]
              if any(value is not None for value in values)]
    top = max((value for _name, _cells, values in series for value in values if value is not None), default=0)
    if len(heads) < 2 or not top:
        return SafeString("")
    top = _round_up(top)
    left = 12 + LETTER * len(number(top))
    across, high = (WIDTH - left - RIGHT) / (len(heads) - 1), HEIGHT - TOP - BOTTOM

    def x(at: int) -> str:
        return f"{left + at * across:.1f}"

    def y(value: float) -> str:
        return f"{TOP + high * (1 - value / top):.1f}"

    labels = table.dimensions[0].labels
    grid = format_html_join("", '<path class="grid" d="M{} {}H{}"/><text class="axis end" x="{}" y="{}">{}</text>', (
        (left, y(value), WIDTH - RIGHT, left - 6, float(y(value)) + 4, number(value)) for value in (0, top / 2, top)))
    named = {0, len(heads) - 1} | ({len(heads) // 2} if len(heads) > 4 else set())
    time = format_html_join("", '<text class="axis {}" x="{}" y="{}">{}</text>', (
        ("" if at == 0 else "end" if at == len(heads) - 1 else "middle", x(at), HEIGHT - 10, labels[heads[at]])
        for at in sorted(named)))
    drawn = format_html_join("", '<path class="line line-{}" d="{}"/>{}', (
        (rank, _path(values, x, y), _dots(cells, x, y, rank)) for rank, (_name, cells, values) in enumerate(series)))
    ends = _ends([(name, next(float(y(value)) for value in reversed(values) if value is not None))
                  for name, _cells, values in series])
    return _svg(table, HEIGHT, format_html("{}{}{}{}", grid, time, drawn, ends))


def _path(values: Sequence[float | None], x: object, y: object) -> str:
    """Moves and lines; after a gap the line begins anew."""
    steps, pen = [], "M"
    for at, value in enumerate(values):
        if value is None:
            pen = "M"
            continue
        steps.append(f"{pen}{x(at)} {y(value)}")  # type: ignore[operator]
        pen = "L"
    return "".join(steps)


def _dots(cells: Sequence[PublishedCell | None], x: object, y: object, rank: int) -> SafeString:
    """A figure between two gaps is a point, or nobody would see it; so is what is no exact figure."""
    values = _values(cells)
    dots = [at for at, value in enumerate(values) if value is not None and (_is_about(cells[at]) or (
        (at == 0 or values[at - 1] is None) and (at == len(values) - 1 or values[at + 1] is None)))]
    return format_html_join("", '<circle class="dot line-{}{}" cx="{}" cy="{}" r="{}"/>', (
        (rank, " about" if is_about else "", x(at), y(values[at]), 4 if is_about else 3)  # type: ignore[operator]
        for at in dots for is_about in [_is_about(cells[at])]))


def _ends(names: list[tuple[str, float]]) -> SafeString:
    """The name of each line at its end, pushed apart where two would meet, and never below the picture."""
    ordered = sorted(names, key=lambda one: one[1])
    heights: list[float] = []
    for _name, height in ordered:
        heights.append(max(height + 4, heights[-1] + NAME if heights else 0))
    lowest = float(HEIGHT - 6)
    for place in reversed(range(len(heights))):
        heights[place] = min(heights[place], lowest)
        lowest = heights[place] - NAME
    return format_html_join("", '<text class="name" x="{}" y="{}">{}</text>', (
        (WIDTH - RIGHT + 6, height, Truncator(name).chars(MOST_LETTERS))
        for (name, _at), height in zip(ordered, heights, strict=True)))


def _round_up(value: float) -> float:
    """The next figure that is round, and whose half is: 2, 4, 6, 8, 10, 20…"""
    scale = 10.0 ** math.floor(math.log10(value))
    return next(step * scale for step in (1, 2, 4, 6, 8, 10) if step * scale >= value)


def _bars(table: PublishedTable, heads: Sequence[str]) -> SafeString:
    cells = {cell.key: cell for cell in table.cells}
    more = (TOTAL,) * (len(table.dimensions) - 1)
    rows = [(table.dimensions[0].labels[head], cells.get((head, *more))) for head in heads]
    top = max((cell.value for _name, cell in rows if cell and cell.value is not None), default=0)
    if not top:
        return SafeString("")
    room = WIDTH - LABEL - 70
    drawn = format_html_join("", '<text class="axis end" x="{}" y="{}">{}</text>{}', (
        (LABEL - 6, at * BAR + 16, Truncator(name).chars(LABEL // LETTER), _bar(cell, at * BAR, room / top))
        for at, (name, cell) in enumerate(rows)))
    return _svg(table, len(rows) * BAR + 6, drawn)


def _bar(cell: PublishedCell | None, top: int, scale: float) -> SafeString:
    """A bar with its figure at its end; why there is none in its place."""
    length = scale * (cell.value or 0) if cell else 0
    bar = format_html('<rect class="bar{}" x="{}" y="{}" width="{}" height="{}"/>', " about" if _is_about(cell) else "",
                      LABEL, top + 4, f"{length:.1f}", BAR - 7) if length else ""
    return format_html('{}<text class="axis" x="{}" y="{}">{}</text>', bar, f"{LABEL + length + 5:.1f}", top + 16,
                       figure(cell))


def _svg(table: PublishedTable, height: int, inside: SafeString) -> SafeString:
    return format_html('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>', WIDTH, height,
                       f"{table.title} ({table.unit_label})", inside)
