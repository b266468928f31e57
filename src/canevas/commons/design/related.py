"""Where a sheet leads that its own room cannot know of.

Stairs go down: the sheet of an organisation cannot name the meetings that it attended. The rooms above offer such
ways from ``AppConfig.ready``, and the sheet shows whatever was offered::

    related.offer("organisation", "canevas.governance.concertation.ways.of_organisation")

A giver is named by its path, because a room is made ready before its models: a function of the thing and of who looks
at it that gives :class:`Related`, counting only what that person may see.
"""
from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.module_loading import import_string


@dataclass(frozen=True, slots=True)
class Related:
    """One way: ``count`` is how many are behind it, ``None`` where that is not counted."""

    label: str | Promise
    url: str
    count: int | None = None


_GIVERS: dict[str, list[str]] = {}


def offer(kind: str, giver: str) -> None:
    """Let the sheets of ``kind`` ("organisation", "territory", …) show what ``giver`` gives for their thing.

    Rooms offer in the order in which they are installed; offering the same again changes nothing.
    """
    givers = _GIVERS.setdefault(kind, [])
    if giver not in givers:
        givers.append(giver)


def related(kind: str, thing: Any, user: Any) -> list[Related]:
    """Every way from ``thing`` that a room offers to ``user``, those with nothing behind them left out."""
    ways: list[Related] = []
    for giver in _GIVERS.get(kind, ()):
        give: Callable[[Any, Any], Iterable[Related]] = import_string(giver)
        ways += (way for way in give(thing, user) if way.count != 0)
    return ways
