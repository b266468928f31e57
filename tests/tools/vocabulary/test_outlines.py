"""The outlines of the regions on a plane."""
from __future__ import annotations

import re
from pathlib import Path

from canevas.tools.vocabulary.load import FOLDER
from canevas.tools.vocabulary.outlines import draw_outlines


def test_every_region_lies_within_the_drawing() -> None:
    drawing = draw_outlines(FOLDER / "niger" / "regions.geojson")
    assert len(drawing.shapes) == 8
    for shape in drawing.shapes:
        numbers = [float(number) for number in re.findall(r"-?\d+\.\d", shape.path)]
        assert min(numbers[0::2]) >= 0 and max(numbers[0::2]) <= drawing.width + 0.1
        assert min(numbers[1::2]) >= 0 and max(numbers[1::2]) <= drawing.height + 0.1
        assert 0 < shape.centre[0] < drawing.width and 0 < shape.centre[1] < drawing.height


def test_north_is_up_and_east_is_right() -> None:
    centres = {shape.pcode: shape.centre for shape in draw_outlines(FOLDER / "niger" / "regions.geojson").shapes}
    agadez, niamey, diffa = centres["NE001"], centres["NE008"], centres["NE002"]
    assert agadez[1] < niamey[1] and niamey[0] < diffa[0]


def test_a_country_without_outlines_has_no_map(tmp_path: Path) -> None:
    assert draw_outlines(tmp_path / "regions.geojson").shapes == ()
