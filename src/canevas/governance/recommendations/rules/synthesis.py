"""The synthesis table: challenge, priorities, recommended strategies, regions and actors concerned."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from canevas.tools.documents.found import Found


@dataclass(slots=True)
class SynthesisRow:
    """One row. A challenge whose cell is merged over several rows stands in each of them.

    ``regions`` holds territory names as written, or "*" for all regions; ``actors`` holds organisations as written.
    ``stray`` is a strategy that slipped into the actors' cell: kept, never taken for an actor.
    """

    challenge: Found[str]
    priorities: list[Found[str]] = field(default_factory=list)
    strategies: list[Found[str]] = field(default_factory=list)
    regions: list[Found[str]] = field(default_factory=list)
    actors: list[Found[str]] = field(default_factory=list)
    stray: Found[str] | None = None
    run_together: bool = False
    split_across_rows: bool = False
    excluded_regions: list[Found[str]] = field(default_factory=list)
    """What "toutes les régions sauf …" leaves out; ``regions`` then names all the others."""


@dataclass(slots=True)
class SynthesisSection:
    """A band of the table: ``general``, or one axis with its number and title as written."""

    scope: Literal["general", "axis"]
    axis: int | None = None
    title: Found[str] | None = None
    rows: list[SynthesisRow] = field(default_factory=list)
