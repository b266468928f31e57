"""Small drawings of figures that stand beside them in a table: bars, and a map of the regions.

Drawn by the server as SVG, so that they print, need no script and say the same as the table that they come from. Every
drawing repeats its figures in words for screen readers, or stands in a cell that already does.
"""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from canevas.tools.vocabulary.outlines import Drawing, Shape

STEPS = 5
_BAR, _HEIGHT = 120, 12
_TOO_SMALL = 34.0
"""A shape narrower than this, in the drawing's units, bears its label below it."""
_BELOW = 26
"""Room under the drawing for such a label."""


def bar(share: float | None, tone: str = "accent") -> SafeString:
    """A bar of ``share`` (0 to 1) of the full width; nothing without a share. The figure stands beside it, in words."""
    if share is None:
        return SafeString("")
    width = round(_BAR * min(max(share, 0.0), 1.0), 1)
    return format_html(
        '<svg class="bar bar-{}" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true" focusable="false">'
        '<rect class="bar-ground" width="{}" height="{}"/><rect class="bar-part" width="{}" height="{}"/></svg>',
        tone, _BAR, _HEIGHT, _BAR, _HEIGHT, _BAR, _HEIGHT, width, _HEIGHT)


def stacked_bar(parts: Sequence[int], longest: int) -> SafeString:
    """Counts one after the other, ``longest`` being the full width; each darker than the one before."""
    if not longest:
        return SafeString("")
    out, start = [], 0.0
    for step, count in enumerate(parts):
        width = _BAR * count / longest
        out.append((step, round(start, 1), round(width, 1), _HEIGHT))
        start += width
    return format_html(
        '<svg class="bar bar-stacked" viewBox="0 0 {} {}" width="{}" height="{}" aria-hidden="true" focusable="false">'
        '{}</svg>', _BAR, _HEIGHT, _BAR, _HEIGHT,
        format_html_join("", '<rect class="bar-step-{}" x="{}" width="{}" height="{}"/>', out))


@dataclass(frozen=True, slots=True)
class Region:
    """What the map says of one region: ``step`` 0 (low) to ``STEPS - 1`` (high), ``None`` where nothing is known."""

    name: str
    said: str
    step: int | None
    url: str = ""


def region_map(drawing: Drawing, regions: Mapping[str, Region], title: str) -> SafeString:
    """The outlines filled by step, each with its name and its figure written in it.

    A group of links and pictures, not one picture: what a screen reader takes for a picture, it does not enter.
    """
    if not drawing.shapes:
        return SafeString("")
    bodies = format_html_join("", "{}", ((_shape(shape, regions.get(shape.pcode)),) for shape in drawing.shapes))
    labels = format_html_join("", "{}", (
        (_label(shape, regions[shape.pcode]),) for shape in drawing.shapes if shape.pcode in regions))
    return format_html(
        '<svg class="region-map" viewBox="-8 -8 {} {}" role="group" aria-label="{}">'
        '<defs><pattern id="no-figure" width="7" height="7" patternUnits="userSpaceOnUse" '
        'patternTransform="rotate(45)"><rect class="map-ground" width="7" height="7"/>'
        '<line class="map-hatch" x1="0" y1="0" x2="0" y2="7"/></pattern></defs>{}<g aria-hidden="true">{}</g></svg>',
        round(drawing.width + 16), round(drawing.height + 16 + _BELOW), title, bodies, labels)


def _shape(shape: Shape, region: Region | None) -> SafeString:
    kind = "unknown" if region is None or region.step is None else str(region.step)
    said = f"{region.name}\u00a0: {region.said}" if region else ""
    path = format_html('<path class="map-region map-step-{}" d="{}"><title>{}</title></path>', kind, shape.path, said)
    if not region:
        return format_html('<g aria-hidden="true">{}</g>', path)
    if region.url:
        return format_html('<a href="{}" aria-label="{}">{}</a>', region.url, said, path)
    return format_html('<g role="img" aria-label="{}">{}</g>', said, path)


def _label(shape: Shape, region: Region) -> SafeString:
    x, y = shape.centre
    dark = " on-dark" if region.step is not None and region.step >= STEPS - 2 else ""
    if shape.width >= _TOO_SMALL:
        return format_html(
            '<text class="map-label{}" x="{}" y="{}" text-anchor="middle"><tspan class="map-name">{}</tspan>'
            '<tspan class="map-figure" x="{}" dy="1.15em">{}</tspan></text>',
            dark, round(x), round(y - 4), region.name, round(x), region.said)
    return format_html(
        '<line class="map-leader" x1="{}" y1="{}" x2="{}" y2="{}"/>'
        '<text class="map-label" x="{}" y="{}" text-anchor="middle"><tspan class="map-name">{}</tspan>'
        '<tspan class="map-figure" x="{}" dy="1.15em">{}</tspan></text>',
        round(x), round(y), round(x), round(y + 62), round(x), round(y + 76), region.name, round(x), region.said)


def step_of(value: float | None, low: float, high: float) -> int | None:
    """Which of ``STEPS`` equal steps between ``low`` and ``high`` holds ``value``."""
    if value is None:
        return None
    if high <= low:
        return STEPS - 1
    return min(STEPS - 1, max(0, int((value - low) / (high - low) * STEPS)))
