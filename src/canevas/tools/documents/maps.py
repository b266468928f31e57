"""Maps for printed documents: outlines, and circles as large as their figures, each with its name where there is room.

The projection is Mercator's, reckoned here, because what is written beside a circle must know where the others are.
"""
from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from canevas.tools.documents.charts import INK, MIDDLE, PALE, Spec, finished
from canevas.tools.engines.libraries import alt

Ring = Sequence[Sequence[float]]
Box = tuple[float, float, float, float]
"""Left, top, right, bottom."""
_AREAS = (20.0, 700.0)
_LETTER, _LINE = 5.6, 13.0  # of the labels, in units of the picture
_EDGE = 0.12
"""Of what is shown, left free around it."""


@dataclass(frozen=True, slots=True)
class Place:
    """A circle on a map: latitude and longitude in degrees (WGS 84); ``value`` ``None`` draws an empty cross."""

    name: str
    lat: float
    lon: float
    value: float | None
    said: str = ""

    @property
    def words(self) -> str:
        return f"{self.name} : {self.said}" if self.said else self.name


@dataclass(frozen=True, slots=True)
class _Spot:
    """A place on the picture, and where its words go: ``align`` as text knows it."""

    place: Place
    x: float
    y: float
    radius: float
    label_x: float = 0
    label_y: float = 0
    align: str = "center"


def map_chart(outlines: Mapping[str, Any], places: Sequence[Place], *, marked: Sequence[str] = (),
              width: int = 420, height: int = 300) -> Spec:
    """Outlines (GeoJSON, each feature with its ``pcode``); where some are ``marked``, these are shaded and fill the
    picture. Places outside it are left out."""
    features: list[dict[str, Any]] = [
        {"type": "Feature", "geometry": wound(one["geometry"], clockwise=True),
         "properties": {"marked": one["properties"].get("pcode") in marked}} for one in outlines["features"]]
    framed = [one for one in features if one["properties"]["marked"]] or features
    scale, shift_x, shift_y = _frame(framed, width, height)
    shapes = alt.Chart(alt.Data(values=features)).mark_geoshape(stroke=MIDDLE, strokeWidth=0.8, clip=True).encode(
        fill=alt.Fill("properties.marked:N", scale=alt.Scale(domain=[True, False], range=[PALE, "white"]), legend=None)
    ).project(type="mercator", scale=scale, translate=[shift_x, shift_y], center=[0, 0])
    most = max((one.value or 0 for one in places), default=0) or 1
    spots = []
    for one in places:
        x, y = shift_x + scale * math.radians(one.lon), shift_y - scale * _mercator(one.lat)
        area = _AREAS[0] + (_AREAS[1] - _AREAS[0]) * (one.value or 0) / most
        if 0 <= x <= width and 0 <= y <= height:
            spots.append(_Spot(one, x, y, math.sqrt(area / math.pi) if one.value is not None else 5))
    return finished(alt.layer(shapes, *_circles(_labelled(spots, width, height))).properties(
        width=width, height=height))


def _mercator(lat: float) -> float:
    return math.log(math.tan(math.pi / 4 + math.radians(lat) / 2))


def _frame(features: Sequence[Mapping[str, Any]], width: float, height: float) -> tuple[float, float, float]:
    """Scale, and where longitude 0 and latitude 0 are, for these to fill the picture."""
    points = [point for one in features for ring in _every_ring(one["geometry"]) for point in ring]
    if not points:
        return 1, width / 2, height / 2
    across = [math.radians(point[0]) for point in points]
    up = [_mercator(point[1]) for point in points]
    scale = (1 - _EDGE) * min(width / ((max(across) - min(across)) or 1), height / ((max(up) - min(up)) or 1))
    return (scale, width / 2 - scale * (max(across) + min(across)) / 2,
            height / 2 + scale * (max(up) + min(up)) / 2)


