"""The straight lines of a scanned page: long runs of dark pixels, across and down."""
from __future__ import annotations

import re
from collections.abc import Iterator

from PIL import ImageDraw
from PIL.Image import Image, Transpose

from canevas.tools.documents.readers.layout.page import Rule

_DARK = 150
_SHORTEST = 30.0
"""In points: nothing shorter is a line, no letter is longer."""
_MOST = 20_000
_GAP = 2.0
_PEN = 1.3
"""Half the width of the brush that paints rules over, in points."""


def drawn_lines(picture: Image, scale: float) -> list[Rule]:
    """Rules of a picture; ``scale`` is points a pixel. None where there are so many that it is a photograph."""
    dark = picture.convert("L").point([0 if level < _DARK else 255 for level in range(256)])
    across = list(_runs(dark, True, scale))
    down = list(_runs(dark.transpose(Transpose.TRANSPOSE), False, scale))
    return [] if len(across) + len(down) > _MOST else _thinned(across) + _thinned(down)


def without_lines(picture: Image, rules: list[Rule], scale: float) -> Image:
    """The picture with its rules painted over: letters that touch them are recognised better."""
    clean = picture.copy()
    pen = ImageDraw.Draw(clean)
    half = max(round(_PEN / scale), 2)
    for rule in rules:
        at, start, end = rule.at / scale, rule.start / scale - half, rule.end / scale + half
        box = (start, at - half, end, at + half) if rule.is_horizontal else (at - half, start, at + half, end)
        pen.rectangle(box, fill=255)
    return clean


def _runs(dark: Image, is_horizontal: bool, scale: float) -> Iterator[Rule]:
    """One rule for each long dark run of each row of pixels."""
    width, height = dark.size
    pattern = re.compile(rb"\x00{%d,}" % max(int(_SHORTEST / scale), 20))
    pixels = dark.tobytes()
    for row in range(height):
        for run in pattern.finditer(pixels, row * width, (row + 1) * width):
            start, end = run.start() - row * width, run.end() - row * width
            yield Rule(is_horizontal, (row + 0.5) * scale, start * scale, end * scale)


def _thinned(rules: list[Rule]) -> list[Rule]:
    """Runs of neighbouring rows that are one thick or slanting line, as one rule; dark areas left out."""
    open_lines: list[tuple[Rule, float]] = []
    done: list[tuple[Rule, float]] = []
    for rule in rules:
        done += [item for item in open_lines if rule.at - item[1] > _GAP]
        open_lines = [item for item in open_lines if rule.at - item[1] <= _GAP]
        for number, (line, _) in enumerate(open_lines):
            if rule.start <= line.end + _GAP and line.start <= rule.end + _GAP:
                grown = Rule(rule.is_horizontal, line.at, min(line.start, rule.start), max(line.end, rule.end))
                open_lines[number] = (grown, rule.at)
                break
        else:
            open_lines.append((rule, rule.at))
    return [Rule(line.is_horizontal, (line.at + last) / 2, line.start, line.end) for line, last in done + open_lines
            if last - line.at < 0.05 * (line.end - line.start) + 4]
