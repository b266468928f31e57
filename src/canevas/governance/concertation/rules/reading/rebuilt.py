"""A document of whole lines for readers that take a tree: wrapped lines joined, and their passages led back."""

from __future__ import annotations

from canevas.governance.concertation.rules.reading.explaining import every_found
from canevas.governance.concertation.rules.reading.lines import Line, Span
from canevas.governance.policy.rules.outline import AxisOutline
from canevas.governance.policy.rules.outline_reading import read_policy_outline
from canevas.tools.documents.found import Passage
from canevas.tools.documents.nodes import Document, Node, NodeKind

_PREFIX = "whole-"


def read_policy_of_lines(lines: list[Line]) -> list[AxisOutline]:
    """The policy outline that ``lines`` tell; its passages are those of the document that the lines came from."""
    nodes = [Node(f"{_PREFIX}{place}", NodeKind.PARAGRAPH, line.text) for place, line in enumerate(lines)]
    root = Node(f"{_PREFIX}root", NodeKind.DOCUMENT, children=nodes)
    axes = read_policy_outline(Document("text", root))
    for found in every_found(axes):
        found.passages = [back for passage in found.passages for back in _led_back(passage, lines)]
    return axes


def _led_back(passage: Passage, lines: list[Line]) -> list[Passage]:
    line = lines[int(passage.node.removeprefix(_PREFIX))]
    end = len(line.text) if passage.end is None else passage.end
    return Span(line, passage.start, end).passages()
