"""What can be understood of minutes: one typed value after the other, each with its passage and its confidence."""
from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from canevas.governance.policy.rules.outline import AxisOutline
from canevas.governance.recommendations.rules.synthesis import SynthesisSection
from canevas.tools.documents.found import Found

Stage = Literal["ordinary", "preparatory", "technical", "political", "relocated", "extraordinary"]


class NotMinutes(Exception):  # noqa: N818 (an answer, not a fault)
    """The document reads well but is not minutes nor a synthesis. ``str()`` is a French sentence that says why."""


@dataclass(slots=True)
class ReadAction:
    """One action point. ``deadline_text`` is verbatim; ``deadline_date`` only where the words name a day."""

    text: Found[str]
    responsible: list[Found[str]] = field(default_factory=list)
    deadline_text: Found[str] | None = None
    deadline_date: Found[date] | None = None


@dataclass(slots=True)
class Said(Found[str]):
    """What was said under an item: a ``paragraph``, a ``bullet`` (``level`` 0 the outermost) or a ``table``, whose
    ``cells`` are rows of texts and whose value is their words, a line a row, a tabulation between cells."""

    form: str = "paragraph"
    level: int = 0
    cells: list[list[str]] = field(default_factory=list)


@dataclass(slots=True)
class Seat(Found[str]):
    """One line of the attendance list of a file of our own, with what it says of them: present, excused, absent."""

    status: str = "present"


@dataclass(slots=True)
class ReadItem:
    """One agenda item as it was treated. ``number`` is the number on the agenda."""

    number: int
    title: Found[str]
    discussion: list[Found[str]] = field(default_factory=list)
    actions: list[ReadAction] = field(default_factory=list)


@dataclass(slots=True)
class ReadRecommendation:
    """One recommendation of a flat list; ``addressee`` is the heading it stood under ("A l'endroit de l'Etat").

    ``responsible`` and ``deadline_text`` are filled where recommendations stood in a table with such columns.
    """

    text: Found[str]
    addressee: Found[str] | None = None
    responsible: list[Found[str]] = field(default_factory=list)
    deadline_text: Found[str] | None = None
    deadline_date: Found[date] | None = None


@dataclass(slots=True)
class ReadDecision:
    """What the session decided on a text. ``outcome``: adopted, adopted-with-reservations, validated,
    validated-with-reservations, rejected, postponed."""

    text: Found[str]
    outcome: Found[str]
    stage: Found[str] | None = None


@dataclass(slots=True)
class PreviousMinutes:
    """The minutes adopted at this session: their date, and the outcome (same words as :class:`ReadDecision`)."""

    date: Found[date] | None = None
    decision: Found[str] | None = None


@dataclass(slots=True)
class RelatedSession:
    """Another session that the text names with its date."""

    stage: Found[str]
    date: Found[date]


@dataclass(slots=True)
class ReadMinutes:
    """Everything understood of one document. A value that is not there is ``None`` or an empty list."""

    kind: Literal["minutes", "synthesis"] = "minutes"
    body: Found[str] | None = None
    session: Found[int] | None = None
    stage: Found[str] | None = None
    date: Found[date] | None = None
    start: Found[time] | None = None
    end: Found[time] | None = None
    place: Found[str] | None = None
    chairs: list[Found[str]] = field(default_factory=list)
    signatory: Found[str] | None = None
    attendance: list[Found[str]] = field(default_factory=list)
    agenda: list[Found[str]] = field(default_factory=list)
    previous_minutes: PreviousMinutes | None = None
    related_sessions: list[RelatedSession] = field(default_factory=list)
    items: list[ReadItem] = field(default_factory=list)
    recommendations: list[ReadRecommendation] = field(default_factory=list)
    contributions: list[Found[str]] = field(default_factory=list)
    decision: ReadDecision | None = None
    """The session's verdict on the text that was before it."""
    further_decisions: list[ReadDecision] = field(default_factory=list)
    """Whatever else the session decided, in the order of the document."""
    places: list[Found[str]] = field(default_factory=list)
    policy: list[AxisOutline] = field(default_factory=list)
    synthesis: list[SynthesisSection] = field(default_factory=list)
