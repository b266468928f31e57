"""Where things are on a PDF page as it is shown: crop and rotation undone, origin at the top left."""
from __future__ import annotations

from typing import Any


class Frame:
    """Turns positions of a page's own space into shown positions, in points."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_cropbox()
        self._box = (min(left, right), min(bottom, top), max(left, right), max(bottom, top))
        self._rotation = page.get_rotation() % 360
        across, down = self._box[2] - self._box[0], self._box[3] - self._box[1]
        self.width, self.height = (down, across) if self._rotation in {90, 270} else (across, down)
        self.width, self.height = max(self.width, 1.0), max(self.height, 1.0)

    def point(self, x: float, y: float) -> tuple[float, float]:
        left, bottom, right, top = self._box
        if self._rotation == 90:
            return y - bottom, x - left
        if self._rotation == 180:
            return right - x, y - bottom
        if self._rotation == 270:
            return top - y, right - x
        return x - left, top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> tuple[float, float, float, float]:
        """x0, top, x1, bottom of what lies between two corners."""
        (a, b), (c, d) = self.point(x0, y0), self.point(x1, y1)
        return min(a, c), min(b, d), max(a, c), max(b, d)
