"""The life of a synthesis: three stages, and what each may decide.

::

    drafting ─circulate─▶ amending ─decide─▶ the next stage, amending … ─▶ adopted
        ▲                    │
        └──────reopen────────┤  (a new version to be written)
        └──────sent back─────┘  (to the stage before)
"""
from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    PREPARATORY = "preparatory"
    TECHNICAL = "technical"
    POLITICAL = "political"


class State(StrEnum):
    DRAFTING = "drafting"
    """Its last version is open: it is written, merged and reworded."""
    AMENDING = "amending"
    """Its last version is frozen and before its readers, who propose amendments to it."""
    ADOPTED = "adopted"
    REJECTED = "rejected"


class Outcome(StrEnum):
    """What a stage decides, of the whole document or of one line."""

    ADOPTED = "adopted"
    RESERVED = "adopted-with-reservations"
    SENT_BACK = "sent-back"
    REJECTED = "rejected"
    POSTPONED = "postponed"


ORDER = (Stage.PREPARATORY, Stage.TECHNICAL, Stage.POLITICAL)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a synthesis stands."""

    stage: Stage
    state: State


def after_decision(standing: Standing, outcome: Outcome) -> Standing:
    """Where a decision on the whole document leads.

    Adopted, with or without reservations, it goes to the next stage as it stands, and is adopted for good at the last;
    sent back, it is written again at the stage before (at the first: at that one); postponed, it stays.
    ``ValueError`` where the document is not before its readers: only a frozen version can be decided on.
    """
    if standing.state is not State.AMENDING:
        raise ValueError(standing.state)
    place = ORDER.index(standing.stage)
    match outcome:
        case Outcome.ADOPTED | Outcome.RESERVED:
            if place == len(ORDER) - 1:
                return Standing(standing.stage, State.ADOPTED)
            return Standing(ORDER[place + 1], State.AMENDING)
        case Outcome.SENT_BACK:
            return Standing(ORDER[max(place - 1, 0)], State.DRAFTING)
        case Outcome.REJECTED:
            return Standing(standing.stage, State.REJECTED)
        case Outcome.POSTPONED:
            return standing


def outcomes_for(standing: Standing) -> tuple[Outcome, ...]:
    """What may be decided of the whole document now; nothing where no version is before its readers."""
    return tuple(Outcome) if standing.state is State.AMENDING else ()
