"""Where the boxes of a lineage stand and which lines join them: regions on the left, ministers on the right. Pure."""
from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from canevas.governance.recommendations.rules.lineage import Edge, EdgeKind

WIDTH, HEIGHT, ACROSS, DOWN = 208, 104, 96, 16
"""Of a box, and of the room between two, in the units of the drawing."""
HEAD = 26
SHOWN = 6
"""Boxes of one column that are drawn; the others fold into one that says how many they are."""
STAGES = ("region", "preparatory", "technical", "political")
_ROUNDS = 60


@dataclass(frozen=True, slots=True)
class Box:
    """One line at one level. ``level`` is one of ``STAGES`` or "" where none is known; ``fold`` is how many boxes it
    stands for, 0 for one of its own."""

    line: str
    level: str
    place: int = 0
    """Which of the boxes of its line, from 0."""
    fold: int = 0
    x: int = 0
    y: int = 0


@dataclass(frozen=True, slots=True)
class Joint:
    """A line between two boxes (their places in the drawing); ``kind`` "" from a stage to the next of the same line."""

    start: int
    end: int
    kind: str = ""
    is_beside: bool = False
    """Both stand at one level, one above the other."""


@dataclass(frozen=True, slots=True)
class LineageDrawing:
    width: int
    height: int
    boxes: tuple[Box, ...] = ()
    joints: tuple[Joint, ...] = ()
    columns: tuple[tuple[int, tuple[str, ...]], ...] = ()
    """Left edge of each column, and the levels that stand in it."""


@dataclass(slots=True)
class _Graph:
    boxes: list[Box] = field(default_factory=list)
    joints: list[Joint] = field(default_factory=list)


def drawn(lines: Mapping[str, Sequence[str]], edges: Iterable[Edge], family: Mapping[str, str], current: str,
          ) -> LineageDrawing:
    """The drawing of ``lines`` (by identifier, the levels that the line went through, in order) joined by ``edges``.

    ``family`` says which session's table a line belongs to: a step to another begins at its first level. The boxes of
    ``current`` never fold.
    """
    graph = _graph(lines, list(edges), family)
    columns = _columns(graph)
    shown, moved = _folded(graph, columns, current)
    placed = [replace(graph.boxes[key], x=column * (WIDTH + ACROSS), y=HEAD + row * (HEIGHT + DOWN), fold=fold)
              for key, column, row, fold in shown]
    place = {key: number for number, (key, *_rest) in enumerate(shown)}
    joints = dict.fromkeys(replace(one, start=place[moved.get(one.start, one.start)],
                                   end=place[moved.get(one.end, one.end)]) for one in graph.joints)
    heads = tuple((column * (WIDTH + ACROSS), tuple(dict.fromkeys(
        graph.boxes[key].level for key, there, _row, _fold in shown if there == column)))
        for column in sorted({column for _key, column, _row, _fold in shown}))
    return LineageDrawing(max((box.x for box in placed), default=0) + WIDTH,
                          max((box.y for box in placed), default=0) + HEIGHT, tuple(placed), tuple(joints), heads)


def _graph(lines: Mapping[str, Sequence[str]], edges: list[Edge], family: Mapping[str, str]) -> _Graph:
    graph, of = _Graph(), {}
    for line, levels in lines.items():
        first = len(graph.boxes)
        graph.boxes += [Box(line, level, place) for place, level in enumerate(levels or ("",))]
        of[line] = range(first, len(graph.boxes))
        graph.joints += [Joint(key, key + 1) for key in of[line][:-1]]
    for edge in edges:
        if edge.source in of and edge.target in of and edge.source != edge.target:
            is_within = edge.source in family and family[edge.source] == family.get(edge.target)
            graph.joints.append(_within(graph, of[edge.source], of[edge.target], edge.kind) if is_within else
                                Joint(of[edge.source][-1], of[edge.target][0], str(edge.kind)))
    return graph


def _within(graph: _Graph, source: Sequence[int], target: Sequence[int], kind: EdgeKind) -> Joint:
    """A step within one table: a line that ended goes into the other at its next level, one that was cut off begins
    where it first stood."""
    if kind is EdgeKind.MERGED:
        start = source[-1]
        end = next((key for key in target if _rank(graph.boxes[key]) > _rank(graph.boxes[start])), target[-1])
    else:
        end = target[0]
        start = next((key for key in reversed(source) if _rank(graph.boxes[key]) < _rank(graph.boxes[end])), source[0])
    return Joint(start, end, str(kind), _rank(graph.boxes[start]) == _rank(graph.boxes[end]))


def _rank(box: Box) -> int:
    return STAGES.index(box.level) if box.level in STAGES else 0


def _columns(graph: _Graph) -> list[int]:
    """The column of each box: right of all that leads to it, and never left of its level; empty columns go."""
    columns = [_rank(box) for box in graph.boxes]
    for _round in range(_ROUNDS):  # a circle, which nobody should draw, ends here
        moved = False
        for joint in graph.joints:
            if not joint.is_beside and columns[joint.end] <= columns[joint.start] < _ROUNDS:
                columns[joint.end], moved = columns[joint.start] + 1, True
        if not moved:
            break
    used = sorted(set(columns))
    return [used.index(column) for column in columns]


def _folded(graph: _Graph, columns: list[int], current: str,
            ) -> tuple[list[tuple[int, int, int, int]], dict[int, int]]:
    """Box, column, row and how many it stands for; and into which box the others fold."""
    shown: list[tuple[int, int, int, int]] = []
    moved: dict[int, int] = {}
    rows: dict[int, float] = {}
    into: dict[int, list[int]] = {}
    for joint in graph.joints:
        into.setdefault(joint.end, []).append(joint.start)
    for column in sorted(set(columns)):
        keys = [key for key, there in enumerate(columns) if there == column]
        keys.sort(key=lambda key: (graph.boxes[key].line != current, _mean(rows, into.get(key, ()), key)))
        kept = keys if len(keys) <= SHOWN + 1 else keys[:SHOWN]
        kept.sort(key=lambda key: _mean(rows, into.get(key, ()), key))
        for row, key in enumerate(kept):
            rows[key] = row
            shown.append((key, column, row, 0))
        folded = [key for key in keys if key not in rows]
        if folded:
            shown.append((folded[0], column, len(kept), len(folded)))
            moved |= dict.fromkeys(folded, folded[0])
            rows |= dict.fromkeys(folded, len(kept))
    return shown, moved


def _mean(rows: Mapping[int, float], before: Sequence[int], key: int) -> float:
    """Boxes stand beside what leads to them, else in the order in which they came."""
    there = [rows[one] for one in before if one in rows]
    return sum(there) / len(there) if there else 1000 + key
