"""Charts for printed documents, as PNG or SVG, readable in black and white: series are told apart by dashes and symbols
and named beside their last point; bars and circles carry their figures. What is missing is a gap, never a zero; an
interval is a line with two caps from its lower end to its upper one."""
from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from typing import Any, Literal, NamedTuple

from canevas.tools.engines.libraries import alt, vl_convert

Spec = dict[str, Any]
"""A Vega-Lite specification."""
INK, MIDDLE, PALE, FONT = "#1a1a1a", "#6b7280", "#d5d9df", "Liberation Sans, DejaVu Sans, sans-serif"
_DASHES = ((1, 0), (6, 3), (2, 2), (8, 3, 2, 3), (10, 4), (1, 4))
_SYMBOLS = ("circle", "square", "triangle-up", "diamond", "cross", "triangle-down")
MOST_SERIES = len(_DASHES)
"""Series that dashes and symbols still tell apart."""


@dataclass(frozen=True, slots=True)
class Series:
    """``values`` stand in the order of the chart's periods; ``None``: missing. ``partial``: the places of figures of
    which a part is missing, marked with an asterisk. ``uppers``: by place, the upper end of an interval, of which
    ``values`` has the lower one."""

    name: str
    values: Sequence[float | None]
    partial: frozenset[int] = frozenset()
    uppers: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lines:
    """``breaks``: (period, words) of days that break the series."""

    periods: Sequence[str]
    series: Sequence[Series]
    unit: str
    breaks: Sequence[tuple[str, str]] = ()


def line_chart(lines: Lines, *, width: int = 560, height: int = 230) -> Spec:
    """Lines over periods; what breaks them as thin verticals.

    Raises ``ValueError`` for more series than can be told apart without colour.
    """
    if len(lines.series) > MOST_SERIES:
        raise ValueError(f"{len(lines.series)} series, where {MOST_SERIES} can be told apart")
    periods, names = list(lines.periods), [one.name for one in lines.series]
    rows = [{"when": when, "name": one.name, "value": value, "upper": one.uppers.get(place),
             "mark": "*" if place in one.partial else ""} for one in lines.series
            for place, (when, value) in enumerate(zip(lines.periods, one.values, strict=True))]
    x = alt.X("when:O", sort=periods, scale=alt.Scale(domain=periods), title=None,
              axis=alt.Axis(labelAngle=-45 if len(periods) > 6 else 0, labelLimit=200))
    y = alt.Y("value:Q", title=lines.unit, axis=alt.Axis(format=",d", tickMinStep=1), scale=alt.Scale(zero=True))
    one_of = {"scale": alt.Scale(domain=names, range=[list(each) for each in _DASHES[:len(names)]]), "legend": None}
    base = alt.Chart(alt.Data(values=rows)).encode(x=x, y=y, detail="name:N")
    layers = [
        base.mark_line(color=INK, strokeWidth=1.6).encode(strokeDash=alt.StrokeDash("name:N", **one_of)),
        *_intervals(base, "y", 8),
        base.transform_filter("isValid(datum.value)").mark_point(
            filled=True, fill="white", stroke=INK, strokeWidth=1.4, size=46, opacity=1).encode(
            shape=alt.Shape("name:N", scale=alt.Scale(domain=names, range=list(_SYMBOLS[:len(names)])), legend=None)),
        base.transform_filter("datum.mark && isValid(datum.value)").mark_text(dy=-9, fontSize=15, color=INK).encode(
            text="mark:N"),
        *_named(lines, x), *_breaks(lines, x)]
    return finished(alt.layer(*layers).properties(width=width, height=height))


def _intervals(base: Any, axis: Literal["x", "y"], cap: int) -> list[Any]:
    """Lines along the axis of figures from "value" to "upper", where there is one; ``cap``: how long their caps are."""
    rows = base.transform_filter("isValid(datum.upper)")
    caps = rows.mark_tick(orient="vertical" if axis == "x" else "horizontal", size=cap, thickness=1.2, color=INK,
                          opacity=1)
    return [rows.mark_rule(color=INK, strokeWidth=1.2).encode(**{axis: "value:Q", f"{axis}2": "upper"}),
            *(caps.encode(**{axis: f"{end}:Q"}) for end in ("value", "upper"))]


