"""What a frozen version's Word file says of itself beside its texts, so that its table can be put together again from
the file alone and its digest worked out anew.

The texts and their identifiers stand in the file. What does not print stands in custom properties: the titles of the
bands as they are kept, bands without rows, rows without a word. A property holds 255 signs: the plan is cut in pieces.
"""
from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from canevas.governance.syntheses.rules.table import Section, Table
from canevas.tools.documents.writing.marked import clean

PLAN = "CanevasPlan"
"""Begins the names of the properties that hold the pieces: ``CanevasPlan1``, ``CanevasPlan2``…"""
_PIECE = 240


@dataclass(frozen=True, slots=True)
class Plan:
    """``head`` are the paragraphs above the table that are none of its lines (letterhead, title, standing); each of
    ``bands`` is the number of its axis, its title as kept and how many challenges it has; ``silent`` are the rows
    without a word, in order."""

    head: tuple[str, ...]
    bands: tuple[tuple[int | None, str, int], ...]
    silent: tuple[str, ...] = ()


def plan_properties(table: Table, head: Sequence[str]) -> dict[str, str]:
    """The properties that carry the plan of ``table``."""
    said = json.dumps({
        "head": [clean(text) for text in head],
        "bands": [[one.axis, one.title, len(one.blocks)] for one in table.sections],
        "silent": [row.uid for one in table.sections for _block, row in one.rows if _is_silent(one, row.uid)],
    }, ensure_ascii=True, separators=(",", ":"))
    return {f"{PLAN}{number + 1}": said[start:start + _PIECE]
            for number, start in enumerate(range(0, len(said), _PIECE))}


def _is_silent(section: Section, uid: str) -> bool:
    return any(row.uid == uid and not (row.priorities or row.strategies or row.responsible)
               for _block, row in section.rows)


def plan_of(properties: Mapping[str, str]) -> Plan | None:
    """The plan that a file carries; ``None`` where it has none, or one that cannot be read."""
    pieces = []
    while (piece := properties.get(f"{PLAN}{len(pieces) + 1}")) is not None:
        pieces.append(piece)
    try:
        said = json.loads("".join(pieces))
        return Plan(tuple(map(str, said["head"])), tuple(
            (None if axis is None else int(axis), str(title), int(count)) for axis, title, count in said["bands"]),
            tuple(map(str, said["silent"])))
    except (ValueError, TypeError, KeyError):
        return None
