"""Sentences of a line, each still tied to its place."""

from __future__ import annotations

from canevas.governance.concertation.rules.reading.lines import Line, Span


def sentences(line: Line) -> list[Span]:
    """The sentences of ``line``."""
    return line.sentences
