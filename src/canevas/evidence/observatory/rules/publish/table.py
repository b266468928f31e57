"""A table as it leaves: its dimensions with their labels, its cells with their standing, its notes and its licence.

The forms it leaves in (CSV, HXL, SDMX, GeoJSON, DCAT…) stand in the room's ``export``; what may leave was decided
before.
"""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from canevas.evidence.observatory.rules.disclosure.cube import TOTAL as TOTAL


class Status(StrEnum):
    """SDMX code list CL_OBS_STATUS: what a cell's figure is."""

    NORMAL = "A"
    BREAK = "B"
    ESTIMATED = "E"
    PROVISIONAL = "P"
    MISSING = "L"  # data exist, nobody collected them
    CLOSED = "M"  # data cannot exist: the point was closed
    SUPPRESSED = "Q"


WITHOUT_FIGURE = frozenset({Status.MISSING, Status.CLOSED, Status.SUPPRESSED})


@dataclass(frozen=True, slots=True)
class PublishedDimension:
    """``name`` is a field of the common model; ``labels`` maps its codes to French words, in the order in which they
    are shown. ``TOTAL`` is the code of a margin."""

    name: str
    label: str
    labels: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class PublishedCell:
    """``key`` holds one code per dimension, in their order. ``value`` is ``None`` exactly where the status says so."""

    key: tuple[str, ...]
    value: float | None
    status: Status = Status.NORMAL

    def __post_init__(self) -> None:
        if (self.value is None) != (self.status in WITHOUT_FIGURE):
            raise ValueError(f"{self.key}: {self.value} with status {self.status.name}")


@dataclass(frozen=True, slots=True)
class PublishedTable:
    """``code`` is made of capitals, digits and ``_`` (an SDMX identifier); ``version`` is the release's number."""

    code: str
    version: int
    title: str
    title_en: str
    definition: str
    unit: str
    unit_label: str
    dimensions: tuple[PublishedDimension, ...]
    cells: tuple[PublishedCell, ...]
    publisher: str
    licence: str
    licence_url: str
    issued: date
    sources: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for cell in self.cells:
            if len(cell.key) != len(self.dimensions):
                raise ValueError(f"{self.code}: {cell.key} has not one code per dimension")
            for code, dimension in zip(cell.key, self.dimensions, strict=True):
                if code not in dimension.labels:
                    raise ValueError(f"{self.code}: {dimension.name} has no code {code!r}")

    def rows(self) -> Iterable[dict[str, str | float | None]]:
        """One row per cell: the code and the label of each dimension, the figure, its status."""
        for cell in self.cells:
            row: dict[str, str | float | None] = {}
            for code, dimension in zip(cell.key, self.dimensions, strict=True):
                row[dimension.name], row[f"{dimension.name}_label"] = code, dimension.labels[code]
            row |= {"value": cell.value, "status": cell.status.value}
            yield row

    @property
    def periods(self) -> set[str]:
        """The codes of the periods that its cells are of, where a dimension is of time; what is not told is none."""
        return {cell.key[place] for place, dimension in enumerate(self.dimensions) if dimension.name == "period"
                for cell in self.cells if cell.key[place][:1].isdigit()}


def whole(value: float | None) -> int | float | None:
    """A figure without a needless ``.0``."""
    return int(value) if value is not None and value == int(value) else value