def _labelled(spots: Sequence[_Spot], width: float, height: float) -> list[_Spot]:
    """Each with the first place for its words that covers nothing, the largest ones first."""
    taken: list[Box] = [(one.x - one.radius, one.y - one.radius, one.x + one.radius, one.y + one.radius)
                        for one in spots]
    done = []
    for one in sorted(spots, key=lambda spot: -(spot.place.value or 0)):
        ways = list(_ways(one))
        label_x, label_y, align, box = next(
            (way for way in ways if not any(_overlap(way[3], other) for other in taken)
             and way[3][0] >= 0 and way[3][2] <= width and way[3][1] >= 0 and way[3][3] <= height), ways[0])
        taken.append(box)
        done.append(_Spot(one.place, one.x, one.y, one.radius, label_x, label_y, align))
    return done


def _ways(spot: _Spot) -> Iterator[tuple[float, float, str, Box]]:
    """Where the words of a place may stand: above, below, right, left, then farther."""
    long = len(spot.place.words) * _LETTER
    for far in (0.0, _LINE, 2 * _LINE):
        for y in (spot.y - spot.radius - 8 - far, spot.y + spot.radius + 8 + far):
            yield spot.x, y, "center", _around(spot.x - long / 2, y, long)
        for y in (spot.y, spot.y - far, spot.y + far):
            right, left = spot.x + spot.radius + 4, spot.x - spot.radius - 4
            yield right, y, "left", _around(right, y, long)
            yield left, y, "right", _around(left - long, y, long)


def _around(left: float, middle: float, long: float) -> Box:
    return left, middle - _LINE / 2, left + long, middle + _LINE / 2


def _overlap(one: Box, two: Box) -> bool:
    return one[0] < two[2] and two[0] < one[2] and one[1] < two[3] and two[1] < one[3]


def _circles(spots: Sequence[_Spot]) -> list[Any]:
    layers = []
    for filled in (True, False):
        marks = [{"x": one.x, "y": one.y, "area": math.pi * one.radius ** 2} for one in spots
                if (one.place.value is not None) == filled]
        if marks:
            base = _at(marks)
            layers.append(base.mark_circle(fill=MIDDLE, stroke=INK, opacity=0.75).encode(
                size=alt.Size("area:Q", scale=None)) if filled else base.mark_point(shape="cross", size=40, stroke=INK))
    for align in ("center", "left", "right"):
        rows: list[dict[str, Any]] = [{"x": one.label_x, "y": one.label_y, "name": one.place.words}
                                      for one in spots if one.align == align]
        if rows:  # a white edge first: letters stay legible on lines and shades
            text = _at(rows).encode(text="name:N")
            layers += [text.mark_text(align=align, fontSize=10.5, color="white", stroke="white", strokeWidth=3),
                       text.mark_text(align=align, fontSize=10.5, color=INK)]
    return layers


def _at(rows: Sequence[Mapping[str, Any]]) -> Any:
    """A chart of points given in units of the picture."""
    return alt.Chart(alt.Data(values=list(rows))).encode(x=alt.X("x:Q", scale=None, axis=None),
                                                         y=alt.Y("y:Q", scale=None, axis=None))


def _every_ring(geometry: Mapping[str, Any]) -> Iterator[Ring]:
    for polygon in [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]:
        yield from polygon


def wound(geometry: Mapping[str, Any], *, clockwise: bool) -> dict[str, Any]:
    """A polygon, or several, with its outer rings ``clockwise``, as d3 wants them (it would else fill the whole Earth
    but the country), or against the clock, as RFC 7946 does; holes the other way round. Other shapes stay."""
    def rings(polygon: Sequence[Ring]) -> list[Ring]:
        return [ring if (_area(ring) < 0) == (clockwise == (place == 0)) else ring[::-1]
                for place, ring in enumerate(polygon)]
    if geometry["type"] == "Polygon":
        return {**geometry, "coordinates": rings(geometry["coordinates"])}
    if geometry["type"] == "MultiPolygon":
        return {**geometry, "coordinates": [rings(one) for one in geometry["coordinates"]]}
    return dict(geometry)


def _area(ring: Ring) -> float:
    return sum(one[0] * two[1] - two[0] * one[1] for one, two in zip(ring, [*ring[1:], ring[0]], strict=True))
