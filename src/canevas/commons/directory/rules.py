"""What holds for names and proposals, whatever stores them."""
from __future__ import annotations

from collections.abc import Container
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
