"""The chart of a published table as an SVG of a few kilobytes: no script, no style of its own, read in black and white.

Over time a line for each code of the second dimension, told apart by dash and by its name at its end; else bars. What
is missing or hidden leaves a gap: it is never drawn as zero.
"""
from __future__ import annotations

import math
from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from canevas.commons.design.formats import number
from canevas.evidence.observatory.rules.publish.table import TOTAL, PublishedTable

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 640, 280, 64, 130, 14, 34
MOST_LINES, MOST_BARS = 5, 24
BAR, LABEL = 22, 190
NAME = 20
"""Between two names of lines: on a telephone letters are drawn larger."""
Series = tuple[str, list[float | None]]


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
    values = {cell.key: cell.value for cell in table.cells}
    if len(table.dimensions) == 1:
        return [("", [values.get((head,)) for head in heads])]
    words = table.dimensions[1].labels
    found = [(words[code], [values.get((head, code)) for head in heads]) for code in words if code != TOTAL]
    found.sort(key=lambda one: -sum(value or 0 for value in one[1]))
    return found[:MOST_LINES]


def _lines(table: PublishedTable, heads: Sequence[str]) -> SafeString:
    series = [one for one in _series(table, heads) if any(value is not None for value in one[1])]
    top = max((value for _name, values in series for value in values if value is not None), default=0)
    if len(heads) < 2 or not top:
        return SafeString("")
    top = _round_up(top)
    across, high = (WIDTH - LEFT - RIGHT) / (len(heads) - 1), HEIGHT - TOP - BOTTOM

    def x(at: int) -> str:
        return f"{LEFT + at * across:.1f}"

    def y(value: float) -> str:
        return f"{TOP + high * (1 - value / top):.1f}"

    labels = table.dimensions[0].labels
    grid = format_html_join("", '<path class="grid" d="M{} {}H{}"/><text class="axis end" x="{}" y="{}">{}</text>', (
        (LEFT, y(value), WIDTH - RIGHT, LEFT - 6, float(y(value)) + 4, number(value)) for value in (0, top / 2, top)))
    named = {0, len(heads) - 1} | ({len(heads) // 2} if len(heads) > 4 else set())
    time = format_html_join("", '<text class="axis {}" x="{}" y="{}">{}</text>', (
        ("" if at == 0 else "end" if at == len(heads) - 1 else "middle", x(at), HEIGHT - 10, labels[heads[at]])
        for at in sorted(named)))
    drawn = format_html_join("", '<path class="line line-{}" d="{}"/>{}', (
        (rank, _path(values, x, y), _dots(values, x, y, rank)) for rank, (_name, values) in enumerate(series)))
    ends = _ends([(name, next(float(y(value)) for value in reversed(values) if value is not None))
                  for name, values in series])
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


def _dots(values: Sequence[float | None], x: object, y: object, rank: int) -> SafeString:
    """A figure between two gaps is a point, or nobody would see it."""
    alone = [at for at, value in enumerate(values) if value is not None
             and (at == 0 or values[at - 1] is None) and (at == len(values) - 1 or values[at + 1] is None)]
    return format_html_join("", '<circle class="dot line-{}" cx="{}" cy="{}" r="3"/>', (
        (rank, x(at), y(values[at])) for at in alone))  # type: ignore[operator]


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
        (WIDTH - RIGHT + 6, height, name[:18]) for (name, _at), height in zip(ordered, heights, strict=True)))


def _round_up(value: float) -> float:
    """The next figure that is round, and whose half is: 2, 4, 6, 8, 10, 20…"""
    scale = 10.0 ** math.floor(math.log10(value))
    return next(step * scale for step in (1, 2, 4, 6, 8, 10) if step * scale >= value)


def _bars(table: PublishedTable, heads: Sequence[str]) -> SafeString:
    values = {cell.key: cell.value for cell in table.cells}
    more = (TOTAL,) * (len(table.dimensions) - 1)
    rows = [(table.dimensions[0].labels[head], values.get((head, *more))) for head in heads]
    top = max((value for _name, value in rows if value is not None), default=0)
    if not top:
        return SafeString("")
    room = WIDTH - LABEL - 70
    drawn = format_html_join("", '<text class="axis end" x="{}" y="{}">{}</text>{}', (
        (LABEL - 6, at * BAR + 16, name[:30], "" if value is None else format_html(
            '<rect class="bar" x="{}" y="{}" width="{}" height="{}"/><text class="axis" x="{}" y="{}">{}</text>',
            LABEL, at * BAR + 4, f"{room * value / top:.1f}", BAR - 7, f"{LABEL + room * value / top + 5:.1f}",
            at * BAR + 16, number(value))) for at, (name, value) in enumerate(rows)))
    return _svg(table, len(rows) * BAR + 6, drawn)


def _svg(table: PublishedTable, height: int, inside: SafeString) -> SafeString:
    return format_html('<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>', WIDTH, height,
                       f"{table.title} ({table.unit_label})", inside)
