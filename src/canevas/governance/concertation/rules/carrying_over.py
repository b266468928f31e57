"""Open actions come back on the agenda of their body, oldest first, until they are done or given up."""
from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from canevas.governance.concertation.rules.session_states import State

REFRESHED_IN = frozenset({State.PLANNED, State.CONVENED})
"""While the session is still to come its list follows the register: what was done meanwhile drops out."""
NOT_MET = frozenset({State.POSTPONED, State.CANCELLED})
"""A session that did not take place reviewed nothing."""


@dataclass(frozen=True, slots=True)
class Age:
    """How long something has been open, in the largest whole ``unit``: days, weeks, months, years."""

    count: int
    unit: str


def age_of(start: date | None, today: date) -> Age | None:
    """The age on ``today`` of what began on ``start``; ``None`` where nobody knows when it began."""
    if start is None:
        return None
    days = max(0, (today - start).days)
    if days < 14:
        return Age(days, "days")
    months = (today.year - start.year) * 12 + today.month - start.month - (today.day < start.day)
    if months < 2:
        return Age(days // 7, "weeks")
    return Age(months, "months") if months < 24 else Age(months // 12, "years")


def may_drop(state: str, *, is_open: bool, was_said: bool) -> bool:
    """Whether an action leaves the agenda of a session in ``state``: no longer to be done, and nothing said of it."""
    return state in REFRESHED_IN and not is_open and not was_said
