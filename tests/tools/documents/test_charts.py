"""Charts: what is missing is a gap, series are told apart without colour, nothing but greys is drawn."""
from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from PIL import Image

from canevas.tools.documents.charts import MOST_SERIES, Bar, Lines, Series, Spec, bar_chart, drawn, line_chart
from canevas.tools.documents.maps import Place, map_chart

SQUARE = {"type": "FeatureCollection", "features": [{
    "type": "Feature", "properties": {"pcode": "NE001"},
    "geometry": {"type": "Polygon", "coordinates": [[[0, 0], [4, 0], [4, 4], [0, 4], [0, 0]]]}}]}


def test_a_missing_month_breaks_the_line() -> None:
    whole = drawn(line_chart(Lines(["a", "b", "c", "d", "e"], [Series("x", [1, 2, 3, 4, 5])], "u")), "svg").decode()
    broken = drawn(line_chart(Lines(["a", "b", "c", "d", "e"], [Series("x", [1, 2, None, 4, 5])], "u")), "svg").decode()
    assert moves(broken) == moves(whole) + 1


def test_a_figure_that_lacks_a_part_has_an_asterisk() -> None:
    for partial, stars in ((frozenset(), 0), (frozenset({1}), 1)):
        svg = drawn(line_chart(Lines(["a", "b"], [Series("x", [1, 2], partial)], "u")), "svg").decode()
        assert svg.count(">*<") == stars


def moves(svg: str) -> int:
    """Strokes of the line: each begins with an M."""
    return max(path.count("M") for path in re.findall(r'aria-roledescription="line mark" d="([^"]*)"', svg))


def test_series_are_named_where_they_end_and_breaks_where_they_are() -> None:
    svg = drawn(line_chart(Lines(["a", "b"], [Series("Entrées", [1, 2]), Series("Sorties", [3, None])], "u",
                                 [("b", "Loi nouvelle")])), "svg").decode()
    assert "Entrées" in svg and "Sorties" in svg and "Loi nouvelle" in svg and "stroke-dasharray" in svg


@pytest.mark.parametrize("made", [
    lambda upper: line_chart(Lines(["a", "b"], [Series("x", [1, 2], uppers={1: upper} if upper else {})], "u")),
    lambda upper: bar_chart([Bar("a", 1, "1"), Bar("b", 2, "2 à 9", upper or None)], "u")])
def test_an_interval_is_a_line_between_two_caps_and_the_axis_reaches_its_upper_end(made: Callable[[int], Spec]) -> None:
    with_end, without = (drawn(made(upper), "svg").decode() for upper in (9, 0))
    assert len(re.findall('aria-roledescription="(?:rule mark|tick)"', with_end)) == 3
    assert not re.findall('aria-roledescription="(?:rule mark|tick)"', without)
    assert ">8<" in with_end and ">8<" not in without


def test_more_series_than_dashes_are_refused() -> None:
    with pytest.raises(ValueError, match="told apart"):
        line_chart(Lines(["a"], [Series(str(one), [1]) for one in range(MOST_SERIES + 1)], "u"))


def test_bars_and_circles_carry_their_figures() -> None:
    assert "non communiqué" in drawn(bar_chart([Bar("Arlit", 12, "12"), Bar("Bilma", None, "non communiqué")], "u"),
                                     "svg").decode()
    svg = drawn(map_chart(SQUARE, [Place("Arlit", 2, 2, 12, "12"), Place("Bilma", 1, 1, None)], marked=["NE001"]),
                "svg").decode()
    assert "Arlit : 12" in svg and "Bilma" in svg


def test_a_marked_region_fills_the_map_and_names_stand_apart() -> None:
    other = {**SQUARE["features"][0], "properties": {"pcode": "NE002"}, "geometry": {
        "type": "Polygon", "coordinates": [[[40, 0], [44, 0], [44, 4], [40, 4], [40, 0]]]}}
    two = {**SQUARE, "features": [*SQUARE["features"], other]}
    places = [Place("Arlit", 2, 2, 12), Place("Arlit-ville", 2, 2.01, 11), Place("Ailleurs", 2, 42, 5)]
    everything = drawn(map_chart(two, places), "svg").decode()
    near = drawn(map_chart(two, places, marked=["NE001"]), "svg").decode()
    assert "Ailleurs" in everything and "Ailleurs" not in near
    at = [re.search(rf'translate\(([-\d.]+),([-\d.]+)\)[^>]*>{name}<', near) for name in ("Arlit", "Arlit-ville")]
    assert all(at) and abs(float(at[0][2]) - float(at[1][2])) > 10


def test_a_picture_is_small_and_grey() -> None:
    png = drawn(bar_chart([Bar("Arlit", 12, "12")], "u"))
    assert len(png) < 30_000
    colours = Image.open(io.BytesIO(png)).convert("RGB").getcolors(1 << 16)
    assert colours and all(red == green == blue for _count, (red, green, blue) in colours)
