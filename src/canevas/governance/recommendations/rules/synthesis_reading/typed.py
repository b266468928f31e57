"""Rows that were typed in a text: columns parted by bars ("| Défis | Priorités |") or by wide blanks."""
from __future__ import annotations

import re
from dataclasses import replace

from canevas.governance.recommendations.rules.synthesis_reading.columns import Role, roles_of
from canevas.governance.recommendations.rules.synthesis_reading.lines import Line, text_lines
from canevas.tools.documents.markup import Traced, traced
from canevas.tools.documents.nodes import Node

_BAR = re.compile(r"\|")
_OUTER = re.compile(r"\s*\|?(?P<inside>.*?)\|?\s*", re.S)
_WIDE = re.compile(r"(?<=\S)[ \u00a0]{2,}(?=\S)")
_RULE = re.compile(r"[-|:+=_\s]+$")


def pieces_of(node: Node) -> list[Traced]:
    """The cells of a typed row, empty ones too; an empty list where the paragraph is no such row."""
    text = traced(node.id, node.text)
    if node.text.count("|") > 1:
        outer = _OUTER.fullmatch(node.text)
        inside = text.slice(*outer.span("inside")) if outer else text
        return [piece.strip() for piece in inside.split(_BAR)]
    return [piece.strip() for piece in text.split(_WIDE)] if _WIDE.search(node.text) else []


def is_rule(node: Node) -> bool:
    """A line that only draws: "|---|---|"."""
    return bool(_RULE.match(node.text))


def typed_header(node: Node) -> dict[int, Role] | None:
    """Role by column where the paragraph is the typed header of a synthesis."""
    pieces = pieces_of(node)
    return roles_of([(place, 1, piece.text) for place, piece in enumerate(pieces)]) if len(pieces) > 2 else None


def typed_cells(node: Node, roles: dict[int, Role]) -> dict[Role, list[Line]] | None:
    """The cells of a row under a typed header; ``None`` where the paragraph has not its columns.

    Bars keep their empty cells. Between wide blanks an empty first cell cannot be seen: a row that is one short lacks
    it.
    """
    pieces, width = pieces_of(node), max(roles) + 1
    barred = node.text.count("|") > 1
    missing = 0 if barred else width - len(pieces)
    if len(pieces) < 2 or not 0 <= missing <= 1 or len(pieces) > width + 1:
        return None
    cells: dict[Role, list[Line]] = {}
    for place, piece in enumerate(pieces, start=missing):
        lines = text_lines(piece)
        if place in roles and lines:
            cells.setdefault(roles[place], []).extend([replace(lines[0], opens_row=True), *lines[1:]])
    return cells
