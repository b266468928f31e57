"""The straight lines drawn on a PDF page, and how much of it pictures cover."""
from __future__ import annotations

import ctypes
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from pypdfium2 import raw

from canevas.tools.documents.limits import Source
from canevas.tools.documents.readers.layout.page import Rule
from canevas.tools.documents.readers.pdf.frame import Frame

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

_IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_THIN = 3.0
"""A filled shape thinner than this many points is a line."""
_SHORT = 4.0
_STRAIGHT = 0.8
_DEPTH = 6
_MOST_OBJECTS = 60_000
_MOST_SEGMENTS = 2_000


def drawn(page: Any, frame: Frame, source: Source) -> tuple[list[Rule], float]:
    """The rules of the page and the share of it (0 to 1) under pictures."""
    rules: list[Rule] = []
    covered = 0.0
    for number, (item, matrix) in enumerate(_objects(page)):
        if number % 500 == 0:
            source.check_time()
        if number > _MOST_OBJECTS:
            break
        kind = raw.FPDFPageObj_GetType(item)
        if kind == raw.FPDF_PAGEOBJ_PATH:
            rules += _rules_of(item, _times(_matrix(item), matrix), frame)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            placed = _times(_matrix(item), matrix)
            corners = [frame.point(*_apply(placed, corner)) for corner in ((0, 0), (1, 1))]
            (x0, y0), (x1, y1) = corners
            covered += abs(x1 - x0) * abs(y1 - y0)
    return rules, min(covered / (frame.width * frame.height), 1.0)


def _objects(page: Any) -> Iterator[tuple[Any, Matrix]]:
    """Every object of the page, those of forms too, with the matrix of what contains it."""
    for index in range(raw.FPDFPage_CountObjects(page)):
        yield from _below(raw.FPDFPage_GetObject(page, index), _IDENTITY, 0)


def _below(item: Any, matrix: Matrix, depth: int) -> Iterator[tuple[Any, Matrix]]:
    if raw.FPDFPageObj_GetType(item) != raw.FPDF_PAGEOBJ_FORM:
        yield item, matrix
    elif depth < _DEPTH:
        inner = _times(_matrix(item), matrix)
        for index in range(max(raw.FPDFFormObj_CountObjects(item), 0)):
            yield from _below(raw.FPDFFormObj_GetObject(item, index), inner, depth + 1)


def _matrix(item: Any) -> Matrix:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(item, found):
        return _IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


def _times(first: Matrix, second: Matrix) -> Matrix:
    """``first`` applied, then ``second``."""
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _apply(matrix: Matrix, point: tuple[float, float]) -> Point:
    a, b, c, d, e, f = matrix
    x, y = point
    return a * x + c * y + e, b * x + d * y + f


def _rules_of(item: Any, matrix: Matrix, frame: Frame) -> list[Rule]:
    fill, stroke = ctypes.c_int(), ctypes.c_int()
    if not raw.FPDFPath_GetDrawMode(item, fill, stroke) or not (fill.value or stroke.value):
        return []
    rules: list[Rule | None] = []
    for points in _outlines(item, matrix, frame):
        if stroke.value:
            rules += [_as_rule(start, end) for start, end in pairwise(points)]
        else:
            rules.append(_as_thin_shape(points))
    return [rule for rule in rules if rule]


def _outlines(item: Any, matrix: Matrix, frame: Frame) -> list[list[Point]]:
    """The corners of each outline of a path; curves count as their ends."""
    out: list[list[Point]] = []
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(raw.FPDFPath_CountSegments(item), _MOST_SEGMENTS)):
        segment = raw.FPDFPath_GetPathSegment(item, index)
        raw.FPDFPathSegment_GetPoint(segment, x, y)
        point = frame.point(*_apply(matrix, (x.value, y.value)))
        if not out or raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
            out.append([])
        out[-1].append(point)
        if raw.FPDFPathSegment_GetClose(segment):
            out[-1].append(out[-1][0])
    return out


def _as_thin_shape(points: list[Point]) -> Rule | None:
    """A filled shape that looks like a line."""
    (x0, top), (x1, bottom) = (tuple(pick(axis) for axis in zip(*points, strict=True)) for pick in (min, max))
    if bottom - top <= _THIN and x1 - x0 > _SHORT:
        return Rule(True, (top + bottom) / 2, x0, x1)
    if x1 - x0 <= _THIN and bottom - top > _SHORT:
        return Rule(False, (x0 + x1) / 2, top, bottom)
    return None


def _as_rule(start: Point, end: Point) -> Rule | None:
    (x0, y0), (x1, y1) = start, end
    if abs(y1 - y0) <= _STRAIGHT and abs(x1 - x0) > _SHORT:
        return Rule(True, (y0 + y1) / 2, min(x0, x1), max(x0, x1))
    if abs(x1 - x0) <= _STRAIGHT and abs(y1 - y0) > _SHORT:
        return Rule(False, (x0 + x1) / 2, min(y0, y1), max(y0, y1))
    return None
