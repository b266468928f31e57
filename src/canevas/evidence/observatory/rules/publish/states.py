"""The states of a release, and the only steps between them."""
from __future__ import annotations

from enum import StrEnum


class State(StrEnum):
    DRAFT = "draft"
    PROTECTED = "protected"
    APPROVED = "approved"
    PUBLISHED = "published"
    WITHDRAWN = "withdrawn"


class Step(StrEnum):
    PROTECT = "protect"
    APPROVE = "approve"
    PUBLISH = "publish"
    WITHDRAW = "withdraw"


STEPS: dict[Step, dict[State, State]] = {
    Step.PROTECT: {State.DRAFT: State.PROTECTED, State.PROTECTED: State.PROTECTED, State.APPROVED: State.PROTECTED},
    Step.APPROVE: {State.PROTECTED: State.APPROVED},
    Step.PUBLISH: {State.APPROVED: State.PUBLISHED},
    Step.WITHDRAW: {State.DRAFT: State.WITHDRAWN, State.PROTECTED: State.WITHDRAWN, State.APPROVED: State.WITHDRAWN,
                    State.PUBLISHED: State.WITHDRAWN},
}
"""From which state each step leads to which. What was withdrawn stays so; protecting again takes a signature away."""


def after(step: Step, state: State) -> State | None:
    """The state that a step leads to; ``None`` where it may not be taken."""
    return STEPS[step].get(state)


def open_steps(state: State) -> tuple[Step, ...]:
    return tuple(step for step in Step if after(step, state) is not None)
