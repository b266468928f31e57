"""What a synthesis is made of as it stands in its document, before rows are put together."""
from __future__ import annotations

from dataclasses import dataclass, field

from canevas.governance.recommendations.rules.synthesis_reading.bands import Band
from canevas.governance.recommendations.rules.synthesis_reading.columns import Role
from canevas.governance.recommendations.rules.synthesis_reading.lines import Line
from canevas.tools.documents.markup import Traced


@dataclass(slots=True)
class BodyRow:
    """A row as it stands: the lines of its cells by role. ``covered`` are roles whose cell is merged with the one
    above; ``breaks`` when a page or a table ends before it."""

    cells: dict[Role, list[Line]]
    covered: set[Role] = field(default_factory=set)
    breaks: bool = False
    spaced: bool = False
    """Its columns were parted by blanks only."""


@dataclass(slots=True)
class FullRow:
    """A row with one text over the whole width that is no known band."""

    text: Traced


@dataclass(slots=True)
class SpacedLines:
    """Lines under a header whose columns are parted by blanks only; ``texts`` is how many columns of text it names."""

    texts: int
    lines: list[Traced] = field(default_factory=list)


Entry = BodyRow | FullRow | SpacedLines | Band


@dataclass(slots=True)
class FoundSynthesis:
    """What belongs to the synthesis, in order, and the ids of all nodes it took."""

    entries: list[Entry] = field(default_factory=list)
    nodes: set[str] = field(default_factory=set)
