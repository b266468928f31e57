"""A bulletin as a value: what Word and PDF both say."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from canevas.evidence.observatory.rules.periods import Period
from canevas.evidence.observatory.rules.statistics.explorer import SourceNote
from canevas.governance.bulletins.rules.figures import Block


@dataclass(frozen=True, slots=True)
class Owed:
    """An open action or recommendation. ``deadline`` verbatim; ``state`` in words."""

    text: str
    who: str
    deadline: str
    state: str
    origin: str
    is_late: bool = False


@dataclass(frozen=True, slots=True)
class Foreseen:
    """``rows``: label of the period, figure, low and high end of the interval of 80 %; ``reason`` why there are none
    (``tools.engines.forecasting``)."""

    rows: tuple[tuple[str, float, float, float], ...] = ()
    model: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Aside:
    """Sources that count the same crossings, by name: at which places, whose flows the bulletin tells there, and
    whose it leaves out there."""

    places: str
    kept: str
    left_out: str


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map: its code, position and whether its name stands in the first block of points."""

    code: str
    lat: float
    lon: float


@dataclass(frozen=True, slots=True)
class Bulletin:
    """``region``: P-code, "" for the country; ``region_words``: « région de Tahoua »; ``body``: the group, ""."""

    region: str
    region_words: str
    body: str
    period: Period
    day: date
    blocks: Sequence[Block]
    points: Block | None
    spots: Sequence[Spot]
    definitions: Sequence[tuple[str, str]]
    sources: Sequence[SourceNote]
    actions: Sequence[Owed]
    recommendations: Sequence[Owed]
    foreseen: Foreseen
    silent: Sequence[str] = ()
    """Flow points that gave a figure within the year, and none for this period."""
    asides: Sequence[Aside] = ()
    body_name: str = ""
    releases: Sequence[str] = ()
    """For the public: the releases whose cells it tells, with their titles; empty in a bulletin for partners."""
    notes: Sequence[str] = ()
    """What these releases say of their figures."""

    @property
    def is_public(self) -> bool:
        return bool(self.releases)

    @property
    def is_empty(self) -> bool:
        return all(block.is_empty for block in self.blocks)

    @property
    def flow(self) -> Block | None:
        return next((block for block in self.blocks if block.name == "direction"), None)
