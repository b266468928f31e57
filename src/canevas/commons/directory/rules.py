"""What holds for names and proposals, whatever stores them."""
from __future__ import annotations

import math
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from canevas.tools.text.normalise import key


class ProposalState(StrEnum):
    OPEN = "open"
    ACCEPTED = "accepted"
    ATTACHED = "attached"
    DECLINED = "declined"


class Decision(StrEnum):
    """What a person may answer to an unknown name."""

    ACCEPT = "accept"
    ATTACH = "attach"
    DECLINE = "decline"
    REOPEN = "reopen"


AFTER: dict[tuple[ProposalState, Decision], ProposalState] = {
    (ProposalState.OPEN, Decision.ACCEPT): ProposalState.ACCEPTED,
    (ProposalState.OPEN, Decision.ATTACH): ProposalState.ATTACHED,
    (ProposalState.OPEN, Decision.DECLINE): ProposalState.DECLINED,
    (ProposalState.DECLINED, Decision.REOPEN): ProposalState.OPEN,
    (ProposalState.ATTACHED, Decision.REOPEN): ProposalState.OPEN,
}
"""The state after a decision; what is not here is not allowed."""

_LONGEST_CODE = 40


def after(state: str, decision: str) -> ProposalState | None:
    """The state of a proposal after ``decision``, ``None`` where that decision is not open."""
    return AFTER.get((ProposalState(state), Decision(decision)))


def new_code(name: str, taken: Container[str], prefix: str = "") -> str:
    """A code for a new entry, from its name, that no other bears: "ONG Tattali" gives "ONG-TATTALI"."""
    stem = (prefix + key(name).replace(" ", "-").upper())[:_LONGEST_CODE].strip("-") or "X"
    code, number = stem, 2
    while code in taken:
        code, number = f"{stem}-{number}", number + 1
    return code


Ring = Sequence[Sequence[float]]


@dataclass(frozen=True)
class MapPath:
    """The outline of one region as the ``d`` of an SVG path; ``is_here`` where the place lies in it."""

    pcode: str
    d: str
    is_here: bool


@dataclass(frozen=True)
class LocatorMap:
    """A small map: ``width`` and ``height`` in the units of its paths; ``point`` (x, y) of the place, where known."""

    width: int
    height: int
    paths: tuple[MapPath, ...]
    point: tuple[float, float] | None = None


def locator_map(
    outlines: Mapping[str, Sequence[Ring]], here: str = "", point: tuple[float, float] | None = None, width: int = 290,
) -> LocatorMap | None:
    """The country's regions (rings of longitude and latitude, degrees, by P-code) as a map ``width`` wide.

    ``here`` is the region to mark, ``point`` a (latitude, longitude). Equirectangular projection, true to scale at
    the country's mean latitude. A point abroad is left out. ``None`` without outlines.
    """
    corners = [corner for rings in outlines.values() for ring in rings for corner in ring]
    if not corners:
        return None
    west, east = min(lon for lon, _lat in corners), max(lon for lon, _lat in corners)
    south, north = min(lat for _lon, lat in corners), max(lat for _lon, lat in corners)
    flat = math.cos(math.radians((south + north) / 2))
    scale = width / ((east - west) * flat)

    def placed(lon: float, lat: float) -> tuple[float, float]:
        return round((lon - west) * flat * scale, 1), round((north - lat) * scale, 1)

    paths = tuple(
        MapPath(pcode, " ".join(_path([placed(lon, lat) for lon, lat in ring]) for ring in rings), pcode == here)
        for pcode, rings in outlines.items())
    inside = point is not None and south <= point[0] <= north and west <= point[1] <= east
    return LocatorMap(width, math.ceil((north - south) * scale), paths,
                      placed(point[1], point[0]) if point is not None and inside else None)


def _path(points: Sequence[tuple[float, float]]) -> str:
    """The ``d`` of a closed ring, corners nearer than one unit to the last one left out."""
    kept = [points[0]]
    for x, y in points[1:]:
        if abs(x - kept[-1][0]) + abs(y - kept[-1][1]) >= 1:
            kept.append((x, y))
    return "M" + "L".join(f"{x:g},{y:g}" for x, y in kept) + "Z"
