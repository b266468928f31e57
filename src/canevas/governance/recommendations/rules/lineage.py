"""The lineage of lines as a graph: from a minister's table down to the sentence of a region, and up again."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class EdgeKind(StrEnum):
    DERIVED = "derived"
    """``target`` was written from ``source``."""
    MERGED = "merged"
    """``source`` ended and its words went into ``target``."""
    SPLIT = "split"
    """``target`` was cut from ``source``."""
    MOVED = "moved"
    REFORMULATED = "reformulated"
    CARRIED = "carried"
    """``target`` says again what ``source``, of an earlier session, said."""


@dataclass(frozen=True, slots=True)
class Edge:
    """One step. ``source`` and ``target`` are identifiers of lines; the same for a rewording and a move."""

    kind: EdgeKind
    source: str
    target: str
    before: str = ""
    after: str = ""
    words: tuple[str, ...] = field(default=())


def reached(edges: Iterable[Edge], start: str, *, up: bool) -> list[str]:
    """Every line that ``start`` leads to (``up``) or comes from, the nearest first; ``start`` is not among them.

    A circle, which no person should draw but a careless merge may, ends where it comes back.
    """
    ways: dict[str, list[str]] = {}
    for edge in edges:
        one, other = (edge.source, edge.target) if up else (edge.target, edge.source)
        if one != other:
            ways.setdefault(one, []).append(other)
    found, waiting = dict.fromkeys([start]), [start]
    while waiting:
        for line in ways.get(waiting.pop(0), ()):
            if line not in found:
                found[line] = None
                waiting.append(line)
    return list(found)[1:]
