"""The lineage of lines as a graph: from a minister's table down to the sentence of a region, and up again."""
from __future__ import annotations

from collections.abc import Collection, Iterable
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


_TELLING = (EdgeKind.MERGED, EdgeKind.SPLIT, EdgeKind.CARRIED, EdgeKind.DERIVED)
"""Of several steps in one, the kind that says most."""


def bridged(edges: Iterable[Edge], kept: Collection[str]) -> list[Edge]:
    """The steps between lines of ``kept`` alone: what led over lines that are not shown (drafts that were merged before
    anybody read them) becomes one step, of the kind that says most. Each pair of lines once."""
    ways: dict[str, list[Edge]] = {}
    for edge in edges:
        if edge.source != edge.target:
            ways.setdefault(edge.source, []).append(edge)
    found: dict[tuple[str, str], Edge] = {}
    for start in dict.fromkeys(kept):
        for edge in _next(ways, start, set(kept)):
            found.setdefault((edge.source, edge.target), edge)
    return list(found.values())


def _next(ways: dict[str, list[Edge]], start: str, kept: set[str]) -> list[Edge]:
    """The steps from ``start`` to the next lines of ``kept``."""
    out: list[Edge] = []
    seen = {start}
    waiting: list[tuple[Edge, tuple[EdgeKind, ...], tuple[str, ...]]] = [
        (edge, (edge.kind,), edge.words) for edge in ways.get(start, ())]
    while waiting:
        edge, kinds, words = waiting.pop(0)
        if edge.target in seen:
            continue
        seen.add(edge.target)
        if edge.target in kept:
            kind = next((one for one in _TELLING if one in kinds), kinds[0])
            out.append(Edge(kind, start, edge.target, words=tuple(dict.fromkeys(words))))
            continue
        waiting += [(following, (*kinds, following.kind), (*words, *following.words))
                    for following in ways.get(edge.target, ())]
    return out


@dataclass(frozen=True, slots=True)
class Branch:
    """A line in the nested list, ``kind`` and ``words`` of the step that leads to it from the line above, and what
    hangs on it. ``is_again``: it stands in the list already, with its own branches, and they are not told twice."""

    line: str
    kind: EdgeKind | None = None
    words: tuple[str, ...] = ()
    branches: tuple[Branch, ...] = ()
    is_again: bool = False


def branches_of(edges: Iterable[Edge], start: str, *, up: bool) -> tuple[Branch, ...]:
    """Everything that ``start`` leads to (``up``) or comes from, as a nested list."""
    ways: dict[str, list[tuple[str, Edge]]] = {}
    for edge in edges:
        one, other = (edge.source, edge.target) if up else (edge.target, edge.source)
        if one != other:
            ways.setdefault(one, []).append((other, edge))
    told = {start}

    def grown(line: str) -> tuple[Branch, ...]:
        out = []
        for other, edge in ways.get(line, ()):
            again = other in told
            told.add(other)
            out.append(Branch(other, edge.kind, edge.words, () if again else grown(other), again))
        return tuple(out)

    return grown(start)


def chain(edges: Iterable[Edge], start: str) -> list[str]:
    """``start`` with what it carries on and what carries it on, from session to session, the earliest first."""
    carried = [edge for edge in edges if edge.kind is EdgeKind.CARRIED]
    return [*reversed(reached(carried, start, up=False)), start, *reached(carried, start, up=True)]
