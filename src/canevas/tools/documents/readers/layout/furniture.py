"""Headers, footers and page numbers: what comes back at the same height of the pages, near an edge."""
from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from functools import partial
from itertools import takewhile

from canevas.tools.documents.readers.layout.page import Box, Line, Sheet, lines_of

_ZONE = 0.13
"""Share of the page's height, at the top and at the bottom, where furniture stands."""
_DEEP = 5
_STEP = 6.0
_PAGE_NUMBER = re.compile(r"[-–—|\s]*(?:page|p\.|pg)?\s*(\d{1,3})(?:\s*(?:/|sur|de|of)\s*(\d{1,3}))?[-–—|.\s]*$",
                          re.IGNORECASE)
_BROWSER = re.compile(r"(?:https?|file)://\S+\s+\d{1,3}/\d{1,3}$|"
                      r"\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d\d(?: [AP]M)?\s+\S")
"""What browsers print at the edges: the address and the page below, the day and the title above."""
_EDGE = 0.05
_FOOT = re.compile(r".{3,80}\s[-–—|]\s*(?:page\s*)?(\d{1,3})(?:\s*(?:/|sur)\s*\d{1,3})?$", re.IGNORECASE)
"""A footer that ends with the number of its page ("Compte rendu – page 1")."""
_LOW = 0.92
Key = tuple[str, int]


def remove_furniture(sheets: Sequence[Sheet], tables: Sequence[Sequence[Box]]) -> list[str]:
    """Take running headers, footers and page numbers off the sheets; what they said, each once.

    ``tables`` are the boxes of each sheet's ruled tables: their rows are never furniture.
    """
    candidates = [_candidates(sheet, boxes) for sheet, boxes in zip(sheets, tables, strict=True)]
    pages: dict[Key, set[int]] = defaultdict(set)
    for sheet, lines in zip(sheets, candidates, strict=True):
        for line in lines:
            for key in _keys(line, sheet):
                pages[key].add(sheet.number)
    said: Counter[str] = Counter()
    for sheet, lines in zip(sheets, candidates, strict=True):
        gone = []
        for edge in (True, False):
            near = sorted((line for line in lines if (line.base < sheet.height / 2) == edge),
                          key=lambda line: line.base, reverse=not edge)
            back = partial(_comes_back, sheet=sheet, pages=pages, count=len(sheets))
            gone += list(takewhile(back, near))
        dropped = {id(word) for line in gone for word in line.words}
        sheet.words = [word for word in sheet.words if id(word) not in dropped]
        said.update(line.text for line in gone if not _PAGE_NUMBER.match(line.text))
    return list(said)


def _comes_back(line: Line, sheet: Sheet, pages: Mapping[Key, set[int]], count: int) -> bool:
    is_edge = not _EDGE * sheet.height < line.base < (1 - _EDGE) * sheet.height
    foot = _FOOT.match(line.text) if line.base > _LOW * sheet.height else None
    if (is_edge and _BROWSER.match(line.text)) or (foot and int(foot[1]) == sheet.number):
        return True
    return _is_page_number(line, sheet, count) or any(len(pages[key]) > 1 for key in _keys(line, sheet))


def _candidates(sheet: Sheet, boxes: Sequence[Box]) -> list[Line]:
    """The outermost lines of a page, outside its ruled tables."""
    lines = lines_of(sheet.words, sheet.number)
    top = [line for line in lines[:_DEEP] if line.base < _ZONE * sheet.height]
    bottom = [line for line in lines[-_DEEP:] if line.base > (1 - _ZONE) * sheet.height]
    return [line for line in top + bottom if not any(_inside(line, box) for box in boxes)]


def _inside(line: Line, box: Box) -> bool:
    x0, top, x1, bottom = box
    return top <= line.base <= bottom + 2 and x0 - 2 <= (line.x0 + line.x1) / 2 <= x1 + 2


def _keys(line: Line, sheet: Sheet) -> list[Key]:
    """The text without the number of its page, with its height from the nearer edge, in steps that overlap."""
    height = line.base if line.base < sheet.height / 2 else -(sheet.height - line.base)
    text = re.sub(rf"(?<!\d){sheet.number}(?!\d)", "#", line.text.casefold())
    return [(text, round(height / _STEP)), (text, 10_000 + round((height + _STEP / 2) / _STEP))]


def _is_page_number(line: Line, sheet: Sheet, count: int) -> bool:
    """Whether the line says nothing but the number of its page."""
    match = _PAGE_NUMBER.match(line.text)
    if not match:
        return False
    number, total = int(match[1]), match[2]
    return number == sheet.number and (total is None or int(total) == count) and (
        total is not None or count > 1 or "page" in line.text.lower())
