"""What a room above knows of the lines of its tables: at which stages a line stood, in which words, what was decided.

Stairs go down: the register cannot name the syntheses that take its recommendations up. That room says from
``AppConfig.ready`` which function tells it, by its path, because a room is made ready before its models.
"""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Protocol


@dataclass(frozen=True, slots=True)
class AtStage:
    """A line at one stage. ``stage`` is "preparatory", "technical" or "political"; ``outcome`` the code of what that
    stage decided of it ("adopted", "adopted-with-reservations", …), "" where nothing was decided yet; ``said`` the same
    in words."""

    stage: str
    text: str
    label: str
    """The synthesis, as pages call it."""
    outcome: str = ""
    said: str = ""
    note: str = ""
    day: date | None = None
    url: str = ""


class Telling(Protocol):
    """(user, identifier of the synthesis by line) → the stages of each line that the user may see, the first first."""

    def __call__(self, user: Any, lines: Mapping[str, str]) -> Mapping[str, tuple[AtStage, ...]]: ...


TELLING: list[str] = []
"""Paths of the functions that tell the stages of lines."""
HIDING: list[str] = []
"""Paths of functions: (user) → the origins of steps (``LineageEdge.origin``) that the user may not see yet."""


def tell_stages_with(path: str) -> None:
    """Let the function at ``path`` tell the stages of lines; saying it again changes nothing."""
    if path not in TELLING:
        TELLING.append(path)


def hide_origins_with(path: str) -> None:
    """Let the function at ``path`` say which steps are still a draft for somebody."""
    if path not in HIDING:
        HIDING.append(path)
