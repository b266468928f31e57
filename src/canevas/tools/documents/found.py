"""A value that was understood, with where it was written and how sure we are."""
from __future__ import annotations

from dataclasses import dataclass, field
from typing import Generic, TypeVar

T = TypeVar("T")

SURE = 0.85
"""At this confidence and above, a value may be confirmed with all the others at once; below, it is asked."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of a node's text: ``text[start:end]``; ``end`` ``None`` means to the end."""

    node: str
    start: int = 0
    end: int | None = None


@dataclass(slots=True)
class Found(Generic[T]):
    """``value`` as understood; ``passages`` where it stands, verbatim; ``confidence`` 0 to 1; ``reason`` in French."""

    value: T
    passages: list[Passage] = field(default_factory=list)
    confidence: float = 1.0
    reason: str = ""

    @property
    def is_sure(self) -> bool:
        return self.confidence >= SURE
