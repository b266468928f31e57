"""Outlines of the regions, put on a plane to be drawn."""
from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians
from pathlib import Path

Ring = list[tuple[float, float]]


@dataclass(frozen=True, slots=True)
class Shape:
    """One territory: ``path`` in SVG's path language, ``centre`` where its label stands (x, y in the drawing),
    ``width`` of its largest part."""

    pcode: str
    path: str
    centre: tuple[float, float]
    width: float


@dataclass(frozen=True, slots=True)
class Drawing:
    """Shapes on a plane of ``width`` × ``height``."""

    width: float
    height: float
    shapes: tuple[Shape, ...]


@lru_cache(maxsize=8)
def draw_outlines(path: Path, width: float = 640.0) -> Drawing:
    """The outlines of a GeoJSON file of polygons with a ``pcode``, north up, ``width`` wide; nothing without the file.

    Plate carrée with the parallel of the middle kept true: enough for a country, and every ring stays a ring.
    """
    if not path.is_file():
        return Drawing(width, 0, ())
    rings = {feature["properties"]["pcode"]: _rings(feature["geometry"])
             for feature in json.loads(path.read_text(encoding="utf-8"))["features"]}
    points = [point for every in rings.values() for ring in every for point in ring]
    west, east = min(x for x, _y in points), max(x for x, _y in points)
    south, north = min(y for _x, y in points), max(y for _x, y in points)
    shrink = cos(radians((south + north) / 2))
    scale = width / ((east - west) * shrink)

    def place(point: tuple[float, float]) -> tuple[float, float]:
        return (point[0] - west) * shrink * scale, (north - point[1]) * scale

    return Drawing(width, (north - south) * scale, tuple(
        _shape(pcode, [[place(point) for point in ring] for ring in every]) for pcode, every in rings.items()))


def _rings(geometry: dict[str, object]) -> list[Ring]:
    """The outer rings; holes are not drawn."""
    coordinates: list[object] = geometry["coordinates"]  # type: ignore[assignment]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    return [[(float(x), float(y)) for x, y, *_more in polygon[0]] for polygon in polygons]  # type: ignore[index]


def _shape(pcode: str, rings: list[Ring]) -> Shape:
    path = "".join("M" + "L".join(f"{x:.1f} {y:.1f}" for x, y in ring) + "Z" for ring in rings)
    largest = max(rings, key=lambda ring: abs(_area(ring)))
    across = [x for x, _y in largest]
    return Shape(pcode, path, _centre(largest), max(across) - min(across))


def _area(ring: Iterable[tuple[float, float]]) -> float:
    points = list(ring)
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True)) / 2


def _centre(ring: Ring) -> tuple[float, float]:
    """The centre of gravity of a ring."""
    area = _area(ring) or 1.0
    pairs = list(zip(ring, ring[1:] + ring[:1], strict=True))
    x = sum((a[0] + b[0]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    y = sum((a[1] + b[1]) * (a[0] * b[1] - b[0] * a[1]) for a, b in pairs) / (6 * area)
    return x, y
