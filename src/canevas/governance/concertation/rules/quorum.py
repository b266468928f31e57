"""Whether enough members are there for a meeting to be held validly."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum


class Quorum(StrEnum):
    """The same codes as the register keeps (``models.QuorumRule``)."""

    NONE = "none"
    MAJORITY = "majority"
    TWO_THIRDS = "two-thirds"
    SHARE = "share"
    NUMBER = "number"


TAKES_VALUE = frozenset({Quorum.SHARE, Quorum.NUMBER})


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule with its percentage (1 to 100) or its number of members, where it takes one."""

    quorum: Quorum = Quorum.NONE
    value: int | None = None


@dataclass(frozen=True, slots=True)
class Count:
    """How many members there are on that day, how many must be there, how many are."""

    members: int
    needed: int
    present: int

    @property
    def is_reached(self) -> bool:
        return self.present >= self.needed


def is_complete(rule: Rule) -> bool:
    """Whether the rule says all that it needs: a percentage lies between 1 and 100, a number is at least 1."""
    if rule.quorum not in TAKES_VALUE:
        return rule.value is None
    return rule.value is not None and 1 <= rule.value <= (100 if rule.quorum is Quorum.SHARE else 1000)


def needed(rule: Rule, members: int) -> int:
    """How many of ``members`` must be there. Parts of a member are rounded up; more than half of ten is six."""
    if rule.quorum is Quorum.MAJORITY:
        return members // 2 + 1 if members else 0
    if rule.quorum is Quorum.TWO_THIRDS:
        return -(-2 * members // 3)
    if rule.quorum is Quorum.SHARE:
        return -(-members * (rule.value or 0) // 100)
    return (rule.value or 0) if rule.quorum is Quorum.NUMBER else 0


def counted(rule: Rule, members: Collection[int], there: Collection[int]) -> Count:
    """``members`` and ``there``: keys of organisations. Who is there without being a member does not count, and an
    organisation that sent three people counts once."""
    every = frozenset(members)
    return Count(len(every), needed(rule, len(every)), len(every & frozenset(there)))
