"""The life of a session: what may follow what, and what may be edited when.

::

    planned ─▶ convened ─▶ held ─▶ circulated ─▶ adopted ───────────▶ final
       │           │                    ▲   └───▶ adopted-reserved ─▶ final
       ├▶ postponed ◀┤                  │                │              │
       └▶ cancelled ◀┘               reopened ◀──────────┴──────────────┘
"""
from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """The same codes as the register keeps (``models.SessionState``)."""

    PLANNED = "planned"
    CONVENED = "convened"
    HELD = "held"
    CIRCULATED = "circulated"
    ADOPTED = "adopted"
    ADOPTED_RESERVED = "adopted-reserved"
    FINAL = "final"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    REOPENED = "reopened"


class Move(StrEnum):
    """What somebody does to a session."""

    CONVENE = "convene"
    HOLD = "hold"
    CIRCULATE = "circulate"
    ADOPT = "adopt"
    ADOPT_RESERVED = "adopt-reserved"
    FINALISE = "finalise"
    POSTPONE = "postpone"
    PLAN_AGAIN = "plan-again"
    CANCEL = "cancel"
    REOPEN = "reopen"


class Part(StrEnum):
    """What of a session may be edited, as one right each."""

    FACTS = "facts"
    """Day, hours, place, stage, number, chairs."""
    AGENDA = "agenda"
    ATTENDANCE = "attendance"
    MINUTES = "minutes"
    """What was said, decided and recommended, and the actions taken: their words, not how far they are."""
    DOCUMENTS = "documents"
    """Files beside the minutes."""
    BLANKS = "blanks"
    """Facts that nobody had written yet: the hour of the end, a participant's function. What stands is not changed."""


@dataclass(frozen=True, slots=True)
class Transition:
    """One move. ``needs_reason``: it asks why; ``needs_day``: it asks for a date."""

    move: Move
    sources: frozenset[State]
    target: State
    needs_reason: bool = False
    needs_day: bool = False


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


S = State
TRANSITIONS: dict[Move, Transition] = {one.move: one for one in (
    Transition(Move.CONVENE, _from(S.PLANNED), S.CONVENED),
    Transition(Move.HOLD, _from(S.PLANNED, S.CONVENED), S.HELD),
    Transition(Move.CIRCULATE, _from(S.HELD, S.REOPENED), S.CIRCULATED),
    Transition(Move.ADOPT, _from(S.CIRCULATED), S.ADOPTED, needs_day=True),
    Transition(Move.ADOPT_RESERVED, _from(S.CIRCULATED), S.ADOPTED_RESERVED, needs_day=True),
    Transition(Move.FINALISE, _from(S.ADOPTED, S.ADOPTED_RESERVED), S.FINAL),
    Transition(Move.POSTPONE, _from(S.PLANNED, S.CONVENED), S.POSTPONED, needs_reason=True),
    Transition(Move.PLAN_AGAIN, _from(S.POSTPONED, S.CANCELLED), S.PLANNED, needs_day=True),
    Transition(Move.CANCEL, _from(S.PLANNED, S.CONVENED, S.POSTPONED), S.CANCELLED, needs_reason=True),
    Transition(Move.REOPEN, _from(S.CIRCULATED, S.ADOPTED, S.ADOPTED_RESERVED, S.FINAL), S.REOPENED,
               needs_reason=True),
)}

_ALL = frozenset(Part)
EDITABLE: dict[State, frozenset[Part]] = {
    S.PLANNED: _ALL,
    S.CONVENED: _ALL,
    S.HELD: _ALL,
    S.CIRCULATED: _ALL,  # it is before the members, who may still have it corrected; every version is kept
    S.REOPENED: _ALL,
    S.ADOPTED_RESERVED: frozenset({Part.MINUTES, Part.ATTENDANCE, Part.DOCUMENTS, Part.BLANKS}),
    S.ADOPTED: frozenset({Part.DOCUMENTS, Part.BLANKS}),
    S.FINAL: frozenset({Part.DOCUMENTS, Part.BLANKS}),
    S.POSTPONED: frozenset({Part.FACTS, Part.AGENDA, Part.DOCUMENTS}),
    S.CANCELLED: frozenset({Part.DOCUMENTS}),
}

OPEN_TO_READERS = frozenset({S.CIRCULATED, S.ADOPTED, S.ADOPTED_RESERVED, S.FINAL, S.REOPENED})
"""States in which what was said, decided and owed is shown to whoever may see the body's minutes. Before, it is a
draft, for those who write it."""
ANNOUNCED = OPEN_TO_READERS | {S.CONVENED, S.HELD, S.POSTPONED, S.CANCELLED}
"""States in which the session itself (day, place, agenda) is shown to them."""


def moves_from(state: str) -> list[Transition]:
    """What may be done to a session in ``state``, in the order of the table."""
    return [one for one in TRANSITIONS.values() if state in one.sources]


def target_of(move: Move, state: str) -> State | None:
    """The state that ``move`` leads to from ``state``; ``None`` where it is not possible."""
    transition = TRANSITIONS[move]
    return transition.target if state in transition.sources else None


def may_edit(part: Part, state: str) -> bool:
    """Whether ``part`` of a session may be edited in ``state``."""
    return part in EDITABLE[State(state)]