def _named(lines: Lines, x: Any) -> list[Any]:
    """The name of each series beside its last figure, moved apart where two would lie on one another."""
    ends = []
    for one in lines.series:
        given = [(when, value) for when, value in zip(lines.periods, one.values, strict=True) if value is not None]
        if given:
            ends.append({"when": given[-1][0], "value": given[-1][1], "name": one.name})
    top = max((value for one in lines.series for value in one.values if value is not None), default=0) or 1
    below = -top
    for end in sorted(ends, key=lambda one: float(one["value"])):  # type: ignore[arg-type]
        end["at"] = below = max(float(end["value"]), below + top * 0.065)  # type: ignore[arg-type]
    if len(lines.series) < 2 or not ends:
        return []
    return [alt.Chart(alt.Data(values=ends)).mark_text(align="left", dx=9, fontSize=11, color=INK, clip=False).encode(
        x=x, y=alt.Y("at:Q"), text="name:N")]


def _breaks(lines: Lines, x: Any) -> list[Any]:
    rows = [{"when": when, "words": words} for when, words in lines.breaks if when in lines.periods]
    if not rows:
        return []
    base = alt.Chart(alt.Data(values=rows)).encode(x=x)
    return [base.mark_rule(color=MIDDLE, strokeDash=[2, 3]),
            base.mark_text(align="left", baseline="top", dx=3, fontSize=10, color=INK).encode(
                y=alt.value(0), text="words:N")]


class Bar(NamedTuple):
    """``said`` stands at its end; ``value``: ``None`` where there is nothing to draw, the lower end where there is an
    ``upper`` one."""

    name: str
    value: float | None
    said: str
    upper: float | None = None


def bar_chart(rows: Sequence[Bar], unit: str, *, width: int = 400) -> Spec:
    """Bars in the order given."""
    data = [{**one._asdict(), "end": one.upper or one.value or 0} for one in rows]
    y = alt.Y("name:N", sort=[one.name for one in rows], title=None,
              axis=alt.Axis(labelLimit=190, domain=False, ticks=False))
    base = alt.Chart(alt.Data(values=data)).encode(y=y)
    return finished(alt.layer(
        base.mark_bar(fill=PALE, stroke=INK, strokeWidth=0.8, height=13).encode(
            x=alt.X("value:Q", title=unit, axis=alt.Axis(format=",d", tickMinStep=1, tickCount=5))),
        *_intervals(base, "x", 9),
        base.mark_text(align="left", dx=5, color=INK, fontSize=11).encode(x="end:Q", text="said:N"),
    ).properties(width=width, height=alt.Step(20)))


def finished(chart: Any) -> Spec:
    """In the hand of all our charts."""
    done = chart.configure(font=FONT, background="white").configure_view(stroke=None).configure_axis(
        labelColor=INK, titleColor=INK, gridColor="#e5e7eb", domainColor=MIDDLE, tickColor=MIDDLE, labelFontSize=11,
        titleFontSize=11, titleFontWeight="normal")
    return dict(done.to_dict(validate=False))


def drawn(spec: Spec, form: Literal["png", "svg"] = "png", *, scale: float = 2.0) -> bytes:
    """A specification as a picture; ``scale``: dots for a unit of its size (2.0 prints at about 190 dots an inch on
    15 cm). Nothing is fetched from anywhere."""
    if form == "svg":
        return str(vl_convert.vegalite_to_svg(spec, allowed_base_urls=[], format_locale="fr-FR")).encode()
    made = vl_convert.vegalite_to_png(spec, scale=scale, allowed_base_urls=[], format_locale="fr-FR")
    return _in_greys(made)


def _in_greys(png: bytes) -> bytes:
    """The same in sixteen greys: a quarter of the size, for files that go by e-mail."""
    images: Any = import_module("PIL.Image")
    out = io.BytesIO()
    images.open(io.BytesIO(png)).convert("L").quantize(16).save(out, "PNG", optimize=True)
    return out.getvalue()
