"""The priorities or strategies of one cell, one by one: listed, parted by semicolons, or run together."""
from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from canevas.governance.recommendations.rules.action_words import opens_action
from canevas.governance.recommendations.rules.synthesis_reading.lines import BULLETS, Line, without_bullet
from canevas.governance.recommendations.rules.synthesis_reading.run_together import depths, split_run_together
from canevas.tools.documents.found import Found
from canevas.tools.documents.markup import Traced, join

_INLINE_BULLET = re.compile(
    rf"(?<=[\s;.,:)])[{BULLETS}]\s*(?=[A-ZÀ-Ý])|(?<=[;.])\s*(?:\d{{1,2}}|[a-h])\s?[.)]\s?(?=[A-ZÀ-Ý])")
_SEMICOLON = re.compile(r"\s*;\s*")
_ABBREVIATION = re.compile(r"(?:\betc|\b[A-Z])\.$")
_SEEN = 160
_LISTED, _PLAIN, _WRAPPED = 0.97, 0.95, 0.88


@dataclass(frozen=True, slots=True)
class Item:
    """One priority or strategy; ``run_together`` when no sign parted it from its neighbour."""

    text: Traced
    confidence: float = _PLAIN
    reason: str = ""
    run_together: bool = False

    def found(self, ceiling: float = 1.0, reason: str = "") -> Found[str]:
        """The item as a found value, no surer than ``ceiling``, for which ``reason`` speaks."""
        reasons = [words for words in (self.reason, reason if ceiling < self.confidence else "") if words]
        return Found(self.text.text, self.text.passages(), min(self.confidence, ceiling), " ".join(reasons))


def read_items(lines: list[Line]) -> list[Item]:
    """The items of a cell, in order, each without its bullet and closing punctuation."""
    fragments = [fragment for line in lines for fragment in _inline(line, lines)]
    items: list[Item] = []
    for fragment in _unwrapped(fragments):
        for stretch in _at_semicolons(fragment.text):
            parts = split_run_together(stretch)
            for part in parts:
                text = closed(part.text)
                if not text:
                    continue
                if len(parts) > 1:
                    items.append(Item(text, part.confidence, part.reason, part.unsigned))
                else:
                    items.append(Item(text, _LISTED if fragment.bulleted else _PLAIN))
    return items


def closed(text: Traced) -> Traced:
    """``text`` without blanks and closing punctuation; the full stop of an abbreviation stays."""
    stripped = text.strip(None, " \n;:,")
    if stripped.text.endswith(".") and not _ABBREVIATION.search(stripped.text):
        stripped = stripped.strip(None, " .;:,")
    return stripped


def _inline(line: Line, lines: list[Line]) -> Iterator[Line]:
    """The line cut at the bullets that stand within it."""
    text, start = line.text, 0
    level = depths(text.text)
    for match in _INLINE_BULLET.finditer(text.text):
        before = text.text[max(start, match.start() - _SEEN):match.start()].rstrip()
        marked = before[-1:] in ";.,:)" or opens_action(text.text[match.end():match.end() + _SEEN])
        if before and not level[match.start()] and (marked or any(other.bulleted for other in lines)):
            yield replace(line, text=text.slice(start, match.start()).strip(), bulleted=line.bulleted or start > 0)
            start = match.end()
    rest, bulleted = without_bullet(text.slice(start)) if start else (text, line.bulleted)
    yield replace(line, text=rest, bulleted=bulleted or start > 0)


def _unwrapped(fragments: list[Line]) -> list[Line]:
    """Fragments with the lines that only go on joined to the line above."""
    listed = any(fragment.bulleted for fragment in fragments)
    whole: list[Line] = []
    for fragment in fragments:
        if not fragment.text:
            continue
        if whole and _goes_on(whole[-1], fragment, listed):
            whole[-1] = replace(whole[-1], text=join((whole[-1].text, fragment.text)))
        else:
            whole.append(fragment)
    return whole


def _goes_on(above: Line, line: Line, listed: bool) -> bool:
    if line.bulleted or above.ends:
        return False
    if line.begins_low or (above.text.text[-1:] in "(,/'’" and not opens_action(line.text.text)):
        return True
    if line.opens_row:
        return line.begins_with_name
    return listed and not opens_action(line.text.text)


def _at_semicolons(text: Traced) -> list[Traced]:
    """``text`` cut at the semicolons outside parentheses that a capital or an action follows."""
    level = depths(text.text)
    parts, start = [], 0
    for match in _SEMICOLON.finditer(text.text):
        rest = text.text[match.end():match.end() + _SEEN]
        if level[match.start()] or not rest or not (rest[0].isupper() or rest[0] in BULLETS or opens_action(rest)):
            continue
        parts.append(text.slice(start, match.start()))
        start = match.end()
    parts.append(text.slice(start))
    return [without_bullet(part)[0] for part in parts if part.text.strip()]
