"""Sentences of a line, each still tied to its place."""

from __future__ import annotations

import re

from canevas.governance.concertation.rules.reading.lines import Line, Span

_ABBREVIATED = re.compile(
    r"(?:^|[\s(])(?:m|mm|mme|mlle|mr|dr|pr|elh|st|ste|n|art|cf|p|etc|s\.e|s\.e\.m|col|cdt|lt|"
    r"gal|e|a|i|ex|resp)$"
)
_END = re.compile(r"[.!?;]\s+(?=[\"(]?\w)")


def sentences(line: Line) -> list[Span]:
    """The sentences of ``line``, abbreviations ("M.", "Mme.", "n.") not taken for ends."""
    spans, start = [], line.bullet_end
    text = line.folded
    for match in _END.finditer(text, start):
        if match[0][0] == "." and (
            _ABBREVIATED.search(text[start : match.start()])
            or (text[match.end()].isdigit() and text[match.start() - 1 : match.start()] == "n")
        ):
            continue
        if match[0][0] == "." and not line.text[match.end()].isupper() and not line.text[match.end()].isdigit():
            continue
        spans.append(Span(line, start, match.end()).strip())
        start = match.end()
    spans.append(Span(line, start, len(text)).strip())
    return [span for span in spans if span.text]
