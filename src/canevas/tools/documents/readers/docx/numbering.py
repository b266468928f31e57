"""Real lists: what Word shows before each item ("•", "1.", "II.2"), computed as Word does."""
from __future__ import annotations

import re
from dataclasses import dataclass, field

from canevas.tools.documents.counting import as_counted
from canevas.tools.documents.readers.docx.names import W, attribute, child, number, switch, to_number, value
from canevas.tools.documents.safe_xml import Element
from canevas.tools.documents.typed import shown

_PLACEHOLDER = re.compile(r"%([1-9])")
_FORMATS = {
    "decimal": "1", "lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I",
    "decimalZero": "01", "ordinal": "1", "cardinalText": "1", "ordinalText": "1",
}
DEPTHS = 9


@dataclass(slots=True)
class Level:
    """One depth of a list. ``sample`` is "1", "a", "A", "i", "I", "01", "" (none) or "bullet"."""

    sample: str = "1"
    pattern: str = ""
    start: int = 1
    restart: int | None = None
    is_legal: bool = False
    style: str | None = None


@dataclass(slots=True)
class List:
    """One ``w:num``: the counters it shares (``key``) and its levels."""

    key: str
    levels: dict[int, Level] = field(default_factory=dict)
    starts: dict[int, int] = field(default_factory=dict)


def _read_level(element: Element) -> Level:
    kind = value(element, "numFmt") or "decimal"
    sample = "bullet" if kind == "bullet" else "" if kind == "none" else _FORMATS.get(kind, "1")
    return Level(sample, value(element, "lvlText") or "", number(element, "start") or 0,
                 number(element, "lvlRestart"), bool(switch(element, "isLgl")), value(element, "pStyle"))


def _read_levels(element: Element) -> dict[int, Level]:
    found = ((to_number(attribute(level, "ilvl")), level) for level in element.iterchildren(W + "lvl"))
    return {depth: _read_level(level) for depth, level in found if depth is not None and 0 <= depth < DEPTHS}


class Numbering:
    """The lists of one document and where each of them stands while the document is read."""

    def __init__(self, root: Element | None) -> None:
        self._lists: dict[int, List] = {}
        self._counters: dict[str, list[int | None]] = {}
        self._begun: set[tuple[int, int]] = set()
        if root is not None:
            self._read(root)

    def _read(self, root: Element) -> None:
        shared: dict[str, dict[int, Level]] = {}
        linked: dict[str, str] = {}
        for element in root.iterchildren(W + "abstractNum"):
            key = attribute(element, "abstractNumId") or ""
            shared[key] = _read_levels(element)
            if link := value(element, "styleLink"):
                linked[link] = key
        for element in root.iterchildren(W + "abstractNum"):
            key = attribute(element, "abstractNumId") or ""
            if not shared[key] and (link := value(element, "numStyleLink")) in linked:
                shared[key] = shared[linked[link]]
        for element in root.iterchildren(W + "num"):
            number_id = to_number(attribute(element, "numId"))
            key = value(element, "abstractNumId") or ""
            if number_id is not None:
                self._lists[number_id] = self._read_list(element, key, shared.get(key, {}))

    def _read_list(self, element: Element, key: str, levels: dict[int, Level]) -> List:
        made = List(key, dict(levels))
        for override in element.iterchildren(W + "lvlOverride"):
            depth = to_number(attribute(override, "ilvl"))
            if depth is None:
                continue
            if (level := child(override, "lvl")) is not None:
                made.levels[depth] = _read_level(level)
            if (start := number(override, "startOverride")) is not None:
                made.starts[depth] = start
        return made

    def level_of_style(self, list_id: int, style: str) -> int:
        """The depth that a list gives to paragraphs of ``style``."""
        found = self._lists.get(list_id)
        return next((depth for depth, level in found.levels.items() if level.style == style), 0) if found else 0

    def next_marker(self, list_id: int, depth: int) -> str | None:
        """What is shown before the next item, counters moved on; ``None`` where there is no such list."""
        found = self._lists.get(list_id)
        if found is None:
            return None
        depth = min(max(depth, 0), DEPTHS - 1)
        level = found.levels.get(depth, Level(pattern=f"%{depth + 1}."))
        counters = self._counters.setdefault(found.key, [None] * DEPTHS)
        if depth in found.starts and (list_id, depth) not in self._begun:
            counters[depth] = found.starts[depth]
        else:
            before = counters[depth]
            counters[depth] = level.start if before is None else before + 1
        self._begun.add((list_id, depth))
        for below in range(depth + 1, DEPTHS):
            restart = found.levels[below].restart if below in found.levels else None
            if restart != 0 and (restart is None or depth < restart):
                counters[below] = None
        return self._show(found, counters, level)

    def _show(self, found: List, counters: list[int | None], level: Level) -> str:
        if level.sample == "bullet":
            return shown(level.pattern).strip() or "•"

        def fill(match: re.Match[str]) -> str:
            depth = int(match[1]) - 1
            other = found.levels.get(depth, Level())
            current = counters[depth]
            sample = "1" if level.is_legal and other.sample not in {"", "bullet"} else other.sample
            return as_counted(other.start if current is None else current, sample)

        return _PLACEHOLDER.sub(fill, level.pattern).strip()
