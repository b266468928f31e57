"""What a confirmed document recommends, ready to be written: plain values, ids of other rooms as numbers."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

Passages = list[dict[str, Any]]


@dataclass(slots=True)
class ResponsibilityEntry:
    """Who answers: the words as written, and what they were resolved to."""

    verbatim: str
    organisation_id: int | None = None
    territory_id: int | None = None
    quantifier: str = ""
    resolved_by: str = ""
    confidence: float = 0.0


@dataclass(slots=True)
class RecommendationEntry:
    """A recommendation or a strategy. ``uid`` of the row to update; "" for a new one."""

    text: str
    uid: str = ""
    passages: Passages = field(default_factory=list)
    addressee: str = ""
    agenda_number: int | None = None
    deadline_text: str = ""
    deadline_date: date | None = None
    axis_id: int | None = None
    proposed_axis_id: int | None = None
    """Where the table itself names no axis, that of a line that is new."""
    programme_id: int | None = None
    subprogramme_id: int | None = None
    """Taken where the row is new or comes to another axis: what a person said since stays."""
    responsibilities: list[ResponsibilityEntry] = field(default_factory=list)


@dataclass(slots=True)
class PriorityEntry:
    text: str
    uid: str = ""
    passages: Passages = field(default_factory=list)


@dataclass(slots=True)
class RowEntry:
    """One row of the synthesis. ``concerned``: regions and actors as written."""

    flags: list[str] = field(default_factory=list)
    stray: str = ""
    concerned: list[dict[str, Any]] = field(default_factory=list)
    priorities: list[PriorityEntry] = field(default_factory=list)
    strategies: list[RecommendationEntry] = field(default_factory=list)


@dataclass(slots=True)
class ChallengeEntry:
    text: str
    uid: str = ""
    passages: Passages = field(default_factory=list)
    scope: Literal["general", "axis"] = "general"
    axis_number: int | None = None
    axis_title: str = ""
    axis_id: int | None = None
    rows: list[RowEntry] = field(default_factory=list)
